"""Joining two cards of one real person, organisation or team, and taking the joint apart again.

What pointed at the dropped card points at the kept one; the dropped card is put away, not deleted.
Books name their laureates in words and are never touched.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.people import (
    EarlierName,
    MergeView,
    OrganisationInput,
    Person,
    PersonInput,
    TeamInput,
)
from ruse_desktop.domain.people_joining import Card, joined
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_index import reindex
from ruse_desktop.services.people_cards import (
    TABLES,
    card_of,
    save_organisation_in,
    save_person_in,
    save_team_in,
)
from ruse_desktop.services.people_pointers import pointing, turn
from ruse_desktop.storage.people import MergeRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction


def merge_in(
    tx: Transaction,
    kind: NomineeKind,
    keep_id: int,
    drop_id: int,
    choices: Mapping[str, str],
) -> MergeRow:
    """Join the dropped card into the kept one within a transaction. Raises Refused, NotFound."""
    session = tx.session
    keep, drop = card_of(session, kind, keep_id), card_of(session, kind, drop_id)
    _may_merge(session, kind, (keep, drop), choices)
    before = {"keep": plain(keep), "drop": plain(drop)}
    made = joined(kind, keep, drop, choices)
    moved = pointing(session, kind, drop_id)
    turn(session, moved, keep_id)
    session.get_one(TABLES[kind], drop_id).merged_into_id = keep_id
    _save(tx, kind, made, keep_id)
    session.flush()
    reindex(session, kind, keep_id)
    row = MergeRow(
        kind=str(kind),
        keep_id=keep_id,
        drop_id=drop_id,
        moved={"records": moved, "all": pointing(session, kind, keep_id)},
        before=before,
        after=plain(card_of(session, kind, keep_id)),
        at=tx.now,
        by=tx.actor.name,
    )
    session.add(row)
    session.flush()
    return row


def unmerge_in(tx: Transaction, merge_id: int) -> MergeRow:
    """Take a merge apart within a transaction.

    Raises Refused when the kept card, its records or the dropped card changed since.
    """
    session = tx.session
    row = session.get(MergeRow, merge_id)
    if row is None or row.undone_at is not None:
        raise NotFound(_("Обединяването вече е отменено."), _("Опреснете екрана."))
    kind = NomineeKind(row.kind)
    _may_undo(session, row, kind)
    turn(session, row.moved["records"], row.drop_id)
    session.get_one(TABLES[kind], row.drop_id).merged_into_id = None
    _save(tx, kind, _unplain(kind, row.before["keep"]), row.keep_id)
    session.flush()
    for card_id in (row.keep_id, row.drop_id):
        reindex(session, kind, card_id)
    row.undone_at, row.undone_by = tx.now, tx.actor.name
    session.flush()
    return row


def merges_of(session: Session, kind: NomineeKind, card_id: int) -> tuple[MergeView, ...]:
    """The merges into this card that stand, newest first."""
    rows = session.scalars(
        select(MergeRow)
        .where(
            MergeRow.kind == str(kind), MergeRow.keep_id == card_id, MergeRow.undone_at.is_(None)
        )
        .order_by(MergeRow.id.desc())
    )
    return tuple(view_of(row) for row in rows)


def view_of(row: MergeRow) -> MergeView:
    """The value of a row."""
    kind = NomineeKind(row.kind)
    dropped = row.before["drop"]
    name = dropped.get("name") or " ".join(
        dropped[part] for part in ("given", "middle", "family") if dropped.get(part)
    )
    return MergeView(row.id, kind, row.keep_id, row.drop_id, name, row.at, row.by)


def _may_merge(
    session: Session, kind: NomineeKind, cards: tuple[Card, Card], choices: Mapping[str, str]
) -> None:
    keep, drop = cards
    if keep.id == drop.id:
        raise Refused(_("Това е една и съща карта."), _("Изберете друга карта за обединяване."))
    for card in cards:
        if session.get_one(TABLES[kind], card.id).provisional:
            raise Refused(_("Картата принадлежи на чернова."), _("Първо заведете предложението."))
        if card.merged_into is not None:
            raise Refused(_("Едната карта вече е обединена с друга."), _("Опреснете списъка."))
    if not (isinstance(keep, Person) and isinstance(drop, Person)):
        return
    years = {keep.birth_year, drop.birth_year} - {None}
    if len(years) > 1 and "birth" not in choices:
        raise Refused(
            _("Годините на раждане са различни: {one} и {other}.").format(
                one=keep.birth_year, other=drop.birth_year
            ),
            _("Различни години значат различни хора. Ако едната е сгрешена, изберете вярната."),
        )


def _may_undo(session: Session, row: MergeRow, kind: NomineeKind) -> None:
    kept, dropped = card_of(session, kind, row.keep_id), card_of(session, kind, row.drop_id)
    if kept.merged_into is not None:
        why = _("Картата после е обединена с друга.")
    elif dropped.merged_into != row.keep_id:
        why = _("Прибраната карта вече е другаде.")
    elif plain(kept) != row.after:
        why = _("Картата е променяна след обединяването.")
    elif pointing(session, kind, row.keep_id) != row.moved["all"]:
        why = _("Записите, в които е картата, са други след обединяването.")
    else:
        return
    raise Refused(why, _("Обединяването не може да се отмени; направете нова карта и я посочете."))


def _save(tx: Transaction, kind: NomineeKind, card: Any, card_id: int) -> None:
    if kind is NomineeKind.PERSON:
        save_person_in(tx, card, card_id, names=True)
    elif kind is NomineeKind.TEAM:
        save_team_in(tx, card, card_id)
    else:
        save_organisation_in(tx, card, card_id, names=True)


def plain(card: Card) -> dict[str, Any]:
    """A card as JSON holds it: dates as text, tuples as lists."""
    made: dict[str, Any] = _json(asdict(card))
    del made["merged_into"]
    return made


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _unplain(
    kind: NomineeKind, values: dict[str, Any]
) -> PersonInput | TeamInput | OrganisationInput:
    """What `plain` kept, as it is typed."""
    table: Any = {
        NomineeKind.PERSON: PersonInput,
        NomineeKind.TEAM: TeamInput,
        NomineeKind.ORGANISATION: OrganisationInput,
    }[kind]
    known = {field.name for field in fields(table)}
    made = {name: value for name, value in values.items() if name in known}
    for name in ("birth_date", "death_date"):
        if made.get(name):
            made[name] = date.fromisoformat(made[name])
    for name in ("areas", "members"):
        if name in made:
            made[name] = tuple(made[name])
    if "earlier" in made:
        made["earlier"] = tuple(
            EarlierName(one["name"], _day(one["since"]), _day(one["until"]))
            for one in made["earlier"]
        )
    found: PersonInput | TeamInput | OrganisationInput = table(**made)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
