"""Merging the proposals of several proposers for one nominee, and taking them apart (OP-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.nominations import MOVES, STATE_NAMES, State
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.nomination_following import (
    MERGEABLE,
    beside_of,
    merged_rows,
    name_of,
    same_rows,
)
from ruse_desktop.services.nomination_lookups import OBJECT
from ruse_desktop.services.nomination_writing import set_state_in

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.following import Beside
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.nomination_judging import Judge
    from ruse_desktop.storage.nominations import NominationRecord
    from ruse_desktop.storage.store import Store, Transaction

_KINDS = ("nominations",)


class MergingService:
    """Puts proposals for one nominee together; each keeps its number and its line."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        from ruse_desktop.services.nomination_judging import Judge

        self._store = store
        self._judge = Judge(law, calendar, practice)

    def same(self, nomination_id: int) -> tuple[Beside, ...]:
        """Other nominations of the same nominee in the same slot, by their line in the register."""
        with self._store.read() as session:
            row = self._judge.reader(session).record(nomination_id)
            return tuple(beside_of(session, one) for one in same_rows(session, row))

    def merge(self, leading_id: int, other_id: int, *, actor: Actor) -> None:
        """Let `other` go with `leading`, with everything that was merged into it.

        Raises Refused: other nominee or slot, the commission has it, open checks under an admitted one.
        """
        with self._store.write(actor, "nominations.merge", _KINDS) as tx:
            reader = self._judge.reader(tx.session)
            leading, other = reader.record(leading_id), reader.record(other_id)
            _refuse_unlike(leading, other)
            for moved in (other, *merged_rows(tx.session, other.id)):
                self._take_in(tx, leading, moved)
            tx.subject(OBJECT, leading.id, f"{leading.number} ← {other.number}")

    def _take_in(self, tx: Transaction, leading: NominationRecord, row: NominationRecord) -> None:
        if leading.state == State.ADMITTED and row.state != State.ADMITTED:
            _refuse_open(tx, self._judge, row)
            row.merged_into_id = None
            if State.ADMITTED in MOVES[State(row.state)]:
                set_state_in(tx, row.id, State.ADMITTED, reason=f"обединено с {leading.number}")
        row.merged_into_id = leading.id
        tx.session.flush()

    def unmerge(self, nomination_id: int, *, actor: Actor) -> None:
        """Let a merged nomination go its own way again.

        Raises Refused when it is not merged, or the commission already has the leading one.
        """
        with self._store.write(actor, "nominations.unmerge", _KINDS) as tx:
            reader = self._judge.reader(tx.session)
            row = reader.record(nomination_id)
            if row.merged_into_id is None:
                raise Refused(_("Предложението не е обединено с друго."), _("Опреснете списъка."))
            leading = reader.record(row.merged_into_id)
            if State(leading.state) not in MERGEABLE[:2]:
                raise Refused(
                    _("Предложение {number} вече е „{state}“ и обединяването не се отменя.").format(
                        number=leading.number or "", state=_(STATE_NAMES[State(leading.state)])
                    ),
                    _("Ако комисията още не го е разгледала, върнете го за допълване."),
                    code="merged",
                )
            row.merged_into_id = None
            tx.session.flush()
            self._judge.refresh(tx, row)
            tx.subject(OBJECT, row.id, f"{row.number} / {leading.number}")


def _refuse_unlike(leading: NominationRecord, other: NominationRecord) -> None:
    alike = (
        leading.id != other.id
        and leading.edition_id == other.edition_id
        and leading.slot == other.slot
        and name_of(leading) == name_of(other)
    )
    if not alike:
        raise Refused(
            _("Обединяват се само предложения за един и същ предложен в един и същ раздел."),
            _("Ако името е изписано различно, първо го поправете в едното предложение."),
            code="not-same",
        )
    if leading.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused(
            _("Едно от предложенията вече е обединено с друго."),
            _("Обединете с водещото предложение."),
            code="merged",
        )
    for row in (leading, other):
        if State(row.state) not in MERGEABLE:
            raise Refused(
                _("Предложение {number} е „{state}“ и не може да се обедини.").format(
                    number=row.number or _("без номер"), state=_(STATE_NAMES[State(row.state)])
                ),
                _("Обединяват се подадени и допуснати предложения преди гласуването."),
                code="state",
            )
    if other.state == State.ADMITTED and leading.state != State.ADMITTED:
        raise Refused(
            _("Предложение {number} вече е допуснато; водещо може да е само то.").format(
                number=other.number or ""
            ),
            _("Обединете в обратния ред."),
            code="state",
        )


def stands_as(row: NominationRecord) -> tuple[str, str]:
    """By what a nomination is merged: the nominee's name and the slot."""
    return name_of(row), row.slot


def refuse_parting(tx: Transaction, row: NominationRecord, before: tuple[str, str]) -> None:
    """Raise Refused when a change would tell apart nominations that are merged."""
    if stands_as(row) == before:
        return
    if row.merged_into_id is not None or merged_rows(tx.session, row.id):
        raise Refused(
            _("Предложението е обединено с друго за същия предложен в същия раздел."),
            _("Първо ги разделете, после променете името или раздела."),
            code="merged",
        )


def refuse_open_merged(tx: Transaction, judge: Judge, leading: NominationRecord) -> None:
    """Raise Refused when a nomination merged into this one still has open checks of its own."""
    for row in merged_rows(tx.session, leading.id):
        _refuse_open(tx, judge, row)


def _refuse_open(tx: Transaction, judge: Judge, row: NominationRecord) -> None:
    standing = [finding for finding in judge.refresh(tx, row) if finding.open]
    if standing:
        raise Refused(
            _("Обединеното предложение {number} има нерешени въпроси: {what}.").format(
                number=row.number or "", what="; ".join(one.sentence for one in standing)
            ),
            _("Отговорете на тях в него или го разделете."),
            citation=str(standing[0].citation or ""),
            code="open-findings",
        )
