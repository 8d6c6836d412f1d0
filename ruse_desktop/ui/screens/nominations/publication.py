"""One appearance in public: where, when, for which rule of the act, in place of which medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.publications import KIND_NAMES, OTHER, PublicationInput, PublicationKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, MessageBar, button, label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.outcomes import PublicityRule
    from ruse_desktop.domain.publications import PublicityView
    from ruse_desktop.ui.screens.base import ScreenContext


class PublicationDialog(QDialog):
    """Asks for one appearance; stays open with what was typed when it is refused."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, edition_id: int, view: PublicityView
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Публикация"))
        self.setMinimumWidth(px(560))
        self._context = context
        self._edition_id = edition_id
        self._view = view
        self._rules = {state.rule.code: state.rule for state in view.states}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addLayout(self._form())
        row = QHBoxLayout()
        self.do = button(_("Впиши"), self._save, primary=True)
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self._fit()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        self._rows = form
        self.purpose = self._combo(
            _("За какво"),
            [(rule.name, code) for code, rule in self._rules.items()] + [(_("друго"), OTHER)],
        )
        self.purpose.currentIndexChanged.connect(lambda _n: self._fit())
        self.listed = self._combo(_("Медия по наредбата"), [])
        self.medium = self._edit(_("Къде е излязло"), _("вестник, сайт, радио"))
        self.instead = self._edit(_("Защо е друга медия"), _("напр. вестникът вече не излиза"))
        self.kind = self._combo(_("Вид"), [(_(name), kind) for kind, name in KIND_NAMES.items()])
        self.kind.setCurrentIndex(self.kind.findData(PublicationKind.PRESS))
        self.day = DateField(today=self._context.clock.today, name=_("Дата на публикацията"))
        self.day.set_date(self._context.clock.today())
        self.reference = self._edit(_("Препратка"), _("адрес в мрежата, брой, изрезка"))
        self.responsible = self._edit(_("Отговорник"), "")
        self.agreed = self._edit(_("Съгласувано с"), "")
        self._along: dict[str, QCheckBox] = {}
        self.listed.currentIndexChanged.connect(lambda _n: self._propose())
        for field in (
            self.purpose, self.listed, self.medium, self.instead, self.kind, self.day,
            self.reference, self.responsible, self.agreed,
        ):  # fmt: skip
            form.addRow(label(field.accessibleName(), "fieldName"), field)
        for code in sorted({code for rule in self._rules.values() for code in rule.along}):
            name = _("Оповестява и {award}").format(award=self._view.names.get(code, code))
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setChecked(True)
            self._along[code] = box
            form.addRow("", box)
        return form

    @staticmethod
    def _combo(name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for text, value in items:
            made.addItem(text, value)
        return made

    @staticmethod
    def _edit(name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _rule(self) -> PublicityRule | None:
        return self._rules.get(str(self.purpose.currentData()))

    def _fit(self) -> None:
        """Show the act's media and the other awards only where the chosen rule has them."""
        rule = self._rule()
        with QSignalBlocker(self.listed):
            self.listed.clear()
            for medium in rule.media if rule else ():
                self.listed.addItem(medium, medium)
            self.listed.setCurrentIndex(self._next(rule))
        for field in (self.listed, self.instead):
            self._rows.setRowVisible(field, bool(rule and rule.media))
        for code, box in self._along.items():
            self._rows.setRowVisible(box, bool(rule and code in rule.along))
        self._propose()

    def _next(self, rule: PublicityRule | None) -> int:
        """The first listed medium in which nothing has appeared yet."""
        state = next((one for one in self._view.states if one.rule is rule), None)
        done = {one.listed for one in state.shown} if state else set()
        media = rule.media if rule else ()
        return next((n for n, one in enumerate(media) if one not in done), 0)

    def _propose(self) -> None:
        """Without another name the appearance is in the listed medium itself."""
        if self.listed.count() and not self.medium.text():
            self.medium.setPlaceholderText(str(self.listed.currentData()))

    def _save(self) -> None:
        rule = self._rule()
        listed = str(self.listed.currentData() or "") if rule and rule.media else ""
        typed = PublicationInput(
            purpose=str(self.purpose.currentData()),
            medium=self.medium.text() or listed,
            on=self.day.date(),
            kind=PublicationKind(self.kind.currentData()),
            listed=listed,
            instead=self.instead.text() if listed else "",
            awards=tuple(
                code
                for code, box in self._along.items()
                if rule and code in rule.along and box.isChecked()
            ),
            reference=self.reference.text(),
            responsible=self.responsible.text(),
            agreed=self.agreed.text(),
        )
        number = self._edition_id
        self._context.tasks.write(
            lambda s: s.publications.record(number, typed, actor=s.actor),
            lambda _id: self.accept(),
            self.message.refuse,
            owner=self,
        )
