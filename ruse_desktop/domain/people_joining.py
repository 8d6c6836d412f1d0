"""Two cards of one real person, organisation or team as one: which value stays, which names are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.people import EarlierName, Organisation, Person, Team
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.text import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping

Card = Person | Team | Organisation
GROUPS: dict[NomineeKind, dict[str, tuple[str, ...]]] = {
    NomineeKind.PERSON: {
        "name": ("given", "middle", "family"),
        "titles": ("titles",),
        "pseudonym": ("pseudonym",),
        "latin": ("latin",),
        "gender": ("gender",),
        "birth": ("birth_year", "birth_date"),
        "death_date": ("death_date",),
        "citizenship": ("citizenship",),
        "settlement": ("settlement",),
        "employer": ("employer",),
        "note": ("note",),
    },
    NomineeKind.ORGANISATION: {
        name: (name,)
        for name in (
            "name", "latin", "kind", "areas", "settlement", "reg_no", "representative", "address",
            "phone", "email", "field",
        )
    },
    NomineeKind.TEAM: {name: (name,) for name in ("name", "organisation", "members")},
}  # fmt: skip
DROP = "drop"


def joined(kind: NomineeKind, keep: Card, drop: Card, choices: Mapping[str, str]) -> Card:
    """The card that two become: of each group the kept card's value, unless „drop“ is chosen or it is empty.

    Every other name of either stays as an earlier one.
    """
    changes: dict[str, Any] = {}
    for group, names in GROUPS[kind].items():
        has = any(getattr(keep, name) for name in names)
        if choices.get(group) == DROP or (not has and group not in choices):
            changes |= {name: getattr(drop, name) for name in names}
    made = replace(keep, **changes)
    if isinstance(made, Person | Organisation):
        made = replace(made, earlier=_earlier(made, keep, drop))
    return made


def _earlier(made: Person | Organisation, *cards: Any) -> tuple[EarlierName, ...]:
    """The earlier names of both cards, and what they were called if that is not the name now."""
    known = [one for card in cards for one in card.earlier]
    for card in cards:
        name = card.full_name if isinstance(card, Person) else card.name
        known.extend(EarlierName(text) for text in (name, getattr(card, "pseudonym", "")) if text)
    own = {search_key(made.full_name if isinstance(made, Person) else made.name)}
    own.add(search_key(getattr(made, "pseudonym", "")))
    found: dict[str, EarlierName] = {}
    for one in known:
        key = search_key(one.name)
        dated = one.since is not None or one.until is not None
        if key not in own or dated:
            found.setdefault(key if not dated else f"{key}|{one.since}|{one.until}", one)
    dated_keys = {key.split("|")[0] for key in found if "|" in key}
    return tuple(one for key, one in found.items() if key not in dated_keys)
