"""Any award of the ordinance in a real database: admitted nominations, a commission, its session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.acts import ActDraft, ActInput, NamedInput
from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.books import LaureateInput
from ruse_desktop.domain.commissions import CommissionView, MemberInput, OrderInput
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import PersonInput
from ruse_desktop.domain.rules import ProposerKind, SeatRule
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionView, SlotView
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from tests.storage.test_awards_on_occasion import OCCASION, TITLE
from tests.storage.test_awards_on_occasion import PERSON as HONOURED
from tests.storage.test_awards_yearly import WHOLE
from tests.storage.worlds import Eve, stand

HEAD = Actor("Мария Колева")
MOTIVE = "за последователната работа и за признанието, което тя получи"
FAMILY = (
    "Алексиева", "Бонева", "Ванкова", "Гергова", "Данева", "Еленкова", "Живкова", "Занева",
    "Илчева", "Йотова", "Камбурова", "Лазова",
)  # fmt: skip
DAYS = {"MT": date(2026, 5, 18), "SG": date(2026, 11, 26), "NR21": date(2026, 10, 27)}
LAW = "2024-02-29"


def _naming(seat: SeatRule) -> str:
    """What is written beside a member of the quota."""
    if seat.named_by:
        return "изх. № 61/20.04.2026 г."
    return "номиниран за 2013 г." if seat.must_hold else ""


class AwardWorld:
    """Services at noon of `day` with nominations of one award, by slot how many."""

    def __init__(self, folder: Path, award: str, day: date, **slots: int) -> None:
        self.code, self.day = award, day
        self.clock = FixedClock(datetime(day.year, day.month, day.day, 12, 0, tzinfo=SOFIA))

        def play(services: Services) -> Eve:
            self.services = services
            self.edition_id = services.editions.open(
                award, day.year, actor=HEAD, law_edition=LAW, why="за пробата"
            ).id
            return Eve(
                self.edition_id,
                {
                    slot: [self.admitted(slot, n) for n in range(many)]
                    for slot, many in slots.items()
                },
            )

        self.services, eve = stand(
            folder, self._connect, play, (AwardWorld, award, day, *slots.items())
        )
        self.edition_id, self.ids = eve.edition_id, eve.copy()

    def _connect(self, folder: Path) -> Services:
        law = load_law()
        store = open_store(Options(folder, self.clock, HEAD))
        return Services(store, law, law.calendar(), HEAD, self.clock, folder)

    def admitted(self, slot: str, n: int = 0, **changes: object) -> int:
        """Register and admit a nomination; its id."""
        typed = replace(self._typed(slot, n), **changes)  # type: ignore[arg-type]  # test data
        nominations = self.services.nominations
        one = nominations.register(typed, actor=HEAD)
        for finding in nominations.detail(one).findings:
            if finding.open:
                nominations.answer(one, finding.rule, "Потвърдено по делото.", actor=HEAD)
        nominations.admit(one, actor=HEAD)
        return one

    def _typed(self, slot: str, n: int) -> NominationInput:
        _year, whole = WHOLE.get(self.code, (self.day.year, None))
        if whole is None:
            whole = NominationInput(
                0, person=HONOURED, registered_on=date(self.day.year, 3, 20), motives="Обмен.",
                facts=TITLE if self.code == "PG" else OCCASION,
                proposer_kind=ProposerKind.MAYOR, proposer_person="Кметът на Община Русе",
            )  # fmt: skip
        person = whole.person or HONOURED
        if slot == "drama":
            staged = {"premiere_on": whole.facts["published_on"], "theatre": "Театър „Мост“"}
            whole = replace(whole, facts={**whole.facts, **staged})
        return replace(
            whole,
            edition_id=self.edition_id,
            slot=slot,
            person=replace(person, given=person.given if n == 0 else "Мира", family=FAMILY[n]),
            registry_no=f"{whole.registry_no}-{slot}-{n}" if whole.registry_no else "",
        )

    @property
    def commission(self) -> CommissionView:
        """The award's only commission."""
        (one,) = self.services.commissions.of_edition(self.edition_id, actor=HEAD)
        return one

    def appoint(self, *, of_all: int = 3) -> None:
        """Fill every seat; a quota of all members of a body has `of_all`."""
        rule = self.commission.rule
        seats = [seat for seat in rule.seats for _n in range(seat.count or of_all)]
        chair = next((n for n, s in enumerate(seats) if s.source == rule.chair_source), None)
        members = [
            MemberInput(
                seat.source,
                f"Член {chr(ord('А') + n)}",
                seat.name,
                _naming(seat),
                chair=n == chair,
            )
            for n, seat in enumerate(seats)
        ]
        order = OrderInput("РД-01-1203", self.day, "Стела Драганова")
        self.services.commissions.appoint(self.commission.id, members, order, actor=HEAD)

    def opened(self, *, absent: Sequence[int] = (), of_all: int = 3) -> int:
        """An open session with everyone but the places (0…) named; its id."""
        self.appoint(of_all=of_all)
        plan = SessionInput(self.day, time(10), "зала „Малка“", "1", ("Ива Тодорова",))
        one = self.services.sessions.plan(self.commission.id, plan, actor=HEAD)
        self.attend(one, absent=absent)
        self.pass_warnings(one)
        self.services.sessions.open(one, actor=HEAD)
        return one

    def pass_warnings(self, session_id: int) -> None:
        """Pass every warning but a missing quorum with a reason."""
        for finding in self.services.sessions.view(session_id).findings:
            if finding.open and not finding.blocking and finding.rule != "quorum":
                why = OverrideInput("проверено по преписката на комисията")
                self.services.sessions.override(session_id, finding.rule, why, actor=HEAD)

    def attend(self, session_id: int, *, absent: Sequence[int] = ()) -> SessionView:
        """Everyone is there with a signed declaration but the places named."""
        lines = [
            AttendanceInput(member.id, n not in absent, declared=n not in absent)
            for n, member in enumerate(self.commission.members)
        ]
        return self.services.sessions.attend(session_id, lines, actor=HEAD)

    def slot(self, session_id: int, code: str = "all") -> SlotView:
        """A section of the session as it stands."""
        view = self.services.sessions.view(session_id)
        return next(one for one in view.slots if one.slot.code == code)

    def seal(self, session_id: int, *votes: int, slot: str = "all") -> SlotView:
        """Seal the round a section waits for; `votes` follow the options on the ballot."""
        view = self.services.sessions.view(session_id)
        step = self.slot(session_id, slot).step
        n = view.entitled
        count = Count(n, n, 0, n, 0, 0, dict(zip(step.options, votes, strict=True)))
        for teller in ("Ива Тодорова", "Огнян Марков"):
            self.services.tellers.enter(session_id, slot, teller, count, actor=HEAD)
        return self.slot(session_id, slot)

    def motives(self, session_id: int, slot: str = "all") -> None:
        """Write the motive of every laureate of a section."""
        for one in self.slot(session_id, slot).awards:
            self.services.sessions.set_motive(
                session_id, slot, one.nomination_id, MOTIVE, actor=HEAD
            )

    def found(self, session_id: int) -> None:
        """The first member is elected chair, the criteria are adopted by all."""
        view = self.services.sessions.view(session_id)
        there = [line.member_id for line in view.attendance if line.votes]
        n = len(there)
        count = Count(n, n, 0, n, 0, 0, {there[0]: n - 1, there[1]: 1})
        self.services.chairs.elect(session_id, count, actor=HEAD)
        self.services.chairs.adopt(session_id, "Художествени качества и новост.", there, actor=HEAD)

    def name_all(self, draft: ActDraft, **changes: object) -> ActInput:
        """An order of today that names those proposed, or everybody where nobody proposes."""
        proposed = [one for one in draft.candidates if one.proposed] or draft.candidates
        names = tuple(NamedInput(one.nomination_id) for one in proposed)
        typed = ActInput(draft.rule.kinds[0], "РД-01-2000", self.day, names)
        return replace(typed, **changes)  # type: ignore[arg-type]  # test data

    def enter_old(self, years: Mapping[int, int]) -> None:
        """Historic laureates of the award, so many in each year."""
        old = [
            LaureateInput(year=year, name=f"Носител {year}-{n}", historic=True)
            for year, n_all in years.items()
            for n in range(n_all)
        ]
        self.services.books.enter(actor=HEAD, award=self.code, laureates=old)

    def person(self, n: int) -> PersonInput:
        """The person of the n-th nomination."""
        person = self._typed("all", n).person
        assert person is not None
        return person

    def close(self) -> None:
        """Release the database."""
        self.services.store.close()
