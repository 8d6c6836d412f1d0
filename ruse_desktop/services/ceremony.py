"""The pack of a ceremony from the books: who is called, by whom, with what; who is invited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.ceremony import (
    EVERYTHING,
    PART_NAMES,
    CeremonyLine,
    CeremonyRequest,
    Guest,
    Pack,
    Part,
    in_order,
)
from ruse_desktop.domain.money_print import print_of
from ruse_desktop.domain.payments import PayState
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.services import book_entries, book_reading, stock_reading
from ruse_desktop.services.files import write_file
from ruse_desktop.services.payment_reading import PaymentReader
from ruse_desktop.services.people_history import card_of_laureate
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.people import OrganisationRow, PersonRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.book_hand_over import HandOverPlan
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition, AwardRules
    from ruse_desktop.domain.town import Sum
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.book_hand_over import HandOverService
    from ruse_desktop.storage.store import Store

_POSTHUMOUS = "посмърт"
_GIVEN = frozenset({PayState.AHEAD, PayState.DUE, PayState.LISTED, PayState.PAID})


class CeremonyService:
    """Composes the papers of a ceremony from what the books say; nothing is written."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, hand_overs: HandOverService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._hand_overs = hand_overs

    def proposed(self, book: str, year: int) -> CeremonyRequest:
        """The day and the presenter the act names for this award and year."""
        plan = self._hand_overs.plan(book, year)
        day = plan.days[0] if plan.days else self._store.clock.today()
        presenter = plan.rule.presenters[0] if plan.rule and plan.rule.presenters else ""
        return CeremonyRequest(day, presenter)

    def judge(self, book: str, year: int, request: CeremonyRequest) -> tuple[Finding, ...]:
        """What the act says of this presenter and day, and of laureates no longer alive."""
        plan = self._hand_overs.plan(book, year)
        return plan.judge(_asked(request), self._practice, plan.others)

    def pack(self, book: str, year: int, request: CeremonyRequest) -> Pack:
        """The content of all papers. Raises UserError where the book has nobody for the year."""
        plan = self._hand_overs.plan(book, year)
        today = self._store.clock.today()
        edition = self._law.at(today)
        award = next((one for one in edition.awards if one.code == book), None)
        with self._store.read() as session:
            view = book_entries.find_book(session, book)
            rows = session.scalars(
                select(Laureate)
                .where(Laureate.book == book, Laureate.year == year)
                .where(~Laureate.revoked, ~Laureate.historic)
                .order_by(Laureate.entry_no)
            ).all()
            if not rows:
                raise UserError(
                    _("За {year} г. в книгата няма носители.").format(year=year),
                    _("Впишете ги в книгата и отворете пакета отново."),
                    code="nobody",
                )
            money = PaymentReader(session, self._law, self._practice, request.on)
            lines = [
                self._line(session, edition, award, row, plan, request, self._sums(money, row))
                for row in rows
            ]
            guests, left_out, host = living_guests(session, edition)
            unit = book_reading.keeper_on(book_reading.keepers_of(session, book), today)
        presenter, _place = plan.recorded(_asked(request))
        return Pack(
            award=award.name if award else view.title,
            year=year,
            request=request,
            presenter=presenter,
            citation=plan.rule.citation if plan.rule else None,
            lines=in_order(lines, request.order),
            guests=guests,
            guests_of=host.name if host else "",
            guests_citation=host.hand_over.citation
            if host and host.hand_over and host.code == book
            else None,
            left_out=left_out,
            announced=plan.announced,
            municipality=self._law.municipality,
            town=self._law.town,
            unit=unit,
        )

    def pdf(self, pack: Pack, parts: Iterable[Part] = EVERYTHING) -> bytes:
        """The chosen papers as one PDF with bookmarks; empty ones are left out."""
        from ruse_desktop.documents import ceremony as pages

        return pages.render(pack, tuple(parts))

    def receipt(self, book: str, seq: int) -> bytes:
        """The receipt of one laureate with the serials given. Raises UserError, NotFound."""
        from ruse_desktop.documents import ceremony as pages

        with self._store.read() as session:
            year = book_entries.state_of(session, book, seq).year
        pack = self.pack(book, year, self.proposed(book, year))
        if not any(one.seq == seq and one.things for one in pack.lines):
            raise UserError(
                _("Към този запис няма какво да се получи срещу подпис."),
                _("Разписка се издава за вписани тук и неотнети отличия."),
            )
        return pages.receipt(pack, seq)

    def save_each(
        self, *, folder: Path, pack: Pack, parts: Sequence[Part] = EVERYTHING
    ) -> tuple[Path, ...]:
        """One file for each paper, in the folder. Raises UserError when it cannot be written."""
        made = []
        for n, part in enumerate((one for one in parts if one in pack.parts), 1):
            name = _(PART_NAMES[part])
            made.append(write_file(folder, f"{n}. {name}.pdf", self.pdf(pack, (part,))))
        return tuple(made)

    def _sums(self, money: PaymentReader, row: Laureate) -> tuple[str, ...]:
        """What is given at once; the months of a stipend are not."""
        printed = print_of(self._practice, self._law.changeovers)
        found: dict[str, list[Sum]] = {}
        for one in money.of(row):
            if one.sum is not None and one.month is None and one.state in _GIVEN:
                found.setdefault(one.key.rule, []).append(one.sum)
        return tuple(
            _("{name} – {sum}").format(name=rule, sum=printed.text(total))
            for rule, sums in found.items()
            for total in printed.total(sums)
        )

    @staticmethod
    def _line(
        session: Session,
        edition: ActEdition,
        award: AwardRules | None,
        row: Laureate,
        plan: HandOverPlan,
        request: CeremonyRequest,
        sums: Sequence[str],
    ) -> CeremonyLine:
        state = book_entries.state_of(session, row.book, row.seq)
        held = stock_reading.held_by(session, edition, row.book, row.seq)
        named = {one.kind.attribute: one.text for one in held}
        numbered = {one.line.kind.attribute for one in plan.stock if one.line.kind.numbered}
        things = []
        for one in award.attributes if award else ():
            said = named.pop(one.kind, "")
            if not said and one.prescribed:
                said = f"{one.name} № ………" if one.kind in numbered else one.name
            things.append(said)
        things += [*named.values(), *sums]
        gone = plan.deceased.get(row.seq)
        died = _died(session, row)
        return CeremonyLine(
            row.seq, row.entry_no, state.full_name, state.titles, state.section, state.motive,
            state.act_text, state.members, tuple(one for one in things if one),
            request.spoken.get(row.seq, ""),
            _("починал(а); получава наследник или представител") if gone or died else "",
            row.handed_over, book_reading.received_by(session, row.book, row.seq),
        )  # fmt: skip


def _asked(request: CeremonyRequest) -> HandOverInput:
    return HandOverInput(
        request.on, request.presenter, request.place, request.authorisation, request.occasion
    )


def living_guests(
    session: Session, edition: ActEdition
) -> tuple[tuple[Guest, ...], int, AwardRules | None]:
    """Living holders of the honour whose holders are invited; how many are left out."""
    host = next((one for one in edition.awards if one.hand_over and one.hand_over.guests), None)
    if host is None:
        return (), 0, None
    rows = session.scalars(
        select(Laureate).where(Laureate.book == host.code).order_by(Laureate.sort_key)
    ).all()
    found = []
    for row in rows:
        if row.revoked or _died(session, row):
            continue
        card = card_of_laureate(session, row.book, row.seq)
        found.append(Guest(row.entry_no, row.year, row.name, card is None, _address(session, card)))
    return tuple(found), len(rows) - len(found), host


def _address(session: Session, card: tuple[NomineeKind, int] | None) -> str:
    """Where a letter finds the holder: the settlement of a person, the address of a body."""
    if card is None:
        return ""
    if card[0] is NomineeKind.PERSON:
        person = session.get(PersonRow, card[1])
        return person.settlement if person else ""
    body = session.get(OrganisationRow, card[1])
    parts = (body.address, body.settlement) if body else ()
    return ", ".join(one for one in parts if one)


def _died(session: Session, row: Laureate) -> bool:
    """Whether the book calls the award posthumous or the laureate's card has a day of death."""
    state = book_entries.state_of(session, row.book, row.seq)
    if _POSTHUMOUS in search_key(f"{state.note} {state.full_name}"):
        return True
    card = card_of_laureate(session, row.book, row.seq)
    if card is None or card[0] is not NomineeKind.PERSON:
        return False
    person = session.get(PersonRow, card[1])
    return person is not None and person.death_date is not None
