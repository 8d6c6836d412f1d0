"""What the command line says: lines or JSON, progress, errors and exit codes."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OK = 0
USER_ERROR = 1
FINDINGS = 3
DATABASE = 4
STOPPED = 130
_WIDTH = 24

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass
class Answer:
    """The result of a command: lines for people, `data` for programs, the exit code."""

    lines: list[str] = field(default_factory=list)
    data: Mapping[str, Json] = field(default_factory=dict)
    code: int = OK


def use_utf8() -> None:
    """Let Bulgarian through where the console's encoding has no Cyrillic."""
    for stream in (sys.stdout, sys.stderr):
        try:
            "Щ№„".encode(stream.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="replace")


def say(answer: Answer, *, as_json: bool) -> int:
    """Print the answer; returns its exit code."""
    if as_json:
        print(json.dumps({"ok": answer.code == OK, **answer.data}, ensure_ascii=False, indent=2))
    else:
        for line in answer.lines:
            print(line)
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    return answer.code


def say_error(problem: UserError, *, as_json: bool, details: Sequence[str] = ()) -> int:
    """Print one sentence with advice (and the details under it); returns the exit code."""
    if as_json:
        error: dict[str, Json] = {
            "code": problem.code,
            "message": problem.message,
            "advice": problem.advice,
            "details": list(details),
        }
        print(json.dumps({"ok": False, "error": error}, ensure_ascii=False, indent=2))
    else:
        print(_("Не стана: {message}").format(message=problem.message), file=sys.stderr)
        for detail in details:
            print(f"  • {detail}", file=sys.stderr)
        if problem.advice:
            print(_("Какво да направите: {advice}").format(advice=problem.advice), file=sys.stderr)
    return DATABASE if isinstance(problem, DatabaseProblem) else USER_ERROR


class Bar:
    """A progress line on a terminal; silent everywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._drawn = 0

    def step(self, done: int, total: int, label: str) -> None:
        """Draw `done` of `total` and the label."""
        if not self._live:
            return
        filled = _WIDTH * done // max(total, 1)
        line = f"[{'█' * filled}{'·' * (_WIDTH - filled)}] {done}/{total} {label}"[:100]
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(line)

    def end(self) -> None:
        """Wipe the line, so that the answer starts on a clean one."""
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()
            self._drawn = 0
