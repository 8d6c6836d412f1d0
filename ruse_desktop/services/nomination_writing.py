"""Writing a nomination within a transaction: cards, values, number, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, cast, func, select

from ruse_desktop.domain import intake
from ruse_desktop.domain.nominations import MOVES, STATE_NAMES, NominationInput, State
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_cards import write_cards
from ruse_desktop.services.nomination_index import index
from ruse_desktop.services.people_duplicates import LIKELY
from ruse_desktop.storage.intake import CompletionRow
from ruse_desktop.storage.nominations import MeritRow, NominationRecord, StateRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.storage.store import Transaction

MOTIVES_LIMIT = 20_000
_PREFIX = "ПР"


def write_values(
    tx: Transaction, row: NominationRecord, typed: NominationInput, *, draft: bool = False
) -> None:
    """Put what is typed into the row: cards first, then plain values and merits."""
    write_cards(tx, row, typed, draft=draft)
    write_plain(row, typed)
    index(tx.session, row)
    _merits(tx, row, typed)


def write_plain(row: NominationRecord, typed: NominationInput) -> None:
    """Put the plain values into the row: everything but cards, merits and keys."""
    row.proposer_kind = str(typed.proposer_kind)
    row.proposer_person = clean(typed.proposer_person)
    row.slot, row.genre, row.category = typed.slot, clean(typed.genre), clean(typed.category)
    row.lifetime = typed.lifetime
    row.motives = clean(typed.motives, MOTIVES_LIMIT)
    number = clean(typed.registry_no, 60)
    if (number, typed.registered_on) != (row.registry_no, row.registered_on):
        row.registry_year = None  # the number is taken anew, after it was found free
    row.registry_no = number
    row.registered_on, row.registered_at = typed.registered_on, typed.registered_at
    row.channel, row.sent_on = str(typed.channel), typed.sent_on
    row.facts = _facts(typed)
    row.copies = {code: n for code, n in typed.copies.items() if n > 0}
    row.completed_on = typed.completed_on


def _facts(typed: NominationInput) -> dict[str, object]:
    """The award's own fields as stored, every text cleaned."""

    def cleaned(value: object) -> object:
        if isinstance(value, str):
            return clean(value, MOTIVES_LIMIT)
        if isinstance(value, dict):
            return {key: cleaned(one) for key, one in value.items()}
        return [cleaned(one) for one in value] if isinstance(value, list) else value

    return {code: cleaned(value) for code, value in intake.kept(typed.facts).items()}


def new_row(typed: NominationInput) -> NominationRecord:
    """An empty draft row for what is typed."""
    return NominationRecord(
        edition_id=typed.edition_id,
        state=str(State.DRAFT),
        slot="",
        genre="",
        category="",
        nominee_kind=str(typed.nominee_kind),
        proposer_kind=str(typed.proposer_kind),
        proposer_person="",
        lifetime=False,
        motives="",
        registry_no="",
        channel=str(typed.channel),
        open_findings=0,
        search_key="",
        sort_key="",
    )


def name_key(row: NominationRecord) -> str:
    """The nominee's name as it is searched."""
    return row.search_key.split("|", maxsplit=1)[0]


def refuse_another(before: str, after: str) -> None:
    """Raise Refused unless the two names are spellings of one."""
    from rapidfuzz import fuzz

    if before and fuzz.token_sort_ratio(before, after) < LIKELY:
        raise Refused(
            _("Към предложението има вписано отклонение; предложеният не може да се смени с друг."),
            _("Отбележете го като оттеглено и заведете ново предложение."),
            code="other-nominee",
        )


def _merits(tx: Transaction, row: NominationRecord, typed: NominationInput) -> None:
    if row.id is not None:
        row.merits.clear()
        tx.session.flush()
    row.merits.extend(merit_rows(typed))


def merit_rows(typed: NominationInput) -> list[MeritRow]:
    """The merits that say something, in order."""
    written = [merit for merit in typed.merits if merit.text.strip()]
    return [
        MeritRow(
            ordinal=n,
            text_=clean(merit.text, 2000),
            date_from=merit.date_from,
            date_to=merit.date_to,
            level=clean(merit.level),
        )
        for n, merit in enumerate(written, 1)
    ]


def number_of(year: int, ordinal: int) -> str:
    """„ПР-2026-031“."""
    return f"{_PREFIX}-{year}-{ordinal:03d}"


def last_number(session: Session, year: int) -> int:
    """The last number given in a year, 0 when there is none."""
    head = f"{_PREFIX}-{year}-"
    digits = cast(func.substr(NominationRecord.number, len(head) + 1), Integer)
    last = session.scalar(select(func.max(digits)).where(NominationRecord.number.startswith(head)))
    return last or 0


def last_intake(session: Session, edition_id: int) -> int:
    """The last line in the register of proposals of an edition, 0 when it is empty."""
    query = select(func.max(NominationRecord.intake_no))
    return session.scalar(query.where(NominationRecord.edition_id == edition_id)) or 0


def give_number(tx: Transaction, row: NominationRecord, year: int) -> None:
    """The next gap-free number of the year: „ПР-2026-031“; taken inside the transaction.

    With it the next line in the register of proposals of its edition (чл. 60).
    """
    row.intake_no = last_intake(tx.session, row.edition_id) + 1
    row.number = number_of(year, last_number(tx.session, year) + 1)
    index(tx.session, row)


def take_registry_number(tx: Transaction, row: NominationRecord, citation: str) -> None:
    """Reserve the registry's number for its year (R-44-2.3). Raises Refused when it is taken."""
    year = row.registered_on.year if row.registry_no and row.registered_on else None
    if year is None:
        row.registry_year = None
        return
    other = tx.session.scalar(
        select(NominationRecord.number).where(
            NominationRecord.registry_year == year,
            NominationRecord.registry_no == row.registry_no,
            NominationRecord.id != row.id,
        )
    )
    if other is not None:
        raise registry_taken(row.registry_no, year, other, citation)
    row.registry_year = year


def registry_taken(number: str, year: int, other: str, citation: str) -> Refused:
    """The refusal of a registry's number that another nomination has."""
    return Refused(
        _("Входящ № {no} за {year} г. вече е на предложение {other}.").format(
            no=number, year=year, other=other
        ),
        _("Проверете номера в деловодната система."),
        citation=citation,
        code="registry-number-taken",
    )


def set_state_in(
    tx: Transaction,
    nomination_id: int,
    state: State,
    *,
    citation: str = "",
    reason: str = "",
) -> None:
    """Move a nomination within a transaction; the move stays in its history (R-X-0.16).

    Raises NotFound, and Refused when the states do not allow the move. Staying is no move.
    """
    row = tx.session.get(NominationRecord, nomination_id)
    if row is None:
        raise NotFound(_("Предложението не е намерено."), _("Опреснете списъка."))
    now = State(row.state)
    if now is state:
        return
    _refuse_alone(tx, row, state)
    if state not in MOVES[now]:
        raise Refused(
            _("Предложение {number} е „{now}“ и не може да стане „{then}“.").format(
                number=row.number or "", now=_(STATE_NAMES[now]), then=_(STATE_NAMES[state])
            ),
            _("Опреснете екрана и проверете състоянието."),
            code="state",
        )
    _write_state(tx, row, state, citation, clean(reason, 2000))
    tx.session.flush()
    merged = tx.session.scalars(
        select(NominationRecord).where(NominationRecord.merged_into_id == nomination_id)
    ).all()
    if merged and state is State.WITHDRAWN:
        raise Refused(
            _("С предложение {number} са обединени други вносители; те не са го оттеглили.").format(
                number=row.number or ""
            ),
            _("Първо разделете обединените предложения, после отбележете оттеглянето."),
            code="merged",
        )
    for other in merged:
        if (state in _TOGETHER or other.state == now) and state in MOVES[State(other.state)]:
            _write_state(tx, other, state, citation, _WITH.format(number=row.number or ""))
    tx.session.flush()


_TOGETHER = frozenset({
    State.ADMITTED, State.REJECTED, State.NOMINATED, State.AWARDED, State.NOT_AWARDED,
})  # fmt: skip
_WITH = "заедно с {number}"


def _write_state(
    tx: Transaction, row: NominationRecord, state: State, citation: str, reason: str
) -> None:
    row.state = str(state)
    tx.session.add(
        StateRow(
            nomination_id=row.id,
            state=str(state),
            at=tx.now,
            by=tx.actor.name,
            citation=citation,
            reason=reason,
        )
    )


def _refuse_alone(tx: Transaction, row: NominationRecord, state: State) -> None:
    """Raise Refused when a merged nomination would go further than its leading one (OP-14)."""
    if row.merged_into_id is None or state not in _TOGETHER:
        return
    leading = tx.session.get_one(NominationRecord, row.merged_into_id)
    raise Refused(
        _("Предложение {number} е обединено с {other} и върви заедно с него.").format(
            number=row.number or "", other=leading.number or ""
        ),
        _("Продължете с водещото предложение или ги разделете."),
        code="merged",
    )


def ask_until(tx: Transaction, nomination_id: int, until: date, what: str) -> None:
    """Keep the day by which the proposer is asked to complete. Raises UserError for a past day."""
    if until < tx.now.date():
        raise UserError(
            _("Срокът за допълване е вече минал: {day}").format(day=date_short(until)),
            _("Изберете днешен или по-късен ден."),
        )
    tx.session.add(
        CompletionRow(
            nomination_id=nomination_id,
            until=until,
            what=clean(what, 2000),
            by=tx.actor.name,
            at=tx.now,
        )
    )
    tx.session.flush()


def require_reason(text: str, least: int) -> str:
    """The cleaned reason. Raises UserError when it is shorter than `least` characters."""
    reason = clean(text, 2000)
    if len(reason) < least:
        raise UserError(
            _("Обосновката е твърде кратка: {n} от поне {least} знака.").format(
                n=len(reason), least=least
            ),
            _("Напишете я с едно изречение."),
        )
    return reason
