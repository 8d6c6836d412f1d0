"""One publication, campaign or line of an award's publicity beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.campaigns import (
    KIND_NAMES,
    STATE_NAMES,
    TONES,
    AwardLine,
    Campaign,
    Kind,
    State,
    rows_of,
)
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, FindingsList, Tall, clear, label, link
from ruse_desktop.ui.kit.flow import FlowLayout
from ruse_desktop.ui.theme import px


class PublicityCard(QFrame):
    """What is known of the line chosen; the buttons that suit it stand under it."""

    def __init__(
        self,
        own: Sequence[QPushButton],
        award: Sequence[QPushButton],
        show_article: Callable[[Citation], object],
        files: tuple[Callable[[Evidence], object], Callable[[Evidence], object]],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._open, self._remove = files
        self._own, self._award = own, award
        self.name = label("", "title", wrap=True)
        self.state = Chip()
        self.findings = FindingsList(show_article)
        self.fields = FieldGrid(names=160)
        self.more = QVBoxLayout()
        self.page = QWidget()
        self._build()
        self.page.hide()

    def _build(self) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.findings)
        column.addWidget(self.fields)
        column.addLayout(self.more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, px(6))
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        row = FlowLayout(px(6))
        row.setContentsMargins(px(16), px(6), px(16), 0)
        for one in (*self._own, *self._award):
            row.addWidget(one)
        whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_nothing(self) -> None:
        """Leave the panel empty."""
        self.page.hide()

    def show_campaign(self, one: Campaign, today: date) -> None:
        """Show what is typed here."""
        state = one.state(today)
        self._begin(one.typed.title, state, one.findings(today))
        self.fields.show_rows([(_("Зачеркнато"), one.struck_why), *rows_of(one)])
        if one.files:
            self.more.addWidget(label(_("Файлове"), "heading"))
        for file in one.files:
            head = QHBoxLayout()
            head.addWidget(link(file.name, partial(self._open, file)))
            head.addStretch(1)
            if not one.struck_why:
                cross = link(_("Махни…"), partial(self._remove, file))
                cross.setAccessibleName(_("Махни „{name}“").format(name=file.name))
                head.addWidget(cross)
            self.more.addLayout(head)
        if one.history:
            self.more.addWidget(label(_("История"), "heading"))
            told = FieldGrid(names=90)
            told.show_rows(one.history)
            self.more.addWidget(told)
        self._offer(own=not one.struck_why, award=one.typed.edition_id is not None)

    def show_award(self, one: AwardLine) -> None:
        """Show a line of an award's publicity; it is changed in the award's own window."""
        self._begin(one.title, one.state, one.findings)
        when = date_short(one.on) if one.on is not None else ""
        due = one.kind is Kind.DUE
        self.fields.show_rows(
            [
                (_("Зачеркнато"), one.struck_why),
                (_("Вид"), _(KIND_NAMES[one.kind])),
                (_("Отличие"), _("{award} {year}").format(award=one.award, year=one.year)),
                (_("Срок") if due else _("Излязло на"), when),
                (_("Форма"), one.form),
                (_("Къде"), one.medium),
                (_("Основание") if due else _("Препратка"), one.reference),
                (_("Съгласувано"), one.agreed),
                (_("Отговаря"), one.responsible),
            ]
        )
        said = (
            _("Впишете къде и кога е излязло в оповестяването на отличието.")
            if due
            else _("Вписано е в оповестяването на отличието и там се поправя.")
        )
        self.more.addWidget(label(said, "muted", wrap=True))
        self._offer(own=False, award=True)

    def _begin(self, name: str, state: State, findings: tuple[Finding, ...]) -> None:
        self.page.show()
        clear(self.more)
        self.name.setText(name)
        self.state.show_state(_(STATE_NAMES[state]), TONES[state])
        self.findings.show_findings(findings)
        self.findings.setVisible(bool(findings))

    def _offer(self, *, own: bool, award: bool) -> None:
        for buttons, shown in ((self._own, own), (self._award, award)):
            for one in buttons:
                one.setVisible(shown)
