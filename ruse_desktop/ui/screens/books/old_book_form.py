"""One row of an old list: what was written above, what will be entered below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.books import HolderKind
from ruse_desktop.domain.old_books import OldEntry, kept_words
from ruse_desktop.kernel.clock import Clock
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FieldGrid, label
from ruse_desktop.ui.screens.books.dialogs import act_kinds
from ruse_desktop.ui.screens.books.old_book_columns import field_names

_PERSON = ("titles", "given", "middle", "family")
_GROUP = ("name", "members")


def kind_names() -> dict[HolderKind, str]:
    """The kinds of holder for people."""
    return {
        HolderKind.PERSON: _("лице"),
        HolderKind.TEAM: _("екип"),
        HolderKind.ORGANISATION: _("организация"),
    }


class OldEntryForm(QScrollArea):
    """`edited` says that something was changed by hand; `value` is the row as it stands here."""

    edited = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._entry: OldEntry | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.written = FieldGrid(names=110)
        self.doubts = label("", wrap=True)
        column.addWidget(label(_("Записано в списъка"), "fieldName"))
        column.addWidget(self.written)
        column.addWidget(self.doubts)
        self.kept = label("", "muted", wrap=True)
        column.addWidget(self.kept)
        self.lines = {
            "year": self._edit(_("Година на наградата")),
            "paper_no": self._edit(_("№ в старата книга")),
            "titles": self._edit(_("Титли")),
            "given": self._edit(_("Собствено име")),
            "middle": self._edit(_("Бащино име")),
            "family": self._edit(_("Фамилно име")),
            "name": self._edit(_("Наименование")),
            "members": self._edit(_("Членове, с точка и запетая")),
            "section": self._edit(_("Раздел")),
            "act_no": self._edit(_("Номер на акта")),
            "protocol": self._edit(_("Протокол №")),
            "motive": self._edit(_("Мотиви")),
            "note": self._edit(_("Бележка")),
        }
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид на носителя"))
        for kind, name in kind_names().items():
            self.kind.addItem(name, kind)
        self.act_kind = QComboBox()
        self.act_kind.setAccessibleName(_("Вид на акта"))
        for key, name in act_kinds().items():
            self.act_kind.addItem(name, key)
        self.act_on = DateField(today=clock.today, name=_("Дата на акта"))
        self.posthumous = QCheckBox(_("посмъртно"))
        self.as_written = QCheckBox(_("името остава, както е записано"))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        self._lay_out()
        column.addLayout(self.grid)
        column.addStretch(1)
        self.setWidget(holder)
        for before, after in pairwise(self._order):
            QWidget.setTabOrder(before, after)
        self.kind.activated.connect(lambda _n: self._kind_chosen())
        self.act_kind.activated.connect(lambda _n: self.edited.emit())
        self.act_on.textEdited.connect(lambda _text: self.edited.emit())
        self.posthumous.clicked.connect(lambda _on: self.edited.emit())
        self.as_written.clicked.connect(self._keep_name)

    @property
    def _kind(self) -> HolderKind:
        return HolderKind(self.kind.currentData())

    def _edit(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda _text: self.edited.emit())
        return line

    def _lay_out(self) -> None:
        lines = self.lines
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((_("Година"), lines["year"]), (_("Стар №"), lines["paper_no"])),
            ((_("Носител"), self.kind), ("", self.posthumous)),
            (("", self.as_written),),
            ((_("Титли"), lines["titles"]), (_("Собствено"), lines["given"])),
            ((_("Бащино"), lines["middle"]), (_("Фамилно"), lines["family"])),
            ((_("Име"), lines["name"]),),
            ((_("Членове"), lines["members"]),),
            ((_("Раздел"), lines["section"]),),
            ((_("Акт"), self.act_kind), (_("№"), lines["act_no"])),
            ((_("Дата"), self.act_on), (_("Протокол №"), lines["protocol"])),
            ((_("Мотиви"), lines["motive"]),),
            ((_("Бележка"), lines["note"]),),
        )
        self._names: dict[QWidget, QWidget] = {}
        self._order: list[QWidget] = []
        for n, row in enumerate(rows):
            for place, (name, widget) in enumerate(row):
                said = label(name, "fieldName")
                self._names[widget] = said
                wide = 3 if len(row) == 1 else 1
                self.grid.addWidget(said, n, place * 2)
                self.grid.addWidget(widget, n, place * 2 + 1, 1, wide)
                self._order.append(widget)

    def show_entry(self, entry: OldEntry | None) -> None:
        """Show a row; None empties and locks the form."""
        self._entry = entry
        self._holder.setEnabled(entry is not None)
        shown = entry or OldEntry(0, 0, ())
        names = field_names()
        self.written.show_rows([(names[field], text) for field, text in shown.written])
        self.doubts.setText("\n".join(f"? {text}" for text in shown.doubts))
        self.doubts.setVisible(bool(shown.doubts))
        for field, line in self.lines.items():
            text = "; ".join(shown.members) if field == "members" else str(getattr(shown, field))
            line.setText(text)
            line.setCursorPosition(0)
            line.setToolTip("")
        with QSignalBlocker(self.act_on):
            self.act_on.set_date(date.fromisoformat(shown.act_on) if shown.act_on else None)
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        self.act_kind.setCurrentIndex(max(0, self.act_kind.findData(shown.act_kind)))
        self.posthumous.setChecked(shown.posthumous)
        self.as_written.setChecked("name" in shown.kept)
        self._show_parts()
        self.show_kept(shown)
        self.verticalScrollBar().setValue(0)

    def show_kept(self, entry: OldEntry) -> None:
        """Say what enters the book as written."""
        words = kept_words(entry)
        self.kept.setText(_("Остава, както е записано: {fields}").format(fields=words))
        self.kept.setVisible(bool(words))

    def shows(self, entry: OldEntry) -> bool:
        """Whether the form stands so already; its cursor is then left where it is."""
        old = self._entry
        if old is None or old.id != entry.id or self.wrong_day:
            return old is not None and old.id == entry.id
        if replace(self.value(), state=entry.state) != entry:
            return False
        self._entry = replace(old, state=entry.state)
        return True

    @property
    def wrong_day(self) -> bool:
        """Whether the act's date is no date."""
        return self.act_on.wrong

    def value(self) -> OldEntry:
        """The row as it stands in the form; fields made whole by hand are no longer „as written“."""
        entry = self._entry
        if entry is None:
            raise ValueError
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        members = tuple(part.strip() for part in texts.pop("members").split(";") if part.strip())
        kind = self._kind
        kept_name = self.as_written.isChecked()
        if kind is HolderKind.PERSON and not kept_name:
            texts["name"] = ""
        else:
            texts |= dict.fromkeys(("given", "middle", "family"), "")
        day = self.act_on.date()
        made = replace(
            entry,
            **texts,  # type: ignore[arg-type]  # all of them are texts
            kind=kind,
            members=members,
            posthumous=self.posthumous.isChecked(),
            act_kind=str(self.act_kind.currentData()),
            act_on=day.isoformat() if day else "",
        )
        return replace(made, kept=self._kept(entry, made))

    def _kept(self, old: OldEntry, new: OldEntry) -> tuple[str, ...]:
        kept = [field for field in old.kept if field != "name"]
        if new.year != old.year and "year" in kept:
            kept.remove("year")
        if new.section != old.section and "section" in kept:
            kept.remove("section")
        if new.act_kind and new.act_no and new.act_on and "act" in kept:
            kept.remove("act")
        if self.as_written.isChecked():
            kept.append("name")
        return tuple(kept)

    def _kind_chosen(self) -> None:
        """The name moves between its parts and one line, so that nothing typed is lost."""
        person = self._kind is HolderKind.PERSON
        line = self.lines["name"]
        whole = " ".join(t for n in _PERSON[1:] if (t := self.lines[n].text().strip()))
        if not person and not line.text():
            line.setText(whole)
        if person and not whole and not self.as_written.isChecked():
            self._split(line.text())
        self._show_parts()
        self.edited.emit()

    def _keep_name(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        line = self.lines["name"]
        if on and self._entry is not None:
            line.setText(" ".join(self._entry.text("name").split()))
            self.posthumous.setChecked(False)
            self.lines["titles"].clear()
        elif not any(self.lines[name].text() for name in _PERSON[1:]):
            self._split(line.text())
        self._show_parts()
        self.edited.emit()

    def _split(self, text: str) -> None:
        words = text.split()
        self.lines["given"].setText(words[0] if words else "")
        self.lines["middle"].setText(" ".join(words[1:-1]))
        self.lines["family"].setText(words[-1] if len(words) > 1 else "")

    def _show_parts(self) -> None:
        kind = self._kind
        parts = kind is HolderKind.PERSON and not self.as_written.isChecked()
        shown = {
            **dict.fromkeys(_PERSON, parts),
            "name": not parts,
            "members": kind is HolderKind.TEAM,
        }
        for field, there in shown.items():
            line = self.lines[field]
            line.setVisible(there)
            self._names[line].setVisible(there)
