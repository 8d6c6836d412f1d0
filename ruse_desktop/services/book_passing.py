"""What stands against a step on an entry: passed by an override or a reason, else refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.books import EntryKind
from ruse_desktop.domain.findings import OverrideInput, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import book_entries, book_rules
from ruse_desktop.services.overrides import override_in
from ruse_desktop.storage.books import Laureate

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Transaction

OBJECT = "entry"
"""The kind of record under which overrides on an entry are kept."""

Passes = Mapping[str, OverrideInput]
"""By the id of the finding: what a person wrote to pass it."""


def refuse_open(findings: Sequence[Finding], passes: Passes, least: int) -> None:
    """Raises Refused with its citation for the first open finding that nothing passes.

    A finding that blocks takes an override; one that warns or asks, a reason of `least` characters.
    """
    for one in sorted((f for f in findings if f.open), key=lambda f: not f.blocking):
        written = passes.get(one.rule)
        if _needs_override(one):
            enough = one.overridable and written is not None
            advice = _("Поправете данните или впишете отклонение с основание и документ.")
        else:
            enough = written is not None and len(written.reason.strip()) >= least
            advice = _("Запишете причината; тя остава в историята на записа.")
        if not enough:
            said = " ".join(
                f"{part.rstrip('.')}." for part in (one.sentence, one.explanation) if part
            )
            raise Refused(
                said,
                advice if one.overridable else _("Поправете данните; отклонение не се допуска."),
                citation=str(one.citation) if one.citation else None,
                code="open-finding",
            )


def pass_in(
    tx: Transaction,
    practice: Practice,
    findings: Sequence[Finding],
    passes: Passes,
    place: tuple[str, int],
) -> None:
    """Keep how each open finding on the entry at `place` (book, seq) was passed.

    An override stands in the year's list; a reason becomes a remark of the entry.
    """
    book, seq = place
    row_id = tx.session.scalar(
        select(Laureate.id).where(Laureate.book == book, Laureate.seq == seq)
    )
    for one in findings:
        if not one.open:
            continue
        written = passes[one.rule]
        if _needs_override(one):
            override_in(tx, practice, one, written, (OBJECT, row_id or 0))
            continue
        said = _("{sentence} ({citation}): {reason}").format(
            sentence=one.sentence, citation=one.citation, reason=written.reason
        )
        text = book_rules.required(said, _("Бележката е празна."), 2000)
        facts = {"at": tx.now.isoformat(timespec="seconds"), "by": tx.actor.name, "text": text}
        book_entries.refer(tx, book, seq, EntryKind.ANNOTATION, {**facts})


def _needs_override(finding: Finding) -> bool:
    return finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET
