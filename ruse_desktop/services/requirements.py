"""The requirements for applying emblem and flag: issue a version, show it as a sheet (чл. 8, 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain import requirements as values
from ruse_desktop.domain.artwork import TOLERANCE, USUAL_TOLERANCE
from ruse_desktop.domain.intake import number_of
from ruse_desktop.domain.requirements import RequirementInput, RequirementSheet, RequirementVersion
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.emblem import current_in, version_of
from ruse_desktop.storage.emblem import EmblemVersionRow
from ruse_desktop.storage.requirements import RequirementRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

KINDS = ("requirement",)
OBJECT = "requirement"
_MOST_LINES = 20


class RequirementService:
    """The versions of the requirements, newest first, and their sheet."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def list(self) -> tuple[RequirementVersion, ...]:
        """All versions, newest first."""
        with self._store.read() as session:
            rows = session.scalars(select(RequirementRow).order_by(RequirementRow.number.desc()))
            return tuple(_version(session, row) for row in rows)

    def current(self) -> RequirementVersion | None:
        """The version a permit of today names; None before the first."""
        with self._store.read() as session:
            return current_version(session)

    def issue(self, typed: RequirementInput, *, actor: Actor) -> RequirementVersion:
        """Issue the next version with the emblem in force.

        Raises UserError for a missing day, one to come or a measure out of bounds, Refused for a
        day before the last version or for the same content.
        """
        ready = replace(typed, lines=tuple(filter(None, (clean(one, 300) for one in typed.lines))))
        with self._store.write(actor, "requirement.issue", KINDS) as tx:
            _check(ready, tx.now.date())
            last, emblem = current_version(tx.session), current_in(tx.session)
            if last is not None:
                _differs(ready, last, emblem.id if emblem else None)
            assert ready.issued_on is not None
            number = (tx.session.scalar(select(func.max(RequirementRow.number))) or 0) + 1
            row = RequirementRow(
                number=number, issued_on=ready.issued_on, least_mm=ready.least_mm,
                free_percent=ready.free_percent, lines=list(ready.lines),
                emblem_id=emblem.id if emblem else None, by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            made = _version(tx.session, row)
            tx.subject(OBJECT, row.id, made.title)
            return made

    def sheet(self, version_id: int) -> RequirementSheet:
        """A version ready for paper, by the act of its day. Raises NotFound."""
        with self._store.read() as session:
            row = session.get(RequirementRow, version_id)
            if row is None:
                raise NotFound(_("Версията не е намерена."), _("Опреснете списъка."))
            version = _version(session, row)
        tolerance = number_of(self._practice.value(TOLERANCE)) or USUAL_TOLERANCE
        symbols = self._law.at(row.issued_on).symbols
        return values.sheet_of(version, symbols, tolerance, self._law.municipality)

    def pdf(self, version_id: int) -> bytes:
        """The sheet with the emblem drawn to scale. Raises NotFound also for a lost emblem file."""
        from ruse_desktop.documents import requirements

        sheet = self.sheet(version_id)
        emblem = sheet.version.emblem
        source = (
            self._attachments.path_of(emblem.drawn, emblem.drawn_suffix)
            if emblem is not None
            else None
        )
        return requirements.render(sheet, source)


def current_version(session: Session) -> RequirementVersion | None:
    """The last version issued."""
    row = session.scalar(select(RequirementRow).order_by(RequirementRow.number.desc()).limit(1))
    return _version(session, row) if row is not None else None


def _version(session: Session, row: RequirementRow) -> RequirementVersion:
    emblem = session.get(EmblemVersionRow, row.emblem_id) if row.emblem_id else None
    typed = RequirementInput(row.issued_on, row.least_mm, row.free_percent, tuple(row.lines))
    made = version_of(emblem) if emblem is not None else None
    return RequirementVersion(row.id, row.number, typed, made, row.by, row.at)


def _check(typed: RequirementInput, today: date) -> None:
    day = typed.issued_on
    if day is None or day > today:
        raise UserError(_("Денят на изискванията липсва или още не е дошъл."), _("Впишете датата."))
    if not 1 <= typed.least_mm <= values.MOST_LEAST_MM:
        raise UserError(
            _("Най-малката височина е от 1 до {most} мм.").format(most=values.MOST_LEAST_MM),
            _("Поправете числото."),
        )
    if not 0 <= typed.free_percent <= values.MOST_FREE:
        raise UserError(
            _("Свободното поле е от 0 до {most} %.").format(most=values.MOST_FREE),
            _("Поправете числото."),
        )
    if len(typed.lines) > _MOST_LINES:
        raise UserError(
            _("Изискванията са над {most} реда.").format(most=_MOST_LINES), _("Съкратете ги.")
        )


def _differs(typed: RequirementInput, last: RequirementVersion, emblem_id: int | None) -> None:
    before = last.typed.issued_on
    assert before is not None
    assert typed.issued_on is not None
    if typed.issued_on < before:
        raise Refused(
            _("Предишната версия е от {day}.").format(day=date_short(before)),
            _("Новата не може да е преди нея."),
        )
    same = replace(typed, issued_on=before) == last.typed
    if same and (last.emblem.id if last.emblem else None) == emblem_id:
        raise Refused(
            _("Нищо не е променено спрямо версия {n}.").format(n=last.number),
            _("Ползвайте нея или променете изискванията."),
        )
