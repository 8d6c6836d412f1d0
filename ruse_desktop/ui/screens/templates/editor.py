"""One sentence of papers: its original, its fields, the office's text with an example, its versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.wording import GROUPS, SentenceView, WordingVersion, example, judged
from ruse_desktop.domain.wording_fields import EXAMPLES, FIELD_NAMES
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import MessageBar, Tall, button, clear, label, mark, plain_tip
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ruse_desktop.domain.wording import Verdict
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_ACROSS, _EDITOR = 2, 108


class WordingEditor(QFrame):
    """The sentence with this id; what is typed and not saved is kept while the window is open.

    `saved` is emitted when papers say something else.
    """

    saved = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self._typed: dict[int, str] = {}
        self._view: SentenceView | None = None
        self._before: tuple[int, str] | None = None
        self.message = MessageBar()
        self.group = label("", "muted")
        self.original = label("", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(_EDITOR))
        self.text.setAccessibleName(_("Текст на службата"))
        self.text.textChanged.connect(self._judge)
        self.said = label("", "muted", wrap=True)
        self.example = label("", wrap=True)
        self.fields = QGridLayout()
        self.fields.setSpacing(px(6))
        self.past = QVBoxLayout()
        self.keep = button(_("Запази текста"), self.save, primary=True, icon_name="device-floppy")
        self.back = button(_("Върни първоначалния"), self.restore, icon_name="arrow-back-up")
        self._build()
        self.show_view(None)

    def _build(self) -> None:
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(6))
        for head, widget in (
            (_("Първоначален текст"), self.original),
            (_("Текст на службата"), self.text),
            ("", self.said),
            (_("Полета – натиснете, за да вмъкнете"), self.fields),
            (_("Така ще се отпечата с примерни данни"), self.example),
            (_("Предишни текстове"), self.past),
        ):
            if head:
                column.addWidget(label(head, "fieldName"))
            if isinstance(widget, QWidget):
                column.addWidget(widget)
            else:
                column.addLayout(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(_("Текст на документ"))
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(6), px(16), px(10))
        row.setSpacing(px(8))
        row.addWidget(self.keep)
        row.addWidget(self.back)
        row.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(12), px(16), 0)
        top.addWidget(self.group)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self.message)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def show_id(self, sentence_id: int) -> None:
        """Read and show a sentence; −1 = none."""
        self._remember()
        if sentence_id < 1:
            self.show_view(None)
            return
        self._context.tasks.read(
            lambda s: s.wording.detail(sentence_id), self.show_view, self.message.refuse, owner=self
        )

    def show_view(self, view: SentenceView | None) -> None:
        """Show a sentence; None: nothing is chosen."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        sentence = view.sentence
        self.group.setText(_(GROUPS[sentence.group][0]))
        self.original.setText(
            _("Програмата няма текст тук; без Ваш текст не се печата нищо.")
            if sentence.second
            else sentence.shown.strip()
        )
        clear(self.fields)
        for n, code in enumerate(sentence.fields):
            self.fields.addWidget(self._field(code), n // _ACROSS, n % _ACROSS)
        if not sentence.fields:
            self.fields.addWidget(label(_("Тук няма полета."), "muted"), 0, 0)
        self.text.setPlainText(
            self._typed.get(
                sentence.id, view.own or ("" if sentence.second else sentence.shown.strip())
            )
        )
        self.back.setEnabled(bool(view.own))
        self._show_past(view)
        self._judge()

    def _field(self, code: str) -> QPushButton:
        name = FIELD_NAMES[code]
        made = button(f"{{{name}}}", partial(self._insert, name))
        made.setAccessibleName(_("Вмъкни полето „{name}“").format(name=name))
        made.setToolTip(plain_tip(_("Например: {text}").format(text=EXAMPLES[code])))
        return made

    def _insert(self, name: str) -> None:
        self.text.insertPlainText(f"{{{name}}}")
        self.text.setFocus()

    def _show_past(self, view: SentenceView) -> None:
        clear(self.past)
        if not view.history:
            self.past.addWidget(label(_("Не е променян."), "muted"))
        for version in view.history:
            self.past.addWidget(_past(version, partial(self._take_back, version.text)))

    def _take_back(self, text: str) -> None:
        view = self._view
        if view is not None:
            self.text.setPlainText(text or view.sentence.shown.strip())
            self.text.setFocus()

    def _judge(self) -> None:
        view = self._view
        if view is None:
            return
        verdict: Verdict = judged(view.sentence, self.text.toPlainText())
        mark(self.text, wrong=bool(verdict.faults))
        self.said.setText("\n".join((*verdict.faults, *verdict.notes)))
        self.said.setVisible(bool(verdict.faults or verdict.notes))
        self.example.setText(example(self.text.toPlainText()) or "–")
        self.keep.setEnabled(not verdict.faults and self._changed())

    def _changed(self) -> bool:
        view = self._view
        assert view is not None
        shown = view.own or ("" if view.sentence.second else view.sentence.shown.strip())
        return self.text.toPlainText().strip() != shown

    def _remember(self) -> None:
        view = self._view
        if view is None:
            return
        if self._changed():
            self._typed[view.sentence.id] = self.text.toPlainText()
        else:
            self._typed.pop(view.sentence.id, None)

    @property
    def unsaved(self) -> int:
        """How many texts are typed and not saved."""
        self._remember()
        return len(self._typed)

    def drop(self) -> None:
        """Forget what is typed and not saved."""
        self._typed.clear()
        self._view = None

    # what a person does

    def save(self) -> None:
        """Say it so from the next paper on."""
        view = self._view
        if view is None or not self.keep.isEnabled():
            return
        key, typed = view.sentence.id, self.text.toPlainText()
        self._write(
            key, lambda s: s.wording.save(key, typed, actor=s.actor), _("Текстът е записан.")
        )

    def restore(self) -> None:
        """Return to the program's own text."""
        view = self._view
        if view is None:
            return
        key = view.sentence.id
        self._write(
            key,
            lambda s: s.wording.restore(key, actor=s.actor),
            _("Върнат е първоначалният текст."),
        )

    def undo(self) -> bool:
        """Say what was said before the last saving; whether there is something."""
        if self._before is None:
            return False
        key, text = self._before
        self._before = None

        def again(services: Services) -> str:
            if text:
                return services.wording.save(key, text, actor=services.actor)
            return services.wording.restore(key, actor=services.actor)

        self._write(key, again, _("Върнат е предишният текст."), undoing=True)
        return True

    def _write(
        self, key: int, work: Callable[[Services], str], said: str, *, undoing: bool = False
    ) -> None:
        def done(before: str) -> None:
            self._before = None if undoing else (key, before)
            self._typed.pop(key, None)
            self._view = None
            self.message.tell(said, "met", None if undoing else (_("Отмени"), self.undo))
            self.show_id(key)
            self.saved.emit()

        end = begin(self, "write")
        if end is not None:
            self._context.tasks.write(work, done, self.message.refuse, owner=self, settled=end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
            return
        super().keyPressEvent(event)


def _past(version: WordingVersion, take: Callable[[], None]) -> QWidget:
    """„06.05.2026 г., 14:20 · Мария Колева“, the text under it, a button that takes it back."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    when = f"{date_plain(version.at.date())}, {version.at:%H:%M} · {version.by}"
    text = version.text.strip() or _("върнат първоначалният")
    row.addWidget(label(f"{when}\n{text}", "muted", wrap=True), 1)
    again = button(_("В полето"), take)
    again.setAccessibleName(_("Вземи текста от {when}").format(when=when))
    row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
    return line
