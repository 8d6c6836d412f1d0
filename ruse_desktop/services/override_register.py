"""The register of overrides: which rule was passed, on what, why, by which basis, by whom (R-X-0.2)."""

from __future__ import annotations

from array import array
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ruse_desktop.domain.register_cards import RegisterCard
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.register_table import day_text, find
from ruse_desktop.storage.books import Laureate
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import EditionRow, NominationRecord, OverrideRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_AT_ONCE = 500
_OPENED = frozenset({"nomination", "session", "commission", "event", "permit", "entry"})


class OverrideRegister:
    """All overrides; writing happens with the step each belongs to (services/overrides.py)."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def years(self) -> tuple[int, ...]:
        """The years with overrides, the newest first."""
        with self._store.read() as session:
            found = session.scalars(select(OverrideRow.year).distinct()).all()
        return tuple(sorted(found, reverse=True))

    # see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The ids asked for, the newest first."""
        del order, descending  # there is one order: time
        with self._store.read() as session:
            query = select(OverrideRow.id).where(*_asked(wanted)).order_by(OverrideRow.id.desc())
            return array("q", session.connection().execute(query).scalars())

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """Number, rule, on what, reason, who."""
        found: dict[int, RegisterRow] = {}
        with self._store.read() as session:
            for start in range(0, len(keys), _AT_ONCE):
                part = list(keys[start : start + _AT_ONCE])
                for row in session.scalars(select(OverrideRow).where(OverrideRow.id.in_(part))):
                    found[row.id] = RegisterRow(
                        row.id,
                        (
                            f"{row.ordinal}/{row.year}",
                            date_plain(row.at.date()),
                            row.citation,
                            self._subject(session, row)[1],
                            row.reason,
                            row.authorised_by,
                        ),
                    )
        return tuple(found[key] for key in keys if key in found)

    def card(self, override_id: int) -> RegisterCard:
        """One override as it is shown, with a way to what it was on. Raises NotFound."""
        with self._store.read() as session:
            row: OverrideRow = find(session, OverrideRow, override_id)
            what = self._subject(session, row)[1]
            links = ((_("Към записа"), row.object_kind, row.object_id),)
            return RegisterCard(
                row.id, _("Отклонение № {n}/{year}").format(n=row.ordinal, year=row.year), "",
                "neutral",
                (
                    (_("Дата"), date_short(row.at.date())),
                    (_("Правило"), row.citation),
                    (_("Запис"), what),
                    (_("Мотив"), row.reason),
                    (_("Основание"), _basis(row)),
                    (_("Разрешил"), row.authorised_by),
                    (_("Вписал"), row.by),
                ),
                links=links if row.object_kind in _OPENED else (),
            )  # fmt: skip

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register of a year or of everything, oldest first, with how many of each kind."""
        with self._store.read() as session:
            rows = session.scalars(
                select(OverrideRow).where(*_asked(wanted)).order_by(OverrideRow.id)
            ).all()
            subjects = [self._subject(session, row) for row in rows]
        lines = tuple(
            (
                f"{row.ordinal}/{row.year}", row.at.date(), row.citation, what, row.reason,
                _basis(row), row.authorised_by, row.by,
            )
            for row, (_group, what) in zip(rows, subjects, strict=True)
        )  # fmt: skip
        return RegisterSheet(
            _("Регистър на отклоненията"),
            (
                _("№"), _("Дата"), _("Правило"), _("Запис"), _("Мотив"), _("Основание"),
                _("Разрешил"), _("Вписал"),
            ),
            (0.06, 0.09, 0.1, 0.19, 0.25, 0.13, 0.1, 0.08),
            lines,
            self._store.clock.today(),
            asked=wanted.choice("year"),
            count=_counted(len(rows), Counter(group for group, _what in subjects)),
            file_name="otkloneniya",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"), _("Ръководител")),
        )  # fmt: skip

    def _subject(self, session: Session, row: OverrideRow) -> tuple[str, str]:
        """The group an override counts in and what it was on, in words."""
        number = row.object_id
        edition: EditionRow | None = None
        if row.object_kind == "nomination":
            nomination = session.get(NominationRecord, number)
            edition = session.get(EditionRow, nomination.edition_id) if nomination else None
            words = _("предложение № {n}").format(n=number)
        elif row.object_kind in {"session", "commission"}:
            commission_id: int | None = number
            if row.object_kind == "session":
                held = session.get(SessionRow, number)
                commission_id = held.commission_id if held else None
            commission = session.get(CommissionRow, commission_id) if commission_id else None
            edition = session.get(EditionRow, commission.edition_id) if commission else None
            words = _("заседание № {n}").format(n=number)
        elif row.object_kind == "entry":
            laureate = session.get(Laureate, number)
            words = _("вписване № {n}").format(n=laureate.entry_no if laureate else number)
            if laureate is not None:
                return self._award(laureate.book), words
        else:
            words = _("{what} № {n}").format(what=_kind(row.object_kind), n=number)
        group = self._award(edition.award) if edition is not None else _kind(row.object_kind)
        return group, f"{group}: {words}" if edition is not None else words

    def _award(self, code: str) -> str:
        for act in reversed(self._law.editions):
            for award in act.awards:
                if award.code == code:
                    return award.short_name
        return code


def _basis(row: OverrideRow) -> str:
    """„писмо № 5 от 22.09.2026“."""
    return " от ".join(part for part in (row.basis, day_text(row.basis_date)) if part)


def _asked(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if year := wanted.choice("year"):
        found.append(OverrideRow.year == int(year))
    if kind := wanted.choice("kind"):
        found.append(OverrideRow.object_kind == kind)
    for word in wanted.text.split():
        parts = (
            OverrideRow.reason, OverrideRow.basis, OverrideRow.citation, OverrideRow.authorised_by,
        )  # fmt: skip
        found.append(or_(*(part.contains(word, autoescape=True) for part in parts)))
    if wanted.since is not None:
        found.append(OverrideRow.at >= _begin(wanted.since))
    if wanted.until is not None:
        found.append(OverrideRow.at < _begin(wanted.until + timedelta(days=1)))
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SOFIA)


def _kind(kind: str) -> str:
    """An object's kind in words."""
    words: dict[str, Callable[[], str]] = {
        "nomination": lambda: _("предложения"),
        "session": lambda: _("заседания"),
        "event": lambda: _("знаме"),
        "permit": lambda: _("разрешения"),
        "entry": lambda: _("книги"),
    }
    return words[kind]() if kind in words else kind


def _counted(count: int, groups: Counter[str]) -> str:
    said = ngettext("Общо {n} отклонение", "Общо {n} отклонения", count).format(n=count)
    parts = ", ".join(f"{name} {n}" for name, n in sorted(groups.items()))
    return f"{said} – {parts}" if parts else said
