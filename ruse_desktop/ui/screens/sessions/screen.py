"""The tab „Заседания“: composition at the left, the session with its sections at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.ballots import StepKind
from ruse_desktop.domain.sessions import SessionState, SessionView, SlotView
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import (
    Card,
    Chip,
    EmptyState,
    FindingsList,
    MessageBar,
    button,
    clear,
    label,
)
from ruse_desktop.ui.kit.dialogs import OverrideDialog, confirm
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import Screen
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from ruse_desktop.ui.screens.sessions.slot import SlotPanel

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_OURS = frozenset({"sessions", "commissions", "nominations", "editions", "books", "overrides"})
Loaded = tuple[tuple["CommissionView", "SessionView | None"], ...]


class SessionsScreen(Screen):
    """Commissions of the award editions and their sessions."""

    id = "sessions"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._loaded: Loaded = ()
        self._slot = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._toolbar())
        self.message = MessageBar()
        column.addWidget(self.message)
        self.empty = EmptyState(
            "gavel",
            _("Още няма издание на награда"),
            _("Изданието се открива с първото предложение за годината."),
        )
        column.addWidget(self.empty, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left())
        self.splitter.addWidget(self._right())
        self.splitter.setSizes([540, 790])
        column.addWidget(self.splitter, 1)
        self._actions()

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.commission = QComboBox()
        self.commission.setAccessibleName(_("Комисия"))
        self.commission.setMinimumWidth(500)
        self.commission.currentIndexChanged.connect(lambda _n: self._show())
        row.addWidget(self.commission)
        self.closed = Chip()
        self.quorum = Chip()
        row.addWidget(self.closed)
        row.addWidget(self.quorum)
        row.addStretch(1)
        self.minutes = button(_("Протокол"), self.show_minutes, icon_name="file-text")
        row.addWidget(self.minutes)
        return row

    def _left(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        self.order = label("", "heading", wrap=True)
        head.addWidget(self.order, 1)
        self.fill = button(_("Състав…"), self.edit_composition)
        head.addWidget(self.fill)
        card.column.addLayout(head)
        columns = (
            Column(_("Член"), 170, stretch=True),
            Column(_("Квота"), 112),
            Column(_("Участие"), 168, chip=True),
        )
        self.members = ListTable(columns, _("Състав на комисията"), self.context.settings)
        card.column.addWidget(self.members, 3)
        self.findings_head = label(_("Проверка"), "heading")
        card.column.addWidget(self.findings_head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 6, 0)
        self.findings = FindingsList(self.context.show_article)
        inner.addWidget(self.findings)
        inner.addStretch(1)
        scroll.setWidget(holder)
        card.column.addWidget(scroll, 2)
        return card

    def _right(self) -> QWidget:
        card = Card()
        self.head = label("", "heading", wrap=True)
        card.column.addWidget(self.head)
        self.buttons = QHBoxLayout()
        card.column.addLayout(self.buttons)
        self.steps = QGridLayout()
        self.steps.setSpacing(8)
        card.column.addLayout(self.steps)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        self.slot_panel = SlotPanel(self.context)
        scroll.setWidget(self.slot_panel)
        card.column.addWidget(scroll, 1)
        self._group = QButtonGroup(self)
        return card

    def _actions(self) -> None:
        for name, text, run, menu in (
            ("composition", _("Състав на комисията…"), self.edit_composition, "act"),
            ("attendance", _("Присъствие и декларации…"), self.edit_attendance, "act"),
            ("minutes", _("Протокол на заседанието…"), self.show_minutes, "print"),
        ):
            self.context.actions.add(
                Action(f"sessions.{name}", text, run, menu=menu, scope=self.id)
            )

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew when something of ours changed."""
        if not kinds or kinds & _OURS:
            self.context.tasks.write(_load, self._take, owner=self)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the commission of this session."""
        for n, (commission, session) in enumerate(self._loaded):
            ids = {"commission": commission.id, "session": session.id if session else None}
            if ids.get(kind) == record_id:
                self.commission.setCurrentIndex(n)

    def _take(self, loaded: Loaded) -> None:
        self._loaded = loaded
        at = max(0, self.commission.currentIndex())
        quiet = QSignalBlocker(self.commission)
        self.commission.clear()
        for commission, _session in loaded:
            self.commission.addItem(f"{commission.year} · {commission.rule.name}")
        self.commission.setCurrentIndex(min(at, len(loaded) - 1))
        quiet.unblock()
        self._show()

    @property
    def chosen(self) -> tuple[CommissionView, SessionView | None] | None:
        """The commission in work and its session."""
        at = self.commission.currentIndex()
        return self._loaded[at] if 0 <= at < len(self._loaded) else None

    def _show(self) -> None:
        chosen = self.chosen
        self.empty.setVisible(chosen is None)
        self.splitter.setVisible(chosen is not None)
        self.minutes.setVisible(chosen is not None and chosen[1] is not None)
        if chosen is None:
            self.closed.hide()
            self.quorum.hide()
            return
        commission, session = chosen
        self._show_composition(commission, session)
        self._show_session(commission, session)

    def _show_composition(self, commission: CommissionView, session: SessionView | None) -> None:
        rule = commission.rule
        order = (
            _("заповед {no}/{day}").format(
                no=commission.order_no, day=date_short(commission.order_date)
            )
            if commission.order_date
            else _("още няма заповед")
        )
        self.order.setText(_("Състав по {citation}, {order}").format(citation=rule.citation, order=order))
        self.fill.setVisible(session is None or session.state is SessionState.PLANNED)
        quotas = {seat.source: seat.name for seat in rule.seats}
        attendance = {line.member_id: line for line in session.attendance} if session else {}
        lines = []
        for member in commission.members:
            line = attendance.get(member.id)
            name = _("{name} – председател").format(name=member.name) if member.chair else member.name
            word, tone = "", "neutral"
            if line is not None:
                if line.barred:
                    word, tone = _("отведен · {citation}").format(citation=rule.conflict_citation), "not-met"
                elif line.left is not None:
                    word, tone = _("напусна"), "judgement"
                elif line.present:
                    word, tone = _("присъства"), "met"
                else:
                    word, tone = _("отсъства"), "judgement"
            lines.append(Line(member.id, (name, quotas.get(member.source, ""), word), tone))
        self.members.show_lines(lines)
        if session is not None:
            found = session.findings
        else:
            from ruse_desktop.domain.commissions import composition

            found = composition(
                rule, commission.members, commission.order_no, commission.order_date
            )
        act = self._override if session and session.state is not SessionState.CLOSED else None
        self.findings.show_findings(found, act)

    def _show_session(self, commission: CommissionView, session: SessionView | None) -> None:
        clear(self.buttons)
        clear(self.steps)
        self.closed.show_state(_("закрито заседание") if commission.rule.closed else "", "info")
        if session is None:
            self.quorum.hide()
            self.head.setText(_("Още няма насрочено заседание"))
            self.buttons.addWidget(
                button(_("Насрочи заседание…"), self.plan, primary=bool(commission.members))
            )
            self.buttons.addStretch(1)
            self.slot_panel.hide()
            return
        quorum = next(f for f in session.findings if f.rule == "quorum")
        self.quorum.show_state(
            _("с право на глас {n} от {all}").format(
                n=session.entitled, all=len(commission.members)
            ),
            "judgement" if quorum.open else "met",
        )
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
        self._show_steps(session)

    def _session_buttons(self, session: SessionView) -> None:
        add = self.buttons.addWidget
        if session.state is SessionState.PLANNED:
            standing = [f for f in session.findings if f.open]
            attended = any(line.present for line in session.attendance)
            add(button(_("Присъствие и декларации…"), self.edit_attendance, primary=not attended))
            add(button(_("Открий заседанието"), self._open, primary=attended and not standing))
            add(button(_("Промени датата…"), self.plan))
        elif session.state is SessionState.OPEN:
            waiting = [slot for slot in session.slots if not slot.done]
            add(button(_("Приключи заседанието…"), self._close, primary=not waiting))
            add(button(_("Присъствие и декларации…"), self.edit_attendance))
            add(button(_("Преброители…"), self.plan))
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
        elif not session.entered and any(slot.awards for slot in session.slots):
            add(button(_("Впиши носителите в книгата"), self._enter, primary=True))
        elif session.entered:
            add(Chip(_("вписано в книгата"), "gold"))
        self.buttons.addStretch(1)

    def _show_steps(self, session: SessionView) -> None:
        codes = [slot.slot.code for slot in session.slots]
        if self._slot not in codes:
            open_ones = [slot.slot.code for slot in session.slots if not slot.done]
            self._slot = (open_ones or codes)[0]
        for n, place in enumerate(session.slots):
            tile = QToolButton()
            tile.setCheckable(True)
            tile.setChecked(place.slot.code == self._slot)
            word, tone = _step_word(place)
            name = place.name if len(place.name) < 30 else f"{place.name[:28]}…"
            tile.setText(f"{name}\n{word}")
            tile.setToolTip(place.name)
            tile.setAccessibleName(f"{place.name}: {word}")
            tile.setStyleSheet(_tile_style(tone))
            tile.setSizePolicy(tile.sizePolicy().Policy.Expanding, tile.sizePolicy().Policy.Fixed)
            tile.clicked.connect(lambda _on, code=place.slot.code: self._choose_slot(code))
            self._group.addButton(tile)
            self.steps.addWidget(tile, n // 3, n % 3)
        self._show_slot(session)

    def _choose_slot(self, code: str) -> None:
        self._slot = code
        chosen = self.chosen
        if chosen is not None and chosen[1] is not None:
            self._show_slot(chosen[1])

    def _show_slot(self, session: SessionView) -> None:
        place = next(slot for slot in session.slots if slot.slot.code == self._slot)
        self.slot_panel.show()
        self.slot_panel.show_slot(session, place)

    def edit_composition(self) -> None:
        """Fill the seats."""
        if (chosen := self.chosen) is not None:
            dialog = CompositionDialog(self, self.context, chosen[0])
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def plan(self) -> None:
        """Put a session in the plan, or change it."""
        if (chosen := self.chosen) is None:
            return
        commission, session = chosen
        dialog = PlanDialog(
            self, self.context, session.typed if session else None, self.context.clock.today()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def write() -> None:
            typed = dialog.typed()
            if session is None:
                self.context.tasks.write(
                    lambda s: s.sessions.plan(commission.id, typed, actor=s.actor),
                    None,
                    self.message.refuse,
                    owner=self,
                )
            else:
                self.context.tasks.write(
                    lambda s: s.sessions.change_plan(session.id, typed, actor=s.actor),
                    None,
                    self.message.refuse,
                    owner=self,
                )

        dialog.accepted.connect(write)
        dialog.open()

    def edit_attendance(self) -> None:
        """Who is there."""
        chosen = self.chosen
        if chosen is None or chosen[1] is None or chosen[1].state is SessionState.CLOSED:
            self.message.tell(_("Първо насрочете заседание."))
            return
        dialog = AttendanceDialog(self, self.context, chosen[1])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _session_id(self) -> int:
        chosen = self.chosen
        assert chosen is not None
        assert chosen[1] is not None
        return chosen[1].id

    def _open(self) -> None:
        key = self._session_id()
        self.context.tasks.write(
            lambda s: s.sessions.open(key, actor=s.actor), None, self.message.refuse, owner=self
        )

    def _close(self) -> None:
        key = self._session_id()
        if confirm(
            self,
            _("Приключване на заседанието"),
            _("След приключването протоколът и гласуванията не се променят."),
            _("Приключи заседанието"),
        ):
            self.context.tasks.write(
                lambda s: s.sessions.close(key, actor=s.actor),
                lambda _view: self.show_minutes(),
                self.message.refuse,
                owner=self,
            )

    def _enter(self) -> None:
        key = self._session_id()
        self.context.tasks.write(
            lambda s: s.books.enter_results(actor=s.actor, results=s.sessions.results(key)),
            lambda rows: self.message.tell(
                ngettext(
                    "Вписан е {n} носител.", "Вписани са {n} носители.", len(rows)
                ).format(n=len(rows)),
                "met",
                (_("Към книгата"), lambda: self.context.open_record("laureate", rows[0].id)),
            ),
            self.message.refuse,
            owner=self,
        )

    def show_minutes(self) -> None:
        """The minutes as they would be printed now."""
        chosen = self.chosen
        if chosen is None or chosen[1] is None:
            return
        session = chosen[1]
        self.context.tasks.read(
            lambda s: s.sessions.minutes_pdf(session.id),
            lambda pdf: self._show_pdf(pdf, session.typed.protocol_no),
            self.message.refuse,
            owner=self,
        )

    def _show_pdf(self, pdf: bytes, number: str) -> None:
        dialog = PdfDialog(
            self, pdf, _("Протокол № {no}").format(no=number), f"protokol-{number}.pdf"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _override(self, finding: Finding) -> None:
        key = self._session_id()
        dialog = OverrideDialog(
            self, finding, "", self.context.clock.today, self.context.actor.name
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def write() -> None:
            written = dialog.written()
            self.context.tasks.write(
                lambda s: s.sessions.override(key, finding.rule, written, actor=s.actor),
                None,
                self.message.refuse,
                owner=self,
            )

        dialog.accepted.connect(write)
        dialog.open()


def _load(services: Services) -> Loaded:
    """Every commission of every edition with its last session."""
    found = []
    for edition in services.editions.list():
        for commission in services.commissions.of_edition(edition.id, actor=services.actor):
            sessions = services.sessions.of_commission(commission.id)
            found.append((commission, sessions[-1] if sessions else None))
    return tuple(found)


def _step_word(place: SlotView) -> tuple[str, str]:
    if place.unawarded:
        return _("неприсъдена"), "neutral"
    if place.awards:
        names = ", ".join(place.nominee(one.nomination_id).nominee_name for one in place.awards)
        return (names, "met") if place.done else (_("чака мотив"), "judgement")
    if place.step.kind is StepKind.EMPTY:
        return _("няма предложения"), "judgement"
    if place.rounds:
        return _("{n}-ри тур").format(n=place.step.number), "info"
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
