"""The section „Шаблони за Word“: which papers are written by the office's own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from ruse_desktop.domain.word_templates import FIELDS, TemplateState
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, Tall, label
from ruse_desktop.ui.kit.files import ask_open, ask_save, write_file
from ruse_desktop.ui.kit.register import RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_DOCX = "Word (*.docx)"


class WordSection(RegisterSection):
    """The kinds of paper; a sample goes out, a template comes in after it was checked."""

    id = "word"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Вземи шаблон…")
        self.print_text = _("Опис на шаблоните…")
        self.state: TemplateState | None = None
        self._register()
        names = ("word.sample", "word.check", "word.restore")
        self.card = QFrame()
        self.card.setObjectName("card")
        self.message = MessageBar()
        self._build([context.actions.button(one) for one in names])
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def chosen() -> bool:
            return self.in_sight and self.state is not None

        def own() -> bool:
            return chosen() and self.state is not None and bool(self.state.file)

        scope = "templates"
        self.context.actions.add_all((
            Action("word.sample", _("Запази образец…"), self.save_sample, "download", "", "act",
                   scope, chosen, group=5),
            Action("word.check", _("Провери файл…"), self.check, "file-check", "", "act", scope,
                   chosen, group=5),
            Action("word.restore", _("Върни първоначалния"), self.restore, "arrow-back-up", "",
                   "act", scope, own, group=5),
        ))  # fmt: skip

    def _build(self, buttons: list[QPushButton]) -> None:
        self.title = label("", "title", wrap=True)
        self.now = label("", wrap=True)
        self.past = FieldGrid(names=150)
        fields = FieldGrid(names=150)
        fields.show_rows([(f"{{{{ {name} }}}}", _(what)) for name, what in FIELDS.items()])
        inside = Tall()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        column.addWidget(self.title)
        column.addWidget(self.now)
        column.addWidget(
            label(
                _(
                    "Запазете образеца, променете го в Word – букви, разположение, постоянни "
                    "текстове, герб – и го вземете обратно. Полетата стоят в двойни скоби."
                ),
                "muted", wrap=True,
            )
        )  # fmt: skip
        column.addWidget(label(_("Полета"), "heading"))
        column.addWidget(fields)
        column.addWidget(label(_("Досегашни шаблони"), "heading"))
        column.addWidget(self.past)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(_("Шаблонът и полетата му"))
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(6), px(16), px(10))
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def _chosen(self, key: int) -> None:
        def show(states: tuple[TemplateState, ...]) -> None:
            if self.view.current == key:
                self._show(states[key - 1])

        if key < 1:
            self._show(None)
        else:
            self.context.tasks.read(
                lambda s: s.word_templates.list(), show, self.message.refuse, owner=self
            )

    def _show(self, state: TemplateState | None) -> None:
        self.state = state
        self.card.setVisible(state is not None)
        if state is not None:
            self.title.setText(_(state.name))
            self.now.setText(
                _("Пише се по шаблона на службата „{file}“.").format(file=state.file)
                if state.file
                else _("Програмата сама подрежда листа.")
            )
            self.past.show_rows(
                [
                    (
                        f"{date_plain(one.at.date())}, {one.at:%H:%M}",
                        f"{one.file or _('върнат първоначалният')} · {one.by}",
                    )
                    for one in state.versions
                ]
                or [("–", _("Няма"))]
            )
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """Take a file as the template of the kind in sight."""
        state = self.state
        if state is None:
            self.message.tell(_("Изберете документа, за който е шаблонът."))
            return
        path = ask_open(self, _("Шаблон за „{name}“").format(name=_(state.name)), _DOCX)
        if path is None:
            return
        self._write(
            lambda s: s.word_templates.take(state.kind, Path(path), actor=s.actor),
            _("„{name}“ се пише по „{file}“.").format(name=_(state.name), file=Path(path).name),
        )

    def check(self) -> None:
        """Say what is wrong with a file without taking it."""
        path = ask_open(self, _("Файл за проверка"), _DOCX)
        if path is None:
            return

        def tell(faults: tuple[str, ...]) -> None:
            if faults:
                self.message.tell("\n".join(faults), "not-met")
            else:
                self.message.tell(
                    _("„{file}“ може да се вземе като шаблон.").format(file=Path(path).name), "met"
                )

        self.context.tasks.read(
            lambda s: s.word_templates.check(Path(path)), tell, self.message.refuse, owner=self
        )

    def save_sample(self) -> None:
        """Save what the office begins with: its template in use, else the program's page."""
        state = self.state
        if state is None:
            return

        def save(made: tuple[str, bytes]) -> None:
            target = ask_save(self, _("Запази образец"), made[0], _DOCX)
            if target is None:
                return
            try:
                write_file(target, made[1])
            except UserError as error:
                self.message.refuse(error)
                return
            self.message.tell(_("Записано: {file}").format(file=target.name), "met")

        self.context.tasks.read(
            lambda s: s.word_templates.sample(state.kind), save, self.message.refuse, owner=self
        )

    def restore(self) -> None:
        """Return to the program's own page."""
        state = self.state
        if state is not None:
            self._write(
                lambda s: s.word_templates.restore(state.kind, actor=s.actor),
                _("Върнат е първоначалният шаблон за „{name}“.").format(name=_(state.name)),
            )

    def _write(self, work: Callable[[Services], None], said: str) -> None:
        def done(_none: None) -> None:
            self.message.tell(said, "met")
            self._chosen(self.view.current or -1)

        self.context.tasks.write(work, done, self.message.refuse, owner=self)


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="word",
        title=_("Шаблони за Word"),
        hint=_("документ…"),
        columns=(
            RegisterColumn(Column(_("Документ"), 330, stretch=True), ""),
            RegisterColumn(Column(_("Файл"), 200), ""),
            RegisterColumn(Column(_("Шаблон"), 130, chip=True), ""),
        ),
        source=lambda services: services.word_templates,
        count=lambda n: ngettext("{n} документ", "{n} документа", n).format(n=n),
        kinds=frozenset({"word-template"}),
        icon="file-text",
        empty_title=_("Няма документи"),
        empty_text=_("Документите идват с програмата."),
        period=False,
    )
