"""An amendment as a head of department enters it, and what the program says of it before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ruse_desktop.domain.amendments import Change, ChangeKind
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rules import ActEdition, Decision


@dataclass(frozen=True, order=True)
class RuleId:
    """Where a rule stands: the award's code („“ = symbol or duty), the table, the rule's own key."""

    award: str
    table: str
    identity: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule of an edition beside its provision; `value` is the frozen value, `says` one sentence.

    `group` names whose rule it is („Награда „Русе““, „Знаме“), `title` what it is about.
    """

    id: RuleId
    value: Any
    citation: Citation
    group: str
    title: str
    says: str


RuleDifference = tuple[Rule | None, Rule | None]
"""A rule before and after; None = it did not exist, or exists no longer."""


@dataclass(frozen=True)
class TextChange:
    """What the decision does to one provision; a repealed one has no text."""

    citation: Citation
    kind: ChangeKind
    text: str = ""


@dataclass(frozen=True)
class RuleChange:
    """A rule's new value; None = the rule is dropped. `id.identity` is the new value's own key."""

    id: RuleId
    value: Any


@dataclass(frozen=True)
class Amendment:
    """A decision of the council that changes the ordinance, with all that it changes.

    `in_force` is the first day of the new edition; `label` is how the edition is called, made from
    the decision when it is „“.
    """

    number: str
    protocol: str
    adopted: date
    in_force: date
    label: str = ""
    texts: tuple[TextChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong with an amendment: which part („number“, „text 2“, „rule 1“, „“) and why."""

    part: str
    says: str


@dataclass(frozen=True)
class TouchedEdition:
    """An opened award edition whose rules the amendment changes; it stays as it is unless re-pinned.

    `obstacle` says why it cannot be re-pinned; „“ = it can.
    """

    id: int
    name: str
    pinned_label: str
    nominations: int
    obstacle: str = ""


@dataclass(frozen=True)
class AmendmentCheck:
    """What the amendment would do: its problems, else the new edition and what differs in it."""

    problems: tuple[Problem, ...] = ()
    edition: ActEdition | None = None
    texts: tuple[Change, ...] = ()
    rules: tuple[RuleDifference, ...] = ()
    touched: tuple[TouchedEdition, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it may be entered."""
        return not self.problems and self.edition is not None


@dataclass(frozen=True)
class EnteredAmendment:
    """An amendment that was entered here; `withdrawn` when it was taken back."""

    edition: str
    label: str
    by: str
    at: datetime
    withdrawn: bool = False


@dataclass(frozen=True)
class Confirmation:
    """Who looked at a provision with its rules (`citation` None = the whole edition) and when.

    `stale`: the text or a rule is another one since.
    """

    citation: Citation | None
    edition: str
    by: str
    at: datetime
    stale: bool = False


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list of editions."""

    id: str
    label: str
    in_force: date
    checked_on: date
    text_only: bool
    today: bool
    overlay: bool
    pinned: int = 0


@dataclass(frozen=True)
class LawPage:
    """Everything the page of the ordinance shows of one edition.

    `withdrawable` is the id of the newest edition entered here to which no award edition is
    pinned; `foreign`: the overlay holds another amendment than the ones entered by the program.
    """

    editions: tuple[EditionLine, ...]
    edition: ActEdition
    previous: EditionLine | None
    changes: tuple[Change, ...]
    rules: tuple[Rule, ...]
    rule_changes: tuple[RuleDifference, ...] = ()
    decision: Decision | None = None
    confirmations: tuple[Confirmation, ...] = ()
    amendments: tuple[EnteredAmendment, ...] = ()
    withdrawable: str = ""
    foreign: bool = False

    def rules_at(self, citation: Citation) -> tuple[Rule, ...]:
        """The rules whose citation is this place, under it or above it without a text of its own."""
        return tuple(one for one in self.rules if citation.covers(one.citation))

    def confirmed(self, citation: Citation) -> Confirmation | None:
        """The newest confirmation of this place, of one above it or of the whole edition."""
        held = [
            one
            for one in self.confirmations
            if one.citation is None or one.citation.covers(citation)
        ]
        return max(held, key=lambda one: one.at, default=None)
