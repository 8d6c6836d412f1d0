"""One sealing beside the list: what, when, who signed, who asked, with whom the seal was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.seal import OUTSIDE, SealEntry
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, FieldGrid, Tall, label, link
from ruse_desktop.ui.theme import px


class SealCard(QFrame):
    """The panel at the right; empty while nothing is chosen."""

    def __init__(
        self,
        show_article: Callable[[Citation], object],
        buttons: Sequence[QPushButton],
        open_record: Callable[[str, int], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._entry: SealEntry | None = None
        self.number = label("", "title")
        self.state = Chip()
        self.document = label("", "heading", wrap=True)
        self.category = label("", wrap=True)
        self.article = link("", lambda: self._show(show_article))
        self.agreement = link(_("Към споразумението"), lambda: self._open(open_record))
        self.fields = FieldGrid(names=150)
        self.page = QWidget()
        self._build(buttons)
        self.page.hide()

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        top = QHBoxLayout()
        top.addWidget(self.number, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.document)
        column.addWidget(self.category)
        column.addWidget(self.article, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields)
        column.addWidget(self.agreement, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(8), px(16), px(12))
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        whole = QVBoxLayout(self.page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.page)

    def show_entry(self, entry: SealEntry | None) -> None:
        """Show a line of the register; None leaves the panel empty."""
        self._entry = entry
        self.page.setVisible(entry is not None)
        if entry is None:
            return
        self.number.setText(_("№ {no}").format(no=entry.number_text))
        if entry.struck_why:
            self.state.show_state(_("зачеркнат"), "neutral")
        elif entry.category == OUTSIDE:
            self.state.show_state(_("с основание"), "judgement")
        else:
            self.state.show_state(_("вписан"), "met")
        self.document.setText(entry.document)
        self.category.setText(entry.category_text)
        self.article.setText(str(entry.citation or ""))
        self.article.setVisible(entry.citation is not None)
        self.article.setAccessibleName(_("Текстът на {citation}").format(citation=entry.citation))
        self.fields.show_rows(rows_of(entry))
        self.agreement.setVisible(entry.agreement_id is not None)

    def _show(self, show_article: Callable[[Citation], object]) -> None:
        if self._entry is not None and self._entry.citation is not None:
            show_article(self._entry.citation)

    def _open(self, open_record: Callable[[str, int], object]) -> None:
        if self._entry is not None and self._entry.agreement_id is not None:
            open_record("agreement", self._entry.agreement_id)


def rows_of(entry: SealEntry) -> list[tuple[str, str]]:
    """The fields of a line with their names."""
    struck = ""
    if entry.struck_at is not None:
        struck = _("{day}, {by}: {why}").format(
            day=date_short(entry.struck_at.date()), by=entry.struck_by, why=entry.struck_why
        )
    return [
        (_("Зачеркнат"), struck),
        (_("Законово основание"), entry.ground),
        (_("По споразумение"), entry.agreement),
        (_("Подписан"), date_short(entry.signed_on)),
        (_("Подписал"), entry.signed_by),
        (_("Подпечатан"), date_short(entry.sealed_on)),
        (_("Оригинали"), str(entry.originals)),
        (_("Поискал"), entry.asked_by),
        (_("Печатът е бил у"), entry.holder),
        (_("Бележка"), entry.note),
        (_("Вписал"), _("{by}, {day}").format(by=entry.by, day=date_short(entry.at.date()))),
    ]
