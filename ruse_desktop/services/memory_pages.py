"""The verbs of the memory book: keep what stands beside a laureate's entry, give the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.memory_pages import (
    LINES,
    MODE,
    MOST_TEXT,
    TWO,
    MemoryContent,
    MemoryInput,
    MemoryPage,
)
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.memory_pages import MemoryPageRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.outcomes import BookRule
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.services.books import BookService
    from ruse_desktop.services.practice import PracticeService
    from ruse_desktop.storage.store import Store

_KINDS = ("memory",)


class MemoryService:
    """Pages beside the entries of a book the law calls a memory book (чл. 60)."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        practice: Practice,
        *,
        books: BookService,
        attachments: AttachmentService,
        practices: PracticeService,
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._books = books
        self._attachments = attachments
        self._practices = practices

    def page(self, book: str, seq: int) -> MemoryPage:
        """The newest version of a laureate's page. Raises NotFound, Refused for another book."""
        self._rule(book)
        self._books.detail(book, seq)
        with self._store.read() as session:
            row = _last(session, book, seq)
            return _page(row) if row else MemoryPage()

    def content(self, book: str, seq: int) -> MemoryContent:
        """What the printed page holds. Raises NotFound, Refused for another book."""
        rule = self._rule(book)
        page = self.page(book, seq)
        picture = b""
        if page.sha256:
            picture = self._attachments.path_of(page.sha256, page.suffix).read_bytes()
        return MemoryContent(
            municipality=self._law.municipality, title=rule.title, keeper=rule.keeper,
            citation=rule.citation, entry=self._books.detail(book, seq), page=page, picture=picture,
            shared=self._practice.value(MODE) != TWO,
            answered=any(
                one.question.key == MODE and one.history for one in self._practices.views()
            ),
        )  # fmt: skip

    def keep(
        self,
        book: str,
        seq: int,
        typed: MemoryInput,
        *,
        actor: Actor,
        photo: Path | None = None,
        drop_photo: bool = False,
    ) -> int:
        """Add a version of the page; its number. Without `photo` the earlier one stays.

        The entry in the book is not touched. Raises UserError for a picture that is none or too
        large, for a text that is too long.
        """
        earlier = self.page(book, seq)
        text, works, press = _tidy(typed)
        kept = ("", "", "") if drop_photo else (earlier.photo, earlier.suffix, earlier.sha256)
        if photo is not None:
            kept = self._photo(photo)
        with self._store.write(actor, "memory.keep", _KINDS) as tx:
            last = _last(tx.session, book, seq)
            version = last.version + 1 if last else 1
            tx.session.add(
                MemoryPageRow(
                    book=book, seq=seq, version=version, text=text, works=works, press=press,
                    photo=kept[0], suffix=kept[1], sha256=kept[2], by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.subject("memory", None, f"{book}: {seq}/{version}")
            return version

    def _photo(self, photo: Path) -> tuple[str, str, str]:
        from ruse_desktop.documents import photos

        if photo.suffix.casefold() not in photos.SUFFIXES:
            raise UserError(
                _("„{name}“ не е снимка.").format(name=photo.name), _("Изберете файл JPG или PNG.")
            )
        digest, _size, name, suffix = self._attachments.keep(photo)
        photos.size(self._attachments.path_of(digest, suffix).read_bytes())
        return name, suffix, digest

    def _rule(self, book: str) -> BookRule:
        awards = self._law.at(self._store.clock.today()).awards
        rule = next((one.book for one in awards if one.code == book), None)
        if rule is None or not rule.memory:
            raise Refused(
                _("За тази награда наредбата не предвижда Паметна книга."),
                _("Продължете с книгата на носителите."),
            )
        return rule


def _tidy(typed: MemoryInput) -> tuple[str, list[str], list[str]]:
    text = clean(typed.text, MOST_TEXT)
    lists = [
        [line for one in some if (line := clean(one, 300))] for some in (typed.works, typed.press)
    ]
    if any(len(one) > LINES for one in lists):
        raise UserError(
            _("Редовете са твърде много."), _("Оставете до {most} реда.").format(most=LINES)
        )
    return text, lists[0], lists[1]


def _last(session: Session, book: str, seq: int) -> MemoryPageRow | None:
    return session.scalar(
        select(MemoryPageRow)
        .where(MemoryPageRow.book == book, MemoryPageRow.seq == seq)
        .order_by(MemoryPageRow.version.desc())
        .limit(1)
    )


def _page(row: MemoryPageRow) -> MemoryPage:
    return MemoryPage(
        text=row.text, works=tuple(row.works), press=tuple(row.press), version=row.version,
        photo=row.photo, suffix=row.suffix, sha256=row.sha256, by=row.by, at=row.at,
    )  # fmt: skip
