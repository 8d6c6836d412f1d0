"""The verbs of publicity: record where something appeared, strike it out, tell what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.deadlines import opened_deadlines
from ruse_desktop.domain.publications import (
    OTHER,
    Publication,
    PublicationInput,
    PublicationKind,
    PublicityState,
    PublicityView,
    judge,
)
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.editions import edition_of, find_edition
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.publications import PublicationRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("publications",)
_OBJECT = "publication"


class PublicationService:
    """What appeared where, by award edition (чл. 44, ал. 3; чл. 46; чл. 65)."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def view(self, edition_id: int) -> PublicityView:
        """Everything made public of an edition, and what is missing. Raises NotFound."""
        with self._store.read() as session:
            row = find_edition(session, edition_id)
            today = self._store.clock.today()
            return publicity_in(session, self._law, self._calendar, self._practice, row, today)

    def record(self, edition_id: int, typed: PublicationInput, *, actor: Actor) -> int:
        """Keep one appearance; its id.

        Raises UserError for what is not filled in, a day still to come, a medium that stands for a
        listed one without a reason.
        """
        with self._store.write(actor, "publications.record", _KINDS) as tx:
            row = find_edition(tx.session, edition_id)
            self._refuse(self._law.edition(row.law_edition).award(row.award), typed)
            assert typed.on is not None
            kept = PublicationRow(
                edition_id=row.id, purpose=typed.purpose, medium=clean(typed.medium, 200),
                kind=str(typed.kind), on=typed.on, listed=typed.listed,
                instead=clean(typed.instead, 300), awards=sorted({row.award, *typed.awards}),
                reference=clean(typed.reference, 300), responsible=clean(typed.responsible, 200),
                agreed=clean(typed.agreed, 200), by=actor.name, at=tx.now, struck_why="",
            )  # fmt: skip
            tx.session.add(kept)
            tx.session.flush()
            tx.subject(_OBJECT, kept.id, f"{kept.medium}, {kept.on:%d.%m.%Y}")
            return kept.id

    def strike(self, publication_id: int, reason: str, *, actor: Actor) -> None:
        """Strike out an appearance entered by mistake; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "publications.strike", _KINDS) as tx:
            row = tx.session.get(PublicationRow, publication_id)
            if row is None:
                raise NotFound(_("Публикацията не е намерена."), _("Опреснете списъка."))
            if row.struck_why:
                raise Refused(_("Публикацията вече е зачеркната."), _("Опреснете списъка."))
            row.struck_why = why
            tx.subject(_OBJECT, row.id, row.medium)

    def _refuse(self, award: AwardRules, typed: PublicationInput) -> None:
        rule = next((one for one in award.publicity if one.code == typed.purpose), None)
        if rule is None and typed.purpose != OTHER:
            raise Refused(_("Наредбата не познава такова оповестяване."), _("Изберете от списъка."))
        if not clean(typed.medium):
            raise UserError(_("Не е посочена медията."), _("Напишете къде е излязло."))
        if typed.on is None:
            raise UserError(_("Няма дата на публикацията."), _("Впишете деня, в който е излязла."))
        if typed.on > self._store.clock.today():
            raise UserError(
                _("Денят още не е дошъл."), _("Впишете публикацията, след като излезе.")
            )
        if typed.listed and (rule is None or typed.listed not in rule.media):
            raise Refused(_("Тази медия не е в списъка на наредбата."), _("Опреснете екрана."))
        if typed.instead and len(clean(typed.instead)) < self._practice.min_reason:
            raise UserError(
                _("Причината за замяната е твърде кратка."),
                _("Напишете защо посочената в наредбата медия е заменена."),
            )

    def _award(self, row: EditionRow) -> AwardRules:
        return self._law.edition(row.law_edition).award(row.award)


def publicity_in(
    session: Session,
    law: LawBook,
    calendar: WorkingDays,
    practice: Practice,
    row: EditionRow,
    today: date,
) -> PublicityView:
    """Everything made public of an edition by the rules that bind it, and what is missing."""
    act = law.edition(row.law_edition)
    award = act.award(row.award)
    all_ = _shown(session, row)
    names = {one.code: one.short_name for one in act.awards}
    days = {
        one.purpose: one for one in opened_deadlines(award, edition_of(row), calendar, practice)
    }
    states = []
    for rule in award.publicity:
        shown = tuple(one for one in all_ if one.purpose == rule.code and not one.struck_why)
        day = days.get(rule.code)
        found = judge(rule, day, shown, names, today)
        states.append(PublicityState(rule, day, shown, found))
    return PublicityView(row.award, row.year, tuple(states), all_, names)


def _shown(session: Session, row: EditionRow) -> tuple[Publication, ...]:
    """What is recorded of the edition, and of others that made its award known too."""
    rows = session.scalars(
        select(PublicationRow)
        .join(EditionRow, EditionRow.id == PublicationRow.edition_id)
        .where(EditionRow.year == row.year)
        .order_by(PublicationRow.on.desc(), PublicationRow.id.desc())
    )
    return tuple(
        _publication(one) for one in rows if one.edition_id == row.id or row.award in one.awards
    )


def _publication(row: PublicationRow) -> Publication:
    return Publication(
        purpose=row.purpose, medium=row.medium, on=row.on, kind=PublicationKind(row.kind),
        listed=row.listed, instead=row.instead, awards=tuple(row.awards), reference=row.reference,
        responsible=row.responsible, agreed=row.agreed, id=row.id, by=row.by, at=row.at,
        struck_why=row.struck_why,
    )  # fmt: skip
