"""Papers of an award edition: listed, composed, and what was printed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.papers import FILE_NAMES, PaperKind, PaperLine, PaperSet
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.editions import find_edition
from ruse_desktop.storage.papers import PaperPrintRow

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.papers import Paper
    from ruse_desktop.domain.rules import ActEdition, AwardRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.nominations import EditionRow
    from ruse_desktop.storage.store import Store

_KINDS = ("papers",)


class EditionPapers:
    """What papers of an edition have in common; a subclass says which there are and what they hold."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def wanted(self, edition_id: int) -> tuple[tuple[PaperKind, str, str], ...]:
        """Kind, part and name of each paper that makes sense now."""
        raise NotImplementedError

    def papers(self, edition_id: int, kind: PaperKind, part: str) -> tuple[Paper, ...]:
        """The content of one that is wanted."""
        raise NotImplementedError

    def list(self, edition_id: int) -> tuple[PaperLine, ...]:
        """The papers that make sense now, each with its last printing. Raises NotFound."""
        printed = self._printed(edition_id)
        lines = []
        for kind, part, name in self.wanted(edition_id):
            last = printed.get((str(kind), part))
            lines.append(
                PaperLine(
                    kind, part, name,
                    printed_on=last.at if last else None, printed_by=last.by if last else "",
                )
            )  # fmt: skip
        return tuple(lines)

    def compose(self, edition_id: int, kind: PaperKind, part: str = "") -> PaperSet:
        """The content of a paper. Raises Refused when it is no longer to be made."""
        offered = {(one, of): name for one, of, name in self.wanted(edition_id)}
        name = offered.get((kind, part))
        if name is None:
            raise Refused(
                _("Предложението вече е удостоено с акт или не е допуснато."),
                _("Опреснете списъка с документи."),
                code="no-paper",
            )
        row, _edition, award = self.edition(edition_id)
        stem = f"{FILE_NAMES[kind]}-{award.code.lower()}-{row.year}"
        papers = self.papers(edition_id, kind, part)
        return PaperSet(kind, name, stem, papers, self._law.municipality)

    def record(
        self, edition_id: int, kind: PaperKind, part: str = "", *, way: str, actor: Actor
    ) -> None:
        """Write down that a paper was printed; `way`: „print“, „pdf“ or „docx“. Raises NotFound."""
        with self._store.write(actor, "papers.print", _KINDS) as tx:
            find_edition(tx.session, edition_id)
            tx.session.add(
                PaperPrintRow(
                    commission_id=None, edition_id=edition_id, session_id=None, kind=str(kind),
                    part=part, way=way, by=actor.name, at=tx.now,
                )
            )  # fmt: skip
            tx.subject("edition", edition_id, f"{kind} {part}".strip())

    def edition(self, edition_id: int) -> tuple[EditionRow, ActEdition, AwardRules]:
        """The opened edition, the act it is pinned to and the award's rules. Raises NotFound."""
        with self._store.read() as session:
            row = find_edition(session, edition_id)
            act = self._law.edition(row.law_edition)
            return row, act, act.award(row.award)

    def _printed(self, edition_id: int) -> dict[tuple[str, str], PaperPrintRow]:
        with self._store.read() as session:
            rows = session.scalars(
                select(PaperPrintRow)
                .where(PaperPrintRow.edition_id == edition_id)
                .order_by(PaperPrintRow.id)
            )
            return {(row.kind, row.part): row for row in rows}
