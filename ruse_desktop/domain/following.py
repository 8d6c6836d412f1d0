"""What follows a nomination after it was entered: steps, cure date, copies, merging, proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.citations import Citation

PAPER, NOMINATION_PAPER = "paper", "nomination"
"""The field that tells a proposal from a nomination that only leads to one, and its value (чл. 27)."""

UPTAKE, PROPOSED, DECLINED = "uptake", "proposed", "declined"
"""The field that says what followed a nomination, and its values; „_on“ and „_note“ go with it."""


@dataclass(frozen=True)
class StepView:
    """A step of the act in the life of a nomination; one not taken yet has no `id` and no day.

    `may` says whether it may be taken now, `results` the outcomes to choose from, `several`
    whether it may be recorded again for another body; `by` is the working day by which practice
    plans it, `by_why` why it is not the day that was counted to.
    """

    code: str
    name: str
    actor: str
    citation: Citation
    id: int | None = None
    on: date | None = None
    result: str = ""
    who: str = ""
    document: str = ""
    text: str = ""
    may: bool = False
    several: bool = False
    results: tuple[str, ...] = ()
    document_name: str = ""
    by: date | None = None
    by_why: str = ""

    def overdue(self, today: date) -> int:
        """Days since the day planned for a step not taken yet; 0 when it has not passed."""
        if self.taken or self.by is None:
            return 0
        return max(0, (today - self.by).days)

    @property
    def taken(self) -> bool:
        """Whether it is recorded."""
        return self.id is not None


@dataclass(frozen=True)
class StepInput:
    """What is typed of a step; `who` is the body where several may take it, `document` its number."""

    code: str
    on: date | None = None
    result: str = ""
    who: str = ""
    document: str = ""
    text: str = ""


@dataclass(frozen=True)
class TakenUp:
    """What the addressee made of a nomination: the proposal brought in, or a note why none."""

    on: date
    proposal_id: int | None = None
    proposal: str = ""
    note: str = ""


@dataclass(frozen=True)
class Completion:
    """What was asked of the proposer and until when (inclusive)."""

    until: date
    what: str
    by: str
    on: date


@dataclass(frozen=True)
class CopyOut:
    """A copy of the file in somebody's hands; `returned_on` None while it is out."""

    id: int
    copy_no: int
    holder: str
    given_on: date
    returned_on: date | None


@dataclass(frozen=True)
class Beside:
    """Another nomination of the same nominee: its id, number, proposer and the words of its state."""

    id: int
    number: str
    proposer: str
    intake_no: int | None = None


@dataclass(frozen=True)
class Following:
    """Everything that hangs on a nomination after its intake.

    `merged_into` is the leading one this was merged with, `merged` those merged into this one,
    `same` others of the same nominee in the same slot that may be merged with it. `asks_proposal`:
    it is a nomination of чл. 27 that waits for a proposal. `copies` is how many copies the act asks for.
    """

    steps: tuple[StepView, ...] = ()
    completion: Completion | None = None
    merged_into: Beside | None = None
    merged: tuple[Beside, ...] = ()
    same: tuple[Beside, ...] = ()
    taken_up: TakenUp | None = None
    asks_proposal: bool = False
    copies: int = 0
    out: tuple[CopyOut, ...] = ()
