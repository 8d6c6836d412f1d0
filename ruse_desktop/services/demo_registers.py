"""The department's registers in the example year: institutions, agreements, competitions, offices, bodies, contacts."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.agreements import AgreementInput, Renewal
from ruse_desktop.domain.bodies import BodyInput, MemberInput
from ruse_desktop.domain.bodies import Kind as BodyKind
from ruse_desktop.domain.competitions import CompetitionInput, EntryInput, Placing
from ruse_desktop.domain.contacts import ContactInput
from ruse_desktop.domain.contacts import Kind as ContactKind
from ruse_desktop.domain.institutions import PROPOSERS, Form, InstitutionInput
from ruse_desktop.domain.office_holders import HolderInput, Office
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.kernel import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services


def play(services: Services, actor: Callable[[str], Actor]) -> None:
    """Play resources/sample/registers-2026.toml."""
    text = paths.resource("sample", "registers-2026.toml").read_text(encoding="utf-8")
    script, clerk = tomllib.loads(text), actor("clerk")
    for one in script["institutions"]:
        services.institutions.add(_institution(one), actor=clerk)
    for one in script["agreements"]:
        _agreement(services, one, clerk)
    for one in script["competitions"]:
        _competition(services, one, clerk)
    for one in script["offices"]:
        typed = _given(one, HolderInput) | {"office": Office(one["office"])}
        services.office_holders.add(HolderInput(**typed), actor=clerk)
    for one in script["bodies"]:
        _body(services, one, clerk)
    for one in script["contacts"]:
        groups = tuple(one.get("groups", ()))
        typed = _given(one, ContactInput) | {"kind": ContactKind(one["kind"]), "groups": groups}
        services.contacts.add(ContactInput(**typed), actor=clerk)


def _given(one: Mapping[str, Any], table: Any) -> dict[str, Any]:
    """What the script says of the table's fields."""
    return {name: one[name] for name in table.__dataclass_fields__ if name in one}


def _institution(one: Mapping[str, Any]) -> InstitutionInput:
    form = Form(one["form"])
    card = OrganisationInput(**({"kind": PROPOSERS[form]} | _given(one, OrganisationInput)))
    own = _given(one, InstitutionInput) | {"card": card, "form": form}
    return InstitutionInput(**own)


def _agreement(services: Services, one: Mapping[str, Any], actor: Actor) -> None:
    typed = _given(one, AgreementInput) | {"renewal": Renewal(one.get("renewal", "none"))}
    made = services.agreements.add(AgreementInput(**typed), actor=actor)
    if "renewal_on" in one:
        services.agreements.renew(
            made.id, one["renewal_on"], one["renewal_until"], one["renewal_document"], actor=actor
        )


def _competition(services: Services, one: Mapping[str, Any], actor: Actor) -> None:
    typed = _given(one, CompetitionInput) | {"jury": tuple(one["jury"])}
    made = services.competitions.add(CompetitionInput(**typed), actor=actor)
    placings, authors = [], []
    for entry in one.get("entries", ()):
        work = EntryInput(entry["received_on"], entry["motto"])
        number = services.competitions.enter(made.id, work, actor=actor).number
        if "place" in entry:
            placings.append(Placing(number, entry["place"], entry["award"]))
            authors.append((number, entry["author"]))
    if "result_on" in one:
        told = (one["result_on"], one["result_act"], placings, one["result"])
        services.competitions.decide(made.id, *told, actor=actor)
        for number, author in authors:
            services.competitions.set_author(made.id, number, author, actor=actor)


def _body(services: Services, one: Mapping[str, Any], actor: Actor) -> None:
    made = services.bodies.add(
        BodyInput(**(_given(one, BodyInput) | {"kind": BodyKind(one["kind"])})), actor=actor
    )
    for member in one["members"]:
        services.bodies.appoint(made.id, MemberInput(**_given(member, MemberInput)), actor=actor)
