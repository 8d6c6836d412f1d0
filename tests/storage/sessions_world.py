"""A commission on the eve of its session: real law, real database, admitted nominations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.commissions import CommissionView, MemberInput, OrderInput
from ruse_desktop.domain.conflicts import Conflict, ConflictKind
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import CommissionRule, NomineeKind, SlotKind
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionView
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from tests.storage.telling import tell_all
from tests.storage.worlds import Eve, stand

ACTOR = Actor("Мария Колева")
HELD = date(2026, 5, 18)
NOW = datetime(2026, 5, 18, 14, 30, tzinfo=SOFIA)
TELLERS = ("Ива Тодорова", "Огнян Марков")
PLAN = SessionInput(HELD, time(14), "зала „Васил Левски“", "2", TELLERS)
ORDER = OrderInput("РД-01-1203", date(2026, 5, 4), "Стела Драганова")
MOTIVE = "за новия прочит на дунавската тема в романите му"
_GIVEN = ("Ангел", "Борис", "Виктор", "Георги", "Димитър", "Евгени")


class World:
    """Services with an open edition, an appointed commission and nominations by slot."""

    def __init__(
        self,
        folder: Path,
        nominees: Mapping[str, int] | None = None,
        *,
        commission: str = "arts",
        law_edition: str = "2024-02-29",
    ) -> None:
        self.award = load_law().edition(law_edition).award("NR")
        wanted = nominees or {"1.1": 3}

        def play(services: Services) -> Eve:
            self.services = services
            self.edition_id = services.editions.open(
                "NR", 2026, actor=ACTOR, law_edition=law_edition
            ).id
            return Eve(
                self.edition_id,
                {
                    slot: [self.nominate(slot, n) for n in range(many)]
                    for slot, many in wanted.items()
                },
            )

        key = (World, law_edition, _GIVEN, *wanted.items())
        self.services, eve = stand(folder, services_in, play, key)
        self.edition_id, self.ids = eve.edition_id, eve.copy()
        views = self.services.commissions.of_edition(self.edition_id, actor=ACTOR)
        self.commission_id = next(v.id for v in views if v.rule.code == commission)
        self.appoint()

    def nominate(self, slot: str, n: int) -> int:
        """Register and admit a nomination for `slot`; its id."""
        rule = self.award.slot(slot)
        section = self.award.section(rule.section)
        typed = NominationInput(
            edition_id=self.edition_id,
            slot=slot,
            genre=section.genres[0] if section.genres else "",
            category="творец",
            person=PersonInput(_GIVEN[n], "Петров", f"Раздел{slot}".translate(_LETTERS)),
            proposer=OrganisationInput(
                "Сдружение „Перо“", areas=(section.area,), settlement="Русе"
            ),
            lifetime=True,
            motives="За дългогодишен принос към културата на града. " * 10,
            registry_no=f"30-{slot}-{n}",
            registered_on=date(2026, 5, 7),
        )
        if rule.kind is SlotKind.COLLECTIVE:
            members = ("Иво Бонев", "Ана Русева")
            typed = replace(
                typed, nominee_kind=NomineeKind.TEAM, person=None, category="творчески екип",
                team=TeamInput(f"Квартет „{_GIVEN[n]}“", members=members),
            )  # fmt: skip
        nominations = self.services.nominations
        one = nominations.register(typed, actor=ACTOR)
        for finding in nominations.detail(one).findings:
            if finding.open:
                nominations.answer(one, finding.rule, "Потвърдено по делото.", actor=ACTOR)
        nominations.admit(one, actor=ACTOR)
        return one

    @property
    def commission(self) -> CommissionView:
        """The commission as it is appointed now."""
        return self.services.commissions.get(self.commission_id)

    def appoint(self, order: OrderInput = ORDER, *, members: int | None = None) -> None:
        """Fill every seat by the quotas; only the first `members` of them when given."""
        rule = self.services.commissions.get(self.commission_id).rule
        seats = filled(rule)[:members]
        self.services.commissions.appoint(self.commission_id, seats, order, actor=ACTOR)

    def plan(self, typed: SessionInput = PLAN) -> int:
        """A planned session of which everybody was told on its day; its id."""
        session_id = self.services.sessions.plan(self.commission_id, typed, actor=ACTOR)
        tell_all(self.services, session_id, ACTOR, min(HELD, typed.held_on))
        return session_id

    def attend(
        self,
        session_id: int,
        *,
        absent: Sequence[int] = (),
        unsigned: Sequence[int] = (),
        conflicts: Mapping[int, str] = MappingProxyType({}),
    ) -> SessionView:
        """Everyone is there with a signed declaration but the places (0…) named."""
        lines = [
            AttendanceInput(
                member_id=member.id,
                present=n not in absent,
                declared=n not in absent and n not in unsigned,
                conflicts=self.related(conflicts[n]) if n in conflicts else (),
            )
            for n, member in enumerate(self.commission.members)
        ]
        return self.services.sessions.attend(session_id, lines, actor=ACTOR)

    def related(self, text: str) -> tuple[Conflict, ...]:
        """A kinship with the first nominee there is, as a member declares it."""
        first = next(one for ids in self.ids.values() for one in ids)
        return (Conflict(first, ConflictKind.KINSHIP, text),)

    def opened(self, typed: SessionInput = PLAN, *, absent: Sequence[int] = ()) -> int:
        """An open session with everyone but the `absent`; its id."""
        session_id = self.plan(typed)
        self.attend(session_id, absent=absent)
        self.services.sessions.open(session_id, actor=ACTOR)
        return session_id

    def seal(self, session_id: int, slot: str, *votes: int, used: int = 9) -> SessionView:
        """Seal the round the slot waits for; `votes` follow the options on the ballot."""
        view = self.services.sessions.view(session_id)
        step = next(one.step for one in view.slots if one.slot.code == slot)
        count = Count(
            issued=used, used=used, unused=0, valid=used, blank=0, invalid=0,
            votes=dict(zip(step.options, votes, strict=True)),
        )  # fmt: skip
        return self.enter(session_id, slot, count)

    def enter(self, session_id: int, slot: str, *counts: Count) -> SessionView:
        """Both tellers enter what they counted: the same, or one count each."""
        tellers = self.services.tellers
        for name, count in zip(TELLERS, counts * 2, strict=False):
            view = tellers.enter(session_id, slot, name, count, actor=ACTOR)
        return view

    def leave_others(self, session_id: int, *but: str) -> None:
        """Leave every slot except `but` unawarded: nothing was proposed."""
        for slot in self.services.sessions.view(session_id).slots:
            if slot.slot.code not in but:
                self.services.sessions.leave_unawarded(
                    session_id, slot.slot.code, "няма предложения", actor=ACTOR
                )

    def close(self) -> None:
        """Release the database."""
        self.services.store.close()


def services_in(folder: Path) -> Services:
    """The services over the database in `folder`, at half past two on the day of the session."""
    options, law = Options(folder, FixedClock(NOW), ACTOR), load_law()
    return Services(open_store(options), law, law.calendar(), ACTOR, options.clock, folder)


_LETTERS = str.maketrans("0123456789.-", "абвгдежзийкл")


def filled(rule: CommissionRule) -> list[MemberInput]:
    """Named members on every seat, the first of the chair's quota presiding."""
    seats = [seat for seat in rule.seats for _one in range(seat.count)]
    chair = next(n for n, seat in enumerate(seats) if seat.source == rule.chair_source)
    return [
        MemberInput(
            source=seat.source,
            name=f"Член {chr(ord('А') + n)}",
            position=seat.name,
            naming="изх. № 61/20.04.2026 г." if seat.named_by else "",
            chair=n == chair,
        )
        for n, seat in enumerate(seats)
    ]
