"""One section of a session: who stands, the rounds with their totals, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ruse_desktop.domain.ballots import Count, StepKind
from ruse_desktop.domain.remote_session import CODES, NAMED
from ruse_desktop.domain.sessions import RoundState, RoundView, SessionState, SessionView, SlotView
from ruse_desktop.domain.tellers import NOT_COUNTED
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Chip, MessageBar, button, clear, label
from ruse_desktop.ui.screens.sessions.counting import CountPanel
from ruse_desktop.ui.screens.sessions.remote.desk import RemoteDesk
from ruse_desktop.ui.screens.sessions.slot_verbs import SlotVerbs
from ruse_desktop.ui.screens.sessions.voting.clerk import ModeChoice, VotingDesk

if TYPE_CHECKING:
    from ruse_desktop.domain.ballots import Step
    from ruse_desktop.domain.tellers import Counting
    from ruse_desktop.ui.screens.base import ScreenContext


class Bar(QWidget):
    """Votes as a bar with the threshold marked; the number stands beside it in words."""

    def __init__(self, votes: int, base: int, needed: int) -> None:
        super().__init__()
        self._votes, self._base, self._needed = votes, max(base, 1), needed
        self.setFixedHeight(18)
        self.setMinimumWidth(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{n} от {base}").format(n=votes, base=base))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, filled part, threshold."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme.colours()
        track = QRectF(0, 3, self.width(), 12)
        painter.setBrush(QColor(colours.blue_tint))
        painter.drawRoundedRect(track, 3, 3)
        painter.setBrush(QColor(colours.blue if self._votes >= self._needed else colours.muted))
        wide = track.width() * min(self._votes, self._base) / self._base
        painter.drawRoundedRect(QRectF(0, 3, wide, 12), 3, 3)
        x = track.width() * self._needed / self._base
        painter.setBrush(QColor(colours.gold))
        painter.drawRect(QRectF(min(x, track.width() - 2) - 1, 0, 2, 18))


def _marks(n: int) -> str:
    return ngettext("до {n} отметка", "до {n} отметки", n).format(n=n)


def _add_totals(column: QVBoxLayout, place: SlotView, one: RoundView) -> None:
    """The votes as bars, the reconciliation and who counted."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    won = place.step.winners
    for n, (option, votes) in enumerate(zip(one.options, one.votes, strict=True)):
        grid.addWidget(label(place.nominee(option).nominee_name, wrap=True), n, 0)
        grid.addWidget(Bar(votes, one.base, one.needed), n, 1)
        grid.addWidget(label(str(votes)), n, 2)
        if one.state is RoundState.VOID:
            continue
        if option in one.elected:
            last = option in won and one.number == max(r.number for r in place.rounds)
            grid.addWidget(
                Chip(_("носител"), "gold") if last else Chip(_("номиниран"), "met"), n, 3
            )
    column.addWidget(holder)
    totals = _(
        "раздадени {issued} · пуснати {used} · върнати {unused} · действителни {valid} · "
        "бели {blank} · недействителни {invalid}"
    ).format(
        issued=one.issued, used=one.used, unused=one.unused, valid=one.valid,
        blank=one.blank, invalid=one.invalid,
    )  # fmt: skip
    if one.counting.by:
        totals += " · " + _("броили: {names}").format(names=", ".join(one.counting.by))
    if n := one.counting.recounts:
        totals += " · " + ngettext("{n} повторно броене", "{n} повторни броения", n).format(n=n)
    column.addWidget(label(totals, "muted", wrap=True))
    if one.remark and one.mode == CODES:
        said = _("Отметките и върнатите бюлетини се различават. {why}")
        column.addWidget(label(said.format(why=one.remark), "muted", wrap=True))
    elif one.remark:
        said = _("Върнати неизползвани фишове: {n}. {why}")
        column.addWidget(label(said.format(n=one.returned, why=one.remark), "muted", wrap=True))


def _add_history(column: QVBoxLayout, session: SessionView, place: SlotView) -> None:
    """How many there were in earlier years, where the act sets no number (R-50-4.2)."""
    years = [_("{year} г. – {n}").format(year=year, n=n) for year, n in session.history]
    if place.awards:
        years.append(_("сега – {n}").format(n=len(place.awards)))
    if years:
        said = _("Броят не е ограничен. Носители: {years}.").format(years=", ".join(years))
        column.addWidget(label(said, "muted", wrap=True))


def _add_nominees(column: QVBoxLayout, place: SlotView) -> None:
    if not place.nominees:
        column.addWidget(label(_("Няма допуснати предложения в раздела."), "muted"))
        return
    column.addWidget(label(_("Допуснати предложения"), "heading"))
    for nominee in place.nominees:
        text = _("{name} – внася {proposer}").format(
            name=nominee.nominee_name, proposer=nominee.proposer_name
        )
        column.addWidget(label(text, wrap=True))


class SlotPanel(QWidget):
    """The section that is worked on."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self.session: SessionView | None = None
        self.place: SlotView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self.message = MessageBar()
        self.desk = VotingDesk(context, self, self.message)
        self.codes = RemoteDesk(context, self, self.message)
        self._verbs = SlotVerbs(self)
        self._on_screen = False
        self.count: CountPanel | None = None
        self.work: QWidget | None = None
        """What is to be done now, when rounds held stand above it."""
        self._counts: dict[tuple[object, ...], Count] = {}

    def show_slot(self, session: SessionView, place: SlotView) -> None:
        """Show a section of a session; totals typed and not yet sealed come back with it."""
        if self.count is not None:
            self._counts[*self.at(), *self.count.key] = self.count.count()
        if self.place is None or self.place.slot.code != place.slot.code:
            self.message.hide()
        self.session, self.place = session, place
        self.count = None
        self._column.removeWidget(self.message)
        self.message.setParent(self)
        clear(self._column)
        self._column.addWidget(self.message)
        self._column.addWidget(label(place.name, "title", wrap=True))
        if not place.slot.places:
            _add_history(self._column, session, place)
        if place.unawarded:
            self._column.addWidget(Chip(_("неприсъдена"), "neutral"))
            self._column.addWidget(label(place.unawarded, wrap=True))
        elif not place.rounds:
            _add_nominees(self._column, place)
        self._rounds(session, place)
        for award in place.awards:
            self._award(session, place, award.nomination_id, award.motive)
        self._column.addStretch(1)

    def _vote(self, session: SessionView, place: SlotView, step: Step) -> None:
        """The round to be held: how many are chosen, and the way it is voted."""
        text = _("{name}: сега се гласува за {places} ({marks})").format(
            name=step.name, places=step.places, marks=_marks(step.marks)
        )
        if step.yes_or_no:
            text = _("{name}: един предложен – гласува се за или против").format(name=step.name)
        elif step.each:
            text = _("{name}: за всеки предложен се гласува за или против").format(name=step.name)
        if step.attempt:
            text += _(", прегласуване {n} от {most}").format(n=step.attempt, most=step.revotes)
        self._column.addWidget(label(text, "heading", wrap=True))
        if remote := self.codes.ways(session, place, step):
            for widget in remote:
                self._column.addWidget(widget)
            return
        sheet = self._sheet(session, place, step, NOT_COUNTED)
        on_screen = self.desk.start_panel(session, place.slot.code)
        mode = ModeChoice(sheet, on_screen, on_screen=self._on_screen)
        mode.by_screen.toggled.connect(self._set_mode)
        for widget in (mode, sheet, on_screen):
            self._column.addWidget(widget)

    def _sheet(
        self, session: SessionView, place: SlotView, step: Step, counting: Counting
    ) -> CountPanel:
        """The sheet for the teller whose turn it is, with what he typed before looking away."""
        self.count = sheet = CountPanel(session, place, step, counting)
        typed = self._counts.get((*self.at(), *sheet.key))
        if typed is not None:
            sheet.show_count(typed)
        sheet.entered.connect(self._verbs.enter)
        return sheet

    def _counted(self, session: SessionView, place: SlotView, one: RoundView) -> None:
        """The round whose ballots are being counted; nothing of it is shown but who has counted."""
        text = _("{name}: броят се бюлетините").format(name=one.name)
        self._column.addWidget(label(text, "heading", wrap=True))
        step = replace(place.step, options=one.options, marks=one.marks, places=one.places)
        self._column.addWidget(self._sheet(session, place, step, one.counting))
        bar = QHBoxLayout()
        bar.addWidget(button(_("Обяви тура за недействителен…"), self._verbs.void_count))
        bar.addStretch(1)
        self._column.addLayout(bar)

    def _rounds(self, session: SessionView, place: SlotView) -> None:
        """The rounds held, then the one that is voted now or what comes next."""
        for one in place.rounds:
            if one.state is not RoundState.OPEN:
                self._round(place, one)
        held = self._column.count()
        if place.voting:
            self._voting(session, place)
        elif place.coded:
            name = _("{name}: гласуване с карти с кодове").format(name=place.step.name)
            self._column.addWidget(label(name, "heading", wrap=True))
            self._column.addWidget(self.codes.panel(session.id))
        elif place.counted is not None:
            self._counted(session, place, place.counted)
        elif session.state is SessionState.OPEN and not place.unawarded:
            self._next(session, place)
        item = self._column.itemAt(held) if place.rounds else None
        self.work = item.widget() if item is not None else None

    def _voting(self, session: SessionView, place: SlotView) -> None:
        """The round that is voted on the screen now: nothing of it is known but the turnout."""
        self._column.addWidget(
            label(_("{name}: гласуване на екрана").format(name=place.step.name), "heading")
        )
        self._column.addWidget(self.desk.panel(session.id))

    def _round(self, place: SlotView, one: RoundView) -> None:
        text = _("Тур {n}: {name}").format(n=one.number, name=one.name.lower())
        if one.attempt:
            text += _(" – прегласуване {n}").format(n=one.attempt)
        if one.on_screen:
            text += _(", на екрана")
        elif one.mode == CODES:
            text += _(", с карти с кодове")
        said = _(" (тайно, {marks}; нужни {needed} от {base})")
        if one.mode == NAMED:
            said = _(" (поименно, {marks}; нужни {needed} от {base})")
        text += said.format(marks=_marks(one.marks), needed=one.needed, base=one.base)
        self._column.addWidget(label(text, "heading", wrap=True))
        if one.state is not RoundState.VOID or one.used:
            _add_totals(self._column, place, one)
        if one.state is RoundState.VOID:
            self._column.addWidget(Chip(_("недействителен"), "not-met"))
            self._column.addWidget(label(one.voided_why, "muted", wrap=True))

    def _next(self, session: SessionView, place: SlotView) -> None:
        step = place.step
        bar = QHBoxLayout()
        if step.kind is StepKind.VOTE:
            self._vote(session, place, step)
        elif step.kind is StepKind.UNDECIDED:
            self._column.addWidget(
                label(_("Прегласуванията са изчерпани и никой няма мнозинство."), wrap=True)
            )
            for option in step.options:
                name = place.nominee(option).nominee_name
                bar.addWidget(
                    button(
                        _("Реши иначе: {name}…").format(name=name),
                        partial(self._verbs.otherwise, option),
                    )
                )
        if step.kind is not StepKind.DECIDED:
            bar.addWidget(button(_("Неприсъдена…"), self._verbs.unawarded))
        if any(one.state is RoundState.SEALED for one in place.rounds):
            bar.addWidget(button(_("Обяви тура за недействителен…"), self._verbs.void))
        bar.addStretch(1)
        self._column.addLayout(bar)

    def _award(
        self, session: SessionView, place: SlotView, nomination_id: int, motive: str
    ) -> None:
        name = place.nominee(nomination_id).nominee_name
        head = label(_("Носител: {name}").format(name=name), "heading", wrap=True)
        self._column.addWidget(head)
        if not motive and self.work is None:
            self.work = head
        if motive:
            self._column.addWidget(label(motive, wrap=True))
        if session.state is SessionState.OPEN:
            text = _("Промени мотива…") if motive else _("Мотив за носителя…")
            row = QHBoxLayout()
            row.addWidget(
                button(
                    text,
                    lambda: self._verbs.motive(nomination_id, motive),
                    primary=not motive and place.motive_required,
                )
            )
            row.addStretch(1)
            self._column.addLayout(row)

    def _set_mode(self, on_screen: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self._on_screen = on_screen

    def at(self) -> tuple[int, str]:
        """The session and the section shown."""
        assert self.session is not None
        assert self.place is not None
        return self.session.id, self.place.slot.code
