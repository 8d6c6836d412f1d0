"""What a closed session decided, slot by slot: the source of book entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.rules import NomineeKind


@dataclass(frozen=True)
class AwardResult:
    """A laureate of a slot, or „неприсъдена“: then `nomination_id` is None and there is a reason.

    `act_text` is what the book and the diploma print: „Протокол № 2/18.05.2026 г. на …“.
    `not_awarded` are those who stood with him and get nothing once this is in the book.
    """

    award: str
    year: int
    slot: str
    section: str
    area: str
    act_kind: str
    act_no: str
    act_date: date
    act_text: str
    nomination_id: int | None = None
    kind: NomineeKind = NomineeKind.PERSON
    given: str = ""
    middle: str = ""
    family: str = ""
    titles: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    motive: str = ""
    birth_year: int | None = None
    unawarded_reason: str = ""
    not_awarded: tuple[int, ...] = ()
