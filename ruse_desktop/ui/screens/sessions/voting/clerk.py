"""The clerk's part of a vote on the screen: start, slips, trial, turnout, closing, void."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, MessageBar, button, clear, label
from ruse_desktop.ui.kit.dialogs import TextDialog, confirm
from ruse_desktop.ui.screens.sessions.voting.kinds import SectionVote
from ruse_desktop.ui.screens.sessions.voting.pins import (
    ChecksDialog,
    CloseDialog,
    SlipsDialog,
    StartDialog,
)
from ruse_desktop.ui.screens.sessions.voting.sheet import large
from ruse_desktop.ui.screens.sessions.voting.voter import VoterWindow
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.secret_box import BallotPaper, VotingStatus
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.services.secret_ballots import Finished
    from ruse_desktop.ui.screens.base import ScreenContext

_LEAST_REASON = 15


class ModeChoice(QWidget):
    """„С бюлетини“ or „на екрана“: one mode for the whole round."""

    def __init__(self, paper: QWidget, screen: QWidget, *, on_screen: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("Гласува се"), "fieldName"))
        self._group = QButtonGroup(self)
        self.by_paper, self.by_screen = QRadioButton(_("с бюлетини")), QRadioButton(_("на екрана"))
        for one in (self.by_paper, self.by_screen):
            self._group.addButton(one)
            row.addWidget(one)
        row.addStretch(1)
        (self.by_screen if on_screen else self.by_paper).setChecked(True)

        def show() -> None:
            paper.setVisible(self.by_paper.isChecked())
            screen.setVisible(self.by_screen.isChecked())

        self.by_screen.toggled.connect(lambda _on: show())
        (paper if on_screen else screen).hide()  # shown without a parent they would be windows


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class VotingDesk(QObject):
    """Conducts the vote of a session on the screen; knows the turnout and never a vote."""

    def __init__(
        self,
        context: ScreenContext,
        home: QWidget,
        message: MessageBar,
        kind: SectionVote | None = None,
    ) -> None:
        super().__init__(home)
        self._kind = kind or SectionVote()
        self._context, self._home, self._message = context, home, message
        self._window: VoterWindow | None = None
        self._known: dict[int, VotingStatus] = {}
        self._panel: VotingPanel | None = None

    @property
    def running(self) -> bool:
        """Whether votes would be lost if the program closed now."""
        return any(not status.cut_off for status in self._known.values())

    def may_leave(self) -> bool:
        """Ask before a running vote is lost; what is left of it goes."""
        if self.running and not confirm(
            self._home,
            _("Тече тайно гласуване"),
            _("Ако затворите програмата сега, гласовете се губят и турът е недействителен."),
            _("Затвори и прекъсни гласуването"),
        ):
            return False
        if self._window is not None:
            self._window.close()
        return True

    def start_panel(self, session: SessionView, slot: str) -> QWidget:
        """What stands in the section before a vote on the screen."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        text = _(
            "Всеки гласува на този компютър с код от фиш, изтеглен на сляпо. Гласовете са само в "
            "паметта, докато председателят и секретарят не приключат гласуването."
        )
        column.addWidget(label(text, wrap=True))
        row = QHBoxLayout()
        row.addWidget(
            button(_("Започни гласуване…"), lambda: self.ask_start(session, slot), primary=True)
        )
        row.addStretch(1)
        column.addLayout(row)
        return made

    def panel(self, session_id: int) -> VotingPanel:
        """What stands in the section while its round is open."""
        self._panel = VotingPanel(self, session_id)
        self.refresh(session_id)
        return self._panel

    def refresh(self, session_id: int) -> None:
        """Ask how the vote stands."""
        self._context.tasks.read(
            lambda s: self._kind.ballots(s).status(session_id), self._told, self._refuse, owner=self
        )

    def _told(self, status: VotingStatus | None) -> None:
        if status is None:
            return
        self._known[status.session_id] = status
        panel = self._panel
        if panel is not None and shiboken6.isValid(panel) and panel.session_id == status.session_id:
            panel.show_status(status)

    def _refuse(self, error: Exception) -> None:
        self._message.refuse(error)

    def ask_start(self, session: SessionView, slot: str) -> None:
        """Ask for both PINs, then open the round."""
        if lacks := self._kind.lacks():
            self._message.tell(lacks, "not-met")
            return
        dialog = StartDialog(self._home, self._kind.voters(session, slot))

        def started(status: VotingStatus) -> None:
            self._told(status)
            dialog.accept()

        def start(chair: str, secretary: str, reason: str) -> None:
            self._context.tasks.write(
                lambda s: self._kind.start(s, session.id, slot, (chair, secretary), reason),
                started,
                dialog.refuse,
                owner=dialog,
            )  # fmt: skip

        dialog.wanted.connect(start)
        _open(dialog)

    def show_slips(self, session_id: int) -> None:
        """The slips to be printed."""
        self._context.tasks.read(
            lambda s: self._kind.ballots(s).slips_pdf(session_id),
            lambda pdf: _open(SlipsDialog(self._home, pdf)),
            self._refuse,
            owner=self,
        )

    def show_voter(self, session_id: int, *, trial: bool) -> None:
        """The voter's view over the whole screen."""
        self._context.tasks.read(
            lambda s: self._kind.ballots(s).paper(session_id),
            lambda paper: self._present(paper, trial=trial),
            self._refuse,
            owner=self,
        )

    def _present(self, paper: BallotPaper, *, trial: bool) -> None:
        if self._window is not None:
            self._window.close()
        window = VoterWindow(self._home.window(), self._context.tasks, paper, trial=trial)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.cast.connect(self._told)
        window.left.connect(self._left)
        self._window = window
        window.present()

    def _left(self) -> None:
        self._window = None
        self._home.window().activateWindow()

    def begin(self, session_id: int) -> None:
        """The slips are handed out; no more printing."""
        if not confirm(
            self._home,
            _("Начало на гласуването"),
            _("След началото фишовете не могат да се отпечатат повторно. Раздадени ли са всички?"),
            _("Започни същинското гласуване"),
        ):
            return

        def begun(status: VotingStatus) -> None:
            self._told(status)
            self.show_voter(session_id, trial=False)

        self._context.tasks.read(
            lambda s: self._kind.ballots(s).begin(session_id), begun, self._refuse, owner=self
        )

    def ask_close(self, session_id: int) -> None:
        """Both PINs, then the totals are saved, then the list is shown."""
        dialog = CloseDialog(self._home, self._known[session_id])

        def done(finished: Finished) -> None:
            self._over(session_id)
            dialog.accept()
            _open(ChecksDialog(self._home, finished))

        def close(chair: str, secretary: str, returned: int, remark: str) -> None:
            self._context.tasks.write(
                lambda s: self._kind.ballots(s).finish(
                    session_id,
                    chair_pin=chair,
                    secretary_pin=secretary,
                    returned=returned,
                    remark=remark,
                    actor=s.actor,
                ),
                done,
                dialog.refuse,
                owner=dialog,
            )

        dialog.wanted.connect(close)
        _open(dialog)

    def _over(self, session_id: int) -> None:
        """The round is sealed or void: nobody votes any more."""
        self._known.pop(session_id, None)
        if self._window is not None:
            self._window.close()

    def ask_void(self, session_id: int) -> None:
        """Void with a reason; the record stays."""
        dialog = TextDialog(
            self._home,
            _("Недействителен тур"),
            _("Защо гласуването е недействително? Записът и причината остават."),
            _("Обяви тура за недействителен"),
            least=_LEAST_REASON,
        )
        if not dialog.exec():
            return
        why = dialog.text()

        def done(_view: object) -> None:
            self._over(session_id)

        self._context.tasks.write(
            lambda s: self._kind.ballots(s).void(session_id, why, actor=s.actor),
            done,
            self._refuse,
            owner=self,
        )


class VotingPanel(QWidget):
    """An open round as the clerk sees it: how far it is, how many have voted."""

    def __init__(self, desk: VotingDesk, session_id: int) -> None:
        super().__init__()
        self._desk, self.session_id = desk, session_id
        self._phase: tuple[bool, bool] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(10))
        self.turnout = label("")
        self.bar = QProgressBar()

    def show_status(self, status: VotingStatus) -> None:
        """Show the turnout; rebuild when the phase is another."""
        if self._phase != (status.cut_off, status.voting):
            self._phase = status.cut_off, status.voting
            clear(self._column)
            self._build(status)
        self.bar.setRange(0, status.issued)
        self.bar.setValue(status.cast)
        self.turnout.setText(_("гласували {n} от {all}").format(n=status.cast, all=status.issued))

    def _build(self, status: VotingStatus) -> None:
        desk, key = self._desk, self.session_id
        void = button(_("Обяви тура за недействителен…"), lambda: desk.ask_void(key))
        self.turnout, self.bar = label(""), QProgressBar()
        if status.cut_off:
            self._column.addWidget(Chip(_("прекъснато"), "not-met"))
            text = _(
                "Гласуването е прекъснато: програмата е спряла, преди то да приключи. От гласовете "
                "не е останало нищо. Обявете тура за недействителен с причината и гласувайте "
                "отново с нови фишове."
            )
            self._column.addWidget(label(text, wrap=True))
            self._buttons(void)
            return
        if not status.voting:
            self._prepared(status, void)
            return
        large(self.turnout, 26, weight=600)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Гласували"))
        self._column.addWidget(self.turnout)
        self._column.addWidget(self.bar)
        self._column.addWidget(
            label(_("Вижда се само броят; кой е гласувал и как не се пази никъде."), "muted")
        )
        self._buttons(
            button(
                _("Екран за гласуване"), lambda: desk.show_voter(key, trial=False), primary=True
            ),
            button(_("Приключи гласуването…"), lambda: desk.ask_close(key)),
            void,
        )

    def _prepared(self, status: VotingStatus, void: QWidget) -> None:
        desk, key = self._desk, self.session_id
        steps: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (
                _("1. Отпечатайте фишовете ({n}), изрежете ги и нека всеки изтегли един.").format(
                    n=status.issued
                ),
                _("Фишове за печат…"),
                lambda: desk.show_slips(key),
            ),
            (
                _("2. Покажете как се гласува: пробата няма никакво действие."),
                _("Пробно гласуване"),
                lambda: desk.show_voter(key, trial=True),
            ),
            (
                _("3. Когато всички имат фиш, започнете."),
                _("Започни същинското гласуване…"),
                lambda: desk.begin(key),
            ),
        )
        for n, (text, name, run) in enumerate(steps):
            row = QHBoxLayout()
            row.addWidget(label(text, wrap=True), 1)
            row.addWidget(button(name, run, primary=n == 0))
            self._add(row)
        self._buttons(void)

    def _add(self, row: QHBoxLayout) -> None:
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._column.addWidget(holder)

    def _buttons(self, *made: QWidget) -> None:
        row = QHBoxLayout()
        for one in made:
            row.addWidget(one)
        row.addStretch(1)
        self._add(row)
