"""What every paper of a commission draws on: the commission, its session, the law of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ruse_desktop.domain.letters import salutation
from ruse_desktop.domain.office_holders import Office
from ruse_desktop.domain.people import gender_of
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.letters import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.commissions import CommissionView, Member
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.office_holders import Signer
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition, AwardRules, CommissionRule, SeatRule
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.domain.town import Body
    from ruse_desktop.law.book import LawBook

DOTS = "……………………………"
_NAMED_ANEW = frozenset({"committee", "directorate", "department", "outside"})
_ARTICLES = ("ята", "та", "ът", "ят", "то")


@dataclass(frozen=True, kw_only=True)
class ActGround:
    """What every paper about an award draws on; `today` is the day it is drafted."""

    award: AwardRules
    act: ActEdition
    law: LawBook
    today: date
    signers: Mapping[Office, Signer] = field(default_factory=dict)

    @property
    def office(self) -> str:
        """The unit that serves the commission and keeps the book of the award."""
        return self.award.book.keeper if self.award.book else self.law.municipality

    @property
    def mayor(self) -> str:
        """„Кмет на Община Русе“."""
        return say("Кмет на {municipality}").format(municipality=self.law.municipality)

    @property
    def mayor_line(self) -> tuple[str, str]:
        """Under a paper of the mayor: his office and the name of who signs today, „за“ by an order."""
        return self._line(Office.MAYOR, self.mayor)

    @property
    def chair_line(self) -> tuple[str, str]:
        """Under a paper of the council: its chair."""
        return self._line(Office.CHAIR, say("Председател на Общинския съвет"))

    def _line(self, office: Office, role: str) -> tuple[str, str]:
        signer = self.signers.get(office)
        return signer.line if signer is not None else (role, "")

    @property
    def undated(self) -> tuple[str, str]:
        """Room for the number and the day of an act that is only drafted."""
        day = say("гр. {town}, {dots} г.").format(town=self.law.town, dots="………………")
        return say("№ {dots}").format(dots="………………………"), day

    @property
    def outgoing(self) -> tuple[str, str]:
        """Room for the number of a letter, and today."""
        day = say("гр. {town}, {day}").format(town=self.law.town, day=date_short(self.today))
        return say("Изх. № {dots}").format(dots=DOTS), day

    def basis(self, *places: Citation | None) -> str:
        """„чл. 45, ал. 1 и чл. 45, ал. 2 от Наредба № 17 за …“; each place once."""
        named = tuple(dict.fromkeys(str(place) for place in places if place is not None))
        return say("{places} от {act}").format(places=joined(named), act=self.act.act_name)


@dataclass(frozen=True, kw_only=True)
class Ground(ActGround):
    """A commission on a day; `view` is its last session, None while none is planned."""

    commission: CommissionView
    calendar: WorkingDays
    practice: Practice
    view: SessionView | None = None

    @property
    def rule(self) -> CommissionRule:
        """What the law says of the commission."""
        return self.commission.rule

    @property
    def session(self) -> SessionView:
        """The session; papers of one are composed only when there is one."""
        if self.view is None:
            raise ValueError(self.commission.id)
        return self.view

    @property
    def year(self) -> int:
        """The year of the edition."""
        return self.commission.year

    @property
    def award_of_year(self) -> str:
        """„Награда „Русе“ за 2026 г.“."""
        return say("{award} за {year} г.").format(
            award=quoted(self.award.name), year=self.commission.year
        )

    def body(self, source: str) -> Body | None:
        """The body whose code a quota names."""
        return next((body for body in self.law.bodies if body.code == source), None)

    @property
    def named_on(self) -> date:
        """The day whose names of bodies are printed: that of the appointing act, else today."""
        return self.commission.order_date or self.today

    def called(self, name: str) -> str:
        """A body in the law's words, by its name of the day: „Постоянната комисия по …“ → its name."""
        for body in self.law.bodies:
            if body.called(name) or body.called(_bare(name)):
                return body.name_on(self.named_on).name
        return name

    def quota(self, seat: SeatRule) -> str:
        """Whom a quota names, with the body's name of the day where it is a body's own seat."""
        body = self.body(seat.source)
        if body is None or body.kind not in _NAMED_ANEW:
            return seat.name
        return body.name_on(self.named_on).name

    def quota_and_act(self, seat: SeatRule) -> str:
        """The quota by the body's name of the day, with the law's own where they differ (R-X-0.5)."""
        name = self.quota(seat)
        if name == seat.name:
            return name
        return say("{name} (в наредбата: {act})").format(name=name, act=seat.name)

    def seat_of(self, member: Member) -> str:
        """The quota of a member in words."""
        for seat in self.rule.seats:
            if seat.source == member.source:
                return self.quota(seat)
        return member.source

    def held(self) -> str:
        """„на 18.05.2026 г. (понеделник) от 14:00 ч. в зала …“."""
        from ruse_desktop.kernel.formats import weekday

        typed = self.session.typed
        place = say(" в {place}").format(place=typed.place) if typed.place else ""
        return say("на {day} ({weekday}) от {hour} ч.{in_place}").format(
            day=date_short(typed.held_on), weekday=weekday(typed.held_on),
            hour=f"{typed.at:%H:%M}", in_place=place,
        )  # fmt: skip


def joined(texts: Iterable[str]) -> str:
    """„а, б и в“."""
    *first, last = tuple(texts) or ("",)
    return say("{first} и {last}").format(first=", ".join(first), last=last) if first else last


def greeting(name: str) -> str:
    """How a letter to a person begins."""
    family = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    gender = gender_of(family)
    if family and not gender:
        return say("УВАЖАЕМИ Г-Н/УВАЖАЕМА Г-ЖО {name},").format(name=family.upper())
    return salutation(person=name, gender=gender)


def addressed(name: str) -> str:
    """An office after „ДО“: „Председателят на ОбС – Русе“ → „Председателя на Общинския съвет – …“."""
    first, space, rest = name.partition(" ")
    if first.endswith(("ят", "ът")):
        first = first[:-1] if first.endswith("ят") else f"{first[:-2]}а"
    return f"{first}{space}{rest}".replace("ОбС", say("Общинския съвет"))


def _bare(name: str) -> str:
    """A name without the article of its first word."""
    first, space, rest = name.partition(" ")
    article = next((a for a in _ARTICLES if first.endswith(a)), "")
    if article == "ята":
        return f"{first[:-2]}{space}{rest}"
    return f"{first.removesuffix(article)}{space}{rest}"
