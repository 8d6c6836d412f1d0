"""What proves a ground of revocation: a sentence, acts judged by people, a statement of the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, label, mark
from ruse_desktop.ui.screens.base import ScreenContext

_NUMBER_WIDTH = 64
_NAME_WIDTH = 112
_MOST = 999


class Proofs(QStackedWidget):
    """One page for each kind of proof; `changed` is called at every key."""

    def __init__(self, context: ScreenContext, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        today = context.clock.today
        self.sentence_no = _line(_("Присъда №"))
        self.sentence_on = DateField(today=today, name=_("Присъдата е в сила от"))
        self.intentional = QCheckBox(_("умишлено престъпление"))
        self.general = QCheckBox(_("от общ характер"))
        self.description = QPlainTextEdit()
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(_("Описание"))
        self.description.setFixedHeight(theme.px(60))
        self.evidence = number(_("Доказателства (брой)"))
        self.town = QCheckBox(_("на града"))
        self.republic = QCheckBox(_("на Република България"))
        self.statement_no = _line(_("Заявление вх. №"))
        self.statement_on = DateField(today=today, name=_("Дата на заявлението"))
        self._pages = {
            "": QWidget(),
            "sentence": self._sentence(),
            "judgement": self._judgement(),
            "statement": self._statement(),
        }
        for page in self._pages.values():
            self.addWidget(page)
        self._connect()

    def show_proof(self, proof: str) -> None:
        """Show the fields of this kind of proof, no higher than they are."""
        shown = self._pages[proof]
        self.setCurrentWidget(shown)
        self.setFixedHeight(max(1, shown.sizeHint().height()))
        self.setVisible(bool(proof))

    def fill(self, facts: RevocationFacts) -> RevocationFacts:
        """The facts with what is typed on the page shown."""
        here = self.currentWidget()
        if here is self._pages["sentence"]:
            return replace(
                facts,
                sentence_no=self.sentence_no.text().strip(),
                sentence_in_force=self.sentence_on.date(),
                intentional=self.intentional.isChecked(),
                general=self.general.isChecked(),
            )
        if here is self._pages["judgement"]:
            return replace(
                facts,
                description=self.description.toPlainText().strip(),
                evidence=number_in(self.evidence) or 0,
                town=self.town.isChecked(),
                republic=self.republic.isChecked(),
            )
        if here is self._pages["statement"]:
            return replace(
                facts,
                statement_no=self.statement_no.text().strip(),
                statement_on=self.statement_on.date(),
            )
        return facts

    def mark_wrong(self) -> None:
        """Show which of the days are no dates."""
        for day in (self.sentence_on, self.statement_on):
            mark(day, wrong=day.wrong)

    def _sentence(self) -> QWidget:
        page, form = _page()
        form.addRow(
            row_name(_("Присъда №")),
            beside(self.sentence_no, label(_("в сила от")), self.sentence_on),
        )
        form.addRow(row_name(_("Осъждане за")), beside(self.intentional, self.general))
        return page

    def _judgement(self) -> QWidget:
        page, form = _page()
        form.addRow(row_name(_("Описание")), self.description)
        form.addRow(
            row_name(_("Доброто име")),
            beside(self.town, self.republic, label(_("доказателства (брой)")), self.evidence),
        )
        return page

    def _statement(self) -> QWidget:
        page, form = _page()
        form.addRow(
            row_name(_("Заявление вх. №")),
            beside(self.statement_no, label(_("от")), self.statement_on),
        )
        return page

    def _connect(self) -> None:
        for line in (
            self.sentence_no, self.sentence_on, self.evidence, self.statement_no, self.statement_on,
        ):  # fmt: skip
            line.textChanged.connect(lambda _text: self._changed())
        self.description.textChanged.connect(self._changed)
        for box in (self.intentional, self.general, self.town, self.republic):
            box.toggled.connect(lambda _on: self._changed())


def number(name: str) -> QLineEdit:
    """A narrow field for a whole number; empty = not given."""
    made = _line(name)
    made.setValidator(QIntValidator(0, _MOST, made))
    made.setMaximumWidth(theme.px(_NUMBER_WIDTH))
    return made


def number_in(line: QLineEdit) -> int | None:
    """The number typed, None when there is none."""
    return int(line.text()) if line.text().strip().isdecimal() else None


def row_name(text: str) -> QWidget:
    """The name of a row, as wide in every form of the dialog."""
    made = label(text)
    made.setMinimumWidth(theme.px(_NAME_WIDTH))
    return made


def beside(*widgets: QWidget) -> QWidget:
    """The widgets in a row."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for one in widgets:
        row.addWidget(one)
    row.addStretch(1)
    return made


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return page, form
