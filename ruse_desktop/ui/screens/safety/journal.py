"""The section „Журнал“: every change with who, when, before and after; the proof of its chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, Tall, button, clear, label
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ruse_desktop.domain.journal import JournalDetail, JournalState
    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


_TOLD = 3


class JournalSection(RegisterSection):
    """The lines of the journal; nothing can be changed here."""

    id = "journal"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Провери журнала")
        self.detail: JournalDetail | None = None
        self._register()
        names = ("journal.history", "journal.compare")
        self.card = JournalCard([context.actions.button(one) for one in names], self._open_record)
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def reads() -> bool:
            return self.in_sight and may(self.context.actor, Right.READ_AUDIT)

        def of_record() -> bool:
            return reads() and self.detail is not None and self.detail.line.record_id is not None

        scope = "safety"
        self.context.actions.add_all((
            Action("journal.history", _("Историята на записа…"), self.history, "history", "", "act",
                   scope, of_record, group=5),
            Action("journal.compare", _("Сравни с лист…"), self.compare, "fingerprint", "", "act",
                   scope, reads, group=5),
        ))  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Every save may have written a line."""
        super().reload(frozenset())
        if not kinds:
            self.context.tasks.read(
                lambda s: s.journal.choices(), self._offer, self.message.refuse, owner=self
            )
            if not may(self.context.actor, Right.READ_AUDIT):
                self.message.tell(_("Журнала чете ръководителят или администраторът."))

    def _offer(self, offered: tuple[tuple[tuple[str, str], ...], tuple[str, ...]]) -> None:
        areas, people = offered
        self.view.filters.offer("area", list(areas))
        self.view.filters.offer("who", [(one, one) for one in people])

    def _chosen(self, key: int) -> None:
        def show(found: JournalDetail) -> None:
            if self.view.current == key:
                self._show(found)

        if key < 0:
            self._show(None)
        else:
            self.context.tasks.read(
                lambda s: s.journal.detail(key), show, self.message.refuse, owner=self
            )

    def _show(self, found: JournalDetail | None) -> None:
        self.detail = found
        self.card.show_detail(found)
        self.context.actions.refresh()

    def _open_record(self, kind: str, record_id: int) -> None:
        self.context.open_record(kind, record_id)

    # what a person does

    def new(self) -> None:
        """Walk the chain and say how it is."""

        def tell(state: JournalState) -> None:
            if state.whole:
                said = ngettext(
                    "Журналът е цял: {n} ред. Отпечатък: {print}",
                    "Журналът е цял: {n} реда. Отпечатък: {print}", state.lines,
                ).format(n=state.lines, print=state.print[:19])  # fmt: skip
                self.message.tell(said, "met")
            elif state.broken is None:
                self.message.tell(
                    _(
                        "Данните са променяни извън програмата. {what} "
                        "Пазете файла и повикайте поддържащия."
                    ).format(what=" ".join(state.differing[:_TOLD])),
                    "not-met",
                )
            else:
                self.message.tell(
                    _(
                        "Журналът е променян извън програмата: ред {n} не съвпада с отпечатъка си. "
                        "Пазете файла и повикайте поддържащия."
                    ).format(n=state.broken),
                    "not-met",
                )

        self.context.tasks.read(lambda s: s.journal.check(), tell, self.message.refuse, owner=self)

    def history(self) -> None:
        """All lines of the record of the line in sight."""
        if self.detail is not None and self.detail.line.record_id is not None:
            line = self.detail.line
            show_history(
                self, self.context, line.kind, self.detail.line.record_id or 0, line.summary
            )

    def compare(self) -> None:
        """Compare a line with a fingerprint printed earlier."""
        CompareDialog(self, self.context).open()


class JournalCard(QFrame):
    """One line: the fields before and after, grouped by row."""

    def __init__(
        self, buttons: list[QPushButton], open_record: Callable[[str, int], object]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._open = open_record
        self.what = label("", "title", wrap=True)
        self.fields = FieldGrid(names=120)
        self.more = QVBoxLayout()
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        column.addWidget(self.what)
        column.addWidget(self.fields)
        column.addLayout(self.more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(_("Какво се е променило"))
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(6), px(16), px(10))
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def show_detail(self, found: JournalDetail | None) -> None:
        """Show a line; None: nothing is chosen."""
        self.setVisible(found is not None)
        clear(self.more)
        if found is None:
            return
        line = found.line
        self.what.setText(line.what)
        rows = [
            (_("Кога"), f"{date_plain(line.at.date())}, {line.at:%H:%M:%S}"),
            (_("Кой"), line.actor),
            (_("Запис"), line.summary),
            (_("Ред в журнала"), str(line.seq)),
            (_("Отпечатък"), found.print[:39]),
            *found.notes,
        ]
        self.fields.show_rows(rows)
        for widget in changes(found):
            self.more.addWidget(widget)


def changes(found: JournalDetail) -> list[QWidget]:
    """The changed rows of a line, field by field."""
    made: list[QWidget] = []
    for change in found.changes:
        made.append(label(f"{change.table} № {change.key} – {change.action}", "heading", wrap=True))
        grid = FieldGrid(names=130)
        grid.show_rows(
            [
                (one.name, one.after if one.before == "–" else f"{one.before} → {one.after}")
                for one in change.fields
            ]
        )
        made.append(grid)
    return made


class CompareDialog(QDialog):
    """The number of a line and its fingerprint from paper: are they still the same?"""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Сравняване с лист"))
        self.setFixedWidth(px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.addWidget(
            label(
                _(
                    "Отпечатъкът на последния ред стои на всеки отпечатан журнал и отчет. Ако по-късно "
                    "някой отреже или подмени края, сравнението го показва."
                ),
                "muted",
                wrap=True,
            )
        )
        self.seq = QSpinBox()
        self.seq.setRange(1, 100_000_000)
        self.typed = QLineEdit()
        for words, field in ((_("Ред №"), self.seq), (_("Отпечатък от листа"), self.typed)):
            field.setAccessibleName(words)
            column.addWidget(label(words, "fieldName"))
            column.addWidget(field)
        self.said = label("", "muted", wrap=True)
        column.addWidget(self.said)
        row = QHBoxLayout()
        self.do = button(_("Сравни"), self._compare, primary=True, icon_name="check")
        self.do.setDefault(True)
        row.addWidget(self.do)
        row.addWidget(button(_("Затвори"), self.reject))
        row.addStretch(1)
        column.addLayout(row)

    def _compare(self) -> None:
        seq, typed = self.seq.value(), self.typed.text()

        def tell(same: bool) -> None:  # noqa: FBT001 - the answer of a read
            self.said.setText(
                _("Съвпада: до този ред нищо не е променяно.")
                if same
                else _("Не съвпада: журналът е променян след отпечатването.")
            )

        def refuse(error: UserError) -> None:
            self.said.setText(f"{error.message} {error.advice}".strip())

        self._context.tasks.read(lambda s: s.journal.compare(seq, typed), tell, refuse, owner=self)


def show_history(
    parent: QWidget, context: ScreenContext, kind: str, record_id: int, title: str
) -> None:
    """The whole history of a record as pages."""

    def draw(services: Services) -> bytes:
        from ruse_desktop.documents import registers

        return registers.render(services.journal.history_sheet(kind, record_id, title))

    context.tasks.read(
        draw,
        lambda pdf: PdfDialog(parent, pdf, _("История на записа"), "istoriya.pdf").open(),
        owner=parent,
    )


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="journal",
        title=_("Журнал на промените"),
        hint=_("кой, какво, запис…"),
        columns=(
            RegisterColumn(Column(_("Кога"), 152, firm=True), ""),
            RegisterColumn(Column(_("Кой"), 160), ""),
            RegisterColumn(Column(_("Какво"), 230), ""),
            RegisterColumn(Column(_("Запис"), 200, stretch=True), ""),
        ),
        source=lambda services: services.journal,
        count=lambda n: ngettext("{n} ред", "{n} реда", n).format(n=n),
        kinds=frozenset(),
        icon="history",
        empty_title=_("Няма редове"),
        empty_text=_("Всяка промяна в данните се записва тук сама и не може да се изтрие."),
        choices=(
            Choice("area", _("Раздел"), _("Всичко")),
            Choice("who", _("Кой"), _("Всички")),
        ),
    )


__all__ = ["JournalSection", "show_history"]
