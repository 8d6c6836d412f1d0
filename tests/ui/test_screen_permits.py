"""The section „Разрешения“ in the real window: from the application to the paper by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.permits import Step
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.screens.sessions.change_paper import DraftDialog
from ruse_desktop.ui.screens.symbols.artwork_dialog import ArtworkDialog
from ruse_desktop.ui.screens.symbols.permit_decision import DecisionDialog, PermitStepDialog
from ruse_desktop.ui.screens.symbols.permit_entry import ApplicationDialog
from ruse_desktop.ui.screens.symbols.violation_entry import SignalDialog
from tests.storage.test_permits import GRANT, NOW, TYPED
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say


def open_tab(qtbot: Any, window: Any) -> Any:
    window.pages.show_screen("symbols")
    screen = window.pages.current()
    screen.show_section("permits")
    windows.settle(qtbot, window)
    return screen


def keys(window: Any, sequence: str) -> None:
    QTest.keySequence(window, QKeySequence(sequence))


def tabs(first: QWidget) -> list[str]:
    """The names of the fields the Tab key goes through after this one."""
    found, one = [], first.nextInFocusChain()
    while one is not first:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            found.append(one.accessibleName())
        one = one.nextInFocusChain()
    return found


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Any:
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        s.people.save_organisation(OrganisationInput("Регионален център по занаятите"), actor=ACTOR)
        first = s.permits.apply(replace(TYPED, first_use_on=date(2027, 2, 10)), actor=ACTOR)
        s.permit_steps.add(first.id, replace(GRANT, valid_until=None), actor=ACTOR)
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


@pytest.mark.requirement("R-8-0.6", "R-9-0.1", "R-7-1.1")
def test_from_the_application_to_the_permit_on_paper(  # noqa: PLR0915 - one walk
    qtbot: Any, window: Any
):
    screen = open_tab(qtbot, window)
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, ApplicationDialog)
    assert not windows.nameless(dialog)
    assert "Изберете символ (чл. 2)." in say(dialog)
    assert tabs(dialog.symbol)[:7] == [
        "Входящ №", "Дата на заявлението", "Заявителят е", "Заявител", "Адрес и връзка", "Изделие",
        "сувенирни варианти",
    ]  # fmt: skip
    fill(dialog, "Символ", "Знаме")
    assert dialog.typed.ground == "бяло"
    assert dialog.typed.incoming_no == "РЗ-18"
    type_text(dialog.applicant.line, "Регионален център по занаятите")
    fill(dialog, "Изделие", "знаменца за маса")
    dialog.uses["emblem-permit-1"].setChecked(True)
    fill(dialog, "Размер", "50х70 см")
    windows.settle(qtbot, window)
    assert "Съотношенията не са спазени (чл. 14)." in say(dialog)
    assert dialog.applicant.card_id == 1
    fill(dialog, "Размер", "45х85")
    fill(dialog, "Поле на знамето", "синьо")
    windows.settle(qtbot, window)
    assert "В заявлението полето е „синьо“." in say(dialog)
    fill(dialog, "Поле на знамето", "бяло")
    fill(dialog, "Период от", "1.4.27")
    fill(dialog, "Период до", "1.3.27")
    assert "свършва, преди да е започнал" in say(dialog)
    fill(dialog, "Период до", "31.12.27")
    dialog.do.setFocus()
    qtbot.keyClick(dialog.do, Qt.Key.Key_Space)
    windows.gone(qtbot, window, ApplicationDialog)
    windows.settle(qtbot, window)
    card = screen.section.card
    assert "№ РЗ-18/2027" in say(card)
    assert "Съотношенията са спазени." in say(card)

    press(qtbot, card, "Решение…")
    decision = windows.dialog(qtbot, window, DecisionDialog)
    assert not windows.nameless(decision)
    assert tabs(decision.judgement)[:3] == ["Защо", "Решение", "Решение №"]
    assert decision.typed.number == "РЗ-2"
    assert decision.typed.requirements == "Изисквания, в. 3 от 15.01.2026 г."
    assert decision.typed.valid_until == date(2027, 12, 31)
    fill(decision, "Преценка за забраната", "забранено: за политически послания")
    assert decision.typed.kind is Step.REFUSED
    fill(decision, "Решение", "Разрешавам")
    assert "Забранено ползване се отказва." in say(decision)
    fill(decision, "Преценка за забраната", "не е забранено")
    fill(decision, "Защо", "сувенир без никакви послания")
    decision.acting.setChecked(True)
    assert not decision.signed_by.text()
    assert "Впишете кой е подписал." in say(decision)
    decision.acting.setChecked(False)
    fill(decision, "Подписал", "Кмет на Община Русе")
    decision.number.setText("РЗ-1")
    press(qtbot, decision, "Впиши решението")
    windows.settle(qtbot, window)
    assert "РЗ-1/2027 вече е вписано" in say(decision)
    assert decision.why.text() == "сувенир без никакви послания"
    decision.number.setText("РЗ-2")
    press(qtbot, decision, "Впиши решението")
    paper = windows.dialog(qtbot, window, DraftDialog)
    windows.settle(qtbot, window)
    assert "Разрешение № РЗ-2/2027" in paper.windowTitle()
    assert "Бланката е без официалния герб (чл. 7, ал. 1)." in say(paper)
    paper.close()
    assert "разрешено" in say(card)


@pytest.mark.requirement("R-8-0.9", "R-8-0.10")
def test_findings_lead_to_what_can_be_done(qtbot: Any, window: Any):
    window.pages.open_record("permit", 1)
    windows.settle(qtbot, window)
    screen = window.pages.current()
    assert screen.section.id == "permits"
    card = screen.section.card
    assert "Ползване преди разрешението (чл. 14)." in say(card)
    assert "Безсрочно – потвърдете." in say(card)
    press(qtbot, card, "Отвори преписка за нарушение…")
    signal = windows.dialog(qtbot, window, SignalDialog)
    assert signal.typed.offender == "„Дунав сувенири“ ЕООД"
    press(qtbot, signal, "Заведи преписката")
    windows.gone(qtbot, window, SignalDialog)
    windows.settle(qtbot, window)
    assert windows.button(card, "Преписка Н-1/2027")
    screen.section.verbs.begin_step(Step.UNLIMITED)
    windows.settle(qtbot, window)
    assert "Безсрочно, потвърдено." in say(card)
    screen.section.verbs.begin_step(Step.REVOKED)
    revoke = windows.dialog(qtbot, window, PermitStepDialog)
    fill(revoke, "Причина", "изделието се продава с чуждо лого")
    press(qtbot, revoke, "Впиши")
    windows.gone(qtbot, window, PermitStepDialog)
    windows.settle(qtbot, window)
    assert "отнето" in say(card)
    assert not windows.button(card, "Поднови…").isEnabled()


def test_an_attached_picture_is_measured_and_the_bad_one_is_answered(
    qtbot: Any, window: Any, tmp_path: Path
):
    screen = open_tab(qtbot, window)
    section = screen.section
    picture, bad = tmp_path / "знаме.png", tmp_path / "лошо.png"
    drawn = Image.new("RGB", (300, 400), "white")
    drawn.paste((20, 60, 140), (50, 40, 250, 240))
    drawn.save(picture)
    bad.write_bytes(b"no picture at all")
    for path in (picture, bad):
        section.verbs.add_file(path)
        windows.settle(qtbot, window)
    press(qtbot, section.card, "Измери…")
    windows.settle(qtbot, window)
    assert section.message.isVisible()
    assert not [d for d in window.findChildren(ArtworkDialog) if d.isVisible()]
    section.verbs.measure(section.shown.permit.files[0])
    dialog = windows.dialog(qtbot, window, ArtworkDialog)
    press(qtbot, dialog, "Запиши")
    windows.gone(qtbot, window, ArtworkDialog)
    windows.settle(qtbot, window)
    assert "Съотношенията в изображението не са спазени" in say(section.card)
    assert "1,000 при оригинал 0,529" in say(section.card)


def test_a_rule_is_passed_and_an_application_corrected(qtbot: Any, window: Any):
    screen = open_tab(qtbot, window)
    section = screen.section
    keys(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, ApplicationDialog)
    fill(dialog, "Символ", "Герб")
    fill(dialog, "Заявител", "Ателие „Лом“")
    fill(dialog, "Изделие", "татуировка")
    dialog.uses["other"].setChecked(True)
    fill(dialog, "Друг начин на ползване", "рисунка на кожа")
    press(qtbot, dialog, "Впиши заявлението")
    windows.gone(qtbot, window, ApplicationDialog)
    windows.settle(qtbot, window)
    assert "„рисунка на кожа“ е извън изброяването в чл. 8." in say(section.card)
    assert "Приложете изображението" in say(section.card)

    def pass_it(asked: QDialog) -> None:
        assert isinstance(asked, OverrideDialog)
        asked.reason.setPlainText("рисунката е за участник в празника")
        asked.basis.setText("вх. № 30-211/12.02.2027 г.")
        asked.do.click()

    finding = next(one for one in section.shown.findings if one.rule == "permit-use")
    with windows.Modal(pass_it) as modal:
        section.verbs.act(finding)
        qtbot.waitUntil(lambda: bool(modal.seen))
    windows.settle(qtbot, window)
    assert "Отклонение № 1/2027" in say(section.card)
    press(qtbot, section.card, "Поправи…")
    dialog = windows.dialog(qtbot, window, ApplicationDialog)
    fill(dialog, "Цел", "празник на града")
    press(qtbot, dialog, "Запази")
    windows.gone(qtbot, window, ApplicationDialog)
    windows.settle(qtbot, window)
    assert "празник на града" in say(section.card)
    section.view.focus_search("лом")
    windows.settle(qtbot, window)
    assert "1 заявление" in section.view.count.text()
