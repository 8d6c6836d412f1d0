"""The flag's passport: one original in use, accessories by design, photographs (чл. 9–10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import flag as values
from ruse_desktop.domain.flag import Accessory, Flag, FlagRules, PassportInput, Photo
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.storage.flag import FlagAccessoryRow, FlagMovementRow, FlagPhotoRow, FlagRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService, Kept
    from ruse_desktop.storage.store import Store

KINDS = ("flag",)
OBJECT = "flag"


class FlagService:
    """What is known of the flag; where it is, says `services.flag_custody`."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def rules(self) -> FlagRules:
        """What the act in force today says of the flag."""
        return values.rules_of(self._law.at(self._store.clock.today()).symbols)

    def proposed(self) -> PassportInput:
        """A passport as the act describes the flag, to be filled in."""
        rules = self.rules()
        return PassportInput(
            _("Знаме на {municipality}").format(municipality=self._law.municipality),
            sizes=rules.sizes, material="; ".join(rules.make), place=rules.place,
        )  # fmt: skip

    def current(self) -> Flag | None:
        """The flag in use."""
        with self._store.read() as session:
            return current_in(session)

    def all(self) -> tuple[Flag, ...]:
        """Every passport, the one in use first."""
        with self._store.read() as session:
            rows = session.scalars(select(FlagRow).order_by(FlagRow.withdrawn_on, FlagRow.id))
            found = [flag_of(session, row) for row in rows]
        return tuple(sorted(found, key=lambda one: not one.active))

    def register(self, typed: PassportInput, since: date, *, actor: Actor) -> Flag:
        """Write the passport of a new original. Raises Refused while another is in use (чл. 10)."""
        ready = _checked(typed, self._store.clock.today())
        with self._store.write(actor, "flag.register", KINDS) as tx:
            if current_in(tx.session) is not None:
                raise Refused(
                    _("Знамето е уникат: друго вече е в употреба."),
                    _("Първо изведете старото от употреба с акт."),
                    citation=str(self.rules().make_citation or ""), code="flag-unique",
                )  # fmt: skip
            row = FlagRow(since=since, withdrawn_on=None, by=actor.name, at=tx.now, **_texts(ready))
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, ready.name)
            return flag_of(tx.session, row)

    def correct(self, flag_id: int, typed: PassportInput, *, actor: Actor) -> Flag:
        """Write the passport anew; the log keeps that it was done."""
        ready = _checked(typed, self._store.clock.today())
        with self._store.write(actor, "flag.correct", KINDS) as tx:
            row = find(tx.session, flag_id)
            for name, value in _texts(ready).items():
                setattr(row, name, value)
            tx.session.flush()
            tx.subject(OBJECT, row.id, ready.name)
            return flag_of(tx.session, row)

    def withdraw(self, flag_id: int, on: date, act: str, why: str, *, actor: Actor) -> None:
        """Take a flag out of use by an act. Raises Refused while it is out."""
        said, reason = clean(act, 200), require_reason(why, self._practice.min_reason)
        if not said:
            raise UserError(_("Липсва актът за извеждане."), _("Впишете номер и дата."))
        with self._store.write(actor, "flag.withdraw", KINDS) as tx:
            row = find(tx.session, flag_id)
            if row.withdrawn_on is not None:
                raise Refused(_("Знамето вече е изведено от употреба."), _("Опреснете екрана."))
            if out_in(tx.session, flag_id) is not None:
                raise Refused(_("Знамето е изнесено."), _("Първо впишете връщането му."))
            if not row.since <= on <= tx.now.date():
                raise UserError(_("Денят не е между завеждането и днес."), _("Поправете датата."))
            row.withdrawn_on, row.withdrawn_act, row.withdrawn_why = on, said, reason
            tx.subject(OBJECT, row.id, said)

    def sew_on(self, flag_id: int, typed: Accessory, *, actor: Actor) -> None:
        """Write an accessory. Raises Refused without the approved design (чл. 10)."""
        kind, project = clean(typed.kind, 100), clean(typed.project_no, 100)
        if not kind:
            raise UserError(_("Не е посочен аксесоарът."), _("Изберете го от списъка."))
        if not project or typed.approved_on is None:
            raise Refused(
                _("Аксесоар се добавя само по утвърден проект."),
                _("Впишете номера на проекта и деня на утвърждаването."),
                citation=str(self.rules().accessories_citation or ""), code="flag-project",
            )  # fmt: skip
        if typed.approved_on > self._store.clock.today():
            raise UserError(_("Проектът е утвърден с бъдеща дата."), _("Поправете датата."))
        with self._store.write(actor, "flag.sew-on", KINDS) as tx:
            row = FlagAccessoryRow(
                flag_id=find(tx.session, flag_id).id, kind=kind, project_no=project,
                approved_on=typed.approved_on, by=actor.name, at=tx.now,
            )  # fmt: skip
            tx.session.add(row)
            tx.subject(OBJECT, flag_id, f"{kind}, {project}")

    def take_off(self, accessory_id: int, why: str, *, actor: Actor) -> None:
        """Strike an accessory out with a reason."""
        reason = require_reason(why, self._practice.min_reason)
        with self._store.write(actor, "flag.take-off", KINDS) as tx:
            row = tx.session.get(FlagAccessoryRow, accessory_id)
            if row is None or row.struck_why:
                raise NotFound(_("Аксесоарът не е намерен."), _("Опреснете екрана."))
            row.struck_why = reason
            tx.subject(OBJECT, row.flag_id, row.kind)

    def add_photo(
        self, flag_id: int, source: Path, says: str, *, actor: Actor, movement_id: int | None = None
    ) -> None:
        """Keep a photograph of the flag's condition. Raises UserError for a file of another kind."""
        kept = keep_photo(self._attachments, source)
        with self._store.write(actor, "flag.photo", KINDS) as tx:
            row = photo_row(kept, find(tx.session, flag_id).id, movement_id, says)
            row.by, row.at, row.taken_on = actor.name, tx.now, tx.now.date()
            tx.session.add(row)
            tx.subject(OBJECT, flag_id, row.name)


def keep_photo(attachments: AttachmentService, source: Path) -> Kept:
    """Copy a photograph into the folder. Raises UserError for a file of another kind."""
    if source.suffix.lower() not in {".jpg", ".jpeg", ".png"}:
        raise UserError(_("Снимката трябва да е JPG или PNG."), _("Изберете друг файл."))
    return attachments.keep(source)


def photo_row(kept: Kept, flag_id: int, movement_id: int | None, says: str) -> FlagPhotoRow:
    """The row of a kept photograph, still without who wrote it and when."""
    digest, size, name, suffix = kept
    return FlagPhotoRow(
        flag_id=flag_id, movement_id=movement_id, name=name, sha256=digest, suffix=suffix,
        size=size, says=clean(says, 500),
    )  # fmt: skip


def find(session: Session, flag_id: int) -> FlagRow:
    """The stored passport. Raises NotFound."""
    row = session.get(FlagRow, flag_id)
    if row is None:
        raise NotFound(_("Знамето не е намерено."), _("Опреснете екрана."))
    return row


def current_in(session: Session) -> Flag | None:
    """The flag in use."""
    row = session.scalar(select(FlagRow).where(FlagRow.withdrawn_on.is_(None)))
    return flag_of(session, row) if row is not None else None


def out_in(session: Session, flag_id: int) -> FlagMovementRow | None:
    """The going out from which the flag is not back."""
    return session.scalar(
        select(FlagMovementRow).where(
            FlagMovementRow.flag_id == flag_id,
            FlagMovementRow.back_at.is_(None),
            FlagMovementRow.struck_why == "",
        )
    )


def flag_of(session: Session, row: FlagRow) -> Flag:
    """The value of a passport with what hangs on it."""
    extras = session.scalars(
        select(FlagAccessoryRow)
        .where(FlagAccessoryRow.flag_id == row.id, FlagAccessoryRow.struck_why == "")
        .order_by(FlagAccessoryRow.id)
    )
    photos = session.scalars(
        select(FlagPhotoRow).where(FlagPhotoRow.flag_id == row.id).order_by(FlagPhotoRow.id.desc())
    )
    sizes = tuple((str(name), Decimal(str(value))) for name, value in row.sizes)
    return Flag(
        row.id,
        PassportInput(
            row.name, row.made_by, row.made_on, sizes, row.material, row.place, row.condition,
            row.note,
        ),
        row.since,
        tuple(Accessory(one.kind, one.project_no, one.approved_on, one.id, one.by) for one in extras),
        tuple(
            Photo(one.id, one.name, one.sha256, one.suffix, one.taken_on, one.says, one.movement_id)
            for one in photos
        ),
        row.withdrawn_on, row.withdrawn_act, row.withdrawn_why,
    )  # fmt: skip


def _texts(typed: PassportInput) -> dict[str, object]:
    return {
        "name": typed.name, "made_by": typed.made_by, "made_on": typed.made_on,
        "sizes": [[name, str(value)] for name, value in typed.sizes], "material": typed.material,
        "place": typed.place, "condition": typed.condition, "note": typed.note,
    }  # fmt: skip


def _checked(typed: PassportInput, today: date) -> PassportInput:
    ready = replace(
        typed, name=clean(typed.name, 200), made_by=clean(typed.made_by, 200),
        material=clean(typed.material, 500), place=clean(typed.place, 300),
        condition=clean(typed.condition, 1000), note=clean(typed.note, 1000),
    )  # fmt: skip
    if not ready.name:
        raise UserError(_("Знамето няма наименование."), _("Впишете го."))
    if not ready.place:
        raise UserError(_("Не е посочено къде стои знамето."), _("Впишете мястото му."))
    if any(value <= 0 for _name, value in ready.sizes):
        raise UserError(_("Размерите трябва да са положителни."), _("Поправете размера."))
    if ready.made_on is not None and ready.made_on > today:
        raise UserError(_("Знамето е изработено с бъдеща дата."), _("Поправете датата."))
    return ready
