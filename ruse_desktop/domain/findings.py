"""What a check of the law answers: verdict, facts used, citation; and how a person resolved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.outcomes import Effect


class Verdict(StrEnum):
    """What the facts say of a rule."""

    MET = "met"
    NOT_MET = "not-met"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Resolution:
    """A person's recorded answer: a confirmation („answer“) or an override with its basis."""

    kind: str
    reason: str
    by: str
    at: datetime
    basis: str = ""
    basis_date: date | None = None
    authorised_by: str = ""
    number: str = ""


@dataclass(frozen=True)
class Finding:
    """One rule applied to one record.

    `sentence` says the result, `explanation` the facts used; `question` is what only a person
    can answer. A finding is open while it is not met or needs judgement and has no `resolution`.
    `overridable` is False only for arithmetic and integrity rules (R-X-0.1).
    """

    rule: str
    verdict: Verdict
    effect: Effect
    sentence: str
    citation: Citation | None
    explanation: str = ""
    question: str = ""
    overridable: bool = True
    resolution: Resolution | None = None

    @property
    def open(self) -> bool:
        """Whether someone still has to act on it."""
        return (
            self.verdict is not Verdict.MET
            and self.effect is not Effect.INFORMS
            and self.resolution is None
        )

    @property
    def blocking(self) -> bool:
        """Whether it stops the step now."""
        return self.open and self.effect is Effect.BLOCKS


@dataclass(frozen=True)
class OverrideInput:
    """What a person writes to pass a rule (R-X-0.1): reason, basis document, who authorised."""

    reason: str
    basis: str = ""
    basis_date: date | None = None
    authorised_by: str = ""
