"""Tables of the office's own wording of papers, Word templates, second language; only appended to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ruse_desktop.storage.base import Base, ddl, strict


class WordingRow(Base):
    """An original said otherwise from now on; „“ returns to the original. The last row holds."""

    __tablename__ = "wording"
    id: Mapped[int] = mapped_column(primary_key=True)
    original: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


class WordTemplateRow(Base):
    """A Word file for one kind of paper, kept as an attachment; without `sha256` the program's own.

    The last row of a kind holds; `name` is the file's name as it came.
    """

    __tablename__ = "word_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    suffix: Mapped[str]
    name: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


class SecondTextRow(Base):
    """What the diploma of an entry says in a second language; „“ nothing. The last row holds."""

    __tablename__ = "second_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(index=True)
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(info={"personal": True})
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = strict()


for _name, _table in (
    ("wording", WordingRow.__table__), ("word_template", WordTemplateRow.__table__),
    ("second_text", SecondTextRow.__table__),
):  # fmt: skip
    for _action in ("UPDATE", "DELETE"):
        ddl(
            _table,
            f"CREATE TRIGGER {_name}_no_{_action.lower()} BEFORE {_action} ON {_name} "
            f"BEGIN SELECT RAISE(ABORT, '{_name}: append-only'); END",
        )
