"""The archive of an edition, from the menu of the tab to the printed list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ruse_desktop.ui.screens.nominations.archive import ArchiveDialog
from ruse_desktop.ui.screens.nominations.archive_line import ArchiveLineDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from tests.ui import windows


@pytest.fixture
def archive(qtbot, window):
    """The archive of the literary prize of 2026, opened from the menu."""
    window.tasks.write(
        lambda s: s.editions.open(
            "NLN", 2026, actor=s.actor, law_edition="2024-02-29", why="за пробата"
        ),
        lambda _done: None,
    )
    windows.settle(qtbot, window)
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    window.pages.current().context.actions.run("nominations.archive")
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, ArchiveDialog)


def entered(qtbot, window, archive, **texts: str) -> ArchiveLineDialog:
    windows.press(qtbot, archive, "Впиши в архива…")
    form = windows.dialog(qtbot, archive, ArchiveLineDialog)
    assert not windows.nameless(form)
    for name, text in texts.items():
        windows.fill(form, name, text)
    windows.press(qtbot, form, "Впиши")
    windows.settle(qtbot, window)
    return form


@pytest.mark.requirement("R-60-0.4")
def test_line_is_entered_struck_out_and_printed(qtbot, window, archive):
    said = windows.say(archive)
    assert "Още нищо не е вписано в архива" in said
    assert "чл. 60" in [one.text() for one in archive.findChildren(QPushButton)]
    assert not archive.paper.isEnabled()
    form = entered(qtbot, window, archive, Броя="две", Място="К-3")
    assert form.isVisible()
    assert "„две“ не е число" in form.message.text.text()
    windows.fill(form, "Броя", "65")
    windows.press(qtbot, form, "Впиши")
    windows.settle(qtbot, window)
    (line,) = archive.table.lines_model.lines
    assert line.texts[:3] == ("предложения", "65 броя", "К-3")
    windows.press(qtbot, archive, "Архивен списък…")
    windows.settle(qtbot, window)
    papers = windows.dialog(qtbot, archive, PapersDialog)
    assert "Архивен списък" in windows.say(papers)
    papers.accept()
    archive.table.selectRow(0)

    def answer(dialog) -> None:
        dialog.field.setPlainText("преместено е в друга папка")
        windows.press(qtbot, dialog, "Зачеркни")

    with windows.Modal(answer):
        windows.press(qtbot, archive, "Зачеркни…")
        windows.settle(qtbot, window)
    windows.settle(qtbot, window)
    (line,) = archive.table.lines_model.lines
    assert line.texts[0].startswith("зачеркнато: предложения (преместено")
    assert not archive.paper.isEnabled()
