"""Volumes of a book: what one holds as a printed volume, its closing, and the sheet that anchors it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain import book_state, book_volume
from ruse_desktop.domain.book_volume import Anchor, AnchorCheck, BookVolume, Volume, VolumeEntry
from ruse_desktop.domain.books import EntryKind, HolderKind
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services import book_check, book_entries, book_reading
from ruse_desktop.storage.books import Book, BookEntry, Laureate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.book_state import LaureateState
    from ruse_desktop.domain.books import HistoryLine
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

MOST_LEAVES = 10_000
_GENERAL = (EntryKind.OPENING.value, EntryKind.NOTE.value, EntryKind.CLOSING.value)
_ENTRY = (
    BookEntry.seq, BookEntry.kind, BookEntry.ref_seq, BookEntry.payload, BookEntry.hash,
)  # fmt: skip


class VolumeService:
    """Reads a book as it is bound; numbering goes on from volume to volume (чл. 5)."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def volumes(self, book: str) -> tuple[Volume, ...]:
        """The volumes of a book, oldest first. Raises NotFound."""
        with self._store.read() as session:
            book_entries.find_book(session, book)
            return tuple(volumes_in(session, book))

    def close_volume(
        self, *, actor: Actor, book: str, leaves: int, go_on: bool = True
    ) -> tuple[Volume, ...]:
        """Certify the closing of the last volume with its number of leaves; the next one begins.

        Raises Refused for a volume without laureates or already closed, UserError for a strange
        number of leaves.
        """
        if not 1 <= leaves <= MOST_LEAVES:
            raise UserError(
                _("Броят на листата е извън обхвата."),
                _("Впишете колко прономеровани листа има томът."),
            )
        with self._store.write(actor, "books.close-volume", ("books",)) as tx:
            book_entries.find_book(tx.session, book)
            last = volumes_in(tx.session, book)[-1]
            if last.closed_on is not None:
                raise Refused(
                    _("Том {n} вече е приключен.").format(n=last.number),
                    _("Следващият том се открива с приключването на предходния."),
                )
            if last.holders < 1:
                raise Refused(
                    _("В том {n} няма вписани.").format(n=last.number),
                    _("Приключва се том с поне един вписан."),
                )
            text = _(
                "Том {n} е приключен: записи № {first}–{last}, {leaves} прономеровани листа."
            ).format(n=last.number, first=last.first_no, last=last.last_no, leaves=leaves)
            if go_on:
                text += " " + _("Открит е том {n}, от № {first}.").format(
                    n=last.number + 1, first=last.last_no + 1
                )
            fact = {"no": last.number, "last_no": last.last_no, "leaves": leaves, "next": go_on}
            payload: dict[str, Canon] = {
                "at": tx.now.isoformat(timespec="seconds"), "by": tx.actor.name,
                "text": text, "volume": fact,
            }  # fmt: skip
            book_entries.append(tx, book, [book_entries.NewEntry(EntryKind.NOTE, payload)])
            tx.subject("book", None, f"{book}: том {last.number}")
            return tuple(volumes_in(tx.session, book))

    def content(
        self,
        book: str,
        *,
        drawn_by: str,
        volume: int | None = None,
        years: tuple[int, int] | None = None,
    ) -> BookVolume:
        """The whole book, one of its volumes, or the laureates of some years (first, last).

        Raises NotFound where there is no such book or volume.
        """
        today = self._store.clock.today()
        with self._store.read() as session:
            row = book_entries.find_book(session, book)
            all_volumes = volumes_in(session, book)
            chosen = next((one for one in all_volumes if one.number == volume), None)
            if volume is not None and chosen is None:
                raise NotFound(_("Няма такъв том."), _("Изберете том от списъка."))
            if chosen is None and years is None and len(all_volumes) == 1:
                chosen = all_volumes[0]
            states, lines, general = _replay(session, book)
            entries = tuple(
                _entry(state, lines[seq])
                for seq, state in states.items()
                if (volume is None or chosen is None or _within(state.entry_no, chosen))
                and (years is None or years[0] <= state.year <= years[1])
            )
            keepers = book_reading.keepers_of(session, book)
            seq, digest = book_entries.head(session, book)
            return BookVolume(
                municipality=self._law.municipality,
                town=self._law.town,
                book=book,
                title=row.title,
                keeper=book_reading.keeper_on(keepers, today),
                citation=row.citation,
                part=_part(volume, years, all_volumes),
                volume=chosen,
                entries=entries,
                general=tuple(general),
                anchor=Anchor(digest.hex(), book, seq, today),
                holders=len(states),
                drawn_on=today,
                drawn_by=drawn_by,
                announced=self._announced(book),
            )

    def anchor(self, book: str) -> Anchor:
        """The head of the chain today, for the sheet. Raises NotFound."""
        with self._store.read() as session:
            book_entries.find_book(session, book)
            seq, digest = book_entries.head(session, book)
            return Anchor(digest.hex(), book, seq, self._store.clock.today())

    def check_anchor(self, text: str) -> AnchorCheck:
        """Whether the books agree with a sheet: its scanned code, or at least 16 typed digits.

        The chain is hashed again from its first entry. Raises UserError when it is no code.
        """
        try:
            anchor = book_volume.read_anchor(text)
        except ValueError as problem:
            raise UserError(
                _("Това не е код от лист за удостоверяване."),
                _("Сканирайте знака или въведете поне 16 от цифрите и буквите на отпечатъка."),
                code="bad-anchor",
            ) from problem
        with self._store.read() as session:
            return _checked(session, anchor)

    def _announced(self, book: str) -> bool:
        awards = self._law.at(self._store.clock.today()).awards
        rule = next((one.hand_over for one in awards if one.code == book), None)
        return rule is not None and rule.announced_only


def volumes_in(session: Session, book: str) -> list[Volume]:
    """The volumes of a book, oldest first, within a session."""
    rows = session.execute(
        select(BookEntry.kind, BookEntry.payload)
        .where(BookEntry.book == book, BookEntry.kind.in_(_GENERAL))
        .where(BookEntry.ref_seq.is_(None))
        .order_by(BookEntry.seq)
    )
    last = session.scalar(select(func.max(Laureate.entry_no)).where(Laureate.book == book)) or 0
    facts = [(EntryKind(row.kind), json.loads(row.payload)) for row in rows]
    general = [
        (kind, datetime.fromisoformat(one["at"]).date(), one["by"], one) for kind, one in facts
    ]
    return book_volume.volumes(general, last)


def _replay(
    session: Session, book: str
) -> tuple[dict[int, LaureateState], dict[int, list[HistoryLine]], list[HistoryLine]]:
    """States and history by chain place, and the entries on the book itself."""
    states: dict[int, LaureateState] = {}
    lines: dict[int, list[HistoryLine]] = {}
    general: list[HistoryLine] = []
    query = select(*_ENTRY).where(BookEntry.book == book).order_by(BookEntry.seq)
    for row in session.execute(query):
        kind = EntryKind(row.kind)
        payload = json.loads(row.payload)
        line = book_reading.history_line(row)
        if kind is EntryKind.AWARD:
            states[row.seq] = book_state.start(payload)
            lines[row.seq] = [line]
        elif row.ref_seq is None:
            general.append(line)
        else:
            states[row.ref_seq] = book_state.follow(states[row.ref_seq], kind, payload)
            lines[row.ref_seq].append(line)
    return states, lines, general


def _entry(state: LaureateState, lines: Sequence[HistoryLine]) -> VolumeEntry:
    handed = sum(line.kind is EntryKind.HAND_OVER for line in lines)
    name = state.full_name
    first = state.spellings[0]
    names = [
        *(book_volume.index_name(one, state.kind) for one in state.spellings),
        *(book_volume.index_name(one, HolderKind.PERSON) for one in state.members),
    ]
    return VolumeEntry(
        number=state.entry_no,
        year=state.year,
        name=" ".join(part for part in (state.titles, name) if part),
        struck=first if first != name else "",
        members=state.members,
        section=" · ".join(part for part in (state.area, state.section) if part),
        act=state.act_text,
        motive=state.motive,
        hand_over=state.hand_over,
        revoked=state.revoked,
        remarks=tuple(
            line for line in lines[1:] if line.kind is not EntryKind.HAND_OVER or handed > 1
        ),
        index=tuple(dict.fromkeys(names)),
        fingerprint=lines[0].fingerprint,
        historic=state.historic,
        entered_on=state.entered_at.date(),
    )


def _within(number: int, volume: Volume) -> bool:
    return volume.first_no <= number <= volume.last_no


def _part(volume: int | None, years: tuple[int, int] | None, held: Sequence[Volume]) -> str:
    if volume is not None and len(held) > 1:
        return _("том {n}").format(n=volume)
    if years is None:
        return ""
    if years[0] == years[1]:
        return _("{year} г.").format(year=years[0])
    return _("{first}–{last} г.").format(first=years[0], last=years[1])


def _checked(session: Session, anchor: Anchor) -> AnchorCheck:
    query = select(BookEntry.book, BookEntry.seq).where(
        func.lower(func.hex(BookEntry.hash)).startswith(anchor.digest, autoescape=True)
    )
    if anchor.book:
        query = query.where(BookEntry.book == anchor.book, BookEntry.seq == anchor.seq)
    found = session.execute(query).first()
    if found is None:
        return AnchorCheck(agrees=False, sentence=_refusal(session, anchor))
    book: str = found.book
    seq: int = found.seq
    title = session.scalar(select(Book.title).where(Book.code == book)) or book
    check = book_check.check_book(session, book, title)
    if check.fault is not None and check.fault.seq <= seq:
        text = _("{title}, запис {seq}: {what}. Книгата не съвпада с листа.").format(
            title=title, seq=check.fault.seq, what=check.fault.what
        )
        return AnchorCheck(agrees=False, sentence=text, book=book, seq=seq)
    last, _digest = book_entries.head(session, book)
    return AnchorCheck(
        agrees=True,
        sentence=_agreement(title, seq, last - seq, anchor.on),
        book=book,
        seq=seq,
        later=last - seq,
    )


def _agreement(title: str, seq: int, later: int, on: date | None) -> str:
    """„записи 1–215 съвпадат с листа от 31.12.2026 г.; след него има 4 нови.“."""
    sheet = _("листа от {day}").format(day=date_short(on)) if on else _("листа")
    if later:
        return _("{title}: записи 1–{seq} съвпадат с {sheet}; след него нови: {n}.").format(
            title=title, seq=seq, sheet=sheet, n=later
        )
    return _("{title}: записи 1–{seq} съвпадат с {sheet}; след него няма нови.").format(
        title=title, seq=seq, sheet=sheet
    )


def _refusal(session: Session, anchor: Anchor) -> str:
    if not anchor.book:
        return _("В никоя книга няма запис с този отпечатък.")
    row = session.get(Book, anchor.book)
    if row is None:
        return _("Няма книга „{book}“, за която е издаден листът.").format(book=anchor.book)
    last, _digest = book_entries.head(session, anchor.book)
    if last < anchor.seq:
        return _(
            "{title}: в листа записите са {seq}, а в книгата са {last}. Липсват записи."
        ).format(title=row.title, seq=anchor.seq, last=last)
    return _("{title}: записи 1–{seq} не съвпадат с листа. Книгата е променена.").format(
        title=row.title, seq=anchor.seq
    )
