"""The register of envelopes: received at the counter, opened into a nomination, or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.envelopes import OUTCOME_NAMES, Envelope, Outcome
from ruse_desktop.domain.nominations import Channel, NominationInput
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.nomination_writing import new_row, write_values
from ruse_desktop.storage.intake import EnvelopeRow
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.envelopes import EnvelopeInput
    from ruse_desktop.storage.store import Store

OBJECT = "envelope"
_KINDS = ("envelopes",)


class EnvelopeService:
    """What came in an envelope, before it is a nomination (OP-02: the postmark is kept)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, *, waiting: bool = False) -> tuple[Envelope, ...]:
        """All envelopes, the newest first; only those that wait when `waiting`."""
        query = select(EnvelopeRow).order_by(EnvelopeRow.year.desc(), EnvelopeRow.ordinal.desc())
        with self._store.read() as session:
            found = tuple(_envelope(session, row) for row in session.scalars(query))
        return tuple(one for one in found if not waiting or one.outcome is Outcome.WAITING)

    def receive(self, typed: EnvelopeInput, *, actor: Actor) -> Envelope:
        """Enter an envelope under the next number of its year.

        Raises UserError when sender or day is missing, or the days contradict one another.
        """
        sender = clean(typed.sender)
        if not sender:
            raise UserError(
                _("Не е посочен подателят."), _("Препишете го от плика или впишете „без подател“.")
            )
        with self._store.write(actor, "envelopes.receive", _KINDS) as tx:
            received = typed.received_on or tx.now.date()
            if received > tx.now.date():
                raise UserError(_("Денят на получаване е в бъдещето."), _("Проверете датата."))
            if typed.postmarked_on is not None and typed.postmarked_on > received:
                raise UserError(
                    _("Пощенското клеймо е след деня на получаване."), _("Проверете датите.")
                )
            last = tx.session.scalar(
                select(func.max(EnvelopeRow.ordinal)).where(EnvelopeRow.year == received.year)
            )
            row = EnvelopeRow(
                year=received.year,
                ordinal=(last or 0) + 1,
                received_on=received,
                received_at=typed.received_at,
                sender=sender,
                channel=str(typed.channel),
                postmarked_on=typed.postmarked_on,
                sealed=typed.sealed,
                note=clean(typed.note, 1000),
                outcome=str(Outcome.WAITING),
                outcome_note="",
            )
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, f"{row.ordinal}/{row.year}")
            return _envelope(tx.session, row)

    def open(self, envelope_id: int, edition_id: int, *, actor: Actor) -> int:
        """Open an envelope into a draft of this edition, with its days and sender; the draft's id.

        Raises Refused when it was opened or sent back already.
        """
        with self._store.write(actor, "envelopes.open", ("envelopes", "nominations")) as tx:
            row = _waiting(tx.session, envelope_id)
            find_edition(tx.session, edition_id)
            typed = NominationInput(
                edition_id=edition_id,
                proposer=OrganisationInput(row.sender),
                registered_on=row.received_on,
                registered_at=row.received_at,
                channel=Channel(row.channel),
                sent_on=row.postmarked_on,
            )
            draft = new_row(typed)
            tx.session.add(draft)
            write_values(tx, draft, typed, draft=True)
            tx.session.flush()
            row.outcome, row.outcome_on = str(Outcome.OPENED), tx.now.date()
            row.nomination_id = draft.id
            tx.subject(OBJECT, row.id, f"{row.ordinal}/{row.year}")
            tx.session.flush()
            return draft.id

    def settle(
        self, envelope_id: int, outcome: Outcome, *, on: date, note: str, actor: Actor
    ) -> None:
        """Record that it was sent back, or stays unopened, with the reason.

        Raises Refused when it was opened or settled already, UserError without a reason.
        """
        if outcome not in {Outcome.RETURNED, Outcome.UNOPENED}:
            raise ValueError(outcome)
        why = clean(note, 1000)
        if not why:
            raise UserError(
                _("Не е посочено защо пликът не се отваря."), _("Напишете го с едно изречение.")
            )
        with self._store.write(actor, "envelopes.settle", _KINDS) as tx:
            row = _waiting(tx.session, envelope_id)
            if on < row.received_on:
                raise UserError(_("Денят е преди получаването на плика."), _("Проверете датата."))
            row.outcome, row.outcome_on, row.outcome_note = str(outcome), on, why
            tx.subject(OBJECT, row.id, f"{row.ordinal}/{row.year}")


def _waiting(session: Session, envelope_id: int) -> EnvelopeRow:
    """The row, still waiting. Raises NotFound and Refused."""
    row = session.get(EnvelopeRow, envelope_id)
    if row is None:
        raise NotFound(_("Пликът не е намерен."), _("Опреснете списъка."))
    state = _outcome(row)
    if state is not Outcome.WAITING:
        raise Refused(
            _("Плик № {no} вече е {state}.").format(
                no=f"{row.ordinal}/{row.year}", state=_(OUTCOME_NAMES[state])
            ),
            _("Опреснете списъка."),
            code="state",
        )
    return row


def _outcome(row: EnvelopeRow) -> Outcome:
    """What became of it; it waits again when the draft it was opened into was thrown away."""
    outcome = Outcome(row.outcome)
    gone = outcome is Outcome.OPENED and row.nomination_id is None
    return Outcome.WAITING if gone else outcome


def _envelope(session: Session, row: EnvelopeRow) -> Envelope:
    outcome = _outcome(row)
    found = session.get(NominationRecord, row.nomination_id) if row.nomination_id else None
    return Envelope(
        id=row.id,
        number=f"{row.ordinal}/{row.year}",
        received_on=row.received_on,
        received_at=row.received_at,
        sender=row.sender,
        channel=Channel(row.channel),
        postmarked_on=row.postmarked_on,
        sealed=row.sealed,
        note=row.note,
        outcome=outcome,
        outcome_on=row.outcome_on if outcome is not Outcome.WAITING else None,
        outcome_note=row.outcome_note,
        nomination_id=row.nomination_id,
        nomination=(found.number or "") if found else "",
    )
