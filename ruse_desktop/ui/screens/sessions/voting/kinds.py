"""What is voted at the clerk's desk: the round of a section, or the chair of the commission."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.secret_box import VotingStatus
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.secret_ballots import SecretBallotService


class SectionVote:
    """The round a section waits for."""

    def ballots(self, services: Services) -> SecretBallotService:
        """Which ballots the desk conducts."""
        return services.secret_ballots

    def lacks(self) -> str:
        """What has to be done before the vote is opened; asked in the window."""
        return ""

    def voters(self, session: SessionView, slot: str) -> int:
        """How many may vote."""
        return session.entitled_in(slot)

    def start(
        self, services: Services, session_id: int, slot: str, pins: tuple[str, str], reason: str
    ) -> VotingStatus:
        """Open the round with the PINs of the chair and the secretary."""
        chair, secretary = pins
        return services.secret_ballots.start(
            session_id, slot, chair_pin=chair, secretary_pin=secretary, reason=reason,
            actor=services.actor,
        )  # fmt: skip


class ChairVote(SectionVote):
    """The election of the chair; `candidates` are the members ticked."""

    def __init__(self, candidates: Callable[[], tuple[int, ...]]) -> None:
        self._candidates = candidates
        self._standing: tuple[int, ...] = ()

    def ballots(self, services: Services) -> SecretBallotService:
        """Those for the chair."""
        return services.chair_ballots

    def lacks(self) -> str:
        """Somebody has to stand; who does is fixed from here on."""
        self._standing = self._candidates()
        return "" if self._standing else _("Отбележете кои членове са предложени.")

    def voters(self, session: SessionView, slot: str) -> int:
        """Everyone in the room who has a vote."""
        del slot
        return session.entitled

    def start(
        self, services: Services, session_id: int, slot: str, pins: tuple[str, str], reason: str
    ) -> VotingStatus:
        """Open the ballot with the PINs of who leads and of the secretary."""
        del slot
        chair, secretary = pins
        return services.chair_ballots.start_chair(
            session_id, self._standing, chair_pin=chair, secretary_pin=secretary, reason=reason,
            actor=services.actor,
        )  # fmt: skip
