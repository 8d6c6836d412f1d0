"""The tab „Заседания“: composition at the left, the session with its sections at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout

from ruse_desktop.domain.sessions import SessionState, SessionView
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import Chip, EmptyState, MessageBar, button
from ruse_desktop.ui.screens.base import Screen
from ruse_desktop.ui.screens.sessions import closing, papers
from ruse_desktop.ui.screens.sessions.acts import ask_act, strike_act
from ruse_desktop.ui.screens.sessions.attendance import AttendanceDialog, PlanDialog
from ruse_desktop.ui.screens.sessions.changing import ask_change
from ruse_desktop.ui.screens.sessions.composition import CompositionDialog
from ruse_desktop.ui.screens.sessions.entering import enter
from ruse_desktop.ui.screens.sessions.history import show_history
from ruse_desktop.ui.screens.sessions.members import CompositionPanel
from ruse_desktop.ui.screens.sessions.notices import ask_notices
from ruse_desktop.ui.screens.sessions.overriding import override
from ruse_desktop.ui.screens.sessions.panel import SessionPanel, Verbs
from ruse_desktop.ui.theme import px

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
    record_kind = "session"

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._loaded: Loaded = ()
        self._wanted: tuple[str, int] | None = None
        self.record_key = lambda: self.chosen[1].id if self.chosen and self.chosen[1] else None
        self._asked: SessionView | None = None  # of which something that is done once was asked
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
        self.composition = CompositionPanel(
            context,
            self.edit_composition,
            self._override,
            lambda: ask_change(self, context, self.chosen, self.message.tell),
            lambda: show_history(self, context, self.chosen),
        )
        self.splitter.addWidget(self.composition)
        verbs = Verbs(
            self.plan, self.edit_attendance, self.open_session,
            lambda: closing.close_session(self, self, _session_of(self.chosen)), self.enter,
            lambda: ask_act(self, context, _session_of(self.chosen).id, self.message.refuse),
            lambda: strike_act(self, context, _session_of(self.chosen).act, self.message.refuse),
            lambda one: closing.show_minutes(self, self, one.id, one.protocol_no),
            lambda: ask_notices(self, context, self.chosen),
        )  # fmt: skip
        self.session = SessionPanel(context, verbs)
        self.splitter.addWidget(self.session)
        self.splitter.setSizes([540, 790])
        column.addWidget(self.splitter, 1)
        self._actions(verbs)

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.commission = QComboBox()
        self.commission.setAccessibleName(_("Комисия"))
        self.commission.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.commission.setMinimumContentsLength(20)
        self.commission.setMaximumWidth(px(500))
        self.commission.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.commission.currentIndexChanged.connect(lambda _n: self._show())
        row.addWidget(self.commission, 5)
        self.closed = Chip()
        self.quorum = Chip()
        row.addWidget(self.closed)
        row.addWidget(self.quorum)
        row.addStretch(1)
        self.minutes = button(_("Протокол"), self.show_minutes, icon_name="file-text")
        self.papers = button(_("Документи…"), self.show_papers, icon_name="printer")
        row.addWidget(self.minutes)
        row.addWidget(self.papers)
        return row

    def _actions(self, verbs: Verbs) -> None:
        for name, text, run, menu, key in (
            ("composition", _("Състав на комисията…"), self.edit_composition, "act", ""),
            ("change", _("Изменение на състава…"), self.composition.change.click, "act", ""),
            ("history", _("История на състава…"), self.composition.past.click, "act", ""),
            ("attendance", _("Присъствие и декларации…"), self.edit_attendance, "act", "F2"),
            ("notices", _("Уведомяване за заседанието…"), verbs.notify, "act", ""),
            ("minutes", _("Протокол на заседанието…"), self.show_minutes, "print", "Ctrl+P"),
            ("signed", _("Протоколът е подписан…"), self.session.signed.ask, "act", ""),
            ("papers", _("Документи на комисията…"), self.show_papers, "print", "Ctrl+Shift+O"),
        ):
            self.context.actions.add(
                Action(f"sessions.{name}", text, run, key=key, menu=menu, scope=self.id)
            )

    def may_leave(self) -> bool:
        """A vote that runs on the screen would be lost: ask."""
        desks = (self.session.slot_panel.desk, self.session.first_panel.desk)
        return all(desk.may_leave() for desk in desks)

    def activated(self) -> None:
        """Work begins with the commission."""
        self.commission.setFocus()

    def reload(self, kinds: frozenset[str]) -> None:
        """Show anew when something of ours changed."""
        if not kinds or kinds & _OURS:
            self.context.tasks.write(_load, self._take, owner=self)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the commission of this session; when nothing is loaded yet, as soon as it is."""
        self._wanted = (kind, record_id)
        self._show_wanted()

    def _show_wanted(self) -> None:
        if self._wanted is None:
            return
        kind, record_id = self._wanted
        for n, (commission, session) in enumerate(self._loaded):
            earlier = [one.id for one in session.earlier] if session else []
            ids = {
                "commission": [commission.id],
                "session": [session.id, *earlier] if session else [],
            }
            if record_id in ids.get(kind, []):
                self._wanted = None
                self.commission.setCurrentIndex(n)

    def _take(self, loaded: Loaded) -> None:
        chosen = self.chosen
        self._loaded = loaded
        same = (n for n, (one, _s) in enumerate(loaded) if chosen and one.id == chosen[0].id)
        at = next(same, _in_work(loaded))
        quiet = QSignalBlocker(self.commission)
        self.commission.clear()
        for commission, _session in loaded:
            self.commission.addItem(f"{commission.year} · {commission.rule.name}")
        self.commission.setCurrentIndex(at if loaded else -1)
        quiet.unblock()
        self._show()
        self._show_wanted()

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
        self.papers.setVisible(chosen is not None)
        if chosen is None:
            self.closed.hide()
            self.quorum.hide()
            return
        commission, session = chosen
        self.closed.show_state(_("закрито заседание") if commission.rule.closed else "", "info")
        _show_quorum(self.quorum, session)
        self.composition.show_commission(commission, session)
        self.session.show_session(commission, session)

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
        if session is not None and session.state is SessionState.CLOSED:
            session = None  # the next one of the commission
        dialog = PlanDialog(
            self,
            self.context,
            session.typed if session else None,
            self.context.clock.today(),
            commission.id,
            session.id if session else None,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_attendance(self) -> None:
        """Who is there."""
        chosen = self.chosen
        if chosen is None or chosen[1] is None:
            self.message.tell(_("Първо насрочете заседание."))
            return
        if chosen[1].state is SessionState.CLOSED:
            self.message.tell(_("Заседанието е приключило и не се променя."))
            return
        dialog = AttendanceDialog(self, self.context, chosen[1])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_session(self) -> None:
        """Open the planned session; refused with its reasons until all is in order."""
        view = _session_of(self.chosen)
        if view is self._asked:  # a double click
            return
        self._asked = view
        self.context.tasks.write(
            lambda s: s.sessions.open(view.id, actor=s.actor), None, self._refuse, owner=self
        )

    def _refuse(self, error: Exception) -> None:
        """Say why not; the verb may be tried again."""
        self._asked = None
        self.message.refuse(error)

    def enter(self) -> None:
        """Enter the laureates of the closed session in the book."""
        view = _session_of(self.chosen)
        if view is self._asked:  # a double click
            return
        self._asked = view

        def again() -> None:
            self._asked = None

        enter(
            self,
            self,
            view.commission.award,
            lambda s: s.sessions.results(view.id),
            refused=again,
        )

    def show_minutes(self) -> None:
        """The minutes as they would be printed now."""
        chosen = self.chosen
        if chosen is not None and chosen[1] is not None:
            closing.show_minutes(self, self, chosen[1].id, chosen[1].typed.protocol_no)

    def show_papers(self) -> None:
        """The papers of the commission that make sense now."""
        if (chosen := self.chosen) is not None:
            papers.show(self, self.context, chosen[0])

    def _override(self, finding: Finding) -> None:
        if (chosen := self.chosen) is not None:
            override(self, chosen, finding)


def _show_quorum(chip: Chip, session: SessionView | None) -> None:
    """How many may vote of those who are members on the day; nothing without a session."""
    if session is None:
        chip.hide()
        return
    quorum = next(f for f in session.findings if f.rule == "quorum")
    chip.show_state(
        _("с право на глас {n} от {all}").format(
            n=session.entitled, all=len(session.commission.members)
        ),
        "judgement" if quorum.open else "met",
    )


def _load(services: Services) -> Loaded:
    """Every commission of every edition with its last session."""
    found = []
    for edition in services.editions.list():
        for commission in services.commissions.of_edition(edition.id, actor=services.actor):
            sessions = services.sessions.of_commission(commission.id)
            found.append((commission, sessions[-1] if sessions else None))
    return tuple(found)


def _session_of(chosen: tuple[CommissionView, SessionView | None] | None) -> SessionView:
    """The session in work; the buttons that need one are shown only with it."""
    assert chosen is not None
    assert chosen[1] is not None
    return chosen[1]


def _in_work(loaded: Loaded) -> int:
    """Which commission is shown first: one that sits, is about to, has sat, the first of all."""
    order = (SessionState.OPEN, SessionState.PLANNED, SessionState.CLOSED)
    places = range(len(loaded))

    def rank(place: int) -> int:
        session = loaded[place][1]
        return order.index(session.state) if session is not None else len(order)

    return min(places, key=rank, default=0)
