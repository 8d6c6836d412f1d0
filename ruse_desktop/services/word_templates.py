"""The office's Word templates: taken, checked, put back; DOCX is written by the one in use (R-X-0.15)."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.papers import FILE_NAMES, PAPER_NAMES, PaperKind
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.word_templates import KINDS, TemplateState, TemplateVersion
from ruse_desktop.exchange import guard
from ruse_desktop.kernel import foreign_files
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.wording import WordTemplateRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

_CHANGED = ("word-template",)
_SUFFIX, _HEAD = ".docx", 64


class WordTemplates:
    """One template for each kind of paper; without one the program lays the page out itself."""

    def __init__(self, store: Store, law: LawBook, attachments: AttachmentService) -> None:
        self._store = store
        self._law = law
        self._attachments = attachments

    def list(self) -> tuple[TemplateState, ...]:
        """Every kind that may have one, with its versions, the newest first."""
        with self._store.read() as session:
            rows = session.scalars(
                select(WordTemplateRow).order_by(WordTemplateRow.id.desc())
            ).all()
        return tuple(
            TemplateState(
                kind,
                tuple(
                    TemplateVersion(row.name, row.by, row.at) for row in rows if row.kind == kind
                ),
            )
            for kind in KINDS
        )

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The places of the kinds in `KINDS`, from 1."""
        del order, descending  # there is one order: that of need
        words = [search_key(word) for word in wanted.text.split()]
        return array("q", [
            n for n, kind in enumerate(KINDS, 1)
            if all(word in search_key(_(PAPER_NAMES[kind])) for word in words)
        ])  # fmt: skip

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The paper, the office's file, whose template it is written by."""
        states = self.list()
        return tuple(
            RegisterRow(key, _cells(states[key - 1]), "info" if states[key - 1].file else "neutral")
            for key in keys
            if 0 < key <= len(states)
        )

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The papers with their templates."""
        states = self.list()
        lines = tuple(_cells(states[key - 1]) for key in self.keys(wanted))
        return RegisterSheet(
            _("Шаблони за Word"), (_("Документ"), _("Файл"), _("Шаблон")), (0.5, 0.3, 0.2), lines,
            self._store.clock.today(), asked=wanted.text, file_name="shabloni",
            municipality=self._law.municipality, signatures=(_("Изготвил"),),
        )  # fmt: skip

    # one kind

    def sample(self, kind: PaperKind) -> tuple[str, bytes]:
        """File name and content of what the office begins with: its own template, else ours."""
        from ruse_desktop.documents import docx_templates

        name = f"shablon-{FILE_NAMES[kind]}{_SUFFIX}"
        own = self._content(kind)
        if own is not None:
            return name, own
        made = self._store.clock.now()
        return name, docx_templates.sample(
            kind, _(PAPER_NAMES[kind]), self._law.municipality, made=made
        )

    def check(self, source: Path) -> tuple[str, ...]:
        """What is wrong with a file, in sentences; () = it can be used. Nothing is kept.

        Raises UserError for a file that cannot be read or is a trap.
        """
        from ruse_desktop.documents import docx_templates

        return docx_templates.faults(self._bounded(source))

    def take(self, kind: PaperKind, source: Path, *, actor: Actor) -> None:
        """Write papers of this kind by the file from now on.

        Raises UserError with every fault of the file, Refused for the file in use already.
        """
        wrong = self.check(source)
        if wrong:
            raise UserError(
                "\n".join(wrong), _("Поправете файла в Word и го изберете отново."), code="template"
            )
        digest, _size, name, suffix = self._attachments.keep(source)
        with self._store.write(actor, "word-template.adopt", _CHANGED) as tx:
            last = _last(tx.session, kind)
            if last is not None and last.sha256 == digest:
                raise Refused(_("Този шаблон вече е в употреба."), _("Изберете друг файл."))
            tx.session.add(
                WordTemplateRow(
                    kind=str(kind),
                    sha256=digest,
                    suffix=suffix,
                    name=name,
                    by=actor.name,
                    at=tx.now,
                )
            )
            tx.subject("word-template", KINDS.index(kind) + 1, f"{PAPER_NAMES[kind]}: {name}")

    def restore(self, kind: PaperKind, *, actor: Actor) -> None:
        """Return to the program's own page. Raises Refused when it is in use already."""
        with self._store.write(actor, "word-template.restore", _CHANGED) as tx:
            last = _last(tx.session, kind)
            if last is None or not last.sha256:
                raise Refused(_("Ползва се първоначалният."), _("Няма какво да се върне."))
            tx.session.add(
                WordTemplateRow(
                    kind=str(kind), sha256="", suffix="", name="", by=actor.name, at=tx.now
                )
            )
            tx.subject("word-template", KINDS.index(kind) + 1, PAPER_NAMES[kind])

    def write(self, papers: PaperSet) -> bytes:
        """Papers as DOCX with the content of their PDF, by the office's template if there is one.

        Raises NotFound when the template's file is gone.
        """
        from ruse_desktop.documents import docx_papers, docx_templates

        now, own = self._store.clock.now(), self._content(papers.kind)
        if own is None:
            return docx_papers.render(papers, made=now)
        return docx_templates.render(own, papers, made=now)

    def _content(self, kind: PaperKind) -> bytes | None:
        with self._store.read() as session:
            last = _last(session, kind)
            digest, suffix = (last.sha256, last.suffix) if last else ("", "")
        if not digest:
            return None
        try:
            return self._attachments.path_of(digest, suffix).read_bytes()
        except NotFound as gone:
            raise NotFound(
                _("Файлът на шаблона за „{name}“ липсва.").format(name=_(PAPER_NAMES[kind])),
                _("Върнете първоначалния в „Шаблони“ или изберете файла отново."),
            ) from gone

    @staticmethod
    def _bounded(source: Path) -> bytes:
        if source.suffix.lower() != _SUFFIX:
            raise UserError(
                _("„{name}“ не е .docx.").format(name=source.name),
                _("В Word изберете „Запиши като“ – документ на Word (.docx)."),
            )
        content = foreign_files.read(source)
        guard.check_kept(source, _SUFFIX, content[:_HEAD])
        return content


def _cells(state: TemplateState) -> tuple[str, str, str]:
    return (
        _(state.name), state.file or "–",
        _("на службата") if state.file else _("първоначален"),
    )  # fmt: skip


def _last(session: Session, kind: PaperKind) -> WordTemplateRow | None:
    return session.scalar(
        select(WordTemplateRow)
        .where(WordTemplateRow.kind == str(kind))
        .order_by(WordTemplateRow.id.desc())
        .limit(1)
    )
