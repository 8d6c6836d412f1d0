"""Contacts: the form of address, invitation groups, labels, guests of a ceremony."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from ruse_desktop.app import Options, load_law, open_store
from ruse_desktop.documents import guest_cards
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.contacts import ContactInput, Kind
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.unit import pdf_reading

ACTOR = Actor("Мария Колева")
NOW = datetime(2027, 4, 12, 10, tzinfo=SOFIA)
GROUP = "официални гости 6 май"
EVERYBODY = RegisterFilter()
OF_GROUP = RegisterFilter(choices=(("group", GROUP),))
ENVOY = ContactInput(
    Kind.EMBASSY, "Посолство на Дунавия", "Йохан Линдрот", "посланик", "Ваше Превъзходителство",
    "председател на дружество „Дунав“", "Уважаеми господин председател", rank="ambassador",
    address="София, ул. „Река“ 3",
)  # fmt: skip


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    law = load_law()
    clock = FixedClock(NOW)
    store = open_store(Options(tmp_path, clock, ACTOR))
    yield Services(store, law, law.calendar(), ACTOR, clock, tmp_path)
    store.close()


def many(services: Services, count: int) -> None:
    for n in range(count):
        services.contacts.add(
            ContactInput(
                Kind.PUBLIC, f"Сдружение № {n:03}", f"Гостенка Номер{n:03}", "председател",
                address=f"Русе, ул. „Борисова“ {n}",
            ),
            actor=ACTOR,
        )  # fmt: skip


@pytest.mark.requirement("R-F16-0.1")
def test_group_of_eighty_five_makes_eighty_five_labels(services: Services):
    many(services, 85)
    services.contacts.add(ENVOY, actor=ACTOR)
    changed = services.contacts.group(RegisterFilter("Сдружение"), GROUP, actor=ACTOR)
    assert len(changed) == 85
    [group] = services.contacts.groups()
    assert (group.name, group.count) == (GROUP, 85)
    lines = services.contacts.addresses(OF_GROUP)
    size = next(one for one in services.protocol_plans.label_sizes() if one.across * one.down == 21)
    pdf = guest_cards.address_labels(lines, size, GROUP)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 5
    said = " ".join(pdf_reading.words(pdf, n) for n in range(5))
    assert said.count("Гостенка") == 85
    assert "Линдрот" not in said
    services.contacts.strike(changed[0], "закрито сдружение", actor=ACTOR)
    assert services.contacts.groups()[0].count == 84
    assert services.contacts.ungroup(changed[1:], GROUP, actor=ACTOR, out=False) == 84
    assert services.contacts.groups() == ()


@pytest.mark.requirement("R-F16-0.1")
def test_contact_with_two_titles_uses_the_chosen_form_of_address(services: Services):
    one = services.contacts.add(ENVOY, actor=ACTOR)
    rows = dict(services.contacts.card(one.id).rows)
    assert (rows["Длъжност"], rows["Обръщение"]) == ("посланик", "Ваше Превъзходителство")
    second = ContactInput(**{**vars(ENVOY), "second": True, "groups": (GROUP,)})
    services.contacts.correct(one.id, second, actor=ACTOR)
    [(name, (office, _address))] = services.contacts.addresses(OF_GROUP)
    assert name == "Йохан Линдрот"
    assert office == "председател на дружество „Дунав“, Посолство на Дунавия"
    [(event_id, _title, _day), *_rest] = services.protocol_plans.without_plan() or [(0, "", None)]
    if not event_id:
        event_id = opened_event(services)
    plan = services.protocol_plans.open(event_id, actor=ACTOR)
    assert services.protocol_plans.invite_group(plan, GROUP, actor=ACTOR) == 1
    assert services.protocol_plans.invite_group(plan, GROUP, actor=ACTOR) == 0
    [guest] = services.protocol_plans.get(plan).guests
    assert (guest.name, guest.rank) == ("Йохан Линдрот", "ambassador")
    assert guest.called == "Уважаеми господин председател"


def opened_event(services: Services) -> int:
    from ruse_desktop.domain.events import Category, EventInput, When

    day = datetime(2027, 5, 6, tzinfo=SOFIA).date()
    typed = EventInput("Тържествена церемония", When(day, day), category=Category.CEREMONY)
    return services.events.create(typed, actor=ACTOR)


def test_contact_is_refused_twice_and_half_filled(services: Services):
    one = services.contacts.add(ENVOY, actor=ACTOR)
    with pytest.raises(Refused, match="вече е в контактите"):
        services.contacts.add(ENVOY, actor=ACTOR)
    with pytest.raises(UserError, match="нито лице"):
        services.contacts.add(ContactInput(title="кмет"), actor=ACTOR)
    with pytest.raises(UserError, match="втората длъжност"):
        services.contacts.add(ContactInput(organisation="Х", second=True), actor=ACTOR)
    with pytest.raises(Refused):
        services.contacts.group(RegisterFilter("няматакъв"), GROUP, actor=ACTOR)
    due = RegisterFilter(choices=(("state", "due"),))
    assert list(services.contacts.keys(due)) == [one.id]
    services.contacts.check(one.id, actor=ACTOR)
    assert list(services.contacts.keys(due)) == []
    assert services.contacts.sheet(EVERYBODY).lines[0][0] == "Йохан Линдрот"
