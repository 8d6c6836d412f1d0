"""From the results of a closed session to book entries and to the state „удостоено“."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ruse_desktop.domain.books import Act, EntryRow, HolderKind, LaureateInput
from ruse_desktop.domain.nominations import MOVES, State
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import book_rules
from ruse_desktop.services.nomination_writing import set_state_in
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from ruse_desktop.domain.results import AwardResult
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Transaction


def enter_results_in(
    tx: Transaction, law: LawBook, results: Sequence[AwardResult], why_more: str = ""
) -> tuple[EntryRow, ...]:
    """Enter the laureates of a session or an act, in the order of the results, all or none."""
    from ruse_desktop.services.books import enter_in

    laureates = [result for result in results if result.nomination_id is not None]
    if not laureates:
        raise Refused(
            _("Няма кого да впишете."), _("Заседанието не е присъдило нито една награда.")
        )
    made: list[EntryRow] = []
    for award in dict.fromkeys(result.award for result in laureates):
        rules = book_rules.award_rules(law, award, tx.now.date())
        inputs = [laureate(r, rules) for r in laureates if r.award == award]
        made.extend(enter_in(tx, law, award, inputs, why_more))
        for item in inputs:
            _mark_awarded(tx, item, rules)
    for result in results:
        _mark_others(tx, result)
    return tuple(made)


def laureate(result: AwardResult, rules: AwardRules) -> LaureateInput:
    """What the book writes of one result."""
    kind = HolderKind(result.kind.value)
    in_parts = kind is HolderKind.PERSON and bool(result.given or result.family)
    area = next((area.name for area in rules.areas if area.code == result.area), result.area)
    return LaureateInput(
        year=result.year,
        kind=kind,
        given=result.given,
        middle=result.middle,
        family=result.family,
        titles=result.titles,
        name="" if in_parts else result.name,
        members=result.members,
        slot=result.slot,
        section=result.section,
        area=area,
        motive=result.motive,
        act=Act(result.act_kind, result.act_no, result.act_date, result.act_text),
        nomination_id=result.nomination_id,
        birth_year=result.birth_year,
    )


def _mark_others(tx: Transaction, result: AwardResult) -> None:
    """Those who stood and are not among the laureates; their way ends here."""
    for one in result.not_awarded:
        record = tx.session.get_one(NominationRecord, one)
        if State.NOT_AWARDED in MOVES[State(record.state)]:
            set_state_in(tx, one, State.NOT_AWARDED, reason=result.act_text)


def _mark_awarded(tx: Transaction, item: LaureateInput, rules: AwardRules) -> None:
    assert item.nomination_id is not None
    set_state_in(
        tx,
        item.nomination_id,
        State.AWARDED,
        citation=str(rules.act.citation) if rules.act else "",
        reason=item.act.text if item.act else "",
    )
