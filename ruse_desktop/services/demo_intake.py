"""The other awards of the example year: editions, an announced day, proposals with their own fields."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.nominations import NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput
from ruse_desktop.domain.publications import PublicationInput, PublicationKind
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.intake import FactValue
    from ruse_desktop.services.demo import ScriptedClock
    from ruse_desktop.services.facade import Services

_EVENTS = (
    "editions", "announcements", "publications", "nominations", "answers", "completions", "admissions",
)  # fmt: skip


class OtherAwards:
    """Plays resources/sample/awards-2026.toml; `ids` are nominations by their key there."""

    def __init__(
        self, services: Services, clock: ScriptedClock, year: int, actor: Callable[[str], Actor]
    ) -> None:
        self._services = services
        self._clock = clock
        self._year = year
        self._actor = actor
        self._editions: dict[str, int] = {}
        text = paths.resource("sample", "awards-2026.toml").read_text(encoding="utf-8")
        self._script: dict[str, Any] = tomllib.loads(text)
        self.ids: dict[str, int] = {}

    def play(self) -> None:
        """Everything of the script in the order of its days."""
        verbs = {
            "editions": self._open,
            "announcements": self._announce,
            "publications": self._publish,
            "nominations": self._register,
            "answers": self._answer,
            "completions": self._ask,
            "admissions": self._admit,
        }
        events = [(one["on"], kind, one) for kind in _EVENTS for one in self._script.get(kind, ())]
        for on, kind, one in sorted(events, key=lambda event: event[0]):
            self._clock.at(on)
            verbs[kind](one)

    def _open(self, one: Mapping[str, Any]) -> None:
        for award in one["awards"]:
            opened = self._services.editions.open(
                award, self._year, actor=self._actor("head"), law_edition=self._script["law"]
            )
            self._editions[award] = opened.id

    def _publish(self, one: Mapping[str, Any]) -> None:
        edition = self._services.editions.find(one["award"], self._year)
        assert edition is not None
        typed = PublicationInput(
            one["purpose"], one["medium"], one["on"].date(), PublicationKind(one["kind"]),
            awards=tuple(one.get("also", ())), reference=one["reference"],
        )  # fmt: skip
        self._services.publications.record(edition.id, typed, actor=self._actor("clerk"))

    def _announce(self, one: Mapping[str, Any]) -> None:
        self._services.editions.set_announced(
            self._editions[one["award"]],
            purpose=one["purpose"],
            day=one["day"],
            reference=one["reference"],
            ceremony=one["ceremony"],
            actor=self._actor("head"),
        )

    def _register(self, one: Mapping[str, Any]) -> None:
        self.ids[one["key"]] = self._services.nominations.register(
            _typed(one, self._editions[one["award"]]), actor=self._actor("clerk")
        )

    def _answer(self, one: Mapping[str, Any]) -> None:
        self._services.nominations.answer(
            self.ids[one["nomination"]], one["rule"], one["reason"], actor=self._actor("clerk")
        )

    def _ask(self, one: Mapping[str, Any]) -> None:
        """What lacks at registration made it „за допълване“; now the proposer gets a day."""
        self._services.nominations.ask_completion(
            self.ids[one["nomination"]],
            actor=self._actor("clerk"),
            reason=one["reason"],
            until=one["until"],
        )

    def _admit(self, one: Mapping[str, Any]) -> None:
        self._services.nominations.admit(self.ids[one["nomination"]], actor=self._actor("head"))


def _typed(one: Mapping[str, Any], edition_id: int) -> NominationInput:
    """What the clerk types for one entry of the script."""
    person, body, proposer = one.get("person"), one.get("organisation"), one.get("proposer")
    kind = ProposerKind(one["proposer_kind"])
    return NominationInput(
        edition_id=edition_id,
        slot=one["slot"],
        nominee_kind=NomineeKind(one.get("nominee_kind", "person")),
        person=PersonInput(**person) if person else None,
        organisation=OrganisationInput(**body) if body else None,
        proposer_kind=kind,
        proposer=(
            OrganisationInput(
                **{**proposer, "kind": kind, "areas": tuple(proposer.get("areas", ()))}
            )
            if proposer
            else None
        ),
        proposer_person=one.get("proposer_person", ""),
        motives=one["motives"],
        registry_no=one["registry_no"],
        registered_on=one["on"].date(),
        registered_at=one["on"].time(),
        facts={code: _fact(value) for code, value in one["facts"].items()},
        copies=one.get("copies", {}),
    )


def _fact(value: str | list[Any]) -> FactValue:
    return value if isinstance(value, str) else tuple(value)
