"""The register and a receipt from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ruse_desktop.__main__ import main
from tests.e2e.test_cli import SAMPLE
from tests.unit.pdf_reading import words


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A data folder with the sample's nominations of 2026."""
    folder = tmp_path / "data"
    asked = ["import-nominations", str(SAMPLE), "--open-edition", "--year", "2026"]
    assert main(["--data", str(folder), *asked]) == 0
    capsys.readouterr()
    return folder


def test_register_is_written_as_pdf(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "kniga.pdf"
    assert main(["--data", str(data), "register", "NR", str(target), "--year", "2026"]) == 0
    assert "реда в" in capsys.readouterr().out
    assert "Предложения за Награда „Русе“" in words(target.read_bytes(), 0)
    assert main(["--data", str(data), "register", "NLN", str(target), "--year", "2026"]) != 0


def test_receipt_is_written_and_a_letter_without_ground_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "belezhka.pdf"
    assert main(["--data", str(data), "letter", "ПР-2026-001", "receipt", str(target)]) == 0
    assert "ПРИЕМНА БЕЛЕЖКА № 1/2026" in words(target.read_bytes(), 0)
    capsys.readouterr()
    assert main(["--data", str(data), "letter", "ПР-2026-001", "withdrawal", str(target)]) != 0
    assert "не дава основание" in capsys.readouterr().err
    assert main(["--data", str(data), "letter", "ПР-2026-999", "receipt", str(target)]) != 0
