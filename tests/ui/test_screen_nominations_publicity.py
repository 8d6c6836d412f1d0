"""What was made public of an edition, from the menu of the tab to the list and the printed call."""

from __future__ import annotations

import pytest

from ruse_desktop.ui.screens.nominations.publication import PublicationDialog
from ruse_desktop.ui.screens.nominations.publicity import PublicityDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from tests.ui import windows
from tests.unit.pdf_reading import words


@pytest.fixture
def publicity(qtbot, window):
    """The dialog of the edition of 2026, opened from the menu."""
    window.tasks.write(
        lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"),
        lambda _done: None,
    )
    windows.settle(qtbot, window)
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    window.pages.current().context.actions.run("nominations.publicity")
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, PublicityDialog)


def entered(qtbot, window, publicity, **texts: str) -> PublicationDialog:
    windows.press(qtbot, publicity, "Впиши публикация…")
    form = windows.dialog(qtbot, publicity, PublicationDialog)
    assert not windows.nameless(form)
    for name, text in texts.items():
        windows.fill(form, name.replace("_", " "), text)
    windows.press(qtbot, form, "Впиши")
    windows.settle(qtbot, window)
    return form


@pytest.mark.requirement("R-44-3.2", "R-44-3.4")
def test_campaign_is_recorded_and_what_is_missing_is_said(qtbot, window, publicity):
    assert "Още няма записани публикации" in windows.say(publicity)
    assert "срокът е бил 10.04.2026" in windows.say(publicity)
    form = entered(qtbot, window, publicity, Къде_е_излязло="", Дата_на_публикацията="23.3.2026")
    assert form.isVisible()
    assert "Не е посочена медията" in form.message.text.text()
    windows.fill(form, "Къде е излязло", "сайт на Община Русе")
    windows.press(qtbot, form, "Впиши")
    windows.settle(qtbot, window)
    (line,) = publicity.table.lines_model.lines
    assert line.texts[:4] == (
        "23.03.2026", "сайт на Община Русе", "вестник или списание", "Медийна кампания за предложения"
    )  # fmt: skip
    assert "срокът е бил" not in windows.say(publicity)
    assert "1 публикация" in windows.say(publicity)


def test_mistake_is_struck_out_with_a_reason(qtbot, window, publicity):
    entered(qtbot, window, publicity, Къде_е_излязло="радио", Дата_на_публикацията="23.3.2026")
    publicity.table.selectRow(0)

    def answer(dialog) -> None:
        dialog.field.setPlainText("вписано е по погрешка")
        windows.press(qtbot, dialog, "Зачеркни")

    with windows.Modal(answer):
        windows.press(qtbot, publicity, "Зачеркни…")
        windows.settle(qtbot, window)
    windows.settle(qtbot, window)
    (line,) = publicity.table.lines_model.lines
    assert line.texts[1] == "зачеркнато: радио (вписано е по погрешка)"
    assert "срокът е бил 10.04.2026" in windows.say(publicity)


@pytest.mark.requirement("R-44-3.3")
def test_call_is_seen_as_it_will_be_printed(qtbot, window, publicity):
    windows.press(qtbot, publicity, "Текстове за публикуване…")
    windows.settle(qtbot, window)
    papers = windows.dialog(qtbot, publicity, PapersDialog)
    windows.settle(qtbot, window)
    said = words(papers.view.pdf, 0)
    assert "ПОКАНА ЗА ПРЕДЛОЖЕНИЯ" in said
    assert "До 11.05.2026" in said
