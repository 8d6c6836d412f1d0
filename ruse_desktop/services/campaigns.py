"""The verbs of publications and campaigns (функции 11, 33): enter, agree, correct, strike out, attach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain.campaigns import (
    FORM_NAMES,
    FORMS,
    KIND_NAMES,
    OFFICE_NAMES,
    OFFICES,
    STATE_NAMES,
    TONES,
    Campaign,
    CampaignInput,
    Form,
    Kind,
    Offer,
    Office,
    rows_of,
)
from ruse_desktop.domain.register_cards import RegisterCard
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean, search_key
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_table import history_in
from ruse_desktop.storage.campaigns import CampaignFileRow, CampaignRow
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("campaigns",)
OBJECT = "campaign"
VERBS = {
    "campaigns.add": mark("вписано"),
    "campaigns.correct": mark("поправено"),
    "campaigns.agree": mark("съгласувано"),
    "campaigns.strike": mark("зачеркнато"),
    "campaigns.file": mark("приложен файл"),
    "campaigns.file-out": mark("махнат файл"),
}
_BACK, _AHEAD = timedelta(days=120), timedelta(days=400)
_AGREED = {
    Office.DIRECTOR: "director_on",
    Office.DEPUTY: "deputy_on",
    Office.MAYOR: "mayor_on",
}


class CampaignService:
    """What the department makes public and the campaigns it runs."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def add(self, typed: CampaignInput, *, actor: Actor) -> Campaign:
        """Enter a publication or a campaign. Raises UserError for what is missing or impossible."""
        with self._store.write(actor, "campaigns.add", KINDS) as tx:
            row = add_in(tx, typed)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.title)
            return self._campaign(tx.session, row)

    def correct(self, campaign_id: int, typed: CampaignInput, *, actor: Actor) -> Campaign:
        """Write what is known anew; the kind stays. Raises UserError, Refused when struck out."""
        with self._store.write(actor, "campaigns.correct", KINDS) as tx:
            row = _living(tx.session, campaign_id)
            if typed.kind != row.kind:
                raise Refused(
                    _("Видът на записа не се променя."), _("Зачеркнете го и впишете нов.")
                )
            _fill(tx.session, row, checked(typed, tx.now.date()))
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.title)
            return self._campaign(tx.session, row)

    def agree(self, campaign_id: int, office: Office, on: date, *, actor: Actor) -> Campaign:
        """Keep the day an office agreed; a later office may come before an earlier one is known.

        Raises Refused when it has agreed already or is not asked; UserError for a day to come.
        """
        with self._store.write(actor, "campaigns.agree", KINDS) as tx:
            row = _living(tx.session, campaign_id)
            if office not in OFFICES[Kind(row.kind)]:
                raise Refused(
                    _("Публикация не се съгласува с кмета."), _("Изберете директор или зам.-кмет.")
                )
            if getattr(row, _AGREED[office]) is not None:
                raise Refused(
                    _("Това съгласуване вече е вписано: {office}.").format(
                        office=_(OFFICE_NAMES[office])
                    ),
                    _("Ако денят е грешен, поправете записа."),
                )
            _refuse_to_come(on, tx.now.date())
            setattr(row, _AGREED[office], on)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.title)
            return self._campaign(tx.session, row)

    def strike(self, campaign_id: int, reason: str, *, actor: Actor) -> Campaign:
        """Strike out what was entered by mistake or did not take place; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "campaigns.strike", KINDS) as tx:
            row = _living(tx.session, campaign_id)
            row.struck_why = why
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.title)
            return self._campaign(tx.session, row)

    def get(self, campaign_id: int) -> Campaign:
        """One record with everything. Raises NotFound."""
        with self._store.read() as session:
            found = self._campaign(session, _find(session, campaign_id))
            return replace(found, history=history_in(session, OBJECT, campaign_id, VERBS))

    def card(self, campaign_id: int) -> RegisterCard:
        """One record as it is printed. Raises NotFound."""
        one = self.get(campaign_id)
        state = one.state(self._store.clock.today())
        return RegisterCard(
            one.id, one.typed.title, _(STATE_NAMES[state]), TONES[state],
            ((_("Състояние"), _(STATE_NAMES[state])), *rows_of(one)), files=one.files,
            history=one.history, struck_why=one.struck_why,
        )  # fmt: skip

    def offers(self) -> tuple[Offer, ...]:
        """What a record may be about: awards of this year and the last, events around today."""
        today = self._store.clock.today()
        with self._store.read() as session:
            editions = session.scalars(
                select(EditionRow)
                .where(EditionRow.year >= today.year - 1)
                .order_by(EditionRow.year.desc(), EditionRow.id)
            )
            awards = [Offer(edition_name(self._law, row), edition_id=row.id) for row in editions]
            events = session.execute(
                select(EventRow.id, EventRow.on, EventRow.title)
                .where(EventRow.removed.is_(False))
                .where(EventRow.on.between(today - _BACK, today + _AHEAD))
                .order_by(EventRow.on, EventRow.id)
            ).all()
        return (*awards, *(Offer(_dated(on, title), event_id=id_) for id_, on, title in events))

    def edition_name(self, edition_id: int) -> str:
        """„Награда „Русе“ 2027“ of an edition. Raises NotFound."""
        with self._store.read() as session:
            return edition_name(self._law, find_edition(session, edition_id))

    def attach(self, campaign_id: int, source: Path, *, actor: Actor, note: str = "") -> Evidence:
        """Keep a poster, a cutting, a recording. Raises UserError; Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "campaigns.file", KINDS) as tx:
            row = _living(tx.session, campaign_id)
            if any(one.sha256 == digest for one in _files(tx.session, campaign_id)):
                raise Refused(_("Този файл вече е приложен."), _("Изберете друг файл."))
            made = CampaignFileRow(
                campaign_id=row.id, name=name, suffix=suffix, size=size, sha256=digest,
                added_on=tx.now.date(), note=clean(note, 300), by=actor.name,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.title)
            return _evidence(made)

    def detach(self, file_id: int, reason: str, *, actor: Actor) -> None:
        """Take a file out with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "campaigns.file-out", KINDS) as tx:
            found = tx.session.get(CampaignFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е приложен."), _("Опреснете списъка."))
            found.removed_why = why
            tx.subject(OBJECT, found.campaign_id, str(file_id))

    def _campaign(self, session: Session, row: CampaignRow) -> Campaign:
        about = ""
        if row.event_id is not None:
            event = session.get_one(EventRow, row.event_id)
            about = _dated(event.on, event.title)
        elif row.edition_id is not None:
            about = edition_name(self._law, session.get_one(EditionRow, row.edition_id))
        return Campaign(
            row.id, typed_of(row), row.by, row.at, about,
            tuple(_evidence(one) for one in _files(session, row.id)), struck_why=row.struck_why,
        )  # fmt: skip


def edition_name(law: LawBook, row: EditionRow) -> str:
    """„Награда „Русе“ 2027“."""
    award = law.edition(row.law_edition).award(row.award)
    return _("{award} {year}").format(award=award.short_name, year=row.year)


def typed_of(row: CampaignRow | Row[Any]) -> CampaignInput:
    """A record as it is typed."""
    days = {office: getattr(row, name) for office, name in _AGREED.items()}
    return CampaignInput(
        kind=Kind(row.kind), form=Form(row.form), title=row.title, on=row.on, until=row.until,
        medium=row.medium, event_id=row.event_id, edition_id=row.edition_id,
        agreed={office: day for office, day in days.items() if day is not None},
        reference=row.reference, responsible=row.responsible, note=row.note,
    )  # fmt: skip


def _dated(on: date, title: str) -> str:
    return _("{day} · {title}").format(day=date_plain(on), title=title)


def add_in(tx: Transaction, typed: CampaignInput) -> CampaignRow:
    """`CampaignService.add` within a transaction."""
    row = CampaignRow(by=tx.actor.name, at=tx.now)
    _fill(tx.session, row, checked(typed, tx.now.date()))
    tx.session.add(row)
    return row


def checked(typed: CampaignInput, today: date) -> CampaignInput:
    """The input with clean texts. Raises UserError for what is missing or impossible."""
    ready = replace(
        typed, title=clean(typed.title), medium=clean(typed.medium),
        reference=clean(typed.reference, 300), responsible=clean(typed.responsible),
        note=clean(typed.note, 1000),
    )  # fmt: skip
    campaign = ready.kind is Kind.CAMPAIGN
    needs = (
        (ready.kind in FORMS and ready.form in FORMS[ready.kind], _("Не е избрана формата.")),
        (ready.title, _("Не е посочено какво се оповестява.")),
        (ready.on, _("Няма ден на кампанията.") if campaign else _("Няма ден на публикацията.")),
        (ready.medium or campaign, _("Не е посочено къде излиза.")),
    )
    for value, said in needs:
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    if ready.until is not None and ready.on is not None and ready.until < ready.on:
        raise UserError(_("Последният ден е преди първия."), _("Поправете едната от датите."))
    if ready.event_id is not None and ready.edition_id is not None:
        raise UserError(
            _("Записът е или за събитие, или за отличие."), _("Изберете едното от двете.")
        )
    for office, day in ready.agreed.items():
        if office not in OFFICES[ready.kind]:
            raise UserError(
                _("Публикация не се съгласува с кмета."), _("Изберете директор или зам.-кмет.")
            )
        _refuse_to_come(day, today)
    return ready


def _refuse_to_come(day: date, today: date) -> None:
    if day > today:
        raise UserError(
            _("Денят на съгласуването още не е дошъл."), _("Впишете го, след като е дадено.")
        )


def _fill(session: Session, row: CampaignRow, typed: CampaignInput) -> None:
    for model, key in ((EventRow, typed.event_id), (EditionRow, typed.edition_id)):
        if key is not None and session.get(model, key) is None:
            raise NotFound(
                _("Избраното събитие или отличие вече го няма."), _("Изберете друго от списъка.")
            )
    assert typed.on is not None
    row.kind, row.form, row.title, row.on = typed.kind, typed.form, typed.title, typed.on
    for name in ("until", "medium", "event_id", "edition_id", "reference", "responsible", "note"):
        setattr(row, name, getattr(typed, name))
    for office, name in _AGREED.items():
        setattr(row, name, typed.agreed.get(office))
    row.search_key = search_key(
        f"{typed.title} {typed.medium} {_(KIND_NAMES[typed.kind])} {_(FORM_NAMES[typed.form])} "
        f"{typed.reference} {typed.responsible}"
    )


def _find(session: Session, campaign_id: int) -> CampaignRow:
    row = session.get(CampaignRow, campaign_id)
    if row is None:
        raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
    return row


def _living(session: Session, campaign_id: int) -> CampaignRow:
    row = _find(session, campaign_id)
    if row.struck_why:
        raise Refused(_("Записът е зачеркнат."), _("Впишете нов запис."))
    return row


def _files(session: Session, campaign_id: int) -> list[CampaignFileRow]:
    query = select(CampaignFileRow).where(
        CampaignFileRow.campaign_id == campaign_id, CampaignFileRow.removed_why == ""
    )
    return list(session.scalars(query.order_by(CampaignFileRow.id)))


def _evidence(row: CampaignFileRow) -> Evidence:
    return Evidence(row.id, row.name, row.suffix, row.size, row.sha256, row.added_on, row.note)
