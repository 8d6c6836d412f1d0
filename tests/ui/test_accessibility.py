"""Every screen and dialog can be heard by a screen reader, walked by Tab, and read in English."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QFileDialog, QWidget

from ruse_desktop.kernel.formats import date_long, month_name, weekday
from ruse_desktop.kernel.i18n import set_language
from tests.ui.walking import Dialogs, every_section, menu_texts, shown_texts, unspoken

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
WORD = re.compile(r"[А-Яа-яЀЍѐѝ]{2,}(?!\w*…)")
_DATA = frozenset({
    "Дирекция „Хуманитарни дейности“", "Диплом", "Значка „Русе“ (чл. 17)", "Патентно ведомство",
    "Председателят на Общинския съвет", "извън изброените", "общински съветник",
    "председател на Общинския съвет", "проф. д-р", "успешна",
})  # fmt: skip
"""Said by the law's data or kept in the example year, and elsewhere a text of the program."""
_SAID_IN_BULGARIAN = (
    "Ден на светите братя Кирил и Методий, на българската азбука, просвета и култура и на "
    "славянската книжовност; Ден на Съединението; Ден на Независимостта; Рождество Христово; "
    "Бъдни вечер; Велика събота; Ден на труда и на международната работническа солидарност "
    "(почивен ден); шестстотин двадесет евро цента; УТВЪРЖДАВАМ; успешна"
)
"""Holidays, sums in words, what papers say: Bulgarian in every language of the window."""
_NOT_RUN = (".print", ".xlsx", ".paper", ".labels", ".receipt", ".file", ".form", ".correct")
"""Lists and papers as PDF, files, and dialogs that „new“ shows too."""


@pytest.fixture
def english() -> None:
    set_language("en")


def translated() -> dict[str, str]:
    """What has an English text of its own, without the letters of menus."""
    with (RESOURCES / "locale/en/LC_MESSAGES/ruse.po").open("rb") as lines:
        messages = [one for one in read_po(lines, locale="en") if isinstance(one.id, str)]
    plain = ((one.id.replace("&", ""), str(one.string)) for one in messages if one.id)
    return {said: other for said, other in plain if WORD.search(said) and not WORD.search(other)}


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


@pytest.mark.usefixtures("english")
def test_every_screen_and_dialog_speaks_and_speaks_english(
    qtbot: Any, demo_folder: Path, demo_window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One walk: sections, their menus, and each dialog that „…“ of a section opens."""
    window, silent, said = demo_window, dict[str, list[str]](), dict[str, str]()

    def read(root: QWidget, where: str) -> None:
        if faults := unspoken(root):
            silent[where] = faults
        for text in shown_texts(root):
            said.setdefault(text, where)

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    dialogs = Dialogs(lambda shown: read(shown, f"{type(shown).__name__} „{shown.windowTitle()}“"))
    ran = set[str]()
    for name, screen in every_section(qtbot, window):
        read(screen, name)
        for text in menu_texts(window):
            said.setdefault(text, f"меню, {name}")
        for action in window.actions_registry.active():
            if not action.scope or not action.text.endswith("…") or not action.allowed:
                continue
            if action.id.endswith(_NOT_RUN) or (action.id in ran and ".new" not in action.id):
                continue  # „new“ says and opens something else in each section
            ran.add(action.id)
            window.actions_registry.run(action.id)
            dialogs.answer(window)
    dialogs.stop()
    read(window, "прозорецът")
    assert not dialogs.errors
    assert silent == {}
    assert len(dialogs.seen) > 60
    known, words = translated(), words_of_data(demo_folder)
    same = {text: where for text, where in said.items() if text in known and text not in _DATA}
    assert same == {}
    unknown = {
        text: where
        for text, where in said.items()
        if {word.lower() for word in WORD.findall(text)} - words
    }
    assert unknown == {}
