"""Every screen and dialog can be heard by a screen reader, walked by Tab, and read in English."""

from __future__ import annotations

import gettext
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from ruse_desktop.domain.today import TermState, YearPoint
from ruse_desktop.domain.word_templates import FIELDS
from ruse_desktop.kernel.formats import date_long, month_name, weekday
from ruse_desktop.kernel.i18n import set_language
from ruse_desktop.ui.screens.nominations.dialog import NominationDialog
from ruse_desktop.ui.screens.symbols.seal_entry import EntryDialog
from ruse_desktop.ui.screens.today import year_line
from ruse_desktop.ui.sign_in import SignInDialog
from ruse_desktop.ui.theme import Tone
from tests.ui.walking import (
    Dialogs,
    every_section,
    menu_texts,
    misplaced,
    shown_texts,
    tab_stops,
    unreached,
    unspoken,
)
from tests.ui.windows import dialog, name_of, settle

Ask = Callable[[Callable[[Any], object]], None]
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
WORD = re.compile(r"[А-Яа-яЀЍѐѝ]{2,}(?!\w*…)")
_DATA = frozenset({
    "Директор на дирекция „Хуманитарни дейности“", "Дирекция „Хуманитарни дейности“", "Диплом", "Значка „Русе“ (чл. 17)", "Патентно ведомство",
    "Председателят на Общинския съвет", "извън изброените", "общински съветник",
    "председател на Общинския съвет", "председател", "проф. д-р",
    "успешна",
})  # fmt: skip
"""Said by the law's data or kept in the example year, and elsewhere a text of the program."""
_SAID_IN_BULGARIAN = (
    "Ден на светите братя Кирил и Методий, на българската азбука, просвета и култура и на "
    "славянската книжовност; Ден на Съединението; Ден на Независимостта; Рождество Христово; "
    "Бъдни вечер; Велика събота; Ден на труда и на международната работническа солидарност "
    "(почивен ден); шестстотин двадесет евро цента; УТВЪРЖДАВАМ; успешна"
)
"""Holidays, sums in words, what papers say: Bulgarian in every language of the window."""
_NOT_RUN = (".xlsx", ".file", ".form", ".correct", ".import", ".try")
"""Files, papers as PDF, and dialogs that „new“ shows too; what is printed shows its pages only."""


@pytest.fixture
def english() -> None:
    set_language("en")


def translated() -> set[str]:
    """What has an English text of its own, without the letters of menus."""
    catalogue = gettext.translation("ruse", str(RESOURCES / "locale"), languages=["en"])
    texts = vars(catalogue)["_catalog"].items()
    plain = {str(said).replace("&", "") for said, other in texts if not WORD.search(str(other))}
    return {said for said in plain if WORD.search(said)}


def words_of_data(folder: Path) -> set[str]:
    """Every Bulgarian word of the law's data, of the example year, of dates and sums."""
    texts = [p.read_text(encoding="utf-8") for p in RESOURCES.rglob("*.toml")]
    texts += [(RESOURCES / "wording.json").read_text(encoding="utf-8"), _SAID_IN_BULGARIAN]
    texts.append(" ".join(FIELDS))
    with closing(sqlite3.connect(folder / "ruse.db")) as data:
        tables = data.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            texts += [str(row) for row in data.execute(f'SELECT * FROM "{table}"')]
    days = [date(2026, 1, 1) + timedelta(days=20 * n) for n in range(19)]
    texts += [f"{date_long(day)} {weekday(day)} {month_name(day.month)}" for day in days]
    return {word.lower() for text in texts for word in WORD.findall(text)}


@pytest.fixture
def ask(qtbot: Any, window: Any) -> Ask:
    """Runs work on the services of the window."""

    def run(work: Callable[[Any], object]) -> None:
        window.tasks.write(work, lambda _done: None)
        settle(qtbot, window)

    return run


def pressed_through(shown: QDialog, least: int) -> None:
    """Tab from the first field through every other as one reads, and Shift+Tab back."""
    shown.show()
    shown.activateWindow()
    QApplication.processEvents()
    wanted = tab_stops(shown)
    assert len(wanted) >= least
    assert misplaced(wanted) == []
    assert unreached(shown, wanted) == []
    for key, order in ((Qt.Key.Key_Tab, wanted), (Qt.Key.Key_Backtab, wanted[::-1])):
        order[0].setFocus()
        met = [focused()]
        for _step in order[1:]:
            QTest.keyClick(met[-1], key)
            met.append(focused())
        assert [name_of(one) for one in met] == [name_of(one) for one in order]
    shown.hide()


def focused() -> QWidget:
    """Where the keys go."""
    where = QApplication.focusWidget()
    assert where is not None
    return where


class Listener:
    """Hears what one walk through the window tells: sections, their menus, the dialogs of „…“."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        self.silent: dict[str, list[str]] = {}
        self.said: dict[str, str] = {}
        self._ran: set[str] = set()
        self.dialogs = Dialogs(self._hear_dialog)
        for name, screen in every_section(qtbot, window):
            self._hear(screen, name)
            self._hear_texts(menu_texts(window), f"меню, {name}")
            for action in window.actions_registry.active():
                if self._opens(action):
                    window.actions_registry.run(action.id)
                    self.dialogs.answer(window)
        self.dialogs.stop()
        self._hear(window, "прозорецът")

    def _opens(self, action: Any) -> bool:
        """Once each; „new“ says and opens something else in each section."""
        again = action.id in self._ran and not action.id.endswith(".new")
        self._ran.add(action.id)
        asks = bool(action.scope) and action.text.endswith("…") and action.menu != "print"
        return asks and action.allowed and not again and not action.id.endswith(_NOT_RUN)

    def _hear_dialog(self, shown: QDialog) -> None:
        where = f"{type(shown).__name__} „{shown.windowTitle()}“"
        self._hear(shown, where)
        if wrong := misplaced(tab_stops(shown)):
            self.silent.setdefault(where, []).extend(wrong)

    def _hear(self, root: QWidget, where: str) -> None:
        if faults := unspoken(root):
            self.silent.setdefault(where, []).extend(faults)
        self._hear_texts(shown_texts(root), where)

    def _hear_texts(self, texts: set[str], where: str) -> None:
        for text in texts:
            self.said.setdefault(text, where)


@pytest.mark.usefixtures("english")
def test_every_screen_and_dialog_speaks_and_speaks_english(
    qtbot: Any, demo_folder: Path, demo_window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    heard = Listener(qtbot, demo_window)
    assert not heard.dialogs.errors
    assert len(heard.dialogs.seen) > 60
    assert heard.silent == {}
    assert [one for one in heard.said if "г.." in one] == []
    known, words = translated(), words_of_data(demo_folder)
    bulgarian = {
        text: where
        for text, where in heard.said.items()
        if (text in known and text not in _DATA)
        or {word.lower() for word in WORD.findall(text)} - words
    }
    assert bulgarian == {}


def test_tab_goes_as_one_reads_and_back(qtbot: Any, window: Any, ask: Ask) -> None:
    ask(lambda s: s.editions.open("NR", 2026, actor=s.actor, law_edition="2024-02-29"))
    window.pages.show_screen("nominations")
    settle(qtbot, window)
    window.actions_registry.run("nominations.new")
    pressed_through(dialog(qtbot, window, NominationDialog), 20)
    window.pages.show_screen("symbols")
    window.pages.current().show_section("seal")
    settle(qtbot, window)
    window.actions_registry.run("symbols.new")
    pressed_through(dialog(qtbot, window, EntryDialog), 6)
    pressed_through(SignInDialog(window, [("kolevam", "Мария Колева")]), 4)


def test_states_on_the_year_line_differ_without_their_colours(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_line, "_TONES", dict.fromkeys(TermState, Tone.INFO))
    line = year_line.YearLine()
    qtbot.addWidget(line)
    line.resize(600, 88)
    shapes = set[bytes]()
    for state in TermState:
        line.show_year([YearPoint(date(2026, 5, 24), ("Връчване",), state)], date(2026, 2, 1))
        shapes.add(bytes(line.grab().toImage().constBits()))
    assert len(shapes) == len(TermState)
