"""The list of laureates for the site: what may be published today, who is left out, the versions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from ruse_desktop.domain.web_list import FILES, Publication, WebLine, WebList, Why, Withheld
from ruse_desktop.kernel.errors import NotFound, Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services import book_rules
from ruse_desktop.services.files import write_file
from ruse_desktop.storage.books import Book, Laureate
from ruse_desktop.storage.web_list import PublicationRow, WithheldRow

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.book_hand_over import HandOverService
    from ruse_desktop.storage.store import Store

KINDS = ("web-list",)
_ROW = (
    Laureate.id, Laureate.book, Laureate.seq, Laureate.year, Laureate.name, Laureate.section,
    Laureate.historic, Laureate.revoked, Laureate.handed_over, Laureate.entry_no,
)  # fmt: skip


class WebListService:
    """Names, award, year and section of laureates (§ 2 ПЗР); nobody before the ceremony."""

    def __init__(self, store: Store, law: LawBook, hand_overs: HandOverService) -> None:
        self._store = store
        self._law = law
        self._hand_overs = hand_overs

    def content(self) -> WebList:
        """The list of today and who is left out, with the reason for each."""
        today = self._store.clock.today()
        with self._store.read() as session:
            names = self._awards(session)
            rows = session.execute(
                select(*_ROW).order_by(Laureate.year.desc(), Laureate.sort_key, Laureate.entry_no)
            ).all()
            asked = {
                (one.book, one.seq): one
                for one in session.scalars(
                    select(WithheldRow).where(WithheldRow.lifted_at.is_(None))
                )
            }
        order = {code: n for n, code in enumerate(names)}
        days: dict[tuple[str, int], date | None] = {}
        lines: list[WebLine] = []
        withheld: list[Withheld] = []
        for row in sorted(rows, key=lambda one: order[one.book]):
            line = WebLine(row.id, names[row.book], row.year, row.name, row.section)
            left = self._left_out(row, line, asked.get((row.book, row.seq)), days, today)
            if left is None:
                lines.append(line)
            else:
                withheld.append(left)
        return WebList(self._law.municipality, today, tuple(lines), tuple(withheld))

    def withhold(self, *, actor: Actor, laureate_id: int, reason: str) -> None:
        """Leave a laureate out from now on, with the request or the legal ground as the reason.

        Raises Refused when he is left out already, UserError without a reason, NotFound.
        """
        with self._store.write(actor, "web-list.withhold", KINDS) as tx:
            row = _laureate(tx.session, laureate_id)
            if _withheld(tx.session, row.book, row.seq) is not None:
                raise Refused(_("Този носител вече не се публикува."), _("Опреснете списъка."))
            why = book_rules.required(reason, _("Не е посочена причина."), 500)
            tx.session.add(
                WithheldRow(book=row.book, seq=row.seq, reason=why, by=tx.actor.name, at=tx.now)
            )
            tx.subject("book", row.id, f"{row.book}: № {row.entry_no}")

    def lift(self, *, actor: Actor, laureate_id: int, reason: str) -> None:
        """Publish a laureate again, with a reason. Raises NotFound, UserError without a reason."""
        with self._store.write(actor, "web-list.lift", KINDS) as tx:
            row = _laureate(tx.session, laureate_id)
            found = _withheld(tx.session, row.book, row.seq)
            if found is None:
                raise NotFound(_("Този носител се публикува."), _("Опреснете списъка."))
            found.lifted_why = book_rules.required(reason, _("Не е посочена причина."), 500)
            found.lifted_by, found.lifted_at = tx.actor.name, tx.now
            tx.subject("book", row.id, f"{row.book}: № {row.entry_no}")

    def export(self, *, actor: Actor, folder: Path) -> Publication:
        """Write HTML, CSV and JSON into the folder and keep the version in the log.

        The same books on the same day give the same bytes. Raises UserError when it cannot be
        written.
        """
        from ruse_desktop.exchange import web_list

        made = self.content()
        files = (web_list.html(made), web_list.csv_table(made), web_list.json_list(made))
        for name, data in zip(FILES, files, strict=True):
            write_file(folder, name, data)
        with self._store.write(actor, "web-list.export", KINDS) as tx:
            version = (tx.session.scalar(select(func.max(PublicationRow.version))) or 0) + 1
            row = PublicationRow(
                version=version, at=tx.now, by=tx.actor.name, names=len(made.lines),
                withheld=len(made.withheld), digest=hashlib.sha256(files[0]).hexdigest(),
                folder=str(folder),
            )  # fmt: skip
            tx.session.add(row)
            tx.session.flush()
            tx.subject("web-list", version, f"версия {version}")
            return _publication(row)

    def published(self, *, actor: Actor, version: int, link: str, on: date | None) -> Publication:
        """Write down where and when a version appeared on the site. Raises NotFound."""
        with self._store.write(actor, "web-list.published", KINDS) as tx:
            row = tx.session.get(PublicationRow, version)
            if row is None:
                raise NotFound(_("Няма такава версия."), _("Опреснете списъка."))
            row.link, row.published_on = "".join(clean(link, 500).split()), on
            tx.subject("web-list", version, f"версия {version}")
            return _publication(row)

    def log(self) -> tuple[Publication, ...]:
        """The versions handed over, newest first."""
        with self._store.read() as session:
            rows = session.scalars(select(PublicationRow).order_by(PublicationRow.version.desc()))
            return tuple(_publication(row) for row in rows)

    def _awards(self, session: Session) -> dict[str, str]:
        """Names by book, in the order of the act; a book the act has no more goes by its title."""
        rows = session.execute(select(Book.code, Book.title).order_by(Book.code))
        titles: dict[str, str] = {row.code: row.title for row in rows}
        held = self._law.at(self._store.clock.today()).awards
        names = {award.code: award.name for award in held if award.code in titles}
        return {**names, **{code: t for code, t in titles.items() if code not in names}}

    def _left_out(
        self,
        row: Any,
        line: WebLine,
        asked: WithheldRow | None,
        days: dict[tuple[str, int], date | None],
        today: date,
    ) -> Withheld | None:
        if row.revoked:
            return Withheld(line, Why.REVOKED)
        if asked is not None:
            return Withheld(line, Why.ASKED, reason=asked.reason, by=asked.by, on=asked.at.date())
        if row.handed_over is not None or (row.historic and row.year < today.year):
            return None
        key = (row.book, row.year)
        if key not in days:
            plan = self._hand_overs.plan(row.book, row.year)
            days[key] = plan.days[0] if plan.days else None
        day = days[key]
        if day is not None and day > today:
            return Withheld(line, Why.CEREMONY, day)
        return None if row.historic else Withheld(line, Why.NOT_HANDED)


def _laureate(session: Session, laureate_id: int) -> Laureate:
    row = session.get(Laureate, laureate_id)
    if row is None:
        raise NotFound(_("Носителят не е намерен."), _("Опреснете списъка."))
    return row


def _withheld(session: Session, book: str, seq: int) -> WithheldRow | None:
    return session.scalar(
        select(WithheldRow).where(
            WithheldRow.book == book, WithheldRow.seq == seq, WithheldRow.lifted_at.is_(None)
        )
    )


def _publication(row: PublicationRow) -> Publication:
    return Publication(
        row.version, row.at, row.by, row.names, row.withheld, row.digest, row.folder, row.link,
        row.published_on,
    )  # fmt: skip
