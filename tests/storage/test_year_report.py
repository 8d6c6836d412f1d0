"""The year in figures, out of the example year."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import python_calamine
from pypdf import PdfReader

from ruse_desktop import app
from ruse_desktop.documents.year_report import render
from ruse_desktop.domain.actors import Actor
from ruse_desktop.exchange import registers
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services import demo
from ruse_desktop.services.facade import Services
from tests.unit import pdf_reading


@pytest.fixture
def services(demo_folder: Path, tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(demo_folder, tmp_path / "data")
    clock = FixedClock(demo.end_of())
    made = app.open_services(app.Options(tmp_path / "data", clock=clock, actor=Actor("Мария")))
    yield made
    made.store.close()


@pytest.mark.requirement("R-F5-0.1")
def test_the_year_is_counted_on_one_page_and_in_detail(services: Services):
    report = services.year_reports.report(2026)
    prize = next(one for one in report.awards if "Награда „Русе“" in one.award)
    assert (prize.nominations, prize.laureates, prize.unawarded) == (30, 8, 1)
    assert prize.admitted < prize.nominations
    figures = {one.name: one for part in report.parts for one in part.figures}
    assert figures["Издадени разрешения"].value > 0
    assert figures["Участия на знамето"].value > 0
    assert figures["Заседания на комисии"].value == 2
    assert figures["Заседания на комисии"].before == 0
    page = render(report)
    words = pdf_reading.words(page, 0)
    assert len(PdfReader(io.BytesIO(page)).pages) == 1
    for said in (
        "Година 2026 в числа",
        "Награда „Русе“",
        "Издадени разрешения",
        "Събития по месеци",
    ):
        assert said in words
    detailed = services.year_reports.report(2026, detailed=True)
    honoured = next(one for one in detailed.details if one.title == "Удостоени")
    assert sum(line[0] == prize.award for line in honoured.lines) == 8
    assert len(PdfReader(io.BytesIO(render(detailed))).pages) > 1
    content = registers.workbook(services.year_reports.sheet(2026))
    rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert ["Награда „Русе“", "удостоени", 8, ""] in [[*row[:2], *row[2:4]] for row in rows]
    assert 2026 in services.year_reports.years()
