"""Intake by hand: the form alone with the keyboard, findings while typing, drafts that survive."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox

from ruse_desktop.domain.nominations import NominationInput, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import parse_hour
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.nominations.edition import EditionDialog
from ruse_desktop.ui.screens.nominations.fields import parse_birth_year
from tests.ui import windows
from tests.ui.typing import type_text

MOTIVES = "Романът събра признанието на критиката и на читателите в града и страната. " * 7


@pytest.fixture
def ask(qtbot):
    def run(window, work):
        got: list[Any] = []
        window.tasks.write(work, got.append)
        windows.settle(qtbot, window)
        return got[0]

    return run


@pytest.fixture
def screen(qtbot, window):
    window.pages.show_screen("nominations")
    windows.settle(qtbot, window)
    return window.pages.current()


@pytest.fixture
def edition(window, screen, ask):
    return ask(
        window, lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29")
    )


@pytest.fixture
def form(qtbot, window, screen, edition):
    """An empty form of 2026."""
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    made = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    return made


def rows(window, ask):
    return ask(window, lambda s: s.nominations.rows())


def keep_now(qtbot, window, form) -> None:
    """What the two seconds of rest do."""
    form.keep()
    windows.settle(qtbot, window)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("14:30", time(14, 30)), ("9.05", time(9, 5)), ("1630", time(16, 30)), ("9 ч.", time(9))],
)
def test_hour_is_read_as_people_type_it(text, hour):
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["25:00", "следобед", "14:75"])
def test_what_is_no_hour_is_not_guessed(text):
    with pytest.raises(ValueError):
        parse_hour(text)


def test_year_of_birth_lies_within_a_life():
    assert parse_birth_year("1968 г.", date(2026, 5, 8)) == 1968
    for text in ("68", "2031", "1880", "хх"):
        with pytest.raises(ValueError):
            parse_birth_year(text, date(2026, 5, 8))


@pytest.mark.requirement("R-PRE-0.3")
def test_first_nomination_of_a_year_asks_which_ordinance_edition_binds(qtbot, window, screen, ask):
    windows.press(qtbot, screen, "Ново предложение")
    asking = windows.dialog(qtbot, window, EditionDialog)
    assert "154/29.02.2024" in asking.law.currentText()
    assert asking.chosen() == "2024-02-29"
    QTest.keyClick(asking, Qt.Key.Key_Return)
    if asking.isVisible():
        windows.click(qtbot, asking.do)
    form = windows.dialog(qtbot, window, NominationDialog)
    made = ask(window, lambda s: s.editions.list())
    assert [(one.award, one.year, one.law_edition) for one in made] == [("NR", 2026, "2024-02-29")]
    assert made[0].confirmed_by == "Мария Колева"
    assert form.edition == made[0]


def test_refusing_the_edition_opens_nothing(qtbot, window, screen, ask):
    windows.press(qtbot, screen, "Ново предложение")
    asking = windows.dialog(qtbot, window, EditionDialog)
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    assert ask(window, lambda s: s.editions.list()) == ()
    assert not window.findChildren(NominationDialog)


@pytest.mark.requirement("R-44-2.3")
def test_whole_intake_by_keyboard_alone(qtbot, window, form, ask):
    """Type, Tab to the next field, arrows in lists, Ctrl+Enter: no mouse."""

    def go(name: str) -> Any:
        for _step in range(60):
            where = QApplication.focusWidget()
            if where is not None and name in {where.accessibleName(), windows.name_of(where)}:
                return where
            QTest.keyClick(where or form, Qt.Key.Key_Tab)
        raise AssertionError(name)

    def choose(name: str, text: str) -> None:
        where = go(name)
        assert isinstance(where, QComboBox)
        QTest.keyClick(where, Qt.Key.Key_Home)
        for _step in range(where.count()):
            if where.currentText() == text:
                return
            QTest.keyClick(where, Qt.Key.Key_Down)
        raise AssertionError(text)

    assert QApplication.focusWidget() is form.form.ui.registryNo
    for name, text in (
        ("Входящ номер", "30-211"),
        ("Дата на завеждане", "7.5"),
        ("Час на завеждане", "14.30"),
    ):
        type_text(go(name), text)
    choose("Раздел", "1.1 Литература")
    choose("Жанр или степен", "проза")
    choose("Категория", "творец")
    for name, text in (
        ("Собствено име", "Анелия"),
        ("Бащино име", "Петкова"),
        ("Фамилно име", "Зорева"),
        ("Година на раждане", "1971"),
        ("Населено място", "гр. Русе"),
        ("Вносител", "Сдружение „Пристан“"),
    ):
        type_text(go(name), text)
    QTest.keyClick(go("Изкуство и култура"), Qt.Key.Key_Space)
    QTest.keyClick(go("За цялостна дейност"), Qt.Key.Key_Space)
    type_text(go("Мотивировка"), MOTIVES)
    windows.settle(qtbot, window)
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    (row,) = rows(window, ask)
    detail = ask(window, lambda s: s.nominations.detail(row.id))
    typed, nominee = detail.typed, detail.nominee
    assert (row.number, row.state) == ("ПР-2026-001", State.SUBMITTED)
    assert (typed.registered_on, typed.registered_at) == (date(2026, 5, 7), time(14, 30))
    assert (typed.slot, typed.genre, typed.category) == ("1.1", "проза", "творец")
    assert isinstance(nominee, PersonInput)
    assert (nominee.full_name, nominee.birth_year) == ("Анелия Петкова Зорева", 1971)
    assert nominee.gender == "f"
    assert detail.proposer is not None
    assert detail.proposer.areas == ("arts",)
    assert (typed.lifetime, typed.motives) == (True, MOTIVES.strip())
    assert window.pages.current().panel.title.text() == "Анелия Петкова Зорева"


@pytest.mark.requirement("R-43-1.1")
@pytest.mark.requirement("R-43-1.2")
def test_section_offers_its_genres_and_findings_follow_the_typing(qtbot, window, form):
    assert "Изберете раздел" in windows.say(form.beside.findings)
    ui = form.form.ui
    offered = [ui.slot.itemData(n) for n in range(1, ui.slot.count())]
    assert offered == ["1.1", "1.2-i", "1.2-c", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
    windows.fill(form, "Раздел", "1.1 Литература")
    windows.settle(qtbot, window)
    assert "Изберете раздел" not in windows.say(form.beside.findings)
    genres = [ui.genre.itemText(n) for n in range(1, ui.genre.count())]
    assert "превод" in genres
    assert "куклен театър" not in genres


@pytest.mark.requirement("R-44-1.1")
def test_private_proposer_is_found_while_typing(qtbot, window, form):
    windows.fill(form, "Вид на вносителя", "физическо лице")
    windows.fill(form, "Вносител", "Гено Манев")
    windows.settle(qtbot, window)
    said = windows.say(form.beside.findings)
    assert "физическо лице" in said.lower() or "частно лице" in said.lower()
    assert form.form.typed().proposer_person == "Гено Манев"
    assert form.form.typed().proposer is None


def test_collective_section_turns_an_empty_person_into_a_team(qtbot, form):
    windows.fill(form, "Раздел", "2.3 За научен и учителски екип")
    assert form.form.kind is NomineeKind.TEAM
    windows.fill(form, "Име на екипа", "Екип „Вълна“")
    windows.fill(form, "Членове на екипа, по един на ред", "Ана Илиева\nБоян Ълчев")
    typed = form.form.typed()
    assert typed.team == TeamInput("Екип „Вълна“", "", ("Ана Илиева", "Боян Ълчев"))
    windows.fill(form, "Раздел", "1.1 Литература")
    assert form.form.kind is NomineeKind.TEAM, "what is typed stays in sight"


def test_merits_are_typed_in_the_table_and_a_new_row_waits(form):
    table = form.form.ui.merits
    table.item(0, 0).setText("1.2.26")
    table.item(0, 2).setText("Роман „Пристан“")
    assert table.item(0, 0).text() == "01.02.2026"
    assert table.rowCount() == 2
    table.item(1, 0).setText("вчера следобед")
    assert "не е дата" in form.form.merits.problem()
    assert [m.date_from for m in form.form.typed().merits] == [date(2026, 2, 1)]
    table.item(1, 0).setText("")
    table.item(1, 3).setText("национално")
    assert "ред 2" in form.form.merits.problem()


def test_what_is_missing_is_said_at_the_fields_and_together(qtbot, window, form, ask):
    windows.fill(form, "Дата на завеждане", "32.5")
    windows.fill(form, "Час на завеждане", "обед")
    windows.fill(form, "Година на раждане", "71")
    windows.press(qtbot, form, "Регистрирай")
    windows.settle(qtbot, window)
    summary = form.message.text.text()
    for part in (
        "Впишете входящия номер",
        "„32.5“ не е дата",
        "„обед“ не е час",
        "Впишете името на предложения",
        "Годината на раждане е с четири цифри",
        "Впишете кой предлага",
    ):
        assert part in summary
    ui = form.form.ui
    assert "„32.5“ не е дата" in ui.registryProblem.text()
    assert ui.registryProblem.isVisible()
    for field in (ui.registryNo, ui.registeredOn, ui.registeredAt, ui.proposerName):
        assert field.property("wrong")
    assert rows(window, ask) == ()
    assert form.isVisible()


@pytest.mark.requirement("R-44-2.3")
def test_taken_registry_number_is_refused_and_nothing_typed_is_lost(
    qtbot, window, form, edition, ask
):
    ask(
        window,
        lambda s: s.nominations.register(
            NominationInput(
                edition.id,
                person=PersonInput("Боян", "", "Ълчев"),
                registry_no="30-211",
                registered_on=date(2026, 5, 6),
            ),
            actor=s.actor,
        ),
    )
    for name, text in (
        ("Входящ номер", "30-211"),
        ("Дата на завеждане", "7.5.26"),
        ("Собствено име", "Анелия"),
        ("Фамилно име", "Зорева"),
        ("Вносител", "Сдружение „Пристан“"),
    ):
        windows.fill(form, name, text)
    windows.press(qtbot, form, "Регистрирай")
    windows.settle(qtbot, window)
    assert "Входящ № 30-211 за 2026 г. вече е на предложение ПР-2026-001." in windows.say(form)
    assert form.form.ui.registryNo.text() == "30-211"
    windows.fill(form, "Входящ номер", "30-212")
    windows.press(qtbot, form, "Регистрирай")
    windows.settle(qtbot, window)
    assert sorted(row.number for row in rows(window, ask)) == ["ПР-2026-001", "ПР-2026-002"]


def test_typing_leaves_a_draft_that_a_crash_does_not_take(
    qtbot, window, data_folder, form, tmp_path
):
    windows.fill(form, "Собствено име", "Анелия")
    windows.fill(form, "Мотивировка", "Започната мотивировка")
    qtbot.waitUntil(lambda: form.nomination_id is not None, timeout=5000)
    assert "Черновата е запазена в 11:00 ч." in windows.say(form)
    crashed = tmp_path / "crashed"
    shutil.copytree(data_folder, crashed)
    with windows.opened(qtbot, crashed) as after:
        after.pages.show_screen("nominations")
        windows.settle(qtbot, after)
        panel = after.pages.current().panel
        assert panel.chip.text() == "Чернова"
        assert panel.detail.typed.motives == "Започната мотивировка"
        assert panel.detail.nominee.given == "Анелия"


def test_draft_kept_while_it_is_being_registered_is_entered_once(qtbot, window, form, ask):
    for name, text in (
        ("Входящ номер", "30-211"),
        ("Дата на завеждане", "7.5.26"),
        ("Собствено име", "Анелия"),
        ("Фамилно име", "Зорева"),
        ("Вносител", "Сдружение „Пристан“"),
    ):
        windows.fill(form, name, text)
    form.keep()
    windows.press(qtbot, form, "Регистрирай")
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    assert [row.number for row in rows(window, ask)] == ["ПР-2026-001"]
    assert "Предложението е заведено под № ПР-2026-001." in windows.say(window)


def test_esc_keeps_what_was_typed_as_a_draft(qtbot, window, form, ask):
    windows.fill(form, "Фамилно име", "Зорева")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    (row,) = rows(window, ask)
    assert (row.state, row.nominee) == (State.DRAFT, "Зорева")
    assert "Написаното е запазено като чернова." in windows.say(window)


@pytest.mark.parametrize(
    ("name", "text"), [("Дата на завеждане", "31.2.27"), ("Час на завеждане", "28:70")]
)
def test_esc_keeps_the_form_open_while_something_cannot_be_read(
    qtbot, window, form, ask, name, text
):
    windows.fill(form, "Фамилно име", "Зорева")
    windows.fill(form, name, text)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    assert form.isVisible()
    assert text in form.message.text.text()
    assert "Поправете го или го изтрийте" in form.message.text.text()
    assert windows.field(form, name).property("wrong")
    windows.fill(form, name, "")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    windows.gone(qtbot, window, NominationDialog)
    assert [row.nominee for row in rows(window, ask)] == ["Зорева"]


def test_esc_on_an_empty_form_leaves_nothing(qtbot, window, form, ask):
    QTest.keyClick(form, Qt.Key.Key_Escape)
    windows.gone(qtbot, window, NominationDialog)
    assert rows(window, ask) == ()


def test_draft_is_continued_and_registered(qtbot, window, screen, form, ask, tmp_path):
    scan = tmp_path / "писмо.pdf"
    scan.write_bytes(b"%PDF-1.4 letter")
    windows.fill(form, "Собствено име", "Анелия")
    windows.fill(form, "Фамилно име", "Зорева")
    form.form.files.add([scan])
    windows.press(qtbot, form, "Запиши като чернова")
    windows.settle(qtbot, window)
    windows.press(qtbot, screen.panel, "Продължи въвеждането…")
    again = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    assert windows.field(again, "Собствено име").text() == "Анелия"
    for name, text in (
        ("Входящ номер", "30-211"),
        ("Дата на завеждане", "7.5.26"),
        ("Вносител", "Сдружение „Пристан“"),
    ):
        windows.fill(again, name, text)
    windows.press(qtbot, again, "Регистрирай")
    windows.settle(qtbot, window)
    (row,) = rows(window, ask)
    assert (row.number, row.nominee) == ("ПР-2026-001", "Анелия Зорева")
    assert [one.name for one in screen.panel.detail.attachments] == ["писмо.pdf"]


@pytest.fixture
def registered(qtbot, window, screen, edition, ask):
    """A nomination with more on its cards than the form shows."""
    return ask(
        window,
        lambda s: s.nominations.register(
            NominationInput(
                edition.id,
                slot="1.1",
                genre="проза",
                person=PersonInput("Анелия", "", "Зорева", note="писмо", birth_date=date(1971, 3, 4)),
                proposer_kind=ProposerKind.UNION,
                proposer=OrganisationInput(
                    "Съюз „Пристан“", kind=ProposerKind.UNION, areas=("arts",), email="a@example.bg"
                ),
                lifetime=True,
                motives=MOTIVES,
                registry_no="30-211",
                registered_on=date(2026, 5, 7),
            ),
            actor=s.actor,
        ),
    )  # fmt: skip


def edit(qtbot, window) -> NominationDialog:
    QTest.keyClick(window, Qt.Key.Key_F2)
    made = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    return made


def test_editing_keeps_what_the_form_does_not_show(qtbot, window, registered, ask):
    form = edit(qtbot, window)
    windows.fill(form, "Титли", "доц. д-р")
    windows.press(qtbot, form, "Запиши промените")
    windows.settle(qtbot, window)
    detail = ask(window, lambda s: s.nominations.detail(registered))
    assert (detail.nominee.titles, detail.nominee.note) == ("доц. д-р", "писмо")
    assert detail.nominee.birth_date == date(1971, 3, 4)
    assert (detail.proposer.email, detail.proposer.kind) == ("a@example.bg", ProposerKind.UNION)
    assert detail.row.number == "ПР-2026-001"


@pytest.mark.parametrize(
    ("answer", "titles", "open_"),
    [
        ("Запиши промените", "доц. д-р", False),
        ("Не записвай", "", False),
        ("Продължи редактирането", "", True),
    ],
)
def test_unsaved_changes_of_a_registered_one_are_asked_about(
    qtbot, window, registered, ask, answer, titles, open_
):
    form = edit(qtbot, window)
    windows.fill(form, "Титли", "доц. д-р")

    def choose(asked: Any) -> None:
        assert isinstance(asked, QMessageBox)
        windows.press(qtbot, asked, answer)

    with windows.Modal(choose):
        QTest.keyClick(form, Qt.Key.Key_Escape)
    windows.settle(qtbot, window)
    assert bool(window.findChildren(NominationDialog)) is open_
    assert ask(window, lambda s: s.nominations.detail(registered)).nominee.titles == titles
    if open_:
        form.form.cards[NomineeKind.PERSON].form.titles.clear()


@pytest.mark.requirement("R-X-0.9")
def test_likely_duplicate_is_shown_while_typing_and_can_be_taken(
    qtbot, window, registered, screen, ask
):
    windows.press(qtbot, screen, "Ново предложение")
    form = windows.dialog(qtbot, window, NominationDialog)
    windows.fill(form, "Собствено име", "Анелия")
    windows.fill(form, "Фамилно име", "Зорева")
    windows.settle(qtbot, window)
    assert "Същият ли е?" in windows.say(form)
    windows.press(qtbot, form, "Да, това е Анелия Зорева")
    windows.settle(qtbot, window)
    card = ask(window, lambda s: s.nominations.detail(registered)).typed.nominee_id
    assert form.form.typed().nominee_id == card
    assert windows.field(form, "Година на раждане").text() == "1971"
    windows.press(qtbot, form, "Предложеният е от картотеката – впиши друг")
    assert form.form.typed().nominee_id is None
    assert form.form.card.name == ""


def test_known_proposer_brings_its_card(qtbot, window, registered, screen):
    windows.press(qtbot, screen, "Ново предложение")
    form = windows.dialog(qtbot, window, NominationDialog)
    windows.settle(qtbot, window)
    windows.fill(form, "Вносител", "съюз „пристан“")
    typed = form.form.typed()
    assert typed.proposer_id is not None
    assert (typed.proposer_kind, typed.proposer.areas) == (ProposerKind.UNION, ("arts",))
    assert typed.proposer.name == "Съюз „Пристан“"
    windows.fill(form, "Вносител", "Друго сдружение")
    assert form.form.typed().proposer_id is None


def test_article_opens_within_the_form(qtbot, window, form):
    windows.press(qtbot, form.beside.findings, "чл. 44, ал. 1")
    windows.settle(qtbot, window)
    assert "изчерпателна мотивировка" in form.beside.article_text.toPlainText()
    assert "29.02.2024" in form.beside.article_edition.text()


def test_everything_in_the_form_has_a_name_and_fits_a_small_screen(qtbot, window, form):
    form.form.ui.proposerMore.setChecked(True)
    assert windows.nameless(form) == []
    assert form.width() <= 1366
    assert form.height() <= 768
    wide = max(form.form.minimumSizeHint().width(), 1)
    area = form.form.parentWidget()
    assert wide <= area.width(), "no scrolling sideways"


def test_closing_the_window_keeps_the_draft_of_an_open_form(
    qtbot, window, data_folder, form, tmp_path: Path
):
    windows.fill(form, "Собствено име", "Анелия")
    assert window.pages.may_leave()
    assert window.tasks.shutdown() is None
    with windows.opened(qtbot, data_folder) as after:
        after.pages.show_screen("nominations")
        windows.settle(qtbot, after)
        assert after.pages.current().panel.title.text() == "Анелия"
