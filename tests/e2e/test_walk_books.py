"""A prize from the delivery of its signs to the payment, and a title from its diploma to „отнето“."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QComboBox, QFileDialog
from python_calamine import CalamineWorkbook

from ruse_desktop.documents import pages
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.services import demo
from ruse_desktop.ui.kit import files
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.books.diploma_check import DiplomaCheckDialog
from ruse_desktop.ui.screens.books.diploma_key import DiplomaKeyDialog
from ruse_desktop.ui.screens.books.duplicate import DuplicateDialog
from ruse_desktop.ui.screens.books.extract import IssueDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from ruse_desktop.ui.screens.books.money_dialogs import ListDialog, PayDialog
from ruse_desktop.ui.screens.books.money_funds import FundDialog, FundsDialog
from ruse_desktop.ui.screens.books.revocation import RevocationDialog
from ruse_desktop.ui.screens.books.stock import StockDialog
from ruse_desktop.ui.screens.books.stock_forms import KindDialog, MoveDialog
from ruse_desktop.ui.screens.books.web_list import WebListDialog
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.typing import type_text
from tests.ui.windows import ACTOR, fill, gone, press, say
from tests.unit.pdf_reading import words

AFTER = datetime(2026, 5, 25, 10, 0, tzinfo=SOFIA)
ARTIST, CITIZEN = "Ива Колева", "Стоил Вълков Радулов"
SERIAL = "106"


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """The example year, with a young artist and an honorary citizen besides."""
    made = tmp_path / "data"
    shutil.copytree(demo_folder, made)
    decision = Act("decision", "310", date(2026, 4, 16), "Решение № 310/16.04.2026 г.")
    order = Act("order", "РД-01-880", date(2026, 5, 19), "Заповед № РД-01-880/19.05.2026 г.")
    with services(made, demo.end_of()) as s:
        if s.books.book("MT").opened_on is None:
            s.books.open_book(actor=ACTOR, award="MT", reason="книгата се води по обичай")
        given, family = ARTIST.split()
        artist = LaureateInput(
            2026, given=given, family=family, slot="all", section="Носител", act=order,
            motive="за първата си самостоятелна изложба",
        )  # fmt: skip
        s.books.enter(actor=ACTOR, award="MT", laureates=[artist])
        given, middle, family = CITIZEN.split()
        citizen = LaureateInput(
            2026, given=given, middle=middle, family=family, act=decision,
            motive="за изключителни заслуги към града",
        )  # fmt: skip
        s.books.enter(actor=ACTOR, award="PG", laureates=[citizen])
    return made


class Clerk:
    """The person at the screen."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        self.qtbot, self.window = qtbot, window
        self.books()

    def settle(self) -> None:
        windows.settle(self.qtbot, self.window)

    def books(self) -> Any:
        """The tab „Книги“."""
        self.window.pages.show_screen("books")
        self.settle()
        return self.window.pages.current()

    def entry(self, name: str) -> Any:
        """The screen with the entry found by typing the name into the search of all books."""
        screen = self.books()
        screen.choice.books.setCurrentIndex(screen.choice.books.findText("Всички книги"))
        screen.focus_search()
        screen.list.search.clear()
        type_text(screen.list.search, name)
        self.settle()
        screen.list.table.setFocus()
        screen.list.table.selectRow(0)
        self.settle()
        assert screen.card.name.text() == name
        return screen

    def open(self, action: str, kind: Any) -> Any:
        """The dialog of an action of the menu."""
        self.window.actions_registry.run(action)
        self.settle()
        return windows.dialog(self.qtbot, self.window, kind)

    def press(self, root: Any, text: str) -> None:
        """Press the button that says `text`."""
        press(self.qtbot, root, text)
        self.settle()

    def done(self, dialog: Any, text: str) -> None:
        """Press the button that closes the dialog by writing."""
        kind = type(dialog)
        press(self.qtbot, dialog, text)
        gone(self.qtbot, self.window, kind)
        self.settle()

    def dialog(self, kind: Any) -> Any:
        return windows.dialog(self.qtbot, self.window, kind)

    def left_out(self, dialog: WebListDialog) -> dict[str, str]:
        """Who is not published, and why."""
        fill(dialog, "Кои да се покажат", "Не се публикуват")
        self.settle()
        lines = dialog.table.lines_model.lines
        return {one.texts[0]: one.texts[3].replace("\xa0", " ") for one in lines}


def takes_a_delivery(clerk: Clerk) -> None:
    """Six signs with numbers come, and stand on the card of the kind."""
    stock = clerk.open("books.stock", StockDialog)
    lines = stock.table.lines_model.lines
    stock.table.select(next(one.key for one in lines if one.texts[0] == "Награден знак"))
    clerk.settle()
    clerk.press(stock, "Настройки…")
    settings = clerk.dialog(KindDialog)
    if not settings.numbered.isChecked():
        settings.numbered.click()
    fill(settings, "Минимум", "6")
    clerk.done(settings, "Запиши")
    clerk.press(stock, "Заприходи…")
    batch = clerk.dialog(MoveDialog)
    for name, text in (
        ("От номер", "105"), ("До номер", "110"), ("Документ", "Приемо-предавателен протокол № 4"),
        ("Доставчик", "семейство Стефанови"),
    ):  # fmt: skip
        fill(batch, name, text)
    assert batch.hint.text() == "6 бр.: № 105–110"
    clerk.done(batch, "Заприходи")
    assert stock.sums.text() == "Неизползвани: 6; чакат връчване: 1"
    clerk.press(stock, "Затвори")


def publishes(clerk: Clerk, folder: Path) -> tuple[dict[str, str], str]:
    """Export the list for the site; who is left out and why, and all that was written."""
    site = clerk.open("books.web-list", WebListDialog)
    left = clerk.left_out(site)
    clerk.press(site, "Запиши файловете…")
    assert "имена в 3 файла" in say(site)
    clerk.press(site, "Затвори")
    written = [one.read_text("utf-8-sig") for one in sorted(folder.iterdir())]
    assert len(written) == 3
    assert json.loads(next(folder.glob("*.json")).read_text("utf-8"))
    return left, "\n".join(written)


def hands_over(clerk: Clerk) -> None:
    """The deputy mayor handed the prize over „за кмета“, the sign № 106 with it."""
    clerk.entry(ARTIST)
    asked = clerk.open("books.hand-over", HandOverDialog)
    assert asked.day.text() == "23.05.2026"
    fill(asked, "Връчва", "За кмета на Община Русе")
    asked.presenter.lineEdit().end(False)
    type_text(asked.presenter.lineEdit(), ": Елица Стоева")
    clerk.settle()
    assert "Заместването няма заповед" in say(asked)
    assert not asked.do.isEnabled()
    fill(asked, "Заповед за заместване №", "РД-01-900")
    fill(asked, "Дата на заповедта", "20.05.2026")
    fill(asked, "Място", "Доходно здание")
    serials = windows.field(asked, "Награден знак: номер", QComboBox)
    assert [serials.itemText(n) for n in range(serials.count())][:2] == ["105", SERIAL]
    fill(asked, "Награден знак: номер", SERIAL)
    clerk.settle()
    clerk.done(asked, "Впиши връчването")
    card = say(clerk.books().card).replace("\xa0", " ")
    assert (
        "23.05.2026 г., за кмета на Община Русе: Елица Стоева, заповед № РД-01-900/20.05.2026 г."
        in card
    )
    assert f"Награден знак № {SERIAL}" in card
    receipt = clerk.open("books.receipt", PdfDialog)
    text = words(receipt.view.pdf, 0)
    assert ARTIST in text
    assert f"№ {SERIAL}" in text.replace("\xa0", " ")
    clerk.press(receipt, "Затвори")


def receives_the_donation(clerk: Clerk) -> None:
    """The donors of the act gave the money and the sign before anything is paid."""
    funds = clerk.open("money.funds", FundsDialog)
    clerk.press(funds, "Впиши средства…")
    line = clerk.dialog(FundDialog)
    for name, text in (
        ("Сума", "600"), ("Валута", "лв."), ("От кого", "Семейство Стефанови"),
        ("Получени на", "12.05.2026"), ("Получен знак на", "12.05.2026"),
    ):  # fmt: skip
        fill(line, name, text)
    clerk.done(line, "Впиши")
    assert "306,78\xa0€ (100,0 %)" in say(funds)
    clerk.press(funds, "Затвори")


def pays(clerk: Clerk, target: Path) -> None:
    """The sum goes on a list, the list is saved, the payment ticked."""
    clerk.entry(ARTIST)
    clerk.window.actions_registry.run("books.payments")
    clerk.settle()
    screen = clerk.window.pages.current()
    assert [one.recipient for one in screen.list.payments] == [ARTIST]
    receives_the_donation(clerk)
    clerk.press(screen, "В списък за счетоводството…")
    clerk.done(clerk.dialog(ListDialog), "Състави списъка")
    shown = clerk.dialog(PdfDialog)
    assert "триста и шест евро и седемдесет и осем цента" in words(shown.view.pdf, 0)
    clerk.press(shown, "Запази XLSX…")
    clerk.press(shown, "Затвори")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(target.read_bytes())).get_sheet_by_index(0)
    cells = [cell for row in sheet.to_python() for cell in row]
    assert ARTIST in cells
    assert 306.78 in cells
    clerk.press(screen, "Платено…")
    paid = clerk.dialog(PayDialog)
    fill(paid, "Документ за плащането", "пл. нареждане № 118")
    clerk.done(paid, "Отбележи плащането")
    said = say(screen.card).replace("\xa0", " ")
    assert "пл. нареждане № 118" in said
    assert "платено" in said


def issues_papers(clerk: Clerk) -> None:
    """An extract, a certified copy and a duplicate, each under a number that stays in the log."""
    clerk.entry(ARTIST)
    for action, kind, fields, said in (
        ("books.extract", IssueDialog, {"Кой иска": ARTIST, "Да послужи за": "стипендия"}, "№ 1/2026"),
        ("books.copy", IssueDialog, {"Заверява (име и длъжност)": "Елена Маринова, директор"}, "№ 2/2026"),
        ("books.duplicate", DuplicateDialog, {"Кой иска": ARTIST, "Причина": "наводнение в дома"},
         "ДУБЛИКАТ № 1"),
    ):  # fmt: skip
        paper = clerk.open(action, kind)
        for name, text in fields.items():
            fill(paper, name, text)
        clerk.settle()
        assert not paper.saving.isEnabled()
        clerk.press(paper, "Издай под номер")
        assert said in words(paper.view.pdf, 0).replace("\xa0", " ")
        assert paper.saving.isEnabled()
        clerk.press(paper, "Затвори")
    log = say(clerk.books().card)
    assert f"Дубликат на диплом № 1; по искане на {ARTIST}; причина: наводнение в дома" in log
    assert "Извлечение № 1/2026" in log.replace("\xa0", " ")
    assert "Заверен препис № 2/2026" in log.replace("\xa0", " ")


def signs_the_diploma(clerk: Clerk, photo: Path) -> None:
    """The key of the municipality signs the code; the printed page is photographed."""
    screen = clerk.entry(CITIZEN)
    clerk.press(screen.preview, "Кодът не е подписан. Подписване…")
    key = clerk.dialog(DiplomaKeyDialog)
    for name in ("Парола", "Паролата още веднъж"):
        fill(key, name, "дунав мост библиотека")
    clerk.press(key, "Създай ключа")
    page = pages.page_image(screen.preview.view.pdf, 0, 200)
    picture = Image.frombytes("RGBA", (page.width, page.height), page.pixels, "raw", "BGRA")
    picture.convert("RGB").save(photo)


def checks(clerk: Clerk) -> str:
    """What „Провери диплома“ says of the photo."""
    checked = clerk.open("books.check-diploma", DiplomaCheckDialog)
    clerk.press(checked, "Избери файл…")
    said = say(checked)
    assert "Кодът е подписан с ключа на общината." in said
    clerk.press(checked, "Затвори")
    return said


def takes_the_title_away(clerk: Clerk) -> None:
    """By the council, on the person's own statement (чл. 29а)."""
    clerk.entry(CITIZEN)
    asked = clerk.open("books.revoke", RevocationDialog)
    asked.ground.setCurrentIndex(3)
    for name, text in (
        ("Заявление вх. №", "30-190"), ("Дата на заявлението", "28.04.2026"),
        ("По искане на", "Удостоения"), ("Решение №", "345"), ("Дата на акта", "21.05.2026"),
        ("Протокол №", "12"), ("Присъстващи", "45"), ("Гласове „за“", "23"),
        ("Гласове „против“", "10"), ("Въздържали се", "12"),
    ):  # fmt: skip
        fill(asked, name, text)
    clerk.settle()
    clerk.done(asked, "Впиши отнемането")
    assert clerk.books().card.state.text() == "отнето"


@pytest.mark.slow
@pytest.mark.requirement("R-PZR2-0.1")
@pytest.mark.requirement("R-74d-0.1")
@pytest.mark.requirement("R-29a-2.1")
def test_from_the_delivery_of_signs_to_a_title_taken_away(qtbot, folder, tmp_path, monkeypatch):
    site, sheet, photo = tmp_path / "сайт", tmp_path / "списък.xlsx", tmp_path / "диплом.png"
    site.mkdir()
    chosen = {
        "getExistingDirectory": str(site),
        "getSaveFileName": (str(sheet), ""),
        "getOpenFileName": (str(photo), ""),
    }
    for name, answer in chosen.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_a, answer=answer, **_k: answer)
    monkeypatch.setattr(files, "_last", [])

    with windows.opened(qtbot, folder, demo.end_of()) as window:
        clerk = Clerk(qtbot, window)
        takes_a_delivery(clerk)
        left, written = publishes(clerk, site)
        assert left[ARTIST] == "връчването е на 23.05.2026 г."
        assert left[CITIZEN] == "връчването още не е вписано в книгата"
        assert ARTIST not in written
        assert CITIZEN not in written

    with windows.opened(qtbot, folder, AFTER) as window:
        clerk = Clerk(qtbot, window)
        hands_over(clerk)
        pays(clerk, sheet)
        issues_papers(clerk)
        left, written = publishes(clerk, site)
        assert ARTIST not in left
        assert ARTIST in written
        assert CITIZEN not in written
        signs_the_diploma(clerk, photo)
        assert "Дипломът отговаря на запис №" in checks(clerk)
        takes_the_title_away(clerk)
        assert "но отличието е отнето" in checks(clerk)
        left, _written = publishes(clerk, site)
        assert left[CITIZEN] == "отличието е отнето"
