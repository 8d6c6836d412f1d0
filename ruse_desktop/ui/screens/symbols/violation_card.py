"""One violation beside the list: the signal, what is to be known, the steps in time, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text, total_of, totals_text
from ruse_desktop.domain.violations import (
    OFFENDERS,
    STATE_NAMES,
    Evidence,
    Offender,
    StepEntry,
    Violation,
)
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, FindingsList, Tall, clear, label, link
from ruse_desktop.ui.theme import px

Pick = Callable[[StepEntry], object]


class ViolationCard(QFrame):
    """The panel at the right; `strike` and `open_file` are asked for by links in it."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        buttons: Sequence[Sequence[QPushButton]],
        strike: Pick,
        open_file: Callable[[Evidence], object],
        remove: Callable[[Evidence], object],
        tones: Callable[[Violation], str],
        says: Callable[[StepEntry], str],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._article, self._strike = show_article, strike
        self._open, self._remove = open_file, remove
        self._tone, self._says = tones, says
        self.number = label("", "title")
        self.state = Chip()
        self.description = label("", "heading", wrap=True)
        self.findings = FindingsList(show_article)
        self.fields = FieldGrid(names=130)
        self.steps, self.files = QVBoxLayout(), QVBoxLayout()
        self.page = QWidget()
        self.first_button = next((one for row in buttons for one in row), None)
        self._build(buttons)
        self.page.hide()

    def _build(self, rows: Sequence[Sequence[QPushButton]]) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.number, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.description)
        column.addWidget(self.findings)
        column.addWidget(self.fields)
        for title, layout in (
            (_("Ход на преписката"), self.steps),
            (_("Доказателства"), self.files),
        ):
            column.addWidget(label(title, "heading"))
            layout.setSpacing(px(6))
            column.addLayout(layout)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        for n, buttons in enumerate(rows):
            row = QHBoxLayout()
            row.setSpacing(px(6))
            last = n == len(rows) - 1
            row.setContentsMargins(px(16), px(6), px(16), px(12) if last else 0)
            for one in buttons:
                row.addWidget(one)
            row.addStretch(1)
            whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_violation(self, found: Violation | None, findings: Sequence[Finding] = ()) -> None:
        """Show a file; None leaves the panel empty."""
        self.page.setVisible(found is not None)
        clear(self.steps)
        clear(self.files)
        if found is None:
            return
        self.number.setText(found.number_text)
        self.state.show_state(_(STATE_NAMES[found.state]), self._tone(found))
        self.description.setText(found.typed.description)
        self.findings.show_findings(findings)
        self.fields.show_rows(rows_of(found))
        for one in found.steps:
            self.steps.addWidget(self._step(one))
        if not found.steps:
            self.steps.addWidget(
                label(
                    _("Още няма стъпки. Започнете с преценка на основанието."), "muted", wrap=True
                )
            )
        for piece in found.evidence:
            self.files.addWidget(self._file(piece))
        if not found.evidence:
            self.files.addWidget(label(_("Приложете снимка или документ."), "muted", wrap=True))

    def _step(self, one: StepEntry) -> QWidget:
        made = QFrame()
        made.setObjectName("timelineStep")
        column = QVBoxLayout(made)
        column.setContentsMargins(px(10), px(2), 0, px(4))
        column.setSpacing(px(2))
        head = QHBoxLayout()
        said = f"{date_plain(one.on)}  {one.name}"
        if one.number:
            said = _("{step} № {no}").format(step=said, no=one.number)
        head.addWidget(label(said, wrap=True), 1)
        if one.struck_why:
            head.addWidget(Chip(_("зачеркната"), "neutral"), 0, Qt.AlignmentFlag.AlignTop)
        else:
            cross = link(_("Зачеркни…"), partial(self._strike, one))
            cross.setAccessibleName(_("Зачеркни „{step}“").format(step=one.name))
            head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        text = one.struck_why and _("{by}: {why}").format(by=one.struck_by, why=one.struck_why)
        text = text or self._says(one)
        if text:
            column.addWidget(label(text, "muted" if one.struck_why else "", wrap=True))
        if one.citation is not None and not one.struck_why:
            column.addWidget(
                link(str(one.citation), partial(self._article, one.citation)), 0,
                Qt.AlignmentFlag.AlignLeft,
            )  # fmt: skip
        return made

    def _file(self, one: Evidence) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(px(10), 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(link(one.name, partial(self._open, one)))
        head.addStretch(1)
        cross = link(_("Махни…"), partial(self._remove, one))
        cross.setAccessibleName(_("Махни „{name}“").format(name=one.name))
        head.addWidget(cross)
        column.addLayout(head)
        told = ", ".join(part for part in (one.note, date_plain(one.added_on)) if part)
        column.addWidget(label(told, "muted", wrap=True))
        return made


def rows_of(found: Violation) -> list[tuple[str, str]]:
    """The fields of a file with their names."""
    typed, fine = found.typed, found.fine
    kind = _(OFFENDERS[typed.offender_kind])
    offender = kind
    if typed.offender_kind is not Offender.UNKNOWN:
        offender = _("{name}, {kind}").format(name=typed.offender, kind=kind)
    assert typed.signal_on is not None
    signal = _("{day}, {channel}, от {who}").format(
        day=date_short(typed.signal_on), channel=typed.channel, who=typed.source
    )
    return [
        (_("Символ"), symbol_name(typed.symbol)),
        (_("Сигнал"), signal),
        (_("Извършено на"), date_short(typed.committed_on) if typed.committed_on else ""),
        (_("Място"), typed.place),
        (_("Нарушител"), offender),
        (_("Виновно лице"), typed.guilty),
        (_("Разрешение"), typed.permit or _("няма")),
        (_("Глоба"), money_text(*fine) if fine else ""),
        (_("Платено"), totals_text(total_of(found.paid)) if found.paid else ""),
        (_("Завел"), _("{by}, {day}").format(by=found.by, day=date_short(found.at.date()))),
    ]
