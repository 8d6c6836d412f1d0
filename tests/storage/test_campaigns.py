"""Publications and campaigns on a real file, with the publicity of the awards beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import registers
from ruse_desktop.domain.campaigns import (
    CampaignInput,
    Form,
    Kind,
    Office,
    State,
    award_line,
    due_line,
    line_of,
    split,
)
from ruse_desktop.domain.editions import AwardEdition
from ruse_desktop.domain.events import Category, EventInput, When
from ruse_desktop.domain.publications import PublicationInput
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.exchange import registers as tables
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR
from tests.unit.pdf_reading import words

NOW = datetime(2027, 4, 26, 11, 0, tzinfo=SOFIA)
TODAY = NOW.date()
FEAST = date(2027, 5, 6)
POSTER = CampaignInput(
    Kind.PUBLICATION, Form.GRAPHIC, "Плакат за 6 май", date(2027, 4, 20), medium="табла в центъра",
    agreed={Office.DIRECTOR: date(2027, 4, 12)}, responsible="Ива Бонева",
)  # fmt: skip
DONORS = CampaignInput(
    Kind.CAMPAIGN, Form.SPONSORS, "Дарители на празника", date(2027, 5, 3), date(2027, 5, 7),
    agreed={Office.DIRECTOR: date(2027, 3, 2), Office.MAYOR: date(2027, 3, 5)},
)  # fmt: skip
WHY = "вписано два пъти по погрешка"
ALL = RegisterFilter()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def edition(house: Services) -> AwardEdition:
    law = house.law.at(TODAY).id
    return house.editions.open("NR", 2027, actor=ACTOR, law_edition=law)


def listed(house: Services, wanted: RegisterFilter = ALL, order: str = "") -> list[tuple[str, str]]:
    rows = house.campaign_register.rows(house.campaign_register.keys(wanted, order))
    return [(one.texts[1], one.texts[-1]) for one in rows]


@pytest.mark.requirement("R-F11-0.1")
def test_a_publication_of_an_event_is_logged_with_who_agreed_and_its_file(
    house: Services, tmp_path: Path
) -> None:
    number = house.events.create(
        EventInput("Празник на Русе", When(FEAST, FEAST), Category.TOWN), actor=ACTOR
    )
    assert "06.05.2027 · Празник на Русе" in [one.text for one in house.campaigns.offers()]
    made = house.campaigns.add(replace(POSTER, event_id=number), actor=ACTOR)
    assert (made.about, made.state(TODAY)) == ("06.05.2027 · Празник на Русе", State.AGREED)
    assert made.typed.agreed == {Office.DIRECTOR: date(2027, 4, 12)}
    assert made.awaited == (Office.DEPUTY,)
    picture = tmp_path / "плакат.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    kept = house.campaigns.attach(made.id, picture, actor=ACTOR)
    with pytest.raises(Refused):
        house.campaigns.attach(made.id, picture, actor=ACTOR)
    assert house.attachments.sweep() == 0
    assert house.attachments.path_of(kept.sha256, kept.suffix).is_file()
    assert house.campaigns.get(made.id).files == (kept,)
    house.campaigns.detach(kept.id, WHY, actor=ACTOR)
    assert house.campaigns.get(made.id).files == ()
    for form in (Form.PRINTED, Form.PHOTO, Form.AUDIOVISUAL, Form.WEB):
        house.campaigns.add(replace(POSTER, form=form), actor=ACTOR)
    sheet = house.campaign_register.sheet(RegisterFilter(text="празник на русе"))
    assert sheet.lines == (
        (
            date(2027, 4, 20), "публикация", "Плакат за 6 май", "плакат или графика",
            "табла в центъра", "Празник на Русе", "директор\xa012.04.2027", "Ива Бонева",
            "съгласувано",
        ),
    )  # fmt: skip
    assert sheet.subtitle.startswith("функции 11 и 33; чл. 44, ал. 3")
    printed = words(registers.render(sheet), 0)
    assert "Плакат за 6 май" in printed
    assert "съгласувано" in printed
    table = tmp_path / "list.xlsx"
    table.write_bytes(tables.workbook(sheet))
    cells = python_calamine.load_workbook(str(table)).get_sheet_by_index(0).to_python()
    assert any("Плакат за 6 май" in row for row in cells)


@pytest.mark.requirement("R-F33-0.1")
def test_a_campaign_agreed_by_the_mayor_lacks_the_deputy_mayor(house: Services) -> None:
    made = house.campaigns.add(DONORS, actor=ACTOR)
    (found,) = made.findings(TODAY)
    assert found.sentence == "Липсва съгласуване (функция 33): зам.-кмет"
    assert (str(found.citation), made.state(TODAY)) == ("чл. 24, т. 2", State.LACKING)
    assert "кмет – 05.03.2027" in found.explanation
    late = house.campaigns.agree(made.id, Office.DEPUTY, date(2027, 3, 8), actor=ACTOR)
    (order,) = late.findings(TODAY)
    assert order.sentence == "Съгласувано не по реда (функция 33): зам.-кмет"
    with pytest.raises(Refused):
        house.campaigns.agree(made.id, Office.DEPUTY, date(2027, 3, 4), actor=ACTOR)
    whole = {**DONORS.agreed, Office.DEPUTY: date(2027, 3, 4)}
    right = house.campaigns.correct(made.id, replace(DONORS, agreed=whole), actor=ACTOR)
    assert (right.findings(TODAY), right.state(TODAY)) == ((), State.AGREED)


def test_agreements_wait_until_the_campaign_begins(house: Services) -> None:
    waiting = replace(DONORS, form=Form.EXHIBITION, agreed={Office.DIRECTOR: date(2027, 4, 20)})
    made = house.campaigns.add(waiting, actor=ACTOR)
    assert (made.findings(TODAY), made.state(TODAY)) == ((), State.WAITING)
    begun = [one.sentence for one in made.findings(date(2027, 5, 3))]
    assert begun == [
        "Липсва съгласуване (функция 33): зам.-кмет",
        "Липсва съгласуване (функция 33): кмет",
    ]
    after = replace(waiting, on=date(2027, 4, 19), agreed=dict.fromkeys(Office, date(2027, 4, 20)))
    assert len(house.campaigns.add(after, actor=ACTOR).findings(TODAY)) == 3
    plain = replace(POSTER, agreed={})
    assert house.campaigns.add(plain, actor=ACTOR).state(TODAY) is State.LACKING
    ahead = house.campaigns.add(replace(plain, on=date(2027, 4, 27)), actor=ACTOR)
    assert ahead.state(TODAY) is State.WAITING


def test_the_awards_publicity_stands_in_the_register_and_what_is_missing_too(
    house: Services,
) -> None:
    award = edition(house)
    campaign, names = "Медийна кампания за предложения", "Имената на наградените"
    assert listed(house) == [(campaign, "не е вписано"), (names, "предстои")]
    missing = house.campaign_register.keys(RegisterFilter(choices=(("state", "missing"),)))
    line = house.campaign_register.award_line(missing[0])
    assert (line.kind, line.edition_id, line.reference) == (Kind.DUE, award.id, "чл. 44, ал. 3")
    assert "срокът е бил" in line.findings[0].sentence
    typed = PublicationInput("campaign", "Радио Русе", date(2027, 3, 25), awards=("NR", "SG"))
    kept = house.publications.record(award.id, typed, actor=ACTOR)
    assert listed(house, order="on") == [(campaign, "излязло"), (names, "предстои")]
    shown = house.campaign_register.award_line(award_line(kept))
    assert (shown.medium, shown.award, shown.year) == ("Радио Русе", "Награда „Русе“", 2027)
    assert listed(house, RegisterFilter(text="радио русе награда")) == [(campaign, "излязло")]
    house.publications.strike(kept, WHY, actor=ACTOR)
    assert (campaign, "зачеркнато") in listed(house)
    with pytest.raises(NotFound):
        house.campaign_register.award_line(award_line(kept + 1))
    with pytest.raises(NotFound):
        house.campaign_register.award_line(due_line(award.id, 9))


def test_lines_are_filtered_and_sorted_and_their_numbers_never_meet(house: Services) -> None:
    edition(house)
    poster = house.campaigns.add(POSTER, actor=ACTOR)
    donors = house.campaigns.add(DONORS, actor=ACTOR)
    assert listed(house)[0] == ("Дарители на празника", "липсва съгласуване")
    own = RegisterFilter(choices=(("kind", "publication"),))
    assert list(house.campaign_register.keys(own)) == [line_of(poster.id)]
    since = RegisterFilter(since=date(2027, 5, 3), until=date(2027, 5, 3))
    assert list(house.campaign_register.keys(since)) == [line_of(donors.id)]
    by_title = [title for title, _state in listed(house, order="title")]
    assert by_title == sorted(by_title)
    numbers = {line_of(n) for n in range(1, 60)} | {award_line(n) for n in range(1, 60)}
    numbers |= {due_line(n, rule) for n in range(1, 9) for rule in range(16)}
    assert len(numbers) == 59 + 59 + 8 * 16
    assert split(due_line(7, 5)) == (Kind.DUE, 7, 5)


def test_what_is_impossible_is_refused_and_what_is_struck_out_stays(house: Services) -> None:
    award = edition(house)
    wrong: tuple[dict[str, object], ...] = (
        {"title": " "}, {"on": None}, {"medium": ""}, {"form": Form.EXHIBITION},
        {"agreed": {Office.MAYOR: TODAY}}, {"agreed": {Office.DIRECTOR: date(2027, 4, 27)}},
        {"until": date(2027, 4, 19)}, {"event_id": 404}, {"event_id": 1, "edition_id": award.id},
        {"kind": Kind.AWARD},
    )  # fmt: skip
    for one in wrong:
        with pytest.raises(UserError):
            house.campaigns.add(replace(POSTER, **one), actor=ACTOR)  # type: ignore[arg-type]  # its fields
    made = house.campaigns.add(replace(POSTER, edition_id=award.id), actor=ACTOR)
    assert made.about == house.campaigns.edition_name(award.id) == "Награда „Русе“ 2027"
    assert [one.kind for one in house.search.find("плакат май")] == ["campaign"]
    with pytest.raises(Refused):
        house.campaigns.correct(made.id, replace(DONORS), actor=ACTOR)
    with pytest.raises(UserError):
        house.campaigns.strike(made.id, "не", actor=ACTOR)
    struck = house.campaigns.strike(made.id, WHY, actor=ACTOR)
    assert (struck.state(TODAY), struck.findings(TODAY)) == (State.STRUCK, ())
    assert house.search.find("плакат май") == ()
    with pytest.raises(Refused):
        house.campaigns.agree(made.id, Office.DEPUTY, TODAY, actor=ACTOR)
    for statement in ("DELETE FROM campaign", "UPDATE campaign SET title = 'друго'"):
        with pytest.raises(IntegrityError), house.store.write(ACTOR, "x") as tx:
            tx.session.execute(text(statement))
