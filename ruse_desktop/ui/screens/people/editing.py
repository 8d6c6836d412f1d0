"""The dialog in which a card is written: fields of its kind, problems beside, saved or kept open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.citizenship import citizenship_kept, citizenship_name, citizenship_names
from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.people import EarlierName, Organisation, Person, Team, gender_of
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.kernel.transliteration import latin
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label, mark
from ruse_desktop.ui.screens.people.names import NamesEditor
from ruse_desktop.ui.screens.people.words import field_names, kind_of, name_of
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.people_joining import Card

_EARLIEST = 1800
_LINES = {
    NomineeKind.PERSON: (
        "given", "middle", "family", "titles", "pseudonym", "latin", "settlement", "employer",
    ),
    NomineeKind.ORGANISATION: (
        "name", "latin", "settlement", "reg_no", "representative", "address", "phone", "email",
        "field",
    ),
    NomineeKind.TEAM: ("name", "organisation"),
}  # fmt: skip


def empty(kind: NomineeKind) -> Card:
    """A new card of the kind."""
    if kind is NomineeKind.PERSON:
        return Person("")
    return Organisation("") if kind is NomineeKind.ORGANISATION else Team("")


class CardDialog(QDialog):
    """Writes one card; `save(card)` is called with what is typed and answers by `saved` or `refused`."""

    def __init__(
        self,
        parent: QWidget,
        card: Card,
        today: Callable[[], date],
        save: Callable[[Card, CardDialog], object],
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._kind = kind_of(card)
        self._today = today
        self._save = save
        self._names = field_names()
        self.lines: dict[str, QLineEdit] = {}
        new = not card.id
        self.setWindowTitle(
            _("Нова карта") if new else _("Карта: {name}").format(name=name_of(card))
        )
        self.resize(px(780), px(640 if self._kind is not NomineeKind.TEAM else 420))
        self.bar = MessageBar()
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(px(12))
        self.form.setVerticalSpacing(px(8))
        self.problem = label("", "problem", wrap=True)
        self._build()
        self._fill()
        self._tell("")
        self._first().setFocus()

    def _build(self) -> None:
        inside = QWidget()
        inside.setLayout(self.form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._add_fields()
        self.do = button(_("Запиши картата"), self._check, primary=True)
        self.do.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(self.bar)
        column.addWidget(area, 1)
        column.addWidget(self.problem)
        column.addLayout(row)

    def _add_fields(self) -> None:
        for name in _LINES[self._kind]:
            self._line(name)
            if name == "family" or (name, self._kind) == ("name", NomineeKind.ORGANISATION):
                self._keep_row()
            if name == "latin":
                self._names_row()
        if self._kind is NomineeKind.PERSON:
            self._person_fields()
        elif self._kind is NomineeKind.ORGANISATION:
            self.kind = QComboBox()
            for value, text in PROPOSER_NAMES.items():
                self.kind.addItem(_(text), str(value))
            self._row("kind", self.kind)
        else:
            self.members = QPlainTextEdit()
            self.members.setTabChangesFocus(True)
            self.members.setPlaceholderText(_("по едно име на ред"))
            self._row("members", self.members)

    def _line(self, name: str) -> None:
        field = QLineEdit()
        self.lines[name] = field
        self._row(name, field)
        if name in {"given", "middle", "family", "name"}:
            field.textChanged.connect(lambda _text: self._name_changed())
        if name == "family":
            field.editingFinished.connect(self._guess_gender)

    def _row(self, name: str, field: QWidget) -> None:
        field.setAccessibleName(self._names[name])
        text = self._names[name]
        if name in {"given", "name"}:
            text = _("{name} (задължително)").format(name=text)
        self.form.addRow(text, field)

    def _names_row(self) -> None:
        self.earlier = NamesEditor(self._today)
        self.form.addRow(self._names["earlier"], self.earlier)

    def _keep_row(self) -> None:
        self.keep_name = QCheckBox(_("Запази досегашното име сред предишните"))
        self.keep_name.setChecked(True)
        self.form.addRow("", self.keep_name)

    def _person_fields(self) -> None:
        self.gender = QComboBox()
        for text, value in ((_("– не е посочен –"), ""), (_("жена"), "f"), (_("мъж"), "m")):
            self.gender.addItem(text, value)
        self._row("gender", self.gender)
        self.born = QLineEdit()
        self.born.setMaximumWidth(px(90))
        self._row("birth_year", self.born)
        self.birth_date = DateField(today=self._today)
        self._row("birth_date", self.birth_date)
        self.death_date = DateField(today=self._today)
        self._row("death_date", self.death_date)
        self.citizenship = QComboBox()
        self.citizenship.setEditable(True)
        self.citizenship.addItem("")
        self.citizenship.addItems(list(citizenship_names().values()))
        self._row("citizenship", self.citizenship)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(px(72))
        self._row("note", self.note)

    def _first(self) -> QLineEdit:
        return next(iter(self.lines.values()))

    def _fill(self) -> None:
        card = self._card
        for name, field in self.lines.items():
            field.setText(getattr(card, name))
        if isinstance(card, Person):
            self.gender.setCurrentIndex(max(0, self.gender.findData(card.gender)))
            self.born.setText(str(card.birth_year or ""))
            self.birth_date.set_date(card.birth_date)
            self.death_date.set_date(card.death_date)
            self.citizenship.setCurrentText(citizenship_name(card.citizenship))
            self.note.setPlainText(card.note)
        elif isinstance(card, Organisation):
            self.kind.setCurrentIndex(max(0, self.kind.findData(str(card.kind))))
        else:
            self.members.setPlainText("\n".join(card.members))
        if isinstance(card, Person | Organisation):
            self.earlier.show_names(card.earlier)
        self._name_changed()

    def _name_changed(self) -> None:
        """Show the Latin spelling that follows, and ask about the old name when it changes."""
        name = self._typed_name()
        if "latin" in self.lines:
            self.lines["latin"].setPlaceholderText(
                latin(name) or _("по Закона за транслитерацията")
            )
        if self._kind is not NomineeKind.TEAM and hasattr(self, "keep_name"):
            before = name_of(self._card)
            renamed = bool(before) and search_key(before) != search_key(name)
            self.form.setRowVisible(self.keep_name, renamed)

    def _typed_name(self) -> str:
        parts = ("given", "middle", "family") if "given" in self.lines else ("name",)
        texts = (self.lines[name].text().strip() for name in parts if name in self.lines)
        return " ".join(text for text in texts if text)

    def _guess_gender(self) -> None:
        """Propose by the ending of the family name; a person decides."""
        if self.gender.currentIndex() == 0:
            guess = gender_of(self.lines["family"].text())
            self.gender.setCurrentIndex(max(0, self.gender.findData(guess)))

    def typed(self) -> Card:
        """The card as typed; what the dialog does not show stays as it was."""
        changes: dict[str, Any] = {name: field.text().strip() for name, field in self.lines.items()}
        if self._kind is NomineeKind.PERSON:
            day = self.birth_date.date()
            changes |= {
                "gender": self.gender.currentData(),
                "birth_year": day.year if day else self._year(),
                "birth_date": day,
                "death_date": self.death_date.date(),
                "citizenship": citizenship_kept(self.citizenship.currentText()),
                "note": self.note.toPlainText().strip(),
            }
        elif self._kind is NomineeKind.ORGANISATION:
            changes["kind"] = ProposerKind(self.kind.currentData())
        else:
            lines = (line.strip() for line in self.members.toPlainText().split("\n"))
            changes["members"] = tuple(line for line in lines if line)
        if self._kind is not NomineeKind.TEAM:
            changes["earlier"] = self._earlier()
        return replace(self._card, **changes)

    def _earlier(self) -> tuple[EarlierName, ...]:
        names = self.earlier.names()
        before = name_of(self._card)
        renamed = bool(before) and search_key(before) != search_key(self._typed_name())
        if not renamed or not self.keep_name.isChecked():
            return names
        known = any(search_key(one.name) == search_key(before) for one in names)
        return names if known else (*names, EarlierName(before))

    def _year(self) -> int | None:
        text = self.born.text().strip()
        return int(text) if text.isdecimal() else None

    def _problems(self) -> list[str]:
        found = []
        if not self._typed_name():
            found.append((self._first(), _("Впишете името.")))
        if self._kind is NomineeKind.PERSON:
            year = self._year()
            right = not self.born.text().strip() or (
                year is not None and _EARLIEST <= year <= self._today().year
            )
            if not right:
                text = _("Годината на раждане е с четири цифри, например 1968, и не е в бъдещето.")
                found.append((self.born, text))
            found.extend(
                (field, _("Това не е дата. Пример: 06.05.2026"))
                for field in (self.birth_date, self.death_date)
                if field.wrong
            )
            died = self.death_date.date()
            if died is not None and died > self._today():
                found.append((self.death_date, _("Датата на смъртта е в бъдещето.")))
        wrong = {field for field, _text in found}
        fields: list[QWidget] = [self._first()]
        if self._kind is NomineeKind.PERSON:
            fields += [self.born, self.birth_date, self.death_date]
        for field in fields:
            mark(field, wrong=field in wrong)
        if self._kind is not NomineeKind.TEAM and (text := self.earlier.problem()):
            return [*(text for _field, text in found), text]
        return list(dict.fromkeys(text for _field, text in found))

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _check(self) -> None:
        problems = self._problems()
        self._tell(" ".join(problems))
        if not problems:
            self._save(self.typed(), self)

    def refused(self, error: Exception) -> None:
        """Say why it was not saved; what is typed stays."""
        self.bar.refuse(error)
