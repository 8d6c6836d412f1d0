"""The verbs of office holders (R-X-0.6): enter, correct, strike out, list; who signs on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import String, case, cast, or_, select

from ruse_desktop.domain.office_holders import (
    OFFICE_NAMES,
    ONE_HOLDER,
    STATE_NAMES,
    TONES,
    Holder,
    HolderInput,
    Office,
    Signer,
    State,
    signatory_on,
    state_of,
    term_text,
)
from ruse_desktop.domain.register_cards import RegisterCard, joined
from ruse_desktop.domain.registers import ALIKE, RegisterRow, RegisterSheet
from ruse_desktop.kernel.errors import Refused, UserError
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
from ruse_desktop.storage.office_holders import OfficeHolderRow

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

KINDS = ("office-holders",)
OBJECT = "office-holder"
VERBS = {
    "office-holders.add": mark("вписано"),
    "office-holders.correct": mark("поправено"),
    "office-holders.strike": mark("зачеркнато"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}
_R = OfficeHolderRow
_RANK = case({str(one): n for n, one in enumerate(Office)}, value=_R.office)


class OfficeHolders(TableRegister):
    """Office holders with their days; those who acted for them by an order."""

    table = OfficeHolderRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "title": (_RANK, _R.title, _R.since),
        "name": (_R.name,),
        "since": (_R.since,),
        "until": (_R.until.is_(None), _R.until),
        "state": (_R.until.is_not(None), _R.until),
    }
    usual = (_RANK, _R.title, _R.since.desc(), _R.id.desc())
    alike = (_R.title + "|" + _R.name + "|" + cast(_R.since, String),)

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    # verbs

    def add(self, typed: HolderInput, *, actor: Actor) -> Holder:
        """Enter a line.

        Raises UserError for what is missing or impossible; Refused when two would hold the mayor's,
        the secretary's or the chair's office on one day.
        """
        with self._store.write(actor, "office-holders.add", KINDS) as tx:
            return _written(tx, add_in(tx, typed))

    def correct(self, holder_id: int, typed: HolderInput, *, actor: Actor) -> Holder:
        """Write it anew. Raises UserError, Refused as `add`, and when it is struck out."""
        with self._store.write(actor, "office-holders.correct", KINDS) as tx:
            row: OfficeHolderRow = living(tx.session, OfficeHolderRow, holder_id)
            _fill(row, ready_in(tx.session, typed, row.id))
            return _written(tx, row)

    def strike(self, holder_id: int, reason: str, *, actor: Actor) -> Holder:
        """Strike out what was entered by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "office-holders.strike", KINDS) as tx:
            row: OfficeHolderRow = living(tx.session, OfficeHolderRow, holder_id)
            row.struck_why = why
            return _written(tx, row)

    def get(self, holder_id: int) -> Holder:
        """One line. Raises NotFound."""
        with self._store.read() as session:
            return _value(find(session, OfficeHolderRow, holder_id))

    def signatory(self, office: Office, on: date | None = None) -> Signer | None:
        """Who signs for the office on a day, today by default; None when the register says nothing."""
        with self._store.read() as session:
            return signatory_in(session, office, on or self._store.clock.today())

    def titles(self) -> tuple[str, ...]:
        """The titles that were entered, for the next entry."""
        with self._store.read() as session:
            return tuple(session.scalars(select(_R.title).distinct().order_by(_R.title)))

    def card(self, holder_id: int) -> RegisterCard:
        """One line as it is shown. Raises NotFound."""
        today = self._store.clock.today()
        with self._store.read() as session:
            one = _value(find(session, OfficeHolderRow, holder_id))
            state = one.state(today)
            signs = signatory_in(session, one.typed.office, today)
            return RegisterCard(
                one.id, one.typed.name, _(STATE_NAMES[state]), TONES[state],
                _rows(one, signs), files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS), struck_why=one.struck_why,
            )  # fmt: skip

    # the register

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, by office, then by day."""
        with self._store.read() as session:
            order = (_RANK, _R.title, _R.since, _R.id)
            rows = [row for row, _none in self._pairs(session, self._asked(wanted), order)]
        n = len(rows)
        return RegisterSheet(
            title=_("Длъжности и заместване"),
            asked=said_of(wanted, {"office": OFFICE_NAMES, "state": STATE_NAMES}),  # type: ignore[dict-item]  # enums are texts
            heads=(
                _("Длъжност"), _("Име"), _("От"), _("До"), _("Замества"), _("Акт"), _("Бележка"),
            ),
            widths=(0.24, 0.2, 0.09, 0.09, 0.08, 0.18, 0.12),
            lines=tuple(
                (
                    row.title, row.name, row.since, row.until or "",
                    _("да") if row.acting else "", row.act, row.note,
                )
                for row in rows
            ),
            count=ngettext("Общо {n} вписване", "Общо {n} вписвания", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="dlazhnosti",
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
        if office := wanted.choice("office"):
            yield _R.office == office
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
        title = _("за {title}").format(title=row.title) if row.acting else row.title
        texts = (title, row.name, day_text(row.since), day_text(row.until), _(STATE_NAMES[state]))
        return RegisterRow(row.id, texts, TONES[state])


def signatory_in(session: Session, office: Office, on: date) -> Signer | None:
    """Who signs for an office on a day, within a session."""
    rows = session.scalars(
        select(OfficeHolderRow).where(_R.office == str(office), _R.struck_why == "", _R.since <= on)
    )
    return signatory_on([_typed(row) for row in rows], office, on)


def signers_in(session: Session, on: date) -> dict[Office, Signer]:
    """Who signs for each office on a day, within a session; offices nobody holds are left out."""
    found = {one: signatory_in(session, one, on) for one in (Office.MAYOR, Office.CHAIR)}
    return {office: signer for office, signer in found.items() if signer is not None}


def add_in(tx: Transaction, typed: HolderInput) -> OfficeHolderRow:
    """`OfficeHolders.add` within a transaction."""
    row = OfficeHolderRow(by=tx.actor.name, at=tx.now)
    _fill(row, ready_in(tx.session, typed))
    tx.session.add(row)
    return row


def ready_in(session: Session, typed: HolderInput, own: int | None = None) -> HolderInput:
    """The input with clean texts.

    Raises UserError for what is missing or impossible; Refused when another line than `own` has the
    office on one of the days.
    """
    ready = replace(
        typed, title=clean(typed.title), name=clean(typed.name), act=clean(typed.act, 300),
        note=clean(typed.note, 1000),
    )  # fmt: skip
    needs = (
        (ready.title, _("Не е посочена длъжността.")),
        (ready.name, _("Не е посочено името.")),
        (ready.since, _("Няма първи ден.")),
        (not ready.acting or ready.act, _("Не е посочена заповедта за заместване.")),
        (not ready.acting or ready.until, _("Заместването няма последен ден.")),
    )
    for value, said in needs:
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    if ready.until is not None and ready.since is not None and ready.until < ready.since:
        raise UserError(_("Последният ден е преди първия."), _("Поправете едната от датите."))
    _refuse_two(session, ready, own)
    return ready


def _refuse_two(session: Session, typed: HolderInput, own: int | None) -> None:
    if typed.office not in ONE_HOLDER:
        return
    rows = session.scalars(
        select(OfficeHolderRow).where(
            _R.office == str(typed.office), _R.struck_why == "", _R.id != (own or 0)
        )
    )
    refuse_meeting(typed, (_typed(row) for row in rows))


def refuse_meeting(typed: HolderInput, others: Iterable[HolderInput]) -> None:
    """Raises Refused when one of the others has the same office on one of the days."""
    for other in others:
        if typed.meets(other):
            raise Refused(
                _("{name} е на тази длъжност: {term}.").format(
                    name=other.name, term=term_text(other)
                ),
                _("Впишете последния му ден или отбележете заместване."),
            )


def _fill(row: OfficeHolderRow, typed: HolderInput) -> None:
    for name in ("title", "name", "since", "until", "acting", "act", "note"):
        setattr(row, name, getattr(typed, name))
    row.office = str(typed.office)
    row.search_key = search_key(
        f"{typed.title} {typed.name} {typed.act} {_(OFFICE_NAMES[typed.office])}"
    )


def _typed(row: OfficeHolderRow) -> HolderInput:
    return HolderInput(
        Office(row.office), row.title, row.name, row.since, row.until, row.acting, row.act, row.note
    )


def _value(row: OfficeHolderRow) -> Holder:
    return Holder(row.id, _typed(row), row.by, row.at, row.struck_why)


def _written(tx: Transaction, row: OfficeHolderRow) -> Holder:
    tx.session.flush()
    tx.subject(OBJECT, row.id, row.title)
    return _value(row)


def _rows(one: Holder, signs: Signer | None) -> tuple[tuple[str, str], ...]:
    typed = one.typed
    return (
        (_("Длъжност"), typed.title),
        (_("Замества"), _("да, подписва „за“") if typed.acting else ""),
        (_("Дни"), term_text(typed)),
        (_("Акт"), typed.act),
        (_("Днес подписва"), signs.said if signs is not None else ""),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )
