"""Who wears the representative badge: positions, terms of office, issue and return (чл. 16)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import Purpose
from ruse_desktop.domain.badge_records import Closing, Position
from ruse_desktop.domain.stock import Pile, Sort
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services import badge_wearing, stock_moves, stock_reading
from ruse_desktop.services.book_rules import refuse_personal_number
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.stock_moves import Facts
from ruse_desktop.storage.badge import BadgePositionRow, BadgeTermRow, BadgeWearRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.domain.badge_records import Term, TermInput, WearInput
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.stock import StockKindRow
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("badge", "stock")
OBJECT = "badge-term"


class BadgeWearers:
    """The verbs of positions, terms and worn badges; a mistake is struck out, nothing is deleted."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        self._store = store
        self._law = law
        self._practice = practice

    def rules(self, day: date | None = None) -> BadgeRules:
        """What the act says of the badge on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()))

    def positions(self) -> tuple[Position, ...]:
        """All positions by name."""
        with self._store.read() as session:
            rows = session.scalars(select(BadgePositionRow).order_by(BadgePositionRow.name_key))
            return tuple(Position(row.id, row.name, row.group) for row in rows)

    def term(self, term_id: int) -> Term:
        """A holder of a position with his badges. Raises NotFound."""
        with self._store.read() as session:
            return self._term(session, term_id)

    def findings(self, term_id: int, on: date | None) -> tuple[Finding, ...]:
        """What the act says of giving this holder a badge on a day; nothing is written."""
        rules, term = self.rules(on), self.term(term_id)
        inside = on is None or term.in_office(on)
        return values.judge_wear(term.position.name, term.position.group, rules, in_office=inside)

    def mark_position(self, position_id: int, group: str, *, actor: Actor) -> Position:
        """Say to which group of the act a position belongs, „“ to none (чл. 16, т. 3 names none).

        All who hold it follow. Raises UserError for a group the act does not know.
        """
        if group and self.rules().group(group) is None:
            raise UserError(_("Няма такава група."), _("Изберете група от списъка."))
        with self._store.write(actor, "badge.position", ("badge",)) as tx:
            row = tx.session.get(BadgePositionRow, position_id)
            if row is None:
                raise NotFound(_("Няма такава длъжност."), _("Опреснете списъка."))
            row.group = group
            tx.subject("badge-position", row.id, row.name)
            return Position(row.id, row.name, row.group)

    def appoint(self, typed: TermInput, *, actor: Actor) -> Term:
        """Enter who holds a position from when; a new position is made with its group.

        Raises UserError for what is missing or contradicts itself, Refused for the same person twice
        in the position at one time.
        """
        with self._store.write(actor, "badge.appoint", ("badge",)) as tx:
            row = BadgeTermRow(by=actor.name, at=tx.now, struck_why="")
            _fill(tx, row, typed, self.rules())
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, str(row.position_id))
            return self._term(tx.session, row.id)

    def correct(self, term_id: int, typed: TermInput, *, actor: Actor) -> Term:
        """Change what is known of a term: most often the day it ended."""
        with self._store.write(actor, "badge.term", ("badge",)) as tx:
            row = badge_wearing.find_term(tx.session, term_id)
            _fill(tx, row, typed, self.rules())
            tx.session.flush()
            tx.subject(OBJECT, row.id, str(row.position_id))
            return self._term(tx.session, row.id)

    def strike(self, term_id: int, reason: str, *, actor: Actor) -> None:
        """Take a term written by mistake out of the lists. Raises Refused while its badge is out."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "badge.term-out", ("badge",)) as tx:
            row = badge_wearing.find_term(tx.session, term_id)
            if self._term(tx.session, term_id).open is not None:
                raise Refused(
                    _("Значката още е у лицето."), _("Впишете първо, че е върната или оставена.")
                )
            row.struck_why = why
            tx.subject(OBJECT, row.id, str(row.position_id))

    def issue(self, term_id: int, typed: WearInput, *, actor: Actor) -> Term:
        """Give a representative badge to be worn; it leaves the stock in the same save.

        Raises UserError without a day or a reason where the act does not provide for it, Refused
        for a second badge and where none is left on that day.
        """
        with self._store.write(actor, "badge.issue", KINDS) as tx:
            today = tx.now.date()
            if typed.on is None or typed.on > today:
                raise UserError(
                    _("Денят на издаването липсва или още не е дошъл."), _("Поправете датата.")
                )
            term = self._term(tx.session, term_id)
            if term.open is not None:
                raise Refused(
                    _("Лицето вече има значка от {day}.").format(day=date_short(term.open.on)),
                    _("Впишете първо какво стана с нея."),
                )
            rules = self.rules(typed.on)
            found = values.judge_wear(
                term.position.name, term.position.group, rules,
                in_office=term.in_office(typed.on),
            )  # fmt: skip
            reason = clean(typed.reason, 500)
            if values.needs_reason(found):
                _refuse_without_reason(found[0], reason, self._practice.min_reason)
            lot = _take(tx, kind_in(tx, self._law, rules), term, typed, rules)
            tx.session.add(
                BadgeWearRow(
                    term_id=term.id, on=typed.on, document=clean(typed.document),
                    serial=clean(typed.serial, 40), reason=reason, lot=lot, by=actor.name,
                    at=tx.now,
                )
            )  # fmt: skip
            tx.session.flush()
            tx.subject(OBJECT, term.id, str(term.position.id))
            return self._term(tx.session, term.id)

    def close(
        self, wear_id: int, how: Closing, *, on: date, reason: str = "", actor: Actor
    ) -> Term:
        """Say that a worn badge came back, was left to its holder or lost.

        What came back lies in stock again. Raises UserError for a day before the issue or without
        a reason for what did not come back, Refused when it was said already.
        """
        why = clean(reason, 500)
        if how is not Closing.RETURNED:
            why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "badge.close", KINDS) as tx:
            row = tx.session.get(BadgeWearRow, wear_id)
            if row is None:
                raise NotFound(_("Няма такава значка."), _("Опреснете списъка."))
            if row.closed_how:
                raise Refused(_("За тази значка вече е вписано."), _("Опреснете списъка."))
            if on > tx.now.date() or on < row.on:
                raise UserError(
                    _("Денят е преди издаването на {day} или още не е дошъл.").format(
                        day=date_short(row.on)
                    ),
                    _("Поправете датата."),
                )
            refuse_personal_number(why)
            row.closed_on, row.closed_how, row.closed_why = on, how.value, why
            term = self._term(tx.session, row.term_id)
            if how is Closing.RETURNED:
                facts = Facts(
                    on, Sort.RETURN, Pile.RETURNED, f"{term.name}, {term.position.name}",
                    purpose=Purpose.WEAR.value,
                )  # fmt: skip
                kind = kind_in(tx, self._law, self.rules())
                stock_moves.add(tx, kind, facts, 1, (row.serial,) if row.serial else ())
            tx.session.flush()
            tx.subject(OBJECT, term.id, str(term.position.id))
            return self._term(tx.session, row.term_id)

    def _term(self, session: Session, term_id: int) -> Term:
        row = badge_wearing.find_term(session, term_id)
        return next(
            iter(badge_wearing.terms(session, self.rules(), [row], self._store.clock.today()))
        )


def kind_in(tx: Transaction, law: LawBook, rules: BadgeRules) -> StockKindRow:
    """The stock's row of the variant that is worn."""
    variant = rules.meant(rules.wear)
    if variant is None:
        raise Refused(_("Текстът не предвижда значка за носене."), _("Проверете датата."))
    return stock_moves.row_of(tx, law.at(tx.now.date()), variant.stock)


def _take(
    tx: Transaction, kind: StockKindRow, term: Term, typed: WearInput, rules: BadgeRules
) -> int:
    """Take the badge out of the stock; its lot."""
    assert typed.on is not None
    where = term.group.citation if term.group else rules.wear.citation if rules.wear else ""
    ground = _("{name}, {position} ({citation})").format(
        name=term.name, position=term.position.name, citation=where
    )
    facts = Facts(
        typed.on, Sort.ISSUE, ground=ground, document=clean(typed.document),
        reason=clean(typed.reason, 500), purpose=Purpose.WEAR.value,
    )  # fmt: skip
    serial = clean(typed.serial, 40)
    if not serial:
        return stock_moves.take(tx, kind, facts, 1)[0]
    pile = stock_reading.free(tx.session, kind.id).get(serial, Pile.NEW)
    return stock_moves.add(tx, kind, replace(facts, pile=pile), -1, (serial,))


def _position(tx: Transaction, rules: BadgeRules, typed: TermInput) -> BadgePositionRow:
    name = clean(typed.position)
    key = search_key(name)
    row = tx.session.scalar(select(BadgePositionRow).where(BadgePositionRow.name_key == key))
    if row is None:
        if typed.group and rules.group(typed.group) is None:
            raise UserError(_("Няма такава група."), _("Изберете група от списъка."))
        row = BadgePositionRow(name=name, name_key=key, group=typed.group)
        tx.session.add(row)
        tx.session.flush()
    return row


def _fill(tx: Transaction, row: BadgeTermRow, typed: TermInput, rules: BadgeRules) -> None:
    """Check a term and take it over. Raises UserError, Refused for the same person twice."""
    name, note = clean(typed.name), clean(typed.note, 500)
    for value, said in (
        (name, _("Липсва името.")), (clean(typed.position), _("Липсва длъжността.")),
        (typed.since, _("Липсва денят, от който се заема длъжността.")),
    ):  # fmt: skip
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    assert typed.since is not None
    if typed.until is not None and typed.until < typed.since:
        raise UserError(_("Последният ден е преди първия."), _("Поправете едната от двете дати."))
    refuse_personal_number(f"{name} {note}")
    position, key = _position(tx, rules, typed), search_key(name)
    same = select(BadgeTermRow).where(
        BadgeTermRow.position_id == position.id, BadgeTermRow.name_key == key,
        BadgeTermRow.struck_why == "",
    )  # fmt: skip
    with tx.session.no_autoflush:
        others = [one for one in tx.session.scalars(same) if one.id != row.id]
    for one in others:
        if (one.until is None or one.until >= typed.since) and (
            typed.until is None or one.since <= typed.until
        ):
            raise Refused(
                _("{name} вече е вписан(а) на тази длъжност от {day}.").format(
                    name=name, day=date_short(one.since)
                ),
                _("Отворете онзи ред или поправете датите."),
            )
    row.position_id, row.name, row.name_key = position.id, name, key
    row.since, row.until, row.note = typed.since, typed.until, note


def _refuse_without_reason(finding: Finding, reason: str, least: int) -> None:
    """Raise Refused with the article where nothing is written why the finding is passed."""
    if len(reason) < least:
        raise Refused(
            finding.sentence,
            _("Запишете причината в поне {n} знака или я дайте като почетен знак.").format(n=least),
            citation=str(finding.citation or ""),
            code=finding.rule,
        )
