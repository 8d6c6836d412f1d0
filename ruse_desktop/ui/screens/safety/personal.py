"""The section „Лични данни“: what is kept of one person and why; the yearly list for erasure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, Tall, button, clear, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ruse_desktop.domain.retention import DuePerson, Erasure, PersonPage
    from ruse_desktop.kernel.errors import UserError
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class PersonalSection(RegisterSection):
    """The people with a card; beside, everything kept about the one chosen."""

    id = "personal"
    record_kind = "person"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Годишен списък за заличаване…")
        self.page: PersonPage | None = None
        self._register()
        names = ("personal.show", "personal.export")
        self.card = PersonCard([context.actions.button(one) for one in names])
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def chosen() -> bool:
            return self.in_sight and self.page is not None

        scope = "safety"
        self.context.actions.add_all((
            Action("personal.show", _("Страницата за печат…"), self.show_page, "file-text", "",
                   "act", scope, chosen, group=6),
            Action("personal.export", _("Изнеси данните…"), self.export, "file-export", "", "act",
                   scope, chosen, group=6),
        ))  # fmt: skip

    def _chosen(self, key: int) -> None:
        def show(found: PersonPage) -> None:
            if self.view.current == key:
                self._show(found)

        if key < 0:
            self._show(None)
        elif may(self.context.actor, Right.READ_PRIVATE):
            self.context.tasks.read(
                lambda s: s.personal.page(key), show, self.message.refuse, owner=self
            )

    def _show(self, found: PersonPage | None) -> None:
        self.page = found
        self.card.show_page(found)
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """The yearly list of what is past its term."""
        self.context.tasks.read(
            lambda s: s.erasures.due(),
            lambda due: DueDialog(self, self.context, due).open(),
            self.message.refuse,
            owner=self,
        )

    def show_page(self) -> None:
        """The person's page on paper."""
        page = self.page
        if page is None:
            return

        def draw(services: Services) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(services.personal.sheet_of(page))

        self.context.tasks.read(
            draw,
            lambda pdf: PdfDialog(self, pdf, _("Лични данни"), "lichni-danni.pdf").open(),
            self.message.refuse,
            owner=self,
        )

    def export(self) -> None:
        """The person's data as PDF and JSON into a folder."""
        folder = QFileDialog.getExistingDirectory(self, _("Къде да се запишат данните"))
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """`export` without asking."""
        if self.page is None:
            return
        number = self.page.person_id
        self.context.tasks.write(
            lambda s: s.personal.export(number, folder, actor=s.actor),
            lambda files: self.context.notify(
                _("Записани: {names}").format(names=", ".join(one.name for one in files))
            ),
            self.message.refuse,
            owner=self,
        )


class PersonCard(QFrame):
    """Everything kept about one person, grouped as it lies."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name = label("", "title", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.more = QVBoxLayout()
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        column.addWidget(self.name)
        column.addWidget(self.told)
        column.addLayout(self.more)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Какво се пази"))
        area.setWidget(inside)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(6), px(16), px(10))
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def show_page(self, page: PersonPage | None) -> None:
        """Show it; None: nothing is chosen."""
        self.setVisible(page is not None)
        clear(self.more)
        if page is None:
            return
        self.name.setText(page.name)
        self.told.setText(page.summary)
        for one in page.records:
            title = f"{one.what} № {one.number}"
            if one.by_name:
                title = _("{what} (по име – може да е съименник)").format(what=title)
            self.more.addWidget(label(title, "heading", wrap=True))
            if one.kind is not None:
                said = _("{ground} · пази се {term}").format(
                    ground=one.kind.ground, term=one.kind.term
                )
                self.more.addWidget(label(said, "muted", wrap=True))
            grid = FieldGrid(names=130)
            grid.show_rows(list(one.fields))
            self.more.addWidget(grid)


class DueDialog(QDialog):
    """Whose term is over; a head ticks, names the protocol and erases."""

    def __init__(self, parent: QWidget, context: ScreenContext, due: tuple[DuePerson, ...]) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Годишен списък за заличаване"))
        self.resize(px(640), px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.addWidget(
            label(
                _(
                    "Това са предложени, които не са удостоени и срокът за пазене на данните им е "
                    "изтекъл. Броят на предложенията и книгите остават; имената, мотивите и "
                    "приложенията се заличават и не могат да се върнат."
                )
                if due
                else _("Няма лица с изтекъл срок. Прегледайте списъка отново догодина."),
                "muted",
                wrap=True,
            )
        )
        self.people = QListWidget()
        self.people.setAccessibleName(_("Лица с изтекъл срок"))
        for one in due:
            said = ngettext(
                "{name} – {n} предложение, последно {year} г.",
                "{name} – {n} предложения, последно {year} г.", one.nominations,
            ).format(name=one.name, n=one.nominations, year=one.last_year)  # fmt: skip
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, one.person_id)
            item.setCheckState(Qt.CheckState.Checked)
            self.people.addItem(item)
        self.people.setVisible(bool(due))
        column.addWidget(self.people, 1)
        self.protocol = QLineEdit()
        self.protocol.setPlaceholderText(_("Протокол № и дата"))
        self.protocol.setAccessibleName(_("Протокол за заличаване"))
        self.protocol.setVisible(bool(due))
        column.addWidget(self.protocol)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        row = QHBoxLayout()
        self.do = button(_("Заличи избраните…"), self.erase, icon_name="ban")
        self.do.setVisible(bool(due))
        row.addWidget(button(_("Затвори"), self.reject, primary=True))
        row.addWidget(self.do)
        row.addStretch(1)
        column.addLayout(row)

    def chosen(self) -> list[int]:
        """The ticked people."""
        items = (self.people.item(n) for n in range(self.people.count()))
        return [
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def erase(self) -> None:
        """Erase whom the head confirms, then show the protocol."""
        people, protocol = self.chosen(), self.protocol.text().strip()
        if not people or not protocol:
            self._tell(_("Отбележете поне едно лице и впишете протокола."))
            return
        asked = ngettext(
            "Данните на {n} лице се заличават завинаги.",
            "Данните на {n} лица се заличават завинаги.", len(people),
        ).format(n=len(people))  # fmt: skip
        if not confirm(self, _("Заличаване"), asked, _("Заличи")):
            return
        self.do.setEnabled(False)

        def work(services: Services) -> tuple[Erasure, bytes]:
            from ruse_desktop.documents import registers

            done = services.erasures.erase(people, protocol, actor=services.actor)
            return done, registers.render(services.erasures.sheet(done, people))

        def show(answer: tuple[Erasure, bytes]) -> None:
            done, pdf = answer
            self._context.notify(done.text)
            PdfDialog(
                self.parentWidget() or self, pdf, _("Протокол"), "protokol-zalichavane.pdf"
            ).open()
            self.accept()

        self._context.tasks.write(work, show, self._refuse, owner=self)

    def _refuse(self, error: UserError) -> None:
        self._tell(f"{error.message} {error.advice}".strip())

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.do.setEnabled(True)


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="personal",
        title=_("Лични данни"),
        hint=_("име на лице…"),
        columns=(
            RegisterColumn(Column(_("Лице"), 260, stretch=True), ""),
            RegisterColumn(Column(_("Населено място"), 160), ""),
        ),
        source=lambda services: services.personal,
        count=lambda n: ngettext("{n} лице", "{n} лица", n).format(n=n),
        kinds=frozenset({"people"}),
        period=False,
        icon="fingerprint",
        empty_title=_("Няма картони на лица"),
        empty_text=_("Лицата идват от предложенията и от раздел „Регистри“."),
    )
