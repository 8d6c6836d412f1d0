"""A kept file copied out: as it is, or without author, place and time."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services import demo


@pytest.mark.requirement("R-X-0.18")
def test_copy_leaves_hidden_data_behind(demo_folder: Path, tmp_path: Path):
    shutil.copytree(demo_folder, tmp_path / "data")
    services = app.open_services(app.Options(tmp_path / "data", FixedClock(demo.end_of())))
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Желязко Тодоров"})
    made = io.BytesIO()
    writer.write(made)
    source = tmp_path / "доказателство.pdf"
    source.write_bytes(made.getvalue())
    kept = services.attachments.add(source, actor=services.actor, nomination_id=1)
    source.unlink()
    whole = services.attachments.copy_out(kept.id, tmp_path / "a.pdf", bare=False)
    bare = services.attachments.copy_out(kept.id, tmp_path / "b.pdf", bare=True)
    assert (pypdf.PdfReader(whole).metadata or {}).get("/Author") == "Желязко Тодоров"
    assert not (pypdf.PdfReader(bare).metadata or {}).get("/Author")
    assert len(pypdf.PdfReader(bare).pages) == 1
    with pytest.raises(UserError):
        services.attachments.copy_out(kept.id, tmp_path / "no" / "where.pdf", bare=True)
    services.store.close()
    _close_log()
