"""The example year 2026, played through the real services by a script of days."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.nominations import NominationFilter, State
from ruse_desktop.domain.people import Person, PersonInput, split_name
from ruse_desktop.kernel import paths
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import no_progress
from ruse_desktop.services import (
    demo_badge,
    demo_city_day,
    demo_events,
    demo_permits,
    demo_protocol,
    demo_publicity,
    demo_registers,
    demo_violations,
)
from ruse_desktop.services.demo_books import BooksOfTheYear
from ruse_desktop.services.demo_flag import FlagOfTheYear
from ruse_desktop.services.demo_intake import OtherAwards
from ruse_desktop.services.demo_seal import SealOfTheYear

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services

Script = dict[str, Any]


class ScriptedClock:
    """A clock that a script moves; the example year's dates do not depend on today."""

    def __init__(self, moment: datetime) -> None:
        self._moment = _aware(moment)

    def now(self) -> datetime:
        """The scripted moment."""
        return self._moment

    def today(self) -> date:
        """The scripted day."""
        return self._moment.date()

    def at(self, moment: datetime) -> None:
        """Move on to `moment`. Raises ValueError when that is back in time."""
        moved = _aware(moment)
        if moved < self._moment:
            raise ValueError(f"{moment} is before {self._moment}")
        self._moment = moved


@dataclass(frozen=True)
class DemoResult:
    """The example year: its documents and what came out of it.

    `nominations` and `admitted` are of the award that is played to its end, `others` are proposals
    for the other awards.
    """

    papers: tuple[Path, ...]
    nominations: int
    others: int
    admitted: int
    laureates: int
    unawarded: tuple[str, ...]


def script() -> Script:
    """The script of the year (resources/sample/year-2026.toml)."""
    return tomllib.loads(paths.resource("sample", "year-2026.toml").read_text(encoding="utf-8"))


def start_of() -> datetime:
    """The moment at which the example year begins."""
    return _aware(script()["book"]["on"])


def end_of() -> datetime:
    """„Now“ of the finished example year, for a window opened on it."""
    return _aware(script()["end"]["today"])


def build_demo(
    services: Services, clock: ScriptedClock, folder: Path, progress: Progress = no_progress
) -> DemoResult:
    """Play the year: old book, edition, nominations, commissions, sessions, entries, diplomas.

    `services` must have been opened with `clock`; the documents are written into `folder`.
    """
    from ruse_desktop.services import demo_sessions as sessions

    year = _Year(services, clock)
    books = BooksOfTheYear(services, clock, year.actor)
    seal = SealOfTheYear(services, clock, year.actor)
    steps = (
        (_("Стара книга на удостоените"), year.old_book),
        (_("Носители, наличности и суми от 2025 г."), books.last_year),
        (_("Печатът на Общината"), seal.spring),
        (_("Издание на наградата"), year.edition),
        (_("Предложения за другите отличия"), year.other_awards),
        (_("Предложения от деловодството"), year.nominations),
        (_("Преценки и допускане"), year.judge),
    )
    first = len(steps)
    total = first + 5
    for done, (label, step) in enumerate(steps):
        progress.step(done, total, label)
        step()
    stage = sessions.Stage(services, clock, year.script, year.edition_id, year.ids, year.actor)
    progress.step(first, total, _("Комисии"))
    stage.appoint()
    progress.step(first + 1, total, _("Заседания и гласуване"))
    stage.hold()
    progress.step(first + 2, total, _("Протоколи"))
    papers = stage.minutes(folder)
    progress.step(first + 3, total, _("Вписване в книгата"))
    laureates = stage.enter()
    progress.step(first + 4, total, _("Дипломи"))
    papers += stage.diplomas(folder)
    books.later()
    seal.later()
    demo_violations.play(services, clock, year.actor)
    demo_badge.play(services, clock, year.actor)
    demo_permits.play(services, year.actor)
    demo_city_day.play(services, year.actor)
    demo_events.play(services, year.actor)
    demo_protocol.play(services, year.actor)
    FlagOfTheYear(services, year.actor).play()
    demo_publicity.play(services, year.actor, year.script["edition"]["year"])
    demo_registers.play(services, year.actor)
    clock.at(end_of())
    progress.step(total, total, _("Готово"))
    return DemoResult(
        papers=papers,
        nominations=len(year.ids),
        others=year.others,
        admitted=year.admitted,
        laureates=laureates,
        unawarded=stage.unawarded(),
    )


class _Year:
    """The work before the commissions meet."""

    def __init__(self, services: Services, clock: ScriptedClock) -> None:
        self._services = services
        self._clock = clock
        self.script = script()
        self.edition_id = 0
        self.ids: dict[str, int] = {}
        self.admitted = 0
        self.others = 0

    def actor(self, role: str) -> Actor:
        """The scripted user of a role."""
        return Actor(str(self.script["users"][role]))

    def old_book(self) -> None:
        """Former laureates, before anything of this year."""
        part = self._at(self.script["book"])
        self._services.books.import_book(
            actor=self.actor("keeper"),
            award="NR",
            source=paths.resource("sample", part["file"]),
            complete_from=part["complete_from"],
        )

    def edition(self) -> None:
        """The award's edition, under the confirmed edition of the ordinance."""
        part = self.script["edition"]
        self._clock.at(part["opened"])
        self.edition_id = self._services.editions.open(
            part["award"], part["year"], actor=self.actor("head"), law_edition=part["law"]
        ).id

    def other_awards(self) -> None:
        """What comes in for the other awards before the registry's table."""
        others = OtherAwards(
            self._services, self._clock, self.script["edition"]["year"], self.actor
        )
        others.play()
        self.others = len(others.ids)

    def nominations(self) -> None:
        """The registry's table, entered as one."""
        part = self._at(self.script["nominations"])
        preview = self._services.imports.read(
            paths.resource("sample", part["file"]), edition_id=self.edition_id
        )
        self._services.imports.run(actor=self.actor("clerk"), preview=preview)
        part = self.script["edition"]
        rows = self._services.nominations.rows(
            NominationFilter(year=part["year"], award=part["award"])
        )
        self.ids = {row.registry_no: row.id for row in rows}

    def judge(self) -> None:
        """Answers, overrides, corrections, refusals in the order of their days; then admission."""
        verbs = {
            "answers": self._answer,
            "overrides": self._override,
            "corrections": self._correct,
            "withdrawals": self._withdraw,
            "refusals": self._refuse,
        }
        events = [(one["on"], kind, one) for kind in verbs for one in self.script[kind]]
        for _on, kind, one in sorted(events, key=lambda event: event[0]):
            self._at(one)
            verbs[kind](self.ids[one["nomination"]], one)
        self._confirm_alive()
        self._admit()

    def _answer(self, nomination_id: int, one: Mapping[str, Any]) -> None:
        self._services.nominations.answer(
            nomination_id, one["rule"], one["reason"], actor=self.actor("clerk")
        )

    def _override(self, nomination_id: int, one: Mapping[str, Any]) -> None:
        written = OverrideInput(
            one["reason"], one["basis"], one["basis_date"], one["authorised_by"]
        )
        self._services.nominations.override(
            nomination_id, one["rule"], written, actor=self.actor("head")
        )

    def _correct(self, nomination_id: int, one: Mapping[str, Any]) -> None:
        detail = self._services.nominations.detail(nomination_id)
        person = detail.nominee
        assert isinstance(person, Person)
        parts = split_name(one["nominee"])
        kept = {name: getattr(person, name) for name in PersonInput.__dataclass_fields__}
        changed = PersonInput(
            **kept | {"given": parts.given, "middle": parts.middle, "family": parts.family}
        )
        self._services.nominations.update(
            nomination_id, replace(detail.typed, person=changed), actor=self.actor("clerk")
        )

    def _withdraw(self, nomination_id: int, one: Mapping[str, Any]) -> None:
        self._services.nominations.withdraw(
            nomination_id, actor=self.actor("clerk"), reason=one["reason"]
        )

    def _refuse(self, nomination_id: int, one: Mapping[str, Any]) -> None:
        found = self._services.nominations.detail(nomination_id).findings
        finding = next(f for f in found if f.rule == one["rule"])
        self._services.nominations.reject(
            nomination_id,
            actor=self.actor("head"),
            citation=str(finding.citation or ""),
            reason=one["reason"],
        )

    def _confirm_alive(self) -> None:
        part = self._at(self.script["alive"])
        for nomination_id in self._submitted():
            findings = self._services.nominations.detail(nomination_id).findings
            if any(f.rule == part["rule"] and f.open for f in findings):
                self._answer(nomination_id, part)

    def _admit(self) -> None:
        self._at(self.script["admission"])
        for nomination_id in self._submitted():
            self._services.nominations.admit(nomination_id, actor=self.actor("head"))
            self.admitted += 1

    def _submitted(self) -> list[int]:
        wanted = NominationFilter(
            award=self.script["edition"]["award"], states=frozenset({State.SUBMITTED})
        )
        return sorted(row.id for row in self._services.nominations.rows(wanted))

    def _at(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        self._clock.at(part["on"])
        return part


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=SOFIA)
