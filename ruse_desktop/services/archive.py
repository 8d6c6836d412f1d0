"""The verbs of the archive: write down what is kept of an edition, strike a line out, print the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.archive import (
    MOST,
    ArchiveInput,
    ArchiveItem,
    ArchiveKind,
    ArchiveView,
    Proposed,
)
from ruse_desktop.domain.papers import PAPER_NAMES, Grid, Look, Paper, PaperKind, Text
from ruse_desktop.domain.sessions import SessionState
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.edition_papers import EditionPapers
from ruse_desktop.services.editions import find_edition
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.archive import ArchiveRow
from ruse_desktop.storage.commissions import CommissionRow
from ruse_desktop.storage.nominations import NominationRecord
from ruse_desktop.storage.publications import PublicationRow
from ruse_desktop.storage.sessions import SessionRow

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_KINDS = ("archive",)
_OBJECT = "archive"


class ArchiveService(EditionPapers):
    """What is kept of each award edition and where the paper of it lies (чл. 60)."""

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store, law)
        self._practice = practice

    def view(self, edition_id: int) -> ArchiveView:
        """The archive of an edition, with what the program's data say of it. Raises NotFound."""
        row, _act, award = self.edition(edition_id)
        with self._store.read() as session:
            items = tuple(
                _item(one)
                for one in session.scalars(
                    select(ArchiveRow)
                    .where(ArchiveRow.edition_id == edition_id)
                    .order_by(ArchiveRow.id)
                )
            )
            proposed = _proposed(session, edition_id, items)
        citation = award.book.archive if award.book else None
        return ArchiveView(
            edition_id, row.award, award.short_name, row.year, items, proposed, citation
        )

    def enter(self, edition_id: int, typed: ArchiveInput, *, actor: Actor) -> int:
        """Add a line; its id. Raises UserError for no pieces, no place, a year that is past."""
        with self._store.write(actor, "archive.enter", _KINDS) as tx:
            row = find_edition(tx.session, edition_id)
            self._refuse(typed)
            kept = ArchiveRow(
                edition_id=row.id, kind=str(typed.kind), title=clean(typed.title, 200),
                pieces=typed.pieces, pages=typed.pages, place=clean(typed.place, 120),
                retention=clean(typed.retention, 300), review=typed.review, by=actor.name,
                at=tx.now, struck_why="",
            )  # fmt: skip
            tx.session.add(kept)
            tx.session.flush()
            tx.subject(_OBJECT, kept.id, f"{row.award} {row.year}: {kept.kind}, {kept.place}")
            return kept.id

    def strike(self, item_id: int, reason: str, *, actor: Actor) -> None:
        """Strike out a line that is no longer true; it stays with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "archive.strike", _KINDS) as tx:
            row = tx.session.get(ArchiveRow, item_id)
            if row is None:
                raise NotFound(_("Редът от архива не е намерен."), _("Опреснете списъка."))
            if row.struck_why:
                raise Refused(_("Редът вече е зачеркнат."), _("Опреснете списъка."))
            row.struck_why = why
            tx.subject(_OBJECT, row.id, row.place)

    def wanted(self, edition_id: int) -> tuple[tuple[PaperKind, str, str], ...]:
        """The list itself, as soon as there is a line in it."""
        if not self.view(edition_id).valid:
            return ()
        return ((PaperKind.ARCHIVE, "", _(PAPER_NAMES[PaperKind.ARCHIVE])),)

    def papers(self, edition_id: int, kind: PaperKind, part: str) -> tuple[Paper, ...]:
        """The printed list."""
        del kind, part
        row, _act, award = self.edition(edition_id)
        office = award.book.keeper if award.book else self._law.municipality
        day = date_short(self._store.clock.today())
        return (_paper(self.view(edition_id), award.name, office, row.year, day),)

    def xlsx(self, edition_id: int) -> bytes:
        """The list as a spreadsheet, struck lines with their reason. Raises NotFound."""
        from ruse_desktop.exchange import archive_list

        return archive_list.workbook(self.view(edition_id), self._law.municipality)

    def _refuse(self, typed: ArchiveInput) -> None:
        if not 0 < typed.pieces <= MOST or not 0 <= typed.pages <= MOST:
            raise UserError(_("Не е посочено колко броя се пазят."), _("Впишете поне един брой."))
        if not clean(typed.place):
            raise UserError(
                _("Не е посочено къде се пази."), _("Впишете папката или рафта, например „К-3“.")
            )
        if typed.kind is ArchiveKind.OTHER and not clean(typed.title):
            raise UserError(_("Не е посочено какво се пази."), _("Впишете описание."))
        if typed.review is not None and typed.review < self._store.clock.today().year:
            raise UserError(
                _("Годината за преглед вече е минала."), _("Посочете тази или следваща година.")
            )


def _proposed(
    session: Session, edition_id: int, items: tuple[ArchiveItem, ...]
) -> tuple[Proposed, ...]:
    """How many proposals, minutes and publications the program itself knows of."""

    def count(query: Select[int]) -> int:
        return session.scalar(query) or 0

    known = {
        ArchiveKind.PROPOSALS: count(
            select(func.count())
            .select_from(NominationRecord)
            .where(NominationRecord.edition_id == edition_id, NominationRecord.number.is_not(None))
        ),
        ArchiveKind.MINUTES: count(
            select(func.count())
            .select_from(SessionRow)
            .join(CommissionRow, CommissionRow.id == SessionRow.commission_id)
            .where(
                CommissionRow.edition_id == edition_id,
                SessionRow.state == str(SessionState.CLOSED),
            )
        ),
        ArchiveKind.PRESS: count(
            select(func.count())
            .select_from(PublicationRow)
            .where(PublicationRow.edition_id == edition_id, PublicationRow.struck_why == "")
        ),
    }
    kept = {
        kind: sum(one.pieces for one in items if one.kind is kind and not one.struck_why)
        for kind in known
    }
    return tuple(Proposed(kind, n, kept[kind]) for kind, n in known.items() if n)


def _paper(view: ArchiveView, award: str, office: str, year: int, day: str) -> Paper:
    rows = tuple(
        (
            str(n), one.what, one.count, one.place, one.retention or "–",
            str(one.review) if one.review else "–",
        )
        for n, one in enumerate(view.valid, 1)
    )  # fmt: skip
    head = (_("№"), _("Какво"), _("Колко"), _("Място"), _("Съхранение"), _("Преглед"))
    ground = _("Архив по {where}.").format(where=view.citation) if view.citation else ""
    return Paper(
        title=_("АРХИВЕН СПИСЪК"),
        under=(_("„{award}“").format(award=award.strip("„“")), _("{year} г.").format(year=year)),
        sender=(office,),
        blocks=(
            *((Text(ground),) if ground else ()),
            Grid(head, rows, (0.06, 0.28, 0.2, 0.14, 0.2, 0.12)),
            Text(_("Изготвен на {day}").format(day=day), Look.SMALL),
        ),
    )


def _item(row: ArchiveRow) -> ArchiveItem:
    return ArchiveItem(
        kind=ArchiveKind(row.kind), title=row.title, pieces=row.pieces, pages=row.pages,
        place=row.place, retention=row.retention, review=row.review, id=row.id, by=row.by,
        at=row.at, struck_why=row.struck_why,
    )  # fmt: skip
