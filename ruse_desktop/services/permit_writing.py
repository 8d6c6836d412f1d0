"""Writing an application: what must be there, the applicant's card, the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.people import OrganisationInput, PersonInput, split_name
from ruse_desktop.domain.permits import OTHER, Applicant, PermitInput, PermitRules, other_use
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.people_cards import save_organisation_in, save_person_in
from ruse_desktop.services.permit_reading import item_key, rules_on
from ruse_desktop.storage.people import OrganisationRow, PersonRow
from ruse_desktop.storage.permits import PermitRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Transaction

_MOST_COPIES = 100_000_000


def checked(
    tx: Transaction, law: LawBook, typed: PermitInput, own: int | None = None
) -> PermitInput:
    """The application with clean texts and a card. Raises UserError, Refused (see `apply`)."""
    ready = replace(
        typed,
        incoming_no=clean(typed.incoming_no, 60), applicant=clean(typed.applicant, 300),
        contact=clean(typed.contact, 300), product=clean(typed.product, 300),
        other=clean(typed.other, 300), sizes=clean(typed.sizes, 120),
        purpose=clean(typed.purpose, 1000), place=clean(typed.place, 300),
        ground=clean(typed.ground, 60), place_of_emblem=clean(typed.place_of_emblem, 60),
        note=clean(typed.note, 1000),
    )  # fmt: skip
    today = tx.now.date()
    rules = rules_on(law, ready.incoming_on or today)
    _symbol(ready, rules)
    _needed(ready)
    _days(ready, today)
    _figures(ready)
    rule = rules.of(ready.symbol)
    assert rule is not None
    known = {code for code, _name in rule.uses} | {OTHER}
    if not ready.uses or not set(ready.uses) <= known:
        raise Refused(
            _("Не е посочен начин на ползване ({citation}).").format(citation=rule.citation),
            _("Отбележете поне един."), citation=str(rule.citation), code="use",
        )  # fmt: skip
    if OTHER in ready.uses and not ready.other:
        raise UserError(
            _("Отбелязано е „друго“, но не е казано какво."), _("Напишете начина на ползване.")
        )
    _free(tx.session, ready, own)
    if not rule.ground:
        ready = replace(ready, ground="", place_of_emblem="")
    if OTHER not in ready.uses:
        ready = replace(ready, other="")
    return replace(ready, applicant_id=_card(tx, ready))


def _symbol(ready: PermitInput, rules: PermitRules) -> None:
    if not ready.symbol:
        raise Refused(
            _("Изберете символ (чл. 2)."), _("Разрешение се иска за един от символите."),
            citation="чл. 2", code="symbol",
        )  # fmt: skip
    if rules.of(ready.symbol) is None:
        names = ", ".join(one.name.lower() for one in rules.symbols)
        raise Refused(
            _("За този символ наредбата не предвижда разрешение за тиражиране."),
            _("Разрешение се дава за: {names}.").format(names=names), code="symbol",
        )  # fmt: skip


def _needed(ready: PermitInput) -> None:
    needs = (
        (ready.incoming_no, _("Не е посочен входящ номер."), _("Впишете номера на заявлението.")),
        (ready.incoming_on, _("Не е посочена датата на заявлението."), _("Впишете я.")),
        (ready.applicant, _("Не е посочен заявител."), _("Впишете име или изберете карта.")),
        (ready.product, _("Не е посочено изделието."), _("Напишете какво ще се тиражира.")),
    )
    for value, said, advice in needs:
        if not value:
            raise UserError(said, advice)


def _days(ready: PermitInput, today: date) -> None:
    assert ready.incoming_on is not None
    if ready.incoming_on > today:
        raise UserError(
            _("Датата на заявлението {day} още не е дошла.").format(
                day=date_short(ready.incoming_on)
            ),
            _("Поправете датата."),
        )
    if ready.use_from and ready.use_until and ready.use_from > ready.use_until:
        raise UserError(
            _("Периодът свършва на {until} – преди да е започнал на {since}").format(
                until=date_short(ready.use_until), since=date_short(ready.use_from)
            ),
            _("Поправете една от двете дати."),
        )


def _figures(ready: PermitInput) -> None:
    try:
        sizes = ready.all_sizes
    except ValueError as error:
        raise UserError(
            _("„{text}“ не е размер.").format(text=error), _("Пример: 60×80 мм; 6,5×8 см")
        ) from error
    del sizes
    if ready.copies is not None and not 1 <= ready.copies <= _MOST_COPIES:
        raise UserError(_("Броят трябва да е положително число."), _("Поправете броя."))


def _free(session: Session, ready: PermitInput, own: int | None) -> None:
    assert ready.incoming_on is not None
    query = select(PermitRow.id).where(
        PermitRow.incoming_no == ready.incoming_no, PermitRow.year == ready.incoming_on.year
    )
    there = session.scalar(query)
    if there is not None and there != own:
        raise Refused(
            _("Заявление с № {no} от {year} г. вече е вписано.").format(
                no=ready.incoming_no, year=ready.incoming_on.year
            ),
            _("Проверете номера или отворете вписаното."), code="number",
        )  # fmt: skip


def _card(tx: Transaction, ready: PermitInput) -> int:
    """The applicant's card: the one taken, else the only one of this name, else a new one."""
    person = ready.applicant_kind is Applicant.PERSON
    table: type[PersonRow | OrganisationRow] = PersonRow if person else OrganisationRow
    if ready.applicant_id is not None:
        taken = (
            tx.session.get(PersonRow, ready.applicant_id)
            if person
            else tx.session.get(OrganisationRow, ready.applicant_id)
        )
        if taken is None:
            raise UserError(_("Картата на заявителя я няма."), _("Изберете я отново."))
        return taken.merged_into_id or taken.id
    same = tx.session.scalars(
        select(table.id)
        .where(table.search_key == search_key(ready.applicant), table.merged_into_id.is_(None))
        .order_by(table.id)
        .limit(2)
    ).all()
    if len(same) == 1:
        return same[0]
    if person:
        parts = split_name(ready.applicant)
        return save_person_in(
            tx, PersonInput(parts.given, parts.middle, parts.family, parts.titles)
        ).id
    return save_organisation_in(tx, OrganisationInput(ready.applicant)).id


def fill(row: PermitRow, typed: PermitInput, rules: PermitRules) -> None:
    """Write what was typed into the row."""
    assert typed.incoming_on is not None
    rule = rules.of(typed.symbol)
    names = {**dict(rule.uses if rule else ()), OTHER: typed.other or other_use()}
    person = typed.applicant_kind is Applicant.PERSON
    for name in (
        "symbol", "incoming_no", "incoming_on", "applicant_kind", "applicant", "contact", "product",
        "other", "sizes", "copies", "for_sale", "purpose", "use_from", "use_until", "place",
        "first_use_on", "ground", "place_of_emblem", "note",
    ):  # fmt: skip
        setattr(row, name, getattr(typed, name))
    row.uses = [[code, names[code]] for code in typed.uses]
    row.year = typed.incoming_on.year
    row.day = typed.incoming_on
    row.person_id = typed.applicant_id if person else None
    row.organisation_id = None if person else typed.applicant_id
    row.renews_id = typed.renews
    row.item_key = item_key(typed)
    row.applicant_key = search_key(typed.applicant)
    row.product_key = search_key(typed.product)
    row.search_key = row.applicant_key
