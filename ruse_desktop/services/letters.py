"""Letters about a nomination: receipt, request for completion, refusal, withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.intake import register_number
from ruse_desktop.domain.letters import Letter, LetterKind, LetterTable, salutation
from ruse_desktop.domain.nominations import Paper, State
from ruse_desktop.domain.people import gender_of
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.nomination_following import completion_of, proposer_of
from ruse_desktop.services.nomination_reading import Reader
from ruse_desktop.storage.nominations import EditionRow, NominationRecord, StateRow
from ruse_desktop.storage.people import OrganisationRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.nominations import NominationRow
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.intake_register import IntakeRegister
    from ruse_desktop.storage.store import Store

_OFFICE = "Дирекция „Хуманитарни дейности“"


@dataclass(frozen=True)
class _Ground:
    """What every letter about a nomination draws on."""

    session: Session
    record: NominationRecord
    row: NominationRow
    edition: EditionRow
    award: AwardRules
    papers: tuple[Paper, ...]
    today: date
    clerk: str
    cure: date

    @property
    def own(self) -> str:
        """Our number and that of the register."""
        number = register_number(self.award.intake, self.record.intake_no, self.edition.year)
        return number or self.row.number

    @property
    def arrival(self) -> str:
        """„вх. № 30-211/07.05.2026 г.“, else the unit's own number with the day."""
        day = date_short(self.row.registered_on) if self.row.registered_on else ""
        if self.row.registry_no:
            text = say("вх. № {no}/{day}").format(no=self.row.registry_no, day=day)
        else:
            text = say("№ {no} от {day}").format(no=self.own, day=day)
        return text.replace("№ ", "№\u00a0")

    @property
    def about(self) -> str:
        """For whom and for what the nomination is."""
        return say("{name} с отличието {award} за {year} г.").format(
            name=self.row.nominee, award=quoted(self.award.name), year=self.edition.year
        )


class LetterService:
    """Composes letters from what is recorded; nothing is written."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        calendar: WorkingDays,
        practice: Practice,
        register: IntakeRegister,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._register = register

    def compose(self, nomination_id: int, kind: LetterKind, *, clerk: str = "") -> Letter:
        """The letter of this kind about a nomination, dated today; `clerk` hands a receipt over.

        Raises NotFound, and Refused when its state gives no ground for the letter.
        """
        cure = self._register.cure_date(nomination_id)
        today = self._store.clock.today()
        with self._store.read() as session:
            reader = Reader(session, self._law, self._calendar, self._practice)
            record = reader.record(nomination_id)
            edition = session.get_one(EditionRow, record.edition_id)
            award = reader.award(record.edition_id)
            asked = completion_of(session, nomination_id)
            ground = _Ground(
                session=session,
                record=record,
                row=reader.row(record, edition),
                edition=edition,
                award=award,
                papers=reader.papers(award, reader.typed(record)),
                today=today,
                clerk=clerk,
                cure=asked.until if asked else cure,
            )
            return _KINDS[kind](ground)


def _receipt(ground: _Ground) -> Letter:
    if ground.record.intake_no is None:
        raise Refused(
            _("Черновата още не е заведена."), _("Заведете предложението и издайте бележката.")
        )
    rows = tuple(
        (str(n), paper.name, str(paper.brought), str(paper.copies), _paper_state(paper))
        for n, paper in enumerate(ground.papers, 1)
    )
    lacking = [paper for paper in ground.papers if _lacks(paper)]
    after: list[str] = []
    if lacking:
        after.append(_lacking_text(lacking, ground.cure))
    elif ground.record.state == State.INCOMPLETE:
        after.append(
            say("Предложението е за допълване до {day}: {what}").format(
                day=date_short(ground.cure), what=_reason(ground, State.INCOMPLETE)
            )
        )
    elif rows:
        after.append(say("Представени са всички изискуеми документи."))
    after.append(
        say("Тази бележка удостоверява само приемането, а не допустимостта на предложението.")
    )
    rule = ground.award.intake
    return Letter(
        kind=LetterKind.RECEIPT,
        day=ground.today,
        sender=(rule.place if rule else _OFFICE,),
        addressee=(),
        title=say("ПРИЕМНА БЕЛЕЖКА № {no}").format(no=ground.own),
        before=(
            say(
                "На {day} от {proposer} е прието предложение ({no}) за удостояване на {about}"
            ).format(
                day=date_short(ground.row.registered_on or ground.today),
                proposer=ground.row.proposer or say("вносителя"),
                no=ground.arrival,
                about=ground.about,
            ),
        ),
        table=LetterTable(
            ("№", say("Документ"), say("Представени"), say("Изискуеми"), say("Състояние")),
            rows,
            (0.06, 0.46, 0.15, 0.14, 0.19),
        )
        if rows
        else None,
        after=tuple(after),
        position=say("Приел предложението"),
        name=ground.clerk,
        outgoing=False,
        handed=True,
    )


def _completion(ground: _Ground) -> Letter:
    _require(ground, State.INCOMPLETE)
    lacking = [paper for paper in ground.papers if _lacks(paper)]
    reason = _reason(ground, State.INCOMPLETE)
    before = say(
        "Във връзка с Ваше предложение ({no}) за удостояване на {about} Ви уведомяваме, че при "
        "проверката е установено следното: {what}"
    ).format(no=ground.arrival, about=ground.about, what=_stop(reason))
    table = None
    if lacking:
        table = LetterTable(
            (say("Документ"), say("Представени"), say("Изискуеми")),
            tuple((paper.name, str(paper.brought), str(paper.copies)) for paper in lacking),
            (0.64, 0.18, 0.18),
        )
    rule = ground.award.intake
    return _letter(
        ground,
        LetterKind.COMPLETION,
        say("Искане за допълване на предложение {no}").format(no=ground.arrival),
        before=(before,),
        table=table,
        after=(
            say("Моля да допълните предложението в срок до {day} включително в {place}.").format(
                day=date_short(ground.cure), place=rule.place if rule else _OFFICE
            ),
            say("Недопълнено предложение не може да бъде допуснато до разглеждане."),
        ),
    )


def _rejection(ground: _Ground) -> Letter:
    move = _require(ground, State.REJECTED)
    citation = say("На основание {citation} от Наредба № 17 на Общински съвет – Русе").format(
        citation=move.citation
    )
    basis = citation if move.citation else say("Съгласно Наредба № 17 на Общински съвет – Русе")
    return _letter(
        ground,
        LetterKind.REJECTION,
        say("Недопускане на предложение {no}").format(no=ground.arrival),
        before=(
            say("Благодарим Ви за направеното предложение ({no}) за удостояване на {about}").format(
                no=ground.arrival, about=ground.about
            ),
            say("{basis} то не се допуска до разглеждане. Причината е: {why}").format(
                basis=basis, why=_stop(move.reason)
            ),
        ),
        after=(say("Приложените материали можете да получите в дирекцията."),),
    )


def _withdrawal(ground: _Ground) -> Letter:
    move = _require(ground, State.WITHDRAWN)
    return _letter(
        ground,
        LetterKind.WITHDRAWAL,
        say("Оттегляне на предложение {no}").format(no=ground.arrival),
        before=(
            say(
                "Потвърждаваме, че предложението ({no}) за удостояване на {about} е отбелязано като "
                "оттеглено на {day} ({why})."
            ).format(
                no=ground.arrival,
                about=ground.about,
                day=date_short(move.at.date()),
                why=_inside(move.reason),
            ),
            say(
                "То остава в книгата за завеждане под № {no} и няма да бъде разглеждано. "
                "Приложените материали можете да получите в дирекцията."
            ).format(no=ground.own),
        ),
    )


def _letter(
    ground: _Ground,
    kind: LetterKind,
    subject: str,
    *,
    before: tuple[str, ...],
    table: LetterTable | None = None,
    after: tuple[str, ...] = (),
) -> Letter:
    """A letter on the office's paper to the proposer."""
    to, greeting = _addressee(ground)
    return Letter(
        kind=kind,
        day=ground.today,
        sender=(_OFFICE,),
        addressee=to,
        salutation=greeting,
        subject=subject,
        before=before,
        table=table,
        after=after,
        position=say("Директор на дирекция „Хуманитарни дейности“"),
        own=ground.own,
    )


def _addressee(ground: _Ground) -> tuple[tuple[str, ...], str]:
    """The lines after „ДО“ and the form of address."""
    record = ground.record
    if record.proposer_person:
        family = record.proposer_person.split()[-1]
        greeting = salutation(person=record.proposer_person, gender=gender_of(family))
        return (record.proposer_person,), greeting
    card = ground.session.get(OrganisationRow, record.proposer_id) if record.proposer_id else None
    if card is None:
        return (proposer_of(ground.session, record),), salutation()
    lines = [card.representative, card.name, card.address or card.settlement]
    family = card.representative.split()[-1] if card.representative else ""
    greeting = salutation(person=card.representative, gender=gender_of(family))
    return tuple(line for line in lines if line), greeting


def _require(ground: _Ground, state: State) -> StateRow:
    """The last move into this state. Raises Refused when the nomination is not in it."""
    move = _last(ground, state)
    if move is None or ground.record.state != state:
        raise Refused(
            _("Състоянието на предложението не дава основание за това писмо."),
            _("Опреснете предложението."),
            code="state",
        )
    return move


def _last(ground: _Ground, state: State) -> StateRow | None:
    return ground.session.scalar(
        select(StateRow)
        .where(StateRow.nomination_id == ground.record.id, StateRow.state == str(state))
        .order_by(StateRow.id.desc())
        .limit(1)
    )


def _reason(ground: _Ground, state: State) -> str:
    """What was asked for: the last request, else the reason of the move."""
    asked = completion_of(ground.session, ground.record.id)
    move = _last(ground, state)
    return asked.what if asked else (move.reason if move else "")


def _lacks(paper: Paper) -> bool:
    return paper.required and paper.brought < paper.copies


def _paper_state(paper: Paper) -> str:
    if paper.brought >= paper.copies:
        return say("представено")
    if not paper.required:
        return say("по желание")
    return say("липсват {n} бр.").format(n=paper.copies - paper.brought)


def _lacking_text(lacking: list[Paper], until: date) -> str:
    what = "; ".join(
        say("{paper} – липсват {n} бр.").format(paper=paper.name, n=paper.copies - paper.brought)
        for paper in lacking
    )
    return say("Липсващото се представя до {day} включително: {what}").format(
        day=date_short(until), what=_stop(what)
    )


def _stop(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def _inside(text: str) -> str:
    """A sentence as it stands in brackets: without its full stop, with that of „г.“."""
    return text if text.endswith((" г.", "\u00a0г.")) else text.rstrip(".")


def quoted(name: str) -> str:
    """The award's name in quotation marks unless it has its own."""
    return name if "„" in name else f"„{name}“"


_KINDS: dict[LetterKind, Callable[[_Ground], Letter]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.COMPLETION: _completion,
    LetterKind.REJECTION: _rejection,
    LetterKind.WITHDRAWAL: _withdrawal,
}
