"""What makes a session one from a distance: the act, the means, the way of voting, who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.remote_session import (
    SITUATIONS,
    WAYS,
    RemoteInput,
    RemoteMember,
    RemoteView,
    Situation,
    VoteWay,
)
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Chip, DateField, MessageBar, button, clear, label
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.ui.screens.base import ScreenContext


def _line(name: str, text: str, hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


class RemoteDialog(QDialog):
    """The act that declared the situation, the technical means and the choice of the ballot."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: SessionView) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.setWindowTitle(_("Заседание от разстояние"))
        self.setMinimumWidth(px(680))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(6))
        self.message = MessageBar()
        column.addWidget(self.message)
        said = _(
            "Допуска се само докато е обявено едно от четирите положения за общината или част от "
            "нея и мерките пречат да се заседава в залата ({citation})."
        ).format(citation=view.commission.rule.remote_citation or "")
        column.addWidget(label(said, "muted", wrap=True))
        column.addLayout(self._act(view.remote.typed if view.remote else None))
        column.addLayout(self._ballot(view.remote.typed if view.remote else None))
        row = QHBoxLayout()
        row.addWidget(button(_("Запиши"), self._write, primary=True))
        if view.remote is not None:
            row.addWidget(button(_("Върни присъствено заседание"), self._recall))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self._grow()

    def _grow(self) -> None:
        """As high as everything needs: wrapped texts do not push by themselves."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(
                layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
            )

    def _act(self, typed: RemoteInput | None) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(px(6))
        today = self._context.clock.today
        self.situation = QComboBox()
        self.situation.setAccessibleName(_("Обявено положение"))
        for one, name in SITUATIONS.items():
            self.situation.addItem(_(name), one)
        self.number = _line(_("Номер на акта"), typed.act_no if typed else "")
        self.issuer = _line(
            _("Издател на акта"),
            typed.issuer if typed else "",
            _("например „Кмета на Община Русе“"),
        )
        self.on = DateField(today=today, name=_("Дата на акта"))
        self.first = DateField(today=today, name=_("Положението е от"))
        self.last = DateField(today=today, name=_("Положението е до"))
        for day in (self.on, self.first, self.last):
            day.setFixedWidth(px(180))
        self.last.setPlaceholderText(_("до отмяна"))
        self.territory = _line(
            _("Територия"), typed.territory if typed else "", _("например „Община Русе“")
        )
        self.hinders = _line(
            _("Мярка, която пречи"),
            typed.hinders if typed else "",
            _("коя забрана или ограничение пречи да се заседава в залата"),
        )
        self.means = _line(
            _("Технически средства"), typed.means if typed else "", _("видеоконферентна връзка")
        )
        if typed is not None:
            self.situation.setCurrentIndex(list(Situation).index(typed.situation))
            self.on.set_date(typed.act_date)
            self.first.set_date(typed.from_day)
            self.last.set_date(typed.until_day)
        form.addRow(_("Обявено положение"), self.situation)
        form.addRow(_("Акт №"), _beside(self.number, _("от"), self.on))
        form.addRow(_("Издаден от"), self.issuer)
        form.addRow(_("Срок от"), _beside(self.first, _("до"), self.last))
        form.addRow(_("Територия"), self.territory)
        form.addRow(_("Мярка, която пречи"), self.hinders)
        form.addRow(_("Технически средства"), self.means)
        return form

    def _ballot(self, typed: RemoteInput | None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label(_("Как се гласува"), "heading"))
        said = _(
            "Наредбата иска тайно гласуване, а от разстояние – да е гарантиран начинът на гласуване "
            "на всеки член. Комисията избира преди откриването; изборът се печата в протокола."
        )
        column.addWidget(label(said, "muted", wrap=True))
        row = QHBoxLayout()
        group = QButtonGroup(self)
        self.secret, self.named = (QRadioButton(_(WAYS[one])) for one in VoteWay)
        for one in (self.secret, self.named):
            group.addButton(one)
            row.addWidget(one)
        row.addStretch(1)
        named = typed is not None and typed.way is VoteWay.NAMED
        (self.named if named else self.secret).setChecked(True)
        column.addLayout(row)
        self.reason = QPlainTextEdit(typed.way_reason if typed else "")
        self.reason.setAccessibleName(_("Причина за избора"))
        self.reason.setPlaceholderText(_("причина за избора"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(52))
        column.addWidget(self.reason)
        return column

    def typed(self) -> RemoteInput:
        """What is typed."""
        return RemoteInput(
            situation=Situation(self.situation.currentData()),
            act_no=self.number.text(),
            issuer=self.issuer.text(),
            act_date=self.on.date(),
            from_day=self.first.date(),
            until_day=self.last.date(),
            territory=self.territory.text(),
            hinders=self.hinders.text(),
            means=self.means.text(),
            way=VoteWay.NAMED if self.named.isChecked() else VoteWay.SECRET,
            way_reason=self.reason.toPlainText(),
        )

    def _write(self) -> None:
        wrong = next((one for one in (self.on, self.first, self.last) if one.wrong), None)
        if wrong is not None:
            self.message.tell(
                _("„{text}“ не е дата. Пример: 06.05.2026").format(text=wrong.text()), "not-met"
            )
            self._grow()
            return
        self.message.hide()
        typed, key = self.typed(), self._view.id
        self._context.tasks.write(
            lambda s: s.remote.declare(key, typed, actor=s.actor),
            lambda _view: self.accept(),
            self._refuse,
            owner=self,
        )

    def _refuse(self, error: Exception) -> None:
        """Say why not; the fields keep their height under the message."""
        self.message.refuse(error)
        self._grow()

    def _recall(self) -> None:
        key = self._view.id
        self._context.tasks.write(
            lambda s: s.remote.recall(key, actor=s.actor),
            lambda _view: self.accept(),
            self._refuse,
            owner=self,
        )


def _beside(first: QWidget, word: str, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(first)
    row.addWidget(label(word))
    row.addWidget(second)
    row.addStretch(1)
    return row


class AwayDialog(QDialog):
    """Who takes part from elsewhere, and how each of them was identified (R-45-9.2)."""

    def __init__(self, parent: QWidget, context: ScreenContext, view: SessionView) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.setWindowTitle(_("Кой участва от разстояние"))
        self.setMinimumWidth(px(720))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        self.message = MessageBar()
        column.addWidget(self.message)
        said = _(
            "За всеки, който не е в залата, впишете как е установена самоличността му. Щом поне един "
            "гласува от разстояние, целият тур минава с карти с кодове."
        )
        column.addWidget(label(said, "muted", wrap=True))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        members = view.remote.members if view.remote else ()
        known = {one.member_id: one.identified for one in members}
        self._lines: list[tuple[int, QCheckBox, QLineEdit]] = []
        for n, line in enumerate(view.attendance):
            away = QCheckBox(line.name)
            how = _line(
                _("Самоличност: {name}").format(name=line.name),
                known.get(line.member_id, ""),
                _("например „лична карта пред камерата“"),
            )
            away.setChecked(line.member_id in known)
            how.setEnabled(away.isChecked())
            away.toggled.connect(how.setEnabled)
            grid.addWidget(away, n, 0)
            grid.addWidget(how, n, 1)
            self._lines.append((line.member_id, away, how))
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(button(_("Запиши"), self._write, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)

    def _write(self) -> None:
        away = [RemoteMember(key, how.text()) for key, box, how in self._lines if box.isChecked()]
        number = self._view.id
        self._context.tasks.write(
            lambda s: s.remote.connect(number, away, actor=s.actor),
            lambda _view: self.accept(),
            self.message.refuse,
            owner=self,
        )


class RemoteRow(QWidget):
    """In the panel of a session: that it is from a distance, and what can be done about it."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._view: SessionView | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))

    def show_session(self, view: SessionView | None) -> None:
        """Show what there is; nothing where the commission may not sit from a distance."""
        clear(self._row)
        self._view = view
        allowed = view is not None and view.commission.rule.remote_citation is not None
        planned = view is not None and view.state is SessionState.PLANNED
        self.setVisible(allowed and (planned or (view is not None and view.remote is not None)))
        if view is None or not allowed:
            return
        if view.remote is None:
            self._row.addWidget(button(_("От разстояние…"), self._plan))
            said = _("само с акта, който е обявил положението ({citation})")
            text = said.format(citation=view.commission.rule.remote_citation)
            self._row.addWidget(label(text, "muted"), 1)
        else:
            self._remote(view, view.remote)

    def _remote(self, view: SessionView, remote: RemoteView) -> None:
        add = self._row.addWidget
        add(Chip(_("от разстояние"), "info"))
        if view.state is SessionState.PLANNED:
            add(button(_("Акт и начин на гласуване…"), self._plan))
        if view.state is not SessionState.CLOSED:
            add(button(_("Кой е от разстояние…"), self._away))
        if view.state is not SessionState.PLANNED and remote.typed.way is VoteWay.NAMED:
            add(button(_("Закрито приложение…"), self._annex))
        n = len(remote.members)
        away = ngettext("{n} от разстояние", "{n} от разстояние", n).format(n=n)
        told = f"{away} · {_(WAYS[remote.typed.way])}"
        self._row.addWidget(label(told, "muted", wrap=True), 1)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _plan(self) -> None:
        if self._view is not None:
            self._open(RemoteDialog(self, self._context, self._view))

    def _away(self) -> None:
        if self._view is not None:
            self._open(AwayDialog(self, self._context, self._view))

    def _annex(self) -> None:
        assert self._view is not None
        key = self._view.id
        self._context.tasks.read(
            lambda s: s.named_votes.annex_pdf(key),
            lambda pdf: self._open(
                PdfDialog(self, pdf, _("Закрито приложение"), "zakrito-prilozhenie")
            ),
            self._context.problem,
            owner=self,
        )
