"""The fillable form of every award: made, filled in by other programs, shown and read back."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from ruse_desktop.app import load_law
from ruse_desktop.documents.forms import render
from ruse_desktop.domain.form_content import build, own_name
from ruse_desktop.domain.form_sheet import ON
from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.domain.nominations import Channel
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.exchange.pdf_forms import read
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.services.form_values import FormValues
from tests.ui.filling import services

LAW = load_law()
ACT = LAW.editions[-1]
CODES = [award.code for award in ACT.awards]
TODAY = date(2027, 4, 20)


def sheet_of(code: str):
    return build(ACT.award(code), year=2027, law_edition=ACT.id, act="Наредба № 17", deadline=None)


def filled(pdf: bytes, values: dict[str, str], target: Path) -> Path:
    """The form filled in by another program than ours."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    with target.open("wb") as out:
        writer.write(out)
    return target


def understood(code: str, path: Path):
    form = read(path)
    assert (form.award, form.year, form.law_edition) == (code, 2027, ACT.id)
    values = FormValues(ACT.award(code), form.values, TODAY)
    return values.typed(7, path), [str(one) for one in values.problems]


@pytest.mark.requirement("R-61-3.1")
@pytest.mark.parametrize("code", CODES)
def test_every_award_has_a_whole_form(code):
    sheet = sheet_of(code)
    pdf = render(sheet)
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields()
    expected: set[str] = set(sheet.meta)
    for item in sheet.items:
        if item.kind is FieldKind.ROWS:
            expected |= {item.cell(n, column) for n in range(1, 6) for column in item.columns}
        elif item.kind is FieldKind.CHOICES:
            expected |= {item.box(one) for one in item.choices}
        else:
            expected.add(item.name)
    assert set(fields) == expected
    assert all(field.get("/TU") for name, field in fields.items() if name not in sheet.meta)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert 2 <= len(document.pages) <= 4
        for page in document.pages:
            _left, _low, right, high = page.mediabox
            for widget in page.obj.get("/Annots", ()):
                x1, y1, x2, y2 = map(float, widget.Rect)
                assert 0 <= x1 <= x2 <= right
                assert 0 <= y1 <= y2 <= high
    own = {one.code for one in ACT.award(code).fields if one.on_form}
    assert {own_name(one) for one in own} <= {item.name for item in sheet.items}


@pytest.mark.parametrize("code", CODES)
def test_what_is_typed_comes_back(code, tmp_path):
    """Every field of every award: each kind filled in, all read without a problem."""
    award, sheet = ACT.award(code), sheet_of(code)
    values, wanted = everything(award, sheet)
    path = filled(render(sheet), values, tmp_path / "попълнен.pdf")
    typed, problems = understood(code, path)
    assert problems == []
    assert dict(typed.facts) == wanted
    assert typed.motives == "Мотиви: „Щъркелът“ и ѝ.\nВтори ред – юли."
    assert typed.channel is Channel.FORM
    assert typed.attachments == (path,)
    nominee = typed.person or typed.team or typed.organisation
    assert nominee is not None
    assert (typed.proposer.name if typed.proposer else typed.proposer_person) == "Сдружение „Дунав“"


TYPED = {
    FieldKind.TEXT: ("Щедра Йота", "Щедра Йота"),
    FieldKind.LONG: ("Ред едно\rРед две", "Ред едно\nРед две"),
    FieldKind.DATE: ("6.5.2026 г.", "2026-05-06"),
    FieldKind.NUMBER: ("1 234,50", "1234.50"),
    FieldKind.YES_NO: ("да", "yes"),
}
"""What is typed in a field of each kind, and what must come of it."""


def cell(column) -> tuple[str, str]:
    first = column.choices[0] if column.choices else None
    return (first.name, first.code) if first else TYPED[column.kind]


def put(item) -> dict[str, str]:
    if item.kind is FieldKind.CHOICES:
        return {item.box(one): f"/{ON}" for one in item.choices}
    if item.spread:
        return {item.name: "/" + item.state(item.choices[0])}
    if item.kind is FieldKind.ROWS:
        return {item.cell(n, one): cell(one)[0] for n in (1, 2) for one in item.columns}
    return {item.name: cell(item)[0]}


def fact(one) -> object:
    if one.kind is FieldKind.ROWS:
        return ({column.code: cell(column)[1] for column in one.columns},) * 2
    if one.kind is FieldKind.CHOICES:
        return tuple(choice.code for choice in one.choices)
    return cell(one)[1]


def everything(award, sheet):
    """A value for each field, and the facts that must come of them."""
    values: dict[str, str] = {}
    for item in sheet.items:
        values |= put(item)
    values["motives"] = "Мотиви: „Щъркелът“ и ѝ.\rВтори ред – юли."
    values["proposer-name"] = "Сдружение „Дунав“"
    return values, {one.code: fact(one) for one in award.fields if one.on_form}


def ink(image, rect, tall: float, dpi: int) -> int:
    scale = dpi / 72
    left, low, right, high = (float(value) * scale for value in rect)
    part = image.convert("L").crop(
        (int(left) + 3, int(tall * scale - high) + 3, int(right) - 3, int(tall * scale - low) - 3)
    )
    return sum(part.histogram()[:100])


def test_cyrillic_is_shown_by_other_viewers(tmp_path):
    pdf = render(sheet_of("NR"))
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(pdf)
    path = filled(pdf, {"person-given": "Щерянка", "slot": "/1.1"}, tmp_path / "f.pdf")
    with pikepdf.open(path) as document:
        page = document.pages[0]
        rects = [w.Rect for w in page.Annots if w.get("/T") == "person-given"]
        tall = float(page.mediabox[3])
        rect = [float(value) for value in rects[0]]
    for show in (_pdfium, _poppler):
        before, after = show(empty), show(path)
        if before is None:
            continue
        assert ink(before, rect, tall, 100) == 0
        assert ink(after, rect, tall, 100) > 60, show.__name__


def _pdfium(path: Path):
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    try:
        return document[0].render(scale=100 / 72).to_pil()
    finally:
        document.close()


def _poppler(path: Path):
    from PIL import Image

    tool = shutil.which("pdftoppm")
    if tool is None:
        return None
    root = path.with_suffix("")
    run = subprocess.run(
        [tool, "-r", "100", "-f", "1", "-l", "1", "-singlefile", "-png", path, root],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert "rror" not in run.stderr
    return Image.open(root.with_suffix(".png"))


def test_problems_are_named_field_by_field(tmp_path):
    values = {
        "person-given": "Aнелия",  # a Latin A
        "person-family": "Зорева",
        "slot": "/1.1",
        "genre": "опера",
        "merits-1-from": "вчера ли",
        "merits-1-text": "Роман",
        "proposer-name": "Съюз",
    }
    typed, problems = understood("NR", filled(render(sheet_of("NR")), values, tmp_path / "f.pdf"))
    said = "\n".join(problems)
    assert typed.nominee_kind is NomineeKind.PERSON
    assert "вероятно „Анелия“" in said
    assert "„опера“ не е от избрания раздел" in said
    assert "„вчера ли“ не е дата" in said
    assert "Мотиви: не е попълнено" in said
    assert typed.merits[0].text == "Роман"


@pytest.mark.parametrize(
    ("text", "day"),
    [("6.5.2026", "2026-05-06"), ("06.05.2026 г.", "2026-05-06"), ("2026-05-06", "2026-05-06"), ("6/5/26", "2026-05-06")],
)  # fmt: skip
def test_usual_dates_and_numbers(text, day):
    values = FormValues(ACT.award("NR"), {}, TODAY)
    assert values._value(FieldKind.DATE, text, "Дата", (), 200) == day
    assert Decimal(values._value(FieldKind.NUMBER, "1 234,5", "Сума", (), 200)) == Decimal("1234.5")
    assert values.problems == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        ("text", "form-damaged"),
        ("flat", "form-flat"),
        ("foreign", "form-foreign"),
        ("locked", "form-locked"),
        ("version", "form-version"),
        ("gone", "form-unreadable"),
    ],
)
def test_other_files_are_refused_in_plain_words(make, code, tmp_path):
    path = tmp_path / "друг.pdf"
    blank = render(sheet_of("NR"))
    if make == "text":
        path.write_text("това не е PDF", encoding="utf-8")
    elif make != "gone":
        with pikepdf.open(io.BytesIO(blank)) as document:
            if make == "flat":
                del document.Root.AcroForm
                for page in document.pages:
                    del page.obj.Annots
            for field in document.Root.AcroForm.Fields if make in {"foreign", "version"} else ():
                if make == "foreign" and field.T == "form-award":
                    field.V = pikepdf.String("")
                if make == "version" and field.T == "form-version":
                    field.V = pikepdf.String("99")
            locked = pikepdf.Encryption(owner="x", user="тайна") if make == "locked" else False
            document.save(path, encryption=locked)
    with pytest.raises(UserError) as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.advice


def test_service_makes_and_reads(tmp_path):
    """The blank names the deadline; a form for a year that is not open has no edition."""
    with services(tmp_path, datetime(2027, 4, 1, 9, tzinfo=SOFIA)) as s:
        pdf = s.forms.blank("NR", 2027)
        text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
        assert "10.05.2027" in text
        path = filled(pdf, {"person-given": "Боян", "slot": "/1.2-i"}, tmp_path / "f.pdf")
        assert s.forms.read(path).typed.edition_id == 0
        edition = s.editions.open("NR", 2027, actor=s.actor, law_edition=ACT.id)
        reading = s.forms.read(path)
        assert (reading.typed.edition_id, reading.typed.slot) == (edition.id, "1.2-i")
        number = s.nominations.save_draft(reading.typed, actor=s.actor)
        assert [one.name for one in s.nominations.detail(number).attachments] == ["f.pdf"]
        assert s.nominations.findings(reading.typed)
        with pytest.raises(UserError):
            s.forms.blank("няма", 2027)


def test_command_writes_the_form(tmp_path, capsys):
    from ruse_desktop.__main__ import main

    target = tmp_path / "formulyar.pdf"
    data = ["--data", str(tmp_path / "data")]
    assert main(["form", "NR", str(target), "--year", "2027", *data]) == 0
    assert "formulyar.pdf" in capsys.readouterr().out
    assert read(target).year == 2027
    assert main(["form", "няма", str(target), *data]) != 0
    assert "не познава" in capsys.readouterr().err
