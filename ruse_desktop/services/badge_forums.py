"""Badges given to the participants of forums: entered, struck out, listed (чл. 18)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import Purpose
from ruse_desktop.domain.badge_records import Forum, ForumInput
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.domain.stock import Sort
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, search_key, search_words
from ruse_desktop.services import stock_moves
from ruse_desktop.services.nomination_writing import require_reason
from ruse_desktop.services.register_table import TableRegister
from ruse_desktop.services.stock_moves import Facts
from ruse_desktop.storage.badge import BadgeForumRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.badge import BadgeRules
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.stock import StockKindRow
    from ruse_desktop.storage.store import Store, Transaction

KINDS = ("badge", "stock")
OBJECT = "badge-forum"


class BadgeForums(TableRegister):
    """Souvenirs to forums; each leaves the stock in the same save, striking it out brings it back."""

    table = BadgeForumRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "date": (BadgeForumRow.on, BadgeForumRow.id),
        "forum": (BadgeForumRow.search_key,),
        "level": (BadgeForumRow.level,),
        "quantity": (BadgeForumRow.quantity,),
        "variant": (BadgeForumRow.variant,),
        "state": (BadgeForumRow.struck_why == "",),
    }
    usual = (BadgeForumRow.on.desc(), BadgeForumRow.id.desc())

    def __init__(self, store: Store, law: LawBook, practice: Practice) -> None:
        super().__init__(store)
        self._law = law
        self._practice = practice

    def rules(self, day: date | None = None) -> BadgeRules:
        """What the act says of the badge on a day, today by default."""
        return values.rules_of(self._law.at(day or self._store.clock.today()))

    def add(self, typed: ForumInput, *, actor: Actor) -> Forum:
        """Enter the badges given at a forum.

        Raises UserError for what is missing, Refused for the representative variant without a reason
        and where there are fewer in stock on that day.
        """
        with self._store.write(actor, "badge.forum", KINDS) as tx:
            ready = _checked(typed, tx.now.date())
            rules = self.rules(ready.on)
            if not rules.level(ready.level):
                raise UserError(
                    _("Не е избран характерът на форума."), _("Изберете го от списъка.")
                )
            kind = gift_kind(tx, self._law, rules, ready.variant, ready.reason, self._practice)
            assert ready.on is not None
            ground = _("{forum}: {who}").format(forum=ready.forum, who=ready.recipients)
            facts = Facts(
                ready.on, Sort.ISSUE, ground=ground, document=ready.document,
                reason=ready.reason, purpose=Purpose.FORUM.value,
            )  # fmt: skip
            lots = stock_moves.take(tx, kind, facts, ready.quantity)
            row = BadgeForumRow(
                forum=ready.forum, level=ready.level, on=ready.on, recipients=ready.recipients,
                variant=ready.variant, quantity=ready.quantity, document=ready.document,
                reason=ready.reason, lots=list(lots), struck_why="", by=actor.name, at=tx.now,
                search_key=search_key(
                    f"{ready.forum} {ready.recipients} {ready.document} {rules.level(ready.level)}"
                ),
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject(OBJECT, row.id, str(row.quantity))
            return _forum(row, rules)

    def strike(self, forum_id: int, reason: str, *, actor: Actor) -> None:
        """Strike a line out; its badges lie in stock again. Raises NotFound, Refused, UserError."""
        why = require_reason(reason, self._practice.min_reason)
        with self._store.write(actor, "badge.forum-out", KINDS) as tx:
            row = tx.session.get(BadgeForumRow, forum_id)
            if row is None:
                raise _lost()
            if row.struck_why:
                raise Refused(_("Вписването вече е зачеркнато."), _("Опреснете списъка."))
            row.struck_why = why
            for lot in row.lots:
                stock_moves.undo(tx, lot, why)
            tx.subject(OBJECT, row.id, str(row.quantity))

    def forum(self, forum_id: int) -> Forum:
        """One line. Raises NotFound."""
        with self._store.read() as session:
            row = session.get(BadgeForumRow, forum_id)
            if row is None:
                raise _lost()
            return _forum(row, self.rules())

    # the register, see domain/registers.py

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return _asked(wanted)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        return _listed(_forum(row, self.rules()))

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The forums for paper and spreadsheet, oldest first."""
        rules = self.rules()
        query = select(BadgeForumRow).where(*_asked(wanted))
        with self._store.read() as session:
            rows = session.scalars(query.order_by(BadgeForumRow.on, BadgeForumRow.id))
            found = [_forum(row, rules) for row in rows]
        count = sum(one.typed.quantity for one in found if not one.struck_why)
        return RegisterSheet(
            title=_("Значка „Русе“ на участници във форуми"),
            subtitle=str(rules.gift.citation) if rules.gift else "",
            asked=_said(wanted, rules),
            heads=(
                _("Дата"), _("Форум"), _("Характер"), _("Получатели"), _("Вариант"), _("Брой"),
                _("Документ"), _("Бележка"),
            ),
            widths=(0.09, 0.22, 0.11, 0.18, 0.11, 0.06, 0.11, 0.12),
            lines=tuple(_printed(one) for one in found),
            count=ngettext("Общо {n} значка", "Общо {n} значки", count).format(n=count),
            drawn_on=self._store.clock.today(),
            file_name="znachka-forumi",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip


def gift_kind(
    tx: Transaction, law: LawBook, rules: BadgeRules, variant: str, reason: str, practice: Practice
) -> StockKindRow:
    """The stock's row of a variant given as a souvenir.

    Raises UserError without one, Refused with the article where a reason is needed and short.
    """
    chosen = rules.variant(variant)
    if chosen is None:
        raise UserError(_("Не е избран вариантът на значката."), _("Изберете го от списъка."))
    for finding in values.judge_gift(variant, rules):
        if len(reason) < practice.min_reason:
            raise Refused(
                finding.sentence,
                _("Изберете сувенирната или запишете причината в поне {n} знака.").format(
                    n=practice.min_reason
                ),
                citation=str(finding.citation or ""), code=finding.rule,
            )  # fmt: skip
    return stock_moves.row_of(tx, law.at(tx.now.date()), chosen.stock)


def checked_count(n: int) -> int:
    """Raises UserError for a number nobody can give."""
    if not 1 <= n <= values.MOST:
        raise UserError(_("Броят е извън обхвата."), _("Впишете поне един брой."), code="count")
    return n


def _checked(typed: ForumInput, today: date) -> ForumInput:
    ready = replace(
        typed, forum=clean(typed.forum, 300), recipients=clean(typed.recipients, 300),
        document=clean(typed.document), reason=clean(typed.reason, 500),
        quantity=checked_count(typed.quantity),
    )  # fmt: skip
    for value, said in (
        (ready.forum, _("Липсва форумът.")), (ready.recipients, _("Липсва на кого са дадени.")),
        (ready.on, _("Липсва денят.")),
    ):  # fmt: skip
        if not value:
            raise UserError(said, _("Попълнете полето и опитайте отново."))
    if ready.on is not None and ready.on > today:
        raise UserError(_("Денят още не е дошъл."), _("Впишете значките, след като са дадени."))
    return ready


def _asked(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        BadgeForumRow.search_key.contains(word, autoescape=True)
        for word in search_words(wanted.text)
    ]
    if level := wanted.choice("level"):
        found.append(BadgeForumRow.level == level)
    if variant := wanted.choice("variant"):
        found.append(BadgeForumRow.variant == variant)
    if wanted.since is not None:
        found.append(BadgeForumRow.on >= wanted.since)
    if wanted.until is not None:
        found.append(BadgeForumRow.on <= wanted.until)
    return found


def _said(wanted: RegisterFilter, rules: BadgeRules) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if level := rules.level(wanted.choice("level")):
        said.append(level)
    if variant := rules.variant(wanted.choice("variant")):
        said.append(variant.name)
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _lost() -> NotFound:
    return NotFound(_("Записът не е намерен."), _("Опреснете списъка."))


def _forum(row: BadgeForumRow, rules: BadgeRules) -> Forum:
    variant = rules.variant(row.variant)
    return Forum(
        row.id,
        ForumInput(
            row.forum, row.level, row.on, row.recipients, row.quantity, row.variant, row.document,
            row.reason,
        ),
        rules.level(row.level), variant.name if variant else row.variant, row.by, row.at,
        row.struck_why,
    )  # fmt: skip


def _listed(one: Forum) -> RegisterRow:
    typed = one.typed
    texts = (
        date_plain(typed.on) if typed.on else "", typed.forum, one.level_name, typed.recipients,
        one.variant_name, str(typed.quantity), _("зачеркнат") if one.struck_why else _("дадени"),
    )  # fmt: skip
    return RegisterRow(one.id, texts, "neutral" if one.struck_why else "met")


def _printed(one: Forum) -> tuple[str | int | date, ...]:
    typed = one.typed
    note = _("ЗАЧЕРКНАТО: {why}").format(why=one.struck_why) if one.struck_why else typed.reason
    return (
        typed.on or "", typed.forum, one.level_name, typed.recipients, one.variant_name,
        typed.quantity, typed.document, note,
    )  # fmt: skip
