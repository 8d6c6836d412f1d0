"""What follows a nomination, shown in its detail: steps, cure date, merging, proposal, copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Chip, clear, label, link, plain_tip
from ruse_desktop.ui.screens.nominations.merging import ask_merge, unmerge
from ruse_desktop.ui.screens.nominations.pg_steps import ask_step, ask_uptake
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.following import StepView
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.ui.screens.base import ScreenContext

_UNTOUCHED = (State.SUBMITTED, State.INCOMPLETE)


class FollowingView(QWidget):
    """Sections that appear only where there is something to say.

    `refused` tells why something was not done, `completion_asked` asks for another cure date.
    """

    refused = Signal(object)
    completion_asked = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._detail: NominationDetail | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_detail(self, detail: NominationDetail | None) -> None:
        """Show what follows this nomination; nothing hides the whole part."""
        self._detail = detail
        clear(self._column)
        if detail is not None:
            self._show_completion(detail)
            self._show_merging(detail)
            self._show_uptake(detail)
            self._show_steps(detail)
            self._show_copies(detail)
        self.setVisible(self._column.count() > 0)

    def _head(self, text: str) -> None:
        self._column.addWidget(label(text, "heading", wrap=True))

    def _line(self, text: str, do: str = "", run: Callable[[], object] | None = None) -> None:
        """A sentence with what can be done about it beside."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(label(text, wrap=True), 1)
        if do and run is not None:
            line.addWidget(_do(do, run, text), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)

    def _show_completion(self, detail: NominationDetail) -> None:
        asked = detail.following.completion
        if asked is None or detail.row.state is not State.INCOMPLETE:
            return
        self._head(_("Допълване"))
        past = asked.until < self._context.clock.today()
        text = (
            _("Срокът за допълване изтече на {day}: {what}")
            if past
            else _("Да се допълни до {day}: {what}")
        )
        self._line(
            text.format(day=date_short(asked.until), what=asked.what),
            _("Промени срока…"),
            self.completion_asked.emit,
        )

    def _show_merging(self, detail: NominationDetail) -> None:
        following = detail.following
        if following.merged_into is None and not (following.merged or following.same):
            return
        self._head(_("Същият предложен в същия раздел"))
        refuse = self.refused.emit
        if (leading := following.merged_into) is not None:
            text = _("Обединено с {no} и следва него.").format(no=leading.number)
            self._line(
                text, _("Раздели"),
                partial(unmerge, self, self._context, detail.row.id, refuse),
            )  # fmt: skip
            self._line(
                _("Водещо: {no} · {proposer}").format(no=leading.number, proposer=leading.proposer),
                _("Покажи"),
                partial(self._context.open_record, "nomination", leading.id),
            )
        for one in following.merged:
            text = _("Обединено тук: {no} · {proposer}")
            self._line(
                text.format(no=one.number, proposer=one.proposer),
                _("Раздели") if detail.row.state in _UNTOUCHED else "",
                partial(unmerge, self, self._context, one.id, refuse),
            )
        for one in following.same:
            text = _("Има и предложение {no} от {proposer}")
            self._line(
                text.format(no=one.number, proposer=one.proposer or _("друг вносител")),
                _("Обедини…"),
                partial(ask_merge, self, self._context, detail, one, refuse),
            )

    def _show_uptake(self, detail: NominationDetail) -> None:
        following = detail.following
        if not following.asks_proposal:
            return
        self._head(_("Внесено предложение"))
        run = partial(ask_uptake, self, self._context, detail, self.refused.emit)
        taken = following.taken_up
        if taken is None:
            self._line(_("Още не е записано дали е внесено предложение."), _("Запиши…"), run)
        elif taken.proposal_id is None:
            text = _("Не е внесено ({day}): {note}")
            self._line(text.format(day=date_plain(taken.on), note=taken.note), _("Промени…"), run)
        else:
            text = _("Внесено е с предложение {no} ({day})")
            self._line(
                text.format(no=taken.proposal, day=date_plain(taken.on)),
                _("Покажи"),
                partial(self._context.open_record, "nomination", taken.proposal_id),
            )

    def _show_steps(self, detail: NominationDetail) -> None:
        if not detail.following.steps:
            return
        self._head(_("Стъпки по наредбата"))
        for step in detail.following.steps:
            self._show_step(detail, step)

    def _show_step(self, detail: NominationDetail, step: StepView) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        if step.taken:
            assert step.on is not None
            said = (
                step.name, step.who, step.result,
                _("док. № {no}").format(no=step.document) if step.document else "", step.text,
            )  # fmt: skip
            line.addWidget(_chip(date_plain(step.on), "met"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(" · ".join(p for p in said if p), wrap=True), 1)
            assert step.id is not None
            run = partial(self._remove, step.id)
            line.addWidget(_do(_("Махни"), run, step.name), 0, Qt.AlignmentFlag.AlignTop)
        else:
            late = step.overdue(self._context.clock.today())
            tone = "info" if step.may else "neutral"
            chip = _("предстои") if step.may else _("после")
            if late and step.may:
                tone, chip = "not-met", _("просрочено")
            line.addWidget(_chip(chip, tone), 0, Qt.AlignmentFlag.AlignTop)
            text = f"{step.name} ({step.citation})"
            if step.by is not None:
                planned = _("до {day} по служебна практика").format(day=date_short(step.by))
                text = f"{text} · {planned}"
            if late:
                passed = ngettext("денят мина преди {n} ден", "денят мина преди {n} дни", late)
                text = f"{text} · {passed.format(n=late)}"
            said_of = label(text, "muted", wrap=True)
            said_of.setToolTip(plain_tip(step.by_why))
            line.addWidget(said_of, 1)
            run = partial(ask_step, self, self._context, detail, step)
            line.addWidget(_do(_("Впиши…"), run, step.name), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)

    def _remove(self, step_id: int) -> None:
        self._context.tasks.write(
            lambda s: s.nomination_steps.remove(step_id, actor=s.actor),
            None,
            self.refused.emit,
            owner=self,
        )

    def _show_copies(self, detail: NominationDetail) -> None:
        following = detail.following
        if not following.copies or detail.row.state is State.DRAFT:
            return
        away = [one for one in following.out if one.returned_on is None]
        self._head(_("Копия за членовете на комисията"))
        text = _("Раздадени са {n} от {all}").format(n=len(away), all=following.copies)
        if away:
            who = "; ".join(f"№ {one.copy_no} – {one.holder}" for one in away)
            text = f"{text}: {who}"
        self._line(text, _("Копия…"), self.open_copies)

    def open_copies(self) -> None:
        """Who has which copy of this nomination."""
        if self._detail is None or not self._detail.following.copies:
            return
        from ruse_desktop.ui.screens.nominations.copies import CopiesDialog

        dialog = CopiesDialog(self, self._context, self._detail)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _chip(text: str, tone: str) -> Chip:
    """Chips of one width, so that the names of the steps stand under one another."""
    made = Chip(text, tone)
    made.setMinimumWidth(px(96))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _do(text: str, run: Callable[[], object], about: str) -> QPushButton:
    """A link whose spoken name says what it is about."""
    made = link(text, run)
    made.setAccessibleName(f"{text} {about}")
    return made
