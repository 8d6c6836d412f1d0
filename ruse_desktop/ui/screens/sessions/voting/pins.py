"""The dialogs of a vote on the screen: PINs at the opening and the closing, slips, control numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.secret_box import FEW_VOTERS, Way, in_fours
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import MessageBar, Tall, button, label
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf
from ruse_desktop.ui.screens.sessions.voting.code_page import still
from ruse_desktop.ui.screens.sessions.voting.sheet import large
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.secret_box import BallotPaper, Check, VotingStatus
    from ruse_desktop.services.secret_ballots import Finished

_SHOWN_MS = 5 * 60_000
_LEAST_PIN, _LEAST_REMARK = 4, 15


def _pin(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaxLength(12)
    made.setMaximumWidth(px(200))
    made.setAccessibleName(name)
    return made


class PinDialog(QDialog):
    """PINs of both, a message above, one verb; it stays open until the verb succeeded."""

    chair: QLineEdit

    def __init__(self, parent: QWidget, title: str, text: str, do: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(10))
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(label(text, wrap=True))
        self.column = QVBoxLayout()
        column.addLayout(self.column)
        self.form = QFormLayout()
        column.addLayout(self.form)
        row = QHBoxLayout()
        self.do = button(do, self._do, primary=True)
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)

    def _add(self, name: str) -> QLineEdit:
        made = _pin(name)
        made.textChanged.connect(lambda _text: self._check())
        self.form.addRow(name, made)
        return made

    def _check(self) -> None:
        raise NotImplementedError

    def _do(self) -> None:
        raise NotImplementedError

    def refuse(self, error: UserError) -> None:
        """Say why not, and empty the PINs."""
        for field in self.findChildren(QLineEdit):
            if field.echoMode() is QLineEdit.EchoMode.Password:
                field.clear()
        self.message.refuse(error)
        self.do.setEnabled(False)
        self.adjustSize()
        self.chair.setFocus()


class StartDialog(PinDialog):
    """Both set their one-time PINs, each twice; with few voters the reason is asked."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget, voters: int) -> None:
        text = ngettext(
            "Ще се отпечата {n} фиш с код, колкото са присъстващите с право на глас. "
            "Председателят и секретарят избират всеки свой еднократен ПИН от поне четири цифри. "
            "Гласуването се приключва само с двата.",
            "Ще се отпечатат {n} фиша с код, колкото са присъстващите с право на глас. "
            "Председателят и секретарят избират всеки свой еднократен ПИН от поне четири цифри. "
            "Гласуването се приключва само с двата.",
            voters,
        ).format(n=voters)
        super().__init__(
            parent, _("Тайно гласуване на екрана"), text, _("Започни и подготви фишовете")
        )
        self._few = voters < FEW_VOTERS
        self.reason = QPlainTextEdit()
        if self._few:
            warn = _(
                "Гласуват само {n}: резултатът може да издаде кой как е гласувал. Впишете защо "
                "въпреки това се гласува на екрана; записва се в протокола."
            ).format(n=voters)
            said = label(warn, wrap=True)
            large(said, 14, weight=600, colour="amber")
            self.column.addWidget(said)
            self.reason.setAccessibleName(_("Причина"))
            self.reason.setTabChangesFocus(True)
            self.reason.setMaximumHeight(px(70))
            self.reason.textChanged.connect(self._check)
            self.column.addWidget(self.reason)
        self.chair = self._add(_("ПИН на председателя"))
        self.chair_again = self._add(_("ПИН на председателя, отново"))
        self.secretary = self._add(_("ПИН на секретаря"))
        self.secretary_again = self._add(_("ПИН на секретаря, отново"))
        self.hint = label("", "muted", wrap=True)
        self.form.addRow(self.hint)
        self._check()

    def _check(self) -> None:
        pairs = (self.chair, self.chair_again), (self.secretary, self.secretary_again)
        lacking = ""
        if self._few and len(self.reason.toPlainText().strip()) < 15:
            lacking = _("Впишете причината с поне 15 знака.")
        elif any(len(one.text()) < 4 for one, _again in pairs):
            lacking = _("Всеки въвежда своя ПИН два пъти.")
        elif any(one.text() != again.text() for one, again in pairs):
            lacking = _("Двете въвеждания на ПИН се различават.")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def _do(self) -> None:
        self.wanted.emit(
            self.chair.text(), self.secretary.text(), self.reason.toPlainText().strip()
        )


class CloseDialog(PinDialog):
    """The tellers say how many slips came back unused, then both enter their PINs."""

    wanted = Signal(str, str, int, str)

    def __init__(self, parent: QWidget, status: VotingStatus) -> None:
        text = _("Гласували {n} от {all}.").format(n=status.cast, all=status.issued)
        text += " " + _(
            "Преброителите прибират и броят неизползваните фишове. След приключването никой вече "
            "не може да гласува в този тур."
        )
        super().__init__(
            parent, _("Приключване на гласуването"), text, _("Преброй и запечатай тура")
        )
        self._issued, self._unused = status.issued, status.issued - status.cast
        self.returned = QLineEdit()
        self.returned.setValidator(QIntValidator(0, status.issued, self))
        self.returned.setMaximumWidth(px(200))
        self.returned.setAccessibleName(_("Върнати неизползвани фишове"))
        self.returned.textChanged.connect(self._slips_typed)
        self.form.addRow(_("Върнати неизползвани фишове"), self.returned)
        self.remark = QPlainTextEdit()
        self.remark.setAccessibleName(_("Защо броят не съвпада"))
        self.remark.setTabChangesFocus(True)
        self.remark.setMaximumHeight(px(70))
        self.remark.textChanged.connect(self._check)
        self.differs = label("", wrap=True)
        large(self.differs, 14, weight=600, colour="amber")
        self.form.addRow(self.differs)
        self.form.addRow(_("Защо броят не съвпада"), self.remark)
        self.chair = self._add(_("ПИН на председателя"))
        self.secretary = self._add(_("ПИН на секретаря"))
        self._slips_typed()
        self.returned.setFocus()

    def _slips(self) -> int | None:
        """The number typed; None while it is none."""
        text = self.returned.text()
        return int(text) if text.isdigit() and int(text) <= self._issued else None

    def _slips_typed(self) -> None:
        slips = self._slips()
        differs = slips is not None and slips != self._unused
        if differs:
            said = _(
                "Върнати фишове: {returned}, негласували: {unused}. Бройте отново; ако разликата "
                "остава, впишете причината – тя се печата в протокола."
            )
            self.differs.setText(said.format(returned=slips, unused=self._unused))
        self.differs.setVisible(differs)
        self.form.setRowVisible(self.remark, differs)
        self.adjustSize()
        self._check()

    def _check(self) -> None:
        slips = self._slips()
        said = slips == self._unused or len(self.remark.toPlainText().strip()) >= _LEAST_REMARK
        pins = min(len(self.chair.text()), len(self.secretary.text())) >= _LEAST_PIN
        self.do.setEnabled(slips is not None and said and pins)

    def _do(self) -> None:
        slips = self._slips()
        if slips is None:
            return
        self.do.setEnabled(False)
        remark = "" if slips == self._unused else self.remark.toPlainText().strip()
        self.wanted.emit(self.chair.text(), self.secretary.text(), slips, remark)


class SlipsDialog(QDialog):
    """The slips before they are printed; there is no saving, so that no file keeps the codes."""

    def __init__(self, parent: QWidget, pdf: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Фишове за тайно гласуване"))
        self.resize(px(760), px(680))
        self._pdf = pdf
        column = QVBoxLayout(self)
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addWidget(
            label(
                _(
                    "Преброителите изрязват и сгъват фишовете, разбъркват ги и всеки член тегли "
                    "един. Никой не записва кой кой фиш е изтеглил."
                ),
                wrap=True,
            )
        )
        self.view = PdfView()
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(button(_("Печат…"), self._print, primary=True, icon_name="printer"))
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self.view.show_pdf(pdf)

    def _print(self) -> None:
        try:
            print_pdf(self, self._pdf, "fishove")
        except UserError as error:
            self.message.refuse(error)


class ChecksDialog(QDialog):
    """The control numbers with their votes, once: each voter looks for his own."""

    def __init__(self, parent: QWidget, finished: Finished) -> None:
        super().__init__(parent)
        paper, checks = finished.paper, finished.checks
        self.setWindowTitle(_("Проверка по контролни числа"))
        self.resize(px(860), px(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.addWidget(still(_("Всеки намира своето контролно число и проверява гласа си.")))
        muted = still(
            _("Списъкът се вижда само сега: не се записва и не се печата. Турът вече е запечатан.")
        )
        large(muted, 14, colour="muted")
        column.addWidget(muted)
        inner = Tall()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(px(28))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(1, 1)
        words = _words(paper)
        for n, check in enumerate(checks):
            number, vote = still(check.control, wrap=False), still(words(check))
            large(number, 22, weight=600)
            large(vote, 17)
            grid.addWidget(number, n, 0)
            grid.addWidget(vote, n, 1)
        if not checks:
            grid.addWidget(still(_("Никой не е гласувал.")), 0, 0, 1, 2)
        grid.setRowStretch(max(len(checks), 1), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(_("Контролни числа"))
        column.addWidget(area, 1)
        proof = still(
            _("Отпечатък: {digest}\nСол: {salt}").format(
                digest=in_fours(finished.digest), salt=in_fours(finished.salt.hex())
            )
        )
        large(proof, 12, colour="muted")
        column.addWidget(proof)
        row = QHBoxLayout()
        row.addWidget(button(_("Проверено – скрий списъка"), self.accept, primary=True))
        row.addStretch(1)
        column.addLayout(row)
        seen = QTimer(self)
        seen.setSingleShot(True)
        seen.timeout.connect(self.accept)
        seen.start(_SHOWN_MS)


def _words(paper: BallotPaper) -> Callable[[Check], str]:
    names = {option.id: option.name for option in paper.options}

    def said(check: Check) -> str:
        vote = check.vote
        if vote.blank:
            return _("бяла бюлетина")
        if vote.invalid:
            return _("недействителна бюлетина")
        if paper.way is Way.CHOOSE:
            chosen = [name for key, name in names.items() if key in vote.marks]
            return "; ".join(chosen) or _("бяла бюлетина")
        if paper.way is Way.YES_NO:
            return _("за") if vote.marks else _("против")
        sides = (
            (name, _("за") if key in vote.marks else _("против")) for key, name in names.items()
        )
        return "; ".join(f"{name} – {side}" for name, side in sides)

    return said
