"""The dialog of an event: typed once, judged while typed, kept or refused with nothing lost."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import button, clear, label
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.protocol.event_fields import EventFields

if TYPE_CHECKING:
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Event, EventInput, Occurrence
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.protocol.calendar import CalendarSection

_TYPING_MS = 200


class EventDialog(SavingDialog):
    """A new event, or `event` written anew."""

    def __init__(
        self, section: CalendarSection, given: EventInput, event: Event | None = None
    ) -> None:
        title = _("Ново събитие") if event is None else _("Събитие")
        super().__init__(section, section.context, title, _("Запиши"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(720), theme.px(640))
        self._section = section
        self._event = event
        self.fields = EventFields(section.context, given)
        self._given = self.fields.typed()
        self.clashes = QVBoxLayout()
        self.clashes.setSpacing(6)
        self._build()
        self._look = on_change(_TYPING_MS, self._try, self)
        self.fields.changed.connect(self._look)
        self._read_names()
        self._try()

    def _build(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.fields)
        column.addStretch(1)
        area.setWidget(inner)
        self.column.addWidget(area, 1)
        self.column.addLayout(self.clashes)
        self.hint.hide()

    def _read_names(self) -> None:
        self._section.context.tasks.read(
            lambda s: s.events.names_used(), self.fields.offer, owner=self.fields
        )

    # what stands in the way

    def _try(self) -> None:
        typed = self.fields.typed()
        if typed is None or typed.when.faults() or not typed.title.strip():
            self._show_clashes((), ())
            return
        asked, event_id = typed, self._event.id if self._event else None

        def show(found: tuple[tuple[Clash, ...], tuple[Occurrence, ...]]) -> None:
            if self.fields.typed() == asked:
                self._show_clashes(*found)

        self._section.context.tasks.read(
            lambda s: s.events.try_out(asked, event_id),
            show,
            lambda _e: None,
            owner=self.fields.on,  # a closing dialog loses its fields first
        )

    def _show_clashes(self, found: tuple[Clash, ...], free: tuple[Occurrence, ...]) -> None:
        clear(self.clashes)
        self.fields.ask_apart(asked=any(one.of_the_day for one in found))
        for clash in found:
            line = label(f"⚠ {clash.text}", wrap=True)
            ink = theme.colours().red if clash.blocking else theme.colours().amber
            line.setStyleSheet(f"color:{ink};")
            self.clashes.addWidget(line)
        if free:
            row = QHBoxLayout()
            row.addWidget(label(_("Свободно същия ден:"), "muted"))
            for one in free:
                starts = one.when.starts
                assert starts is not None
                row.addWidget(button(f"{starts:%H:%M}", partial(self._move, starts)))
            row.addStretch(1)
            self.clashes.addLayout(row)

    def _move(self, starts: time) -> None:
        typed = self.fields.typed()
        if typed is not None:
            self.fields.show_when(typed.when.moved(typed.when.on, starts))

    # keeping

    def save(self) -> None:
        """Keep what is typed; a taken flag asks why."""
        typed = self.fields.typed()
        if typed is None:
            self.message.tell(
                _("Проверете деня и часа: {what}").format(what=self.fields.fault()), "not-met"
            )
            return
        self._keep(typed, None)

    def _keep(self, typed: EventInput, override: OverrideInput | None) -> None:
        end = begin(self, "save")
        if end is None:
            return
        event, section = self._event, self._section

        def work(services: Services) -> tuple[int, EventInput | None]:
            if event is None:
                return services.events.create(typed, actor=services.actor, override=override), None
            before = services.events.change(
                event.id, typed, actor=services.actor, override=override, version=event.version
            )
            return event.id, before.typed

        def done(kept: tuple[int, EventInput | None]) -> None:
            section.verbs.kept(kept[0], kept[1], typed)
            self.accept()

        def failed(error: UserError) -> None:
            if isinstance(error, Refused) and error.code == "flag-clash" and override is None:
                self._ask(typed)
            else:
                self.message.refuse(error)

        section.context.tasks.write(work, done, failed, owner=self, settled=end)

    def _ask(self, typed: EventInput) -> None:
        """The flag is taken: show the article, ask why it is allowed all the same."""
        context, event_id = self._section.context, self._event.id if self._event else None

        def work(services: Services) -> tuple[Finding | None, str]:
            return services.events.flag_question(typed, event_id)

        def ask(asked: tuple[Finding | None, str]) -> None:
            finding, article = asked
            if finding is None:
                self._keep(typed, None)
                return
            dialog = OverrideDialog(self, finding, article, context.clock.today, context.actor.name)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self._keep(typed, dialog.written()))
            dialog.open()

        context.tasks.read(work, ask, self.message.refuse, owner=self)

    def unsaved(self) -> bool:
        """Whether anything differs from what was given."""
        return self.fields.typed() != self._given
