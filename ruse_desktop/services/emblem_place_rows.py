"""The rooms with the emblem as a register: which are asked for, rows, the printed check list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import and_, case, or_, select

from ruse_desktop.domain import emblem_places as values
from ruse_desktop.domain.emblem_places import STATE_NAMES, TONES, PlaceInput, PlaceState, Seen
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.storage.emblem_places import EmblemPlaceRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from ruse_desktop.domain.emblem_places import PlaceKind
    from ruse_desktop.domain.registers import Cell, RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

LACKING = "lacking"
"""The choice of everything that is still to be done this year."""
_BOX = "[\u00a0\u00a0\u00a0]"
_ROW = EmblemPlaceRow


class PlaceRegister(TableRegister):
    """The register's side of `EmblemPlaces`, see domain/registers.py."""

    table = EmblemPlaceRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "place": (_ROW.search_key,),
        "holder": (_ROW.holder,),
        "responsible": (_ROW.responsible,),
        "checked": (_ROW.checked_on,),
        "state": (_ROW.closed_on, _ROW.seen, _ROW.checked_on),
    }

    def __init__(self, store: Store, law: LawBook) -> None:
        super().__init__(store)
        self._law = law

    def kinds(self) -> tuple[PlaceKind, ...]:
        """The kinds of room of today's edition."""
        return values.kinds_of(self._law.at(self._store.clock.today()).symbols)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row, self._store.clock.today())

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The check list by kind of room, with boxes for who goes round (R-7-2.2)."""
        today, kinds = self._store.clock.today(), self.kinds()
        with self._store.read() as session:
            query = select(_ROW).where(*self._asked(wanted)).order_by(*self._usually())
            lines = tuple(_printed(row, today) for row in session.scalars(query))
        count = ngettext("Общо {n} място", "Общо {n} места", len(lines)).format(n=len(lines))
        return RegisterSheet(
            title=_("Поставяне на герба по чл. 7, ал. 2"),
            subtitle=_("Проверка за {year} г.").format(year=today.year),
            asked=_said(wanted, kinds),
            heads=(
                _("Вид"), _("Място"), _("Титуляр"), _("Отговаря"), _("Проверено"),
                _("Състояние"), _("поставен"), _("липсва"), _("повреден"), _("Бележка"),
            ),
            widths=(0.16, 0.2, 0.14, 0.13, 0.09, 0.11, 0.07, 0.06, 0.08, 0.12),
            lines=lines,
            count=count,
            drawn_on=today,
            file_name="gerb-po-mesta",
            municipality=self._law.municipality,
            signatures=(_("Проверил"), _("Дата и подпис")),
            grouped=True,
        )  # fmt: skip

    def _usually(self) -> tuple[Any, ...]:
        """The order of the act's kinds, then settlement and name."""
        order = {kind.code: n for n, kind in enumerate(self.kinds())}
        place = case(order, value=_ROW.kind, else_=len(order)) if order else _ROW.kind
        return place, _ROW.settlement, _ROW.search_key, _ROW.id

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [
            _ROW.search_key.contains(word, autoescape=True) for word in search_words(wanted.text)
        ]
        if kind := wanted.choice("kind"):
            found.append(_ROW.kind == kind)
        if state := wanted.choice("state"):
            found.append(in_state(state, self._store.clock.today()))
        return found


def in_state(state: str, today: date) -> ColumnElement[bool]:
    """The rooms in a state on a day, or all that lack something this year."""
    closed = and_(_ROW.closed_on.is_not(None), _ROW.closed_on <= today)
    before = and_(_ROW.holder_since.is_not(None), _ROW.checked_on < _ROW.holder_since)
    new = or_(_ROW.checked_on.is_(None), before)
    begun = today.replace(month=1, day=1)
    if state == LACKING:
        lacking = or_(new, _ROW.seen != Seen.PRESENT.value, _ROW.checked_on < begun)
        return and_(~closed, lacking)
    kept = and_(~closed, ~new.self_group(), _ROW.checked_on.is_not(None))
    here = _ROW.seen == Seen.PRESENT.value
    asked: dict[PlaceState, ColumnElement[bool]] = {
        PlaceState.CLOSED: closed,
        PlaceState.NEW: and_(~closed, new),
        PlaceState.MISSING: and_(kept, _ROW.seen == Seen.MISSING.value),
        PlaceState.DAMAGED: and_(kept, _ROW.seen == Seen.DAMAGED.value),
        PlaceState.DUE: and_(kept, here, _ROW.checked_on < begun),
        PlaceState.PRESENT: and_(kept, here, _ROW.checked_on >= begun),
    }
    return asked[PlaceState(state)]


def state_of(row: EmblemPlaceRow, today: date) -> PlaceState:
    """Where a row stands."""
    seen = Seen(row.seen) if row.seen else None
    return values.state_of(seen, row.checked_on, row.holder_since, row.closed_on, today)


def typed_of(row: EmblemPlaceRow) -> PlaceInput:
    """A room as it is typed."""
    return PlaceInput(**{name: getattr(row, name) for name in PlaceInput.__dataclass_fields__})


def _listed(row: EmblemPlaceRow, today: date) -> RegisterRow:
    state = state_of(row, today)
    texts = (
        values.title_of(typed_of(row), row.kind_name), row.holder, row.responsible,
        date_plain(row.checked_on) if row.checked_on else "", _(STATE_NAMES[state]),
    )  # fmt: skip
    return RegisterRow(row.id, texts, TONES[state])


def _printed(row: EmblemPlaceRow, today: date) -> tuple[Cell, ...]:
    state = state_of(row, today)
    boxes = ("", "", "") if state is PlaceState.CLOSED else (_BOX, _BOX, _BOX)
    place = ", ".join(part for part in (row.name, row.settlement) if part) or row.kind_name
    return (
        row.kind_name, place, row.holder, row.responsible,
        row.checked_on or "", _(STATE_NAMES[state]), *boxes, row.note,
    )  # fmt: skip


def _said(wanted: RegisterFilter, kinds: Sequence[PlaceKind]) -> str:
    said = [one.name for one in kinds if one.code == wanted.choice("kind")]
    if state := wanted.choice("state"):
        said.append(
            _("каквото липсва тази година")
            if state == LACKING
            else _(STATE_NAMES[PlaceState(state)])
        )
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)
