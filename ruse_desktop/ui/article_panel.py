"""The side panel with the text of a provision, its edition and date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import icons
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class Article:
    """The text of a place in the act, as the panel shows it."""

    title: str
    text: str
    edition: str


def read_article(services: Services, citation: Citation, edition_id: str, today: date) -> Article:
    """The text of the place by the edition named, else by the one in force. Raises NotFound."""
    edition = services.law.edition(edition_id) if edition_id else services.law.at(today)
    return article_of(edition, citation)


def article_of(edition: ActEdition, citation: Citation) -> Article:
    """The text of the place in this edition. Raises NotFound when the edition has no such place."""
    passage = edition.passage(citation)
    if not passage:
        raise NotFound(
            _("В редакцията „{edition}“ няма {citation}.").format(
                edition=edition.label, citation=citation
            ),
            _("Разпоредбата е от друга редакция; вижте Наредба → Текст и редакции."),
        )
    lines = []
    above = ""
    for provision in passage:
        lead = "" if provision.citation == citation else f"{provision.citation}  "
        body = provision.text or (_("(отменен)") if provision.repealed else "")
        head = provision.heading if provision.heading != above else ""
        above = provision.heading
        parts = (head, f"{lead}{body}", provision.history, provision.note)
        lines.append("\n".join(part for part in parts if part))
    return Article(
        str(citation),
        "\n\n".join(lines),
        _("{act}, {edition}, в сила от {day}").format(
            act=edition.act_name, edition=edition.label, day=date_short(edition.in_force)
        ),
    )


class ArticlePanel(QDockWidget):
    """Shows one article beside the work; Esc closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Текст на наредбата"), parent)
        self.setObjectName("articlePanel")
        self.setAllowedAreas(
            Qt.DockWidgetArea.RightDockWidgetArea | Qt.DockWidgetArea.LeftDockWidgetArea
        )
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setTitleBarWidget(QWidget())
        inside = QWidget()
        inside.setObjectName("articleInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(12), px(12), px(12))
        column.setSpacing(px(6))
        self.title = label("", "heading", wrap=True)
        self.edition = label("", "muted", wrap=True)
        close = QToolButton()
        icons.set_icon(close, "x", "muted")
        close.setAccessibleName(_("Затваряне на текста"))
        close.setToolTip(_("Затваряне (Esc)"))
        close.clicked.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.edition)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setObjectName("articleText")
        self.text.setAccessibleName(_("Текст на разпоредбата"))
        column.addWidget(self.text, 1)
        self.setWidget(inside)
        self.setMinimumWidth(px(320))
        self.hide()

    def show_article(self, article: Article) -> None:
        """Open with this text."""
        self.title.setText(article.title)
        self.edition.setText(article.edition)
        self.text.setPlainText(article.text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self.closed.emit()
            return
        super().keyPressEvent(event)
