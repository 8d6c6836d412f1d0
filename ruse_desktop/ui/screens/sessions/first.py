"""What comes before any ballot of some commissions: electing the chair, adopting the criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.ballots import Count, faults
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.forms_generated.ui_ballot_count import Ui_BallotCountForm
from ruse_desktop.ui.kit.basics import Chip, MessageBar, button, clear, label
from ruse_desktop.ui.kit.dialogs import TextDialog, confirm
from ruse_desktop.ui.screens.sessions.slot import Bar
from ruse_desktop.ui.screens.sessions.voting.clerk import ModeChoice, VotingDesk
from ruse_desktop.ui.screens.sessions.voting.kinds import ChairVote

if TYPE_CHECKING:
    from ruse_desktop.domain.session_chair import ChairRound
    from ruse_desktop.domain.sessions import Attendance, SessionView
    from ruse_desktop.ui.screens.base import ScreenContext

CHAIR, CRITERIA = "·chair", "·criteria"
"""The keys of the two steps beside the codes of the sections."""
_MOST = 99


def first_tiles(session: SessionView) -> list[tuple[str, str, str, str]]:
    """The steps before the sections: key, name, state in a word, tone."""
    first, tiles = session.first, []
    if first.asks_chair:
        chair = next((one.name for one in session.attendance if one.member_id == first.chair), "")
        tiles.append((
            CHAIR, _("Избор на председател"),
            chair or (_("гласуване на екрана") if first.voting else _("предстои")),
            "met" if chair else "info" if first.voting else "judgement",
        ))  # fmt: skip
    if first.asks_criteria:
        done = first.criteria_done
        word = _("приети") if done else _("предстои")
        if first.criteria is not None and not done:
            word = _("няма общо съгласие")
        tiles.append((CRITERIA, _("Критерии"), word, "met" if done else "judgement"))
    return tiles


class _ChairCount(QWidget):
    """Who stands for chair and the tellers' sheet of the ballot."""

    sealed = Signal(object)

    def __init__(self, session: SessionView, again: tuple[int, ...]) -> None:
        super().__init__()
        self._entitled = session.entitled
        self._on_paper: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        sheet = QWidget()
        self.form = Ui_BallotCountForm()
        self.form.setupUi(sheet)
        row.addWidget(sheet)
        self._on_paper.append(sheet)
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(_("Предложен за председател"), "fieldName"), 0, 0)
        votes_head = label(_("Гласове"), "fieldName")
        grid.addWidget(votes_head, 0, 1)
        self._on_paper.append(votes_head)
        self._lines: dict[int, tuple[QCheckBox, QSpinBox]] = {}
        for n, line in enumerate((one for one in session.attendance if one.votes), 1):
            box = QCheckBox(line.name)
            box.setAccessibleName(_("Предложен за председател: {name}").format(name=line.name))
            box.setChecked(line.member_id in again)
            votes = QSpinBox()
            votes.setMaximum(_MOST)
            votes.setEnabled(box.isChecked())
            votes.setAccessibleName(_("Гласове за {name}").format(name=line.name))
            box.toggled.connect(votes.setEnabled)
            box.toggled.connect(lambda _on: self._check())
            grid.addWidget(box, n, 0)
            grid.addWidget(votes, n, 1)
            self._on_paper.append(votes)
            self._lines[line.member_id] = box, votes
        self.note = label("", "muted", wrap=True)
        grid.addWidget(self.note, len(self._lines) + 1, 0, 1, 2)
        grid.setRowStretch(len(self._lines) + 2, 1)
        row.addWidget(grid_of, 1)
        form = self.form
        self._numbers = (
            form.issued, form.used, form.unused, form.valid, form.blank, form.invalid,
        )  # fmt: skip
        for spin in (*self._numbers, *(votes for _box, votes in self._lines.values())):
            spin.setMaximum(_MOST)
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            spin.valueChanged.connect(lambda _n: self._check())
        self.fault = label("", wrap=True)
        self.fault.setStyleSheet(f"color:{theme.colours().red};")
        self.seal = button(_("Запечатай избора…"), self._seal, primary=True)
        for spin in (form.issued, form.used, form.valid):
            spin.setValue(session.entitled)
        self._check()

    def show_sheet(self, on_paper: bool) -> None:  # noqa: FBT001 - a slot of Qt
        """Show the tellers' numbers, or on the screen only who stands."""
        for one in (*self._on_paper, self.note):
            one.setVisible(on_paper)

    def count(self) -> Count:
        """The totals as typed; only those ticked stand."""
        votes = {one: spin.value() for one, (box, spin) in self._lines.items() if box.isChecked()}
        issued, used, unused, valid, blank, invalid = (one.value() for one in self._numbers)
        return Count(issued, used, unused, valid, blank, invalid, votes)

    def show_count(self, count: Count) -> None:
        """Put totals typed before back into the sheet."""
        numbers = (
            count.issued, count.used, count.unused, count.valid, count.blank, count.invalid,
        )  # fmt: skip
        for spin, number in zip(self._numbers, numbers, strict=True):
            spin.setValue(number)
        for one, (box, votes) in self._lines.items():
            box.setChecked(one in count.votes)
            votes.setValue(count.votes.get(one, 0))

    def _check(self) -> None:
        count = self.count()
        wrong = list(
            faults(count, entitled=self._entitled, options=tuple(count.votes), marks=1)
            if count.votes
            else (_("Отбележете кои членове са предложени."),)
        )
        self.note.setText(
            _("Един кандидат: гласовете са „за“, останалите действителни – „против“.")
            if len(count.votes) == 1
            else ""
        )
        self.fault.setText("\n".join(wrong))
        self.fault.setVisible(bool(wrong))
        self.seal.setEnabled(not wrong)

    def _seal(self) -> None:
        if confirm(
            self,
            _("Запечатване на избора"),
            _("Запечатаният избор не се променя. Сверен ли е броителният лист с бюлетините?"),
            _("Запечатай избора"),
        ):
            self.sealed.emit(self.count())


class FirstPanel(QWidget):
    """The step before the sections that is worked on."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self.session: SessionView | None = None
        self.message = MessageBar()
        self.count: _ChairCount | None = None
        self.criteria: QPlainTextEdit | None = None
        self._agreed: dict[int, QCheckBox] = {}
        self._typed_count: tuple[tuple[int, int, int], Count] | None = None
        self._typed_criteria: tuple[int, str, set[int]] | None = None
        self._on_screen = False
        self.desk = VotingDesk(context, self, self.message, ChairVote(self.candidates))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)

    def show_step(self, session: SessionView, key: str) -> None:
        """Show the election or the criteria of a session."""
        self._keep()
        self.session = session
        self.count, self.criteria = None, None
        self._column.removeWidget(self.message)
        self.message.setParent(self)
        clear(self._column)
        self._column.addWidget(self.message)
        if key == CHAIR:
            self._show_chair(session)
        else:
            self._show_criteria(session)
        self._column.addStretch(1)

    def _keep(self) -> None:
        """Remember what is typed and not saved, for when the step is shown again."""
        if self.session is None:
            return
        if self.count is not None:
            kept = self.session.id, len(self.session.first.rounds), self.session.entitled
            self._typed_count = kept, self.count.count()
        if self.criteria is not None:
            ticked = {one for one, box in self._agreed.items() if box.isChecked()}
            self._typed_criteria = self.session.id, self.criteria.toPlainText(), ticked

    def _show_chair(self, session: SessionView) -> None:
        rule, first = session.commission.rule, session.first
        text = _("Избор на председател ({citation})").format(citation=rule.chair_citation)
        self._column.addWidget(label(text, "title", wrap=True))
        for one in first.rounds:
            if not one.open:
                self._round(session, one)
        if first.voting:
            said = _("Председателят се избира с гласуване на екрана.")
            self._column.addWidget(label(said, "heading"))
            self._column.addWidget(self.desk.panel(session.id))
            return
        waits = session.state is SessionState.OPEN and not first.chair_done
        self._lead(session, asks=waits)
        if waits:
            held = [one for one in first.rounds if not one.voided_why]
            said = _("Никой няма мнозинство: гласува се отново за водещите.")
            if not held:
                said = _(
                    "Членовете избират председателя с тайно гласуване и обикновено мнозинство."
                )
            self._column.addWidget(label(said, wrap=True))
            self.count = _ChairCount(session, held[-1].again if held else ())
            now = session.id, len(first.rounds), session.entitled
            if self._typed_count is not None and self._typed_count[0] == now:
                self.count.show_count(self._typed_count[1])
            self.count.sealed.connect(self._elect)
            self._ways(session, self.count)
        elif session.state is SessionState.PLANNED and not first.chair_done:
            self._column.addWidget(label(_("Първо открийте заседанието."), "muted"))
        voted = any(slot.rounds for slot in session.slots)
        if session.state is SessionState.OPEN and first.chair is not None and not voted:
            self._bar(button(_("Обяви избора за недействителен…"), self._void))

    def _lead(self, session: SessionView, *, asks: bool) -> None:
        """Who leads until a chair is elected: chosen while it `asks`, afterwards only told."""
        first = session.first
        names = {line.member_id: line.name for line in session.attendance}
        if first.temporary is not None:
            said = _("До избора заседанието води {name} (записал {by}).").format(
                name=names.get(first.temporary, ""), by=first.temporary_by
            )
            self._column.addWidget(label(said, wrap=True))
        if not asks:
            return
        row = QHBoxLayout()
        row.addWidget(label(_("Временно води до избора"), "fieldName"))
        self.leader = QComboBox()
        self.leader.setAccessibleName(_("Временно води до избора"))
        for line in (one for one in session.attendance if one.votes):
            self.leader.addItem(line.name, line.member_id)
            if line.member_id == first.temporary:
                self.leader.setCurrentIndex(self.leader.count() - 1)
        row.addWidget(self.leader)
        row.addWidget(button(_("Запиши водещия"), self._record_leader))
        row.addStretch(1)
        self._column.addLayout(row)

    def _record_leader(self) -> None:
        key, member = self._key(), int(self.leader.currentData())
        self.context.tasks.write(
            lambda s: s.chairs.lead(key, member, actor=s.actor), None, self.message.refuse,
            owner=self,
        )  # fmt: skip

    def _ways(self, session: SessionView, count: _ChairCount) -> None:
        """The same candidates are voted with ballots, counted by the tellers, or on the screen."""
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(count.fault)
        row = QHBoxLayout()
        row.addWidget(count.seal)
        row.addStretch(1)
        column.addLayout(row)
        screen = self.desk.start_panel(session, CHAIR)
        mode = ModeChoice(paper, screen, on_screen=self._on_screen)
        mode.by_screen.toggled.connect(self._set_mode)
        mode.by_screen.toggled.connect(lambda on: count.show_sheet(not on))
        count.show_sheet(not self._on_screen)
        self._column.addWidget(mode)
        self._column.addWidget(count)
        self._column.addWidget(paper)
        self._column.addWidget(screen)

    def _set_mode(self, on_screen: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self._on_screen = on_screen

    def candidates(self) -> tuple[int, ...]:
        """The members ticked as candidates."""
        return tuple(self.count.count().votes) if self.count is not None else ()

    def _round(self, session: SessionView, one: ChairRound) -> None:
        names = {line.member_id: line.name for line in session.attendance}
        said = _("Тайно гласуване; нужни {needed} от {base}")
        if one.on_screen:
            said = _("Тайно гласуване на екрана; нужни {needed} от {base}")
        head = said.format(needed=one.needed, base=one.base)
        self._column.addWidget(label(head, "heading", wrap=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for n, (member, votes) in enumerate(one.votes.items()):
            grid.addWidget(label(names.get(member, ""), wrap=True), n, 0)
            grid.addWidget(Bar(votes, one.base, one.needed), n, 1)
            grid.addWidget(label(str(votes)), n, 2)
            if member == one.elected and not one.voided_why:
                grid.addWidget(Chip(_("председател"), "gold"), n, 3)
        if len(one.votes) == 1:
            against = one.valid - sum(one.votes.values())
            grid.addWidget(label(_("против"), "muted"), 1, 0)
            grid.addWidget(label(str(against)), 1, 2)
        self._column.addWidget(holder)
        if one.remark:
            self._column.addWidget(label(one.remark, "muted", wrap=True))
        if one.voided_why:
            self._column.addWidget(Chip(_("недействителен"), "not-met"))
            self._column.addWidget(label(one.voided_why, "muted", wrap=True))

    def _show_criteria(self, session: SessionView) -> None:
        rule, put = session.commission.rule, session.first.criteria
        title = _("Критерии за селекция и журиране ({citation})").format(
            citation=rule.criteria_citation
        )
        self._column.addWidget(label(title, "title", wrap=True))
        voted = any(slot.rounds for slot in session.slots)
        if session.state is not SessionState.OPEN or voted:
            said = put.text if put else _("Още не са приети.")
            self._column.addWidget(label(said, wrap=True))
            return
        text, ticked = (put.text, set(put.agreed)) if put else ("", set())
        if self._typed_criteria is not None and self._typed_criteria[0] == session.id:
            _session, text, ticked = self._typed_criteria
        self.criteria = QPlainTextEdit(text)
        self.criteria.setAccessibleName(_("Критерии"))
        self.criteria.setTabChangesFocus(True)
        self.criteria.setMaximumHeight(150)
        self._column.addWidget(self.criteria)
        self._column.addWidget(label(_("Съгласни"), "fieldName"))
        self._agreed = {}
        for line in (one for one in session.attendance if one.votes):
            self._column.addWidget(self._consent(line, ticked))
        self._bar(
            button(_("Всички са съгласни"), self._all),
            button(_("Запиши критериите"), self._adopt, primary=True),
        )

    def _consent(self, line: Attendance, agreed: set[int]) -> QCheckBox:
        box = QCheckBox(line.name)
        box.setAccessibleName(_("Съгласен: {name}").format(name=line.name))
        box.setChecked(line.member_id in agreed)
        self._agreed[line.member_id] = box
        return box

    def _bar(self, *buttons: QWidget) -> None:
        bar = QHBoxLayout()
        for one in buttons:
            bar.addWidget(one)
        bar.addStretch(1)
        self._column.addLayout(bar)

    def _all(self) -> None:
        for box in self._agreed.values():
            box.setChecked(True)

    def _key(self) -> int:
        assert self.session is not None
        return self.session.id

    def _elect(self, count: Count) -> None:
        key = self._key()
        self.context.tasks.write(
            lambda s: s.chairs.elect(key, count, actor=s.actor), None, self.message.refuse,
            owner=self,
        )  # fmt: skip

    def _void(self) -> None:
        key = self._key()
        dialog = TextDialog(
            self,
            _("Недействителен избор"),
            _("Защо изборът на председател е недействителен? Записът и причината остават."),
            _("Обяви избора за недействителен"),
            least=15,
        )
        if dialog.exec():
            why = dialog.text()
            self.context.tasks.write(
                lambda s: s.chairs.void(key, why, actor=s.actor), None, self.message.refuse,
                owner=self,
            )  # fmt: skip

    def _adopt(self) -> None:
        assert self.criteria is not None
        key, text = self._key(), self.criteria.toPlainText()
        agreed = [one for one, box in self._agreed.items() if box.isChecked()]
        self.context.tasks.write(
            lambda s: s.chairs.adopt(key, text, agreed, actor=s.actor), None, self.message.refuse,
            owner=self,
        )  # fmt: skip
