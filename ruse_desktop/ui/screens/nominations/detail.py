"""A nomination read at the right: its facts, its findings, and what can be done now."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citizenship import citizenship_name
from ruse_desktop.domain.nominations import CHANNEL_NAMES, NominationDetail, State
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import (
    Card,
    Chip,
    EmptyState,
    FieldGrid,
    FindingsList,
    MessageBar,
    button,
    clear,
    label,
    link,
)
from ruse_desktop.ui.screens.nominations.copying import can_be_bare, copy_out
from ruse_desktop.ui.screens.nominations.dossier import state_of
from ruse_desktop.ui.screens.nominations.following import FollowingView
from ruse_desktop.ui.screens.nominations.steps import OPEN, Steps
from ruse_desktop.ui.screens.nominations.words import TONES, proposer_names, state_name

if TYPE_CHECKING:
    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.nominations import AttachmentView, Merit
    from ruse_desktop.ui.screens.base import ScreenContext

_NAMES = 190
_CLOSED = (State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN)


class NominationPanel(QWidget):
    """One nomination; `edit_asked` carries its detail."""

    edit_asked = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self.detail: NominationDetail | None = None
        self.law_edition = ""
        self.steps = Steps(self, context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = Card()
        outer.addWidget(self.card)
        self.empty = EmptyState(
            "inbox",
            _("Няма избрано предложение"),
            _("Изберете предложение от списъка или заведете ново."),
        )
        self.card.column.addWidget(self.empty, 1)
        self.message = MessageBar()
        self.card.column.addWidget(self.message)
        self.steps.refused.connect(self.message.refuse)
        self.steps.edit_asked.connect(lambda: self.edit_asked.emit(self.detail))
        self._build()
        self.show_detail(None)

    def _build(self) -> None:
        self.area = QScrollArea()
        self.area.setAccessibleName(_("Предложение"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card.column.addWidget(self.area, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.area.setWidget(body)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = label("", "title", wrap=True)
        self.chip = Chip()
        self.number = label("", "muted")
        head.addWidget(self.title, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.fields = FieldGrid()
        column.addWidget(self.fields)
        self.following = FollowingView(self.context)
        self.following.refused.connect(self.message.refuse)
        self.following.completion_asked.connect(self.steps.ask_completion)
        column.addWidget(self.following)
        between = QHBoxLayout()
        between.addWidget(label(_("Проверка за допустимост"), "heading"), 1)
        self.aside = QHBoxLayout()
        self.aside.setSpacing(14)
        between.addLayout(self.aside)
        column.addLayout(between)
        self.findings = FindingsList(self._show_article)
        column.addWidget(self.findings)
        self.said = QVBoxLayout()
        self.said.setSpacing(6)
        column.addLayout(self.said)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.motives_head = label(_("Мотивировка"), "heading")
        self.motives = label("", wrap=True)
        column.addWidget(self.motives_head)
        column.addWidget(self.motives)
        self.files_head = label(_("Приложения"), "heading")
        column.addWidget(self.files_head)
        self.files = QVBoxLayout()
        self.files.setSpacing(2)
        column.addLayout(self.files)
        self.overrides_head = label(_("Отклонения"), "heading")
        column.addWidget(self.overrides_head)
        self.overrides = QVBoxLayout()
        column.addLayout(self.overrides)
        self.history_head = label(_("История"), "heading")
        column.addWidget(self.history_head)
        self.history = QVBoxLayout()
        self.history.setSpacing(2)
        column.addLayout(self.history)
        column.addStretch(1)
        self.card.column.addLayout(self.buttons)

    def _show_article(self, citation: Citation) -> None:
        self.context.show_article(citation, self.law_edition)

    def show_detail(self, detail: NominationDetail | None, law_edition: str = "") -> None:
        """Show a nomination, judged by this edition of the ordinance, or that none is chosen."""
        before = self.detail
        same = detail is not None and before is not None and detail.row.id == before.row.id
        self.detail = self.steps.detail = detail
        self.law_edition = law_edition
        self.empty.setVisible(detail is None)
        self.area.setVisible(detail is not None)
        for part in (self.said, self.buttons, self.aside, self.files, self.overrides, self.history):
            clear(part)
        if not same or (before is not None and detail is not None and before.row != detail.row):
            self.message.hide()
        if detail is None:
            return
        if not same:
            self.area.verticalScrollBar().setValue(0)
        row = detail.row
        self.title.setText(row.nominee or _("Без име"))
        self.chip.show_state(state_name(row.state), TONES[row.state])
        self.number.setText(row.number or _("без номер"))
        self.fields.show_rows(_rows(detail))
        self._show_said(detail)
        self.findings.show_findings(
            detail.findings, self.steps.resolve if row.state in OPEN else None
        )
        self.motives_head.setVisible(bool(detail.typed.motives))
        self.motives.setText(detail.typed.motives)
        self.following.show_detail(detail)
        self._show_files(detail)
        self._show_overrides(detail)
        self._show_history(detail)
        for step in self.steps.steps():
            if step.aside:
                self.aside.addWidget(link(step.text, step.run))
            else:
                self.buttons.addWidget(button(step.text, step.run, primary=step.primary))
        self.buttons.addStretch(1)

    def _show_said(self, detail: NominationDetail) -> None:
        """The award's own fields under their headings, then the papers brought."""
        groups = list(dict.fromkeys(one.group for one in detail.said))
        for group in groups:
            if group:
                self.said.addWidget(label(group, "heading", wrap=True))
            grid = FieldGrid(names=_NAMES)
            grid.show_rows([(one.name, one.value) for one in detail.said if one.group == group])
            self.said.addWidget(grid)
        if detail.papers:
            self.said.addWidget(label(_("Представени документи"), "heading"))
            grid = FieldGrid(names=_NAMES)
            grid.show_rows(_paper_rows(detail))
            self.said.addWidget(grid)

    def _show_files(self, detail: NominationDetail) -> None:
        for file in detail.attachments:
            self.files.addWidget(link(_file_text(file), partial(self._open_file, file.id)))
            if can_be_bare(file):
                bare = link(
                    _("Копие без скрити данни…"), partial(copy_out, self, self.context, file)
                )
                bare.setAccessibleName(_("Копие без скрити данни: {name}").format(name=file.name))
                self.files.addWidget(bare)
        may_add = detail.row.state not in _CLOSED
        self.files_head.setVisible(may_add or bool(detail.attachments))
        if may_add:
            self.files.addWidget(link(_("Добави файл…"), self.choose_file))

    def _show_overrides(self, detail: NominationDetail) -> None:
        self.overrides_head.setVisible(bool(detail.overrides))
        for one in detail.overrides:
            basis = one.basis
            if basis and one.basis_date:
                basis = f"{basis} / {date_short(one.basis_date)}"
            text = _("Отклонение № {no} ({citation}): {reason}").format(
                no=one.number, citation=one.citation or _("без член"), reason=one.reason
            )
            self.overrides.addWidget(label(text, wrap=True))
            told = [_("разрешил {who}").format(who=one.authorised_by), basis, one.by]
            told.append(date_plain(one.at.date()))
            self.overrides.addWidget(label(" · ".join(t for t in told if t), "muted", wrap=True))

    def _show_history(self, detail: NominationDetail) -> None:
        self.history_head.setVisible(bool(detail.history))
        for one in detail.history:
            moment = f"{date_plain(one.at.date())}, {one.at:%H:%M}"
            text = " · ".join((moment, state_name(one.state), one.by))
            reason = " – ".join(part for part in (one.citation, one.reason) if part)
            self.history.addWidget(
                label(f"{text} · {reason}" if reason else text, "muted", wrap=True)
            )

    def choose_file(self) -> None:
        """Attach a file."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Приложение"))
        if name:
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Copy this file into the data folder and attach it."""
        if (detail := self.detail) is not None:
            number = detail.row.id
            self.context.tasks.write(
                lambda s: s.attachments.add(path, actor=s.actor, nomination_id=number),
                None,
                self.message.refuse,
                owner=self,
            )

    def _open_file(self, attachment_id: int) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path(attachment_id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )


def _rows(detail: NominationDetail) -> list[tuple[str, str]]:
    row, typed = detail.row, detail.typed
    award = " · ".join(p for p in (row.award, detail.area_name, row.slot_name) if p)
    kind = proposer_names().get(typed.proposer_kind, "")
    proposer = f"{row.proposer} ({kind})" if row.proposer and kind else row.proposer
    merits = "\n".join(_merit(one) for one in typed.merits)
    lifetime = _("за цялостна дейност") if typed.lifetime else ""
    return [
        (_("Награда"), f"{award} · {row.year}"),
        (_("Жанр"), typed.genre),
        *_nominee_rows(detail.nominee),
        (_("Вносител"), proposer),
        (_("Постъпило"), _arrival(detail)),
        (_("Заслуги"), "\n".join(part for part in (lifetime, merits) if part)),
    ]


def _paper_rows(detail: NominationDetail) -> list[tuple[str, str]]:
    rows = [
        (
            paper.name,
            _("{n} от {all} – {state}").format(
                n=paper.brought,
                all=paper.copies,
                state=state_of(paper.copies, paper.brought, required=paper.required),
            ),
        )
        for paper in detail.papers
    ]
    completed = detail.typed.completed_on
    return [*rows, (_("Допълнено на"), date_short(completed) if completed else "")]


def _nominee_rows(nominee: PersonInput | TeamInput | OrganisationInput) -> list[tuple[str, str]]:
    if isinstance(nominee, PersonInput):
        died = date_short(nominee.death_date) if nominee.death_date else ""
        return [
            (_("Титли"), nominee.titles),
            (_("Псевдоним"), nominee.pseudonym),
            (_("Работи в"), nominee.employer),
            (_("Населено място"), nominee.settlement),
            (_("Гражданство"), citizenship_name(nominee.citizenship)),
            (_("Починал(а) на"), died),
        ]
    if isinstance(nominee, TeamInput):
        return [
            (_("Към организация"), nominee.organisation),
            (_("Членове"), ", ".join(nominee.members)),
        ]
    return [(_("Седалище"), nominee.settlement), (_("ЕИК"), nominee.reg_no)]


def _arrival(detail: NominationDetail) -> str:
    row, typed = detail.row, detail.typed
    parts = []
    if row.registered_on:
        hour = f", {typed.registered_at:%H:%M} ч." if typed.registered_at else ""
        parts.append(f"{date_short(row.registered_on)}{hour}")
    if row.registry_no:
        parts.append(_("вх. № {no}").format(no=row.registry_no))
    if row.register_no:
        parts.append(_("№ {no} в книгата за завеждане").format(no=row.register_no))
    if not parts:
        return ""
    parts.append(_(CHANNEL_NAMES[typed.channel]))
    if typed.sent_on:
        parts.append(_("изпратено на {day}").format(day=date_short(typed.sent_on)))
    return " · ".join(parts)


def _merit(merit: Merit) -> str:
    days = " – ".join(date_plain(day) for day in (merit.date_from, merit.date_to) if day)
    text = f"{days}: {merit.text}" if days else merit.text
    return f"{text} ({merit.level})" if merit.level else text


def _file_text(file: AttachmentView) -> str:
    return _("{name} ({size} KB, {day})").format(
        name=file.name, size=max(1, file.size // 1024), day=date_plain(file.added_on)
    )
