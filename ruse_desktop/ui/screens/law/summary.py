"""The third step of an amendment: what is wrong, what it changes, which opened editions it touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Chip, clear, label, link
from ruse_desktop.ui.screens.law.beside import ScrollColumn, change_card, rule_card
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.amending import AmendmentCheck, Problem, TouchedEdition


class SummaryStep(ScrollColumn):
    """Shows the check; `chosen` are the editions that are to follow the new rules."""

    def __init__(self) -> None:
        super().__init__(_("Проверка на изменението"))
        self._boxes: dict[int, QCheckBox] = {}
        self.reason = QLineEdit()
        self._forget()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the editions ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def wait(self) -> None:
        """Say that the whole law is being read with the amendment."""
        self._forget()
        self.column.addWidget(label(_("Проверява се заедно с цялата наредба…"), "muted"))
        self.column.addStretch(1)

    def show_check(
        self,
        checked: AmendmentCheck,
        place_of: Callable[[str], Citation | None],
        go: Callable[[Problem], object],
    ) -> None:
        """The problems with the way to each, or what will change."""
        self._forget()
        if checked.problems:
            count = ngettext(
                "Изменението има {n} грешка и не може да се въведе:",
                "Изменението има {n} грешки и не може да се въведе:",
                len(checked.problems),
            ).format(n=len(checked.problems))
            self.column.addWidget(label(count, "heading"))
            for problem in checked.problems:
                self.column.addWidget(_problem(problem, place_of(problem.part), go))
        else:
            self._changes(checked)
        self.column.addStretch(1)

    def _forget(self) -> None:
        clear(self.column)
        self._boxes = {}
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Основание за преминаването"))
        self.reason.setPlaceholderText(_("Основание: например § 2 от решението"))

    def _changes(self, checked: AmendmentCheck) -> None:
        good = Chip(_("Проверено: наредбата с изменението е изрядна"), "met")
        self.column.addWidget(good)
        self.column.addWidget(label(_("Открити издания"), "heading"))
        if not checked.touched:
            text = _("Изменението не засяга открито издание от тази или следваща година.")
            self.column.addWidget(label(text, "muted", wrap=True))
        else:
            text = _(
                "Откритите издания остават по редакцията, по която са открити. Отметнете тези, "
                "които да минат към новата."
            )
            self.column.addWidget(label(text, "muted", wrap=True))
            for one in checked.touched:
                self.column.addWidget(self._touched(one))
            self.column.addWidget(self.reason)
            self.reason.setEnabled(False)
        if checked.texts:
            self.column.addWidget(label(_("Текст"), "heading"))
            for change in checked.texts:
                self.column.addWidget(change_card(change, None))
        if checked.rules:
            self.column.addWidget(label(_("Правила"), "heading"))
            for before, after in checked.rules:
                self.column.addWidget(rule_card(before, after))

    def _touched(self, one: TouchedEdition) -> QWidget:
        count = ngettext("{n} предложение", "{n} предложения", one.nominations)
        text = _("{name}: по {label}; {count}").format(
            name=one.name, label=one.pinned_label, count=count.format(n=one.nominations)
        )
        if one.obstacle:
            return label(
                _("{edition}. Остава: {why}").format(edition=text, why=one.obstacle), wrap=True
            )
        box = QCheckBox(text)
        box.toggled.connect(lambda _on: self.reason.setEnabled(bool(self.chosen)))
        self._boxes[one.id] = box
        return box


def _problem(problem: Problem, place: Citation | None, go: Callable[[Problem], object]) -> QWidget:
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(px(12), px(8), px(12), px(8))
    column.setSpacing(px(2))
    text = f"{place}: {problem.says}" if place else problem.says
    column.addWidget(label(text, wrap=True))
    fix = link(_("Към мястото"), lambda: go(problem))
    fix.setAccessibleName(_("Към мястото: {text}").format(text=text))
    column.addWidget(fix)
    return made
