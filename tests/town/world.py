"""The office of an invented town: its own ordinance by files alone, a real database."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.ballots import Count
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.commissions import MemberInput, OrderInput
from ruse_desktop.domain.findings import Finding
from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.rules import CommissionRule, ProposerKind
from ruse_desktop.domain.sessions import AttendanceInput, SessionInput, SessionView
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.services.facade import Services
from tests.storage.telling import tell_all

LAW_DIR = Path(__file__).parent / "ordinance"
ACTOR = Actor("Донка Шопова")
NOW = datetime(2026, 9, 21, 14, 30, tzinfo=SOFIA)
PROPOSER = OrganisationInput("Читалище „Пробуда“", ProposerKind.CIVIC, settlement="Брегово поле")
ORDER = OrderInput("7", date(2026, 9, 15), "Стела Кирева")
PLAN = SessionInput(date(2026, 9, 21), time(14), "читалището", "1", ("Ива Бонева",))
MOTIVE = "за книга, в която всяко село на общината има свой глас"


def options_in(folder: Path) -> app.Options:
    """How the town starts the program."""
    return app.Options(folder, FixedClock(NOW), ACTOR, LAW_DIR)


class Town:
    """The services over the town's law."""

    def __init__(self, folder: Path) -> None:
        self.services: Services = app.open_services(options_in(folder))

    def edition(self, award: str, year: int) -> int:
        """The edition of an award in a year, opened when needed under the act of that summer."""
        editions = self.services.editions
        found = editions.find(award, year)
        if found is None:
            law = self.services.law.at(date(year, 7, 1))
            found = editions.open(award, year, actor=ACTOR, law_edition=law.id)
        return found.id

    def typed(self, award: str, name: str, year: int = 2026, **more: object) -> NominationInput:
        """A nomination of „Given Family“ by the chitalishte on a day well within every deadline."""
        given, family = name.split()
        values: dict[str, object] = {
            "slot": "all",
            "person": PersonInput(given, "", family, settlement="с. Долна лъка"),
            "proposer_kind": ProposerKind.CIVIC,
            "proposer": PROPOSER,
            "motives": "Автор с принос към паметта на общината. " * 5,
            "registered_on": date(year, 2, 20),
            "registered_at": time(10),
            **more,
        }
        return NominationInput(self.edition(award, year), **values)  # type: ignore[arg-type]  # the test's own shorthand

    def register(self, typed: NominationInput) -> int:
        """The id of a registered nomination."""
        return self.services.nominations.register(typed, actor=ACTOR)

    def findings(self, nomination_id: int) -> dict[str, Finding]:
        """What the program says of a nomination, by rule."""
        found = self.services.nominations.detail(nomination_id).findings
        return {finding.rule: finding for finding in found}

    def admitted(self, typed: NominationInput) -> int:
        """The id of a nomination that is on the jury's table."""
        one = self.register(typed)
        self.services.nominations.admit(one, actor=ACTOR)
        return one

    def opened_session(self, absent: int) -> int:
        """An open session of the jury, the last `absent` members away."""
        services = self.services
        (jury,) = services.commissions.of_edition(self.edition("GP", 2026), actor=ACTOR)
        view = services.commissions.appoint(jury.id, jurors(jury.rule), ORDER, actor=ACTOR)
        one = services.sessions.plan(view.id, PLAN, actor=ACTOR)
        tell_all(services, one, ACTOR, PLAN.held_on)
        lines = [
            AttendanceInput(member.id, present=n < 7 - absent, declared=n < 7 - absent)
            for n, member in enumerate(view.members)
        ]
        services.sessions.attend(one, lines, actor=ACTOR)
        services.sessions.open(one, actor=ACTOR)
        return one

    def seal(self, session_id: int, used: int, *votes: int) -> SessionView:
        """Seal the round the prize waits for; `votes` follow the names on the ballot."""
        step = self.services.sessions.view(session_id).slots[0].step
        count = Count(
            issued=used, used=used, unused=0, valid=used, blank=0, invalid=0,
            votes=dict(zip(step.options, votes, strict=True)),
        )  # fmt: skip
        for teller in ("Ива Тодорова", "Огнян Марков"):
            view = self.services.tellers.enter(session_id, "all", teller, count, actor=ACTOR)
        return view


def jurors(
    rule: CommissionRule, *, naming: str = "протокол № 3/10.09.2026 г."
) -> list[MemberInput]:
    """Named persons on every seat."""
    seats = [seat for seat in rule.seats for _one in range(seat.count)]
    return [
        MemberInput(
            seat.source, f"Член {chr(ord('А') + n)}", naming=naming if seat.named_by else ""
        )
        for n, seat in enumerate(seats)
    ]


def master(name: str, year: int) -> LaureateInput:
    """A laureate of the craftsmen's badge."""
    given, family = name.split()
    act = Act("minutes", "2", date(year, 10, 20), f"Протокол № 2/20.10.{year} г. на комисията")
    return LaureateInput(
        year,
        given=given,
        family=family,
        slot="1-gold",
        section="Занаяти",
        motive="за везба",
        act=act,
    )
