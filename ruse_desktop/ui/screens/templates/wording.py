"""The section „Текстове“: every sentence of papers in a list, the one chosen in the editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.wording import GROUPS, Sentence
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import LINE
from ruse_desktop.ui.kit.basics import MessageBar, button, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.templates.editor import WordingEditor
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.wording import Before
    from ruse_desktop.ui.screens.base import ScreenContext

_WIDE, _HIGH = 1120, 640
_TYPING_MS = 150


class WordingSection(RegisterSection):
    """All sentences; „Запази“ lets papers say the office's text from then on."""

    id = "wording"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Замени дума…")
        self.print_text = _("Опис на текстовете…")
        self.editor = WordingEditor(context)
        self.view = RegisterView(context, _spec(), self.editor)
        self.view.chosen.connect(self.editor.show_id)
        self.view.opened.connect(lambda _key: self.editor.text.setFocus())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)

    def new(self) -> None:
        """Say another word in every paper, as „ЦУИГ“ for „деловодство“."""
        ReplaceDialog(self, self.context, self._replaced).open()

    def _replaced(self, word: str, other: str, before: Before) -> None:
        n = len(before)

        def put_back() -> None:
            self.context.tasks.write(
                lambda s: s.wording.put_back(before, actor=s.actor),
                lambda _n: self._tell(_("Замяната е отменена.")),
                self.editor.message.refuse, owner=self,
            )  # fmt: skip

        self.editor.show_id(self.view.current or -1)
        self.editor.message.tell(
            ngettext(
                "„{word}“ е заменено с „{other}“ в {n} текст.",
                "„{word}“ е заменено с „{other}“ в {n} текста.", n,
            ).format(word=word, other=other, n=n),
            "met", (_("Отмени"), put_back),
        )  # fmt: skip

    def _tell(self, said: str) -> None:
        self.editor.show_id(self.view.current or -1)
        self.editor.message.tell(said, "met")

    def undo(self) -> bool:
        """The last text saved."""
        return self.editor.undo()

    def may_leave(self) -> bool:
        """Ask before typed texts are lost."""
        return may_drop(self, self.editor)


class WordingDialog(QDialog):
    """The sentences of one paper, in their order on it."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, title: str, said: tuple[Sentence, ...]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Текстове: {name}").format(name=title))
        self.resize(px(_WIDE), px(_HIGH))
        self.changed = False
        self.table = ListTable(
            (Column(_("Текст в документа"), 380, stretch=True),),
            _("Текстове в документа"), context.settings,
        )  # fmt: skip
        self.editor = WordingEditor(context)
        self.editor.saved.connect(self._saved)
        self.table.chosen.connect(self.editor.show_id)
        self.table.opened.connect(lambda _key: self.editor.text.setFocus())
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.table)
        sides.addWidget(self.editor)
        sides.setSizes([px(480), px(600)])
        row = QHBoxLayout()
        row.addWidget(
            label(
                _("Промяната важи за всички следващи документи, не само за този."), "muted",
                wrap=True,
            ),
            1,
        )  # fmt: skip
        row.addWidget(button(_("Затвори"), self.reject))
        column = QVBoxLayout(self)
        column.addWidget(sides, 1)
        column.addLayout(row)
        self.table.show_lines([Line(one.id, (" ".join(one.name.split()),)) for one in said])
        self.table.setFocus()

    def _saved(self) -> None:
        self.changed = True

    def reject(self) -> None:
        """Close, after a question when something typed is not saved."""
        if may_drop(self, self.editor):
            super().reject()


class ReplaceDialog(QDialog):
    """A word and what to say for it; how many texts that changes is told before."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, done: Callable[[str, str, Before], None]
    ) -> None:
        super().__init__(parent)
        self._context, self._done = context, done
        self.setWindowTitle(_("Замяна на дума във всички документи"))
        self.setFixedWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        self.message = MessageBar()
        column.addWidget(self.message)
        self.word, self.other = QLineEdit(), QLineEdit()
        for words, field in ((_("Дума или израз"), self.word), (_("Да се казва"), self.other)):
            field.setAccessibleName(words)
            field.setMaxLength(LINE)
            column.addWidget(label(words, "fieldName"))
            column.addWidget(field)
        self.said = label("", "muted", wrap=True)
        self.said.setMinimumHeight(px(58))
        column.addWidget(self.said)
        row = QHBoxLayout()
        self.do = button(_("Замени"), self.replace, primary=True, icon_name="check")
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        soon = on_change(_TYPING_MS, self._count, self)
        self.word.textChanged.connect(lambda _text: soon())
        self.other.textChanged.connect(lambda _text: self._allow())
        self._found = 0
        self._allow()

    def _allow(self) -> None:
        self.do.setEnabled(bool(self._found and self.other.text().strip()))

    def _count(self) -> None:
        word = self.word.text()

        def tell(found: tuple[Sentence, ...]) -> None:
            if word != self.word.text():
                return
            self._found = n = len(found)
            first = "; ".join(one.name[:60] for one in found[:2])
            self.said.setText(
                ngettext("{n} текст: {first}", "{n} текста: {first}", n).format(n=n, first=first)
                if n
                else _("Никой документ не казва това. Главните и малките букви са различни.")
                if word.strip()
                else ""
            )
            self._allow()

        self._context.tasks.read(
            lambda s: s.wording.replaceable(word), tell, self.message.refuse, owner=self
        )

    def replace(self) -> None:
        """Say the other word from the next paper on."""
        word, other = self.word.text().strip(), self.other.text().strip()

        def done(before: Before) -> None:
            self._done(word, other, before)
            self.accept()

        end = begin(self, "replace")
        if end is not None:
            self._context.tasks.write(
                lambda s: s.wording.replace(word, other, actor=s.actor), done,
                self.message.refuse, owner=self, settled=end,
            )  # fmt: skip


def may_drop(parent: QWidget, editor: WordingEditor) -> bool:
    """Whether texts that are typed and not saved may be lost."""
    n = editor.unsaved
    if not n:
        return True
    sure = confirm(
        parent, _("Незаписани текстове"),
        ngettext(
            "{n} текст е променен, но не е записан.", "{n} текста са променени, но не са записани.", n
        ).format(n=n),
        _("Не записвай"),
    )  # fmt: skip
    if sure:
        editor.drop()
    return sure


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="wording",
        title=_("Текстове на документите"),
        hint=_("дума от текста, напр. деловодство…"),
        columns=(
            RegisterColumn(Column(_("Документи"), 190), ""),
            RegisterColumn(Column(_("Текст"), 380, stretch=True), ""),
            RegisterColumn(Column(_("Състояние"), 120, chip=True), ""),
        ),
        source=lambda services: services.wording,
        count=lambda n: ngettext("{n} текст", "{n} текста", n).format(n=n),
        kinds=frozenset({"wording"}),
        icon="letter-case",
        empty_title=_("Няма текстове"),
        empty_text=_("Текстовете на документите идват с програмата."),
        choices=(
            Choice(
                "group", _("Документи"), _("Всички документи"),
                tuple((code, _(name)) for code, (name, _modules) in GROUPS.items()),
            ),
            Choice(
                "state", _("Състояние"), _("Всички текстове"),
                (("changed", _("Променени от службата")),),
            ),
        ),
        period=False,
    )  # fmt: skip
