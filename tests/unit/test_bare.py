"""A copy without hidden data keeps the picture or the page and nothing else."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from ruse_desktop.documents import bare
from ruse_desktop.kernel.errors import UserError

SECRET = "Radostina Izmislena"


@pytest.mark.parametrize(("suffix", "kind"), [(".jpg", "JPEG"), (".png", "PNG")])
def test_picture_is_upright_and_bare(suffix: str, kind: str):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned
    exif[0x013B] = SECRET
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(out, kind, exif=exif)
    assert SECRET.encode() in out.getvalue()
    made = bare.without_hidden(out.getvalue(), suffix, "a" + suffix)
    assert SECRET.encode() not in made
    with Image.open(io.BytesIO(made)) as shown:
        assert (shown.format, shown.size) == (kind, (20, 40))
        assert not shown.getexif()


def test_pdf_loses_author_and_xmp_and_keeps_its_page():
    made = pikepdf.new()
    made.add_blank_page(page_size=(100, 200))
    made.docinfo["/Author"] = SECRET
    with made.open_metadata() as facts:
        facts["dc:title"] = SECRET
    out = io.BytesIO()
    made.save(out)
    with pikepdf.open(io.BytesIO(bare.without_hidden(out.getvalue(), ".pdf", "a.pdf"))) as shown:
        assert len(shown.pages) == 1
        assert "/Info" not in shown.trailer
        assert "/Metadata" not in shown.Root


def test_other_kinds_are_refused_not_passed_through():
    with pytest.raises(UserError):
        bare.without_hidden(b"text", ".docx", "a.docx")
