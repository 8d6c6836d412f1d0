"""The clerk's part of a round by code cards: start, cards, codes typed, ticks, closing, void."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.remote_session import CODES, NAMED, modes
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, MessageBar, button, clear, label
from ruse_desktop.ui.kit.dialogs import TextDialog, confirm
from ruse_desktop.ui.screens.sessions.remote.dialogs import (
    CardsDialog,
    OpenDialog,
    StartCodesDialog,
)
from ruse_desktop.ui.screens.sessions.remote.named import NamedPanel
from ruse_desktop.ui.screens.sessions.voting.pins import ChecksDialog
from ruse_desktop.ui.screens.sessions.voting.sheet import large
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.ballots import Step
    from ruse_desktop.domain.remote_session import NamedVote
    from ruse_desktop.domain.remote_vote import RemoteStatus
    from ruse_desktop.domain.sessions import SessionView, SlotView
    from ruse_desktop.services.secret_ballots import Finished
    from ruse_desktop.ui.screens.base import ScreenContext

_LEAST_REASON = 15


class RemoteDesk(QObject):
    """Conducts the round by code cards of a session; sees codes pass and never what they mean."""

    def __init__(self, context: ScreenContext, home: QWidget, message: MessageBar) -> None:
        super().__init__(home)
        self._context, self._home, self._message = context, home, message
        self._panel: CodesPanel | None = None

    def ways(self, session: SessionView, place: SlotView, step: Step) -> tuple[QWidget, ...]:
        """What stands in a section whose round goes the way of a session from a distance; or ()."""
        code = place.slot.code
        found = modes(session.remote, [line.member_id for line in session.voters(code)])
        if CODES in found:
            return (self.start_panel(session, code),)
        if NAMED not in found:
            return ()
        said = _(
            "Комисията избра лично и поименно гласуване. Имената се пазят отделно и се печатат "
            "само в закритото приложение. Който не гласува, остава без отметка „гласува“."
        )
        panel = NamedPanel(session, place, step)
        panel.sealed.connect(lambda votes: self._seal_named(session.id, code, votes))
        return label(said, "muted", wrap=True), panel

    def _seal_named(self, session_id: int, slot: str, votes: dict[int, NamedVote]) -> None:
        self._context.tasks.write(
            lambda s: s.named_votes.seal(session_id, slot, votes, actor=s.actor),
            None,
            self.refuse,
            owner=self,
        )

    def start_panel(self, session: SessionView, slot: str) -> QWidget:
        """What stands in the section before a round by code cards."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        text = _(
            "Член гласува от разстояние, затова целият тур е с карти с кодове. Всеки получава "
            "запечатана карта, изтеглена на сляпо, и връща само кода на избора си – по телефон, "
            "писмо или тук. Кой код какво значи, се разчита едва при приключването."
        )
        column.addWidget(label(text, wrap=True))
        row = QHBoxLayout()
        row.addWidget(
            button(
                _("Започни гласуване с кодове…"),
                lambda: self._ask_start(session, slot),
                primary=True,
            )
        )
        row.addStretch(1)
        column.addLayout(row)
        return made

    def panel(self, session_id: int) -> QWidget:
        """What stands in the section while its round by cards is open."""
        self._panel = CodesPanel(self, session_id)
        self.refresh(session_id)
        return self._panel

    def refresh(self, session_id: int) -> None:
        """Ask how the round stands."""
        self._context.tasks.read(
            lambda s: s.remote_ballots.status(session_id), self._told, self.refuse, owner=self
        )

    def _told(self, status: RemoteStatus | None) -> None:
        panel = self._panel
        if status is None or panel is None or not shiboken6.isValid(panel):
            return
        if panel.session_id == status.session_id:
            panel.show_status(status)

    def refuse(self, error: Exception) -> None:
        """Say why not."""
        self._message.refuse(error)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_start(self, session: SessionView, slot: str) -> None:
        dialog = StartCodesDialog(self._home, session.entitled_in(slot))

        def started(_status: RemoteStatus) -> None:
            self._message.hide()
            dialog.accept()

        def start(chair: str, secretary: str, reason: str) -> None:
            self._context.tasks.write(
                lambda s: s.remote_ballots.start(
                    session.id, slot, chair=chair, secretary=secretary, reason=reason,
                    actor=s.actor,
                ),
                started,
                dialog.refuse,
                owner=dialog,
            )  # fmt: skip

        dialog.wanted.connect(start)
        self._open(dialog)

    def show_cards(self, session_id: int) -> None:
        """The cards to be printed."""
        self._context.tasks.read(
            lambda s: s.remote_ballots.cards_pdf(session_id),
            lambda pdf: self._open(CardsDialog(self._home, pdf)),
            self.refuse,
            owner=self,
        )

    def hand_out(self, session_id: int) -> None:
        """The cards are in their covers; no more printing."""
        if confirm(
            self._home,
            _("Картите са раздадени"),
            _("След това картите не могат да се отпечатат повторно. Раздадени ли са всички?"),
            _("Всички карти са раздадени"),
        ):
            self._context.tasks.read(
                lambda s: s.remote_ballots.hand_out(session_id),
                self._told,
                self.refuse,
                owner=self,
            )

    def take(self, panel: CodesPanel, text: str) -> None:
        """The codes that came back from one card."""
        key = panel.session_id

        def done(new: bool) -> None:  # noqa: FBT001 - what the service answers
            self._message.tell(
                _("Бюлетината е приета.")
                if new
                else _("Същата бюлетина вече е приета; брои се веднъж."),
                "met" if new else "judgement",
            )
            if shiboken6.isValid(panel):
                panel.accepted()
                self.refresh(key)

        self._context.tasks.write(
            lambda s: s.remote_ballots.take(key, text, actor=s.actor), done, self.refuse, owner=self
        )

    def tick(self, session_id: int, member: int, *, back: bool) -> None:
        """Tick „върнал“ for a member."""
        self._context.tasks.write(
            lambda s: s.remote_ballots.tick(session_id, member, back=back, actor=s.actor),
            self._told,
            self.refuse,
            owner=self,
        )

    def ask_unlock(self, status: RemoteStatus) -> None:
        """Both passwords, to go on after a new start."""
        dialog = OpenDialog(self._home, status, closing=False)

        def opened(now: RemoteStatus) -> None:
            dialog.accept()
            self._told(now)

        dialog.wanted.connect(
            lambda chair, secretary, _remark: self._context.tasks.read(
                lambda s: s.remote_ballots.unlock(
                    status.session_id, chair=chair, secretary=secretary
                ),
                opened,
                dialog.refuse,
                owner=dialog,
            )
        )
        self._open(dialog)

    def ask_close(self, status: RemoteStatus) -> None:
        """Both passwords, then the totals are saved, then the list is shown."""
        dialog = OpenDialog(self._home, status, closing=True)

        def done(finished: Finished) -> None:
            self._message.hide()
            dialog.accept()
            self._open(ChecksDialog(self._home, finished))

        def close(chair: str, secretary: str, remark: str) -> None:
            self._context.tasks.write(
                lambda s: s.remote_ballots.finish(
                    status.session_id, chair=chair, secretary=secretary, remark=remark,
                    actor=s.actor,
                ),
                done,
                dialog.refuse,
                owner=dialog,
            )  # fmt: skip

        dialog.wanted.connect(close)
        self._open(dialog)

    def ask_void(self, session_id: int) -> None:
        """Void with a reason; the record stays, the keys do not."""
        dialog = TextDialog(
            self._home,
            _("Недействителен тур"),
            _("Защо гласуването е недействително? Записът и причината остават."),
            _("Обяви тура за недействителен"),
            least=_LEAST_REASON,
        )
        if dialog.exec():
            why = dialog.text()
            self._context.tasks.write(
                lambda s: s.remote_ballots.void(session_id, why, actor=s.actor),
                None,
                self.refuse,
                owner=self,
            )


class CodesPanel(QWidget):
    """An open round by code cards as the clerk sees it."""

    def __init__(self, desk: RemoteDesk, session_id: int) -> None:
        super().__init__()
        self._desk, self.session_id = desk, session_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(10))
        self.codes: QLineEdit | None = None
        self._status: RemoteStatus | None = None
        self._turnout = label("")
        self._boxes: dict[int, QCheckBox] = {}

    def show_status(self, status: RemoteStatus) -> None:
        """Show how the round stands."""
        self._status = status
        running = not (status.lost or status.locked or status.cards)
        if running and self.codes is not None:
            self._refresh(status)
            return
        clear(self._column)
        self.codes = None
        void = button(
            _("Обяви тура за недействителен…"), lambda: self._desk.ask_void(self.session_id)
        )
        if status.lost:
            self._stopped(
                _("възстановено от копие"),
                _(
                    "Резервните копия не пазят върнатите кодове, затова този тур не може да "
                    "продължи. Обявете го за недействителен с причината и раздайте нови карти."
                ),
                void,
            )
        elif status.locked:
            go_on = button(
                _("Продължи гласуването…"), lambda: self._desk.ask_unlock(status), primary=True
            )
            self._stopped(
                _("заключено"),
                _(
                    "Програмата е стартирана наново. Върнатите кодове са запазени; председателят и "
                    "секретарят въвеждат паролите си, за да се приемат още. Ако картите не са били "
                    "раздадени, обявете тура за недействителен."
                ),
                go_on,
                void,
            )
        elif status.cards:
            self._prepared(status, void)
        else:
            self._running(status, void)
            self._refresh(status)

    def focus_codes(self) -> None:
        """Go on typing."""
        if self.codes is not None:
            self.codes.setFocus()

    def accepted(self) -> None:
        """A ballot was taken: the next one."""
        if self.codes is not None:
            self.codes.clear()
        self.focus_codes()

    def _stopped(self, word: str, text: str, *buttons: QWidget) -> None:
        self._column.addWidget(Chip(word, "judgement"))
        self._column.addWidget(label(text, wrap=True))
        self._buttons(*buttons)

    def _prepared(self, status: RemoteStatus, void: QWidget) -> None:
        key = self.session_id
        print_it = _("1. Отпечатайте картите ({n}), запечатайте ги в еднакви пликове.")
        steps = (
            (
                print_it.format(n=len(status.voters)),
                _("Карти за печат…"),
                lambda: self._desk.show_cards(key),
            ),
            (
                _("2. Раздайте пликовете на сляпо; никой не записва кой кой е получил."),
                _("Картите са раздадени…"),
                lambda: self._desk.hand_out(key),
            ),
        )
        for n, (text, name, run) in enumerate(steps):
            row = QHBoxLayout()
            row.addWidget(label(text, wrap=True), 1)
            row.addWidget(button(name, run, primary=n == 0))
            self._add(row)
        self._buttons(void)

    def _running(self, status: RemoteStatus, void: QWidget) -> None:
        self._turnout = label("")
        large(self._turnout, 22, weight=600)
        self._column.addWidget(self._turnout)
        row = QHBoxLayout()
        self.codes = QLineEdit()
        self.codes.setAccessibleName(_("Кодове от една карта"))
        self.codes.setPlaceholderText(
            _("кодовете от една карта, разделени с интервал – например 7K2M-9QXA")
        )
        self.codes.returnPressed.connect(self._take)
        row.addWidget(self.codes, 1)
        row.addWidget(button(_("Приеми бюлетината"), self._take, primary=True))
        self._add(row)
        self._column.addWidget(label(_("Кой върна бюлетина (без час и без код)"), "fieldName"))
        self._ticks(status)
        self._buttons(button(_("Приключи гласуването…"), self._close), void)

    def _close(self) -> None:
        if self._status is not None:
            self._desk.ask_close(self._status)

    def _refresh(self, status: RemoteStatus) -> None:
        """The turnout and the ticks, in the same widgets: who types goes on typing."""
        said = _("върнати бюлетини {n} от {all}")
        self._turnout.setText(said.format(n=status.ballots, all=len(status.voters)))
        for member, box in self._boxes.items():
            quiet = QSignalBlocker(box)
            box.setChecked(member in status.back)
            quiet.unblock()

    def _ticks(self, status: RemoteStatus) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._boxes = {}
        for n, (member, name) in enumerate(status.voters.items()):
            box = self._boxes[member] = QCheckBox(name)
            box.toggled.connect(partial(self._ticked, member))
            grid.addWidget(box, n // 3, n % 3)
        self._column.addWidget(holder)

    def _ticked(self, member: int, back: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self._desk.tick(self.session_id, member, back=back)

    def _take(self) -> None:
        if self.codes is not None and self.codes.text().strip():
            self._desk.take(self, self.codes.text())

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
