"""Issuing an extract or a certified copy of an entry: what is asked, the page, what was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ruse_desktop.domain.book_printing import PRINT_NAMES, PrintKind, PrintLine, PrintRequest
from ruse_desktop.domain.books import EntryDetail
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, button, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.printing import PreviewDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.book_printing import Extract


class IssueDialog(PreviewDialog):
    """An extract or a copy; a paper is printed only after it was issued under a number."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, entry: EntryDetail, kind: PrintKind
    ) -> None:
        name = _(PRINT_NAMES[kind])
        row = entry.row
        super().__init__(
            parent, context, _("{name} · № {n}, {who}").format(name=name, n=row.entry_no, who=row.name)
        )  # fmt: skip
        self.entry, self.kind = entry, kind
        self.issued: PrintLine | None = None
        self._earlier: dict[int, PrintLine] = {}
        self._build(name)
        self._load()
        self.ask()
        self.applicant.setFocus()

    def _build(self, name: str) -> None:
        today = self.context.clock.today
        self.side.addWidget(label(self.entry.row.name, "heading", wrap=True))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.applicant = _line(_("Кой иска"))
        self.reason = _line(
            _("Причина") if self.kind is PrintKind.DUPLICATE else _("Да послужи за")
        )
        self.certified = _line(_("Заверява (име и длъжност)"))
        self.day = DateField(today=today, name=_("Дата"))
        self.day.set_date(today())
        for one in (self.applicant, self.reason, self.certified, self.day):
            form.addRow(one.accessibleName(), one)
        form.setRowVisible(self.certified, self.kind is not PrintKind.DUPLICATE)
        self.side.addLayout(form)
        self.do = button(_("Издай под номер"), self.issue, primary=True, icon_name="check")
        self.side.addWidget(self.do)
        self.hint = label("", "muted", wrap=True)
        self.side.addWidget(self.hint)
        self.side.addSpacing(8)
        self.side.addWidget(label(_("Издадени досега"), "fieldName"))
        self.table = ListTable(
            (Column(_("№"), 64), Column(_("Дата"), 104), Column(_("По искане на"), 120, stretch=True)),
            _("Издадени досега"),
            self.context.settings,
        )  # fmt: skip
        self.table.opened.connect(self._show_earlier)
        self.side.addWidget(self.table, 1)
        for one in (self.applicant, self.reason, self.certified):
            one.textChanged.connect(lambda _text: self._changed())
        self.day.changed.connect(self._changed)
        del name
        self._allow_issue()

    def request(self) -> PrintRequest:
        """What is typed."""
        return PrintRequest(
            self.day.date() or self.context.clock.today(),
            self.applicant.text().strip(),
            self.reason.text().strip(),
            self.certified.text().strip(),
        )

    def _changed(self) -> None:
        self.issued = None
        self._allow_issue()
        self.soon()

    def lacking(self) -> str:
        """What must still be typed, in a sentence; „“ when nothing."""
        if self.day.wrong or self.day.date() is None:
            return _("Въведете дата.")
        if self.kind is PrintKind.DUPLICATE and not self.applicant.text().strip():
            return _("Впишете кой иска дубликата.")
        if self.kind is PrintKind.DUPLICATE and not self.reason.text().strip():
            return _("Впишете причината за дубликата.")
        if self.kind is PrintKind.COPY and not self.certified.text().strip():
            return _("Впишете кой заверява преписа.")
        return ""

    def _allow_issue(self) -> None:
        lacking = self.lacking()
        self.do.setEnabled(not lacking and self.issued is None)
        if self.issued is not None:
            self.hint.setText(
                _("Издадено под № {n}. Отпечатайте или запазете.").format(n=self.issued.number_text)
            )
        else:
            self.hint.setText(lacking or _("Номерът се дава при издаването и остава в дневника."))

    def ask(self) -> None:
        """The page as it would be, or the issued one."""
        book, seq, kind, asked = self.entry.row.book, self.entry.row.seq, self.kind, self.request()
        line = self.issued

        def render(made: Extract) -> bytes:
            from ruse_desktop.documents.book_extract import render as draw

            return draw(made)

        self.draw(
            lambda s: (
                s.printing.issued(line.id)
                if line
                else s.printing.preview(book=book, seq=seq, kind=kind, request=asked)
            ),
            render,
            self.file_name(),
        )

    def file_name(self) -> str:
        """How the file is called."""
        row = self.entry.row
        name = _(PRINT_NAMES[self.kind])
        return safe_name(_("{name} № {n} – {who}").format(name=name, n=row.entry_no, who=row.name))

    def allow(self, *, ready: bool) -> None:
        """Only what was issued leaves the program."""
        super().allow(ready=ready and getattr(self, "issued", None) is not None)

    def issue(self) -> None:
        """Give the paper its number and show it."""
        if not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        row, kind, asked = self.entry.row, self.kind, self.request()
        self.context.tasks.write(
            lambda s: s.printing.issue(
                actor=s.actor, book=row.book, seq=row.seq, kind=kind, request=asked
            ),
            self._issued,
            self._refused,
            owner=self,
        )

    def _issued(self, line: PrintLine) -> None:
        self.issued = line
        self._allow_issue()
        self._load()
        self.ask()

    def _refused(self, error: Exception) -> None:
        self.message.refuse(error)
        self._allow_issue()

    def _load(self) -> None:
        row = self.entry.row
        self.context.tasks.read(lambda s: s.printing.log(row.book, row.seq), self._take, owner=self)

    def _take(self, lines: tuple[PrintLine, ...]) -> None:
        self._earlier = {one.id: one for one in lines if one.kind is self.kind}
        self.table.show_lines([
            Line(one.id, (one.number_text, date_plain(one.day), one.applicant))
            for one in self._earlier.values()
        ])  # fmt: skip

    def _show_earlier(self, key: int) -> None:
        """Show a paper issued before, to be printed once more under its number."""
        self.issued = self._earlier[key]
        self._allow_issue()
        self.ask()


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
