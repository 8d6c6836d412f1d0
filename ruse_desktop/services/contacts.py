"""The verbs of contacts and their groups: enter, correct, strike out, group, list, labels (R-F16-0.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, or_, select

from ruse_desktop.domain.contacts import (
    KIND_NAMES,
    STATE_NAMES,
    TONES,
    Contact,
    ContactGroup,
    ContactInput,
    Kind,
    State,
)
from ruse_desktop.domain.institutions import MONTHS, months_of, oldest_good
from ruse_desktop.domain.register_cards import RegisterCard, joined
from ruse_desktop.domain.registers import ALIKE, RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, mark, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words, sort_key
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.protocol_plan_reading import known_ranks
from ruse_desktop.services.register_files import files_in
from ruse_desktop.services.register_table import (
    TableRegister,
    day_text,
    find,
    history_in,
    living,
    said_of,
)
from ruse_desktop.storage.contacts import ContactGroupRow, ContactRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("contacts",)
OBJECT = "contact"
VERBS = {
    "contacts.add": mark("вписано"),
    "contacts.correct": mark("поправено"),
    "contacts.check": mark("проверено"),
    "contacts.strike": mark("зачеркнато"),
    "register-files.add": mark("приложен файл"),
    "register-files.remove": mark("махнат файл"),
}
_R, _G = ContactRow, ContactGroupRow
_TEXTS = (
    "organisation", "person", "title", "called", "other_title", "other_called", "address", "phone",
    "email",
)  # fmt: skip


class Contacts(TableRegister):
    """Contacts by name; a filter takes one group."""

    table = ContactRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "name": (_R.sort_key,),
        "organisation": (_R.organisation, _R.sort_key),
        "kind": (_R.kind, _R.sort_key),
        "checked": (_R.checked_on,),
        "state": (_R.struck_why == "", _R.checked_on),
    }
    usual = (_R.sort_key, _R.id)
    alike = (_R.sort_key, func.lower(_R.email), _R.phone)

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    # verbs

    def add(self, typed: ContactInput, *, actor: Actor) -> Contact:
        """Enter a contact. Raises UserError for what is missing, Refused for one that is there."""
        with self._store.write(actor, "contacts.add", KINDS) as tx:
            return _written(tx, add_in(tx, typed))

    def correct(self, contact_id: int, typed: ContactInput, *, actor: Actor) -> Contact:
        """Write it anew. Raises as `add`, and Refused when it is struck out."""
        with self._store.write(actor, "contacts.correct", KINDS) as tx:
            row: ContactRow = living(tx.session, ContactRow, contact_id)
            _fill(row, ready_in(tx.session, typed, row.id))
            return _written(tx, row)

    def check(self, contact_id: int, *, actor: Actor) -> Contact:
        """Note that its data were looked at today."""
        with self._store.write(actor, "contacts.check", KINDS) as tx:
            row: ContactRow = living(tx.session, ContactRow, contact_id)
            row.checked_on = tx.now.date()
            return _written(tx, row)

    def strike(self, contact_id: int, reason: str, *, actor: Actor) -> Contact:
        """Take it out of the register and of every list; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "contacts.strike", KINDS) as tx:
            row: ContactRow = living(tx.session, ContactRow, contact_id)
            row.struck_why = why
            return _written(tx, row)

    def get(self, contact_id: int) -> Contact:
        """One contact. Raises NotFound."""
        with self._store.read() as session:
            return _value(find(session, ContactRow, contact_id))

    # groups

    def groups(self) -> tuple[ContactGroup, ...]:
        """Every group with its living contacts, А–Я."""
        with self._store.read() as session:
            found = session.execute(
                select(_G.name, func.count())
                .join(_R, _R.id == _G.contact_id)
                .where(_R.struck_why == "")
                .group_by(_G.name)
            ).all()
        return tuple(
            sorted((ContactGroup(*one) for one in found), key=lambda one: sort_key(one.name))
        )

    def group(
        self, wanted: RegisterFilter, name: str, *, actor: Actor, out: bool = False
    ) -> tuple[int, ...]:
        """Put everybody who is asked for into a group, or take them `out`; whom that changed.

        Raises UserError without a name, Refused when nothing changes.
        """
        said = clean(name, 100)
        if not said:
            raise UserError(_("Групата няма име."), _("Напишете името ѝ."))
        with self._store.write(actor, "contacts.group", KINDS) as tx:
            rows = tx.session.scalars(
                select(_R).where(*self._asked(wanted), _R.struck_why == "").order_by(_R.id)
            ).all()
            changed = [row for row in rows if _regroup(row, said, out=out)]
            if not changed:
                raise Refused(
                    _("Никой от тези контакти не се променя."),
                    _("Проверете филтъра и името на групата."),
                )
            tx.subject(OBJECT, changed[0].id, f"{said}: {len(changed)}")
            return tuple(row.id for row in changed)

    def ungroup(self, ids: Sequence[int], name: str, *, actor: Actor, out: bool) -> int:
        """Undo a `group`: these contacts as they were; how many."""
        with self._store.write(actor, "contacts.group", KINDS) as tx:
            rows = [find(tx.session, ContactRow, one) for one in ids]
            for row in rows:
                _regroup(row, name, out=not out)
            tx.subject(OBJECT, ids[0], f"{name}: {len(rows)}")
            return len(rows)

    # the register

    def card(self, contact_id: int) -> RegisterCard:
        """One contact as it is shown. Raises NotFound."""
        with self._store.read() as session:
            row = find(session, ContactRow, contact_id)
            one = _value(row)
            state = self._state(row)
            due = _("Данните не са преглеждани отдавна.") if state is State.DUE else ""
            return RegisterCard(
                one.id, one.typed.name, _(STATE_NAMES[state]), TONES[state], _rows(one), warning=due,
                files=files_in(session, OBJECT, one.id),
                history=history_in(session, OBJECT, one.id, VERBS), struck_why=one.struck_why,
            )  # fmt: skip

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The contacts asked for, А–Я."""
        found = self._living(wanted)
        n = len(found)
        return RegisterSheet(
            title=_("Контакти"),
            asked=said_of(wanted, {"kind": KIND_NAMES, "state": STATE_NAMES}),  # type: ignore[dict-item]  # enums are texts
            heads=(
                _("Име"), _("Длъжност, организация"), _("Обръщение"), _("Адрес"),
                _("Телефон, е-поща"), _("Групи"),
            ),
            widths=(0.17, 0.24, 0.14, 0.18, 0.14, 0.13),
            lines=tuple(
                (
                    one.typed.name, one.typed.office, one.typed.used[1], one.typed.address,
                    joined((one.typed.phone, one.typed.email)), joined(one.typed.groups),
                )
                for one in found
            ),
            count=ngettext("Общо {n} контакт", "Общо {n} контакта", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="kontakti",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def addresses(self, wanted: RegisterFilter) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For labels: each living contact asked for, А–Я, with office and address."""
        return tuple(
            (one.typed.name, (one.typed.office, one.typed.address)) for one in self._living(wanted)
        )

    def _living(self, wanted: RegisterFilter) -> list[Contact]:
        with self._store.read() as session:
            rows = session.scalars(
                select(_R).where(*self._asked(wanted)).order_by(_R.sort_key, _R.id)
            )
            return [_value(row) for row in rows]

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return list(self._conditions(wanted))

    def _conditions(self, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
        good = oldest_good(self._store.clock.today(), self._months)
        alive = _R.struck_why == ""
        states: dict[str, tuple[ColumnElement[bool], ...]] = {
            State.CHECKED: (alive, _R.checked_on >= good),
            State.DUE: (alive, or_(_R.checked_on.is_(None), _R.checked_on < good)),
            State.STRUCK: (~alive,),
            ALIKE: (self._doubled(),),
        }
        yield from states.get(wanted.choice("state"), (alive,))
        if kind := wanted.choice("kind"):
            yield _R.kind == kind
        if name := wanted.choice("group"):
            yield _R.id.in_(select(_G.contact_id).where(_G.name == name))
        for word in search_words(wanted.text):
            yield _R.search_key.contains(word, autoescape=True)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        typed, state = _typed(row), self._state(row)
        texts = (
            typed.name, typed.office, joined(typed.groups), day_text(row.checked_on),
            _(STATE_NAMES[state]),
        )  # fmt: skip
        return RegisterRow(row.id, texts, TONES[state])

    @property
    def _months(self) -> int:
        return months_of(self._practice.value(MONTHS))

    def _state(self, row: ContactRow) -> State:
        if row.struck_why:
            return State.STRUCK
        good = oldest_good(self._store.clock.today(), self._months)
        fresh = row.checked_on is not None and row.checked_on >= good
        return State.CHECKED if fresh else State.DUE


def of_group(session: Session, name: str) -> list[Contact]:
    """The living contacts of a group, А–Я."""
    rows = session.scalars(
        select(_R)
        .where(_R.struck_why == "", _R.id.in_(select(_G.contact_id).where(_G.name == name)))
        .order_by(_R.sort_key, _R.id)
    )
    return [_value(row) for row in rows]


def _regroup(row: ContactRow, name: str, *, out: bool) -> bool:
    there = [one for one in row.groups if one.name == name]
    if out == bool(there):
        if out:
            row.groups.remove(there[0])
        else:
            row.groups.append(ContactGroupRow(name=name))
        return True
    return False


def add_in(tx: Transaction, typed: ContactInput) -> ContactRow:
    """`Contacts.add` within a transaction."""
    row = ContactRow(by=tx.actor.name, at=tx.now)
    _fill(row, ready_in(tx.session, typed))
    tx.session.add(row)
    return row


def ready_in(session: Session, typed: ContactInput, own: int | None = None) -> ContactInput:
    """The input with clean texts.

    Raises UserError for what is missing, Refused for one that is there under another id than `own`.
    """
    texts: dict[str, Any] = {name: clean(getattr(typed, name), 300) for name in _TEXTS}
    groups = tuple(dict.fromkeys(text for one in typed.groups if (text := clean(one, 100))))
    ready = replace(typed, **texts, groups=groups, note=clean(typed.note, 1000))
    if not ready.name:
        raise UserError(_("Няма нито лице, нито организация."), _("Впишете поне едното от двете."))
    if ready.second and not ready.other_title:
        raise UserError(
            _("Избрана е втората длъжност, а тя е празна."), _("Впишете я или изберете първата.")
        )
    if ready.rank not in known_ranks():
        raise UserError(_("Рангът не е от реда по старшинство."), _("Изберете от списъка."))
    _refuse_double(session, ready, own)
    return ready


def _refuse_double(session: Session, typed: ContactInput, own: int | None) -> None:
    wanted = (search_key(typed.person), search_key(typed.organisation))
    query = select(_R).where(
        _R.struck_why == "", _R.sort_key == sort_key(typed.name), _R.id != (own or 0)
    )
    for row in session.scalars(query):
        if (search_key(row.person), search_key(row.organisation)) == wanted:
            raise Refused(
                _("{name} вече е в контактите.").format(name=typed.name),
                _("Отворете записа и го поправете."),
                code="double",
            )


def _fill(row: ContactRow, typed: ContactInput) -> None:
    for name in (*_TEXTS, "second", "rank", "checked_on", "note"):
        setattr(row, name, getattr(typed, name))
    row.kind = str(typed.kind)
    row.sort_key = sort_key(typed.name)
    row.search_key = search_key(
        " ".join((
            typed.person, typed.organisation, typed.title, typed.other_title, typed.address,
            typed.phone, typed.email, _(KIND_NAMES[typed.kind]),
        ))
    )  # fmt: skip
    kept = {one.name: one for one in row.groups}
    row.groups = [kept.get(name) or ContactGroupRow(name=name) for name in typed.groups]


def _typed(row: ContactRow) -> ContactInput:
    return ContactInput(
        Kind(row.kind), row.organisation, row.person, row.title, row.called, row.other_title,
        row.other_called, row.second, row.rank, row.address, row.phone, row.email,
        tuple(one.name for one in row.groups), row.checked_on, row.note,
    )  # fmt: skip


def _value(row: ContactRow) -> Contact:
    return Contact(row.id, _typed(row), row.by, row.at, row.struck_why)


def _written(tx: Transaction, row: ContactRow) -> Contact:
    tx.session.flush()
    made = _value(row)
    tx.subject(OBJECT, row.id, made.typed.name)
    return made


def _rows(one: Contact) -> tuple[tuple[str, str], ...]:
    typed = one.typed
    other = (typed.title, typed.called) if typed.second else (typed.other_title, typed.other_called)
    return (
        (_("Вид"), _(KIND_NAMES[typed.kind])),
        (_("Организация"), typed.organisation if typed.person else ""),
        (_("Длъжност"), typed.used[0]),
        (_("Обръщение"), typed.used[1]),
        (_("Друга длъжност"), joined(other)),
        (_("Ранг"), known_ranks()[typed.rank].name),
        (_("Адрес"), typed.address),
        (_("Телефон"), typed.phone),
        (_("Е-поща"), typed.email),
        (_("Групи"), joined(typed.groups)),
        (_("Проверен"), day_text(typed.checked_on)),
        (_("Бележка"), typed.note),
        (_("Вписал"), joined((one.by, date_short(one.at.date())))),
    )
