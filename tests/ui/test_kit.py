from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.ui import start
from ruse_desktop.ui.kit.basics import (
    Chip,
    DateField,
    FieldGrid,
    FindingRow,
    FindingsList,
    MessageBar,
    SearchField,
)
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog, report_text
from ruse_desktop.ui.theme import DARK, LIGHT, Scheme, theme
from tests.ui.typing import type_text

TODAY = date(2026, 5, 12)
LATE = Finding(
    "deadline",
    Verdict.NOT_MET,
    Effect.BLOCKS,
    "Просрочено: срокът изтече на 11.05.2026 г.",
    Citation("44", "2"),
    "Заведено на 12.05.2026 г.",
)
ALIVE = Finding(
    "lifetime", Verdict.JUDGEMENT, Effect.BLOCKS, "Приживе: потвърдете", Citation("40", "5")
)
IN_TIME = Finding("slot", Verdict.MET, Effect.BLOCKS, "Избран е раздел", Citation("43", "1"))


@pytest.fixture(autouse=True)
def _dressed(qtbot):
    start.application()
    theme().apply(Scheme.LIGHT)


@pytest.fixture
def room(qtbot) -> Iterator[QVBoxLayout]:
    widget = QWidget()
    widget.resize(700, 500)
    qtbot.addWidget(widget)
    widget.show()
    yield QVBoxLayout(widget)
    widget.close()


def press(widget: QWidget, code: Qt.Key, how=Qt.KeyboardModifier.NoModifier) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, how))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("6.5.26", date(2026, 5, 6)), ("утре", date(2026, 5, 13)), ("+10", date(2026, 5, 22))],
)
def test_date_is_typed_freely_and_shown_whole(room, typed, day):
    field = DateField(today=lambda: TODAY, name="Дата")
    room.addWidget(field)
    type_text(field, typed)
    assert field.date() == day
    press(field, Qt.Key.Key_Return)
    assert field.text() == f"{day:%d.%m.%Y}"
    assert not field.wrong


def test_date_that_is_none_is_marked_and_kept(room):
    field = DateField(today=lambda: TODAY, name="Дата")
    room.addWidget(field)
    type_text(field, "31.2.2026")
    press(field, Qt.Key.Key_Return)
    assert field.date() is None
    assert field.wrong
    assert field.property("wrong") is True
    assert field.text() == "31.2.2026"


def test_date_may_stay_empty(room):
    field = DateField(today=lambda: TODAY, name="Дата")
    room.addWidget(field)
    press(field, Qt.Key.Key_Return)
    assert field.date() is None
    assert not field.wrong


def test_chip_without_a_word_is_not_seen_and_is_never_a_window(qtbot, room):
    before = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    chip = Chip("кворум", "met")
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == before
    room.addWidget(chip)
    qtbot.waitUntil(chip.isVisible)
    chip.show_state("", "met")
    assert not chip.isVisible()
    chip.show_state("няма кворум", "not-met")
    assert chip.isVisible()
    assert LIGHT.red in chip.styleSheet()


def test_chip_follows_the_scheme(room):
    chip = Chip("кворум", "met")
    room.addWidget(chip)
    theme().apply(Scheme.DARK)
    assert DARK.green in chip.styleSheet()
    theme().apply(Scheme.LIGHT)
    assert LIGHT.green in chip.styleSheet()


@pytest.mark.requirement("R-X-0.18")
def test_finding_shows_sentence_facts_and_leads_to_its_article(room):
    asked = []
    row = FindingRow(LATE, asked.append)
    room.addWidget(row)
    said = [part.text() for part in row.findChildren(QLabel)]
    assert LATE.sentence in said
    assert LATE.explanation in said
    article = next(b for b in row.findChildren(QPushButton) if b.text() == "чл. 44, ал. 2")
    article.click()
    assert asked == [Citation("44", "2")]


def test_findings_that_stop_the_step_come_first(room):
    listed = FindingsList(lambda _citation: None)
    room.addWidget(listed)
    listed.show_findings([IN_TIME, ALIVE, LATE])
    rows = listed.findChildren(FindingRow)
    order = [
        next(f.sentence for f in (IN_TIME, ALIVE, LATE) if f.sentence in r.accessibleName())
        for r in rows
    ]
    assert order[-1] == IN_TIME.sentence
    listed.show_findings([IN_TIME])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(listed.findChildren(FindingRow)) == 1


def test_markup_in_a_value_stays_text(room):
    grid = FieldGrid()
    room.addWidget(grid)
    grid.show_rows([("Вносител", "<b>Читалище</b> & Ко"), ("Празно", "")])
    labels = grid.findChildren(QLabel)
    assert [part.text() for part in labels] == ["Вносител", "<b>Читалище</b> & Ко"]
    assert {part.textFormat() for part in labels} == {Qt.TextFormat.PlainText}


def test_message_bar_says_what_and_what_next(room):
    done = []
    bar = MessageBar()
    room.addWidget(bar)
    bar.refuse(UserError("Няма място на диска.", "Освободете място."))
    assert bar.isVisible()
    assert bar.text.text() == "Няма място на диска. Освободете място."
    bar.tell("Черновата е изтрита.", "info", ("Върни я", lambda: done.append(1)))
    bar.action.click()
    assert done == [1]
    assert not bar.isVisible()
    bar.tell("Друго.", "info", ("Още", lambda: done.append(2)))
    bar.action.click()
    assert done == [1, 2]


def test_search_field_is_emptied_by_esc(room):
    field = SearchField("име, вх. №…")
    room.addWidget(field)
    type_text(field, "Щърбанов")
    assert field.text() == "Щърбанов"
    press(field, Qt.Key.Key_Escape)
    assert field.text() == ""


@pytest.fixture
def override(qtbot, room) -> OverrideDialog:
    dialog = OverrideDialog(
        room.parentWidget(), LATE, "Предложенията се внасят до 10 май…", lambda: TODAY, "Кмет"
    )
    dialog.show()
    return dialog


@pytest.mark.requirement("R-X-0.1")
def test_override_quotes_the_rule_and_its_text(override):
    said = [part.text() for part in override.findChildren(QLabel)]
    assert LATE.sentence in said
    assert "чл. 44, ал. 2" in said
    assert "Предложенията се внасят до 10 май…" in said


@pytest.mark.requirement("R-X-0.1")
def test_override_needs_a_reason_of_fifteen_characters_and_a_document(override):
    assert not override.do.isEnabled()
    type_text(override.reason, "Пощата закъсня")
    override.basis.setText("вх. № 30-211")
    assert not override.do.isEnabled()
    assert "14 от поне 15" in override.hint.text()
    type_text(override.reason, ".")
    assert override.do.isEnabled()
    override.basis.clear()
    assert not override.do.isEnabled()


@pytest.mark.requirement("R-X-0.1")
def test_override_carries_what_was_written(override):
    type_text(override.reason, "Пощата закъсня с два дни.")
    override.basis.setText("вх. № 30-211")
    type_text(override.basis_date, "вчера")
    override.do.click()
    assert override.result() == QDialog.DialogCode.Accepted
    written = override.written()
    assert written.reason == "Пощата закъсня с два дни."
    assert (written.basis, written.basis_date) == ("вх. № 30-211", date(2026, 5, 11))
    assert written.authorised_by == "Кмет"


def test_override_is_left_by_the_default_button(override):
    assert override.back.isDefault()
    assert not override.do.isDefault()
    override.back.click()
    assert override.result() == QDialog.DialogCode.Rejected


def test_text_dialog_waits_for_enough_text(qtbot, room):
    dialog = TextDialog(room.parentWidget(), "Неприсъдена", "Защо?", "Впиши", least=5)
    dialog.show()
    type_text(dialog.field, "  няма ")
    assert not dialog.do.isEnabled()
    type_text(dialog.field, "кой")
    assert dialog.do.isEnabled()
    assert dialog.text() == "няма кой"


def test_report_hides_people():
    text = report_text(ValueError("Мария Колева, 8501010000, maria@example.bg"))
    assert "ValueError" in text
    assert not [part for part in ("Колева", "8501010000", "maria@") if part in text]
