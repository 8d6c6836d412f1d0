"""The verbs of bodies and memberships (функция 20): enter, appoint, end, strike out, list; who sits on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import or_, select

from ruse_desktop.domain.bodies import (
    KIND_NAMES,
    STATE_NAMES,
    TONES,
    Body,
    BodyInput,
    Kind,
    MemberInput,
    Membership,
    State,
    named,
    state_of,
    term_text,
)
from ruse_desktop.domain.register_cards import CardTable, RegisterCard, joined
from ruse_desktop.domain.registers import ALIKE, RegisterRow, RegisterSheet
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_files import files_in
from ruse_desktop.services.register_table import (
    TableRegister,
    day_text,
    find,
    history_in,
    living,
    said_of,
)
from ruse_desktop.storage.bodies import BodyMemberRow, BodyRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("bodies",)
OBJECT = "body"
VERBS = {
    "bodies.add": mark("вписан"),
    "bodies.correct": mark("поправен"),
    "bodies.member": mark("вписан член"),
    "bodies.member-out": mark("край на членство"),
    "bodies.strike": mark("зачеркнат"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}
_R = BodyRow
_TEXTS = ("name", "act", "ground", "ours")


class Bodies(TableRegister):
    """Bodies in which the department takes part, with their members by dates."""

    table = BodyRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "name": (_R.search_key,),
        "kind": (_R.kind, _R.search_key),
        "since": (_R.since,),
        "until": (_R.until.is_(None), _R.until),
        "state": (_R.until.is_not(None), _R.until),
    }
    usual = (_R.since.desc(), _R.id.desc())
    alike = (_R.name,)

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    # verbs

    def add(self, typed: BodyInput, *, actor: Actor) -> Body:
        """Enter a body. Raises UserError for what is missing or impossible."""
        with self._store.write(actor, "bodies.add", KINDS) as tx:
            return written(tx, add_in(tx, typed))

    def correct(self, body_id: int, typed: BodyInput, *, actor: Actor) -> Body:
        """Write it anew. Raises UserError, Refused when it is struck out."""
        with self._store.write(actor, "bodies.correct", KINDS) as tx:
            row: BodyRow = living(tx.session, BodyRow, body_id)
            _fill(row, checked(typed))
            return written(tx, row)

    def appoint(self, body_id: int, typed: MemberInput, *, actor: Actor) -> Body:
        """Enter a member. Raises UserError; Refused when he sits in it already on one of the days."""
        with self._store.write(actor, "bodies.member", KINDS) as tx:
            row: BodyRow = living(tx.session, BodyRow, body_id)
            appoint_in(tx, row, typed)
            return written(tx, row)

    def dismiss(self, body_id: int, member_id: int, on: date, act: str, *, actor: Actor) -> Body:
        """Write the last day of a member. Raises NotFound; UserError for a day before his first."""
        with self._store.write(actor, "bodies.member-out", KINDS) as tx:
            row: BodyRow = living(tx.session, BodyRow, body_id)
            member = tx.session.get(BodyMemberRow, member_id)
            if member is None or member.body_id != row.id or member.struck_why:
                raise NotFound(_("Членът не е намерен."), _("Опреснете списъка."))
            if on < member.since:
                raise UserError(_("Последният ден е преди първия."), _("Поправете деня."))
            member.until = on
            if act.strip():
                member.act = clean(joined((member.act, act)), 300)
            return written(tx, row)

    def strike(self, body_id: int, reason: str, *, actor: Actor) -> Body:
        """Strike out what was entered by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "bodies.strike", KINDS) as tx:
            row: BodyRow = living(tx.session, BodyRow, body_id)
            row.struck_why = why
            return written(tx, row)

    def get(self, body_id: int) -> Body:
        """One body with its members. Raises NotFound."""
        with self._store.read() as session:
            return _value(session, find(session, BodyRow, body_id))

    def members_on(self, body_id: int, day: date) -> tuple[str, ...]:
        """The names of who sits in it on a day, as they may be offered for a session of that day."""
        return tuple(one.typed.name for one in self.get(body_id).on(day))

    def card(self, body_id: int) -> RegisterCard:
        """One body as it is shown. Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            one = _value(session, find(session, BodyRow, body_id))
            state = one.state(today)
            return RegisterCard(
                one.id, one.typed.name, _(STATE_NAMES[state]), TONES[state], _rows(one, today),
                tables=(_table(one),), files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS), struck_why=one.struck_why,
            )  # fmt: skip

    # the register

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, with who sits in each body today."""
        today = self._store.clock.today()
        with self._store.read() as session:
            order = (_R.kind, _R.since, _R.id)
            found = [
                _value(session, row)
                for row, _none in self._pairs(session, self._asked(wanted), order)
            ]
        n = len(found)
        return RegisterSheet(
            title=_("Органи и членства"),
            subtitle=_("функция 20"),
            asked=said_of(wanted, {"kind": KIND_NAMES, "state": STATE_NAMES}),  # type: ignore[dict-item]  # enums are texts
            heads=(
                _("Вид"), _("Орган"), _("Акт"), _("От"), _("До"), _("Членове днес"),
                _("От отдела"),
            ),
            widths=(0.11, 0.22, 0.15, 0.08, 0.08, 0.24, 0.12),
            lines=tuple(
                (
                    _(KIND_NAMES[one.typed.kind]), one.typed.name, one.typed.act,
                    one.typed.since or "", one.typed.until or "", named(one.on(today)),
                    one.typed.ours,
                )
                for one in found
            ),
            count=ngettext("Общо {n} орган", "Общо {n} органа", n).format(n=n),
            drawn_on=today,
            file_name="organi",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return list(self._conditions(wanted))

    def _conditions(self, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
        today = self._store.clock.today()
        alive, open_ = _R.struck_why == "", or_(_R.until.is_(None), _R.until >= today)
        states: dict[str, tuple[ColumnElement[bool], ...]] = {
            State.NOW: (alive, _R.since <= today, open_),
            State.AHEAD: (alive, _R.since > today),
            State.PAST: (alive, _R.until < today),
            State.STRUCK: (~alive,),
            ALIKE: (self._doubled(),),
        }
        yield from states.get(wanted.choice("state"), (alive,))
        if kind := wanted.choice("kind"):
            yield _R.kind == kind
        if wanted.since is not None:
            yield or_(_R.until.is_(None), _R.until >= wanted.since)
        if wanted.until is not None:
            yield _R.since <= wanted.until
        for word in search_words(wanted.text):
            yield _R.search_key.contains(word, autoescape=True)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        today = self._store.clock.today()
        state = state_of(row.since, row.until, today, struck=bool(row.struck_why))
        texts = (
            row.name, _(KIND_NAMES[Kind(row.kind)]), day_text(row.since), day_text(row.until),
            _(STATE_NAMES[state]),
        )  # fmt: skip
        return RegisterRow(row.id, texts, TONES[state])


def add_in(tx: Transaction, typed: BodyInput) -> BodyRow:
    """`Bodies.add` within a transaction; `written` ends it."""
    row = BodyRow(by=tx.actor.name, at=tx.now)
    row.search_key = ""
    _fill(row, checked(typed))
    tx.session.add(row)
    return row


def appoint_in(tx: Transaction, body: BodyRow, typed: MemberInput) -> None:
    """`Bodies.appoint` within a transaction; `written` ends it."""
    ready = checked_member(typed, body.since, body.until)
    refuse_twice(ready, members_in(tx.session, body.id))
    tx.session.add(
        BodyMemberRow(
            body_id=body.id, name=ready.name, role=ready.role, since=ready.since,
            until=ready.until, act=ready.act,
        )
    )  # fmt: skip


def checked(typed: BodyInput) -> BodyInput:
    """The input with clean texts. Raises UserError for what is missing or impossible."""
    texts: dict[str, Any] = {name: clean(getattr(typed, name), 300) for name in _TEXTS}
    ready = replace(typed, note=clean(typed.note, 1000), **texts)
    if not ready.name or ready.since is None:
        raise UserError(
            _("Органът няма име или първи ден."), _("Попълнете полето и опитайте отново.")
        )
    if ready.until is not None and ready.until < ready.since:
        raise UserError(_("Последният ден е преди първия."), _("Поправете едната от датите."))
    return ready


def checked_member(typed: MemberInput, since: date, until: date | None) -> MemberInput:
    """A member of a body of these days. Raises UserError for what is missing or outside of them."""
    ready = replace(
        typed, name=clean(typed.name), role=clean(typed.role), act=clean(typed.act, 300)
    )
    if not ready.name or ready.since is None:
        raise UserError(
            _("Членът няма име или първи ден."), _("Попълнете полето и опитайте отново.")
        )
    last = ready.until or ready.since
    if last < ready.since:
        raise UserError(_("Последният ден е преди първия."), _("Поправете едната от датите."))
    if ready.since < since or (until is not None and last > until):
        raise UserError(
            _("Членството излиза извън дните на органа: {term}.").format(
                term=term_text(since, until)
            ),
            _("Поправете дните."),
        )
    return ready


def refuse_twice(typed: MemberInput, others: Iterable[MemberInput]) -> None:
    """Raises Refused when one of the others is the same person on one of the days."""
    for other in others:
        if typed.meets(other):
            raise Refused(
                _("{name} вече е член: {term}.").format(
                    name=other.name, term=term_text(other.since, other.until)
                ),
                _("Впишете край на предишното членство."),
            )


def members_in(session: Session, body_id: int) -> tuple[MemberInput, ...]:
    """The members that are not struck out, in the order entered."""
    return tuple(one.typed for one in _members(session, body_id) if not one.struck_why)


def _fill(row: BodyRow, typed: BodyInput) -> None:
    for name in (*_TEXTS, "since", "until", "note"):
        setattr(row, name, getattr(typed, name))
    row.kind = str(typed.kind)


def _members(session: Session, body_id: int) -> tuple[Membership, ...]:
    rows = session.scalars(
        select(BodyMemberRow).where(BodyMemberRow.body_id == body_id).order_by(BodyMemberRow.id)
    )
    return tuple(
        Membership(
            row.id, MemberInput(row.name, row.since, row.until, row.role, row.act), row.struck_why
        )
        for row in rows
    )


def _value(session: Session, row: BodyRow) -> Body:
    names = (*_TEXTS, "since", "until", "note")
    typed = BodyInput(kind=Kind(row.kind), **{one: getattr(row, one) for one in names})
    return Body(row.id, typed, row.by, row.at, _members(session, row.id), row.struck_why)


def written(tx: Transaction, row: BodyRow) -> Body:
    """The body as it is after a change, with its key of finding, in which its members' names stand too."""
    tx.session.flush()
    who = " ".join(one.typed.name for one in _members(tx.session, row.id))
    row.search_key = search_key(
        f"{row.name} {_(KIND_NAMES[Kind(row.kind)])} {row.act} {row.ours} {who}"
    )
    tx.session.flush()
    tx.subject(OBJECT, row.id, row.name)
    return _value(tx.session, row)


def _rows(one: Body, today: date) -> tuple[tuple[str, str], ...]:
    typed = one.typed
    n = len(one.on(today))
    return (
        (_("Вид"), _(KIND_NAMES[typed.kind])),
        (_("Основание"), typed.ground),
        (_("Акт"), typed.act),
        (_("Дни"), term_text(typed.since, typed.until)),
        (_("Днес"), ngettext("{n} член", "{n} членове", n).format(n=n)),
        (_("От отдела"), typed.ours),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )


def _table(one: Body) -> CardTable:
    rows = tuple(
        (
            joined((each.typed.name, each.typed.role)), day_text(each.typed.since),
            day_text(each.typed.until), each.typed.act,
        )
        for each in one.members
        if not each.struck_why
    )  # fmt: skip
    head = (_("Член"), _("От"), _("До"), _("Акт"))
    return CardTable(_("Членове"), head, rows, (0.36, 0.22, 0.22, 0.2))
