"""Small things every screen is made of: cards, labels, chips, buttons, fields, findings, messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from datetime import date as Day  # noqa: N812 - inside DateField `date` is its method
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.clock import SystemClock
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain, parse_date, weekday
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.icons import icon, pixmap, set_icon


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text; `name` is its style („title“, „heading“, „muted“)."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def plain_tip(text: str) -> str:
    """A text for a tooltip, where Qt would take what looks like markup for markup."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def button(
    text: str, run: Callable[[], object], *, primary: bool = False, icon_name: str = ""
) -> QPushButton:
    """A button; the primary one is blue and there is one of it on a screen."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setAutoDefault(False)
    if icon_name:
        set_icon(made, icon_name, "on_blue" if primary else "ink")
    made.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument
    return made


def link(text: str, run: Callable[[], object]) -> QPushButton:
    """A text that leads somewhere, reachable by keyboard."""
    made = QPushButton(text)
    made.setProperty("link", True)  # noqa: FBT003 - Qt
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument
    return made


class Card(QFrame):
    """A white panel with a column of widgets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)


class Chip(QLabel):
    """A state in a word on a tint."""

    def __init__(self, text: str = "", tone: str = "neutral") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)
        theme.theme().changed.connect(self._colour)

    def show_state(self, text: str, tone: str) -> None:
        """Change the word and its tone; without a word there is nothing to see."""
        self._tone = theme.Tone(tone)
        self.setText(text)
        self._colour()
        if not text:
            self.hide()
        elif self.parent() is not None:  # without a parent it would be a window
            self.show()

    def _colour(self) -> None:
        ink, back = theme.colours().tone(self._tone)
        self.setStyleSheet(
            f"background:{back};color:{ink};border-radius:{theme.px(9)}px;"
            f"padding:{theme.px(2)}px {theme.px(10)}px;"
            f"font-size:{theme.px(12)}px;font-weight:600;"
        )


class FieldGrid(QWidget):
    """Rows of a muted name and a value; with `names` they wrap at that width of the design."""

    def __init__(self, parent: QWidget | None = None, *, names: int = 0) -> None:
        super().__init__(parent)
        self._names = names
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 130)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Replace all rows; rows without a value are left out."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for n, (name, value) in enumerate((n, v) for n, v in rows if v):
            said = label(name, "fieldName", wrap=bool(self._names))
            if self._names:
                said.setFixedWidth(theme.px(self._names))
            self._grid.addWidget(said, n, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(value, wrap=True), n, 1)


class Tall(QWidget):
    """The content of a scroll area: never lower than its wrapped texts need at the width it has."""

    def event(self, event: QEvent) -> bool:
        """Count the height anew when the width or what is inside changed."""
        handled = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            needed = layout.totalHeightForWidth(self.width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(max(0, needed))
        return handled


class MessageBar(QFrame):
    """What happened and what to do next, above the content; Esc or the cross closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._tone = theme.Tone.INFO
        theme.theme().changed.connect(self._colour)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        self.text = label(wrap=True)
        row.addWidget(self.text, 1)
        self.action = button("", lambda: None)
        self.action.hide()
        row.addWidget(self.action)
        close = button("", self.hide, icon_name="x")
        close.setAccessibleName(_("Затваряне на съобщението"))
        row.addWidget(close)
        self.hide()

    def tell(
        self,
        text: str,
        tone: theme.ToneName = "info",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence in a tone, with one thing to do about it."""
        self._tone = theme.Tone(tone)
        self._colour()
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.action.setVisible(action is not None)
        if action is not None:
            name, run = action
            self.action.setText(name)
            self.action.clicked.disconnect()
            self.action.clicked.connect(self.hide)
            self.action.clicked.connect(lambda: run())  # noqa: PLW0108 - `clicked` passes an argument
        self.show()

    def _colour(self) -> None:
        ink, back = theme.colours().tone(self._tone)
        self.setStyleSheet(f"QFrame#messageBar{{background:{back};border-color:{ink};}}")

    def refuse(self, error: Exception) -> None:
        """Show a refusal with its advice."""
        if isinstance(error, UserError):
            self.tell(f"{error.message} {error.advice}".strip(), "not-met")


class EmptyState(QWidget):
    """What belongs here and the first thing to do."""

    def __init__(
        self, icon_name: str, title: str, text: str, action: QPushButton | None = None
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(2)
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, "muted", 44))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "heading")
        self.text = label(text, "muted", wrap=True)
        for widget in (picture, self.title, self.text):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        if action is not None:
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class DateField(QLineEdit):
    """A date typed freely: 6.5.26, утре, +10; shown as 06.05.2026 with the weekday beside."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._today = today or SystemClock().today
        if name:
            self.setAccessibleName(name)
        self.setPlaceholderText(_("дд.мм.гггг, утре, +10"))
        self.setMaximumWidth(180)
        self.editingFinished.connect(self._tidy)
        self.textEdited.connect(lambda _text: self.changed.emit())

    def count_from(self, today: Callable[[], date]) -> None:
        """Use this day for „утре“ and „+10“."""
        self._today = today

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no date."""
        return bool(self.text().strip()) and self.date() is None

    def date(self) -> date | None:
        """The date typed, None when empty or not a date."""
        try:
            return parse_date(self.text(), self._today())
        except ValueError:
            return None

    def set_date(self, day: Day | None) -> None:
        """Show a date."""
        self.setText(date_plain(day) if day else "")
        self._tidy()

    def _tidy(self) -> None:
        day = self.date()
        if day is not None:
            self.setText(date_plain(day))
            self.setToolTip(weekday(day))
        mark(self, wrong=self.wrong)
        if self.wrong:
            self.setToolTip(_("Това не е дата. Пример: 06.05.2026"))


def mark(widget: QWidget, *, wrong: bool) -> None:
    """Show a field as wrong, or no longer."""
    widget.setProperty("wrong", wrong)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class SearchField(QLineEdit):
    """Filters as one types; Esc empties it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field first."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


_SIGNS = {Verdict.MET: ("✓", "met"), Verdict.NOT_MET: ("✕", "not-met"), Verdict.JUDGEMENT: ("?", "judgement")}  # fmt: skip


class FindingRow(QWidget):
    """A finding: sign, sentence, the facts, the article as a link, and what can be done about it."""

    def __init__(
        self,
        finding: Finding,
        show_article: Callable[[Citation], object],
        act: Callable[[Finding], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("finding")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        sign, tone = _SIGNS[finding.verdict]
        if finding.verdict is not Verdict.MET and not finding.open:
            sign, tone = ("✓", "judgement") if finding.resolution else ("!", "judgement")
        if finding.effect is Effect.INFORMS and finding.verdict is not Verdict.MET:
            sign, tone = "i", "info"
        pill = Chip(sign, tone)
        pill.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pill.setFixedWidth(theme.px(34))
        grid.addWidget(pill, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(finding.sentence, wrap=True), 0, 1)
        if finding.citation is not None:
            citation = finding.citation
            article = link(str(citation), lambda: show_article(citation))
            article.setAccessibleName(_("Текстът на {citation}").format(citation=citation))
            grid.addWidget(article, 0, 2, Qt.AlignmentFlag.AlignTop)
        row = 1
        for text in self._details(finding):
            grid.addWidget(label(text, "muted", wrap=True), row, 1, 1, 2)
            row += 1
        if act is not None and finding.open:
            passed = finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET
            name = _("Преодоляване…") if passed else _("Отговор…")
            if not passed or finding.overridable:
                answer = link(name, lambda: act(finding))
                answer.setAccessibleName(f"{name} {finding.sentence}")
                grid.addWidget(answer, row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(f"{sign} {finding.sentence}")

    @staticmethod
    def _details(finding: Finding) -> list[str]:
        texts = [finding.explanation] if finding.explanation else []
        if finding.question and finding.open:
            texts.append(finding.question)
        if finding.resolution is not None:
            done = finding.resolution
            text = _("{by}: {reason}").format(by=done.by, reason=done.reason)
            if done.number:
                text = _("Отклонение № {no} – {text}").format(no=done.number, text=text)
            texts.append(text)
        return texts


class FindingsList(QWidget):
    """All findings, those that need someone first."""

    def __init__(self, show_article: Callable[[Citation], object]) -> None:
        super().__init__()
        self._show_article = show_article
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_findings(
        self, findings: Sequence[Finding], act: Callable[[Finding], object] | None = None
    ) -> None:
        """Replace the list."""
        clear(self._column)
        for finding in sorted(findings, key=_urgency):
            self._column.addWidget(FindingRow(finding, self._show_article, act))


def _urgency(finding: Finding) -> int:
    if finding.blocking:
        return 0
    return 1 if finding.open else 2


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and out of the layouts in it."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
