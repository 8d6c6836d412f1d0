"""Наредба → Служебна практика: every open question, today's answer, its history, another answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui.kit.basics import (
    Chip,
    DateField,
    EmptyState,
    FieldGrid,
    MessageBar,
    SearchField,
    Tall,
    button,
    label,
    mark,
)
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.practice import PracticeView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.main_window import MainWindow


class PracticePage(QDialog):
    """List of questions at the left, the chosen one at the right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Служебна практика"))
        self.resize(px(1120), px(640))
        self._window = window
        self._views: tuple[PracticeView, ...] = ()
        self._shown: PracticeView | None = None
        self.bar = MessageBar()
        self.search = SearchField(_("Търсене във въпросите"))
        self.list = ListTable(
            (
                Column(_("Въпрос"), 240, stretch=True),
                Column(_("Отговор днес"), 240),
                Column("", 96, chip=True),
            ),
            _("Въпроси"),
            window.settings,
        )
        self._build()
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.chosen.connect(self._choose)
        self.reload()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(
            label(
                _(
                    "Наредбата не урежда всичко. Тук са въпросите, които тя оставя открити, и "
                    "отговорът, по който работи програмата. Промяна важи от посочения ден; "
                    "предишните отговори остават."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        left = QWidget()
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, px(8), 0)
        beside.addWidget(self.search)
        beside.addWidget(self.list)
        self.nothing = EmptyState(
            "filter",
            _("Нищо не отговаря на търсенето"),
            _("Опитайте с част от дума или с номер на член."),
            button(_("Покажи всички въпроси"), self.search.clear),
        )
        beside.addWidget(self.nothing, 1)
        split.addWidget(left)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._right())
        split.addWidget(area)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([px(600), px(480)])
        column.addWidget(split, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(row)

    def _right(self) -> QWidget:
        self.right = panel = Tall()
        column = QVBoxLayout(panel)
        column.setContentsMargins(px(12), 0, px(8), 0)
        column.setSpacing(px(8))
        self.title = label("", "heading", wrap=True)
        self.question = label("", wrap=True)
        self.article = label("", "muted", wrap=True)
        self.article.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = Chip()
        self.facts = FieldGrid()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.question)
        column.addWidget(self.facts)
        column.addWidget(self.article)
        self.change = QWidget()
        column.addWidget(self.change)
        self._form()
        self.history_head = label(_("История"), "heading")
        self.history = FieldGrid()
        column.addWidget(self.history_head)
        column.addWidget(self.history)
        column.addStretch(1)
        return panel

    def _form(self) -> None:
        form = QFormLayout(self.change)
        form.setContentsMargins(0, px(4), 0, px(4))
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Нов отговор"))
        self.text = QLineEdit()
        self.text.setAccessibleName(_("Нов отговор"))
        self.answer = QWidget()
        row = QHBoxLayout(self.answer)
        row.setContentsMargins(0, 0, 0, 0)
        self.unit = label("", "muted")
        for part in (self.choice, self.text, self.unit):
            row.addWidget(part)
        row.addStretch(1)
        self.since = DateField(today=self._window.clock.today, name=_("Важи от"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Основание"))
        self.reason.setPlaceholderText(_("заповед, указание, решение на ръководителя"))
        self.problem = label("", "problem", wrap=True)
        self.save = button(_("Запиши отговора"), self._save, primary=True)
        for name, field in (
            (_("Нов отговор"), self.answer),
            (_("Важи от"), self.since),
            (_("Основание"), self.reason),
            ("", self.problem),
            ("", self.save),
        ):
            form.addRow(name, field)
        for field in (self.text, self.reason):
            field.returnPressed.connect(self._save)

    def reload(self) -> None:
        """Read the questions anew."""
        self._window.tasks.read(lambda s: s.practices.views(), self._take, owner=self)

    def _take(self, views: Sequence[PracticeView]) -> None:
        self._views = tuple(views)
        self._fill()

    def _fill(self) -> None:
        wanted = search_key(self.search.text()).split()
        lines = []
        for n, view in enumerate(self._views):
            one = view.question
            words = search_key(f"{one.group} {one.name} {one.question} {one.citation}")
            if all(word in words for word in wanted):
                texts = (one.name, one.shown(view.value), _("променено") if view.changed else "")
                lines.append(Line(n, texts, "gold" if view.changed else "neutral"))
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _choose(self, key: int) -> None:
        self._shown = self._views[key] if 0 <= key < len(self._views) else None
        view = self._shown
        self.right.setVisible(view is not None)
        if view is None:
            return
        one = view.question
        self.title.setText(one.name)
        self.question.setText(one.question)
        self.article.setText(f"{one.citation}: {view.article}" if view.article else "")
        self.state.show_state(
            _("променено от службата") if view.changed else _("по подразбиране"),
            "gold" if view.changed else "neutral",
        )
        rows = [(_("Отговор днес"), one.shown(view.value))]
        if view.changed:
            rows.append((_("По подразбиране"), one.shown(view.default)))
        if one.awaits:
            rows.append((_("Ползва се от"), _("„{part}“ (предстои)").format(part=_(one.awaits))))
        self.facts.show_rows(rows)
        self.history.show_rows(
            [
                (
                    _("от {day}").format(day=date_plain(past.valid_from)),
                    _("{answer} – {reason} ({by}, {at})").format(
                        answer=one.shown(past.value),
                        reason=past.reason,
                        by=past.by,
                        at=date_short(past.at.date()),
                    ),
                )
                for past in view.history
            ]
        )
        self.history_head.setVisible(bool(view.history))
        self._offer(view)

    def _offer(self, view: PracticeView) -> None:
        """Show the field that fits the question, filled with the answer of today."""
        one, chosen = view.question, view.question.kind == "choice"
        self.choice.setVisible(chosen)
        self.text.setVisible(not chosen)
        self.unit.setText(one.unit)
        self.choice.clear()
        for choice in one.choices:
            self.choice.addItem(choice.name, choice.code)
        self.choice.setCurrentIndex(max(0, self.choice.findData(view.value)))
        self.text.setText(one.typed(view.value))
        self.since.set_date(self._window.clock.today())
        self.reason.clear()
        self._tell("")
        head = may(self._window.actor, Right.LAW)
        self.save.setEnabled(head)
        if not head:
            self._tell(_("Отговорите се променят от ръководител."))

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _save(self) -> None:
        view = self._shown
        if view is None or not self.save.isEnabled():
            return
        one = view.question
        value = str(self.choice.currentData()) if one.kind == "choice" else self.text.text()
        since, reason = self.since.date(), self.reason.text().strip()
        wrong = (
            (self.text, one.problem(value)),
            (self.since, "" if since else _("Впишете от кой ден важи отговорът.")),
            (self.reason, "" if reason else _("Впишете основанието на промяната.")),
        )
        for field, text in wrong:
            mark(field, wrong=bool(text))
        said = " ".join(text for _field, text in wrong if text)
        self._tell(said)
        if said or since is None:
            return

        def work(services: Services) -> None:
            services.practices.set(
                one.key, value, valid_from=since, reason=reason, actor=services.actor
            )
            services.rebuild()

        self._window.tasks.write(
            work, lambda _done: self._saved(one.name), self._refused, owner=self
        )

    def _saved(self, name: str) -> None:
        self.bar.tell(_("Отговорът е записан: {name}").format(name=name))
        self.reload()

    def _refused(self, error: Exception) -> None:
        self.bar.refuse(error)


def open_page(window: MainWindow) -> PracticePage:
    """Show the page; it does not stop the work in the window."""
    page = PracticePage(window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.open()
    return page
