"""The papers of an edition without a commission: drafts of its acts, packages for the council."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.acts import DECISION
from ruse_desktop.domain.papers import PAPER_NAMES, PaperKind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services import paper_direct
from ruse_desktop.services.edition_papers import EditionPapers
from ruse_desktop.services.office_holders import signers_in
from ruse_desktop.services.paper_direct import DirectGround

if TYPE_CHECKING:
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.domain.papers import Paper
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.nominations import NominationService
    from ruse_desktop.services.session_acts import ActService
    from ruse_desktop.storage.store import Store

_OF = ":"


class DirectPapers(EditionPapers):
    """The papers before an act that no commission proposes.

    The `part` of a paper is the kind of the act and the nominations it awards, „order:3,7“; those
    of one occasion stand in one act. Raises Refused where a commission proposes first.
    """

    def __init__(
        self, store: Store, law: LawBook, nominations: NominationService, acts: ActService
    ) -> None:
        super().__init__(store, law)
        self._nominations = nominations
        self._acts = acts

    def papers(self, edition_id: int, kind: PaperKind, part: str) -> tuple[Paper, ...]:
        """The draft of the act, or the package of one proposal."""
        _row, act, award = self.edition(edition_id)
        act_kind, _sign, ids = part.partition(_OF)
        with self._store.read() as session:
            signers = signers_in(session, self._store.clock.today())
        ground = DirectGround(
            signers=signers,
            award=award, act=act, law=self._law, today=self._store.clock.today(), kind=act_kind,
            nominations=tuple(self._nominations.detail(int(one)) for one in ids.split(",")),
        )  # fmt: skip
        if kind is PaperKind.PACKAGE:
            return paper_direct.package(ground)
        return (paper_direct.act(ground),)

    def wanted(self, edition_id: int) -> tuple[tuple[PaperKind, str, str], ...]:
        """A draft for each group that no act names yet, the package of each proposal."""
        draft = self._acts.draft_of_edition(edition_id)
        details = [self._nominations.detail(one.nomination_id) for one in draft.candidates]
        groups: dict[str, list[NominationDetail]] = {}
        for one in details:
            groups.setdefault(paper_direct.occasion(one) or str(one.row.id), []).append(one)
        found = []
        steps = bool(self.edition(edition_id)[2].steps)
        for group in groups.values():
            ids = ",".join(str(one.row.id) for one in group)
            if steps:
                found += [
                    (
                        PaperKind.PACKAGE,
                        f"{DECISION}{_OF}{one.row.id}",
                        _named(_(PAPER_NAMES[PaperKind.PACKAGE]), [one]),
                    )
                    for one in group
                ]
            found += [
                (PaperKind.ACT, f"{kind}{_OF}{ids}", _named(_draft_name(kind), group))
                for kind in draft.rule.kinds
            ]
        return tuple(found)  # fmt: skip


def _draft_name(kind: str) -> str:
    return _("Проект за решение") if kind == DECISION else _("Проект за заповед")


def _named(what: str, group: list[NominationDetail]) -> str:
    """„Проект за заповед – Празник на града, 06.05.2027 г. (5 удостоени)“."""
    if len(group) == 1:
        return f"{what} – {group[0].row.nominee}"
    n = len(group)
    many = ngettext("{n} удостоен", "{n} удостоени", n).format(n=n)
    return f"{what} – {paper_direct.occasion(group[0])} ({many})"
