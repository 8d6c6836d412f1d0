"""What goes with the awards in the tab „Книги“: stock, hand-over, returns, ceremony, keepers."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.book_revocation import CouncilVote, RevocationInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.domain.stock import BatchInput, Design, Item
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.books.ceremony import CeremonyDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from ruse_desktop.ui.screens.books.keeping import KeepingDialog, PassDialog, SmallDialog
from ruse_desktop.ui.screens.books.returns import LetterDialog, ReturnsDialog, TakeDialog
from ruse_desktop.ui.screens.books.stock import StockDialog
from ruse_desktop.ui.screens.books.stock_forms import DesignDialog, KindDialog, MoveDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.windows import ACTOR, press, texts

NOW = datetime(2027, 6, 22, 10, 0, tzinfo=SOFIA)
ACT = Act("decision", "310", date(2027, 4, 15), "Решение № 310/15.04.2027 г.")
CHAIR = "Председателят на Общинския съвет"
SIGN = "PG:sign"


@pytest.fixture
def window(qtbot, tmp_path):
    """Three honorary citizens: the first has sign № 61 and lost the title, two wait."""
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        rows = s.books.enter(
            actor=ACTOR,
            award="PG",
            laureates=[
                LaureateInput(
                    2027, given="Стоил", middle="Вълков", family=one, act=ACT,
                    motive="за изключителни заслуги",
                )
                for one in ("Радулов", "Ганев", "Мирчев")
            ],
        )  # fmt: skip
        s.stock.settle(actor=ACTOR, code=SIGN, minimum=2, numbered=True)
        batch = BatchInput(date(2027, 3, 2), document="Фактура № 12", first="61", last="63")
        s.stock.receive(actor=ACTOR, code=SIGN, batch=batch)
        s.stock.record_design(
            actor=ACTOR, code=SIGN, design=Design("decision", "118", date(2025, 3, 19))
        )
        first = rows[0].seq
        given = HandOverInput(date(2027, 5, 5), CHAIR, items=(Item(first, SIGN, "61"),))
        s.hand_overs.record(actor=ACTOR, book="PG", seqs=[first], asked=given)
        taken = RevocationInput(
            Act("decision", "345", date(2027, 5, 20), "Решение № 345/20.05.2027 г."),
            protocol="12",
            facts=RevocationFacts(ground=3, statement_no="30-19", statement_on=date(2027, 4, 28)),
            vote=CouncilVote(51, 45, 23, 10, 12),
        )
        s.revocations.record(actor=ACTOR, book="PG", seq=first, asked=taken)
    with windows.opened(qtbot, folder, NOW) as made:
        made.pages.show_screen("books")
        windows.settle(qtbot, made)
        screen = made.pages.current()
        screen.choice.go_to("PG", None)
        screen._ask_rows()
        windows.settle(qtbot, made)
        yield made


def entry(qtbot, window, n: int):
    """The screen with the entry under this number."""
    screen = window.pages.current()
    keys = [one.key for one in screen.list.table.lines_model.lines]
    assert screen.list.table.select(keys[len(keys) - n])
    windows.settle(qtbot, window)
    return screen


def run(qtbot, window, name: str, kind):
    window.pages.current().context.actions.run(name)
    windows.settle(qtbot, window)
    return windows.dialog(qtbot, window, kind)


def fill(dialog, name: str, text: str) -> None:
    windows.fill(dialog, name, text)
    QApplication.processEvents()


def choose_kind(qtbot, window, dialog: StockDialog, name: str) -> None:
    lines = dialog.table.lines_model.lines
    key = next(one.key for one in lines if one.texts[0] == name)
    dialog.table.select(key)
    windows.settle(qtbot, window)


def test_stock_shows_balances_and_takes_a_delivery(qtbot, window) -> None:
    dialog = run(qtbot, window, "books.stock", StockDialog)
    choose_kind(qtbot, window, dialog, "Отличителен знак")
    assert dialog.sums.text() == "Неизползвани: 2; чакат връчване: 2"
    assert not dialog.reverse.isHidden()
    press(qtbot, dialog, "Заприходи…")
    form = windows.dialog(qtbot, window, MoveDialog)
    fill(form, "От номер", "64")
    fill(form, "До номер", "66")
    fill(form, "Документ", "Фактура № 0000012399")
    fill(form, "Цена за брой в евро", "42,50")
    assert form.hint.text() == "3 бр.: № 64–66"
    press(qtbot, form, "Заприходи")
    windows.settle(qtbot, window)
    assert dialog.sums.text() == "Неизползвани: 5; чакат връчване: 2"
    assert dialog.moves.lines_model.lines[0].texts[2:5] == ("+3", "5", "№ 64–66")


def test_serial_twice_is_refused_in_the_form_and_a_mistake_is_reversed(qtbot, window) -> None:
    dialog = run(qtbot, window, "books.stock", StockDialog)
    choose_kind(qtbot, window, dialog, "Отличителен знак")
    press(qtbot, dialog, "Заприходи…")
    form = windows.dialog(qtbot, window, MoveDialog)
    fill(form, "От номер", "62")
    fill(form, "Документ", "Фактура № 13")
    press(qtbot, form, "Заприходи")
    windows.settle(qtbot, window)
    assert "№ 62 вече е заприходен" in form.message.text.text()
    with windows.Modal(lambda asked: press(qtbot, asked, "Затвори без запис")):
        press(qtbot, form, "Отказ")
    press(qtbot, dialog, "Издай…")
    form = windows.dialog(qtbot, window, MoveDialog)
    fill(form, "От номер", "62")
    fill(form, "Основание", "изложба в музея")
    press(qtbot, form, "Издай")
    windows.settle(qtbot, window)
    assert dialog.moves.lines_model.lines[0].texts[3] == "1"
    dialog.moves.selectRow(0)
    press(qtbot, dialog, "Сторнирай движението…")
    why = windows.dialog(qtbot, window, TextDialog)
    fill(why, why.field.accessibleName(), "издаден е друг номер от същата кутия")
    press(qtbot, why, "Сторнирай")
    windows.settle(qtbot, window)
    lines = dialog.moves.lines_model.lines
    assert (lines[0].texts[1], lines[0].texts[3]) == ("сторниране", "2")
    assert lines[1].texts[5].startswith("сторнирано")


def test_office_adds_a_kind_and_a_design(qtbot, window) -> None:
    dialog = run(qtbot, window, "books.stock", StockDialog)
    press(qtbot, dialog, "Нов вид…")
    form = windows.dialog(qtbot, window, KindDialog)
    fill(form, "Име", "Представителна значка")
    fill(form, "Вариант", "златиста")
    fill(form, "Минимум", "10")
    press(qtbot, form, "Добави вида")
    windows.settle(qtbot, window)
    choose_kind(qtbot, window, dialog, "Представителна значка, златиста")
    choose_kind(qtbot, window, dialog, "Плакет „Русе“")
    assert dialog.state.text() == "няма утвърден проект"
    press(qtbot, dialog, "Проект…")
    form = windows.dialog(qtbot, window, DesignDialog)
    fill(form, "Акт №", "204")
    fill(form, "Дата на акта", "19.03.2026")
    press(qtbot, form, "Впиши проекта")
    windows.settle(qtbot, window)
    assert any("решение № 204" in one.replace("\xa0", " ") for one in texts(dialog))


def test_hand_over_takes_serials_in_order_for_all(qtbot, window) -> None:
    entry(qtbot, window, 2)
    dialog = run(qtbot, window, "books.hand-over", HandOverDialog)
    fill(dialog, "Дата", "05.05.2027")
    serials = windows.field(dialog, "Отличителен знак: номер", QComboBox)
    assert [serials.itemText(n) for n in range(serials.count())] == ["62", "63"]
    dialog.everyone.setChecked(True)
    assert dialog.hint.text().endswith("от наличностите: 2 бр.")
    serials.setCurrentIndex(1)
    assert dialog.hint.text() == "Отличителен знак: наличните не стигат за 2."
    assert not dialog.do.isEnabled()
    serials.setCurrentIndex(0)
    press(qtbot, dialog, "Впиши връчването")
    windows.settle(qtbot, window)
    screen = entry(qtbot, window, 3)
    assert "Отличителен знак № 63" in texts(screen.card)


@pytest.mark.requirement("R-29a-3.2")
def test_what_is_overdue_leads_from_today_and_comes_back(qtbot, window) -> None:
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    name = next(
        one for one in windows.buttons(window) if one.startswith("Стоил Вълков Радулов, до")
    )
    assert "чл. 29а, ал. 3" in windows.buttons(window)
    assert "просрочено" in texts(window)
    press(qtbot, window, name)
    windows.settle(qtbot, window)
    assert window.pages.current().card.name.text() == "Стоил Вълков Радулов"
    dialog = run(qtbot, window, "books.returns", ReturnsDialog)
    assert dialog.state.text() == "просрочено"
    windows.click(qtbot, windows.field(dialog, "Върнато: отличителен знак № 61"))
    form = windows.dialog(qtbot, window, TakeDialog)
    fill(form, "Състояние", "запазен")
    press(qtbot, form, "Впиши връщането")
    windows.settle(qtbot, window)
    said = [one.replace("\xa0", " ") for one in texts(dialog)]
    assert "върнато на 22.06.2027 г." in said
    press(qtbot, dialog, "Уведомление…")
    form = windows.dialog(qtbot, window, LetterDialog)
    fill(form, "Къде се връща", "стая 305")
    fill(form, "Работно време", "от 8:30 до 17:00 ч.")
    press(qtbot, form, "Покажи писмото")
    windows.settle(qtbot, window)
    assert windows.dialog(qtbot, window, PdfDialog).view.pdf.startswith(b"%PDF")


def test_ceremony_pack_is_drawn_anew_as_one_chooses(qtbot, window) -> None:
    dialog = run(qtbot, window, "books.ceremony", CeremonyDialog)
    windows.settle(qtbot, window)
    assert dialog.view.count == 6, "ред, две карти, две разписки, гости"
    assert [dialog.list.item(n).text() for n in range(2)] == ["Стоил Вълков Ганев", "Стоил Вълков Мирчев"]  # fmt: skip
    press(qtbot, dialog, "Надолу")
    windows.settle(qtbot, window)
    assert dialog.asked().order == (4, 3)
    for box in list(dialog.parts.values())[1:]:
        box.setChecked(False)
    windows.settle(qtbot, window)
    assert dialog.view.count == 1
    dialog.presenter.setCurrentText("Кметът на Община Русе")
    windows.settle(qtbot, window)
    assert "чл. 29, ал. 1" in dialog.said.text()


def test_book_passes_to_another_office_with_a_protocol(qtbot, window) -> None:
    entry(qtbot, window, 2)
    dialog = run(qtbot, window, "books.keeping", KeepingDialog)
    press(qtbot, dialog, "Предадено извлечение…")
    form = windows.dialog(qtbot, window, SmallDialog)
    press(qtbot, form, "Впиши")
    windows.settle(qtbot, window)
    assert any("за вписване при Общински съвет" in one for one in texts(dialog))
    assert not dialog.sending.isEnabled()
    press(qtbot, dialog, "Предай книгата…")
    form = windows.dialog(qtbot, window, PassDialog)
    fill(form, "Поема", "Дирекция „Култура“")
    press(qtbot, form, "Впиши предаването")
    windows.settle(qtbot, window)
    assert windows.dialog(qtbot, window, PdfDialog).view.pdf.startswith(b"%PDF")
    assert dialog.keeper.text().startswith("Води се от: Дирекция „Култура“")
