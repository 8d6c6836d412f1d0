"""The one flag of the municipality: its passport, where it is, who took it (чл. 9–12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.domain.town import SymbolRule
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _

FLAG = "flag"
OTHER = "other"
"""A purpose outside чл. 12: restoration, photographing; it needs a written reason."""

_JUDGED_ITEM = "3"


@dataclass(frozen=True)
class FlagGround:
    """An occasion of чл. 12 on which the flag goes out."""

    code: str
    name: str
    citation: Citation

    @property
    def judged(self) -> bool:
        """Whether „важна роля“ is somebody's judgement (чл. 12, т. 3)."""
        return self.citation.item == _JUDGED_ITEM

    @property
    def text(self) -> str:
        """„т. 2 – Празникът на град Русе“."""
        return _("т. {item} – {name}").format(item=self.citation.item, name=self.name)


@dataclass(frozen=True)
class FlagRules:
    """What the act says of the flag: its make with the sizes in words, accessories, place, occasions."""

    make: tuple[str, ...]
    sizes: tuple[tuple[str, Decimal], ...]
    make_citation: Citation | None
    accessories: tuple[str, ...]
    accessories_citation: Citation | None
    place: str
    place_citation: Citation | None
    grounds: tuple[FlagGround, ...]

    @property
    def grounds_citation(self) -> Citation | None:
        """The article that lists the occasions."""
        cited = self.grounds[0].citation if self.grounds else None
        return Citation(cited.article, cited.paragraph) if cited else None

    def ground(self, code: str) -> FlagGround | None:
        """The occasion with this code."""
        return next((one for one in self.grounds if one.code == code), None)


def rules_of(symbols: Sequence[SymbolRule]) -> FlagRules:
    """The rules of the flag among those of all symbols."""
    own = [one for one in symbols if one.symbol == FLAG]
    make = next((one for one in own if one.kind == "form" and one.values), None)
    extra = next((one for one in own if one.kind == "permit" and not one.uses), None)
    place = next((one for one in own if one.kind == "custody"), None)
    return FlagRules(
        make.lines if make else (),
        tuple((name, value) for name, value in make.values.items()) if make else (),
        make.citation if make else None,
        extra.lines if extra else (),
        extra.citation if extra else None,
        place.lines[0] if place and place.lines else "",
        place.citation if place else None,
        tuple(
            FlagGround(one.code, one.name, one.citation)
            for one in own
            if one.kind == "use" and one.citation.item
        ),
    )


@dataclass(frozen=True)
class PassportInput:
    """What is known of a flag; sizes as they were measured, in the words and units of the act."""

    name: str
    made_by: str = ""
    made_on: date | None = None
    sizes: tuple[tuple[str, Decimal], ...] = ()
    material: str = ""
    place: str = ""
    condition: str = ""
    note: str = ""


@dataclass(frozen=True)
class Accessory:
    """Fringes, tassels, ribbons, cords; sewn on only by an approved design (чл. 10)."""

    kind: str
    project_no: str
    approved_on: date | None
    id: int = 0
    by: str = ""
    struck_why: str = ""


@dataclass(frozen=True)
class Photo:
    """A photograph of the flag's condition."""

    id: int
    name: str
    sha256: str
    suffix: str
    taken_on: date
    says: str
    movement_id: int | None


@dataclass(frozen=True)
class Flag:
    """The passport of one original; only one is in use at a time (чл. 10)."""

    id: int
    typed: PassportInput
    since: date
    accessories: tuple[Accessory, ...] = ()
    photos: tuple[Photo, ...] = ()
    withdrawn_on: date | None = None
    withdrawn_act: str = ""
    withdrawn_why: str = ""

    @property
    def active(self) -> bool:
        """Whether it is the flag in use."""
        return self.withdrawn_on is None


@dataclass(frozen=True)
class TakingInput:
    """The flag goes out: when, from whom, to whom, on what ground, when it is due, its condition.

    `ground` is a code of чл. 12 or OTHER with `reason`; `motive` and `decided_by` belong to т. 3.
    `event_id` is the event of the calendar it goes to, `place` where that is.
    """

    taken_at: datetime | None
    from_whom: str
    to_whom: str
    office: str
    ground: str
    due_at: datetime | None
    condition: str = ""
    occasion: str = ""
    reason: str = ""
    motive: str = ""
    decided_by: str = ""
    event_id: int | None = None
    place: str = ""


@dataclass(frozen=True)
class ReturnInput:
    """The flag comes back: when, who received it, in what condition, what was damaged."""

    at: datetime | None
    received_by: str
    condition: str = ""
    damage: str = ""


@dataclass(frozen=True)
class Movement:
    """One going out of the flag with its return, when there was one."""

    id: int
    number: int
    year: int
    flag: str
    typed: TakingInput
    ground_text: str
    citation: str
    by: str
    at: datetime
    back: ReturnInput | None = None
    struck_why: str = ""

    @property
    def number_text(self) -> str:
        """„3/2026“."""
        return f"{self.number}/{self.year}"

    @property
    def out(self) -> bool:
        """Whether the flag is out by it."""
        return self.back is None and not self.struck_why

    def overdue(self, now: datetime) -> bool:
        """Whether it was due before `now` and is not back."""
        return self.out and self.typed.due_at is not None and self.typed.due_at < now

    @property
    def who(self) -> str:
        """„Иван Петров, протокол“."""
        return ", ".join(part for part in (self.typed.to_whom, self.typed.office) if part)


@dataclass(frozen=True)
class FlagPlace:
    """Where the flag is now; `movement` while it is out."""

    flag: Flag | None
    place: str
    movement: Movement | None = None
    late: bool = False

    @property
    def text(self) -> str:
        """One sentence for the first page and the calendar."""
        if self.flag is None:
            return _("Няма заведено знаме.")
        out = self.movement
        if out is None or out.typed.taken_at is None or out.typed.due_at is None:
            return _("Знамето е на мястото си: {place}.").format(place=self.place)
        return _("Знамето е изнесено на {taken}: {who}. За връщане до {due}.").format(
            who=out.who, taken=moment(out.typed.taken_at), due=moment(out.typed.due_at)
        )


def moment(at: datetime) -> str:
    """„06.05.2026 г., 09:30“."""
    return f"{date_short(at.date())}, {at:%H:%M}"


def findings(typed: TakingInput, rules: FlagRules, *, least: int = 15) -> tuple[Finding, ...]:
    """What the act says of a going out (чл. 12)."""
    ground = rules.ground(typed.ground)
    if ground is None:
        place = rules.grounds_citation
        if typed.ground == OTHER and len(typed.reason.strip()) >= least:
            return (
                Finding(
                    "flag-ground", Verdict.NOT_MET, Effect.INFORMS,
                    _("Извън случаите на {citation}; причината е записана.").format(citation=place),
                    place, typed.reason.strip(),
                ),
            )  # fmt: skip
        return (
            Finding(
                "flag-ground", Verdict.NOT_MET, Effect.BLOCKS,
                _("Знамето участва само в изброените случаи."), place,
                question=_("Изберете случай или напишете защо се изнася."), overridable=False,
            ),
        )  # fmt: skip
    if ground.judged and not (typed.motive.strip() and typed.decided_by.strip()):
        return (
            Finding(
                "flag-motive", Verdict.JUDGEMENT, Effect.BLOCKS,
                _("„Важна роля в историята“ е преценка: иска мотив и кой е решил."),
                ground.citation, overridable=False,
            ),
        )  # fmt: skip
    met = Finding("flag-ground", Verdict.MET, Effect.BLOCKS, ground.name, ground.citation)
    if typed.event_id is None and not typed.occasion.strip():
        alone = Finding(
            "flag-event", Verdict.NOT_MET, Effect.WARNS,
            _("Не е посочено за кое събитие се изнася знамето."), rules.place_citation,
        )  # fmt: skip
        return (met, alone)
    return (met,)
