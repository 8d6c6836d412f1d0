"""An item of City Day's programme: its event typed once, with the money meant for it; taking one from the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.city_day import ItemInput
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import clear, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.money_dialogs import AmountField
from ruse_desktop.ui.screens.protocol.event_fields import EventFields
from ruse_desktop.ui.screens.protocol.look import hours

if TYPE_CHECKING:
    from ruse_desktop.domain.city_day import CityDay, Item
    from ruse_desktop.domain.clashes import Clash
    from ruse_desktop.domain.events import Event, Occurrence

_TYPING_MS = 200


class ItemDialog(SavingDialog):
    """A new item, or `item` written anew; the calendar shows the same event."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, found: CityDay, item: Item | None = None
    ) -> None:
        title = _("Нова проява") if item is None else _("Проява от програмата")
        super().__init__(parent, context, title, _("Запиши"))
        self.resize(theme.px(720), theme.px(660))
        self._year, self._item = found.edition.year, item
        feast = found.edition.feast
        blank = EventInput(
            "", When(feast, feast), Category.TOWN, organiser=found.edition.typed.organiser
        )
        self.fields = EventFields(context, item.event if item is not None else blank)
        self.budget = AmountField(_("Бюджет на проявата"))
        if item is not None and item.budget is not None:
            self.budget.show_amount(item.budget)
        self.clashes = QVBoxLayout()
        self.clashes.setSpacing(4)
        self._build(found.edition.currency)
        look = on_change(_TYPING_MS, self._try, self)
        self.fields.changed.connect(look)
        self.fields.changed.connect(self._check)
        self.budget.textChanged.connect(lambda _text: self._check())
        context.tasks.read(lambda s: s.events.names_used(), self.fields.offer, owner=self.fields)
        self._check()
        self._try()

    def _build(self, currency: str) -> None:
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
        name = _("Бюджет на проявата, {currency}").format(currency=_sign(currency))
        row = QHBoxLayout()
        row.addWidget(label(name))
        row.addWidget(self.budget)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addLayout(self.clashes)

    @property
    def item_typed(self) -> ItemInput | None:
        """What is typed; None while the day cannot be read."""
        event = self.fields.typed()
        return ItemInput(event, self.budget.amount()) if event is not None else None

    def _check(self) -> None:
        typed = self.item_typed
        lacking = ""
        if typed is None:
            lacking = _("Проверете деня и часа.")
        elif not typed.event.title:
            lacking = _("Напишете наименованието на проявата.")
        elif self.budget.wrong:
            lacking = _("Поправете сумата.")
        self.hint.setText(lacking or _("Записва се веднъж: проявата е и събитие в календара."))
        self.do.setEnabled(not lacking)

    def _try(self) -> None:
        """Look for whatever is taken at this time."""
        asked = self.fields.typed()
        if asked is None or asked.when.faults() or not asked.title.strip():
            clear(self.clashes)
            return
        event_id = self._item.event_id if self._item is not None else None

        def show(found: tuple[tuple[Clash, ...], tuple[Occurrence, ...]]) -> None:
            if self.fields.typed() != asked:
                return
            clear(self.clashes)
            self.fields.ask_apart(asked=any(one.of_the_day for one in found[0]))
            for clash in found[0]:
                line = label(f"⚠ {clash.text}", wrap=True)
                ink = theme.colours().red if clash.blocking else theme.colours().amber
                line.setStyleSheet(f"color:{ink};")
                self.clashes.addWidget(line)

        self._context.tasks.read(
            lambda s: s.events.try_out(asked, event_id),
            show,
            lambda _e: None,
            owner=self.fields.on,  # a closing dialog loses its fields first
        )

    def save(self) -> None:
        """Write item and event; refusals are shown here."""
        typed, item, year = self.item_typed, self._item, self._year
        if typed is None:
            return
        if item is None:
            self._write(lambda s: s.city_day.add_item(year, typed, actor=s.actor))
        else:
            self._write(
                lambda s: s.city_day.change_item(
                    item.id, typed, actor=s.actor, version=item.event_version
                )
            )


class LinkDialog(SavingDialog):
    """Events around the feast that are in no programme yet; one is taken in."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, year: int, events: Sequence[Event]
    ) -> None:
        super().__init__(parent, context, _("От календара в програмата"), _("Добави в програмата"))
        self.resize(theme.px(720), theme.px(460))
        self._year = year
        columns = (
            Column(_("Ден"), 96), Column(_("Час"), 104), Column(_("Събитие"), 240, stretch=True),
            Column(_("Място"), 170),
        )  # fmt: skip
        self.table = ListTable(columns, _("Събития около празника"), context.settings)
        self.table.opened.connect(lambda _key: self.save())
        self.table.chosen.connect(lambda _key: self._check())
        self.column.addWidget(self.table, 1)
        self.table.show_lines([
            Line(one.id, (date_plain(one.typed.when.on), hours(one.typed.when), one.typed.title,
                          one.typed.place))
            for one in events
        ])  # fmt: skip
        self._check()

    def _check(self) -> None:
        chosen = self.table.current_key() is not None
        self.hint.setText("" if chosen else _("Около празника няма други събития в календара."))
        self.do.setEnabled(chosen)

    def save(self) -> None:
        """Take the chosen event into the programme."""
        key, year = self.table.current_key(), self._year
        if key is not None:
            self._write(lambda s: s.city_day.link(year, key, actor=s.actor))


class DropDialog(SavingDialog):
    """An item leaves the programme; its event stays in the calendar unless it is meant too."""

    def __init__(self, parent: QWidget, context: ScreenContext, item: Item) -> None:
        super().__init__(parent, context, _("Изваждане от програмата"), _("Извади"))
        self._item = item
        self.column.addWidget(label(item.event.title, "heading", wrap=True))
        self.too = QCheckBox(_("Извади събитието и от календара"))
        self.column.addWidget(self.too)
        self.hint.setText(_("Внесените версии на програмата не се променят."))

    def save(self) -> None:
        """Take it out; refusals are shown here."""
        number, too = self._item.id, self.too.isChecked()
        self._write(lambda s: s.city_day.drop_item(number, actor=s.actor, from_calendar=too))


def _sign(currency: str) -> str:
    from ruse_desktop.domain.money import SIGNS

    return SIGNS.get(currency, currency)
