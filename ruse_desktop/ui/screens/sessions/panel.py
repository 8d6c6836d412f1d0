"""A commission's session: what can be done now, its sections as steps, and the section in work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.acts import awaits
from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.sessions import RoundState, SessionState
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Card, Chip, button, clear, label, link, plain_tip
from ruse_desktop.ui.screens.sessions.first import CHAIR, CRITERIA, FirstPanel, first_tiles
from ruse_desktop.ui.screens.sessions.remote.plan import RemoteRow
from ruse_desktop.ui.screens.sessions.signing import SignedRow
from ruse_desktop.ui.screens.sessions.slot import SlotPanel

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.sessions import EarlierSession, SessionView, SlotView
    from ruse_desktop.ui.screens.base import ScreenContext


_WIDE, _LAID_OUT_MS = 30, 40


@dataclass(frozen=True)
class Verbs:
    """What the buttons of a session do."""

    plan: Callable[[], object]
    attend: Callable[[], object]
    open: Callable[[], object]
    close: Callable[[], object]
    enter: Callable[[], object]
    act: Callable[[], object]
    strike: Callable[[], object]
    minutes: Callable[[EarlierSession], object]
    notify: Callable[[], object]


class SessionPanel(Card):
    """The session; the section in work stays in sight when something changes."""

    def __init__(self, context: ScreenContext, verbs: Verbs) -> None:
        super().__init__()
        self._verbs = verbs
        self._slot = ""
        self.session: SessionView | None = None
        self.head = label("", "heading", wrap=True)
        self.column.addWidget(self.head)
        self.buttons = QHBoxLayout()
        self.column.addLayout(self.buttons)
        self.signed = SignedRow(context)
        self.column.addWidget(self.signed)
        self.remote = RemoteRow(context)
        self.column.addWidget(self.remote)
        self.before = QHBoxLayout()
        self.column.addLayout(self.before)
        self.steps = QGridLayout()
        self.steps.setSpacing(8)
        self.column.addLayout(self.steps)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Раздел на заседанието"))
        self._scroll = scroll
        self._scrolled: tuple[object, ...] = ()
        self._stay: int | None = None
        self._laid_out = QTimer(self, singleShot=True, interval=_LAID_OUT_MS)
        self._laid_out.timeout.connect(self._scroll_to_work)
        self.slot_panel = SlotPanel(context)
        self.first_panel = FirstPanel(context)
        pages = QWidget()
        both = QVBoxLayout(pages)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.slot_panel)
        both.addWidget(self.first_panel)
        self.first_panel.hide()
        scroll.setWidget(pages)
        self.column.addWidget(scroll, 1)
        self._group = QButtonGroup(self)

    def show_session(self, commission: CommissionView, session: SessionView | None) -> None:
        """Show a commission's session, or that none is planned."""
        worked_here = self.isAncestorOf(QApplication.focusWidget() or self.window())
        for layout in (self.buttons, self.before, self.steps):
            clear(layout)
        self.session = session
        self.signed.show_session(session)
        self.remote.show_session(session)
        if session is None:
            self.head.setText(_("Още няма насрочено заседание"))
            self.buttons.addWidget(
                button(_("Насрочи заседание…"), self._verbs.plan, primary=bool(commission.members))
            )
            self.buttons.addStretch(1)
            self.slot_panel.hide()
            self.first_panel.hide()
            return
        states = {
            SessionState.PLANNED: _("насрочено"),
            SessionState.OPEN: _("открито"),
            SessionState.CLOSED: _("приключило"),
        }
        self.head.setText(
            _("Заседание на {day}, {hour} ч., {place} · протокол № {no} · {state}").format(
                day=date_short(session.typed.held_on),
                hour=f"{session.typed.at:%H:%M}",
                place=session.typed.place or "–",
                no=session.typed.protocol_no,
                state=states[session.state],
            )
        )
        self._session_buttons(session)
        self._earlier(session)
        self._show_steps(session)
        if worked_here and (tile := self._group.checkedButton()) is not None:
            tile.setFocus()

    def _session_buttons(self, session: SessionView) -> None:
        add = self.buttons.addWidget
        if session.state is SessionState.PLANNED:
            standing = [f for f in session.findings if f.open]
            attended = any(line.present for line in session.attendance)
            add(button(_("Присъствие и декларации…"), self._verbs.attend, primary=not attended))
            add(
                button(_("Открий заседанието"), self._verbs.open, primary=attended and not standing)
            )
            add(button(_("Уведомяване…"), self._verbs.notify))
            add(button(_("Промени датата…"), self._verbs.plan))
        elif session.state is SessionState.OPEN:
            waiting = [slot for slot in session.slots if not slot.done]
            add(button(_("Приключи заседанието…"), self._verbs.close, primary=not waiting))
            add(button(_("Присъствие и декларации…"), self._verbs.attend))
            add(button(_("Преброители…"), self._verbs.plan))
            add(
                label(
                    ngettext("чака {n} раздел", "чакат {n} раздела", len(waiting)).format(
                        n=len(waiting)
                    )
                    if waiting
                    else _("всички раздели са решени"),
                    "muted",
                )
            )
        else:
            self._closed_buttons(session)
        self.buttons.addStretch(1)

    def _earlier(self, session: SessionView) -> None:
        """The minutes of the sessions before this one."""
        if not session.earlier:
            return
        self.before.addWidget(label(_("Предишни заседания:"), "muted"))
        for one in session.earlier:
            text = _("протокол № {no}/{day}").format(
                no=one.protocol_no, day=date_short(one.held_on)
            )
            self.before.addWidget(link(text, partial(self._verbs.minutes, one)))
        self.before.addStretch(1)

    def _closed_buttons(self, session: SessionView) -> None:
        """What follows the minutes: the act where one decides, then the book."""
        add = self.buttons.addWidget
        if session.awaits_act:
            add(Chip(awaits(session.decided_by), "judgement"))
            add(button(_("Впиши акта…"), self._verbs.act, primary=True))
            said = _("Протоколът е предложение до органа, който решава ({citation}).")
            add(label(said.format(citation=session.act_citation), "muted", wrap=True), 1)
            return
        if session.entered:
            add(Chip(_("вписано в книгата"), "gold"))
        elif session.proposes:
            add(button(_("Впиши носителите в книгата"), self._verbs.enter, primary=True))
        if not session.finished:
            add(button(_("Насрочи следващо заседание…"), self._verbs.plan, primary=True))
        if session.act is not None:
            if not session.entered:
                add(button(_("Отмени акта…"), self._verbs.strike))
            add(label(session.act.act.text, "muted", wrap=True), 1)

    def _show_steps(self, session: SessionView) -> None:
        first = first_tiles(session)
        codes = [key for key, *_rest in first] + [slot.slot.code for slot in session.slots]
        if self._slot not in codes:
            open_ones = [
                slot.slot.code
                for slot in session.slots
                if slot.voting or slot.counted or slot.coded
            ]
            open_ones += [key for key, _name, _word, tone in first if tone != "met"]
            open_ones += [slot.slot.code for slot in session.slots if not slot.done]
            self._slot = (open_ones or codes)[0]
        tiles = [*first, *((one.slot.code, one.name, *_step_word(one)) for one in session.slots)]
        for n, (code, name, word, tone) in enumerate(tiles):
            tile = self._tile(code, name, word, tone)
            self._group.addButton(tile)
            self.steps.addWidget(tile, n // 3, n % 3)
        self._show_slot(session)

    def _tile(self, code: str, name: str, word: str, tone: str) -> QToolButton:
        tile = QToolButton()
        tile.setCheckable(True)
        tile.setChecked(code == self._slot)
        tile.setText(f"{_short(name)}\n{_short(word)}")
        tile.setToolTip(plain_tip(f"{name}\n{word}"))
        tile.setAccessibleName(f"{name}: {word}")
        tile.setStyleSheet(_tile_style(tone))
        tile.setSizePolicy(tile.sizePolicy().Policy.Expanding, tile.sizePolicy().Policy.Fixed)
        tile.clicked.connect(lambda _on: self._choose_slot(code))
        return tile

    def _choose_slot(self, code: str) -> None:
        self._slot = code
        if self.session is not None:
            self._show_slot(self.session)

    def _show_slot(self, session: SessionView) -> None:
        before = self._slot in {CHAIR, CRITERIA}
        self.first_panel.setVisible(before)
        self.slot_panel.setVisible(not before)
        if before:
            self.first_panel.show_step(session, self._slot)
            return
        place = next(slot for slot in session.slots if slot.slot.code == self._slot)
        stood = self._scroll.verticalScrollBar().value()
        self.slot_panel.show_slot(session, place)
        held = sum(one.state is not RoundState.OPEN for one in place.rounds)
        now = session.id, self._slot, held, len(place.awards), bool(place.unawarded)
        if now != self._scrolled:
            self._scrolled, self._stay = now, None
        elif not self._laid_out.isActive():
            self._stay = stood
        self._laid_out.start()

    def _scroll_to_work(self) -> None:
        """Bring what is to be done now in sight: the rounds held stand above it."""
        work, top = self.slot_panel.work, self._stay or 0
        if self._stay is None and work is not None and shiboken6.isValid(work):
            top = work.mapTo(self.slot_panel, QPoint(0, 0)).y()
        self._scroll.verticalScrollBar().setValue(top)


def _short(text: str) -> str:
    """What a third of the panel holds; the rest is in the tool tip."""
    return text if len(text) < _WIDE else f"{text[: _WIDE - 2]}…"


def _step_word(place: SlotView) -> tuple[str, str]:
    if place.unawarded:
        return _("неприсъдена"), "neutral"
    if place.voting:
        return _("гласуване на екрана"), "info"
    if place.coded:
        return _("гласуване с кодове"), "info"
    if place.counted is not None:
        return _("броят се бюлетините"), "info"
    if place.awards:
        names = ", ".join(place.nominee(one.nomination_id).nominee_name for one in place.awards)
        return (names, "met") if place.done else (_("чака мотив"), "judgement")
    if place.step.kind is StepKind.EMPTY:
        return _("няма предложения"), "judgement"
    if place.rounds:
        return _("тур {n}").format(n=place.step.number), "info"
    n = len(place.nominees)
    return ngettext("{n} предложение", "{n} предложения", n).format(n=n), "neutral"


def _tile_style(tone: str) -> str:
    colours = theme.colours()
    ink, _back = colours.tone(theme.Tone(tone))
    return (
        f"QToolButton{{text-align:left;border:1px solid {colours.line};border-top:3px solid {ink};"
        f"border-radius:6px;padding:6px 10px;background:{colours.card};color:{colours.ink};"
        "font-size:13px;}"
        f"QToolButton:checked{{border-color:{colours.blue};background:{colours.blue_tint};}}"
        f"QToolButton:focus{{border:2px solid {colours.blue};}}"
    )
