"""„Предложения“ in the real window: list, filters, checks and the steps to the commission."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ruse_desktop.domain.nominations import NominationInput, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import ProposerKind
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.kit.tables import ListTable
from tests.ui import windows
from tests.ui.typing import type_text

MOTIVES = "Заслугите на предложения са описани подробно и са подкрепени с доказателства. " * 7


def typed(edition_id: int, no: str = "30-211", **changes: Any) -> NominationInput:
    values: dict[str, Any] = {
        "edition_id": edition_id,
        "slot": "1.1",
        "genre": "проза",
        "person": PersonInput(
            "Анелия", "Петкова", "Зорева", latin="Aneliya Zoreva", note="писмо", birth_year=1971
        ),
        "proposer": OrganisationInput("Сдружение „Пристан“", areas=("arts",), settlement="Русе"),
        "category": "творец",
        "lifetime": True,
        "motives": MOTIVES,
        "registry_no": no,
        "registered_on": date(2026, 5, 7),
    }
    return NominationInput(**{**values, **changes})


@pytest.fixture
def ask(qtbot):
    """Runs work on the services of a window and returns its answer."""

    def run(window, work):
        got: list[Any] = []
        window.tasks.write(work, got.append)
        windows.settle(qtbot, window)
        return got[0]

    return run


@pytest.fixture
def screen(qtbot, window, ask):
    """The tab, with the edition of 2026 open."""
    ask(
        window,
        lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29").id,
    )
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    return window.pages.current()


@pytest.fixture
def register(window, ask):
    def run(no: str = "30-211", **changes: Any) -> int:
        return ask(
            window,
            lambda s: s.nominations.register(
                typed(s.editions.list()[0].id, no, **changes), actor=s.actor
            ),
        )

    return run


def names(screen) -> list[str]:
    return [line.texts[2] for line in screen.list.table.paged.loaded]


def state_of(window, ask, number: int) -> State:
    return ask(window, lambda s: s.nominations.detail(number)).row.state


def test_empty_database_says_what_belongs_here_and_offers_the_first_step(qtbot, window):
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    assert "Още няма предложения" in windows.say(screen)
    windows.button(screen, "Заведете първото…")
    assert not screen.list.table.isVisible()


def test_list_filters_as_one_types_and_remembers_it(qtbot, window, screen, register):
    register("30-1")
    register("30-2", person=PersonInput("Боян", "", "Ълчев"))
    assert names(screen) == ["Боян Ълчев", "Анелия Петкова Зорева"]
    type_text(screen.list.search, "зоре")
    windows.settle(qtbot, window)
    assert names(screen) == ["Анелия Петкова Зорева"]
    assert screen.context.settings.value("nominations/text") == "зоре"
    type_text(screen.list.search, "ххх")
    windows.settle(qtbot, window)
    assert "Нищо не отговаря на филтъра" in windows.say(screen)
    windows.press(qtbot, screen, "Покажи всички")
    windows.settle(qtbot, window)
    assert len(names(screen)) == 2


def test_filters_of_the_last_time_are_there_at_the_next_start(qtbot, data_folder, demo_folder):
    import shutil

    from ruse_desktop.services import demo

    shutil.copytree(demo_folder, data_folder, dirs_exist_ok=True)
    settings = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("nominations/state", "awarded")
    settings.setValue("nominations/year", "2026")
    settings.sync()
    with windows.opened(qtbot, data_folder, demo.end_of()) as window:
        window.pages.show_screen("nominations")
        windows.settle(qtbot, window)
        screen = window.pages.current()
        assert screen.list.state.currentText() == "Удостоено"
        assert screen.list.year.currentText() == "2026"
        assert len(names(screen)) == 8


def test_list_sorts_in_bulgarian_order(qtbot, window, screen, register):
    for no, family in enumerate(("Ъглова", "Аврамова", "Яворова")):
        register(f"30-{no}", person=PersonInput("Вяра", "", family))
    register("30-9", person=PersonInput("Ана", "", "Юркова"))
    screen.list.table.horizontalHeader().sectionClicked.emit(2)
    windows.settle(qtbot, window)
    assert names(screen) == sorted(names(screen))
    assert names(screen)[0] == "Ана Юркова"


@pytest.mark.requirement("R-44-1.3")
def test_missing_motives_ask_for_completion_first(qtbot, window, screen, register, ask):
    number = register(motives="")
    panel = screen.panel
    assert panel.chip.text() == "За допълване"
    assert "Липсва мотивировка" in windows.say(panel.findings)
    assert "Допусни" not in windows.buttons(panel)
    ask(
        window,
        lambda s: (
            s.nominations.update(
                number, typed(s.editions.list()[0].id, person=None, nominee_id=1), actor=s.actor
            )
            or number
        ),
    )
    assert "Липсва мотивировка" not in windows.say(panel.findings)


def answering(first: Any, answer: Callable[[Any], None]) -> None:
    """Answer this dialog and every later one that the same step opens."""
    timer = QTimer(first.parent())

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, TextDialog | OverrideDialog) and shown.isVisible():
            answer(shown)

    timer.timeout.connect(look)
    timer.start(50)
    answer(first)


@pytest.mark.requirement("R-40-5.1")
def test_questions_are_answered_one_by_one_and_then_it_is_admitted(
    qtbot, window, screen, register, ask
):
    number = register()
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        assert isinstance(dialog, TextDialog)
        asked.append(dialog.windowTitle())
        type_text(dialog.field, "Да, потвърдено е по телефона.")
        windows.click(qtbot, dialog.do)

    with windows.Modal(lambda first: answering(first, answer)):
        windows.press(qtbot, screen.panel, "Отговори и допусни…")
        windows.settle(qtbot, window)
    assert "Приживе: потвърдете" in asked
    assert state_of(window, ask, number) is State.ADMITTED
    assert screen.panel.chip.text() == "Допуснато"
    assert "Да, потвърдено е по телефона." in windows.say(screen.panel)


@pytest.mark.requirement("R-X-0.1")
@pytest.mark.requirement("R-44-2.2")
def test_late_nomination_is_admitted_only_with_a_numbered_override(
    qtbot, window, screen, register, ask
):
    number = register(registered_on=date(2026, 5, 12))
    late = next(
        f
        for f in ask(window, lambda s: s.nominations.detail(number)).findings
        if f.rule == "submission-deadline"
    )
    seen: list[str] = []

    def override(dialog: Any) -> None:
        assert isinstance(dialog, OverrideDialog)
        seen.append(windows.say(dialog))
        assert not dialog.do.isEnabled()
        type_text(dialog.reason, "Предложението е изпратено на 9 май, има пощенско клеймо.")
        assert not dialog.do.isEnabled()
        type_text(dialog.basis, "вх. № 30-233")
        windows.click(qtbot, dialog.do)

    panel = screen.panel
    panel.steps.detail = ask(window, lambda s: s.nominations.detail(number))
    with windows.Modal(override):
        panel.steps.resolve(late)
        windows.settle(qtbot, window)
    windows.settle(qtbot, window)
    assert "чл. 44, ал. 2" in seen[0]
    assert "Отклонение № 1/2026 (чл. 44, ал. 2)" in windows.say(panel)
    assert "вх. № 30-233" in windows.say(panel)


@pytest.mark.requirement("R-X-0.16")
def test_rejection_keeps_citation_and_reason_in_the_history(qtbot, window, screen, register, ask):
    number = register(registered_on=date(2026, 5, 12))

    def reason(dialog: Any) -> None:
        assert "Просрочено" in dialog.field.toPlainText()
        windows.click(qtbot, dialog.do)

    with windows.Modal(reason):
        windows.press(qtbot, screen.panel, "Не допускай…")
    windows.settle(qtbot, window)
    assert state_of(window, ask, number) is State.REJECTED
    said = windows.say(screen.panel)
    assert "Недопуснато · Мария Колева · чл. 44, ал. 2 – Просрочено" in said
    windows.button(screen.panel, "Върни за проверка…")


def test_withdrawal_asks_for_the_letter_and_ends_the_steps(qtbot, window, screen, register, ask):
    number = register()

    def letter(dialog: Any) -> None:
        assert not dialog.do.isEnabled()
        type_text(dialog.field, "Писмо вх. № 30-240/08.05.2026 г.")
        windows.click(qtbot, dialog.do)

    with windows.Modal(letter):
        windows.press(qtbot, screen.panel, "Оттегли…")
    windows.settle(qtbot, window)
    assert state_of(window, ask, number) is State.WITHDRAWN
    assert "Оттегли…" not in windows.buttons(screen.panel)


def test_article_of_a_finding_opens_beside_in_the_edition_that_binds(
    qtbot, window, screen, register, ask
):
    ask(
        window,
        lambda s: s.editions.open("NR", 2023, actor=s.actor, law_edition="2023-02-16").id,
    )
    ask(
        window,
        lambda s: s.nominations.register(
            typed(
                s.editions.find("NR", 2023).id, "30-5", slot="1.2-i", genre="театър",
                registered_on=date(2023, 5, 3),
            ),
            actor=s.actor,
        ),
    )  # fmt: skip
    windows.settle(qtbot, window)
    windows.press(qtbot, screen.panel.findings, "чл. 40, ал. 5")
    windows.settle(qtbot, window)
    shown = window.article
    assert shown.isVisible()
    assert "посмъртно" in shown.text.toPlainText().lower()
    assert "1236" in windows.say(shown)


@pytest.mark.requirement("R-X-0.18")
def test_attached_file_opens_after_its_source_is_gone(qtbot, window, screen, register, tmp_path):
    register()
    scan = tmp_path / "плик.pdf"
    scan.write_bytes(b"%PDF-1.4 scan of the envelope")
    screen.panel.add_file(scan)
    windows.settle(qtbot, window)
    scan.unlink()
    kept = screen.panel.detail.attachments[0]
    assert "плик.pdf (1 KB, 08.05.2026)" in windows.buttons(screen.panel)
    got: list[Any] = []
    window.tasks.read(lambda s: s.attachments.path(kept.id).read_bytes(), got.append)
    windows.settle(qtbot, window)
    assert got == [b"%PDF-1.4 scan of the envelope"]


def test_bad_attachment_is_refused_with_advice(qtbot, window, screen, register, tmp_path):
    register()
    program = tmp_path / "program.exe"
    program.write_bytes(b"MZ")
    screen.panel.add_file(program)
    windows.settle(qtbot, window)
    assert "Запазете го като PDF" in windows.say(screen.panel)
    assert screen.panel.detail.attachments == ()


def test_deleted_draft_comes_back_with_undo(qtbot, window, screen, ask):
    ask(
        window,
        lambda s: s.nominations.save_draft(typed(s.editions.list()[0].id, ""), actor=s.actor),
    )
    assert screen.panel.chip.text() == "Чернова"
    QTest.keyClick(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    windows.settle(qtbot, window)
    assert names(screen) == []
    assert "Черновата е изтрита." in windows.say(screen)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    windows.settle(qtbot, window)
    assert names(screen) == ["Анелия Петкова Зорева"]
    assert screen.panel.detail.typed.motives == MOTIVES.strip()


def test_registered_nomination_is_not_deleted(qtbot, window, screen, register):
    register()
    QTest.keyClick(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    windows.settle(qtbot, window)
    assert "Изтрива се само чернова" in windows.say(screen)
    assert len(names(screen)) == 1


def test_record_of_a_search_is_shown_whatever_is_filtered(qtbot, window, screen, register):
    first = register("30-1")
    register("30-2", person=PersonInput("Боян", "", "Ълчев"))
    type_text(screen.list.search, "боян")
    windows.settle(qtbot, window)
    window.pages.open_record("nomination", first)
    windows.settle(qtbot, window)
    assert screen.panel.title.text() == "Анелия Петкова Зорева"
    screen.open_record("person", 2)
    windows.settle(qtbot, window)
    assert names(screen) == ["Боян Ълчев"]


def test_everything_that_takes_the_focus_has_a_name(qtbot, window, screen, register):
    register(motives="")
    assert windows.nameless(screen) == []
    assert isinstance(screen.list.table, ListTable)


def test_columns_keep_their_width(qtbot, window, screen, register):
    register()
    screen.list.table.setColumnWidth(0, 151)
    assert window.settings.value("columns/Предложения/0") == 151


@pytest.mark.requirement("R-44-1.1")
def test_admitted_in_spite_of_a_rule_by_one_button(qtbot, window, screen, register, ask):
    number = register(
        proposer=None, proposer_person="Гено Манев", proposer_kind=ProposerKind.PERSON
    )
    assert "Допусни" not in windows.buttons(screen.panel)
    kinds: list[type] = []

    def answer(dialog: Any) -> None:
        kinds.append(type(dialog))
        if isinstance(dialog, OverrideDialog):
            type_text(dialog.reason, "Вносителят представлява организация, писмото е приложено.")
            type_text(dialog.basis, "вх. № 30-299")
        else:
            type_text(dialog.field, "Да, потвърдено е по телефона.")
        windows.click(qtbot, dialog.do)

    with windows.Modal(lambda first: answering(first, answer)):
        windows.press(qtbot, screen.panel, "Допусни въпреки това…")
        qtbot.waitUntil(lambda: screen.panel.chip.text() == "Допуснато", timeout=20_000)
    assert OverrideDialog in kinds
    assert state_of(window, ask, number) is State.ADMITTED
    (kept,) = ask(window, lambda s: s.overrides.list(2026))
    assert (kept.number, kept.citation) == ("1/2026", "чл. 44, ал. 1")


@pytest.fixture
def answered(window, register, ask) -> int:
    """A nomination with nothing left to answer."""
    number = register()
    for finding in ask(window, lambda s: s.nominations.detail(number)).findings:
        if finding.open:
            ask(
                window,
                lambda s, rule=finding.rule: (
                    s.nominations.answer(number, rule, "Потвърдено по телефона.", actor=s.actor)
                    or number
                ),
            )
    return number


def test_without_open_questions_admitting_is_the_blue_button_and_then_nothing_is_edited(
    qtbot, window, screen, answered, ask
):
    admit = windows.button(screen.panel, "Допусни")
    assert admit.property("primary")
    windows.click(qtbot, admit)
    windows.settle(qtbot, window)
    assert state_of(window, ask, answered) is State.ADMITTED
    QTest.keyClick(window, Qt.Key.Key_F2)
    windows.settle(qtbot, window)
    assert "вече не се променя" in windows.say(screen)
