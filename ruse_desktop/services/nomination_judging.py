"""What the checks say of a stored nomination within a transaction, and what a change does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from ruse_desktop.domain.findings import Verdict
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_lookups import OBJECT
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.services.nomination_writing import name_key, refuse_another
from ruse_desktop.services.overrides import overrides_of
from ruse_desktop.storage.nominations import AnswerRow, NominationRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Transaction

COMPLETENESS = frozenset(
    {
        "motives-present",
        "section-chosen",
        "nominee-category",
        "organisation-seat",
        "dossier-complete",
        "fact-present",
        "lines-at-least",
        "lines-complete",
    }
)
"""Kinds of rule whose failure makes a registered nomination „за допълване“ (R-44-1.3, R-61-2.1)."""


class Judge:
    """Runs the checks on stored nominations."""

    def __init__(self, law: LawBook, calendar: WorkingDays, practice: Practice) -> None:
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def reader(self, session: Session) -> Reader:
        """The reader of nominations within a session."""
        return Reader(session, self._law, self._calendar, self._practice)

    def refresh(self, tx: Transaction, row: NominationRecord) -> tuple[Finding, ...]:
        """All findings now; their open number is kept for the list."""
        reader = self.reader(tx.session)
        found = reader.findings(reader.typed(row), tx.now.date(), row.id)
        row.open_findings = sum(finding.open for finding in found)
        return found

    def standing(self, tx: Transaction, row: NominationRecord, rule: str) -> Finding:
        """The finding of a rule that is not met. Raises Refused when there is nothing to pass."""
        for finding in self.refresh(tx, row):
            if finding.rule == rule and finding.verdict is not Verdict.MET:
                return finding
        raise Refused(
            _("Правилото вече е изпълнено; няма какво да се преодолява."),
            _("Опреснете предложението."),
            code="nothing-open",
        )

    def lacking(
        self, tx: Transaction, row: NominationRecord, found: tuple[Finding, ...]
    ) -> list[Finding]:
        """What the proposer still has to bring."""
        award = self.reader(tx.session).award(row.edition_id)
        ids = {rule.id for rule in award.eligibility if rule.kind in COMPLETENESS}
        return [f for f in found if f.rule in ids and f.verdict is Verdict.NOT_MET and f.open]

    def intake_citation(self, tx: Transaction, edition_id: int) -> str:
        """The place that says where nominations of the edition's award are brought."""
        award = self.reader(tx.session).award(edition_id)
        return str(award.intake.citation if award.intake else award.citation)

    def said(self, tx: Transaction, row: NominationRecord) -> dict[str, tuple[str, str]]:
        """What each rule said, its sentence and the facts used; under „“ the nominee's name."""
        reader = self.reader(tx.session)
        found = reader.findings(reader.typed(row), tx.now.date(), row.id)
        said = {finding.rule: (finding.sentence, finding.explanation) for finding in found}
        return {"": (name_key(row), ""), **said}

    def settle_change(
        self, tx: Transaction, row: NominationRecord, before: dict[str, tuple[str, str]]
    ) -> None:
        """Drop the answers that were given about other facts; overrides hold one nominee to the end.

        Raises Refused when a nomination with an override is turned into somebody else's.
        """
        after = self.said(tx, row)
        if before[""] != after[""] and overrides_of(tx.session, OBJECT, row.id):
            refuse_another(before[""][0], after[""][0])
        renamed = before[""] != after[""]
        stale = [rule for rule, said in before.items() if renamed or after.get(rule) != said]
        tx.session.execute(
            delete(AnswerRow).where(AnswerRow.nomination_id == row.id, AnswerRow.rule.in_(stale))
        )
