"""The department's registers in the real window: institutions, agreements, competitions, offices."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from ruse_desktop.documents import pages
from ruse_desktop.domain.agreements import AgreementInput
from ruse_desktop.domain.competitions import CompetitionInput
from ruse_desktop.domain.office_holders import HolderInput, Office
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.domain.seal import SealInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.people.agreement_entry import AgreementDialog, EndDialog, RenewDialog
from ruse_desktop.ui.screens.people.bodies import BodyDialog, LeaveDialog, MemberDialog
from ruse_desktop.ui.screens.people.competition_entry import (
    CompetitionDialog,
    NumberDialog,
    ResultDialog,
    WorkDialog,
)
from ruse_desktop.ui.screens.people.importing import RegisterImportDialog
from ruse_desktop.ui.screens.people.institution_entry import CheckDialog, InstitutionDialog
from ruse_desktop.ui.screens.people.office_holders import HolderDialog
from ruse_desktop.ui.screens.symbols.seal_entry import EntryDialog as SealDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, press, say
from tests.unit.pdf_reading import words

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=SOFIA)
TODAY = NOW.date()


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Any:
    folder = tmp_path / "data"
    folder.mkdir()
    with services(folder, NOW) as s:
        s.people.save_organisation(
            OrganisationInput("Камерен хор „Дъга“", settlement="Русе", phone="082 7"), actor=ACTOR
        )
        s.agreements.add(
            AgreementInput("5", "Град Волос", "Гърция", "Обмен", date(2019, 6, 11), term_years=8),
            actor=ACTOR,
        )
        s.competitions.add(
            CompetitionInput("Плакат", date(2027, 1, 4), date(2027, 2, 26), jury=("Рая Илиева",)),
            actor=ACTOR,
        )
        title = "Кмет на Община Русе"
        mayor = HolderInput(Office.MAYOR, title, "Борис Марев", date(2023, 11, 13))
        s.office_holders.add(mayor, actor=ACTOR)
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


def section(qtbot: Any, window: Any, name: str) -> Any:
    window.pages.show_screen("people")
    windows.settle(qtbot, window)
    window.pages.current().show_section(name)
    windows.settle(qtbot, window)
    return window.pages.current().section


def new(qtbot: Any, window: Any, kind: type) -> Any:
    QTest.keySequence(window, QKeySequence("Ctrl+N"))
    dialog = windows.dialog(qtbot, window, kind)
    assert windows.nameless(dialog) == []
    assert not dialog.do.isEnabled()
    return dialog


def finish(qtbot: Any, window: Any, dialog: Any) -> None:
    assert dialog.do.isEnabled(), dialog.hint.text()
    windows.click(qtbot, dialog.do)
    windows.gone(qtbot, window, type(dialog))
    windows.settle(qtbot, window)


def listed(found: Any) -> list[str]:
    """The first column of the list."""
    return [
        found.view.table.model().index(n, 0).data()
        for n in range(found.view.table.model().rowCount())
    ]


def struck(qtbot: Any, asked: Any) -> None:
    assert isinstance(asked, TextDialog)
    type_text(asked.findChild(QPlainTextEdit), "вписано два пъти по погрешка")
    press(qtbot, asked, "Зачеркни")


@pytest.mark.requirement("R-F7-0.1")
@pytest.mark.requirement("R-F7-0.3")
def test_an_institution_goes_onto_its_card_is_looked_at_printed_and_struck_out(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = section(qtbot, window, "institutions")
    assert "Още няма културни институции" in say(found)
    dialog = new(qtbot, window, InstitutionDialog)
    offered = dict(dialog._cards)
    dialog._cards.clear()  # as when there are more cards than are offered
    fill(dialog, "Име", "Камерен хор „Дъга“")
    windows.click(qtbot, dialog.do)
    windows.settle(qtbot, window)
    assert "Вече има карта" in say(dialog)
    assert "ще се впише върху нея" in say(dialog)
    dialog._cards.update(offered)
    assert dialog.value("phone") == "082 7"
    assert "ще се впише върху нея" in say(dialog)
    fill(dialog, "Вид", "НПО")
    fill(dialog, "ЕИК", "000530633")
    assert "контролната цифра" in say(dialog)
    fill(dialog, "ЕИК", "000530632")
    finish(qtbot, window, dialog)
    assert "за преглед" in say(found.panel)
    assert "Данните още не са проверявани." in say(found.panel)
    press(qtbot, found.panel, "Прегледана е…")
    finish(qtbot, window, windows.dialog(qtbot, window, CheckDialog))
    assert "проверена" in say(found.panel)
    press(qtbot, found.panel, "Картата и предложенията ѝ")
    windows.settle(qtbot, window)
    press(qtbot, window.pages.current().section.panel, "В регистъра на културните институции")
    windows.settle(qtbot, window)
    assert window.pages.current().section is found
    press(qtbot, found.panel, "Етикети с адреси…")
    pdf = windows.dialog(qtbot, window, PdfDialog)
    assert pages.page_count(pdf.view.pdf) == 1
    assert "Камерен хор „Дъга“" in words(pdf.view.pdf, 0)
    pdf.close()
    for verb in (found.print_list, found.show_paper):
        verb()
        pdf = windows.dialog(qtbot, window, PdfDialog)
        assert "Камерен хор „Дъга“" in words(pdf.view.pdf, 0)
        pdf.close()
        windows.gone(qtbot, window, PdfDialog)
    scan = tmp_path / "устав.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + b"0" * 80)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(scan), ""))
    press(qtbot, found.panel, "Приложи файл…")
    windows.settle(qtbot, window)
    assert "устав.pdf" in windows.buttons(found.panel)
    press(qtbot, found.panel, "Поправи…")
    dialog = windows.dialog(qtbot, window, InstitutionDialog)
    assert dialog.value("checked_on") == TODAY
    dialog.close()
    with windows.Modal(lambda asked: struck(qtbot, asked)) as modal:
        press(qtbot, found.panel, "Зачеркни…")
    assert modal
    windows.settle(qtbot, window)
    assert "Още няма културни институции" in say(found)
    press(qtbot, window, "Картони")
    windows.settle(qtbot, window)
    cards = window.pages.current().section
    cards.print_list()
    pdf = windows.dialog(qtbot, window, PdfDialog)
    assert "Камерен хор „Дъга“" in words(pdf.view.pdf, 0)


def test_a_table_is_mapped_looked_at_and_brought_in(
    qtbot: Any, window: Any, tmp_path: Path
) -> None:
    found = section(qtbot, window, "institutions")
    path = tmp_path / "списък.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for n, row in enumerate((
        ("Обект", "Град", "Директор"), ("Читалище „Изгрев“", "Мартен", "Рая Илиева"),
        ("Опера", "Русе", "Явор Минков"), ("", "Русе", "Без Име"),
    )):  # fmt: skip
        sheet.write_row(n, 0, row)
    book.close()
    window.actions_registry.run("institutions.import")
    dialog = windows.dialog(qtbot, window, RegisterImportDialog)
    dialog.open_table(path)
    windows.settle(qtbot, window)
    assert windows.nameless(dialog) == []
    assert "Посочете коя колона е: Име." in say(dialog)
    fill(dialog, "Име", "Обект")
    windows.settle(qtbot, window)
    assert dialog.hint.text() == "Ще се внесат 2 реда; 1 се пропуска."
    finish(qtbot, window, dialog)
    assert listed(found) == ["Опера", "Читалище „Изгрев“"]
    fill(found.view.filters, "Вид", "читалище")
    windows.settle(qtbot, window)
    assert listed(found) == ["Читалище „Изгрев“"]
    assert windows.nameless(found) == []


@pytest.mark.requirement("R-F35-0.1")
@pytest.mark.requirement("R-21-0.6")
def test_an_agreement_is_entered_renewed_ended_and_named_by_the_seal(
    qtbot: Any, window: Any
) -> None:
    found = section(qtbot, window, "agreements")
    dialog = new(qtbot, window, AgreementDialog)
    fill(dialog, "№", "6")
    fill(dialog, "Партньор", "Град Сибиу")
    dialog.set_values({"subject": "Оркестри"})
    fill(dialog, "Подписано на", "06.05.2026")
    assert dialog.hint.text() == "Без срок: за него не се напомня."
    fill(dialog, "Срок в години", "десет")
    assert "Напишете цяло число: Срок в години." in say(dialog)
    fill(dialog, "Срок в години", "10")
    assert "напомня се от 06.11.2035\u00a0г." in dialog.hint.text()
    finish(qtbot, window, dialog)
    assert "№ 6 – Град Сибиу" in say(found.panel)
    press(qtbot, found.panel, "Поднови…")
    dialog = windows.dialog(qtbot, window, RenewDialog)
    fill(dialog, "Подновено на", "01.03.2027")
    fill(dialog, "Документ", "анекс № 1")
    finish(qtbot, window, dialog)
    assert "без краен срок" in say(found.panel)
    press(qtbot, found.panel, "Прекрати…")
    dialog = windows.dialog(qtbot, window, EndDialog)
    dialog.set_values({"why": "с писмо на партньора от февруари"})
    finish(qtbot, window, dialog)
    assert "прекратено" in say(found.panel)
    window.pages.show_screen("symbols")
    windows.settle(qtbot, window)
    seal = window.pages.current().show_section("seal")
    windows.settle(qtbot, window)
    seal.new()
    entry = windows.dialog(qtbot, window, SealDialog)
    code = next(one for one in seal.state.rules.categories if one.agreement)
    entry.category.setCurrentIndex(entry.category.findData(code.code))
    type_text(entry.agreement, "№ 5 – Град Волос, 11.06.2019")
    assert isinstance(entry.typed, SealInput)
    assert (entry.typed.agreement_id, entry.typed.signed_by) == (
        1,
        "Кмет на Община Русе Борис Марев",
    )
    type_text(entry.document, "Споразумение с Волос")
    fill(entry, "Ден на подписа", "01.03.2027")
    fill(entry, "Поискал", "отдела")
    finish(qtbot, window, entry)
    press(qtbot, seal.card, "Към споразумението")
    windows.settle(qtbot, window)
    assert window.pages.current_id == "people"
    assert "№ 5 – Град Волос" in say(found.panel)
    press(qtbot, found.panel, "Подпечатано: вписване 1/2027")
    windows.settle(qtbot, window)
    assert window.pages.current_id == "symbols"


@pytest.mark.requirement("R-F21-0.1")
def test_a_competition_takes_entries_gets_a_result_and_opens_the_authors(
    qtbot: Any, window: Any
) -> None:
    found = section(qtbot, window, "competitions")
    dialog = new(qtbot, window, CompetitionDialog)
    dialog.close()
    windows.gone(qtbot, window, CompetitionDialog)
    found.open_record("competition", 1)
    windows.settle(qtbot, window)
    for on in ("24.02.2027", "01.03.2027"):
        press(qtbot, found.panel, "Приеми творба…")
        dialog = windows.dialog(qtbot, window, WorkDialog)
        fill(dialog, "Приета на", on)
        finish(qtbot, window, dialog)
    assert not windows.button(found.panel, "Автор…").isEnabled()
    press(qtbot, found.panel, "Резултат…")
    dialog = windows.dialog(qtbot, window, ResultDialog)
    assert "Впишете протокола на журито." in say(dialog)
    fill(dialog, "Протокол на журито", "№ 1/02.03.2027")
    assert "без отличени" in say(dialog)
    fill(dialog, "I място", "№ 1")
    assert dialog.widgets["place1"].count() == 2
    finish(qtbot, window, dialog)
    assert "приключил" in say(found.panel)
    press(qtbot, found.panel, "Автор…")
    dialog = windows.dialog(qtbot, window, NumberDialog)
    fill(dialog, "Автор", "Ния Колева")
    finish(qtbot, window, dialog)
    (table,) = found.card.tables
    assert table.rows[0][3:] == ("Ния Колева", "I")
    assert table.rows[1][3:] == ("–", "след срока")
    assert windows.nameless(found) == []


@pytest.mark.requirement("R-X-0.6")
def test_an_acting_mayor_needs_an_order_and_a_last_day(qtbot: Any, window: Any) -> None:
    found = section(qtbot, window, "offices")
    dialog = new(qtbot, window, HolderDialog)
    fill(dialog, "Длъжност", "Кмет на Община Русе")
    fill(dialog, "Име", "Ива Бонева")
    fill(dialog, "От", "01.03.2027")
    dialog.set_values({"acting": True})
    assert "Впишете заповедта за заместване." in say(dialog)
    fill(dialog, "Акт", "заповед № 7/26.02.2027 г.")
    assert "Впишете последния ден на заместването." in say(dialog)
    fill(dialog, "До", "12.03.2027")
    assert dialog.hint.text() == (
        "На документите: за Кмет на Община Русе, заповед № 7/26.02.2027 г.: Ива Бонева"
    )
    finish(qtbot, window, dialog)
    assert "за Кмет на Община Русе" in listed(found)
    window.pages.show_screen("today")
    windows.settle(qtbot, window)
    window.pages.open_record("office-holder", 1)
    windows.settle(qtbot, window)
    assert found.panel.name.text() == "Борис Марев"
    assert "Днес подписва" in say(found.panel)


@pytest.mark.requirement("R-F20-0.1")
def test_a_body_gets_members_and_one_leaves(qtbot: Any, window: Any) -> None:
    found = section(qtbot, window, "bodies")
    dialog = new(qtbot, window, BodyDialog)
    fill(dialog, "Орган", "Обществен съвет по култура")
    fill(dialog, "От", "01.01.2027")
    fill(dialog, "До", "31.12.2030")
    finish(qtbot, window, dialog)
    assert not windows.button(found.panel, "Край на членство…").isEnabled()
    press(qtbot, found.panel, "Нов член…")
    dialog = windows.dialog(qtbot, window, MemberDialog)
    assert windows.nameless(dialog) == []
    fill(dialog, "Име", "Ива Бонева")
    finish(qtbot, window, dialog)
    assert "1 член" in say(found.panel)
    press(qtbot, found.panel, "Край на членство…")
    dialog = windows.dialog(qtbot, window, LeaveDialog)
    fill(dialog, "Последен ден", "31.03.2027")
    finish(qtbot, window, dialog)
    assert found.card.tables[0].rows == (("Ива Бонева", "02.03.2027", "31.03.2027", ""),)
    press(qtbot, found.panel, "Поправи…")
    dialog = windows.dialog(qtbot, window, BodyDialog)
    assert dialog.typed == found.one.typed
    dialog.close()


@pytest.mark.requirement("R-F16-0.1")
def test_contacts_come_from_a_table_and_leave_as_text(
    qtbot: Any, window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = section(qtbot, window, "contacts")
    path = tmp_path / "гости.csv"
    path.write_text(
        "Име;Организация;Групи\r\nРая Илиева;Музей;6 май\r\nРая Илиева;Архив;6 май\r\n"
        "Явор Минков;;3 март\r\n", "utf-8-sig"
    )  # fmt: skip
    window.actions_registry.run("contacts.import")
    dialog = windows.dialog(qtbot, window, RegisterImportDialog)
    dialog.open_table(path)
    windows.settle(qtbot, window)
    assert dialog.hint.text() == "Ще се внесат 3 реда."
    finish(qtbot, window, dialog)
    assert listed(found) == ["Рая Илиева", "Рая Илиева", "Явор Минков"]
    fill(found.view.filters, "Състояние", "възможни повторения")
    windows.settle(qtbot, window)
    assert listed(found) == ["Рая Илиева", "Рая Илиева"]
    target = tmp_path / "kontakti.csv"
    asked: list[str] = []

    def choose(_parent: object, _title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(tmp_path / Path(name).name), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.actions_registry.run("people.xlsx")
    qtbot.waitUntil(target.exists, timeout=windows.PATIENCE)
    assert "*.csv" in asked[0]
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Име;")
    assert [one.split(";")[0] for one in lines[1:]] == ["Рая Илиева", "Рая Илиева"]


def test_a_filter_is_kept_under_a_name_asked_again_and_forgotten(qtbot: Any, window: Any) -> None:
    found = section(qtbot, window, "agreements")
    filters = found.view.filters
    fill(filters, "Състояние", "изтекло")
    type_text(filters.search, "волос")
    windows.settle(qtbot, window)
    assert listed(found) == []

    def name(asked: Any) -> None:
        type_text(asked.findChild(QPlainTextEdit), "изтекли & стари")
        press(qtbot, asked, "Запази")

    menu = filters.saved.menu_shown
    menu.aboutToShow.emit()
    with windows.Modal(name):
        one_called(menu, "Запази филтъра…").trigger()
    found.view.show_all()
    windows.settle(qtbot, window)
    assert listed(found) == ["5"]
    menu.aboutToShow.emit()
    one_called(menu, "изтекли && стари").trigger()
    windows.settle(qtbot, window)
    assert filters.search.text() == "волос"
    assert listed(found) == []
    menu.aboutToShow.emit()
    one_called(one_called(menu, "Забрави").menu(), "изтекли && стари").trigger()
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions()] == ["Запази филтъра…"]


def one_called(menu: Any, text: str) -> Any:
    """The line of a menu that says this."""
    [found] = [one for one in menu.actions() if one.text() == text]
    return found


def test_a_long_form_scrolls_on_a_low_screen(qtbot: Any, window: Any) -> None:
    section(qtbot, window, "agreements")
    dialog = new(qtbot, window, AgreementDialog)
    assert dialog.sizeHint().height() > 600
    dialog.resize(dialog.width(), 480)
    qtbot.waitUntil(lambda: dialog.height() <= 480, timeout=windows.PATIENCE)
    assert dialog.do.mapTo(dialog, dialog.do.rect().bottomLeft()).y() < dialog.height()
