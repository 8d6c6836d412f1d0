"""The two families of failure: what the world did (a calm sentence with advice) and our own bugs."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act upon; every other exception is a bug.

    `message` says what happened in one Bulgarian sentence, `advice` what to do next,
    `code` is a stable identifier for scripts.
    """

    def __init__(self, message: str, advice: str = "", *, code: str = "user") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice
        self.code = code


class NotFound(UserError):
    """The record asked for does not exist (any more)."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice, code="not-found")


class Refused(UserError):
    """A rule does not allow the step; `citation` names its provision, when there is one."""

    def __init__(
        self, message: str, advice: str = "", *, citation: str | None = None, code: str = "refused"
    ) -> None:
        super().__init__(message, advice, code=code)
        self.citation = citation


class DatabaseProblem(UserError):
    """The database file cannot be used as it is: locked, damaged, foreign, newer, read-only, full."""

    def __init__(self, message: str, advice: str, *, code: str) -> None:
        super().__init__(message, advice, code=code)
