"""The log and the error report keep no one's name, number, address or phone."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ruse_desktop.kernel import log

PLANTED = (
    "Радостина Измислена",
    "РАДОСТИНА ИЗМИСЛЕНА",
    "Р. Измислена",
    "0888 123 456",
    "+359 88 812 3456",
    "082/506-123",
    "7501020018",
    "radostina@example.org",
)


@pytest.mark.parametrize("planted", PLANTED)
def test_masked_in_a_sentence(planted: str):
    masked = log.mask(f"записът на {planted}, ред 12, не е намерен")
    assert planted not in masked
    assert masked.startswith("записът на ‹")
    assert masked.endswith("›, ред 12, не е намерен")


def test_times_versions_and_source_lines_stay():
    line = '2026-11-23 04:38:10,123 INFO ruse_desktop 0.8.0 File "/a/b.py", line 120, in save'
    assert log.mask(line) == line


def test_values_in_a_traceback_are_masked_in_the_file(tmp_path: Path):
    logger = logging.getLogger("ruse_desktop")
    kept, level = list(logger.handlers), logger.level
    logger.handlers = []
    try:
        target = log.to_file(tmp_path / "logs")
        by_name: dict[str, int] = {}
        try:
            by_name[PLANTED[0].split()[1]]
        except KeyError:
            logger.exception("не се записа %s", PLANTED[0])
        written = target.read_text("utf-8")
    finally:
        for handler in logger.handlers:
            handler.close()
        logger.handlers = kept
        logger.setLevel(level)
    assert "Traceback" in written
    assert "KeyError" in written
    assert "Измислена" not in written
    assert "Радостина" not in written
