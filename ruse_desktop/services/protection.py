"""The register of protected signs and names (§ 2 ПЗР): enter, renew, end, attach, list, print."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import and_, or_, select

from ruse_desktop.domain import protection as values
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.protection import (
    REMINDER,
    STATE_NAMES,
    TONES,
    USUAL_DAYS,
    Mark,
    MarkInput,
    MarkKind,
    MarkState,
    Renewal,
)
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.violations import Evidence
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.storage.protection import MarkFileRow, MarkRenewalRow, MarkRow

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

KINDS = ("protection",)
OBJECT = "protection"


def reminder_days(practice: Practice) -> int:
    """How many days before the end of a term the office wants to be reminded."""
    return practice.days_before(REMINDER) or USUAL_DAYS


class ProtectionService(TableRegister):
    """What is registered for the municipality, with its terms."""

    table = MarkRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "name": (MarkRow.search_key,),
        "kind": (MarkRow.kind_name,),
        "number": (MarkRow.number,),
        "expires": (MarkRow.expires_on.is_(None), MarkRow.expires_on),
        "responsible": (MarkRow.responsible,),
        "state": (MarkRow.ended_on.is_not(None), MarkRow.expires_on),
    }
    usual = (
        MarkRow.ended_on.is_not(None),
        MarkRow.expires_on.is_(None),
        MarkRow.expires_on,
        MarkRow.id,
    )

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice
        self._attachments = attachments

    @property
    def days(self) -> int:
        """How many days before the end of a term it is „изтича“."""
        return reminder_days(self._practice)

    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds of protection of today's edition."""
        return values.kinds_of(self._law.at(self._store.clock.today()).symbols)

    def add(self, typed: MarkInput, *, actor: Actor) -> Mark:
        """Enter a registration. Raises UserError for what is missing or contradicts itself."""
        with self._store.write(actor, "protection.add", KINDS) as tx:
            row = MarkRow(by=actor.name, at=tx.now)
            self._fill(tx.session, row, _checked(typed, tx.now.date()))
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.number or row.filed_no)
            return _mark(tx.session, row)

    def correct(self, mark_id: int, typed: MarkInput, *, actor: Actor) -> Mark:
        """Change what is known of a registration; its term only before the first renewal."""
        with self._store.write(actor, "protection.correct", KINDS) as tx:
            row = _find(tx.session, mark_id)
            ready = _checked(typed, tx.now.date())
            if _renewals(tx.session, mark_id) and ready.expires_on != row.expires_on:
                raise Refused(
                    _("Срокът вече е подновяван."), _("Впишете ново подновяване с верния срок.")
                )
            self._fill(tx.session, row, ready)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.number or row.filed_no)
            return _mark(tx.session, row)

    def renew(
        self, mark_id: int, *, on: date, expires_on: date, number: str = "", actor: Actor
    ) -> Mark:
        """Make the term longer. Raises Refused for an ended one or a day that is not later."""
        with self._store.write(actor, "protection.renew", KINDS) as tx:
            row = _find(tx.session, mark_id)
            if row.ended_on is not None:
                raise Refused(_("Закрилата е прекратена."), _("Впишете нова регистрация."))
            if row.expires_on is None:
                raise Refused(_("Закрилата няма срок, който да се поднови."), _("Проверете вида."))
            if expires_on <= row.expires_on:
                raise Refused(
                    _("Новият срок трябва да е след {day}.").format(day=date_short(row.expires_on)),
                    _("Поправете датата."),
                )
            if on > tx.now.date() or (row.registered_on is not None and on < row.registered_on):
                raise UserError(
                    _("Денят на подновяването е преди регистрацията или още не е дошъл."),
                    _("Поправете датата."),
                )
            tx.session.add(
                MarkRenewalRow(
                    mark_id=row.id, on=on, number=clean(number), before=row.expires_on,
                    expires_on=expires_on, by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            row.expires_on = expires_on
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.number)
            return _mark(tx.session, row)

    def end(self, mark_id: int, *, on: date, reason: str, actor: Actor) -> Mark:
        """Say that the protection ended before its term or is not renewed, and why."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "protection.end", KINDS) as tx:
            row = _find(tx.session, mark_id)
            if row.ended_on is not None:
                raise Refused(_("Закрилата вече е прекратена."), _("Опреснете списъка."))
            begun = row.registered_on or row.filed_on
            if on > tx.now.date() or (begun is not None and on < begun):
                raise UserError(
                    _("Денят на прекратяването е преди началото или още не е дошъл."),
                    _("Поправете датата."),
                )
            row.ended_on, row.ended_why = on, why
            tx.subject(OBJECT, row.id, row.number)
            return _mark(tx.session, row)

    def get(self, mark_id: int) -> Mark:
        """One registration with everything. Raises NotFound."""
        with self._store.read() as session:
            return _mark(session, _find(session, mark_id))

    def attach(self, mark_id: int, source: Path, *, actor: Actor, note: str = "") -> Evidence:
        """Keep a paper of a registration. Raises UserError; Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "protection.file", KINDS) as tx:
            row = _find(tx.session, mark_id)
            if any(one.sha256 == digest for one in _files(tx.session, mark_id)):
                raise Refused(_("Този файл вече е приложен."), _("Изберете друг файл."))
            made = MarkFileRow(
                mark_id=row.id, name=name, suffix=suffix, size=size, sha256=digest,
                added_on=tx.now.date(), note=clean(note, 300), by=actor.name,
            )  # fmt: skip
            tx.session.add(made)
            tx.session.flush()
            tx.subject(OBJECT, row.id, row.number)
            return _evidence(made)

    def detach(self, file_id: int, reason: str, *, actor: Actor) -> None:
        """Take a paper out of a registration with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "protection.file-out", KINDS) as tx:
            found = tx.session.get(MarkFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е приложен."), _("Опреснете списъка."))
            found.removed_why = why
            tx.subject(OBJECT, found.mark_id, str(file_id))

    # the register, see domain/registers.py

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row, self._store.clock.today(), self.days)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, by number."""
        today = self._store.clock.today()
        with self._store.read() as session:
            query = select(MarkRow).where(*self._asked(wanted)).order_by(MarkRow.id)
            lines = tuple(_printed(row, today, self.days) for row in session.scalars(query))
        kinds = self.kinds()
        count = ngettext("Общо {n} запис", "Общо {n} записа", len(lines)).format(n=len(lines))
        return RegisterSheet(
            title=_("Регистър на защитените символи и наименования"),
            subtitle=str(kinds[0].citation) if kinds else "",
            asked=_said(wanted),
            heads=(
                _("Наименование"), _("Вид"), _("Ведомство"), _("Заявка"), _("Регистрация"),
                _("Изтича"), _("Класове"), _("Отговаря"), _("Състояние"),
            ),
            widths=(0.19, 0.11, 0.12, 0.12, 0.12, 0.08, 0.08, 0.1, 0.08),
            lines=lines,
            count=count,
            drawn_on=today,
            file_name="registar-zakrila",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _fill(self, session: Session, row: MarkRow, typed: MarkInput) -> None:
        kind = next((one for one in self.kinds() if one.code == typed.kind), None)
        if kind is None and typed.kind != row.kind:
            raise UserError(_("Не е избран видът на закрилата."), _("Изберете го от списъка."))
        if typed.number:
            same = select(MarkRow.name).where(
                MarkRow.kind == typed.kind, MarkRow.office == typed.office,
                MarkRow.number == typed.number,
            )  # fmt: skip
            with session.no_autoflush:
                name = session.scalar(same.where(MarkRow.id != row.id) if row.id else same)
            if name is not None:
                raise Refused(
                    _("Регистрация № {no} вече е вписана: „{name}“.").format(
                        no=typed.number, name=name
                    ),
                    _("Отворете нея или поправете номера."),
                )
        for name in MarkInput.__dataclass_fields__:
            setattr(row, name, getattr(typed, name))
        row.kind_name = kind.name if kind is not None else row.kind_name
        row.search_key = search_key(
            f"{typed.name} {typed.number} {typed.filed_no} {row.kind_name} {typed.office} "
            f"{typed.classes} {typed.responsible}"
        )

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [
            MarkRow.search_key.contains(word, autoescape=True) for word in search_words(wanted.text)
        ]
        if kind := wanted.choice("kind"):
            found.append(MarkRow.kind == kind)
        if state := wanted.choice("state"):
            today = self._store.clock.today()
            found.append(_in_state(MarkState(state), today, today + timedelta(self.days)))
        if wanted.since is not None:
            found.append(MarkRow.expires_on >= wanted.since)
        if wanted.until is not None:
            found.append(MarkRow.expires_on <= wanted.until)
        return found


def _in_state(state: MarkState, today: date, ahead: date) -> ColumnElement[bool]:
    ended, expires = MarkRow.ended_on.is_not(None), MarkRow.expires_on
    later = or_(expires.is_(None), expires > ahead)
    asked = {
        MarkState.ENDED: ended,
        MarkState.EXPIRED: and_(~ended, expires < today),
        MarkState.SOON: and_(~ended, expires >= today, expires <= ahead),
        MarkState.HELD: and_(~ended, later, MarkRow.registered_on.is_not(None)),
        MarkState.FILED: and_(~ended, later, MarkRow.registered_on.is_(None)),
    }
    return asked[state]


def _checked(typed: MarkInput, today: date) -> MarkInput:
    """The input with clean texts. Raises UserError for what is missing or contradicts itself."""
    ready = replace(
        typed, name=clean(typed.name), office=clean(typed.office), filed_no=clean(typed.filed_no),
        number=clean(typed.number), classes=clean(typed.classes),
        responsible=clean(typed.responsible), note=clean(typed.note, 1000),
    )  # fmt: skip
    needs = (
        (ready.name, _("Не е посочено какво се закриля.")),
        (ready.kind, _("Не е избран видът на закрилата.")),
        (ready.office, _("Не е посочено ведомството.")),
        (ready.filed_on or ready.registered_on, _("Няма ден на заявката или на регистрацията.")),
        (ready.number or not ready.registered_on, _("Регистрацията е без номер.")),
    )
    for value, said in needs:
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    filed, registered, expires = ready.filed_on, ready.registered_on, ready.expires_on
    if any(day is not None and day > today for day in (filed, registered)):
        raise UserError(
            _("Денят на заявката или регистрацията още не е дошъл."), _("Поправете датата.")
        )
    if filed is not None and registered is not None and registered < filed:
        raise UserError(_("Регистрацията е преди заявката."), _("Поправете едната от датите."))
    begun = registered or filed
    if expires is not None and begun is not None and expires <= begun:
        raise UserError(_("Срокът изтича преди да е започнал."), _("Поправете датата на изтичане."))
    return ready


def _find(session: Session, mark_id: int) -> MarkRow:
    row = session.get(MarkRow, mark_id)
    if row is None:
        raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))
    return row


def _renewals(session: Session, mark_id: int) -> list[MarkRenewalRow]:
    query = select(MarkRenewalRow).where(MarkRenewalRow.mark_id == mark_id)
    return list(session.scalars(query.order_by(MarkRenewalRow.id)))


def _files(session: Session, mark_id: int) -> list[MarkFileRow]:
    query = select(MarkFileRow).where(MarkFileRow.mark_id == mark_id, MarkFileRow.removed_why == "")
    return list(session.scalars(query.order_by(MarkFileRow.id)))


def _evidence(row: MarkFileRow) -> Evidence:
    return Evidence(row.id, row.name, row.suffix, row.size, row.sha256, row.added_on, row.note)


def typed_of(row: MarkRow) -> MarkInput:
    """A registration as it is typed."""
    return MarkInput(**{name: getattr(row, name) for name in MarkInput.__dataclass_fields__})


def _mark(session: Session, row: MarkRow) -> Mark:
    renewals = tuple(
        Renewal(one.id, one.on, one.number, one.before, one.expires_on, one.by, one.at)
        for one in _renewals(session, row.id)
    )
    return Mark(
        row.id, typed_of(row), row.kind_name, row.by, row.at, renewals,
        tuple(_evidence(one) for one in _files(session, row.id)), row.ended_on, row.ended_why,
    )  # fmt: skip


def _said(wanted: RegisterFilter) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("изтичащи от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("изтичащи до {day}").format(day=date_short(wanted.until)))
    if state := wanted.choice("state"):
        said.append(_(STATE_NAMES[MarkState(state)]))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _listed(row: MarkRow, today: date, days: int) -> RegisterRow:
    state = values.state_of(typed_of(row), row.ended_on, today, days)
    texts = (
        row.name, row.kind_name, row.number or row.filed_no,
        date_plain(row.expires_on) if row.expires_on else "", row.responsible,
        _(STATE_NAMES[state]),
    )  # fmt: skip
    return RegisterRow(row.id, texts, TONES[state])


def _printed(row: MarkRow, today: date, days: int) -> tuple[str | int | date, ...]:
    state = values.state_of(typed_of(row), row.ended_on, today, days)
    name = f"{row.name} ({symbol_name(row.symbol)})" if row.symbol else row.name
    return (
        name, row.kind_name, row.office, _numbered(row.filed_no, row.filed_on),
        _numbered(row.number, row.registered_on), row.expires_on or _("без срок"), row.classes,
        row.responsible, _(STATE_NAMES[state]),
    )  # fmt: skip


def _numbered(number: str, day: date | None) -> str:
    """„№ 14/05.10.2027 г.“, whatever of it is known."""
    if day is None:
        return number
    return _("№ {no}/{day}").format(no=number, day=date_short(day)) if number else date_short(day)
