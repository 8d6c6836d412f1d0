"""Signed minutes in the window: attaching the scan, showing it, what a closed session waits for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.domain.signed_minutes import SCANS, SignedInput
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import (
    Chip,
    DateField,
    MessageBar,
    button,
    clear,
    label,
    link,
    plain_tip,
)
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.domain.signed_minutes import SignedMinutes, SignedVersion
    from ruse_desktop.ui.screens.base import ScreenContext

_REASON_LINES = 64


class SignDialog(QDialog):
    """Attaches a scan of the signed minutes; it closes when the scan is kept."""

    def __init__(self, parent: QWidget, context: ScreenContext, minutes: SignedMinutes) -> None:
        super().__init__(parent)
        self._context, self._minutes = context, minutes
        self._file: Path | None = None
        self.setWindowTitle(_("Протоколът е подписан"))
        self.setMinimumWidth(px(600))
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        head = _("Протокол № {no}/{day}").format(
            no=minutes.protocol_no, day=date_short(minutes.held_on)
        )
        column.addWidget(label(head, "heading"))
        column.addWidget(label(self._explained(), "muted", wrap=True))
        self.message = MessageBar()
        column.addWidget(self.message)
        column.addLayout(self._fields())
        column.addStretch(1)
        row = QHBoxLayout()
        again = minutes.last is not None
        text = _("Приложи и това копие") if again else _("Приложи и заключи протокола")
        self.do = button(text, self._attach, primary=True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.choose.setFocus()

    def _explained(self) -> str:
        if self._minutes.last is None:
            return _(
                "Сканираният протокол се пази с контролната си сума и повече не се заменя. "
                "Друго копие се прилага само като следващо, с причина."
            )
        n = len(self._minutes.versions)
        said = ngettext(
            "Приложено е {n} копие; то остава.", "Приложени са {n} копия; те остават.", n
        )
        return said.format(n=n)

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self.day = DateField(today=self._context.clock.today, name=_("Подписан на"))
        last = self._minutes.last
        self.day.set_date(last.signed_on if last else self._context.clock.today())
        self.number = QLineEdit(last.registry_no if last else "")
        self.number.setAccessibleName(_("Регистрационен номер"))
        self.number.setPlaceholderText(
            _("ако протоколът е заведен, например „63-12/19.05.2026 г.“")
        )
        self.choose = button(_("Изберете файл…"), self._choose, icon_name="file-text")
        self.shown = label(_("или пуснете файла тук (PDF, JPG, PNG)"), "muted", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.choose)
        line.addWidget(self.shown, 1)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(_("Причина за новото копие"))
        self.reason.setPlaceholderText(_("например „на първото не се чете печатът“"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(_REASON_LINES))
        form.addRow(_("Сканиран протокол"), line)
        form.addRow(_("Подписан на"), self.day)
        form.addRow(_("Регистрационен №"), self.number)
        form.addRow(_("Причина"), self.reason)
        form.setRowVisible(self.reason, last is not None)
        return form

    def _choose(self) -> None:
        kinds = _("Сканиран протокол ({kinds})").format(kinds=" ".join(f"*{one}" for one in SCANS))
        chosen = ask_open(self, _("Сканиран протокол"), kinds)
        if chosen is not None:
            self.take(chosen)

    def take(self, file: Path) -> None:
        """This file is the scan."""
        self._file = file
        self.shown.setText(file.name)
        self.shown.setToolTip(plain_tip(str(file)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A scan may be dropped here."""
        if _scan_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the scan that was dropped."""
        if (file := _scan_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.take(file)

    def typed(self) -> SignedInput:
        """What is entered."""
        reason = self.reason.toPlainText().strip()
        return SignedInput(self._file, self.day.date(), self.number.text(), reason)

    def _attach(self) -> None:
        if self.day.wrong:
            self.message.tell(_("Датата на подписване не е дата."), "not-met")
            self.day.setFocus()
            return
        key, typed = self._minutes.session_id, self.typed()
        self.do.setEnabled(False)
        self._context.tasks.write(
            lambda s: s.signed_minutes.attach(key, typed, actor=s.actor),
            lambda _kept: self.accept(),
            self.message.refuse,
            owner=self,
            settled=lambda: self.do.setEnabled(True),
        )


class SignedRow(QWidget):
    """Under the head of a closed session: waits for its signatures, or signed, with the scan."""

    def __init__(
        self, context: ScreenContext, failed: Callable[[Exception], object] | None = None
    ) -> None:
        super().__init__()
        self._context, self._failed = context, failed or context.problem
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._key: int | None = None
        self._minutes: SignedMinutes | None = None
        self.hide()

    def show_session(self, session: SessionView | None) -> None:
        """Show how far the minutes of this session are; nothing before it is closed."""
        self._minutes = None
        closed = session is not None and session.state is SessionState.CLOSED
        self._key = session.id if session is not None and closed else None
        self.setVisible(closed)
        if (key := self._key) is not None:
            self._context.tasks.read(
                lambda s: s.signed_minutes.of_session(key), self._show, self._failed, owner=self
            )
        else:
            clear(self._row)

    def _show(self, minutes: SignedMinutes) -> None:
        if minutes.session_id != self._key:
            return
        clear(self._row)
        self._minutes = minutes
        last = minutes.last
        add = self._row.addWidget
        if last is None:
            add(Chip(_("протоколът чака подпис"), "judgement"))
            add(button(_("Протоколът е подписан…"), lambda: self.sign(minutes)))
        else:
            said = _("протоколът е подписан на {day}").format(day=date_short(last.signed_on))
            add(Chip(said, "met"))
            add(link(_("Подписан протокол"), lambda: self._open(last)))
            add(button(_("Друго копие…"), lambda: self.sign(minutes)))
        self._row.addStretch(1)

    def ask(self) -> None:
        """Attach a scan to the minutes in sight; says why not while the session goes on."""
        if self._minutes is not None:
            self.sign(self._minutes)
            return
        self._failed(
            UserError(
                _("Подписва се протокол на приключило заседание."),
                _("Приключете заседанието, отпечатайте протокола и го дайте за подпис."),
            )
        )

    def sign(self, minutes: SignedMinutes) -> None:
        """Attach a scan."""
        dialog = SignDialog(self, self._context, minutes)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self, version: SignedVersion) -> None:
        open_scan(self, self._context, version, self._failed)


def open_scan(
    owner: QWidget,
    context: ScreenContext,
    version: SignedVersion,
    failed: Callable[[Exception], object],
) -> None:
    """Show a kept scan: a PDF in a window of ours, a picture in the program that shows pictures."""

    def show(found: tuple[Path, bytes]) -> None:
        path, content = found
        if not content:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return
        dialog = PdfDialog(owner, content, _("Подписан протокол"), version.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def read(path: Path) -> tuple[Path, bytes]:
        return path, path.read_bytes() if path.suffix == ".pdf" else b""

    context.tasks.read(
        lambda s: read(s.signed_minutes.path(version.session_id, version.version)),
        show,
        failed,
        owner=owner,
    )


def _scan_in(data: QMimeData) -> Path | None:
    """The scan among what is dragged; None unless it is one file of a kind that is kept."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1 and files[0].suffix.casefold() in SCANS:
        return files[0]
    return None
