"""The section „Оповестяване“ in the real window."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from ruse_desktop.domain.campaigns import CampaignInput, Form, Kind, Office
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.nominations.publicity import PublicityDialog
from ruse_desktop.ui.screens.protocol.publicity_entry import AgreeDialog, CampaignDialog
from ruse_desktop.ui.screens.sessions.papers import PapersDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit.pdf_reading import words

NOW = datetime(2027, 4, 26, 11, 0, tzinfo=SOFIA)
DONORS = CampaignInput(
    Kind.CAMPAIGN, Form.SPONSORS, "Дарители на празника", date(2027, 5, 3),
    agreed={Office.DIRECTOR: date(2027, 3, 2)},
)  # fmt: skip


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Any:
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        law = s.law.at(NOW.date()).id
        s.editions.open("NR", 2027, actor=ACTOR, law_edition=law)
        feast = When(date(2027, 5, 6), date(2027, 5, 6))
        s.events.create(EventInput("Празник на Русе", feast, Category.TOWN), actor=ACTOR)
        s.campaigns.add(DONORS, actor=ACTOR)
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


def section(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("protocol")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.show_section("publicity")
    windows.settle(qtbot, window)
    return screen.section


def finish(qtbot: Any, window: Any, dialog: Any) -> None:
    windows.click(qtbot, dialog.do)
    windows.gone(qtbot, window, type(dialog))
    windows.settle(qtbot, window)


@pytest.mark.requirement("R-F11-0.1")
def test_a_poster_is_entered_agreed_attached_printed_and_struck_out(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    found = section(qtbot, window)
    assert windows.button(window, "Ново вписване…").isVisible()
    QTest.keySequence(window, QKeySequence("Ctrl+N"))
    dialog = windows.dialog(qtbot, window, CampaignDialog)
    assert not windows.nameless(dialog)
    assert not dialog.do.isEnabled()
    assert not dialog.agreed[Office.MAYOR].isVisible()
    assert not dialog.until.isVisible()
    fill(dialog, "Форма", "плакат или графика")
    type_text(dialog.title, "Плакат за 6 май")
    fill(dialog, "Ден", "20.04.2027")
    assert "къде излиза" in say(dialog)
    fill(dialog, "Къде", "табла в центъра")
    fill(dialog, "За", "06.05.2027 · Празник на Русе")
    fill(dialog, "Съгласувал директор", "12.04.2027")
    finish(qtbot, window, dialog)
    assert "съгласувано" in say(found.card)
    assert "12.04.2027" in say(found.card)
    assert "06.05.2027 · Празник на Русе" in say(found.card)
    assert "Текст за съобщение…" not in windows.buttons(found.card)
    picture = tmp_path / "плакат.png"
    Image.new("RGB", (60, 40), "white").save(picture)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(picture), ""))
    press(qtbot, found.card, "Приложи файл…")
    windows.settle(qtbot, window)
    assert "плакат.png" in windows.buttons(found.card)
    found.print_list()
    pdf = windows.dialog(qtbot, window, PdfDialog)
    assert "Плакат за 6 май" in words(pdf.view.pdf, 0)
    pdf.close()
    assert "приложен файл – " in say(found.card)
    press(qtbot, found.card, "Карта за печат…")
    pdf = windows.dialog(qtbot, window, PdfDialog)
    printed = words(pdf.view.pdf, 0)
    assert "ПУБЛИКАЦИЯ ИЛИ КАМПАНИЯ Плакат за 6 май" in printed
    assert "плакат.png" in printed
    pdf.close()
    press(qtbot, found.card, "Поправи…")
    dialog = windows.dialog(qtbot, window, CampaignDialog)
    assert dialog.typed == found.campaign.typed
    dialog.close()
    with windows.Modal(lambda asked: _strike(qtbot, asked)) as modal:
        press(qtbot, found.card, "Зачеркни…")
    assert modal
    windows.settle(qtbot, window)
    assert "зачеркнато" in say(found.card)
    assert "Поправи…" not in windows.buttons(found.card)


@pytest.mark.requirement("R-F33-0.1")
def test_the_mayor_before_the_deputy_is_told_and_an_award_opens_its_own_window(
    qtbot: Any, window: Any
):
    found = section(qtbot, window)
    found.open_record("campaign", 1)
    windows.settle(qtbot, window)
    assert "чака съгласуване" in say(found.card)
    press(qtbot, found.card, "Съгласуване…")
    dialog = windows.dialog(qtbot, window, AgreeDialog)
    fill(dialog, "Съгласувал", "кмет")
    assert "Преди това липсва: зам.-кмет" in say(dialog)
    fill(dialog, "На", "05.03.2027")
    finish(qtbot, window, dialog)
    assert "Липсва съгласуване (функция 33): зам.-кмет" in say(found.card)
    assert windows.button(found.card, "чл. 24, т. 2").isVisible()
    found.view.focus_search("медийна")
    windows.settle(qtbot, window)
    assert found.campaign is None
    assert "срокът е бил" in say(found.card)
    assert "чл. 44, ал. 3" in say(found.card)
    press(qtbot, found.card, "Текст за съобщение…")
    papers = windows.dialog(qtbot, window, PapersDialog)
    assert "Награда „Русе“ 2027" in papers.windowTitle()
    papers.close()
    press(qtbot, found.card, "Към отличието…")
    assert windows.dialog(qtbot, window, PublicityDialog).new.isVisible()


def _strike(qtbot: Any, asked: Any) -> None:
    assert isinstance(asked, TextDialog)
    type_text(asked.findChild(QPlainTextEdit), "вписано два пъти по погрешка")
    press(qtbot, asked, "Зачеркни")
