"""From entries to what the book reads today: payloads written, and replayed in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.books import Act, EntryKind, HolderKind, LaureateInput
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key, sort_key

if TYPE_CHECKING:
    from ruse_desktop.domain.book_chain import Canon

Payload = Mapping[str, Any]
_SHORTEST = 4  # „Път“ is a name, „Кметът“ an office with its article

CORRECTABLE = (
    "given", "middle", "family", "titles", "name", "members", "area", "section", "motive",
    "year", "act_kind", "act_no", "act_on", "act_text",
)  # fmt: skip


def label(field: str) -> str:
    """The Bulgarian name of a correctable field."""
    return {
        "given": _("Име"),
        "middle": _("Бащино име"),
        "family": _("Фамилия"),
        "titles": _("Титли"),
        "name": _("Наименование"),
        "members": _("Членове"),
        "area": _("Област"),
        "section": _("Раздел"),
        "motive": _("Мотив"),
        "year": _("Година"),
        "act_kind": _("Вид на акта"),
        "act_no": _("Номер на акта"),
        "act_on": _("Дата на акта"),
        "act_text": _("Акт"),
    }[field]


@dataclass(frozen=True)
class LaureateState:
    """A laureate after some entries; `spellings` are all names ever entered, oldest first."""

    entry_no: int
    year: int
    kind: HolderKind
    given: str
    middle: str
    family: str
    titles: str
    name: str
    members: tuple[str, ...]
    area: str
    section: str
    slot: str
    motive: str
    act_kind: str
    act_no: str
    act_on: str
    act_text: str
    nomination_id: int | None
    historic: bool
    paper_no: str
    note: str
    entered_at: datetime
    entered_by: str
    spellings: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    corrected: bool = False
    revoked: bool = False
    handed_over: date | None = None
    hand_over: str = ""

    @property
    def full_name(self) -> str:
        """The name as the book shows it today."""
        return self.name or " ".join(p for p in (self.given, self.middle, self.family) if p)

    @property
    def act(self) -> Act | None:
        """The awarding act as corrected; None where the book knows none."""
        if not (self.act_text or self.act_no):
            return None
        on = date.fromisoformat(self.act_on) if self.act_on else None
        return Act(self.act_kind, self.act_no, on, self.act_text)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which this laureate may be looked for, without repetition."""
        return tuple(dict.fromkeys((*self.spellings, *self.members, *self.former_names)))

    @property
    def search_key(self) -> str:
        """Names, section, year, number and act, folded for search."""
        parts = (*self.names, self.section, str(self.year), f"№ {self.entry_no}", self.act_text)
        return search_key(" ".join(p for p in parts if p))

    @property
    def sort_key(self) -> str:
        """People by family name, then given name; teams and organisations by name."""
        if self.kind is not HolderKind.PERSON:
            return sort_key(self.full_name)
        family, given, middle = self.family, self.given, self.middle
        if not family:
            *rest, family = self.full_name.split() or [""]
            given, middle = " ".join(rest), ""
        return sort_key(f"{family} {given} {middle}")


def award_payload(
    laureate: LaureateInput, entry_no: int, by: str, at: datetime
) -> dict[str, Canon]:
    """The public core of an award entry."""
    act = laureate.act
    return {
        "act": None
        if act is None
        else {
            "kind": act.kind,
            "no": act.number,
            "on": act.on.isoformat() if act.on else "",
            "text": act.text,
        },
        "area": laureate.area,
        "at": at.isoformat(timespec="seconds"),
        "by": by,
        "entry_no": entry_no,
        "family": laureate.family,
        "given": laureate.given,
        "historic": laureate.historic,
        "kind": laureate.kind.value,
        "members": list(laureate.members),
        "middle": laureate.middle,
        "motive": laureate.motive,
        "name": laureate.name,
        "nomination": laureate.nomination_id,
        "note": laureate.note,
        "paper_no": laureate.paper_no,
        "section": laureate.section,
        "slot": laureate.slot,
        "titles": laureate.titles,
        "year": laureate.year,
    }


def private_payload(laureate: LaureateInput) -> dict[str, Canon] | None:
    """The erasable part of an award entry; None when there is nothing to keep."""
    data: dict[str, Canon] = {}
    if laureate.birth_year is not None:
        data["birth_year"] = laureate.birth_year
    if laureate.former_names:
        data["former_names"] = list(laureate.former_names)
    return data or None


def start(payload: Payload, former_names: tuple[str, ...] = ()) -> LaureateState:
    """The state that an award entry creates."""
    act = payload["act"] or {"kind": "", "no": "", "on": "", "text": ""}
    state = LaureateState(
        entry_no=payload["entry_no"],
        year=payload["year"],
        kind=HolderKind(payload["kind"]),
        given=payload["given"],
        middle=payload["middle"],
        family=payload["family"],
        titles=payload["titles"],
        name=payload["name"],
        members=tuple(payload["members"]),
        area=payload["area"],
        section=payload["section"],
        slot=payload["slot"],
        motive=payload["motive"],
        act_kind=act["kind"],
        act_no=act["no"],
        act_on=act["on"],
        act_text=act["text"],
        nomination_id=payload["nomination"],
        historic=payload["historic"],
        paper_no=payload["paper_no"],
        note=payload["note"],
        entered_at=datetime.fromisoformat(payload["at"]),
        entered_by=payload["by"],
        former_names=former_names,
    )
    return replace(state, spellings=(state.full_name,))


def follow(state: LaureateState, kind: EntryKind, payload: Payload) -> LaureateState:
    """The state after an entry that speaks of the laureate."""
    if kind is EntryKind.CORRECTION:
        values = {c["field"]: _typed(c["field"], c["new"]) for c in payload["changes"]}
        changed = replace(state, corrected=True, **values)
        spellings = tuple(dict.fromkeys((*state.spellings, *state.members, changed.full_name)))
        return replace(changed, spellings=spellings)
    if kind is EntryKind.HAND_OVER:
        on = date.fromisoformat(payload["on"])
        return replace(state, handed_over=on, hand_over=hand_over_text(payload))
    if kind is EntryKind.REVOCATION:
        return replace(state, revoked=True)
    return state


def field_value(state: LaureateState, field: str) -> Canon:
    """The value of a correctable field as a payload holds it."""
    value = getattr(state, field)
    return list(value) if isinstance(value, tuple) else value


def shown(value: object) -> str:
    """A field's value for people."""
    if isinstance(value, (list, tuple)):
        return ", ".join(value)
    return str(value)


def hand_over_text(payload: Payload) -> str:
    """„23.05.2026 г. от кмета, Доходно здание“."""
    text = date_short(date.fromisoformat(payload["on"]))
    if payload["presenter"]:
        text += _presented(payload["presenter"])
    return f"{text}, {payload['place']}" if payload["place"] else text


def _presented(who: str) -> str:
    if who[:3].lower() == "за ":  # stands in for the office; „от за кмета“ is no Bulgarian
        return f", {who[0].lower()}{who[1:]}"
    return " " + _("от {who}").format(who=after_preposition(who))


def after_preposition(office: str) -> str:
    """„Кметът на Община Русе“ → „Кмета на Община Русе“: after „от“ and „за“ stands the short article."""
    head, space, rest = office.partition(" ")
    short = {"ът": "а", "ят": "я"}.get(head[-2:])
    return f"{head[:-2]}{short}{space}{rest}" if short and len(head) > _SHORTEST else office


def _typed(field: str, value: Any) -> Any:
    return tuple(value) if field == "members" else value
