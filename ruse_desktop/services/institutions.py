"""The verbs of cultural institutions (функция 7): enter, correct, look at again, strike out, read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.institutions import (
    FORM_NAMES,
    MONTHS,
    STATE_NAMES,
    TONES,
    Form,
    Institution,
    InstitutionInput,
    State,
    doubts,
    months_of,
)
from ruse_desktop.domain.register_cards import RegisterCard, joined
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.nomination_index import reindex
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.people_cards import (
    organisation_of,
    row_of,
    save_organisation_in,
    set_institution_keys,
)
from ruse_desktop.services.register_files import files_in
from ruse_desktop.services.register_table import find, history_in, living
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.people import OrganisationRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("institutions", "people")
OBJECT = "institution"
VERBS = {
    "institutions.add": mark("вписана"),
    "institutions.correct": mark("поправена"),
    "institutions.check": mark("прегледана"),
    "institutions.strike": mark("зачеркната"),
    "institutions.import": mark("внесена от таблица"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}


class InstitutionService:
    """Cultural institutions: each is an organisation card with more facts."""

    def __init__(self, store: Store, practice: Practice) -> None:
        self._store = store
        self._practice = practice

    @property
    def months(self) -> int:
        """After how many months a card is looked at again."""
        return months_of(self._practice.value(MONTHS))

    def add(self, typed: InstitutionInput, *, actor: Actor) -> Institution:
        """Enter an institution, on a new card or a saved one (`typed.organisation_id`).

        Raises UserError for what is missing; Refused when the card is an institution already, or
        when there is a card with this name and none was chosen (code „same-name“).
        """
        with self._store.write(actor, "institutions.add", KINDS) as tx:
            row = add_in(tx, typed)
            tx.subject(OBJECT, row.id, typed.card.name)
            return _value(tx.session, row)

    def correct(self, institution_id: int, typed: InstitutionInput, *, actor: Actor) -> Institution:
        """Write card and facts anew. Raises UserError, Refused when struck out."""
        with self._store.write(actor, "institutions.correct", KINDS) as tx:
            row: InstitutionRow = living(tx.session, InstitutionRow, institution_id)
            card = save_organisation_in(tx, typed.card, row.organisation_id, names=True)
            reindex(tx.session, NomineeKind.ORGANISATION, card.id)
            _fill(row, checked(typed, tx.now.date()), card, tx)
            tx.session.flush()
            tx.subject(OBJECT, row.id, card.name)
            return _value(tx.session, row)

    def check(self, institution_id: int, on: date, *, actor: Actor) -> Institution:
        """Keep that the card was looked at and is right as it stands. Raises UserError for a day to come."""
        with self._store.write(actor, "institutions.check", KINDS) as tx:
            row: InstitutionRow = living(tx.session, InstitutionRow, institution_id)
            refuse_to_come(on, tx.now.date())
            row.checked_on, row.checked_by = on, actor.name
            tx.session.flush()
            found = _value(tx.session, row)
            tx.subject(OBJECT, row.id, found.card.name)
            return found

    def strike(self, institution_id: int, reason: str, *, actor: Actor) -> Institution:
        """Take it out of the register with a reason; the organisation card stays."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "institutions.strike", KINDS) as tx:
            row: InstitutionRow = living(tx.session, InstitutionRow, institution_id)
            row.struck_why = why
            tx.session.flush()
            found = _value(tx.session, row)
            tx.subject(OBJECT, row.id, found.card.name)
            return found

    def get(self, institution_id: int) -> Institution:
        """One institution. Raises NotFound."""
        with self._store.read() as session:
            return _value(session, find(session, InstitutionRow, institution_id))

    def of_card(self, organisation_id: int) -> int | None:
        """The institution kept on this organisation card."""
        with self._store.read() as session:
            return on_card(session, organisation_id)

    def card(self, institution_id: int) -> RegisterCard:
        """One institution as it is shown. Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            one = _value(session, find(session, InstitutionRow, institution_id))
            state = one.state(today, self.months)
            return RegisterCard(
                one.id, one.card.name, _(STATE_NAMES[state]), TONES[state], _rows(one),
                _warning(one, state, self.months), files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS),
                links=((_("Картата и предложенията ѝ"), "organisation", one.card.id),),
                struck_why=one.struck_why,
            )  # fmt: skip


def add_in(tx: Transaction, typed: InstitutionInput) -> InstitutionRow:
    """`InstitutionService.add` within a transaction; the row has its id."""
    ready = checked(typed, tx.now.date())
    known = ready.organisation_id
    if known is None:
        same = namesake(tx.session, ready.card.name)
        if same is not None:
            raise Refused(
                _("Вече има карта на „{name}“.").format(name=same.name),
                _("Впишете институцията върху нея или дайте друго име."),
                code=f"same-name:{same.id}",
            )
    elif on_card(tx.session, known) is not None:
        raise Refused(
            _("„{name}“ вече е в регистъра.").format(name=ready.card.name),
            _("Намерете я в списъка и я поправете."),
        )
    card = save_organisation_in(tx, ready.card, known, names=known is not None)
    if known is not None:
        reindex(tx.session, NomineeKind.ORGANISATION, card.id)
    row = InstitutionRow(organisation_id=card.id, checked_by="", by=tx.actor.name, at=tx.now)
    _fill(row, ready, card, tx)
    tx.session.add(row)
    tx.session.flush()
    return row


def namesake(session: Session, name: str) -> OrganisationRow | None:
    """The organisation's card with exactly this name."""
    return session.scalar(
        select(OrganisationRow)
        .where(
            OrganisationRow.search_key == search_key(name),
            OrganisationRow.merged_into_id.is_(None),
            OrganisationRow.provisional.is_(False),
        )
        .limit(1)
    )


def on_card(session: Session, organisation_id: int) -> int | None:
    """The institution that is not struck out on this card."""
    return session.scalar(
        select(InstitutionRow.id).where(
            InstitutionRow.organisation_id == organisation_id, InstitutionRow.struck_why == ""
        )
    )


def checked(typed: InstitutionInput, today: date) -> InstitutionInput:
    """The input with clean texts. Raises UserError for what is impossible."""
    ready = replace(typed, website=clean(typed.website), note=clean(typed.note, 1000))
    if ready.since and ready.until and ready.until < ready.since:
        raise UserError(
            _("Институцията е закрита, преди да е открита."), _("Поправете едната от датите.")
        )
    if ready.checked_on is not None:
        refuse_to_come(ready.checked_on, today)
    return ready


def refuse_to_come(day: date, today: date) -> None:
    """Raises UserError for a check on a day that has not come."""
    if day > today:
        raise UserError(
            _("Денят на проверката още не е дошъл."), _("Впишете деня, в който е направена.")
        )


def _fill(
    row: InstitutionRow, typed: InstitutionInput, card: OrganisationRow, tx: Transaction
) -> None:
    if typed.checked_on is not None and typed.checked_on != row.checked_on:
        row.checked_by = tx.actor.name
    row.form, row.website, row.note = str(typed.form), typed.website, typed.note
    row.since, row.until, row.checked_on = typed.since, typed.until, typed.checked_on
    set_institution_keys(row, card)


def _value(session: Session, row: InstitutionRow) -> Institution:
    card = organisation_of(row_of(session, OrganisationRow, row.organisation_id))
    typed = InstitutionInput(
        card, Form(row.form), card.id, row.website, row.since, row.until, row.checked_on, row.note
    )
    return Institution(row.id, typed, card, row.by, row.at, row.checked_by, row.struck_why)


def _rows(one: Institution) -> tuple[tuple[str, str], ...]:
    card, typed = one.card, one.typed
    check = ""
    if typed.checked_on is not None:
        check = joined((date_short(typed.checked_on), one.checked_by))
    return (
        (_("Вид"), _(FORM_NAMES[typed.form])),
        (_("Област"), card.field),
        (_("Населено място"), card.settlement),
        (_("Адрес"), card.address),
        (_("Ръководител"), card.representative),
        (_("Телефон"), card.phone),
        (_("Е-поща"), card.email),
        (_("Сайт"), typed.website),
        (_("ЕИК"), card.reg_no),
        (_("Действа от"), date_short(typed.since) if typed.since else ""),
        (_("Закрита на"), date_short(typed.until) if typed.until else ""),
        (_("Проверена на"), check or _("още не")),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )


def _warning(one: Institution, state: State, months: int) -> str:
    said = list(doubts(one.typed))
    if state is State.DUE and one.typed.checked_on is not None:
        text = _("Проверена е преди повече от {n} месеца; прегледайте данните отново.")
        said.insert(0, text.format(n=months))
    elif state is State.DUE:
        said.insert(0, _("Данните още не са проверявани."))
    return " ".join(said)
