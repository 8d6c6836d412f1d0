"""A vote of the municipal council: more than half of those present, and whether enough were there."""

from __future__ import annotations

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.i18n import _

MAJORITY, QUORUM, SUM = "council-majority", "council-quorum", "council-sum"
"""The ids of the findings."""


def judge_vote(
    citation: Citation,
    *,
    present: int,
    in_favour: int,
    against: int | None = None,
    abstained: int | None = None,
    members: int = 0,
    effect: Effect = Effect.WARNS,
) -> tuple[Finding, ...]:
    """Findings on a vote; who abstained is among those present.

    `effect` is what a missing majority does: it blocks where the act sets one and warns where it is
    silent. `members` is the whole council, 0 = not known: a quorum is nowhere set, so it only
    warns. Raises ValueError for more votes in favour than voters.
    """
    if not 0 <= in_favour <= present:
        raise ValueError(in_favour)
    needed = present // 2 + 1
    passes = in_favour >= needed
    found = [
        Finding(
            MAJORITY,
            Verdict.MET if passes else Verdict.NOT_MET,
            effect,
            _("Има мнозинство") if passes else _("Няма мнозинство"),
            citation,
            _("{votes} „за“ от {present} присъстващи; нужни са поне {needed}.").format(
                votes=in_favour, present=present, needed=needed
            ),
            overridable=effect is not Effect.BLOCKS,
        )
    ]
    if against is not None and abstained is not None and in_favour + against + abstained != present:
        said = _("„За“ {yes}, „против“ {no}, „въздържали се“ {rest}; присъстват {present}.").format(
            yes=in_favour, no=against, rest=abstained, present=present
        )
        found.append(_warns(SUM, citation, _("Гласовете не са колкото присъстващите"), said))
    quorum = members // 2 + 1
    if members and present < quorum:
        said = _("Присъстват {present} от {members}; повече от половината са {quorum}.").format(
            present=present, members=members, quorum=quorum
        )
        found.append(
            _warns(QUORUM, citation, _("Под половината от състава на Общинския съвет"), said)
        )
    return tuple(found)


def _warns(rule: str, citation: Citation, sentence: str, explanation: str) -> Finding:
    return Finding(rule, Verdict.NOT_MET, Effect.WARNS, sentence, citation, explanation)
