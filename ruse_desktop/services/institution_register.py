"""The list of cultural institutions: filters, what is due for a look, paper, address labels (функция 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, or_

from ruse_desktop.domain.institutions import (
    FORM_NAMES,
    MONTHS,
    STATE_NAMES,
    TONES,
    Form,
    State,
    months_of,
    oldest_good,
    state_of,
)
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.registers import ALIKE, RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.register_table import TableRegister, day_text, said_of
from ruse_desktop.storage.institutions import InstitutionRow
from ruse_desktop.storage.people import OrganisationRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_R, _O = InstitutionRow, OrganisationRow


class InstitutionRegister(TableRegister):
    """Institutions with their organisation cards; those put away by a merge are not shown twice."""

    table, joined = InstitutionRow, OrganisationRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "name": (_O.sort_key,),
        "form": (_R.form, _O.sort_key),
        "settlement": (_R.settlement_key, _O.sort_key),
        "head": (_O.representative,),
        "checked": (_R.checked_on,),
        "state": (_R.struck_why == "", _R.until.is_(None), _R.checked_on),
    }
    usual = (_O.sort_key, _R.id)
    alike = (_O.sort_key, _O.reg_no, func.lower(_O.email), _O.phone)

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    @property
    def _months(self) -> int:
        return months_of(self._practice.value(MONTHS))

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The list by kind and settlement for paper and spreadsheet (R-F7-0.3)."""
        found = self._sorted(wanted)
        n = len(found)
        return RegisterSheet(
            title=_("Културни институции"),
            subtitle=_("функция 7"),
            asked=said_of(wanted, {"form": FORM_NAMES, "state": STATE_NAMES}),  # type: ignore[dict-item]  # enums are texts
            heads=(
                _("Вид"), _("Населено място"), _("Име"), _("Област"), _("Ръководител"),
                _("Адрес, телефон, е-поща"), _("ЕИК"), _("Действа от"), _("Проверена"),
            ),
            widths=(0.1, 0.09, 0.2, 0.1, 0.12, 0.16, 0.08, 0.07, 0.08),
            lines=tuple(
                (
                    _(FORM_NAMES[Form(row.form)]), card.settlement, card.name, card.field,
                    card.representative, joined((card.address, card.phone, card.email)),
                    card.reg_no, row.since or "", row.checked_on or "",
                )
                for row, card in found
            ),
            count=ngettext("Общо {n} институция", "Общо {n} институции", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="kulturni-institucii",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
            grouped=True,
        )  # fmt: skip

    def addresses(self, wanted: RegisterFilter) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For labels: each institution asked for, А–Я, with its head and address; closed ones if asked."""
        today = self._store.clock.today()
        return tuple(
            (card.name, (card.representative, joined((card.address, card.settlement))))
            for row, card in self._sorted(wanted, by_name=True)
            if wanted.choice("state") or row.until is None or row.until >= today
        )

    def _sorted(self, wanted: RegisterFilter, *, by_name: bool = False) -> list[tuple[Any, Any]]:
        with self._store.read() as session:
            order = (_O.sort_key, _R.id) if by_name else (_R.settlement_key, _O.sort_key, _R.id)
            found = self._pairs(session, self._asked(wanted), order)
        if not by_name:
            places = {str(one): n for n, one in enumerate(Form)}
            found.sort(key=lambda pair: places[pair[0].form])
        return found

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return [_O.merged_into_id.is_(None), *self._conditions(wanted)]

    def _conditions(self, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
        today = self._store.clock.today()
        good = oldest_good(today, self._months)
        open_, closed = or_(_R.until.is_(None), _R.until >= today), _R.until < today
        alive, due = _R.struck_why == "", or_(_R.checked_on.is_(None), _R.checked_on < good)
        states: dict[str, tuple[ColumnElement[bool], ...]] = {
            State.CHECKED: (alive, open_, _R.checked_on >= good),
            State.DUE: (alive, open_, due),
            State.CLOSED: (alive, closed),
            State.STRUCK: (_R.struck_why != "",),
            ALIKE: (self._doubled(),),
        }
        yield from states.get(wanted.choice("state"), (alive,))
        if form := wanted.choice("form"):
            yield _R.form == form
        for word in search_words(wanted.text):
            yield _R.search_key.contains(word, autoescape=True)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        state = state_of(
            row.until, row.checked_on, self._store.clock.today(), self._months,
            struck=bool(row.struck_why),
        )  # fmt: skip
        texts = (
            other.name, _(FORM_NAMES[Form(row.form)]), other.settlement, other.representative,
            day_text(row.checked_on), _(STATE_NAMES[state]),
        )  # fmt: skip
        return RegisterRow(row.id, texts, TONES[state])
