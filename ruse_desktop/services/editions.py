"""Award editions: opened once a year, pinned to the ordinance edition a person confirmed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.editions import AwardEdition, on_cycle
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store, Transaction

_REASON = 3
"""The fewest letters of a reason."""


class EditionService:
    """Opens and finds award editions."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def open(
        self,
        award: str,
        year: int,
        *,
        actor: Actor,
        law_edition: str,
        why: str = "",
        moves: bool = False,
    ) -> AwardEdition:
        """Open an award in a year under the confirmed ordinance edition (R-PRE-0.3).

        Out of its cycle (чл. 56) it asks for `why`; with `moves` the next years are counted from it.
        Raises Refused when it is open already, the ordinance edition does not know the award, or a
        year that is not its own has no reason (code „cycle“).
        """
        told = (clean(why, 500), moves)
        return self.open_year((award,), year, actor=actor, law_edition=law_edition, told=told)[0]

    def open_year(
        self,
        awards: Sequence[str],
        year: int,
        *,
        actor: Actor,
        law_edition: str,
        told: tuple[str, bool] = ("", False),
    ) -> tuple[AwardEdition, ...]:
        """Open several awards in a year, all of them or none; raises as `open` does (R-X-0.22)."""
        known = {edition.id: edition for edition in self._law.editions}
        codes = {a.code for a in known[law_edition].awards} if law_edition in known else set()
        if not codes.issuperset(awards):
            raise Refused(
                _("Тази редакция на наредбата не урежда наградата."),
                _("Изберете действащата редакция."),
            )
        with self._store.write(actor, "editions.open", ("editions",)) as tx:
            rules = on_cycle(
                (known[law_edition].award(one) for one in awards), cycle_bases(tx.session)
            )
            made = tuple(_open_in(tx, one, year, law_edition, told) for one in rules)
            if made:
                tx.subject("edition", made[0].id, f"{', '.join(awards)} {year}")
            return made

    def list(self) -> tuple[AwardEdition, ...]:
        """All editions, the newest year first."""
        with self._store.read() as session:
            rows = session.scalars(
                select(EditionRow).order_by(EditionRow.year.desc(), EditionRow.award)
            )
            return tuple(edition_of(row) for row in rows)

    def get(self, edition_id: int) -> AwardEdition:
        """The edition with this id. Raises NotFound."""
        with self._store.read() as session:
            return edition_of(find_edition(session, edition_id))

    def cycle_bases(self) -> dict[str, int]:
        """By award, the year its cycle is counted from since the office moved it (чл. 56)."""
        with self._store.read() as session:
            return cycle_bases(session)

    def find(self, award: str, year: int) -> AwardEdition | None:
        """The edition of an award in a year, when it is open."""
        with self._store.read() as session:
            row = session.scalar(
                select(EditionRow).where(EditionRow.award == award, EditionRow.year == year)
            )
            return edition_of(row) if row else None

    def set_announced(
        self,
        edition_id: int,
        *,
        purpose: str = "",
        day: date | None = None,
        reference: str = "",
        ceremony: int = 1,
        previous_year: int | None = None,
        actor: Actor,
    ) -> AwardEdition:
        """Keep what the office announced for the edition; the edition as it is now.

        `day` is the last day announced for the deadline `purpose` (None takes it back; „“ leaves all
        days), `reference` the announcement, `ceremony` which of the feasts was chosen (1 = the
        first), `previous_year` the year of the previous edition (None = as the cycle says).
        Raises NotFound, or Refused for what the act does not leave to the office.
        """
        with self._store.write(actor, "editions.announce", ("editions", "nominations")) as tx:
            row = find_edition(tx.session, edition_id)
            rules = self._law.edition(row.law_edition).award(row.award)
            if purpose:
                _refuse_set_by_act(rules, purpose)
                told = {key: kept for key, kept in row.announced.items() if key != purpose}
                row.announced = {**told, **({purpose: day.isoformat()} if day else {})}
            feasts = len(rules.hand_over.eve_of) if rules.hand_over else 0
            if not 1 <= ceremony <= max(1, feasts):
                raise Refused(
                    _("Наредбата не посочва такъв ден за връчване."),
                    _("Изберете един от посочените празници."),
                    citation=str(rules.hand_over.citation) if rules.hand_over else None,
                )
            if previous_year is not None and previous_year >= row.year:
                raise Refused(
                    _("Предходното издание трябва да е преди {year} г.").format(year=row.year),
                    _("Проверете годината."),
                )
            row.announcement = clean(reference, 300)
            row.ceremony, row.previous_year = ceremony, previous_year
            tx.subject("edition", row.id, f"{row.award} {row.year}")
            tx.session.flush()
            return edition_of(row)

    @property
    def current(self) -> AwardEdition | None:
        """The edition of the newest year, when any is open."""
        found = self.list()
        return found[0] if found else None

    def rules(self, edition_id: int) -> AwardRules:
        """What the pinned ordinance edition says of the award. Raises NotFound."""
        edition = self.get(edition_id)
        return self._law.edition(edition.law_edition).award(edition.award)


def cycle_bases(session: Session) -> dict[str, int]:
    """By award, the year its cycle is counted from since the office moved it; others are not named."""
    rows = session.scalars(
        select(EditionRow).where(EditionRow.moves_cycle).order_by(EditionRow.year)
    )
    return {row.award: row.year for row in rows}


def _open_in(
    tx: Transaction, rules: AwardRules, year: int, law_edition: str, told: tuple[str, bool]
) -> AwardEdition:
    """Write the edition; raises Refused when it is open already or not due and without a reason."""
    why, moves = told
    due = rules.every_years < 1 or rules.due_in(year)
    if not due and len(why) < _REASON:
        raise Refused(
            _("{year} г. е извън реда на {award} (през {n} години).").format(
                year=year, award=rules.short_name, n=rules.every_years
            ),
            _("Впишете основание, ако изданието все пак се открива."),
            citation=str(rules.cycle_citation or rules.citation),
            code="cycle",
        )
    if tx.session.scalar(
        select(EditionRow.id).where(EditionRow.award == rules.code, EditionRow.year == year)
    ):
        raise Refused(
            _("Изданието за {year} г. вече е открито.").format(year=year),
            _("Работете в откритото издание."),
        )
    row = EditionRow(
        award=rules.code,
        year=year,
        law_edition=law_edition,
        confirmed_by=tx.actor.name,
        confirmed_on=tx.now.date(),
        off_cycle="" if due else why,
        moves_cycle=moves and not due,
    )
    tx.session.add(row)
    tx.session.flush()
    return edition_of(row)


def _refuse_set_by_act(rules: AwardRules, purpose: str) -> None:
    """Raise Refused unless the act leaves the last day of `purpose` to be announced."""
    rule = rules.deadline(purpose)
    if rule is None or not rule.announced:
        raise Refused(
            _("Този срок е определен от наредбата и не се обявява отделно."),
            _("Въведете изменение на наредбата, ако срокът е променен."),
            citation=str(rule.citation) if rule else None,
        )


def edition_of(row: EditionRow) -> AwardEdition:
    """The value of a row."""
    return AwardEdition(
        row.id,
        row.award,
        row.year,
        row.law_edition,
        row.confirmed_by,
        row.confirmed_on,
        announced={purpose: date.fromisoformat(day) for purpose, day in row.announced.items()},
        announcement=row.announcement,
        ceremony=row.ceremony,
        previous_year=row.previous_year,
        off_cycle=row.off_cycle,
        moves_cycle=row.moves_cycle,
    )


def announced_in(row: EditionRow, purpose: str) -> date | None:
    """The last day the office announced for this edition; None where it announced none."""
    day = row.announced.get(purpose)
    return date.fromisoformat(day) if day else None


def find_edition(session: Session, edition_id: int) -> EditionRow:
    """The row with this id. Raises NotFound."""
    row = session.get(EditionRow, edition_id)
    if row is None:
        raise NotFound(
            _("Изданието на наградата не е намерено."), _("Открийте изданието за годината.")
        )
    return row
