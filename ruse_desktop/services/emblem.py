"""The emblem's file: look at one, take it as a version, choose, return to the placeholder (чл. 6, 7)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.documents import emblem_source
from ruse_desktop.domain import emblem as values
from ruse_desktop.domain.emblem import (
    Candidate,
    EmblemInput,
    EmblemState,
    EmblemVersion,
    Review,
)
from ruse_desktop.kernel import foreign_files
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.emblem import EmblemChoiceRow, EmblemReviewRow, EmblemVersionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.town import SymbolRule
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("emblem",)
OBJECT = "emblem"


class EmblemService:
    """Which emblem the documents draw, and what is to be looked over after a change."""

    def __init__(self, store: Store, law: LawBook, attachments: AttachmentService) -> None:
        self._store = store
        self._law = law
        self._attachments = attachments
        self.apply()

    def apply(self) -> None:
        """Draw the version that is in force in this file."""
        with self._store.read() as session:
            self._use(current_in(session))

    @staticmethod
    def release() -> None:
        """Draw the placeholder again: the data folder is being closed."""
        emblem_source.use(None)

    def state(self) -> EmblemState:
        """The versions, the one in force, what is to be looked over."""
        with self._store.read() as session:
            rows = session.scalars(
                select(EmblemVersionRow).order_by(EmblemVersionRow.number.desc())
            )
            state = EmblemState(
                tuple(version_of(row) for row in rows), current_in(session), self._reviews(session)
            )
        current = state.current
        return replace(state, missing=current is not None and self._path(current) is None)

    def letterhead(self) -> Finding | None:
        """What is wrong with the letterhead (чл. 7, ал. 1); None when nothing is."""
        symbols = self._law.at(self._store.clock.today()).symbols
        return values.letterhead_finding(self.state(), symbols)

    def look(self, source: Path) -> Candidate:
        """What would be drawn from a file, beside what is drawn now; nothing is kept.

        Raises UserError for a file that is no picture, too large, locked or not to be drawn exactly.
        """
        from ruse_desktop.documents import pictures

        content, now = foreign_files.read(source), emblem_source.current()
        drawn, kind, ratio = pictures.drawable(content, source.suffix, source.name)
        after = pictures.picture(drawn, kind, source.name)
        before = pictures.picture(now.read_bytes(), now.suffix, now.name)
        return Candidate(source.name, ratio, before.png, after.png)

    def shown(self) -> bytes:
        """What is drawn now, as PNG."""
        from ruse_desktop.documents import pictures

        now = emblem_source.current()
        return pictures.picture(now.read_bytes(), now.suffix, now.name).png

    def add(self, source: Path, typed: EmblemInput, *, actor: Actor) -> EmblemVersion:
        """Take a file as the next version, in force at once.

        Raises UserError as `look` and for what is not filled in, Refused for a file already taken.
        """
        from ruse_desktop.documents import pictures

        said, approved = clean(typed.source, 300), typed.approved_on
        today = self._store.clock.today()
        if not said:
            raise UserError(
                _("Не е посочено откъде е файлът."), _("Впишете решението или кой го е дал.")
            )
        if approved is None or approved > today:
            raise UserError(
                _("Денят на утвърждаване липсва или още не е дошъл."), _("Впишете датата.")
            )
        content = foreign_files.read(source)
        drawn, kind, ratio = pictures.drawable(content, source.suffix, source.name)
        digest, size, name, suffix = self._attachments.keep(source)
        made = self._attachments.keep_made(drawn, kind)
        with self._store.write(actor, "emblem.add", KINDS) as tx:
            same = tx.session.scalar(
                select(EmblemVersionRow.number).where(EmblemVersionRow.sha256 == digest)
            )
            if same is not None:
                raise Refused(
                    _("Този файл вече е внесен като версия {n}.").format(n=same),
                    _("Изберете я от списъка."),
                )
            number = (tx.session.scalar(select(func.max(EmblemVersionRow.number))) or 0) + 1
            row = EmblemVersionRow(
                number=number, name=name, suffix=suffix, size=size, sha256=digest, drawn=made,
                drawn_suffix=kind, ratio=str(ratio), source=said, approved_on=approved,
                by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            _choose(tx, row.id)
            tx.subject(OBJECT, row.id, _("версия {n}").format(n=number))
            version = version_of(row)
        self._use(version)
        return version

    def choose(self, version_id: int | None, *, actor: Actor) -> EmblemState:
        """Draw a version taken before; None returns to the placeholder. Raises NotFound."""
        with self._store.write(actor, "emblem.choose", KINDS) as tx:
            current = current_in(tx.session)
            if version_id is not None and tx.session.get(EmblemVersionRow, version_id) is None:
                raise NotFound(_("Версията не е намерена."), _("Опреснете списъка."))
            if (current.id if current else None) == version_id:
                raise Refused(_("Този герб вече е в употреба."), _("Изберете друга версия."))
            _choose(tx, version_id)
            tx.subject(OBJECT, version_id, _("в употреба") if version_id else _("вграденият"))
            chosen = current_in(tx.session)
        self._use(chosen)
        return self.state()

    def reviewed(self, symbol: str, *, note: str = "", actor: Actor) -> None:
        """Say that a symbol was looked over for the version in force (R-7-1.2).

        Raises Refused when it needs no looking over.
        """
        with self._store.write(actor, "emblem.review", KINDS) as tx:
            current = current_in(tx.session)
            wanted = {one.symbol for one in self._reviews(tx.session) if one.open}
            if current is None or symbol not in wanted:
                raise Refused(_("Няма какво да се проверява."), _("Опреснете списъка."))
            tx.session.add(
                EmblemReviewRow(
                    symbol=symbol, version_id=current.id, note=clean(note, 500), by=actor.name,
                    at=tx.now,
                )
            )  # fmt: skip
            tx.subject(OBJECT, current.id, symbol)

    def review(self, symbol: str) -> Review | None:
        """Where a symbol stands to the emblem in force; None for one the emblem is not in."""
        with self._store.read() as session:
            found = self._reviews(session)
        return next((one for one in found if one.symbol == symbol), None)

    def _reviews(self, session: Session) -> tuple[Review, ...]:
        return reviews_in(session, self._law.at(self._store.clock.today()).symbols)

    def _path(self, version: EmblemVersion) -> Path | None:
        try:
            return self._attachments.path_of(version.drawn, version.drawn_suffix)
        except NotFound:
            return None

    def _use(self, version: EmblemVersion | None) -> None:
        emblem_source.use(self._path(version) if version is not None else None)


def current_in(session: Session) -> EmblemVersion | None:
    """The version in force; None while the placeholder is drawn."""
    last = session.scalar(select(EmblemChoiceRow).order_by(EmblemChoiceRow.id.desc()).limit(1))
    row = session.get(EmblemVersionRow, last.version_id) if last and last.version_id else None
    return version_of(row) if row is not None else None


def reviews_in(session: Session, symbols: Sequence[SymbolRule]) -> tuple[Review, ...]:
    """Each symbol with the emblem in it: looked over for the version in force, or for an earlier one.

    The first version ever asks for nothing: what there is was made by the approved drawing.
    """
    current = current_in(session)
    chosen = session.scalars(
        select(EmblemChoiceRow.version_id)
        .where(EmblemChoiceRow.version_id.is_not(None))
        .order_by(EmblemChoiceRow.id)
    ).all()
    numbers = {row.id: row.number for row in session.scalars(select(EmblemVersionRow))}
    found = []
    for symbol in values.carriers(symbols):
        last = session.scalar(
            select(EmblemReviewRow.version_id)
            .where(EmblemReviewRow.symbol == symbol)
            .order_by(EmblemReviewRow.id.desc())
            .limit(1)
        )
        stands = last if last is not None else (chosen[0] if chosen else None)
        open_ = current is not None and stands != current.id
        found.append(Review(symbol, numbers.get(stands or 0, 0), open_))
    return tuple(found)


def version_of(row: EmblemVersionRow) -> EmblemVersion:
    """The value of a row."""
    return EmblemVersion(
        row.id, row.number, row.name, row.suffix, row.size, row.sha256, row.drawn, row.drawn_suffix,
        Decimal(row.ratio), row.source, row.approved_on, row.by, row.at,
    )  # fmt: skip


def _choose(tx: Transaction, version_id: int | None) -> None:
    tx.session.add(EmblemChoiceRow(version_id=version_id, by=tx.actor.name, at=tx.now))
    tx.session.flush()
