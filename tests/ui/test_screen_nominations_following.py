"""Receipt, letters, completion, withdrawal, merging, envelopes, steps and register in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ruse_desktop.domain.nominations import Channel, NominationInput, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.nominations.completing import CompletionDialog
from ruse_desktop.ui.screens.nominations.copies import CopiesDialog
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.envelopes import EnvelopesDialog
from ruse_desktop.ui.screens.nominations.merging import MergeDialog
from ruse_desktop.ui.screens.nominations.pg_steps import StepDialog, UptakeDialog
from ruse_desktop.ui.screens.nominations.unproposed import UnproposedDialog
from tests.ui import windows
from tests.unit.pdf_reading import words

OTHER = OrganisationInput("Читалище „Изгрев“", areas=("arts",), settlement="Русе")


class Tab:
    """„Предложения“ with the edition of 2026 open, and what a person does there."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        self.qtbot, self.window = qtbot, window
        self.edition = self.open("NR", 2026)
        window.pages.show_screen("nominations")
        self.settle()
        self.screen = window.pages.current()

    def settle(self) -> None:
        windows.settle(self.qtbot, self.window)

    def ask(self, work: Callable[[Any], Any]) -> Any:
        got: list[Any] = []
        self.window.tasks.write(work, got.append)
        self.settle()
        return got[0]

    def open(self, award: str, year: int) -> int:
        return self.ask(
            lambda s: s.editions.open(award, year, actor=s.actor, law_edition="2024-02-29").id
        )

    def register(self, no: str = "30-211", **changes: Any) -> int:
        values: dict[str, Any] = {
            "edition_id": self.edition,
            "slot": "1.1",
            "genre": "проза",
            "person": PersonInput("Анелия", "Петкова", "Зорева", birth_year=1971),
            "proposer": OrganisationInput("Сдружение „Пристан“", areas=("arts",)),
            "category": "творец",
            "lifetime": True,
            "motives": "Заслугите на предложения са описани подробно с доказателства. " * 8,
            "registry_no": no,
            "registered_on": date(2026, 5, 7),
            **changes,
        }
        typed = NominationInput(**values)
        return self.ask(lambda s: s.nominations.register(typed, actor=s.actor))

    def show(self, number: int) -> None:
        self.screen.list.show_record(number)
        self.settle()
        assert self.screen.panel.detail.row.id == number

    def detail(self, number: int) -> Any:
        return self.ask(lambda s: s.nominations.detail(number))

    def press(self, root: Any, text: str) -> None:
        windows.press(self.qtbot, root, text)
        self.settle()

    def run(self, action: str) -> None:
        self.screen.context.actions.run(action)
        self.settle()

    def dialog(self, kind: Any) -> Any:
        found = windows.dialog(self.qtbot, self.window, kind)
        self.settle()
        return found

    def preview(self) -> str:
        """What stands on the first page of the preview, which is closed."""
        found = self.dialog(PdfDialog)
        windows.button(found, "Запази PDF…")
        said = words(found.view.pdf, 0)
        found.accept()
        self.settle()
        return said

    def say(self) -> str:
        return windows.say(self.screen.panel)


@pytest.fixture
def tab(qtbot, window):
    return Tab(qtbot, window)


def test_receipt_is_previewed_from_the_detail_and_from_the_menu(tab):
    tab.show(tab.register())
    tab.press(tab.screen, "Приемна бележка…")
    said = tab.preview()
    assert "ПРИЕМНА БЕЛЕЖКА № 1/2026" in said
    assert "Анелия Петкова Зорева" in said
    assert "30-211/07.05.2026" in said
    tab.run("nominations.receipt")
    assert tab.preview() == said


def test_completion_is_asked_until_a_day_and_the_letter_names_it(tab):
    number = tab.register(motives="")
    tab.show(number)

    def answer(dialog: Any) -> None:
        assert isinstance(dialog, CompletionDialog)
        assert dialog.until() == date(2026, 5, 15)  # a week, later than the last day
        windows.fill(dialog, "Срок за допълване", "1.5.2026")
        assert not dialog.do.isEnabled()
        windows.fill(dialog, "Срок за допълване", "20.5.2026")
        windows.press(tab.qtbot, dialog, "Поискай допълване")

    with windows.Modal(answer):
        windows.press(tab.qtbot, tab.screen, "Определи срок…")
        tab.settle()
    tab.settle()
    assert "Да се допълни до 20.05.2026" in tab.say()
    assert tab.detail(number).following.completion.until == date(2026, 5, 20)
    tab.press(tab.screen, "Писмо…")
    assert "в срок до 20.05.2026" in tab.preview()


def test_withdrawal_is_confirmed_by_a_letter(tab):
    number = tab.register()
    tab.show(number)

    def answer(dialog: Any) -> None:
        dialog.field.setPlainText("писмо вх. № 30-250/08.05.2026 г.")
        windows.press(tab.qtbot, dialog, "Оттегли ПР-2026-001")

    with windows.Modal(answer):
        windows.press(tab.qtbot, tab.screen, "Оттегли…")
    tab.settle()
    assert tab.detail(number).row.state is State.WITHDRAWN
    tab.press(tab.screen, "Писмо за оттегляне…")
    said = tab.preview()
    assert "Потвърждаваме" in said
    assert "30-250/08.05.2026" in said
    tab.run("nominations.letter")
    assert tab.preview() == said


def test_two_proposers_of_one_nominee_are_merged_and_taken_apart(tab):
    first = tab.register()
    second = tab.register("30-212", proposer=OTHER)
    tab.show(second)
    assert "Има и предложение ПР-2026-001 от Сдружение „Пристан“" in tab.say()
    tab.press(tab.screen, "Обедини…")
    dialog = tab.dialog(MergeDialog)
    assert dialog.chosen() == (first, second)
    tab.press(dialog, "Обедини")
    assert tab.screen.panel.detail.row.id == first
    assert "Обединено тук: ПР-2026-002 · Читалище „Изгрев“" in tab.say()
    tab.show(second)
    assert "Обединено с ПР-2026-001" in tab.say()
    assert "Допусни" not in windows.buttons(tab.screen.panel)
    tab.press(tab.screen.panel, "Раздели")
    assert tab.detail(second).following.merged_into is None


def test_envelope_is_entered_by_keyboard_and_becomes_a_nomination(tab):
    tab.run("nominations.envelopes")
    dialog = tab.dialog(EnvelopesDialog)
    assert "Няма записани пликове" in windows.say(dialog)
    assert not windows.nameless(dialog)
    windows.fill(dialog, "Подател", "Сдружение „Бряг“")
    windows.fill(dialog, "Пощенско клеймо", "6.5.2026")
    from PySide6.QtCore import Qt

    tab.qtbot.keyClick(dialog.who, Qt.Key.Key_Return)
    tab.settle()
    assert "Записан е плик № 1/2026" in windows.say(dialog)
    assert [one.number for one in tab.ask(lambda s: s.envelopes.list())] == ["1/2026"]
    tab.press(dialog, "Отвори и въведи…")
    form = tab.dialog(NominationDialog)
    form.reject()
    tab.settle()
    (line,) = tab.ask(lambda s: s.envelopes.list())
    typed = tab.detail(line.nomination_id).typed
    assert (typed.channel, typed.sent_on) == (Channel.POST, date(2026, 5, 6))


def test_envelope_is_sent_back_with_its_reason(tab):
    tab.run("nominations.envelopes")
    dialog = tab.dialog(EnvelopesDialog)
    windows.fill(dialog, "Подател", "Сдружение „Бряг“")
    tab.press(dialog, "Запиши плика")
    dialog.table.selectRow(0)

    def answer(asked: Any) -> None:
        asked.field.setPlainText("получен след срока")
        windows.press(tab.qtbot, asked, "Запиши")

    with windows.Modal(answer):
        windows.press(tab.qtbot, dialog, "Върнат на подателя…")
    tab.settle()
    assert dialog.table.lines_model.lines[0].texts[5] == "върнат на подателя"
    assert not dialog.open_button.isEnabled()


@pytest.mark.requirement("R-60-0.1")
def test_register_is_printed_from_the_menu(tab):
    for n in range(1, 4):
        tab.register(f"30-{n}", person=PersonInput("Лице", "", f"Номер{n}ова"))
    tab.run("nominations.register")
    said = tab.preview()
    assert "Предложения за Награда „Русе“" in said
    assert "3 заведени предложения към 08.05.2026" in said
    assert "стр. 1 от 1" in said


@pytest.mark.requirement("R-27-2.2")
def test_steps_of_the_title_are_recorded_in_order(tab):
    title = tab.open("PG", 2026)
    number = tab.register(
        "", edition_id=title, slot="all", genre="", facts={"paper": "proposal"},
        proposer=None, proposer_kind=ProposerKind.MAYOR, proposer_person="Пенчо Иванов",
    )  # fmt: skip
    tab.show(number)
    assert "Стъпки по наредбата" in tab.say()
    windows.click(tab.qtbot, _beside(tab, "Впиши…", 0))
    dialog = tab.dialog(StepDialog)
    assert not windows.nameless(dialog)
    windows.fill(dialog, "Изход", "отрицателно")
    windows.fill(dialog, "Документ №", "12/08.05.2026")
    tab.press(dialog, "Впиши стъпката")
    assert "Становище на председателския съвет · отрицателно · док. № 12/08.05.2026" in tab.say()
    steps = tab.detail(number).following.steps
    assert [one.taken for one in steps] == [True, False, False]
    assert steps[1].may


@pytest.mark.requirement("R-27-1.3")
def test_nomination_to_the_mayor_stands_in_the_list_until_its_fate_is_recorded(tab):
    title = tab.open("PG", 2026)
    number = tab.register("", edition_id=title, slot="all", genre="", facts={"paper": "nomination"})
    tab.run("nominations.without-proposal")
    dialog = tab.dialog(UnproposedDialog)
    assert [line.key for line in dialog.table.lines_model.lines] == [number]
    dialog.table.selectRow(0)
    tab.press(dialog, "Покажи номинацията")
    tab.press(tab.screen.panel, "Запиши…")
    asked = tab.dialog(UptakeDialog)
    windows.fill(asked, "Бележка", "кметът не го внася")
    tab.press(asked, "Запиши")
    assert "Не е внесено" in tab.say()
    assert tab.ask(lambda s: s.nomination_steps.without_proposal()) == ()


@pytest.mark.requirement("R-61-2.3")
def test_copies_are_given_and_marked_as_returned(tab):
    number = tab.register(
        "", edition_id=tab.open("NLN", 2027), slot="fiction", genre="", lifetime=False
    )
    tab.show(number)
    assert "Раздадени са 0 от 7" in tab.say()
    tab.press(tab.screen.panel, "Копия…")
    dialog = tab.dialog(CopiesDialog)
    assert not windows.nameless(dialog)
    windows.fill(dialog, "Получател", "Ирина Маркова")
    tab.press(dialog, "Дай копието")
    assert dialog.table.lines_model.lines[0].texts[:2] == ("1", "Ирина Маркова")
    assert dialog.copy.currentText() == "2"
    dialog.table.selectRow(0)
    tab.press(dialog, "Отбележи върнато")
    assert tab.detail(number).following.out[0].returned_on == date(2026, 5, 8)


def _beside(tab: Tab, text: str, at: int) -> Any:
    from PySide6.QtWidgets import QPushButton

    found = [
        one for one in tab.screen.panel.findChildren(QPushButton)
        if one.isVisible() and one.text() == text
    ]  # fmt: skip
    return found[at]
