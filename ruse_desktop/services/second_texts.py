"""What a diploma says in a second language: proposed from the office's text, kept by entry (R-F14-0.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import wording as values
from ruse_desktop.domain.wording import SECOND_DIPLOMA
from ruse_desktop.kernel import wording
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.kernel.transliteration import latin
from ruse_desktop.storage.wording import SecondTextRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.books import BookService
    from ruse_desktop.storage.store import Store

LONGEST = 600


class SecondTexts:
    """The translation is made by people; the program only fills names in Latin letters."""

    def __init__(self, store: Store, books: BookService) -> None:
        self._store = store
        self._books = books

    def proposal(self, book: str, seq: int) -> tuple[str, bool]:
        """What is printed now and True, else the office's text filled for this entry and False.

        Raises NotFound.
        """
        with self._store.read() as session:
            known = second_in(session, book, seq)
        if known:
            return known, True
        entry = self._books.detail(book, seq)
        row, act = entry.row, entry.act
        day = (act.on if act else None) or row.handed_over or entry.entered_at.date()
        facts = {
            "name": latin(row.name), "award": self._books.book(book).title, "year": str(row.year),
            "motive": entry.motive, "day": date_short(day),
        }  # fmt: skip
        return values.filled(wording.say_second(SECOND_DIPLOMA), facts), False

    def save(self, book: str, seq: int, typed: str, *, actor: Actor) -> None:
        """Print this under the Bulgarian text from now on; „“ prints nothing.

        Raises NotFound, UserError for a text that is too long, Refused when nothing changes.
        """
        row = self._books.detail(book, seq).row
        text = clean(typed, LONGEST)
        with self._store.write(actor, "second-text.save", ("second-text",)) as tx:
            if second_in(tx.session, book, seq) == text:
                raise Refused(_("Текстът не е променен."), _("Няма какво да се запише."))
            tx.session.add(SecondTextRow(book=book, seq=seq, text=text, by=actor.name, at=tx.now))
            tx.subject("book", seq, row.name)


def second_in(session: Session, book: str, seq: int) -> str:
    """What the entry's diploma says in a second language; „“ = nothing."""
    return (
        session.scalar(
            select(SecondTextRow.text)
            .where(SecondTextRow.book == book, SecondTextRow.seq == seq)
            .order_by(SecondTextRow.id.desc())
            .limit(1)
        )
        or ""
    )
