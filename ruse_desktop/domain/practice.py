"""Office practice: what the ordinance leaves open and the office decides, dated and audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from ruse_desktop.domain.rules import DeadlineMode


@dataclass(frozen=True)
class Practice:
    """The office's answers to the open points of the ordinance; none of them is law.

    Lengths are in characters, tolerances in days, `attachment_limit` in megabytes.
    `majority_base`: „present“ (entitled and present) or „valid“ (valid ballots).
    `quorum_default`: „half“ = more than half of the appointed, where the law sets no quorum.
    `tie_handling`: „re-vote“ = among the tied, at most `max_revotes` times, then unawarded.
    `values` are answers that only the law's files ask for by key („min_grade“ → „5.50“).
    `deadline_modes`: „NR.submission“ → mode, where the office departs from the packaged one.
    """

    min_motives: int = 400
    min_reason: int = 15
    closing_hour: time = time(17, 30)
    eve_tolerance_days: int = 3
    majority_base: str = "present"
    quorum_default: str = "half"
    tie_handling: str = "re-vote"
    max_revotes: int = 2
    round1_marks: int = 2
    deadline_soon_days: int = 30
    attachment_limit: int = 20
    book_grouping: str = "award"
    deadline_modes: Mapping[str, DeadlineMode] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def mode_of(self, award_code: str, purpose: str, default: DeadlineMode) -> DeadlineMode:
        """What happens to the deadline „award.purpose“ on a non-working day."""
        return self.deadline_modes.get(f"{award_code}.{purpose}", default)

    def value(self, key: str) -> str:
        """The answer the law's files call `key`; „“ when nobody gave one."""
        return self.values.get(key, "")
