"""What may enter a book: an open book, a valid act, clean texts, a reason for every change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain import book_state
from ruse_desktop.domain.books import (
    BOOK_NOT_OPENED,
    OVER_LIMIT_WARNS,
    Act,
    BookView,
    EntryKind,
    HolderKind,
    LaureateInput,
)
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_entries
from ruse_desktop.storage.books import Book, BookKeeper, Laureate
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from ruse_desktop.domain.book_chain import Canon
    from ruse_desktop.domain.book_state import LaureateState
    from ruse_desktop.domain.outcomes import BookRule, LimitRule
    from ruse_desktop.domain.rules import ActEdition, AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Transaction

MIN_REASON = 15
MIN_YEAR = 1900
_PERSONAL_NUMBER = re.compile(r"(?<!\d)\d{10}(?!\d)")
_LIMITS = {"motive": 2000, "act_text": 400, "note": 2000, "name": 300, "section": 300}


def unopened(award: AwardRules, rule: BookRule) -> BookView:
    """The page of a book that the law prescribes and nobody has written in yet."""
    return BookView(
        book=award.code,
        title=rule.title,
        keeper=rule.keeper,
        keepers=(),
        citation=str(rule.citation),
        opened_on=None,
        holders=0,
        entries=0,
        last_no=0,
        years=(),
        head="",
    )


def ensure_open(tx: Transaction, law: LawBook, award: str) -> None:
    """Open a prescribed book when it has no entry yet. Raises Refused for a closed book."""
    if tx.session.get(Book, award) is None:
        open_book(tx, law, award)
    elif book_entries.is_closed(tx.session, award):
        raise closed()


def open_book(
    tx: Transaction, law: LawBook, award: str, *, keeper: str = "", reason: str = ""
) -> None:
    """Write the opening entry. Raises Refused where the law names no book and no reason is given."""
    today = tx.now.date()
    rule = award_rules(law, award, today).book
    if rule is None:
        raise no_book()
    if rule.proposed and len(reason.strip()) < MIN_REASON:
        raise Refused(
            _("Наредбата ({citation}) не определя книга за тази награда.").format(
                citation=rule.citation
            ),
            _("Открийте я изрично и запишете причината."),
            citation=str(rule.citation),
            code=BOOK_NOT_OPENED,
        )
    unit = clean(keeper) or rule.keeper
    row = Book(code=award, title=rule.title, citation=str(rule.citation), complete_from=None)
    tx.session.add(row)
    tx.session.flush()
    tx.session.add(BookKeeper(book=award, valid_from=today, unit=unit))
    payload: dict[str, Canon] = {
        "at": tx.now.isoformat(timespec="seconds"),
        "by": tx.actor.name,
        "title": rule.title,
        "keeper": unit,
        "citation": str(rule.citation),
        "reason": clean(reason, 2000),
    }
    book_entries.append(tx, award, [book_entries.NewEntry(EntryKind.OPENING, payload)])


def award_rules(law: LawBook, award: str, day: date) -> AwardRules:
    """The rules of an award in force on a day. Raises NotFound."""
    try:
        return law.at(day).award(award)
    except KeyError as problem:
        raise no_book() from problem


def no_book() -> NotFound:
    """The answer for an award without a book."""
    return NotFound(_("За тази награда няма книга."), _("Проверете кода на наградата."))


def closed() -> Refused:
    """The refusal of a further laureate in a closed book."""
    return Refused(
        _("Книгата е закрита и не приема нови носители."),
        _("Поправки и бележки към вписаните остават възможни."),
        code="book-closed",
    )


def checked(item: LaureateInput, rules: AwardRules, today: date) -> LaureateInput:
    """The input with clean texts and a valid act. Raises UserError or Refused (R-5-0.7)."""
    ready = tidy(item)
    if not ready.full_name:
        raise UserError(_("Липсва името на носителя."), _("Попълнете го и опитайте отново."))
    if not MIN_YEAR <= ready.year <= today.year:
        raise UserError(
            _("Годината {year} не е възможна.").format(year=ready.year),
            _("Въведете година между {first} и {last}.").format(first=MIN_YEAR, last=today.year),
        )
    if ready.historic:
        return ready
    citation = str(rules.act.citation) if rules.act else None
    if ready.act is None:
        raise Refused(
            _("Няма акт за удостояване на {name}.").format(name=ready.full_name),
            _("Впишете първо протокола, решението или заповедта."),
            citation=citation,
            code="no-act",
        )
    if rules.act is not None and ready.act.kind not in rules.act.kinds:
        raise Refused(
            _wrong_act(rules.kind),
            _("Проверете вида на акта."),
            citation=citation,
            code="wrong-act",
        )
    return replace(ready, act=whole_act(ready.act, today, citation))


def _wrong_act(kind: str) -> str:
    """The refusal of an act, with the word for the kind of distinction (R-4-1.1)."""
    return {
        "title": _("Званието не се присъжда с такъв акт."),
        "honour": _("Отличието не се присъжда с такъв акт."),
    }.get(kind, _("Наградата не се присъжда с такъв акт."))


def within_limit(
    tx: Transaction, law: LawBook, award: str, items: Sequence[LaureateInput], why_more: str
) -> list[LaureateInput]:
    """The input, when the act's cap on laureates a year allows it; historic entries are not asked.

    A cap that only warns is passed with a reason, which then stands in the entry's note. The cap
    is that of the edition to which the award's year is pinned. Raises Refused (R-69-1.1).
    """
    ready = list(items)
    for year in sorted({item.year for item in items if not item.historic}):
        rule = _limit(tx, law, award, year)
        new = [n for n, item in enumerate(ready) if item.year == year and not item.historic]
        there = tx.session.scalar(
            select(func.count())
            .select_from(Laureate)
            .where(Laureate.book == award, Laureate.year == year, ~Laureate.revoked)
        )
        if rule is None or (there or 0) + len(new) <= rule.per_year:
            continue
        if rule.effect is Effect.BLOCKS or len(clean(why_more)) < MIN_REASON:
            raise _over(rule, year, there or 0, len(new))
        for n in new:
            note = "; ".join(part for part in (ready[n].note, clean(why_more, 1000)) if part)
            ready[n] = replace(ready[n], note=note)
    return ready


def _limit(tx: Transaction, law: LawBook, award: str, year: int) -> LimitRule | None:
    pinned = tx.session.scalar(
        select(EditionRow.law_edition).where(EditionRow.award == award, EditionRow.year == year)
    )
    edition = law.edition(pinned) if pinned else edition_of_year(law, year, tx.now.date())
    return next((one.limit for one in edition.awards if one.code == award), None)


def edition_of_year(law: LawBook, year: int, today: date) -> ActEdition:
    """The edition of the act in force at the end of a year, or today when that is earlier."""
    return law.at(min(today, date(year, 12, 31)))


def _over(rule: LimitRule, year: int, there: int, new: int) -> Refused:
    most = ngettext("{n} удостоен", "{n} удостоени", rule.per_year).format(n=rule.per_year)
    message = _(
        "За {year} г. в книгата има {there}, вписват се още {new}; "
        "годишно се допуска най-много {most} ({citation})."
    )
    blocks = rule.effect is Effect.BLOCKS
    return Refused(
        message.format(year=year, there=there, new=new, most=most, citation=rule.citation),
        _("Впишете само толкова, колкото допуска наредбата.")
        if blocks
        else _("Запишете защо се дават повече; причината остава в бележката към записа."),
        citation=str(rule.citation),
        code="over-limit" if blocks else OVER_LIMIT_WARNS,
    )


def whole_act(act: Act, today: date, citation: str | None = None) -> Act:
    """The act with clean texts. Raises Refused when number, date or text is missing."""
    ready = replace(act, number=clean(act.number), text=clean(act.text, _LIMITS["act_text"]))
    if not ready.number or ready.on is None or not ready.text:
        raise Refused(
            _("Актът няма номер, дата или наименование."),
            _("Допълнете го; вписва се само по действителен акт."),
            citation=citation,
            code="no-act",
        )
    if ready.on > today:
        raise Refused(
            _("Датата на акта е бъдеща."), _("Проверете я."), citation=citation, code="future-act"
        )
    return ready


def tidy(item: LaureateInput) -> LaureateInput:
    """All texts cleaned; a ten-digit number that may be an ЕГН is refused."""
    texts: dict[str, Any] = {
        name: clean(getattr(item, name), _LIMITS.get(name, 200))
        for name in (
            "given", "middle", "family", "titles", "name", "slot", "section", "area", "motive",
            "paper_no", "note",
        )
    }  # fmt: skip
    members = tuple(text for member in item.members if (text := clean(member)))
    former = tuple(text for name in item.former_names if (text := clean(name)))
    act = item.act
    if act is not None:
        act = replace(act, number=clean(act.number), text=clean(act.text, _LIMITS["act_text"]))
    for text in (*texts.values(), *members, act.text if act else ""):
        refuse_personal_number(text)
    return replace(item, act=act, members=members, former_names=former, **texts)


def refuse_personal_number(text: str) -> None:
    """Raises UserError when the text holds ten digits in a row: the book can never be erased."""
    if _PERSONAL_NUMBER.search(text):
        raise UserError(
            _("В текста има десетцифрено число, което прилича на ЕГН."),
            _("Махнете го: записаното в книгата не може да се заличи."),
            code="personal-number",
        )


def corrections(
    state: LaureateState, changes: Mapping[str, object], today: date
) -> tuple[dict[str, Canon], ...]:
    """The changed fields with old and new value. Raises UserError when nothing changes."""
    found: list[dict[str, Canon]] = []
    for field in book_state.CORRECTABLE:
        if field not in changes:
            continue
        new = _new_value(field, changes[field], today)
        old = book_state.field_value(state, field)
        if new != old:
            found.append({"field": field, "old": old, "new": new})
    unknown = set(changes) - set(book_state.CORRECTABLE)
    if unknown:
        raise KeyError(min(unknown))
    if not found:
        raise UserError(
            _("Няма какво да се поправи: новото съвпада със записаното."),
            _("Променете поне едно поле."),
            code="nothing-changed",
        )
    values = {str(c["field"]): c["new"] for c in found}
    after = book_state.follow(state, EntryKind.CORRECTION, {"changes": found})
    if not after.full_name:
        raise UserError(_("Името не може да остане празно."), _("Въведете вярното име."))
    if after.kind is HolderKind.PERSON and values.get("members"):
        raise UserError(_("Само екип има членове."), _("Добавете бележка вместо поправка."))
    return tuple(found)


def _new_value(field: str, value: object, today: date) -> Canon:
    if field == "members":
        parts = value if isinstance(value, (list, tuple)) else re.split(r"[;\n]", str(value))
        members = [text for part in parts if (text := clean(str(part)))]
        for member in members:
            refuse_personal_number(member)
        return list(members)
    text = clean(str(value), _LIMITS.get(field, 200))
    refuse_personal_number(text)
    if field == "year":
        if not text.isdecimal() or not MIN_YEAR <= int(text) <= today.year:
            raise UserError(
                _("Годината „{text}“ не е възможна.").format(text=text),
                _("Въведете година с четири цифри."),
            )
        return int(text)
    if field == "act_on" and text:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as problem:
            raise UserError(
                _("„{text}“ не е дата.").format(text=text), _("Изберете датата на акта.")
            ) from problem
    return text


def reason_text(reason: str) -> str:
    """The reason, long enough to mean something. Raises UserError."""
    text = required(reason, _("Липсва причина."), 2000)
    if len(text) < MIN_REASON:
        raise UserError(
            _("Причината е твърде кратка."),
            _("Напишете поне {n} знака.").format(n=MIN_REASON),
            code="short-reason",
        )
    return text


def required(text: str, message: str, limit: int = 200) -> str:
    """The cleaned text. Raises UserError with `message` when it is empty."""
    cleaned = clean(text, limit)
    if not cleaned:
        raise UserError(message, _("Попълнете полето и опитайте отново."))
    refuse_personal_number(cleaned)
    return cleaned
