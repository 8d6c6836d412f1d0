"""One person's page, its export and the yearly erasure through the window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from ruse_desktop.services import demo
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.safety.personal import DueDialog, PersonalSection
from tests.ui import windows
from tests.ui.typing import type_text
from tests.unit import pdf_reading


def test_page_export_and_yearly_erasure(
    qtbot: Any, demo_folder: Path, data_folder: Path, tmp_path: Path, monkeypatch: Any
):
    shutil.copytree(demo_folder, data_folder, dirs_exist_ok=True)
    with windows.opened(qtbot, data_folder, demo.end_of().replace(year=2033)) as window:
        window.pages.show_screen("safety")
        section = window.pages.current().show_section("personal")
        windows.settle(qtbot, window)
        assert isinstance(section, PersonalSection)
        assert section.page is not None
        name = section.page.name
        assert name in windows.say(section.card)
        assert "пази се" in windows.say(section.card)
        section.export_to(tmp_path / "out")
        windows.settle(qtbot, window)
        assert len(list((tmp_path / "out").iterdir())) == 2
        window.actions_registry.run("safety.new")
        windows.settle(qtbot, window)
        dialog = window.findChildren(DueDialog)[0]
        count = len(dialog.chosen())
        assert count > 1
        windows.click(qtbot, dialog.do)
        assert dialog.problem.text()
        for row in range(1, dialog.people.count()):
            from PySide6.QtCore import Qt

            dialog.people.item(row).setCheckState(Qt.CheckState.Unchecked)
        type_text(dialog.protocol, "№ 1/20.05.2033")
        monkeypatch.setattr("ruse_desktop.ui.screens.safety.personal.confirm", lambda *_a: True)
        windows.click(qtbot, dialog.do)
        windows.settle(qtbot, window)
        pages = [one for one in window.findChildren(PdfDialog) if one.isVisible()]
        assert "№ 1/20.05.2033" in pdf_reading.words(pages[0].view.pdf, 0)
        pages[0].close()
        section.view.focus_search("Заличено")
        windows.settle(qtbot, window)
        window.actions_registry.run("safety.new")
        windows.settle(qtbot, window)
        again = next(one for one in window.findChildren(DueDialog) if one.isVisible())
        assert len(again.chosen()) == count - 1
        again.reject()
