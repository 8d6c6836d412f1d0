"""What ends on a day stands in the calendar by itself and leads to its record (issue of the calendar)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ruse_desktop.domain.events import Occurrence, Source
from ruse_desktop.domain.permits import PermitInput, Step, StepInput
from ruse_desktop.domain.protection import MarkInput
from ruse_desktop.domain.seal import CustodyInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR

NOW = datetime(2027, 3, 20, 11, 0, tzinfo=SOFIA)
PERMIT = PermitInput(
    symbol="flag", incoming_no="РЗ-17", incoming_on=date(2027, 2, 3), applicant="„Сувенир“ ЕООД",
    product="знаменца за маса", uses=("emblem-permit-1",), sizes="45×85 см", copies=200,
    for_sale=True, ground="бяло", place_of_emblem="в центъра",
)  # fmt: skip
GRANT = StepInput(
    Step.GRANTED, date(2027, 2, 15), number="РЗ-1", signed_by="Кмет на Община Русе",
    valid_from=date(2027, 3, 1), valid_until=date(2027, 12, 31), judgement="allowed",
    judged_why="сувенир без никакви послания", requirements="Изисквания, в. 3 от 15.01.2026 г.",
)  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def terms(house: Services, since: date, until: date) -> list[Occurrence]:
    found = house.events.occurrences(since, until)
    return [one for one in found if one.source is Source.TERM]


def test_a_permit_is_awaited_then_ends_and_leads_to_itself(house: Services) -> None:
    number = house.permits.apply(PERMIT, actor=ACTOR).id
    (owed,) = terms(house, date(2027, 1, 1), date(2027, 12, 31))
    assert (owed.kind, owed.record_id) == ("permit", number)
    assert "знаменца за маса" in owed.title
    assert not owed.announced
    house.permit_steps.add(number, GRANT, actor=ACTOR)
    (ends,) = terms(house, date(2027, 12, 31), date(2027, 12, 31))
    assert (ends.kind, ends.record_id, ends.when.on) == ("permit", number, date(2027, 12, 31))
    assert terms(house, date(2027, 1, 1), date(2027, 12, 30)) == []
    house.permits.apply(replace(PERMIT, incoming_no="РЗ-18", renews=number), actor=ACTOR)
    assert terms(house, date(2027, 12, 31), date(2027, 12, 31)) == []


def test_a_mark_ends_unless_it_was_given_up(house: Services) -> None:
    typed = MarkInput(
        "Герб на Община Русе", "protect-mark", "Патентно ведомство", "emblem",
        registered_on=date(2018, 3, 1), number="98765", expires_on=date(2028, 3, 1),
    )  # fmt: skip
    mark = house.protection.add(typed, actor=ACTOR)
    (ends,) = terms(house, date(2028, 3, 1), date(2028, 3, 31))
    assert (ends.title, ends.kind, ends.record_id) == (
        "Изтича закрила: Герб на Община Русе", "protection", mark.id,
    )  # fmt: skip
    house.protection.end(mark.id, on=date(2027, 3, 1), reason="прекратена по молба", actor=ACTOR)
    assert terms(house, date(2028, 3, 1), date(2028, 3, 31)) == []


def test_the_seal_comes_back_on_the_last_day_of_the_order(house: Services) -> None:
    typed = CustodyInput(
        "Иван Ганев", "зам.-кмет", "РД-15", date(2027, 3, 19), date(2027, 3, 22), date(2027, 3, 26)
    )
    kept = house.seal_custody.hand_over(typed, actor=ACTOR)
    (ends,) = terms(house, date(2027, 3, 1), date(2027, 3, 31))
    assert (ends.kind, ends.record_id, ends.when.on) == (
        "seal-custody", kept.id, date(2027, 3, 26),
    )  # fmt: skip
    house.seal_custody.strike(kept.id, "вписано по погрешка", actor=ACTOR)
    assert terms(house, date(2027, 3, 1), date(2027, 3, 31)) == []
