"""The badge as an honour: the act's own register of it, with merits, decision and hand-over (чл. 17)."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge_records import Honour
from ruse_desktop.domain.book_hand_over import HandOverInput
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.citizenship import citizenship_kept, citizenship_name
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.stock import Item
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words, sort_key
from ruse_desktop.services import book_reading, book_rules
from ruse_desktop.services.books import enter_in
from ruse_desktop.services.seal import mayor_of
from ruse_desktop.storage.badge import BadgeHonourRow
from ruse_desktop.storage.books import Book, Laureate
from ruse_desktop.storage.nominations import NominationRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.domain.badge_records import HonourInput
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.book_hand_over import HandOverService
    from ruse_desktop.storage.store import Store

KINDS = ("books", "badge")
WAITING, HANDED = "waiting", "handed"


class BadgeHonours:
    """Enters honours directly; those proposed and decided elsewhere are in the same register."""

    def __init__(self, store: Store, law: LawBook, hand_overs: HandOverService) -> None:
        self._store = store
        self._law = law
        self._hand_overs = hand_overs

    def rules(self, day: date | None = None) -> BadgeRules:
        """What the act says of the badge on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()))

    def decider(self) -> str:
        """Who decides unless another is named: чл. 17 names nobody."""
        return mayor_of(self._law)

    def award(self, typed: HonourInput, *, actor: Actor) -> Honour:
        """Enter an honour under the next number of its register, which it opens when it is the first.

        Raises UserError for what is missing, Refused for a variant other than the act's and for an
        act that does not decide on honours.
        """
        rules = self.rules(typed.decided_on)
        for finding in values.judge_honour(typed.variant, typed.decided_by, rules):
            if finding.blocking:
                raise Refused(
                    finding.sentence, _("Изберете представителната значка."),
                    citation=str(finding.citation), code=finding.rule,
                )  # fmt: skip
        grounds = tuple(code for code in rules.grounds if code in typed.grounds)
        if not grounds:
            raise UserError(_("Не са избрани заслуги."), _("Отбележете поне една от чл. 17."))
        if rules.award is None:
            raise Refused(
                _("Текстът не предвижда значката като почетен знак."), _("Проверете датата.")
            )
        decided_by, today = clean(typed.decided_by), self._store.clock.today()
        with self._store.write(actor, "badge.honour", KINDS) as tx:
            book = rules.award.code
            if tx.session.get(Book, book) is None:
                why = _("Регистър на връчените значки като почетен знак ({citation}).")
                book_rules.open_book(
                    tx, self._law, book, reason=why.format(citation=rules.award.citation)
                )
            on = typed.decided_on
            made = LaureateInput(
                on.year if on else today.year, given=typed.given, middle=typed.middle,
                family=typed.family, motive=typed.motive, slot=rules.award.slots[0].code,
                section=rules.award.sections[0].name, area=rules.award.areas[0].name,
                act=self._act(typed, rules),
            )  # fmt: skip
            (row,) = enter_in(tx, self._law, book, [made])
            tx.session.add(
                BadgeHonourRow(
                    book=book, seq=row.seq, grounds=list(grounds),
                    citizenship=citizenship_kept(clean(typed.citizenship, 80)),
                    decided_by=decided_by, by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.session.flush()
            return self._honour(tx.session, row.id)

    def hand_over(
        self, honour_id: int, *, on: date, by: str, place: str = "", serial: str = "", actor: Actor
    ) -> Honour:
        """Record who handed the badge over and when; it leaves the stock in the same save.

        Raises Refused where none is left on that day, UserError without a name.
        """
        honour = self.honour(honour_id)
        variant = self.rules(on).meant(self.rules(on).honour)
        who = clean(by)
        if not who:
            raise UserError(_("Не е посочено кой е връчил."), _("Впишете длъжност или име."))
        if honour.act is not None and honour.act.on is not None and on < honour.act.on:
            raise UserError(
                _("Връчването е преди решението от {day}.").format(day=date_short(honour.act.on)),
                _("Поправете датата."),
            )
        if honour.handed_on is not None:
            raise Refused(_("Значката вече е връчена."), _("Опреснете списъка."))
        items = (Item(honour.seq, variant.stock, clean(serial, 40)),) if variant else ()
        self._hand_overs.record(
            actor=actor, book=honour.book, seqs=[honour.seq],
            asked=HandOverInput(on, who, clean(place), items=items),
        )  # fmt: skip
        return self.honour(honour_id)

    def honour(self, honour_id: int) -> Honour:
        """One line of the register. Raises NotFound."""
        with self._store.read() as session:
            return self._honour(session, honour_id)

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for; by default the newest number first."""
        found = sorted(self._asked(wanted), key=lambda one: -one.number)
        if order:
            found.sort(key=_ORDERS[order], reverse=descending)
        return array("q", [one.id for one in found])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows with these ids, in their order."""
        names = self.rules().grounds
        with self._store.read() as session:
            found = [self._honour(session, key) for key in keys if session.get(Laureate, key)]
        return tuple(_listed(one, names) for one in found)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of honours for paper and spreadsheet, oldest first."""
        rules = self.rules()
        found = sorted(self._asked(wanted), key=lambda one: one.number)
        other = [
            one.sentence
            for one in values.judge_honour(rules.honour.variant if rules.honour else "", "-", rules)
        ]
        return RegisterSheet(
            title=_("Връчени значки „Русе“ (чл. {article})").format(
                article=rules.honour.citation.article if rules.honour else ""
            ),
            subtitle=" ".join(other),
            asked=_said(wanted, rules),
            heads=(
                "№", _("Име"), _("Гражданство"), _("Заслуги"), _("Мотиви"), _("Решил"), _("Акт"),
                _("Връчена"),
            ),
            widths=(0.04, 0.16, 0.09, 0.17, 0.15, 0.11, 0.15, 0.13),
            lines=tuple(_printed(one, rules.grounds) for one in found),
            count=ngettext("Общо {n} значка", "Общо {n} значки", len(found)).format(n=len(found)),
            drawn_on=self._store.clock.today(),
            file_name="znachka-pochetni",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _act(self, typed: HonourInput, rules: BadgeRules) -> Act:
        """The act as the register keeps it; its kind is the one the law's file names."""
        number = clean(typed.number, 80)
        if not number or typed.decided_on is None:
            raise UserError(
                _("Липсва номерът или датата на решението."), _("Впишете ги и опитайте отново.")
            )
        kinds = rules.award.act.kinds if rules.award and rules.award.act else ("order",)
        text = _("Заповед № {no}/{day}").format(no=number, day=date_short(typed.decided_on))
        return Act(kinds[0], number, typed.decided_on, text)

    def _asked(self, wanted: RegisterFilter) -> list[Honour]:
        words = search_words(wanted.text)
        ground, state = wanted.choice("ground"), wanted.choice("state")
        names, code = self.rules().grounds, self._book()
        found = []
        with self._store.read() as session:
            ids = session.scalars(select(Laureate.id).where(Laureate.book == code)).all()
            every = [self._honour(session, one) for one in ids]
        for one in every:
            said = " ".join(names.get(g, g) for g in one.grounds)
            text = search_key(f"{one.name} {one.motive} {one.decided_by} {one.handed_by} {said} "
                              f"{one.act.text if one.act else ''} {_nation(one)}")  # fmt: skip
            day = one.handed_on or (one.act.on if one.act else None)
            if (
                (ground and ground not in one.grounds)
                or (state and (one.handed_on is not None) != (state == HANDED))
                or (wanted.since and (day is None or day < wanted.since))
                or (wanted.until and (day is None or day > wanted.until))
                or not all(word in text for word in words)
            ):
                continue
            found.append(one)
        return found

    def _book(self) -> str:
        award = self.rules().award
        return award.code if award else ""

    def _honour(self, session: Session, laureate_id: int) -> Honour:
        row = session.get(Laureate, laureate_id)
        if row is None or row.book != self._book():
            raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
        entry = book_reading.detail(session, row.book, row.seq)
        own = session.scalar(
            select(BadgeHonourRow).where(
                BadgeHonourRow.book == row.book, BadgeHonourRow.seq == row.seq
            )
        )
        facts = {} if own or not row.nomination_id else _facts(session, row.nomination_id)
        grounds = own.grounds if own else facts.get(values.GROUNDS) or ()
        return Honour(
            row.id, row.book, row.seq, row.entry_no, row.year, row.name, tuple(grounds),
            own.citizenship if own else "",
            own.decided_by if own else str(facts.get(values.DECIDED_BY) or ""),
            entry.motive, entry.act, row.handed_over, entry.hand_over, row.revoked,
            entry.entered_by,
        )  # fmt: skip


def _facts(session: Session, nomination_id: int) -> dict[str, Any]:
    row = session.get(NominationRecord, nomination_id)
    return dict(row.facts) if row else {}


def _nation(one: Honour) -> str:
    return citizenship_name(one.citizenship) if one.citizenship else ""


def _grounds(one: Honour, names: dict[str, str]) -> str:
    return "; ".join(names.get(code, code) for code in one.grounds)


def _listed(one: Honour, names: dict[str, str]) -> RegisterRow:
    day = date_plain(one.handed_on) if one.handed_on else ""
    state = _("връчена") if one.handed_on else _("за връчване")
    texts = (str(one.number), one.name, _grounds(one, names), one.decided_by or "–", day, state)
    return RegisterRow(one.id, texts, "met" if one.handed_on else "judgement")


def _printed(one: Honour, names: dict[str, str]) -> tuple[str | int | date, ...]:
    return (
        one.number, one.name, _nation(one), _grounds(one, names), one.motive,
        one.decided_by or _("не е посочено"), one.act.text if one.act else "", one.handed_by,
    )  # fmt: skip


def _said(wanted: RegisterFilter, rules: BadgeRules) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if ground := wanted.choice("ground"):
        said.append(rules.grounds.get(ground, ground))
    if state := wanted.choice("state"):
        said.append(_("връчени") if state == HANDED else _("за връчване"))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


_ORDERS: dict[str, Callable[[Honour], tuple[object, ...]]] = {
    "number": lambda one: (one.number,),
    "name": lambda one: (sort_key(one.name),),
    "grounds": lambda one: (one.grounds,),
    "decided": lambda one: (sort_key(one.decided_by),),
    "date": lambda one: (str(one.handed_on or ""), one.number),
    "state": lambda one: (one.handed_on is None, one.number),
}
