"""Everything a card took part in, year by year, and the copy of one person's data (R-X-0.10)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.nominations import STATE_NAMES, State
from ruse_desktop.domain.people import (
    History,
    HistoryLine,
    Organisation,
    OrganisationInput,
    Person,
    split_name,
)
from ruse_desktop.domain.people_joining import Card
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services.holders import Holders
from ruse_desktop.services.nomination_index import nominations_of
from ruse_desktop.services.people_cards import card_of
from ruse_desktop.services.people_duplicates import duplicates_in
from ruse_desktop.services.people_merge import merges_of, plain
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.commissions import CommissionRow, MemberRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord, OverrideRow, StateRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook

NOMINATION = "nomination"
_TEXTS = ("motives", "merits", "facts", "registry", "registered_on", "states")


def history_in(session: Session, law: LawBook, kind: NomineeKind, card_id: int) -> History:
    """All years of a card, newest first. Raises NotFound."""
    card = card_of(session, kind, card_id)
    lines = [
        *_nominations(session, law, kind, card_id),
        *_laureates(session, law, kind, card_id, names_of(card)),
    ]
    if kind is NomineeKind.PERSON:
        lines.extend(_commissions(session, law, names_of(card)))
    lines.sort(key=lambda line: -line.year)
    return History(tuple(lines), merges_of(session, kind, card_id))


def names_of(card: Card) -> tuple[str, ...]:
    """The name of a card and all its other names."""
    if isinstance(card, Person):
        return (card.full_name, *card.aliases)
    return (card.name, *(card.aliases if isinstance(card, OrganisationInput) else ()))


def _nominations(
    session: Session, law: LawBook, kind: NomineeKind, card_id: int
) -> Iterator[HistoryLine]:
    for row in nominations_of(session, kind, card_id):
        award, edition = _award(session, law, row.edition_id)
        proposing = kind is NomineeKind.ORGANISATION and row.organisation_id != card_id
        slot = ""
        if not proposing and any(one.code == row.slot for one in award.slots):
            slot = award.slot_name(row.slot)
        state = _(STATE_NAMES[State(row.state)])
        title = _("Вносител") if proposing else _("Предложение")
        yield HistoryLine(
            edition.year,
            title,
            award.short_name,
            " · ".join(part for part in (state, row.number or "", slot) if part),
            NOMINATION,
            row.id,
        )
        yield from _overrides(session, row, award)


def _overrides(session: Session, row: NominationRecord, award: AwardRules) -> Iterator[HistoryLine]:
    query = (
        select(OverrideRow)
        .where(OverrideRow.object_kind == NOMINATION, OverrideRow.object_id == row.id)
        .order_by(OverrideRow.id)
    )
    for one in session.scalars(query):
        number = _("Отклонение № {no}").format(no=f"{one.ordinal}/{one.year}")
        yield HistoryLine(
            one.year, number, award.short_name, f"{one.citation}: {one.reason}", NOMINATION, row.id
        )


def _laureates(
    session: Session, law: LawBook, kind: NomineeKind, card_id: int, names: tuple[str, ...]
) -> Iterator[HistoryLine]:
    """Awards in the books: linked by a nomination of the card, or under one of its names."""
    own = [
        row.id
        for row in nominations_of(session, kind, card_id)
        if row.organisation_id == card_id or kind is not NomineeKind.ORGANISATION
    ]
    linked = set(session.scalars(select(Laureate.id).where(Laureate.nomination_id.in_(own))))
    exact: dict[int, bool] = dict.fromkeys(linked, True)
    for holder in Holders(session).like(names):
        laureate_id = session.scalar(
            select(Laureate.id).where(
                Laureate.book == holder.book, Laureate.entry_no == holder.entry_no
            )
        )
        if laureate_id is not None:
            exact.setdefault(laureate_id, holder.exact)
    for laureate_id, sure in exact.items():
        row = session.get_one(Laureate, laureate_id)
        parts = [f"№ {row.entry_no}", row.section, row.act]
        if not sure:
            parts.append(_("сходно име: {name}").format(name=row.name))
        if row.revoked:
            parts.append(_("отнета"))
        yield HistoryLine(
            row.year,
            _("Носител"),
            _book_name(law, row.book),
            " · ".join(part for part in parts if part),
            "laureate",
            row.id,
            exact=sure,
        )


def card_of_laureate(session: Session, book: str, seq: int) -> tuple[NomineeKind, int] | None:
    """The card behind an entry of a book: its nomination's, else the only one of exactly that name."""
    row = session.scalar(select(Laureate).where(Laureate.book == book, Laureate.seq == seq))
    if row is None:
        return None
    nomination = session.get(NominationRecord, row.nomination_id) if row.nomination_id else None
    if nomination is not None:
        kind = NomineeKind(nomination.nominee_kind)
        own = nomination.person_id or nomination.team_id or nomination.organisation_id
        return (kind, own) if own else None
    kind = NomineeKind(row.kind)
    same = [one for one in duplicates_in(session, row.name, kind) if one.exact]
    return (kind, same[0].id) if len(same) == 1 else None


def _book_name(law: LawBook, code: str) -> str:
    found = [
        award.short_name for text in law.editions for award in text.awards if award.code == code
    ]
    return found[-1] if found else code


def _commissions(session: Session, law: LawBook, names: tuple[str, ...]) -> Iterator[HistoryLine]:
    """Seats in commissions under one of the names, titles left aside."""
    wanted = {search_key(name) for name in names}
    rows = session.execute(
        select(MemberRow, CommissionRow).join(
            CommissionRow, CommissionRow.id == MemberRow.commission_id
        )
    )
    for member, commission in rows:
        parts = split_name(member.name)
        bare = " ".join(p for p in (parts.given, parts.middle, parts.family) if p)
        if search_key(bare) not in wanted:
            continue
        award, edition = _award(session, law, commission.edition_id)
        what = _("Председател на комисия") if member.chair else _("Член на комисия")
        order = ""
        if commission.order_no and commission.order_date:
            order = _("заповед № {no}/{day}").format(
                no=commission.order_no, day=date_short(commission.order_date)
            )
        name = award.commission(commission.code).name
        detail = " · ".join(part for part in (name, member.position, order) if part)
        yield HistoryLine(edition.year, what, award.short_name, detail, "commission", commission.id)


def _award(session: Session, law: LawBook, edition_id: int) -> tuple[AwardRules, EditionRow]:
    edition = session.get_one(EditionRow, edition_id)
    return law.edition(edition.law_edition).award(edition.award), edition


def export_in(session: Session, law: LawBook, kind: NomineeKind, card_id: int) -> dict[str, Any]:
    """What is kept of one card: the card, its records with their texts, the merges."""
    card = card_of(session, kind, card_id)
    history = history_in(session, law, kind, card_id)
    shown = {key: value for key, value in plain(card).items() if value not in ("", None, [], 0)}
    shown.pop("id", None)
    if isinstance(card, Person | Organisation):
        shown["latin"] = card.latin_name
    return {
        "card": shown,
        "records": [
            {
                "year": line.year, "what": line.what, "title": line.title, "detail": line.detail,
                "exact": line.exact, **_texts(session, kind, card_id, line),
            }
            for line in history.lines
        ],
        "merged": [{"name": m.dropped, "at": m.at.isoformat(), "by": m.by} for m in history.merges],
    }  # fmt: skip


def _texts(session: Session, kind: NomineeKind, card_id: int, line: HistoryLine) -> dict[str, Any]:
    """What was written about the nominee; of a proposer only that it proposed."""
    if line.kind != NOMINATION:
        return {}
    row = session.get_one(NominationRecord, line.record_id)
    if kind is NomineeKind.ORGANISATION and row.organisation_id != card_id:
        return {}
    states = session.scalars(
        select(StateRow).where(StateRow.nomination_id == row.id).order_by(StateRow.id)
    )
    return {
        "motives": row.motives,
        "merits": [merit.text_ for merit in row.merits],
        "facts": row.facts,
        "registry": row.registry_no,
        "registered_on": row.registered_on.isoformat() if row.registered_on else "",
        "states": [f"{_(STATE_NAMES[State(s.state)])} {date_short(s.at.date())}" for s in states],
    }


def as_json(data: dict[str, Any]) -> str:
    """The copy for another program."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_text(data: dict[str, Any], names: dict[str, str]) -> str:
    """The copy for a person; `names` are the fields in words."""
    lines = [_("ДАННИ, КОИТО СЕ ПАЗЯТ"), ""]
    lines.extend(f"{names.get(key, key)}: {_shown(value)}" for key, value in data["card"].items())
    lines.extend(("", _("ЗАПИСИ: {n}").format(n=len(data["records"]))))
    for one in data["records"]:
        lines.extend(("", f"{one['year']} · {one['what']} · {one['title']} · {one['detail']}"))
        texts = ((names.get(key, key), one.get(key)) for key in _TEXTS)
        lines.extend(f"    {name}: {_shown(value)}" for name, value in texts if value)
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_shown(one)}" for key, one in value.items() if one)
    if isinstance(value, list):
        return "; ".join(one["name"] if isinstance(one, dict) and "name" in one else _shown(one) for one in value)  # fmt: skip
    return str(value)
