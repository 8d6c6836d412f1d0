"""The calendar from the command line: out, in after a look, on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ruse_desktop.__main__ import main
from tests.unit.pdf_reading import words

LINES = (
    "BEGIN:VCALENDAR", "VERSION:2.0",
    "BEGIN:VEVENT", "UID:a", "SUMMARY:Концерт", "LOCATION:зала 1",
    "DTSTART;TZID=Europe/Sofia:20280510T180000", "DTEND;TZID=Europe/Sofia:20280510T200000",
    "END:VEVENT",
    "BEGIN:VEVENT", "UID:b", "SUMMARY:Без ден", "END:VEVENT", "END:VCALENDAR", "",
)  # fmt: skip


def test_a_file_comes_in_after_a_look_and_goes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, source = str(tmp_path / "данни"), tmp_path / "чужд.ics"
    source.write_text("\r\n".join(LINES), encoding="utf-8", newline="")
    assert main(["--data", data, "calendar", "import", str(source)]) == 4
    table = tmp_path / "стара.csv"
    table.write_text("Година;Носител\n1999;Страхил Попниколов", "utf-8")
    assert main(["--data", data, "import-book", str(table)]) == 0
    capsys.readouterr()
    assert main(["--data", data, "calendar", "import", str(source)]) == 3
    said = capsys.readouterr().out
    assert "Концерт: ново" in said
    assert "Без ден: денят не е разчетен" in said
    assert "Внесени: 0 събития от 2." in said
    assert main(["--data", data, "calendar", "import", str(source), "--take"]) == 3
    assert "Внесено: 1 събитие от 2." in capsys.readouterr().out
    assert main(["--data", data, "--json", "calendar", "import", str(source), "--take"]) == 3
    again = json.loads(capsys.readouterr().out)
    assert (again["taken"], again["events"][0]["kind"]) == (0, "same")

    made = tmp_path / "изход" / "май.ics"
    asked = [str(made), "--year", "2028", "--month", "5"]
    assert main(["--data", data, "calendar", "export", *asked, "--internal"]) == 0
    assert "SUMMARY:Концерт" in made.read_text("utf-8")
    assert main(["--data", data, "calendar", "export", *asked]) == 0
    assert "SUMMARY:Концерт" not in made.read_text("utf-8")
    pdf = tmp_path / "май.pdf"
    asked = [str(pdf), "--year", "2028", "--month", "5", "--internal"]
    assert main(["--data", data, "calendar", "print", *asked]) == 0
    assert "18:00 Концерт" in words(pdf.read_bytes(), 0)
    assert main(["--data", data, "calendar", "print", str(pdf), "--year", "1066"]) == 1
    site = tmp_path / "сайт"
    asked = [str(site), "--year", "2028", "--month", "5"]
    assert main(["--data", data, "calendar", "site", *asked]) == 0
    assert sorted(one.name for one in site.iterdir()) == [
        "kalendar.csv", "kalendar.html", "kalendar.txt",
    ]  # fmt: skip
