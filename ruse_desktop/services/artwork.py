"""Pictures attached to applications: made ready to be measured, the person's box kept (чл. 8, 14)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain import artwork as values
from ruse_desktop.domain.artwork import EMBLEM, FLAG, Box, Marked, Measured, Picture
from ruse_desktop.domain.intake import number_of
from ruse_desktop.domain.permits import rules_of
from ruse_desktop.kernel import foreign_files
from ruse_desktop.kernel.errors import NotFound, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.emblem import current_in
from ruse_desktop.storage.artwork import ArtworkRow
from ruse_desktop.storage.permits import PermitFileRow, PermitRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

KINDS = ("permit",)
OBJECT = "permit"


@dataclass(frozen=True)
class Basis:
    """What a picture of a symbol is compared with; `reference` None without an original."""

    symbol: str
    reference: Decimal | None
    tolerance: Decimal
    version: int
    citation: Citation | None

    def measure(self, box: Box) -> Measured:
        """The proportions of a box by this basis."""
        return values.measure(
            self.symbol, box, reference=self.reference, tolerance=self.tolerance,
            version=self.version,
        )  # fmt: skip


class ArtworkService:
    """Measures pictures against the emblem in force, or the flag as the act measures it."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def basis(self, symbol: str) -> Basis:
        """What pictures of this symbol are compared with today."""
        with self._store.read() as session:
            return self._basis(session, symbol)

    def look(self, source: Path) -> Picture:
        """A file not kept yet, made ready to be measured. Raises UserError when it is no picture."""
        from ruse_desktop.documents import pictures

        return pictures.picture(foreign_files.read(source), source.suffix, source.name)

    def look_at(self, file_id: int) -> tuple[Picture, Basis, Marked | None]:
        """An attached picture, what it is compared with, and what was marked on it last.

        Raises NotFound when the file is gone, UserError when it is no picture.
        """
        from ruse_desktop.documents import pictures

        with self._store.read() as session:
            row = _file(session, file_id)
            basis = self._basis(session, _symbol(session, row))
            marked = last_in(session, file_id)
            name, digest, suffix = row.name, row.sha256, row.suffix
        content = self._attachments.path_of(digest, suffix).read_bytes()
        return pictures.picture(content, suffix, name), basis, marked

    def mark(self, file_id: int, box: Box, picture: tuple[int, int], *, actor: Actor) -> Marked:
        """Keep the box a person marked on a picture of this size.

        Raises NotFound, UserError for a box that is too small or beside the picture.
        """
        if not box.within(*picture):
            raise UserError(
                _("Рамката е твърде малка или излиза от изображението."), _("Поправете я.")
            )
        with self._store.write(actor, "artwork.mark", KINDS) as tx:
            file = _file(tx.session, file_id)
            measured = self._basis(tx.session, _symbol(tx.session, file)).measure(box)
            row = ArtworkRow(
                file_id=file_id, symbol=measured.symbol, left=box.left, top=box.top,
                right=box.right, bottom=box.bottom, wide=picture[0], tall=picture[1],
                ratio=str(measured.ratio), reference=_text(measured.reference),
                tolerance=str(measured.tolerance), deviation=_text(measured.deviation),
                kept=measured.kept, version=measured.version, by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, file.permit_id, file.name)
            return marked_of(row)

    def of_permit(self, permit_id: int) -> dict[int, Marked]:
        """What counts of each measured file of an application, by the file's id."""
        with self._store.read() as session:
            return of_permit_in(session, permit_id)

    def _basis(self, session: Session, symbol: str) -> Basis:
        symbols = self._law.at(self._store.clock.today()).symbols
        rule = rules_of(symbols).of(symbol)
        tolerance = number_of(self._practice.value(values.TOLERANCE)) or values.USUAL_TOLERANCE
        reference, version = None, 0
        if symbol == FLAG:
            reference = values.flag_ratio(symbols)
        elif symbol == EMBLEM and (current := current_in(session)) is not None:
            reference, version = current.ratio, current.number
        citation = rule.citation if rule is not None else None
        return Basis(symbol, reference, tolerance, version, citation)


def last_in(session: Session, file_id: int) -> Marked | None:
    """What counts of a file; None while nobody measured it."""
    query = select(ArtworkRow).where(ArtworkRow.file_id == file_id)
    row = session.scalar(query.order_by(ArtworkRow.id.desc()).limit(1))
    return marked_of(row) if row is not None else None


def of_permit_in(session: Session, permit_id: int) -> dict[int, Marked]:
    """What counts of each measured file of an application that was not taken out."""
    newest = (
        select(func.max(ArtworkRow.id))
        .join(PermitFileRow, PermitFileRow.id == ArtworkRow.file_id)
        .where(PermitFileRow.permit_id == permit_id, PermitFileRow.removed_why == "")
        .group_by(ArtworkRow.file_id)
    )
    rows = session.scalars(select(ArtworkRow).where(ArtworkRow.id.in_(newest)))
    return {row.file_id: marked_of(row) for row in rows}


def marked_of(row: ArtworkRow) -> Marked:
    """The value of a row."""
    box = Box(row.left, row.top, row.right, row.bottom)
    measured = Measured(
        row.symbol, box.width, box.height, Decimal(row.ratio), _number(row.reference),
        Decimal(row.tolerance), _number(row.deviation), row.kept, row.version,
    )  # fmt: skip
    return Marked(row.id, row.file_id, box, (row.wide, row.tall), measured, row.by, row.at)


def _file(session: Session, file_id: int) -> PermitFileRow:
    row = session.get(PermitFileRow, file_id)
    if row is None or row.removed_why:
        raise NotFound(_("Файлът не е намерен."), _("Опреснете списъка."))
    return row


def _symbol(session: Session, file: PermitFileRow) -> str:
    return session.get_one(PermitRow, file.permit_id).symbol


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
