"""One application beside the list: findings, what was asked, the steps in time, its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.artwork import Marked
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.permits import (
    APPLICANTS,
    DECISIONS,
    STATE_NAMES,
    STEP_NAMES,
    TONES,
    Permit,
    PermitFile,
    PermitStep,
    Step,
)
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, FindingsList, Tall, clear, label, link
from ruse_desktop.ui.theme import px


class PermitCard(QFrame):
    """The panel at the right; what its links ask for comes from the section."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        buttons: Sequence[Sequence[QPushButton]],
        *,
        act: Callable[[Finding], object],
        strike: Callable[[PermitStep], object],
        open_file: Callable[[PermitFile], object],
        measure: Callable[[PermitFile], object],
        go_to: Callable[[int], object],
        violation: Callable[[], object],
        go_on: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._act, self._strike, self._open = act, strike, open_file
        self._measure, self._go_to = measure, go_to
        self._violation, self._go_on = violation, go_on
        self.number = label("", "title")
        self.state = Chip()
        self.what = label("", "heading", wrap=True)
        self.findings = FindingsList(show_article)
        self.fields = FieldGrid(names=130)
        self.links, self.steps, self.files = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.page = QWidget()
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
        column.addWidget(self.what)
        column.addWidget(self.findings)
        column.addWidget(self.fields)
        column.addLayout(self.links)
        for title, layout in (
            (_("Ход на заявлението"), self.steps),
            (_("Изображение и документи"), self.files),
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
            row.setSpacing(px(8))
            row.setContentsMargins(px(16), px(6), px(16), px(12) if n == len(rows) - 1 else 0)
            for one in buttons:
                row.addWidget(one)
            row.addStretch(1)
            whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_permit(
        self,
        found: Permit | None,
        today: date,
        findings: Sequence[Finding] = (),
        marked: Mapping[int, Marked] | None = None,
        violations: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Show an application, its measured pictures and violations; None leaves the panel empty."""
        self.page.setVisible(found is not None)
        for layout in (self.links, self.steps, self.files):
            clear(layout)
        if found is None:
            return
        state = found.state(today)
        self.number.setText(_("№ {no}").format(no=found.number_text))
        self.state.show_state(_(STATE_NAMES[state]), TONES.get(state, "neutral"))
        self.what.setText(f"{found.typed.applicant}: {found.typed.product}")
        self.findings.show_findings(findings, self._act)
        self.fields.show_rows(rows_of(found))
        if found.typed.renews is not None:
            said = _("Продължава {no}").format(no=found.renews_text)
            self._link(said, partial(self._go_to, found.typed.renews))
        if found.renewed_by is not None:
            number, text = found.renewed_by
            said = _("Подновява се с {no}").format(no=text)
            self._link(said, partial(self._go_to, number))
        for number, text in violations:
            self._link(_("Преписка {no}").format(no=text), partial(self._go_on, number))
        self._link(_("Отвори преписка за нарушение…"), self._violation)
        last = found.standing[-1].id if found.standing else 0
        for one in found.steps:
            self.steps.addWidget(self._step(one, last=one.id == last))
        if not found.steps:
            self.steps.addWidget(label(_("Чака решение на кмета."), "muted", wrap=True))
        for file in found.files:
            self.files.addWidget(self._file(file, (marked or {}).get(file.id)))
        if not found.files:
            said = _("Приложете изображението на изделието, за да се измерят съотношенията.")
            self.files.addWidget(label(said, "muted", wrap=True))

    def _link(self, text: str, run: Callable[[], object]) -> None:
        self.links.addWidget(link(text, run), 0, Qt.AlignmentFlag.AlignLeft)

    def _step(self, one: PermitStep, *, last: bool) -> QWidget:
        made = QFrame()
        made.setObjectName("timelineStep")
        column = QVBoxLayout(made)
        column.setContentsMargins(px(10), px(2), 0, px(4))
        column.setSpacing(px(2))
        head = QHBoxLayout()
        name = _(STEP_NAMES[one.kind])
        said = f"{date_plain(one.on)}  {name}"
        if one.typed.number:
            said = _("{step} № {no}").format(step=said, no=one.typed.number)
        head.addWidget(label(said, wrap=True), 1)
        if one.struck_why:
            head.addWidget(Chip(_("зачеркната"), "neutral"), 0, Qt.AlignmentFlag.AlignTop)
        elif last:
            cross = link(_("Зачеркни…"), partial(self._strike, one))
            cross.setAccessibleName(_("Зачеркни „{step}“").format(step=name))
            head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        text = step_text(one)
        if one.struck_why:
            text = _("{by}: {why}").format(by=one.struck_by, why=one.struck_why)
        if text:
            column.addWidget(label(text, "muted" if one.struck_why else "", wrap=True))
        return made

    def _file(self, one: PermitFile, marked: Marked | None) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(px(10), 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(link(one.name, partial(self._open, one)))
        head.addStretch(1)
        measure = link(_("Измери…"), partial(self._measure, one))
        measure.setAccessibleName(_("Измери „{name}“").format(name=one.name))
        head.addWidget(measure)
        column.addLayout(head)
        said = date_plain(one.added_on)
        if marked is not None:
            said = _("{measured} ({by})").format(measured=marked.measured.said, by=marked.by)
        column.addWidget(label(said, "muted", wrap=True))
        return made


def step_text(one: PermitStep) -> str:
    """What a step says besides its name and day."""
    typed, parts = one.typed, []
    if typed.signed_by:
        parts.append(typed.signed_by)
    if typed.acting and typed.order_on:
        parts.append(
            _("по заповед № {no}/{day}").format(no=typed.order_no, day=date_short(typed.order_on))
        )
    lines = [", ".join(parts)]
    if one.kind is Step.GRANTED:
        until = date_short(typed.valid_until) if typed.valid_until else _("без краен срок")
        since = date_short(typed.valid_from or one.on)
        lines.append(_("валидно {since} – {until}").format(since=since, until=until))
        lines.append(typed.requirements)
    if one.kind in DECISIONS and typed.judgement:
        lines.append(
            _("преценка: {what} – {why}").format(what=one.judgement_name, why=typed.judged_why)
        )
    return "\n".join(line for line in (*lines, typed.text) if line)


def rows_of(found: Permit) -> list[tuple[str, str]]:
    """The fields of an application with their names."""
    typed = found.typed
    assert typed.incoming_on is not None
    since = date_short(typed.use_from) if typed.use_from else "…"
    until = date_short(typed.use_until) if typed.use_until else _("без краен срок")
    period = f"{since} – {until}" if typed.use_from or typed.use_until else ""
    return [
        (_("Заявление"), _("№ {no} от {day}").format(
            no=typed.incoming_no, day=date_short(typed.incoming_on))),
        (_("Символ"), symbol_name(typed.symbol)),
        (_("Заявител"), _("{who}, {kind}").format(
            who=typed.applicant, kind=_(APPLICANTS[typed.applicant_kind]))),
        (_("Адрес и връзка"), typed.contact),
        (_("Начин на ползване"), ", ".join(found.use_names)),
        (_("Цел"), typed.purpose),
        (_("Размер"), typed.sizes),
        (_("Брой"), str(typed.copies) if typed.copies else ""),
        (_("Разпространение"), _("за продажба") if typed.for_sale else ""),
        (_("Период"), period),
        (_("Първо ползване"), date_short(typed.first_use_on) if typed.first_use_on else ""),
        (_("Място"), typed.place),
        (_("Знамето"), ", ".join(p for p in (typed.ground, typed.place_of_emblem) if p)),
        (_("Бележка"), typed.note),
        (_("Вписал"), _("{by}, {day}").format(by=found.by, day=date_short(found.at.date()))),
    ]  # fmt: skip
