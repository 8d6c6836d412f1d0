"""The program's log file, with personal data masked before it is written."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"\b[А-ЯЍ][А-ЯЍа-яѝ]{2,}(?:[- ]+[А-ЯЍ][А-ЯЍа-яѝ]{2,})+\b")
_INITIALS = re.compile(r"\b(?:[А-ЯЍ]\. ?){1,2}[А-ЯЍ][А-ЯЍа-яѝ]{2,}")
_VALUE = re.compile(r"'[^'\n]*[А-Яа-яѐѝЍ][^'\n]*'")
"""A Cyrillic value as Python shows it in an error; our own texts stand in double quotes."""
_PHONE = re.compile(r"(?<![\w.,:+-])(?:\+\d{1,3}|00\d{2,3}|0)(?:[ /()-]{0,2}\d){7,11}\b")
_DIGITS = re.compile(r"(?<!\d)\d{9,}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def mask(text: str) -> str:
    """The text with names, values in errors, phones, long numbers and e-mails replaced by a sign."""
    for pattern, sign in (
        (_MAIL, "‹поща›"),
        (_VALUE, "‹стойност›"),
        (_PHONE, "‹телефон›"),
        (_DIGITS, "‹число›"),
        (_INITIALS, "‹име›"),
        (_NAME, "‹име›"),
    ):
        text = pattern.sub(sign, text)
    return text


class _MaskingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def to_file(folder: Path) -> Path:
    """Start logging into `folder`/ruse-desktop.log (1 MB, three kept); returns the file.

    Raises DatabaseProblem when the folder cannot be written: nothing else could be either.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "ruse-desktop.log").open("a"):
            pass
    except OSError as error:
        raise DatabaseProblem(
            _("В папката „{folder}“ не може да се пише: {error}").format(
                folder=folder.parent, error=error.strerror or error
            ),
            _("Поискайте право на запис или отворете друга папка с --data."),
            code="read-only",
        ) from error
    target = folder / "ruse-desktop.log"
    handler = RotatingFileHandler(target, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(_MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("ruse_desktop")
    for old in root.handlers:
        old.close()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    return target
