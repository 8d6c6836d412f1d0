"""The lists handed to accounting: shown, printed, saved as a spreadsheet, ticked as paid, struck out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ruse_desktop.domain.money import totals_text
from ruse_desktop.domain.payments import PaymentListView, PaymentView
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_save
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.money_dialogs import PayDialog
from ruse_desktop.ui.theme import px

_LEAST = 15


class ListPrinter:
    """Shows a list as pages, with the spreadsheet beside."""

    def __init__(self, parent: QWidget, context: ScreenContext, message: MessageBar) -> None:
        self._parent, self._context, self._message = parent, context, message

    def show(self, list_id: int) -> None:
        """Open the pages of a list."""
        read_once(
            self._context.tasks, self._parent, "list",
            lambda s: (view := s.payment_lists.get(list_id), s.payment_lists.pdf(view)),
            lambda found: self._open(*found),
            self._message.refuse,
        )  # fmt: skip

    def _open(self, view: PaymentListView, pdf: bytes) -> None:
        name = f"spisak-{view.number}-{view.year}"
        title = _("Списък {label}").format(label=view.label)
        dialog = PdfDialog(self._parent, pdf, title, f"{name}.pdf")
        dialog.more.addWidget(
            button(
                _("Запази XLSX…"),
                lambda: self.save_xlsx(view, dialog),
                icon_name="file-spreadsheet",
            )
        )
        dialog.open()

    def save_xlsx(self, view: PaymentListView, parent: QWidget) -> None:
        """Ask where to, and save the spreadsheet."""
        name = f"spisak-{view.number}-{view.year}.xlsx"
        target = ask_save(parent, _("Запази таблицата"), name, _("Таблица (*.xlsx)"))
        if target is not None:
            self._context.tasks.read(
                lambda s: _written(target, s.payment_lists.xlsx(view)),
                lambda path: self._context.notify(_("Записано: {name}").format(name=path.name)),
                self._message.refuse,
                owner=self._parent,
            )


class ListsDialog(QDialog):
    """All lists, the newest first."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Списъци за счетоводството"))
        self.resize(px(860), px(520))
        self._context = context
        self._views: dict[int, PaymentListView] = {}
        self.message = MessageBar()
        self.printer = ListPrinter(self, context, self.message)
        self.table = ListTable(
            (
                Column(_("Списък"), 130),
                Column(_("За какво"), 260, stretch=True),
                Column(_("Редове"), 64),
                Column(_("Всичко"), 120),
                Column(_("Състояние"), 100, chip=True),
            ),
            _("Списъци за счетоводството"),
            context.settings,
        )
        self.none = EmptyState(
            "file-spreadsheet",
            _("Още няма списъци"),
            _("Изберете суми за плащане и ги включете в списък."),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        self.why = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        column.addWidget(self.why)
        row = QHBoxLayout()
        self.look = button(_("Преглед и печат…"), self._look, primary=True, icon_name="printer")
        self.sheet = button(_("Запази XLSX…"), self._sheet, icon_name="file-spreadsheet")
        self.paid = button(_("Платен…"), self._pay, icon_name="check")
        self.out = button(_("Зачертай…"), self._strike, icon_name="ban")
        for one in (self.look, self.sheet, self.paid, self.out):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)
        self.table.chosen.connect(lambda _key: self._chosen())
        self.table.opened.connect(lambda _key: self._look())
        self._chosen()
        self.reload()

    def reload(self) -> None:
        """Read the lists anew."""
        self._context.tasks.read(
            lambda s: s.payment_lists.lists(), self._show, self.message.refuse, owner=self
        )

    def _show(self, views: Sequence[PaymentListView]) -> None:
        self._views = {view.id: view for view in views}
        self.pages.setCurrentWidget(self.table if views else self.none)
        self.table.show_lines([_line(view) for view in views])
        self._chosen()

    @property
    def current(self) -> PaymentListView | None:
        """The list chosen."""
        return self._views.get(self.table.current_key() or 0)

    def _chosen(self) -> None:
        view = self.current
        live = view is not None and not view.struck_why
        waits = view is not None and any(one.paid_on is None for one in view.lines)
        for one in (self.look, self.sheet, self.out):
            one.setEnabled(live)
        self.paid.setEnabled(live and waits)
        struck = view.struck_why if view else ""
        self.why.setText(_("Зачертан: {why}").format(why=struck) if struck else "")

    def _look(self) -> None:
        view = self.current
        if view is not None and not view.struck_why:
            self.printer.show(view.id)

    def _sheet(self) -> None:
        if (view := self.current) is not None:
            self.printer.save_xlsx(view, self)

    def _pay(self) -> None:
        if (view := self.current) is None:
            return
        keys = {key for line in view.lines for key in line.keys if line.paid_on is None}

        def ask(found: Sequence[PaymentView]) -> None:
            dialog = PayDialog(self, self._context, [one for one in found if one.key in keys])
            dialog.accepted.connect(self.reload)
            dialog.open()

        self._context.tasks.read(
            lambda s: s.payments.payments(), ask, self.message.refuse, owner=self
        )

    def _strike(self) -> None:
        if (view := self.current) is None:
            return
        dialog = TextDialog(
            self,
            _("Зачертаване на списък"),
            _("Сумите от списък {label} отново чакат плащане. Защо го зачертавате?").format(
                label=view.label
            ),
            _("Зачертай"),
            least=_LEAST,
        )
        dialog.accepted.connect(
            lambda: self._context.tasks.write(
                lambda s: s.payment_lists.strike(view.id, reason=dialog.text(), actor=s.actor),
                lambda _done: self.reload(),
                self.message.refuse,
                owner=self,
            )
        )
        dialog.open()


def _line(view: PaymentListView) -> Line:
    if view.struck_why:
        state, tone = _("зачертан"), "neutral"
    elif all(one.paid_on for one in view.lines):
        state, tone = _("платен"), "met"
    else:
        state, tone = _("предаден"), "judgement"
    total = totals_text(view.totals)
    return Line(
        view.id,
        (view.label, view.title, str(len(view.lines)), total, state),
        tone,
        ((view.year, view.number), view.title, len(view.lines), sum(view.totals.values()), state),
    )


def _written(target: Path, raw: bytes) -> Path:
    try:
        target.write_bytes(raw)
    except OSError as error:
        raise UserError(
            _("Файлът „{name}“ не е записан: {why}").format(
                name=target.name, why=error.strerror or error
            ),
            _("Затворете го, ако е отворен, или изберете друга папка."),
        ) from error
    return target
