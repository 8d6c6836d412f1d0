"""The dialogs of a round by code cards: passwords at start, unlocking and closing; the cards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ruse_desktop.domain.remote_vote import LEAST_PASSWORD, MOST_PASSWORD, RemoteStatus
from ruse_desktop.domain.secret_box import FEW_VOTERS
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.pdf import PdfView, print_pdf
from ruse_desktop.ui.screens.sessions.voting.pins import PinDialog
from ruse_desktop.ui.screens.sessions.voting.sheet import large
from ruse_desktop.ui.theme import px

_LEAST_REASON = 15


class _PasswordDialog(PinDialog):
    """Passwords of both; a reason is asked where `ask` says why."""

    def _password(self, name: str) -> QLineEdit:
        made = self._add(name)
        made.setMaxLength(MOST_PASSWORD)
        made.setMaximumWidth(px(280))
        return made

    def _reason(self, name: str, ask: str) -> QPlainTextEdit:
        said = label(ask, wrap=True)
        large(said, 14, weight=600, colour="amber")
        self.column.addWidget(said)
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setMaximumHeight(px(70))
        made.textChanged.connect(self._check)
        self.column.addWidget(made)
        return made


class StartCodesDialog(_PasswordDialog):
    """Both choose their passwords, each twice; with few voters the reason is asked."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget, voters: int) -> None:
        text = ngettext(
            "Ще се отпечата {n} карта с кодове. Председателят и секретарят избират всеки своя "
            "парола от поне {least} знака. Върнатите кодове се разчитат само с двете; забравена "
            "парола прави тура недействителен.",
            "Ще се отпечатат {n} карти с кодове. Председателят и секретарят избират всеки своя "
            "парола от поне {least} знака. Върнатите кодове се разчитат само с двете; забравена "
            "парола прави тура недействителен.",
            voters,
        ).format(n=voters, least=LEAST_PASSWORD)
        super().__init__(
            parent, _("Гласуване с карти с кодове"), text, _("Започни и подготви картите")
        )
        self.reason: QPlainTextEdit | None = None
        if voters < FEW_VOTERS:
            ask = _(
                "Гласуват само {n}: резултатът може да издаде кой как е гласувал. Впишете защо "
                "въпреки това се гласува с кодове; записва се в протокола."
            ).format(n=voters)
            self.reason = self._reason(_("Причина"), ask)
        self.chair = self._password(_("Парола на председателя"))
        self.chair_again = self._password(_("Парола на председателя, отново"))
        self.secretary = self._password(_("Парола на секретаря"))
        self.secretary_again = self._password(_("Парола на секретаря, отново"))
        self.hint = label("", "muted", wrap=True)
        self.form.addRow(self.hint)
        self._check()

    def _why(self) -> str:
        return self.reason.toPlainText().strip() if self.reason else ""

    def _check(self) -> None:
        if not hasattr(self, "hint"):
            return
        pairs = (self.chair, self.chair_again), (self.secretary, self.secretary_again)
        lacking = ""
        if self.reason is not None and len(self._why()) < _LEAST_REASON:
            lacking = _("Впишете причината с поне {n} знака.").format(n=_LEAST_REASON)
        elif any(len(one.text()) < LEAST_PASSWORD for one, _again in pairs):
            lacking = _("Всеки въвежда своята парола два пъти, поне {n} знака.").format(
                n=LEAST_PASSWORD
            )
        elif any(one.text() != again.text() for one, again in pairs):
            lacking = _("Двете въвеждания на парола се различават.")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def _do(self) -> None:
        self.do.setEnabled(False)
        self.wanted.emit(self.chair.text(), self.secretary.text(), self._why())


class OpenDialog(_PasswordDialog):
    """Both passwords: to go on after a new start of the program, or to count and seal.

    When counting, a remark is asked where the ticks are not as many as the ballots.
    """

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget, status: RemoteStatus, *, closing: bool) -> None:
        title = _("Приключване на гласуването") if closing else _("Продължаване на гласуването")
        do = _("Разчети и запечатай тура") if closing else _("Отвори кутията")
        super().__init__(parent, title, _said(status, closing=closing), do)
        self.remark: QPlainTextEdit | None = None
        if closing and len(status.back) != status.ballots:
            ask = _(
                "Отбелязани като върнали: {ticked}, върнати бюлетини: {ballots}. Проверете "
                "отметките; ако разликата остава, впишете причината – тя се печата в протокола."
            ).format(ticked=len(status.back), ballots=status.ballots)
            self.remark = self._reason(_("Защо броят не съвпада"), ask)
        self.chair = self._password(_("Парола на председателя"))
        self.secretary = self._password(_("Парола на секретаря"))
        self._check()
        (self.remark or self.chair).setFocus()

    def _remark(self) -> str:
        return self.remark.toPlainText().strip() if self.remark else ""

    def _check(self) -> None:
        if not hasattr(self, "secretary"):
            return
        least = min(len(self.chair.text()), len(self.secretary.text()))
        told = self.remark is None or len(self._remark()) >= _LEAST_REASON
        self.do.setEnabled(told and least >= LEAST_PASSWORD)

    def _do(self) -> None:
        self.do.setEnabled(False)
        self.wanted.emit(self.chair.text(), self.secretary.text(), self._remark())


def _said(status: RemoteStatus, *, closing: bool) -> str:
    if not closing:
        return _(
            "Върнатите досега кодове са запазени. Председателят и секретарят въвеждат паролите си, "
            "за да може да се приемат още; изборите не се разчитат."
        )
    return _(
        "Върнати бюлетини: {n} от {all}. След приключването ключът на картите и върнатите кодове се "
        "унищожават; остават само общите числа."
    ).format(n=status.ballots, all=len(status.voters))


class CardsDialog(QDialog):
    """The cards before they are printed; there is no saving, so that no file keeps the codes."""

    def __init__(self, parent: QWidget, pdf: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Карти с кодове"))
        self.resize(px(820), px(690))
        self._pdf = pdf
        column = QVBoxLayout(self)
        self.message = MessageBar()
        column.addWidget(self.message)
        said = _(
            "Всяка карта се сгъва и се поставя в еднакъв плик без име. Пликовете се разбъркват и се "
            "теглят на сляпо; за членовете от разстояние ги тегли куриерът. Никой не записва кой "
            "кой плик е получил."
        )
        column.addWidget(label(said, wrap=True))
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
            print_pdf(self, self._pdf, "karti")
        except UserError as error:
            self.message.refuse(error)
