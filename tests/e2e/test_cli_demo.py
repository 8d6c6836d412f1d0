"""The example year from one command: every step through the real services, papers at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log, main
from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.nominations import NominationFilter, State
from ruse_desktop.domain.payments import PayState
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.services.demo import ScriptedClock, end_of
from ruse_desktop.services.facade import Services

pytestmark = pytest.mark.slow


@dataclass
class Demo:
    folder: Path
    out: Path
    answer: dict[str, object]

    def text(self, name: str) -> str:
        pages = PdfReader(self.out / name).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The example year, built once."""
    root = tmp_path_factory.mktemp("demo")
    words = ["demo", "--data", root / "year", "--out", root / "papers", "--open", "--json"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-m", "ruse_desktop", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return Demo(root / "year", root / "papers", json.loads(result.stdout))


@pytest.fixture
def services(demo: Demo) -> Iterator[Services]:
    """The finished example year, opened as a window opens it."""
    opened = app.open_services(app.Options(data_dir=demo.folder, clock=ScriptedClock(end_of())))
    yield opened
    opened.store.close()
    _close_log()


def test_demo_tells_what_it_made(demo: Demo) -> None:
    assert demo.answer["ok"] is True
    assert demo.answer["nominations"] == 30
    assert demo.answer["others"] == 7
    assert demo.answer["admitted"] == 26
    assert demo.answer["laureates"] == 8
    assert len(demo.answer["unawarded"]) == 1  # type: ignore[arg-type]  # JSON
    names = sorted(path.name for path in demo.out.iterdir())
    assert names == ["diplomi-2026.pdf", "protokol-1-2026.pdf", "protokol-2-2026.pdf"]


@pytest.mark.requirement("R-43-1.11")
@pytest.mark.requirement("R-43-2.1")
def test_demo_year_has_every_outcome_of_a_nomination(services: Services) -> None:
    rows = services.nominations.rows(NominationFilter(year=2026, award="NR"))
    states = [row.state for row in rows]
    assert states.count(State.AWARDED) == 8
    assert states.count(State.REJECTED) == 2
    assert states.count(State.INCOMPLETE) == 1
    assert states.count(State.WITHDRAWN) == 1
    assert states.count(State.NOT_AWARDED) == 18
    assert [one.number for one in services.overrides.list(2026)] == ["1/2026"]
    assert services.books.book("NR").holders == 198
    assert services.books.verify().intact
    assert services.store.verify_audit()[1] is None


def test_demo_year_has_the_other_awards_at_the_counter(services: Services) -> None:
    """Proposals with the fields of their own award, each stopped where the law stops it."""
    found = {}
    for award in ("PG", "PZ", "PL", "MT"):
        for row in services.nominations.rows(NominationFilter(year=2026, award=award)):
            standing = {
                one.rule for one in services.nominations.detail(row.id).findings if one.open
            }
            found[row.register_no] = (row.state, standing - {"posthumous"})
    checks = {"conviction-doc", "conviction-seen-on", "conviction-seen-by"}
    assert found == {
        "ПГ-1/2026": (State.INCOMPLETE, checks),
        "ПГ-2/2026": (State.SUBMITTED, {"nomination-only"}),
        "ПЗ-1/2026": (State.SUBMITTED, {"chair-foreign"}),
        "ПЛ-1/2026": (State.ADMITTED, set()),
        "ХД-МТ-1/2026": (State.ADMITTED, set()),
        "ХД-МТ-2/2026": (State.INCOMPLETE, {"prizes"}),
        "ХД-МТ-3/2026": (State.SUBMITTED, {"season"}),
    }


def test_demo_edition_has_its_announced_day_and_one_ceremony(services: Services) -> None:
    terms = services.today.view().terms
    shown = [one.deadline for one in terms if one.deadline.award == "NR21"]
    assert [one.effective for one in shown if one.literal.year == 2026] == [
        date(2026, 10, 16),
        date(2026, 10, 31),
    ]


@pytest.mark.requirement("R-42-0.1")
def test_demo_diplomas_are_one_for_each_laureate(demo: Demo, services: Services) -> None:
    text = demo.text("diplomi-2026.pdf")
    for row in services.books.rows("NR", year=2026):
        for word in row.name.split():
            assert word.upper() in text.upper()
    assert "№ 191" in text


@pytest.mark.requirement("R-58-0.1")
def test_demo_books_hold_pieces_hand_overs_and_sums(services: Services) -> None:
    stock = {one.kind.code: one.available for one in services.stock.lines() if one.used}
    assert stock == {
        "NR:statuette": 12, "NR:diploma": 20, "NLN:statuette": 2, "ZN:badge": 113,
        "symbol:badge-souvenir": 360,
    }  # fmt: skip
    (first, second) = services.books.rows("NLN", year=2025, descending=False)
    assert [one.text for one in services.stock.held("NLN", first.seq)] == ["Статуетка № К-07"]
    said = services.payments.said(second.id).replace("\xa0", " ")
    assert said == "1 022,58 € (равностойност на 2 000,00 лв.) – платено"
    states = Counter(one.state for one in services.payments.payments())
    assert states == {PayState.PAID: 16, PayState.DUE: 2, PayState.AHEAD: 4}
    assert [one.number for one in services.payment_lists.lists()] == [3, 2, 1]
    assert services.books.verify().intact


def test_diplomas_made_on_the_command_line_stand_in_the_log_of_printing(
    demo: Demo, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "d.pdf"
    words = ["--data", demo.folder, "diplomas", "--year", "2026", "--out", target]
    assert main([str(one) for one in words]) == 0
    assert len(PdfReader(target).pages) >= 8
    opened = app.open_services(app.Options(data_dir=demo.folder, clock=ScriptedClock(end_of())))
    try:
        (row, *_rest) = opened.books.rows("NR", year=2026)
        made = [(one.kind, one.way) for one in opened.printing.log("NR", row.seq)]
        assert made == [(PrintKind.DIPLOMA, "pdf"), (PrintKind.DIPLOMA, "pdf")]
    finally:
        opened.store.close()
        _close_log()


@pytest.mark.requirement("R-45-8.2")
def test_demo_minutes_show_the_tie_and_the_unawarded_slot(demo: Demo) -> None:
    arts, education = demo.text("protokol-1-2026.pdf"), demo.text("protokol-2-2026.pdf")
    assert "закрито заседание" in arts.casefold()
    assert "Нели Огнянова Шопова" in arts
    assert "Румен Тошев Карабашев" in arts
    assert "Наградата не се присъжда: Няма допуснати предложения" in education
    assert education.count("прегласуване 1") == 1
    assert "Отклонение № 1/2026" in education
    assert "Емил Захариев Трендафилов" in education


def test_demo_is_rebuilt_in_its_own_folder_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "important.txt").write_text("важно", encoding="utf-8")
    assert main(["demo", "--data", str(mine)]) == 1
    assert "не е празна" in capsys.readouterr().err
    assert [path.name for path in mine.iterdir()] == ["important.txt"]


def test_demo_in_use_is_not_torn_away(services: Services, demo: Demo) -> None:
    services.nominations.rows()
    result = subprocess.run(
        [sys.executable, "-m", "ruse_desktop", "demo", "--data", str(demo.folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=False,
    )
    assert result.returncode == 4
    assert "друго копие" in result.stderr
    assert len(services.nominations.rows()) == 37


def test_demo_has_a_violation_with_a_decree_and_a_mark_that_expires(services: Services) -> None:
    (found,) = (services.violations.get(n) for n in services.violations.keys(RegisterFilter()))
    assert found.number_text == "Н-1/2026"
    assert [str(one.kind) for one in found.steps] == [
        "judgement", "report", "act", "decree", "served"
    ]  # fmt: skip
    assert found.fine == (Decimal("100.00"), "EUR")
    (row,) = services.protection.rows(services.protection.keys(RegisterFilter()))
    assert row.texts[-1] == "изтича"
