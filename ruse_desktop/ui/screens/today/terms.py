"""The list of the next deadlines: day, what and how far it is, the provision, the state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.today import Term, TermState
from ruse_desktop.kernel.formats import date_plain, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import Chip, clear, label, link, plain_tip
from ruse_desktop.ui.screens.today.short_link import ShortLink

_TONES = {
    TermState.OVERDUE: "not-met",
    TermState.SOON: "judgement",
    TermState.AHEAD: "info",
    TermState.DONE: "met",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TermsCard(QFrame):
    """The deadlines in a white panel; each leads to its award's nominations and to its provision."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        open_record: Callable[[str, int], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._show_article = show_article
        self._open_record = open_record
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        self.grid.setColumnStretch(1, 1)
        outer.addLayout(self.grid)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area)

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Replace the list."""
        clear(self.grid)
        heads = (_("Срок"), _("Какво"), _("Основание"), "")
        for n, text in enumerate(heads):
            self.grid.addWidget(_cell(label(text, "fieldName"), n), 0, n)
        self._line(1)
        for n, term in enumerate(terms, 1):
            self._add(term, 2 * n)
            self._line(2 * n + 1)
        if not terms:
            none = label(_("Няма предстоящи срокове по наредбата."), "muted")
            self.grid.addWidget(_cell(none, 0), 2, 0, 1, 4)

    def _line(self, row: int) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background:{theme.colours().line};")
        self.grid.addWidget(line, row, 0, 1, 4)

    def _add(self, term: Term, row: int) -> None:
        one = term.deadline
        day = label(date_plain(one.effective))
        day.setToolTip(weekday(one.effective))
        what = QWidget()
        column = QVBoxLayout(what)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title(term))
        detail = label(" · ".join(p for p in (term.award, term.detail) if p), "muted", wrap=True)
        detail.setFont(theme.sized_font(13))
        column.addWidget(detail)
        detail.setVisible(bool(detail.text()))
        if one.why:
            what.setToolTip(plain_tip(one.why))
        citation = one.citation
        article = link(str(citation), lambda: self._show_article(citation))
        article.setAccessibleName(
            _("Текстът на {citation}: {what}").format(citation=citation, what=term.title)
        )
        chip = Chip(term.state_text, _TONES[term.state])
        for n, widget in enumerate((day, what, article, chip)):
            self.grid.addWidget(_cell(widget, n), row, n)

    def _title(self, term: Term) -> QWidget:
        """The deadline's name: leads to the opened edition's nominations, else to the day."""
        edition_id = term.edition_id
        if edition_id is not None:
            made = ShortLink(term.title, lambda: self._open_record("edition", edition_id))
            said = _("Предложенията: {what}")
        else:
            day = term.deadline.effective.toordinal()
            made = ShortLink(term.title, lambda: self._open_record("day", day))
            said = _("Денят в календара: {what}")
        made.setFont(theme.sized_font(theme.BODY_PX, bold=True))
        named = ", ".join(part for part in (term.award, term.title) if part)
        made.setAccessibleName(said.format(what=named))
        return made


def _cell(widget: QWidget, column: int) -> QWidget:
    """The widget with the table's margins."""
    made = QWidget()
    row = QVBoxLayout(made)
    row.setContentsMargins(14 if column == 0 else 8, 6, 14 if column == 3 else 8, 6)
    if column == 3:
        row.addWidget(widget, 0, _RIGHT)
    elif column == 1:
        row.addWidget(widget)
    else:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    return made
