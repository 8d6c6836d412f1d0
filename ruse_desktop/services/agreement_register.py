"""The list of international agreements: filters, what ends when, paper and spreadsheet (функция 35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import and_, func, or_

from ruse_desktop.domain.agreements import (
    ENDING,
    MOST_MONTHS,
    RENEWAL_NAMES,
    STATE_NAMES,
    TONES,
    Renewal,
    State,
    state_of,
)
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.registers import ALIKE, RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.months import months_later
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.register_table import TableRegister, day_text, said_of
from ruse_desktop.storage.agreements import AgreementRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_R = AgreementRow


class AgreementRegister(TableRegister):
    """Agreements; the period asked for is that of the signing."""

    table = AgreementRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "number": (func.length(_R.number), _R.number),
        "partner": (_R.search_key,),
        "country": (_R.country,),
        "signed": (_R.signed_on,),
        "ends": (_R.expires_on.is_(None), _R.expires_on),
        "state": (_R.ended_on.is_not(None), _R.expires_on.is_(None), _R.expires_on),
    }
    usual = (_R.signed_on.desc(), _R.id.desc())
    alike = (_R.partner + "|" + _R.subject,)

    def __init__(self, store: Store, law: LawBook) -> None:
        super().__init__(store)
        self._law = law

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, by the day of signing (R-F35-0.2)."""
        with self._store.read() as session:
            order = (_R.signed_on, _R.id)
            rows = [row for row, _none in self._pairs(session, self._asked(wanted), order)]
        n = len(rows)
        names = {"state": STATE_NAMES, "ending": ENDING}
        return RegisterSheet(
            title=_("Регистър на международните споразумения"),
            subtitle=_("функция 35"),
            asked=said_of(wanted, names),  # type: ignore[arg-type]  # enums are texts
            heads=(
                "№", _("Партньор"), _("Предмет"), _("Подписано"), _("Подписал"), _("Действа до"),
                _("Подновяване"), _("Решение на ОбС"), _("Оригинал"), _("Състояние"),
            ),
            widths=(0.04, 0.13, 0.17, 0.11, 0.12, 0.08, 0.1, 0.09, 0.07, 0.09),
            lines=tuple(
                (
                    row.number, joined((row.partner, row.country)), row.subject,
                    joined((day_text(row.signed_on), row.place)), row.signed_by,
                    row.expires_on or _("без срок"), _(RENEWAL_NAMES[Renewal(row.renewal)]),
                    row.decision, row.shelf, _(STATE_NAMES[self._state(row)]),
                )
                for row in rows
            ),
            count=ngettext("Общо {n} споразумение", "Общо {n} споразумения", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="sporazumenia",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _state(self, row: AgreementRow) -> State:
        return state_of(
            row.expires_on, row.remind_months, row.ended_on, self._store.clock.today(),
            struck=bool(row.struck_why),
        )  # fmt: skip

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return list(self._conditions(wanted))

    def _conditions(self, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
        today = self._store.clock.today()
        alive = _R.struck_why == ""
        going = and_(alive, or_(_R.ended_on.is_(None), _R.ended_on > today))
        open_ = or_(_R.expires_on.is_(None), _R.expires_on >= today)
        states: dict[str, ColumnElement[bool]] = {
            State.VALID: and_(going, open_, ~near(today)),
            State.SOON: and_(going, open_, near(today)),
            State.EXPIRED: and_(going, _R.expires_on < today),
            State.ENDED: and_(alive, _R.ended_on <= today),
            State.STRUCK: ~alive,
            ALIKE: self._doubled(),
        }
        yield states.get(wanted.choice("state"), alive)
        if ending := wanted.choice("ending"):
            yield and_(going, _R.expires_on.between(today, ending_until(ending, today)))
        if wanted.since is not None:
            yield _R.signed_on >= wanted.since
        if wanted.until is not None:
            yield _R.signed_on <= wanted.until
        for word in search_words(wanted.text):
            yield _R.search_key.contains(word, autoescape=True)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        state = self._state(row)
        texts = (
            row.number, row.partner, row.country, row.subject, day_text(row.signed_on),
            day_text(row.expires_on) or _("без срок"), _(STATE_NAMES[state]),
        )  # fmt: skip
        return RegisterRow(row.id, texts, TONES[state])


def near(today: date) -> ColumnElement[bool]:
    """Whether the day from which one is reminded of an agreement has come.

    The months of the entries are few different numbers, and each has one last day of its own.
    """
    return or_(
        *(
            and_(_R.remind_months == months, _R.expires_on <= months_later(today, months))
            for months in range(MOST_MONTHS + 1)
        )
    )


def ending_until(code: str, today: date) -> date:
    """The last day of a value of the filter „изтичащи“."""
    if code == "year":
        return today.replace(month=12, day=31)
    return months_later(today, int(code))
