"""The flag goes out and comes back: who took it, on what ground, in what condition (чл. 11, чл. 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from ruse_desktop.domain import flag as values
from ruse_desktop.domain.flag import (
    OTHER,
    FlagPlace,
    FlagRules,
    Movement,
    ReturnInput,
    TakingInput,
    moment,
)
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services.calendar_rows import find_event
from ruse_desktop.services.flag import KINDS, current_in, find, keep_photo, out_in, photo_row
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.storage.flag import FlagMovementRow, FlagRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

OBJECT = "flag-movement"
OUT, BACK, STRUCK = "out", "back", "struck"


class FlagCustody(TableRegister):
    """The register of goings out; the flag is in one place only."""

    table = FlagMovementRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "number": (FlagMovementRow.year, FlagMovementRow.number),
        "taken": (FlagMovementRow.taken_at,),
        "who": (FlagMovementRow.to_whom,),
        "ground": (FlagMovementRow.ground,),
        "due": (FlagMovementRow.due_at,),
    }
    usual = (FlagMovementRow.taken_at.desc(), FlagMovementRow.id.desc())

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def rules(self) -> FlagRules:
        """What the act in force today says of the flag."""
        return values.rules_of(self._law.at(self._store.clock.today()).symbols)

    def place(self) -> FlagPlace:
        """Where the flag is now."""
        with self._store.read() as session:
            return place_in(session, self._store.clock.now())

    def get(self, movement_id: int) -> Movement:
        """One going out. Raises NotFound."""
        with self._store.read() as session:
            row = _find(session, movement_id)
            return movement_of(row, find(session, row.flag_id).name)

    def of_event(self, event_id: int) -> tuple[Movement, ...]:
        """The goings out for an event of the calendar, those struck out left aside."""
        with self._store.read() as session:
            query = select(FlagMovementRow, FlagRow.name).join(FlagRow).where(
                FlagMovementRow.event_id == event_id, FlagMovementRow.struck_why == ""
            )  # fmt: skip
            return tuple(movement_of(row, name) for row, name in session.execute(query))

    # writing

    def take(self, typed: TakingInput, *, actor: Actor) -> Movement:
        """Write that the flag goes out.

        Raises UserError for what is missing or contradicts itself, Refused with the article outside
        чл. 12 and while the flag is already out.
        """
        now = self._store.clock.now()
        ready = _checked(typed, now)
        assert ready.taken_at is not None
        assert ready.due_at is not None
        rules = values.rules_of(self._law.at(ready.taken_at.date()).symbols)
        for finding in values.findings(ready, rules, least=self._practice.min_reason):
            if finding.blocking:
                raise Refused(
                    finding.sentence, finding.question or _("Попълнете мотива и кой е решил."),
                    citation=str(finding.citation), code=finding.rule,
                )  # fmt: skip
        with self._store.write(actor, "flag.take", KINDS) as tx:
            flag = current_in(tx.session)
            if flag is None:
                raise Refused(_("Няма заведено знаме."), _("Първо попълнете паспорта му."))
            out = out_in(tx.session, flag.id)
            if out is not None:
                raise Refused(
                    _("Знамето е изнесено на {day} от {who}.").format(
                        day=moment(out.taken_at), who=out.to_whom
                    ),
                    _("Първо впишете връщането му."),
                    citation=str(rules.place_citation or ""), code="flag-out",
                )  # fmt: skip
            _refuse_overlap(tx.session, ready.taken_at, ready.due_at)
            if ready.event_id is not None:
                find_event(tx.session, ready.event_id)
            year = ready.taken_at.year
            last = tx.session.scalar(
                select(func.max(FlagMovementRow.number)).where(FlagMovementRow.year == year)
            )
            row = _row(ready, rules, flag.id, (last or 0) + 1, actor.name, now)
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
            return movement_of(row, flag.typed.name)

    def give_back(
        self, movement_id: int, typed: ReturnInput, *, actor: Actor, photo: Path | None = None
    ) -> Movement:
        """Write that the flag came back, with a photograph of what was damaged.

        Raises NotFound, Refused, UserError for a wrong moment or file.
        """
        received = clean(typed.received_by, 200)
        if not received:
            raise UserError(_("Не е посочено кой е приел знамето."), _("Впишете името."))
        if not clean(typed.condition, 1000):
            raise UserError(_("Не е описано състоянието при връщането."), _("Опишете го."))
        kept = keep_photo(self._attachments, photo) if photo is not None else None
        with self._store.write(actor, "flag.give-back", KINDS) as tx:
            row = _find(tx.session, movement_id)
            if row.struck_why:
                raise Refused(_("Изнасянето е зачеркнато."), _("Опреснете списъка."))
            if row.back_at is not None:
                raise Refused(_("Връщането вече е вписано."), _("Опреснете списъка."))
            if typed.at is None:
                raise UserError(_("Не е посочено кога е върнато."), _("Впишете ден и час."))
            if typed.at < row.taken_at:
                raise UserError(
                    _("Знамето не може да е върнато, преди да е взето."),
                    _("Взето е на {day}.").format(day=moment(row.taken_at)),
                )
            if typed.at > tx.now:
                raise UserError(_("Часът на връщането още не е дошъл."), _("Поправете го."))
            _refuse_overlap(tx.session, row.taken_at, typed.at, but=row.id)
            row.back_at, row.received_by = typed.at, received
            row.back_condition = clean(typed.condition, 1000)
            row.damage = clean(typed.damage, 2000)
            if kept is not None:
                shown = photo_row(kept, row.flag_id, row.id, row.damage or row.back_condition)
                shown.by, shown.at, shown.taken_on = actor.name, tx.now, typed.at.date()
                tx.session.add(shown)
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")
            return movement_of(row, find(tx.session, row.flag_id).name)

    def strike(self, movement_id: int, why: str, *, actor: Actor) -> None:
        """Strike a going out written by mistake; it stays with the reason."""
        reason = require_reason(why, self._practice.min_reason)
        with self._store.write(actor, "flag.strike", KINDS) as tx:
            row = _find(tx.session, movement_id)
            if row.struck_why:
                raise Refused(_("Изнасянето вече е зачеркнато."), _("Опреснете списъка."))
            row.struck_why = reason
            tx.subject(OBJECT, row.id, f"{row.number}/{row.year}")

    def receipt(self, movement_id: int) -> bytes:
        """The record of handing over, and of the return when there was one, as PDF."""
        from ruse_desktop.documents import flag as paper

        one = self.get(movement_id)
        return paper.receipt(
            one, municipality=self._law.municipality,
            place_citation=str(self.rules().place_citation or ""),
        )  # fmt: skip

    # the register, see domain/registers.py

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(row, self._store.clock.now())

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of a period for paper and spreadsheet, oldest first."""
        query = select(FlagMovementRow).where(*self._asked(wanted))
        query = query.order_by(FlagMovementRow.taken_at, FlagMovementRow.id)
        with self._store.read() as session:
            lines = tuple(_printed(row) for row in session.scalars(query))
        count = ngettext("Общо {n} изнасяне", "Общо {n} изнасяния", len(lines))
        return RegisterSheet(
            title=_("Движение на знамето"),
            subtitle=str(self.rules().place_citation or ""),
            asked=_said(wanted),
            heads=("№", _("Взето"), _("Взел"), _("Основание"), _("За връщане"), _("Върнато"),
                   _("Приел"), _("Състояние")),
            widths=(0.07, 0.12, 0.15, 0.22, 0.12, 0.12, 0.1, 0.1),
            lines=lines,
            count=count.format(n=len(lines)),
            drawn_on=self._store.clock.today(),
            file_name="dvizhenie-zname",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"), _("Проверил")),
        )  # fmt: skip

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        row = FlagMovementRow
        found: list[ColumnElement[bool]] = [
            row.search_key.contains(word, autoescape=True) for word in search_words(wanted.text)
        ]
        if ground := wanted.choice("ground"):
            found.append(row.ground == ground)
        states: dict[str, ColumnElement[bool]] = {
            OUT: row.back_at.is_(None) & (row.struck_why == ""),
            BACK: row.back_at.is_not(None),
            STRUCK: row.struck_why != "",
        }
        if (state := wanted.choice("state")) in states:
            found.append(states[state])
        if wanted.since is not None:
            found.append(func.substr(row.taken_at, 1, 10) >= wanted.since.isoformat())
        if wanted.until is not None:
            found.append(func.substr(row.taken_at, 1, 10) <= wanted.until.isoformat())
        return found


def _refuse_overlap(session: Session, since: datetime, until: datetime, *, but: int = 0) -> None:
    """The flag is in one place: what is entered late must not lie inside another going out."""
    other = session.scalar(
        select(FlagMovementRow).where(
            FlagMovementRow.id != but,
            FlagMovementRow.struck_why == "",
            FlagMovementRow.taken_at < until,
            FlagMovementRow.back_at > since,
        )
    )
    if other is not None and other.back_at is not None:
        raise UserError(
            _("Тогава знамето е било изнесено: № {no}, {since} – {until}.").format(
                no=f"{other.number}/{other.year}", since=moment(other.taken_at),
                until=moment(other.back_at),
            ),
            _("Поправете часовете."),
        )  # fmt: skip


def place_in(session: Session, now: datetime) -> FlagPlace:
    """Where the flag is at `now`."""
    flag = current_in(session)
    if flag is None:
        return FlagPlace(None, "")
    row = out_in(session, flag.id)
    out = movement_of(row, flag.typed.name) if row is not None else None
    return FlagPlace(flag, flag.typed.place, out, late=out is not None and out.overdue(now))


def movement_of(row: FlagMovementRow, flag: str) -> Movement:
    """The value of a row."""
    typed = TakingInput(
        row.taken_at, row.from_whom, row.to_whom, row.office, row.ground, row.due_at,
        row.condition, row.occasion, row.reason, row.motive, row.decided_by, row.event_id,
        row.place,
    )  # fmt: skip
    back = None
    if row.back_at is not None:
        back = ReturnInput(row.back_at, row.received_by, row.back_condition, row.damage)
    return Movement(
        row.id, row.number, row.year, flag, typed, row.ground_text, row.citation, row.by, row.at,
        back, row.struck_why,
    )  # fmt: skip


def _row(
    ready: TakingInput, rules: FlagRules, flag_id: int, number: int, by: str, at: datetime
) -> FlagMovementRow:
    assert ready.taken_at is not None
    assert ready.due_at is not None
    ground = rules.ground(ready.ground)
    outside = _("извън случаите на {citation}: {reason}")
    text = ground.text if ground else outside.format(
        citation=rules.grounds_citation, reason=ready.reason
    )  # fmt: skip
    return FlagMovementRow(
        number=number, year=ready.taken_at.year, flag_id=flag_id, event_id=ready.event_id,
        taken_at=ready.taken_at, due_at=ready.due_at, from_whom=ready.from_whom,
        to_whom=ready.to_whom, office=ready.office, ground=ready.ground, ground_text=text,
        citation=str(ground.citation) if ground else "", occasion=ready.occasion, place=ready.place,
        reason=ready.reason if ground is None else "", motive=ready.motive,
        decided_by=ready.decided_by, condition=ready.condition, by=by, at=at, back_at=None,
        search_key=search_key(
            f"{number}/{ready.taken_at.year} {ready.to_whom} {ready.office} {ready.occasion} {text}"
            f" {ready.place}"
        ),
    )  # fmt: skip


def _checked(typed: TakingInput, now: datetime) -> TakingInput:
    ready = replace(
        typed, from_whom=clean(typed.from_whom, 200), to_whom=clean(typed.to_whom, 200),
        office=clean(typed.office, 200), condition=clean(typed.condition, 1000),
        occasion=clean(typed.occasion, 300), place=clean(typed.place, 200), reason=clean(typed.reason, 1000),
        motive=clean(typed.motive, 1000), decided_by=clean(typed.decided_by, 200),
    )  # fmt: skip
    if ready.taken_at is None:
        raise UserError(_("Не е посочено кога е взето знамето."), _("Впишете ден и час."))
    if ready.taken_at > now:
        raise UserError(
            _("Часът на вземането още не е дошъл."),
            _("За бъдещо участие създайте събитие в календара."),
        )
    if not ready.to_whom:
        raise UserError(_("Не е посочено кой взема знамето."), _("Впишете името."))
    if not ready.from_whom:
        raise UserError(_("Не е посочено кой предава знамето."), _("Впишете името."))
    if ready.due_at is None or ready.due_at <= ready.taken_at:
        raise UserError(
            _("Срокът за връщане не е след вземането."), _("Впишете ден и час на връщането.")
        )
    if not ready.condition:
        raise UserError(_("Не е описано състоянието на знамето."), _("Опишете го накратко."))
    return ready


def _find(session: Session, movement_id: int) -> FlagMovementRow:
    row = session.get(FlagMovementRow, movement_id)
    if row is None:
        raise NotFound(_("Изнасянето не е намерено."), _("Опреснете списъка."))
    return row


def _state(row: FlagMovementRow, now: datetime) -> tuple[str, str]:
    if row.struck_why:
        return _("зачеркнато"), "neutral"
    if row.back_at is not None:
        return (_("с повреда"), "judgement") if row.damage else (_("върнато"), "met")
    return (_("просрочено"), "not-met") if row.due_at < now else (_("изнесено"), "info")


def _listed(row: FlagMovementRow, now: datetime) -> RegisterRow:
    state, tone = _state(row, now)
    short = row.citation or _("друго")
    texts = (
        f"{row.number}/{row.year}", f"{date_plain(row.taken_at.date())} {row.taken_at:%H:%M}",
        row.to_whom, row.occasion or row.ground_text, short,
        f"{date_plain(row.due_at.date())} {row.due_at:%H:%M}", state,
    )  # fmt: skip
    return RegisterRow(row.id, texts, tone)


def _printed(row: FlagMovementRow) -> tuple[str, ...]:
    ground = "\n".join(part for part in (row.ground_text, row.occasion, row.place) if part)
    if row.struck_why:
        ground += "\n" + _("ЗАЧЕРКНАТО: {why}").format(why=row.struck_why)
    return (
        f"{row.number}/{row.year}", moment(row.taken_at),
        ", ".join(part for part in (row.to_whom, row.office) if part), ground, moment(row.due_at),
        moment(row.back_at) if row.back_at else "", row.received_by,
        row.damage or row.back_condition or row.condition,
    )  # fmt: skip


def _said(wanted: RegisterFilter) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


__all__ = ["BACK", "OTHER", "OUT", "STRUCK", "FlagCustody", "movement_of", "place_in"]
