"""The register of the seal: write a sealing, strike one out, list, search, print (чл. 19–21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from ruse_desktop.domain import seal as values
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.office_holders import Office
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.seal import OUTSIDE, SealEntry, SealInput, SealRules
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services import seal_custody
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.office_holders import signatory_in
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.storage.seal import SealEntryRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("seal",)
OBJECT = "seal"
STANDING, STRUCK = "standing", "struck"


class SealService(TableRegister):
    """What the seal was put on, number by number."""

    table = SealEntryRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "number": (SealEntryRow.year, SealEntryRow.number),
        "date": (SealEntryRow.sealed_on, SealEntryRow.id),
        "category": (SealEntryRow.citation, SealEntryRow.category),
        "document": (SealEntryRow.search_key,),
        "originals": (SealEntryRow.originals,),
        "state": (SealEntryRow.struck_why == "", SealEntryRow.category == OUTSIDE),
    }
    usual = (SealEntryRow.year.desc(), SealEntryRow.number.desc())

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    def rules(self, day: date | None = None) -> SealRules:
        """What the act says of the seal on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()).symbols)

    def mayor(self) -> str:
        """„Кмет на Община Русе“: who signs, and keeps the seal, unless another is named."""
        return mayor_of(self._law)

    def usual_signatory(self) -> str:
        """The mayor or who acts for him today by the register; else who signed the last document."""
        with self._store.read() as session:
            signer = signatory_in(session, Office.MAYOR, self._store.clock.today())
            if signer is not None:
                return " ".join(signer.line)
            last = session.scalar(
                select(SealEntryRow.signed_by).order_by(SealEntryRow.id.desc()).limit(1)
            )
        return last or self.mayor()

    def findings(self, typed: SealInput) -> tuple[Finding, ...]:
        """What the act says of a sealing as typed; nothing is written."""
        rules = self.rules(typed.sealed_on)
        return values.findings(typed, rules, least_ground=self._practice.min_reason)

    def add(self, typed: SealInput, *, actor: Actor) -> SealEntry:
        """Write a sealing under the next number of its year.

        Raises UserError for what is missing or a day to come, Refused with the article when the
        seal came before the signature or the document is not one of the act's without a ground.
        """
        with self._store.write(actor, "seal.add", KINDS) as tx:
            row = add_in(tx, self._law, self._practice, typed)
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
            return entry_of(row)

    def strike(self, entry_id: int, reason: str, *, actor: Actor) -> None:
        """Strike out a line written by mistake; number and text stay with the reason.

        Raises NotFound, Refused when it is struck out already, UserError for a short reason.
        """
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "seal.strike", KINDS) as tx:
            row = _find(tx.session, entry_id)
            if row.struck_why:
                raise Refused(_("Вписването вече е зачеркнато."), _("Опреснете списъка."))
            row.struck_why, row.struck_by, row.struck_at = why, actor.name, tx.now
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")

    def entry(self, entry_id: int) -> SealEntry:
        """One line of the register. Raises NotFound."""
        with self._store.read() as session:
            return entry_of(_find(session, entry_id))

    # the register, see domain/registers.py

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return _asked(wanted)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of a period for paper and spreadsheet, oldest first."""
        query = select(SealEntryRow).where(*_asked(wanted))
        query = query.order_by(SealEntryRow.year, SealEntryRow.number)
        with self._store.read() as session:
            lines = tuple(_printed(row) for row in session.scalars(query))
        rules = self.rules()
        count = ngettext("Общо {n} вписване", "Общо {n} вписвания", len(lines))
        return RegisterSheet(
            title=_("Опис на подпечатаните документи"),
            subtitle=str(rules.order or ""),
            asked=_said(wanted, rules),
            heads=(
                "№", _("Подпечатан"), _("Вид"), _("Документ"), _("Оригинали"), _("Подписан"),
                _("Подписал"), _("Поискал"), _("Печатът е у"),
            ),
            widths=(0.07, 0.09, 0.08, 0.27, 0.08, 0.09, 0.12, 0.1, 0.1),
            lines=lines,
            count=count.format(n=len(lines)),
            drawn_on=self._store.clock.today(),
            file_name="opis-pechat",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"), _("Проверил")),
        )  # fmt: skip


def mayor_of(law: LawBook) -> str:
    """„Кмет на Община Русе“."""
    return _("Кмет на {municipality}").format(municipality=law.municipality)


def add_in(
    tx: Transaction, law: LawBook, practice: Practice, typed: SealInput, award_kind: str = ""
) -> SealEntryRow:
    """`SealService.add` within a transaction; the row has its id."""
    today = tx.now.date()
    ready = _checked(typed, today)
    rules = values.rules_of(law.at(ready.sealed_on or today).symbols)
    found = values.findings(ready, rules, award_kind=award_kind, least_ground=practice.min_reason)
    for finding in found:
        if finding.blocking:
            cited = str(finding.citation) if finding.citation else None
            said = f"{finding.sentence[:-1]} ({cited})." if cited else finding.sentence
            raise Refused(
                said,
                finding.question or _("Проверете дните и опитайте отново."),
                citation=cited,
                code=finding.rule,
            )
    assert ready.signed_on is not None
    assert ready.sealed_on is not None
    category, year = rules.category(ready.category), ready.sealed_on.year
    query = select(func.max(SealEntryRow.number)).where(SealEntryRow.year == year)
    number = (tx.session.scalar(query) or 0) + 1
    keeper = values.holder_on(ready.sealed_on, seal_custody.all_in(tx.session), today)
    row = SealEntryRow(
        number=number, year=year, category=ready.category if category else OUTSIDE,
        category_text=values.category_text(ready.category, rules),
        citation=str(category.citation) if category else "",
        document=ready.document, originals=ready.originals, signed_on=ready.signed_on,
        signed_by=ready.signed_by, sealed_on=ready.sealed_on, asked_by=ready.asked_by,
        holder=keeper.who if keeper else mayor_of(law), ground=ready.ground, note=ready.note,
        print_id=ready.print_id, by=tx.actor.name, at=tx.now,
        agreement=ready.agreement if category and category.agreement else "",
        agreement_id=ready.agreement_id if category and category.agreement else None,
        search_key=search_key(
            f"{ready.document} {number}/{year} {ready.asked_by} {ready.signed_by} {ready.ground} "
            f"{ready.agreement}"
        ),
    )  # fmt: skip
    tx.session.add(row)
    tx.session.flush()
    return row


def _checked(typed: SealInput, today: date) -> SealInput:
    """The input with clean texts. Raises UserError for what is missing."""
    ready = SealInput(
        clean(typed.document, 500), typed.category, typed.originals, typed.signed_on,
        clean(typed.signed_by), typed.sealed_on, clean(typed.asked_by),
        clean(typed.ground, 500), clean(typed.note, 1000), typed.print_id, clean(typed.agreement),
        typed.agreement_id,
    )  # fmt: skip
    needs = (
        (ready.document, _("Не е посочен документът."), _("Напишете какво е подпечатано.")),
        (ready.signed_by, _("Не е посочено кой е подписал."), _("Впишете длъжност или име.")),
        (ready.asked_by, _("Не е посочено кой иска печата."), _("Впишете име или звено.")),
    )
    for value, said, advice in needs:
        if not value:
            raise UserError(said, advice)
    if not 1 <= ready.originals <= values.MOST_ORIGINALS:
        raise UserError(
            _("Броят на оригиналите трябва да е от 1 до {most}.").format(
                most=values.MOST_ORIGINALS
            ),
            _("Поправете броя."),
        )
    if ready.sealed_on is not None and ready.sealed_on > today:
        raise UserError(
            _("Денят на подпечатването още не е дошъл."), _("Впишете го, след като е положен.")
        )
    return ready


def _asked(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        SealEntryRow.search_key.contains(word, autoescape=True)
        for word in search_words(wanted.text)
    ]
    if category := wanted.choice("category"):
        found.append(SealEntryRow.category == category)
    if state := wanted.choice("state"):
        standing = SealEntryRow.struck_why == ""
        found.append(standing if state == STANDING else ~standing)
    if wanted.since is not None:
        found.append(SealEntryRow.sealed_on >= wanted.since)
    if wanted.until is not None:
        found.append(SealEntryRow.sealed_on <= wanted.until)
    return found


def _said(wanted: RegisterFilter, rules: SealRules) -> str:
    """What was filtered, in words for the paper."""
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if category := wanted.choice("category"):
        said.append(values.category_text(category, rules))
    if state := wanted.choice("state"):
        said.append(_("само зачеркнати") if state == STRUCK else _("без зачеркнатите"))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _find(session: Session, entry_id: int) -> SealEntryRow:
    row = session.get(SealEntryRow, entry_id)
    if row is None:
        raise NotFound(_("Вписването не е намерено."), _("Опреснете списъка."))
    return row


def _short(row: SealEntryRow) -> str:
    """„т. 4“, as the lists show the kind."""
    if not row.citation:
        return _("извън")
    return _("т. {item}").format(item=Citation.parse(row.citation).item)


def _listed(row: SealEntryRow) -> RegisterRow:
    state, tone = _("вписан"), "met"
    if row.category == OUTSIDE:
        state, tone = _("с основание"), "judgement"
    if row.struck_why:
        state, tone = _("зачеркнат"), "neutral"
    texts = (
        f"{row.number}/{row.year}", date_plain(row.sealed_on), _short(row), row.document,
        str(row.originals), state,
    )  # fmt: skip
    return RegisterRow(row.id, texts, tone)


def _printed(row: SealEntryRow) -> tuple[str | int | date, ...]:
    parts = [row.document]
    if row.ground:
        parts.append(_("основание: {ground}").format(ground=row.ground))
    if row.agreement:
        parts.append(_("по споразумение {no}").format(no=row.agreement))
    if row.struck_why:
        parts.append(_("ЗАЧЕРКНАТО: {why}").format(why=row.struck_why))
    return (
        f"{row.number}/{row.year}", row.sealed_on, _short(row), "\n".join(parts), row.originals,
        row.signed_on, row.signed_by, row.asked_by, row.holder,
    )  # fmt: skip


def entry_of(row: SealEntryRow) -> SealEntry:
    """The value of a line."""
    return SealEntry(
        id=row.id, number=row.number, year=row.year, category=row.category,
        category_text=row.category_text,
        citation=Citation.parse(row.citation) if row.citation else None,
        document=row.document, originals=row.originals, signed_on=row.signed_on,
        signed_by=row.signed_by, sealed_on=row.sealed_on, asked_by=row.asked_by,
        holder=row.holder, ground=row.ground, note=row.note, print_id=row.print_id, by=row.by,
        at=row.at, struck_why=row.struck_why, struck_by=row.struck_by, struck_at=row.struck_at,
        agreement=row.agreement, agreement_id=row.agreement_id,
    )  # fmt: skip
