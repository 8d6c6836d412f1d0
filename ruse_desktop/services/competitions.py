"""The verbs of competitions (функция 21): announce, take entries, exclude, decide, open the authors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.competitions import (
    PLACES,
    STATE_NAMES,
    TONES,
    Competition,
    CompetitionInput,
    Entry,
    EntryInput,
    Placing,
    authors_hidden,
    place_text,
    shown_author,
)
from ruse_desktop.domain.register_cards import CardTable, RegisterCard, joined
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_files import files_in
from ruse_desktop.services.register_table import find, history_in, living
from ruse_desktop.storage.competitions import CompetitionEntryRow, CompetitionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("competitions",)
OBJECT = "competition"
VERBS = {
    "competitions.add": mark("обявен"),
    "competitions.correct": mark("поправен"),
    "competitions.entry": mark("приета творба"),
    "competitions.exclude": mark("изключена творба"),
    "competitions.author": mark("вписан автор"),
    "competitions.decide": mark("вписан резултат"),
    "competitions.undecide": mark("върнат за резултат"),
    "competitions.strike": mark("зачеркнат"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}
_TEXTS = ("subject", "ground", "announcement", "prize", "jury_act")


class CompetitionService:
    """Competitions other than the awards."""

    def __init__(self, store: Store, practice: Practice) -> None:
        self._store = store
        self._practice = practice

    def add(self, typed: CompetitionInput, *, actor: Actor) -> Competition:
        """Enter a competition. Raises UserError for what is missing or impossible."""
        with self._store.write(actor, "competitions.add", KINDS) as tx:
            return _written(tx, add_in(tx, typed))

    def correct(self, competition_id: int, typed: CompetitionInput, *, actor: Actor) -> Competition:
        """Write it anew; with entries it stays anonymous or not. Raises UserError, Refused."""
        with self._store.write(actor, "competitions.correct", KINDS) as tx:
            row: CompetitionRow = living(tx.session, CompetitionRow, competition_id)
            known = _entries(tx.session, row.id)
            if typed.anonymous != row.anonymous and known:
                raise Refused(
                    _("Вече има приети творби; дали конкурсът е анонимен, не се променя."),
                    _("Зачеркнете го и впишете нов."),
                )
            _fill(row, checked(typed))
            return _written(tx, row)

    def enter(self, competition_id: int, typed: EntryInput, *, actor: Actor) -> Entry:
        """Take an entry under the next number; a late one is kept and gets no place.

        Raises UserError for a day that is missing, to come or before the announcement; Refused after
        the result, and for an author in an anonymous competition.
        """
        with self._store.write(actor, "competitions.entry", KINDS) as tx:
            row = _undecided(tx.session, competition_id)
            if row.anonymous and typed.author.strip():
                raise Refused(
                    _("Конкурсът е анонимен: авторът не се вписва преди резултата."),
                    _("Впишете девиз; авторът се вписва при отваряне на пликовете."),
                )
            on = typed.received_on
            if on is None or on > tx.now.date() or on < row.announced_on:
                raise UserError(
                    _("Денят на приемане липсва или е невъзможен."),
                    _("Впишете ден след обявяването, който вече е дошъл."),
                )
            last = tx.session.scalar(
                select(func.max(CompetitionEntryRow.number)).where(
                    CompetitionEntryRow.competition_id == row.id
                )
            )
            made = CompetitionEntryRow(
                competition_id=row.id, number=(last or 0) + 1, received_on=on,
                motto=clean(typed.motto), author=clean(typed.author, 300),
                note=clean(typed.note, 500),
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, f"№ {made.number}")
            return _entry(made)

    def exclude(
        self, competition_id: int, number: int, reason: str, *, actor: Actor
    ) -> Competition:
        """Leave an entry out with a reason; it keeps its number. Raises Refused after the result."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "competitions.exclude", KINDS) as tx:
            row = _undecided(tx.session, competition_id)
            entry = _numbered(tx.session, row.id, number)
            entry.excluded_why = why
            return _written(tx, row)

    def decide(
        self,
        competition_id: int,
        on: date,
        act: str,
        placings: Sequence[Placing],
        text: str = "",
        *,
        actor: Actor,
    ) -> Competition:
        """Keep the jury's result by its act; no places = nobody is honoured.

        Raises UserError for what is missing or impossible; Refused before the deadline has passed,
        without a jury, and for a place of an entry that is late, left out or named twice.
        """
        with self._store.write(actor, "competitions.decide", KINDS) as tx:
            row = _undecided(tx.session, competition_id)
            _may_decide(row, on, tx.now.date(), clean(act))
            seen: set[int] = set()
            for one in placings:
                entry = _numbered(tx.session, row.id, one.number)
                _may_place(row, entry, one, seen)
                seen.add(one.number)
                entry.place, entry.award = one.place, clean(one.award, 300)
            row.result_on, row.result_act, row.result = on, clean(act), clean(text, 1000)
            return _written(tx, row)

    def undecide(self, competition_id: int, reason: str, *, actor: Actor) -> Competition:
        """Take a result entered wrongly back with a reason.

        Raises Refused when there is none, or when the authors were opened.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "competitions.undecide", KINDS) as tx:
            row: CompetitionRow = living(tx.session, CompetitionRow, competition_id)
            entries = _rows(tx.session, row.id)
            if row.result_on is None:
                raise Refused(_("Още няма резултат."), _("Опреснете списъка."))
            if row.anonymous and any(one.author for one in entries):
                raise Refused(
                    _("Авторите вече са отворени; резултатът не се връща."),
                    _("Поправете бележката към конкурса."),
                )
            for one in entries:
                one.place, one.award = None, ""
            row.result_on, row.result_act, row.result = None, "", ""
            tx.note({"reason": why})
            return _written(tx, row)

    def set_author(
        self, competition_id: int, number: int, author: str, *, actor: Actor
    ) -> Competition:
        """Write who made an entry. Raises Refused while an anonymous competition has no result."""
        with self._store.write(actor, "competitions.author", KINDS) as tx:
            row: CompetitionRow = living(tx.session, CompetitionRow, competition_id)
            if row.anonymous and row.result_on is None:
                raise Refused(
                    _("Конкурсът е анонимен: авторът не се вписва преди резултата."),
                    _("Впишете първо резултата."),
                )
            _numbered(tx.session, row.id, number).author = clean(author, 300)
            return _written(tx, row)

    def strike(self, competition_id: int, reason: str, *, actor: Actor) -> Competition:
        """Strike out what was entered by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "competitions.strike", KINDS) as tx:
            row: CompetitionRow = living(tx.session, CompetitionRow, competition_id)
            row.struck_why = why
            return _written(tx, row)

    def get(self, competition_id: int) -> Competition:
        """One competition with its entries. Raises NotFound."""
        with self._store.read() as session:
            return _value(session, find(session, CompetitionRow, competition_id))

    def card(self, competition_id: int) -> RegisterCard:
        """One competition as it is shown. Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            one = _value(session, find(session, CompetitionRow, competition_id))
            state = one.state(today)
            return RegisterCard(
                one.id, one.typed.subject, _(STATE_NAMES[state]), TONES[state], _lines(one),
                tables=_tables(one), files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS), struck_why=one.struck_why,
            )  # fmt: skip


def add_in(tx: Transaction, typed: CompetitionInput) -> CompetitionRow:
    """`CompetitionService.add` within a transaction."""
    row = CompetitionRow(by=tx.actor.name, at=tx.now)
    _fill(row, checked(typed))
    tx.session.add(row)
    return row


def checked(typed: CompetitionInput) -> CompetitionInput:
    """The input with clean texts. Raises UserError for what is missing or impossible."""
    texts: dict[str, Any] = {name: clean(getattr(typed, name), 300) for name in _TEXTS}
    jury = tuple(name for one in typed.jury if (name := clean(one)))
    ready = replace(typed, note=clean(typed.note, 1000), jury=jury, **texts)
    needs = (
        (ready.subject, _("Не е посочен предметът на конкурса.")),
        (ready.announced_on, _("Няма ден на обявяване.")),
        (ready.deadline, _("Няма краен срок.")),
    )
    for value, said in needs:
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    assert ready.announced_on is not None
    assert ready.deadline is not None
    if ready.deadline < ready.announced_on:
        raise UserError(_("Крайният срок е преди обявяването."), _("Поправете едната от датите."))
    return ready


def _may_decide(row: CompetitionRow, on: date, today: date, act: str) -> None:
    if not act:
        raise UserError(_("Не е посочен протоколът на журито."), _("Впишете номер и дата."))
    if on > today:
        raise UserError(_("Денят на резултата още не е дошъл."), _("Поправете деня."))
    if on <= row.deadline:
        raise Refused(
            _("Крайният срок {day} още не е минал към деня на резултата.").format(
                day=date_short(row.deadline)
            ),
            _("Поправете деня на резултата или срока."),
        )
    if not row.jury:
        raise Refused(_("Няма жури."), _("Впишете първо членовете на журито."))


def _may_place(
    row: CompetitionRow, entry: CompetitionEntryRow, one: Placing, seen: set[int]
) -> None:
    if not 1 <= one.place <= PLACES:
        raise UserError(_("Мястото е от 1 до 9."), _("Поправете мястото."))
    if one.number in seen:
        raise Refused(
            _("Творба № {n} е посочена два пъти.").format(n=one.number), _("Оставете я веднъж.")
        )
    if entry.received_on > row.deadline:
        raise Refused(
            _("Творба № {n} е приета след срока и не се класира.").format(n=one.number),
            _("Изберете друга."),
        )
    if entry.excluded_why:
        raise Refused(
            _("Творба № {n} е изключена: {why}").format(n=one.number, why=entry.excluded_why),
            _("Изберете друга."),
        )


def _fill(row: CompetitionRow, typed: CompetitionInput) -> None:
    for name in (*_TEXTS, "announced_on", "deadline", "anonymous", "note"):
        setattr(row, name, getattr(typed, name))
    row.jury = list(typed.jury)
    row.search_key = search_key(
        f"{typed.subject} {typed.ground} {typed.announcement} {typed.prize}"
    )


def _undecided(session: Session, competition_id: int) -> CompetitionRow:
    row: CompetitionRow = living(session, CompetitionRow, competition_id)
    if row.result_on is not None:
        raise Refused(_("Конкурсът вече има резултат."), _("Ако е сгрешен, върнете резултата."))
    return row


def _rows(session: Session, competition_id: int) -> list[CompetitionEntryRow]:
    return list(
        session.scalars(
            select(CompetitionEntryRow)
            .where(CompetitionEntryRow.competition_id == competition_id)
            .order_by(CompetitionEntryRow.number)
        )
    )


def _numbered(session: Session, competition_id: int, number: int) -> CompetitionEntryRow:
    for row in _rows(session, competition_id):
        if row.number == number:
            return row
    raise NotFound(_("Няма творба № {n}.").format(n=number), _("Проверете номера."))


def _written(tx: Transaction, row: CompetitionRow) -> Competition:
    tx.session.flush()
    tx.subject(OBJECT, row.id, row.subject)
    return _value(tx.session, row)


def _entry(row: CompetitionEntryRow) -> Entry:
    typed = EntryInput(row.received_on, row.motto, row.author, row.note)
    return Entry(row.id, row.number, typed, row.place, row.award, row.excluded_why)


def _entries(session: Session, competition_id: int) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in _rows(session, competition_id))


def _value(session: Session, row: CompetitionRow) -> Competition:
    names = (*_TEXTS, "announced_on", "deadline", "anonymous", "note")
    typed = CompetitionInput(jury=tuple(row.jury), **{one: getattr(row, one) for one in names})
    return Competition(
        row.id, typed, row.by, row.at, _entries(session, row.id), row.result_on, row.result_act,
        row.result, row.struck_why,
    )  # fmt: skip


def _lines(one: Competition) -> tuple[tuple[str, str], ...]:
    typed = one.typed
    result = joined((date_short(one.result_on), one.result_act)) if one.result_on else ""
    return (
        (_("Основание"), typed.ground),
        (_("Обявен"), joined((date_short(typed.announced_on), typed.announcement)) if typed.announced_on else ""),
        (_("Краен срок"), date_short(typed.deadline) if typed.deadline else ""),
        (_("Творби"), _("под номер, авторът е скрит") if typed.anonymous else _("с име на автора")),
        (_("Награда"), typed.prize),
        (_("Жури"), "\n".join(typed.jury)),
        (_("Назначено с"), typed.jury_act),
        (_("Резултат"), result),
        (_("Решение"), one.result),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )  # fmt: skip


def _tables(one: Competition) -> tuple[CardTable, ...]:
    hidden = authors_hidden(one)

    def said(entry: Entry) -> str:
        if entry.excluded_why:
            return _("изключена: {why}").format(why=entry.excluded_why)
        if entry.late(one.typed.deadline):
            return _("след срока")
        return joined((place_text(entry.place), entry.award), " – ")

    rows = tuple(
        (
            str(entry.number), date_plain(entry.typed.received_on) if entry.typed.received_on else "",
            entry.typed.motto, shown_author(entry, hidden=hidden), said(entry),
        )
        for entry in one.entries
    )  # fmt: skip
    head = (_("№"), _("Приета"), _("Девиз"), _("Автор"), _("Място"))
    return (CardTable(_("Творби"), head, rows, (0.1, 0.23, 0.23, 0.24, 0.2)),)
