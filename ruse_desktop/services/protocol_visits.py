"""What a visit takes along: gifts that come off the stock, speeches and materials as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.stock import Pile, Sort
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import stock_moves, stock_reading
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.protocol_plan_reading import KINDS, OBJECT, find_plan, plan_in
from ruse_desktop.services.stock import KINDS as STOCK_KINDS
from ruse_desktop.storage.protocol_plans import PlanFileRow, PlanGiftRow

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.protocol_plans import Plan
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store


class ProtocolVisits:
    """Gifts and files of a plan (функция 13)."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def give(
        self, plan_id: int, code: str, count: int, *, on: date, receiver: str, actor: Actor,
        serial: str = "",
    ) -> Plan:  # fmt: skip
        """Give pieces of a kind as a gift; they come off the stock in the same transaction.

        Raises Refused where the stock would fall below zero, UserError for a day to come.
        """
        if count < 1:
            raise UserError(_("Не е посочен броят."), _("Впишете колко се подаряват."))
        who = clean(receiver, 200)
        if not who:
            raise UserError(_("Не е посочено на кого."), _("Напишете кой получава подаръка."))
        with self._store.write(actor, "protocol.give", (*KINDS, *STOCK_KINDS)) as tx:
            if on > tx.now.date():
                raise UserError(
                    _("Подаръкът се вписва, след като е даден."), _("Проверете датата.")
                )
            row = find_plan(tx.session, plan_id)
            edition = self._law.at(on)
            kind_row = stock_moves.row_of(tx, edition, code)
            kind = stock_reading.kind_of(tx.session, edition, code)
            if kind_row.numbered and (not serial or count != 1):
                raise UserError(
                    _("Не е избран номер: {name}.").format(name=kind.full_name),
                    _("Номерираните се дават един по един, с номера."),
                )
            title = plan_in(tx.session, row.id).title
            pile = stock_moves.pile_of(tx.session, kind_row, kind, serial) if serial else Pile.NEW
            ground = _("{event}: {receiver}").format(event=title, receiver=who)
            facts = stock_moves.Facts(on, Sort.ISSUE, pile, ground=ground)
            lot = stock_moves.add(tx, kind_row, facts, -count, (serial,) if serial else ())
            name = kind.full_name + (f" № {serial}" if serial else "")
            tx.session.add(
                PlanGiftRow(plan_id=row.id, lot=lot, name=name, count=count, on=on, receiver=who)
            )
            tx.session.flush()
            tx.subject(OBJECT, row.id, title)
            return plan_in(tx.session, row.id)

    def take_back(self, gift_id: int, reason: str, *, actor: Actor) -> Plan:
        """Undo a gift entered by mistake; the stock gets a counter-movement with the reason."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "protocol.give-back", (*KINDS, *STOCK_KINDS)) as tx:
            gift = tx.session.get(PlanGiftRow, gift_id)
            if gift is None:
                raise NotFound(_("Подаръкът вече не е в плана."), _("Опреснете списъка."))
            stock_moves.undo(tx, gift.lot, why)
            plan_id = gift.plan_id
            tx.session.delete(gift)
            tx.session.flush()
            made = plan_in(tx.session, plan_id)
            tx.subject(OBJECT, plan_id, made.title)
            return made

    def add_file(self, plan_id: int, source: Path, *, actor: Actor, note: str = "") -> Plan:
        """Keep a copy of a speech or other material. Raises Refused when it is there already."""
        digest, size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "protocol.file", KINDS) as tx:
            row = find_plan(tx.session, plan_id)
            there = tx.session.scalar(
                select(PlanFileRow.name).where(
                    PlanFileRow.plan_id == row.id, PlanFileRow.sha256 == digest,
                    PlanFileRow.removed_why == "",
                )
            )  # fmt: skip
            if there is not None:
                raise Refused(
                    _("Този файл вече е в плана под името „{name}“.").format(name=there),
                    _("Изберете друг файл."),
                )
            tx.session.add(
                PlanFileRow(
                    plan_id=row.id, name=name, suffix=suffix, size=size, sha256=digest,
                    note=clean(note, 300), added_on=tx.now.date(),
                )
            )  # fmt: skip
            tx.session.flush()
            made = plan_in(tx.session, row.id)
            tx.subject(OBJECT, row.id, made.title)
            return made

    def remove_file(self, file_id: int, reason: str, *, actor: Actor) -> Plan:
        """Take a file out of the plan with a reason; its line stays in the database."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "protocol.file-out", KINDS) as tx:
            found = tx.session.get(PlanFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е в плана."), _("Опреснете списъка."))
            found.removed_why = why
            tx.session.flush()
            made = plan_in(tx.session, found.plan_id)
            tx.subject(OBJECT, made.id, made.title)
            return made

    def path(self, file_id: int) -> Path:
        """Where the kept file lies. Raises NotFound."""
        with self._store.read() as session:
            found = session.get(PlanFileRow, file_id)
            if found is None or found.removed_why:
                raise NotFound(_("Файлът вече не е в плана."), _("Опреснете списъка."))
            return self._attachments.path_of(found.sha256, found.suffix)
