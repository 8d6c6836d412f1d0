"""What the first page says of the emblem: rooms to look at, symbols to look over (чл. 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.emblem_places import PlaceState, title_of
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services import emblem, emblem_place_rows, emblem_places
from ruse_desktop.storage.emblem_places import EmblemPlaceRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import ActEdition


def waiting_emblem(session: Session, edition: ActEdition, today: date) -> tuple[Waiting, ...]:
    """New offices to be checked, rooms without it or with a damaged one, symbols after a change."""
    found = []
    if new := _rooms(session, PlaceState.NEW, today):
        said = ngettext("Герб на {n} място за проверка", "Герб на {n} места за проверка", len(new))
        text = said.format(n=len(new))
        found.append(Waiting("emblem-new", emblem_places.OBJECT, text, new))
    wrong = _rooms(session, PlaceState.MISSING, today) + _rooms(session, PlaceState.DAMAGED, today)
    if wrong:
        said = ngettext(
            "Гербът липсва или е повреден на {n} място",
            "Гербът липсва или е повреден на {n} места",
            len(wrong),
        )
        text = said.format(n=len(wrong))
        found.append(Waiting("emblem-missing", emblem_places.OBJECT, text, wrong))
    current = emblem.current_in(session)
    reviews = [one for one in emblem.reviews_in(session, edition.symbols) if one.open]
    if reviews and current is not None:
        text = _("Гербът е сменен: прегледайте символите с него")
        records = tuple(
            WaitingRecord(current.id, f"{symbol_name(one.symbol)} – {one.said}") for one in reviews
        )
        found.append(Waiting("emblem-review", emblem.OBJECT, text, records))
    return tuple(found)


def _rooms(session: Session, state: PlaceState, today: date) -> tuple[WaitingRecord, ...]:
    rows = session.scalars(
        select(EmblemPlaceRow)
        .where(emblem_place_rows.in_state(state.value, today))
        .order_by(EmblemPlaceRow.since, EmblemPlaceRow.id)
    )
    return tuple(
        WaitingRecord(row.id, title_of(emblem_place_rows.typed_of(row), row.kind_name))
        for row in rows
    )
