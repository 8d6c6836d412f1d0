"""The fillable application for a permit: blank ones out, filled ones in (чл. 8, 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain import permit_form as values
from ruse_desktop.domain.intake import YES, FieldKind
from ruse_desktop.domain.permit_words import sizes_of
from ruse_desktop.domain.permits import OTHER, Applicant, PermitInput, rules_of
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.form_cells import LINE, Cells
from ruse_desktop.services.form_reading import short_act
from ruse_desktop.services.requirements import current_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ruse_desktop.domain.permit_form import PermitReading
    from ruse_desktop.domain.permits import PermitRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_MOST = 999_999_999


class PermitFormService:
    """Nothing is written to the database; the application is registered by the usual way."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def blank(self) -> bytes:
        """The form by today's edition. Raises UserError when it knows no permits."""
        from ruse_desktop.documents.forms import render

        today = self._store.clock.today()
        act = self._law.at(today)
        rules = rules_of(act.symbols)
        if not rules.symbols:
            raise UserError(
                _("Наредбата не говори за разрешения за символите."), _("Проверете редакцията.")
            )
        with self._store.read() as session:
            issued = current_version(session)
        sheet = values.build(
            rules, year=today.year, law_edition=act.id, act=short_act(act.act_name),
            municipality=self._law.municipality, requirements=issued.title if issued else "",
        )  # fmt: skip
        return render(sheet)

    def read(self, path: Path) -> PermitReading:
        """What a filled application says, with what a person should look at.

        Raises UserError when it is no form of ours, or the form of an award.
        """
        from ruse_desktop.exchange.pdf_forms import read

        form = read(path)
        if form.award != values.FORM:
            raise UserError(
                _("„{name}“ е предложение за награда, а не заявление за разрешение.").format(
                    name=path.name
                ),
                _("Отворете го от „Предложения“."),
                code="form-other",
            )
        today = self._store.clock.today()
        act = self._law.at(today)
        found = _Values(rules_of(act.symbols), form.values, today)
        typed = found.typed()
        for note in form.notes:
            found.tell(_("Формуляр"), note)
        if form.law_edition != act.id:
            found.tell(
                _("Формуляр"),
                _("издаден е по друга редакция на наредбата ({id})").format(id=form.law_edition),
            )
        return values.PermitReading(path, typed, tuple(found.problems))


class _Values(Cells):
    """Makes an application of the fields of one form."""

    def __init__(self, rules: PermitRules, given: Mapping[str, str], today: date) -> None:
        super().__init__(values.items_of(rules), given, today)

    def typed(self) -> PermitInput:
        """Everything that was understood; number and day of receipt are the registry's."""
        kind = self._picked("applicant-kind")
        uses = self._several(self._items["uses"])
        other = self._text("other")
        if other and OTHER not in uses:
            uses = (*uses, OTHER)
        typed = PermitInput(
            symbol=self._picked("symbol"),
            applicant_kind=Applicant(kind) if kind else Applicant.ORGANISATION,
            applicant=self._text("applicant"), contact=self._text("contact"),
            product=self._text("product"), uses=uses, other=other, sizes=self._sizes(),
            copies=self._copies(),
            for_sale=self._cell("for-sale", FieldKind.YES_NO) == YES,
            purpose=self._text("purpose"), use_from=self._date("use-from"),
            use_until=self._date("use-until"), place=self._text("place"),
            first_use_on=self._date("first-use"), ground=self._text("ground"),
            place_of_emblem=self._text("emblem-at"),
        )  # fmt: skip
        for name in ("applicant", "symbol", "product"):
            if not getattr(typed, name):
                self.tell(self._label(name), _("липсва"))
        if not uses:
            self.tell(self._label("uses"), _("липсва"))
        if typed.use_from and typed.use_until and typed.use_from > typed.use_until:
            self.tell(self._label("use-until"), _("периодът свършва, преди да е започнал"))
        return typed

    def _cell(self, name: str, kind: FieldKind) -> str:
        return self._value(kind, self._raw(name), self._label(name), (), LINE)

    def _date(self, name: str) -> date | None:
        return self._day(self._raw(name), self._label(name))

    def _sizes(self) -> str:
        text = self._text("sizes")
        try:
            sizes_of(text)
        except ValueError:
            self.tell(self._label("sizes"), _("„{text}“ не е размер").format(text=text))
        return text

    def _copies(self) -> int | None:
        text = self._cell("copies", FieldKind.NUMBER)
        if not text:
            return None
        number = float(text)
        if not 1 <= number <= _MOST or number != int(number):
            self.tell(self._label("copies"), _("„{text}“ не е брой").format(text=text))
            return None
        return int(number)
