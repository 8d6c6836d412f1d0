"""The fillable application: filled in by another program, read back, registered; measured pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.domain.artwork import Box
from ruse_desktop.domain.emblem import EmblemInput
from ruse_desktop.domain.findings import Verdict
from ruse_desktop.domain.permits import OTHER, Applicant
from ruse_desktop.domain.requirements import RequirementInput
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.facade import Services
from tests.ui.filling import services
from tests.ui.windows import ACTOR

NOW = datetime(2027, 2, 3, 11, 0, tzinfo=SOFIA)
DAY = date(2027, 2, 3)
FILLED = {
    "applicant-kind": "/organisation", "applicant": "„Дунав сувенири“ ЕООД",
    "contact": "Русе, ул. Александровска 1", "symbol": "/emblem", "uses-emblem-permit-1": "/Yes",
    "uses-emblem-permit-4": "/Yes", "product": "магнити", "sizes": "60×80 мм; 6,5×8 см",
    "copies": "500", "for-sale": "да", "purpose": "продажба на туристи", "use-from": "01.03.2027",
    "use-until": "31.12.2027", "place": "Русе", "first-use": "1.3.2027 г.",
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def filled(pdf: bytes, values: dict[str, str], target: Path) -> Path:
    """The form filled in by another program than ours."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    with target.open("wb") as out:
        writer.write(out)
    return target


@pytest.mark.requirement("R-8-0.1")
def test_an_application_on_the_form_becomes_a_record(house: Services, tmp_path: Path):
    house.requirements.issue(RequirementInput(date(2027, 1, 15)), actor=ACTOR)
    blank = house.permit_form.blank()
    pages = pypdf.PdfReader(io.BytesIO(blank)).pages
    assert len(pages) == 1
    first = "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")
    for wanted in ("ЕГН", "Изисквания, в. 1 от 15.01.2027 г.", "чл. 8, чл. 14", "Заявител:"):
        assert wanted in first
    assert "Предлагащ" not in first
    found = house.permit_form.read(filled(blank, FILLED, tmp_path / "заявление.pdf"))
    assert found.problems == ()
    typed = found.typed
    assert (typed.symbol, typed.applicant_kind) == ("emblem", Applicant.ORGANISATION)
    assert typed.uses == ("emblem-permit-1", "emblem-permit-4")
    assert [one.text for one in typed.all_sizes] == ["60 × 80 мм", "6,5 × 8 см"]
    assert (typed.copies, typed.for_sale, typed.place) == (500, True, "Русе")
    assert (typed.use_from, typed.use_until) == (date(2027, 3, 1), date(2027, 12, 31))
    assert typed.first_use_on == date(2027, 3, 1)
    blank_input = house.permits.blank()
    ready = replace(typed, incoming_no=blank_input.incoming_no, incoming_on=DAY)
    made = house.permits.apply(ready, actor=ACTOR)
    assert made.typed.contact == FILLED["contact"]


@pytest.mark.requirement("R-8-0.2")
def test_what_cannot_be_taken_is_said_and_the_rest_kept(house: Services, tmp_path: Path):
    wrong = {
        "applicant": "Иvа Бонева", "other": "татуировка", "sizes": "голям", "copies": "0",
        "use-from": "31.12.2027", "use-until": "01.03.2027", "first-use": "скоро",
    }  # fmt: skip
    found = house.permit_form.read(filled(house.permit_form.blank(), wrong, tmp_path / "z.pdf"))
    said = "\n".join(map(str, found.problems))
    for wanted in ("смесва", "„голям“ не е размер", "не е брой", "„скоро“ не е дата", "Символ: липсва",
                   "Изделие: липсва", "преди да е започнал"):  # fmt: skip
        assert wanted in said
    assert found.typed.uses == (OTHER,)
    assert found.typed.other == "татуировка"
    assert found.typed.use_from == date(2027, 12, 31)


def test_forms_of_the_other_kind_are_sent_where_they_belong(house: Services, tmp_path: Path):
    permit = tmp_path / "permit.pdf"
    permit.write_bytes(house.permit_form.blank())
    with pytest.raises(UserError, match="Разрешения"):
        house.forms.read(permit)
    award = tmp_path / "award.pdf"
    award.write_bytes(house.forms.blank("NR", 2027))
    with pytest.raises(UserError, match="Предложения"):
        house.permit_form.read(award)


# measuring what is attached


def attached(house: Services, folder: Path, size: tuple[int, int], symbol: str = "emblem") -> int:
    typed = replace(
        house.permits.blank(), symbol=symbol, applicant="Ива Бонева", product=f"чаша {size}",
        uses=("emblem-permit-1",), applicant_kind=Applicant.PERSON,
        use_from=date(2027, 3, 1), use_until=date(2027, 4, 1),
    )  # fmt: skip
    permit = house.permits.apply(typed, actor=ACTOR)
    image = Image.new("RGB", (500, 500), (255, 255, 255))
    ImageDraw.Draw(image).rectangle((50, 40, 49 + size[0], 39 + size[1]), fill=(28, 79, 143))
    image.save(folder / f"{permit.id}.png")
    house.permit_files.add(permit.id, folder / f"{permit.id}.png", actor=ACTOR)
    return permit.id


@pytest.mark.requirement("R-8-0.3")
def test_an_attached_picture_is_measured_by_a_person(house: Services, tmp_path: Path):
    emblem = tmp_path / "gerb.svg"
    emblem.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 11"><path d="M0 1h8v10h-8z"/></svg>',
        encoding="utf-8",
    )
    permit = attached(house, tmp_path, (300, 400))
    file = house.permits.get(permit).files[0]
    picture, basis, marked = house.artwork.look_at(file.id)
    assert (picture.proposed, marked) == (Box(50, 40, 350, 440), None)
    assert basis.measure(picture.proposed).kept is None
    house.emblem.add(emblem, EmblemInput("Решение № 5", date(2027, 1, 4)), actor=ACTOR)
    picture, basis, _none = house.artwork.look_at(file.id)
    assert str(basis.citation) == "чл. 8"
    measured = basis.measure(picture.proposed)
    assert measured.kept is False
    assert abs(measured.deviation - Decimal("6.25")) < Decimal("0.1")
    made = house.artwork.mark(file.id, Box(60, 40, 380, 440), (500, 500), actor=ACTOR)
    assert (made.measured.kept, made.measured.version, made.by) == (True, 1, ACTOR.name)
    assert made.at == NOW
    assert house.artwork.look_at(file.id)[2] == made
    assert house.artwork.of_permit(permit) == {file.id: made}
    found = {one.rule: one for one in house.permits.findings(permit)}
    assert found["artwork-ratio"].verdict is Verdict.MET
    house.artwork.mark(file.id, picture.proposed, (500, 500), actor=ACTOR)
    found = {one.rule: one for one in house.permits.findings(permit)}
    assert found["artwork-ratio"].blocking


@pytest.mark.requirement("R-14-0.2")
def test_a_flag_is_measured_by_the_act(house: Services, tmp_path: Path):
    permit = attached(house, tmp_path, (340, 180), "flag")
    file = house.permits.get(permit).files[0]
    picture, basis, _marked = house.artwork.look_at(file.id)
    assert (str(basis.citation), basis.reference) == ("чл. 14", Decimal("0.5294"))
    made = house.artwork.mark(file.id, picture.proposed, (500, 500), actor=ACTOR)
    assert made.measured.kept is True
    for box in (Box(0, 0, 501, 20), Box(5, 5, 6, 90), Box(9, 9, 5, 5)):
        with pytest.raises(UserError, match="Рамката"):
            house.artwork.mark(file.id, box, (500, 500), actor=ACTOR)
    with pytest.raises(IntegrityError), house.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM artwork"))
