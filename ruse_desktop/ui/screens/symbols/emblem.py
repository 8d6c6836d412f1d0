"""The section „Герб на място“: rooms and their yearly check; the emblem's file, the requirements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.emblem_places import STATE_NAMES, Check, Place, PlaceKind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import MessageBar, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.emblem_card import PlaceCard
from ruse_desktop.ui.screens.symbols.emblem_entry import CheckDialog, PlaceDialog
from ruse_desktop.ui.screens.symbols.emblem_file import EmblemDialog
from ruse_desktop.ui.screens.symbols.requirements import RequirementsDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.emblem import EmblemState
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"emblem-place"})
_STATE_KINDS = frozenset({"emblem", "emblem-place", "requirement", "law", "practice"})


@dataclass(frozen=True)
class EmblemSectionState:
    """What stands above the list, and what its dialogs begin with."""

    kinds: tuple[PlaceKind, ...]
    lacking: tuple[PlaceKind, ...]
    emblem: EmblemState
    requirements: str
    least: int


def read_state(services: Services) -> EmblemSectionState:
    """The state of today."""
    places, issued = services.emblem_places, services.requirements.current()
    return EmblemSectionState(
        places.kinds(),
        places.lacking_kinds(),
        services.emblem.state(),
        issued.title if issued is not None else "",
        services.practice.min_reason,
    )


class EmblemSection(RegisterSection):
    """Where the emblem must hang (чл. 7, ал. 2), and which emblem the documents draw."""

    id = "emblem"
    record_kind = "emblem-place"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.state: EmblemSectionState | None = None
        self.place: Place | None = None
        self._register()
        buttons = [context.actions.button(f"emblem.{one}") for one in ("check", "correct", "close")]
        self.card = PlaceCard(context.show_article, buttons, self.strike)
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(lambda _key: self.check())
        self.message, self.todo = MessageBar(), MessageBar()
        self.drawn = label("", "heading")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drawn, 1)
        row.addWidget(context.actions.button("emblem.requirements"))
        row.addWidget(context.actions.button("emblem.file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self.todo)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def ready() -> bool:
            return self.in_sight and self.state is not None

        def open_() -> bool:
            return self.in_sight and self.place is not None and self.place.closed_on is None

        scope = "symbols"
        self.context.actions.add_all((
            Action("emblem.file", _("Гербът на общината…"), self.show_file, "shield", "", "act",
                   scope, lambda: self.state is not None, group=5),
            Action("emblem.requirements", _("Изисквания…"), self.show_requirements, "file-text",
                   "", "act", scope, lambda: self.state is not None, group=5),
            Action("emblem.check", _("Провери…"), self.check, "check", "", "act", scope, open_,
                   group=5),
            Action("emblem.correct", _("Поправи…"), self.correct, "pencil", "", "act",
                   scope, open_, group=5),
            Action("emblem.close", _("Закрий…"), self.close_place, "ban", "", "act", scope,
                   open_, group=5),
            Action("emblem.fill", _("Впиши местата по чл. 7, ал. 2"), self.fill, "plus", "", "act",
                   scope, lambda: ready() and self.state is not None and bool(self.state.lacking),
                   group=5),
        ))  # fmt: skip

    def open_record(self, kind: str, record_id: int) -> None:
        """A room, or the emblem's versions."""
        if kind == "emblem":
            self.show_file()
        else:
            self.view.go_to(record_id)

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and what stands above it."""
        super().reload(kinds)
        if not kinds or kinds & _STATE_KINDS:
            self.context.tasks.read(read_state, self._know, self.message.refuse, owner=self)

    def _know(self, state: EmblemSectionState) -> None:
        self.state = state
        current = state.emblem.current
        self.drawn.setText(
            _("Гербът на документите: {title}").format(title=current.title)
            if current is not None
            else _("Гербът на документите: вграденият заместител")
        )
        self.view.filters.offer("kind", [(one.code, one.name) for one in state.kinds])
        self._say(state)
        self.context.actions.refresh()

    def _say(self, state: EmblemSectionState) -> None:
        """What is to be done first: a lost file, symbols to look over, rooms not written down."""
        if state.emblem.missing:
            said = _("Файлът на герба липсва и документите са със заместител.")
            self.todo.tell(said, "not-met", (_("Внеси…"), self.show_file))
        elif state.emblem.open_reviews:
            said = _("Гербът е сменен: прегледайте знамето и печата.")
            self.todo.tell(said, "judgement", (_("Прегледай…"), self.show_file))
        elif state.lacking:
            names = ", ".join(one.name for one in state.lacking)
            said = _("В списъка няма: {names}.").format(names=names)
            self.todo.tell(said, "info", (_("Впиши ги"), self.fill))
        else:
            self.todo.hide()

    def _chosen(self, key: int) -> None:
        if key < 0:
            self._show(None)
            return

        def show(found: Place) -> None:
            if self.view.current == key:
                self._show(found)

        self.context.tasks.read(
            lambda s: s.emblem_places.get(key), show, self.message.refuse, owner=self
        )

    def _show(self, place: Place | None) -> None:
        self.place = place
        kinds = self.state.kinds if self.state is not None else ()
        self.card.show_place(place, self.context.clock.today(), kinds)
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """Write down a room."""
        if self.state is not None:
            dialog = PlaceDialog(self, self.context, self.state.kinds)
            dialog.accepted.connect(lambda: self._saved(dialog.saved, _("Мястото е вписано.")))
            dialog.open()

    def correct(self) -> None:
        """Change what is known of the room in sight."""
        if self.state is not None and self.place is not None:
            PlaceDialog(self, self.context, self.state.kinds, self.place).open()

    def check(self) -> None:
        """Write what was seen in the room in sight."""
        if self.place is not None and self.place.closed_on is None:
            dialog = CheckDialog(self, self.context, self.place)
            dialog.accepted.connect(lambda: self.context.notify(_("Проверката е вписана.")))
            dialog.open()

    def _saved(self, saved: object, said: str) -> None:
        assert isinstance(saved, Place)
        self.view.go_to(saved.id)
        self.context.notify(said)

    def fill(self) -> None:
        """Write down a room for every kind of the act that has none."""
        self.context.tasks.write(
            lambda s: s.emblem_places.fill(actor=s.actor),
            lambda n: self.context.notify(
                ngettext("Вписано е {n} място.", "Вписани са {n} места.", n).format(n=n)
            ),
            self.message.refuse,
            owner=self,
        )

    def close_place(self) -> None:
        """Say that the office is there no more."""
        place, state = self.place, self.state
        if place is None or state is None:
            return
        question = _("Защо „{name}“ вече не е място за герба?").format(name=place.title)
        asked = TextDialog(self, _("Закриване"), question, _("Закрий"), least=state.least)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why, today, number = asked.text(), self.context.clock.today(), place.id
        self.context.tasks.write(
            lambda s: s.emblem_places.close(number, on=today, reason=why, actor=s.actor),
            lambda _one: self.context.notify(_("Мястото е закрито.")),
            self.message.refuse,
            owner=self,
        )

    def strike(self, check: Check) -> None:
        """Strike out a check written by mistake."""
        if self.state is None:
            return
        question = _("Защо зачерквате проверката? Тя остава с причината.")
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self.state.least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.emblem_places.strike(check.id, why, actor=s.actor),
                lambda _one: self.context.notify(_("Проверката е зачеркната.")),
                self.message.refuse,
                owner=self,
            )

    def show_file(self) -> None:
        """Which emblem the documents draw."""
        read_once(
            self.context.tasks, self, "file", lambda s: (s.emblem.state(), s.emblem.shown()),
            lambda found: EmblemDialog(self, self.context, *found).open(), self.message.refuse,
        )  # fmt: skip

    def show_requirements(self) -> None:
        """The requirements for applying the symbols, in versions."""
        read_once(
            self.context.tasks, self, "requirements", lambda s: s.requirements.list(),
            lambda found: RequirementsDialog(self, self.context, found).open(),
            self.message.refuse,
        )  # fmt: skip


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="emblem-places",
        title=_("Места за герба"),
        hint=_("кабинет, селище, титуляр…"),
        columns=(
            RegisterColumn(Column(_("Място"), 230, stretch=True), "place"),
            RegisterColumn(Column(_("Титуляр"), 150), "holder"),
            RegisterColumn(Column(_("Отговаря"), 140), "responsible"),
            RegisterColumn(Column(_("Проверено"), 96), "checked"),
            RegisterColumn(Column(_("Състояние"), 176, chip=True), "state"),
        ),
        source=lambda services: services.emblem_places,
        count=lambda n: ngettext("{n} място", "{n} места", n).format(n=n),
        kinds=_KINDS,
        icon="shield",
        empty_title=_("Още няма вписани места"),
        empty_text=_("Впишете кабинетите и залата, в които гербът е задължителен (чл. 7, ал. 2)."),
        choices=(
            Choice("kind", _("Вид място"), _("Всички видове")),
            Choice("state", _("Състояние"), _("Всички състояния"),
                   (("lacking", _("Какво липсва тази година")),
                    *((str(code), _(text)) for code, text in STATE_NAMES.items()))),
        ),
        period=False,
    )  # fmt: skip
