"""The sections „Нарушения“ and „Закрила“ in the real window."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.protection import MarkInput
from ruse_desktop.domain.violations import Offender, SignalInput, Step, StepInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.protection_entry import MarkDialog, RenewDialog
from ruse_desktop.ui.screens.symbols.violation_entry import SignalDialog
from ruse_desktop.ui.screens.symbols.violation_step import StepDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit.pdf_reading import words

NOW = datetime(2027, 10, 5, 11, 0, tzinfo=SOFIA)
SIGNAL = SignalInput(
    "badge", date(2027, 9, 3), "Ива Бонева", "писмо", "значка „Русе“ с партийно лого",
    offender_kind=Offender.PERSON, offender="Ана Станева",
)  # fmt: skip
MARK = MarkInput(
    "Герб на Община Русе", "protect-mark", "Патентно ведомство", "emblem", "2017/55",
    date(2017, 10, 2), "98765", date(2018, 3, 1), date(2028, 3, 1), "16, 25", "Мария Колева",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    with services(made, NOW) as s:
        s.people.save_person(PersonInput(given="Петър", family="Цонев"), actor=ACTOR)
        found = s.violations.open(SIGNAL, actor=ACTOR)
        for step in (
            StepInput(Step.JUDGEMENT, date(2027, 9, 6), code="ban-1", text="лого", who="Иван"),
            StepInput(Step.ACT, date(2027, 9, 7), number="3", office="drawer-koors", who="Ганев"),
        ):
            s.violation_steps.add(found.id, step, actor=ACTOR)
        s.protection.add(MARK, actor=ACTOR)
    return made


@pytest.fixture
def window(qtbot: Any, folder: Path) -> Any:
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


def section(qtbot: Any, window: Any, name: str) -> Any:
    window.pages.show_screen("symbols")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.show_section(name)
    windows.settle(qtbot, window)
    return screen.section


def step(qtbot: Any, window: Any, found: Any, kind: Step) -> Any:
    found.begin_step(kind)
    dialog = windows.dialog(qtbot, window, StepDialog)
    assert not windows.nameless(dialog)
    return dialog


def finish(qtbot: Any, window: Any, dialog: Any) -> None:
    press(qtbot, dialog, "Впиши")
    windows.gone(qtbot, window, type(dialog))
    windows.settle(qtbot, window)


@pytest.mark.requirement("R-75-0.3")
def test_a_signal_is_written_judged_and_its_file_printed(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    found = section(qtbot, window, "violations")
    QTest.keySequence(window, QKeySequence("Ctrl+N"))
    dialog = windows.dialog(qtbot, window, SignalDialog)
    assert not windows.nameless(dialog)
    assert not dialog.do.isEnabled()
    assert not dialog.offender.isVisible()
    fill(dialog, "Символ", "Герб")
    fill(dialog, "От кого", "Ива Бонева")
    fill(dialog, "Как е постъпил", "писмо")
    type_text(dialog.description, "герб на листовка")
    fill(dialog, "Нарушител е", "физическо лице")
    assert not dialog.guilty.isVisible()
    assert "Впишете името" in say(dialog)
    dialog.offender.line.setFocus()
    type_text(dialog.offender.line, "Петър Цонев")
    qtbot.waitUntil(lambda: dialog.offender.card_id is not None)
    assert "от регистъра" in say(dialog)
    press(qtbot, dialog, "Заведи преписката")
    windows.gone(qtbot, window, SignalDialog)
    windows.settle(qtbot, window)
    assert found.view.current == 2
    assert "Н-2/2027" in say(found.card)
    assert "Още няма стъпки" in say(found.card)
    assert [str(one) for one in found.next_steps] == ["judgement", "report", "closed"]
    found.choose_step()
    menu = window.findChild(QMenu) or found.findChild(QMenu)
    assert "Преценка на основанието" in [one.text() for one in found.findChild(QMenu).actions()]
    assert menu is not None
    found.findChild(QMenu).close()
    dialog = step(qtbot, window, found, Step.JUDGEMENT)
    assert dialog.who.text() == ACTOR.name
    fill(dialog, "Основание", "чл. 75: за политически послания")
    type_text(dialog.text, "предизборна листовка")
    finish(qtbot, window, dialog)
    assert windows.button(found.card, "чл. 75").isVisible()
    assert "за политически послания" in say(found.card)
    photo = tmp_path / "снимка.jpg"
    Image.new("RGB", (60, 40), "white").save(photo)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(photo), ""))
    press(qtbot, found, "Приложи файл…")
    windows.settle(qtbot, window)
    assert "снимка.jpg" in windows.buttons(found.card)
    for name, said in (("Докладна…", "ДОКЛАДНА"), ("Цялата преписка…", "ПРЕПИСКА Н-2/2027")):
        press(qtbot, found, name)
        pdf = windows.dialog(qtbot, window, PdfDialog)
        assert said in words(pdf.view.pdf, 0)
        pdf.close()
        windows.settle(qtbot, window)
    with windows.Modal(lambda asked: _give_reason(qtbot, asked, "Махни")) as modal:
        press(qtbot, found.card, "Махни…")
    assert modal
    windows.settle(qtbot, window)
    assert "снимка.jpg" not in windows.buttons(found.card)


@pytest.mark.requirement("R-77-0.2")
def test_a_decree_of_somebody_else_is_refused_while_typing(qtbot: Any, window: Any):
    found = section(qtbot, window, "violations")
    dialog = step(qtbot, window, found, Step.DECREE)
    fill(dialog, "Номер", "14")
    fill(dialog, "Издадено от", "друго лице")
    fill(dialog, "Име на издателя", "Секретарят")
    fill(dialog, "Глоба", "600")
    windows.settle(qtbot, window)
    assert "от кмета или от определен от него зам.-кмет" in say(dialog)
    assert "извън границите" in say(dialog)
    assert "от 25,56\u00a0€" in say(dialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Издадено от", "зам.-кмет, определен от кмета")
    fill(dialog, "Глоба", "100,00")
    windows.settle(qtbot, window)
    assert "само ако кметът го е определил" in say(dialog)
    fill(dialog, "Определен със заповед №", "88/2027")
    fill(dialog, "Дата на заповедта", "1.3.2027")
    assert dialog.do.isEnabled()
    finish(qtbot, window, dialog)
    assert "постановление" in say(found.card)
    assert "100,00\u00a0€" in say(found.card)
    with windows.Modal(lambda asked: _give_reason(qtbot, asked)) as modal:
        press(qtbot, found.card, "Зачеркни…")
    assert modal
    windows.settle(qtbot, window)
    assert "вписано по погрешка" in say(found.card)
    assert [one.kind for one in found.shown.violation.standing] == [Step.JUDGEMENT, Step.ACT]


def _give_reason(qtbot: Any, asked: Any, do: str = "Зачеркни") -> None:
    assert isinstance(asked, TextDialog)
    asked.field.setPlainText("вписано по погрешка другаде")
    press(qtbot, asked, do)


@pytest.mark.requirement("R-PZR2-0.3")
def test_a_mark_is_entered_renewed_and_reminded_of(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    found = section(qtbot, window, "protection")
    assert "изтича" in say(found.card)
    assert "Напомняне" in say(found.card)
    scan = tmp_path / "свидетелство.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(scan), ""))
    press(qtbot, found, "Приложи документ…")
    windows.settle(qtbot, window)
    assert "свидетелство.pdf" in windows.buttons(found.card)
    with windows.Modal(lambda asked: _give_reason(qtbot, asked, "Махни")):
        press(qtbot, found.card, "Махни…")
    windows.settle(qtbot, window)
    assert "свидетелство.pdf" not in windows.buttons(found.card)
    press(qtbot, found, "Поднови…")
    dialog = windows.dialog(qtbot, window, RenewDialog)
    assert not windows.nameless(dialog)
    fill(dialog, "Нов срок до", "1.3.2038")
    press(qtbot, dialog, "Впиши подновяването")
    windows.gone(qtbot, window, RenewDialog)
    windows.settle(qtbot, window)
    assert "01.03.2038" in say(found.card)
    assert "закриляно" in say(found.card)
    found.new()
    dialog = windows.dialog(qtbot, window, MarkDialog)
    assert not windows.nameless(dialog)
    fill(dialog, "Какво се закриля", "Знаме на Община Русе")
    fill(dialog, "Вид", "съобщен официален знак (чл. 6ter от Парижката конвенция за закрила на индустриалната собственост)")  # fmt: skip
    fill(dialog, "Ведомство", "СОИС")
    fill(dialog, "Заявена на", "1.2.2027")
    fill(dialog, "Изтича на", "1.12.2027")
    press(qtbot, dialog, "Впиши")
    windows.gone(qtbot, window, MarkDialog)
    windows.settle(qtbot, window)
    assert found.view.current == 2
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    today = window.pages.current()
    assert "1 закрила изтича скоро" in say(today)
    press(qtbot, today, "Знаме на Община Русе – до 01.12.2027")
    windows.settle(qtbot, window)
    assert "Знаме на Община Русе" in say(window.pages.current().section.card)
