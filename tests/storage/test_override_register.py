"""The register of overrides of a year: rule, reason, basis, who, when, and how many of each kind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.__main__ import _close_log
from ruse_desktop.documents import registers
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.domain.findings import OverrideInput
from ruse_desktop.domain.registers import RegisterFilter
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services import demo
from tests.unit import pdf_reading


@pytest.mark.requirement("R-X-0.2")
def test_register_of_a_year_counts_by_award_and_symbol(demo_folder: Path, tmp_path: Path):
    shutil.copytree(demo_folder, tmp_path / "data")
    services = app.open_services(app.Options(tmp_path / "data", FixedClock(demo.end_of())))
    day = demo.end_of().date().replace(month=9, day=22)
    from datetime import time

    for hour in (10, 11):
        services.events.create(
            EventInput(
                f"Шествие {hour}", When(day, day, time(hour), time(hour + 1)), uses_flag=True
            ),
            actor=services.actor,
            override=OverrideInput(
                "Двете прояви са на едно място", "писмо № 5", day, "Мария Колева"
            ),
        )
    register = services.override_register
    everything = register.sheet(RegisterFilter())
    year = str(demo.end_of().year)
    sheet = register.sheet(RegisterFilter(choices=(("year", year),)))
    flag = [line for line in sheet.lines if "знаме" in str(line[3])]
    assert len(flag) == 1
    assert flag[0][4] == "Двете прояви са на едно място"
    assert str(flag[0][5]).startswith("писмо № 5")
    assert "знаме 1" in sheet.count
    assert "Награда „Русе“" in sheet.count
    assert len(everything.lines) >= len(sheet.lines)
    assert len(register.rows(register.keys(RegisterFilter()))) == len(everything.lines)
    assert not register.keys(RegisterFilter(choices=(("year", "1999"),)))
    card = register.card(register.keys(RegisterFilter(choices=(("kind", "event"),)))[0])
    assert dict(card.rows)["Мотив"] == "Двете прояви са на едно място"
    assert dict(card.rows)["Основание"].startswith("писмо № 5 от ")
    assert card.links[0][1] == "event"
    assert "Регистър на отклоненията" in pdf_reading.words(registers.render(sheet), 0)
    services.store.close()
    _close_log()
