"""Rules of what follows the choice: act, book, hand-over, attributes, money, steps, revocation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ruse_desktop.domain.citations import Citation


class Effect(StrEnum):
    """What a rule that is not met does to the step."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


@dataclass(frozen=True)
class YearDay:
    """A day of the award's year: month, day and the offset of the year (−1 = the previous one)."""

    month: int
    day: int
    year_offset: int = 0

    def in_year(self, year: int) -> date:
        """The date in the award year `year`."""
        return date(year + self.year_offset, self.month, self.day)


@dataclass(frozen=True)
class ActRule:
    """Which act awards: „minutes“ of the commission, mayor's „order“, council „decision“.

    `note` is a sentence on it for those who receive a letter („… не подлежи на обжалване.“).
    """

    kinds: tuple[str, ...]
    citation: Citation
    note: str = ""


@dataclass(frozen=True)
class BookRule:
    """The book of the award and the office that keeps it.

    `memory` marks a book with a page of photo, works and motives for each laureate; `archive` is
    where the act asks the same office for an archive, None where it does not (чл. 60).
    """

    title: str
    keeper: str
    citation: Citation
    proposed: bool = False
    memory: bool = False
    archive: Citation | None = None


@dataclass(frozen=True)
class HandOverRule:
    """When, by whom: `eve_of` are the feasts on whose eve the ceremony is held; () = no day is set.

    `authorised` lets a person present whom one of `presenters` authorised by order. On another
    solemn occasion it may be given under `exception_citation`, None where the act knows none.
    `announced_only` marks an award that is announced at the ceremony, not handed over. `guests`:
    its living holders of all years are invited to the ceremony.
    """

    presenters: tuple[str, ...]
    citation: Citation
    eve_of: tuple[YearDay, ...] = ()
    authorised: bool = False
    exception_citation: Citation | None = None
    announced_only: bool = False
    guests: bool = False


@dataclass(frozen=True)
class LimitRule:
    """How many laureates a year: more than `per_year` is refused or only warned of."""

    per_year: int
    citation: Citation
    effect: Effect = Effect.BLOCKS


@dataclass(frozen=True)
class Attribute:
    """What goes with the award: „statuette“, „diploma“, „certificate“, „sign“, „badge“.

    `prescribed` is False for what the office gives by custom only. Where a design approved by
    competition and accepted by the council is asked for, `design` says who decides until then.
    """

    kind: str
    name: str
    citation: Citation
    prescribed: bool = True
    note: str = ""
    design: Citation | None = None


@dataclass(frozen=True)
class MoneyRule:
    """A sum: fixed `amount` in `currency`, or `wages` minimum wages; `per_month` for stipends.

    `at_most`: the act sets only the upper limit. `optional`: there may be no sum at all. `months`
    is the usual number of monthly payments from `start` on. `act` names who fixes the sum.
    """

    name: str
    citation: Citation
    amount: Decimal | None = None
    currency: str = "BGN"
    wages: Decimal | None = None
    at_most: bool = False
    optional: bool = False
    per_month: bool = False
    months: int = 0
    slot: str = ""
    start: YearDay | None = None
    payer: str = ""
    act: str = ""
    note: str = ""


@dataclass(frozen=True)
class MeritPeriod:
    """The span in which the merits lie, both days inclusive."""

    start: YearDay
    end: YearDay
    citation: Citation
    lifetime_citation: Citation | None = None

    def in_year(self, year: int) -> tuple[date, date]:
        """First and last day for the award year `year`."""
        return self.start.in_year(year), self.end.in_year(year)


@dataclass(frozen=True)
class FundSource:
    """Where the money comes from; `kind`: „budget“, „donor“ or „other“.

    `sole` says that the act leaves the sum to this source alone; `also` names what else it gives.
    """

    code: str
    name: str
    kind: str
    citation: Citation
    sole: bool = False
    also: str = ""


@dataclass(frozen=True)
class PublicityRule:
    """What the act has made public: a call for proposals, the names of the laureates.

    `code` is the purpose of the deadline to meet, where there is one. `media` are those the act
    lists, `along` the codes of awards made known with this one.
    """

    code: str
    name: str
    citation: Citation
    media: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    along_citation: Citation | None = None


@dataclass(frozen=True)
class ProcedureStep:
    """A step the act prescribes besides those above: an opinion, criteria, an announcement.

    `of` says whose step it is: a „nomination“'s or the „edition“'s. `after` is the code of the step
    without which this one may not be taken; `several` lets it be recorded more than once (each
    standing committee). `results` are the outcomes to choose from, () = none.
    """

    code: str
    name: str
    actor: str
    citation: Citation
    of: str = "edition"
    after: str = ""
    several: bool = False
    results: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True)
class RevocationGround:
    """A ground for taking the honour away; `proof`: „sentence“, „judgement“ or „statement“."""

    name: str
    proof: str
    citation: Citation


@dataclass(frozen=True)
class RevocationRule:
    """How the honour is taken away: grounds, deciding act, months to give the attributes back.

    `majority` „present“: more than half of those present; „“ = the act sets none.
    """

    grounds: tuple[RevocationGround, ...]
    act: str
    citation: Citation
    majority: str = ""
    return_months: int = 0
    majority_citation: Citation | None = None
    return_citation: Citation | None = None
