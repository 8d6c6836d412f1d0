"""A commission of nine of whom three are elsewhere, on the eve of its session from a distance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ruse_desktop.domain.remote_session import (
    RemoteInput,
    RemoteMember,
    Situation,
    VoteWay,
)
from ruse_desktop.domain.remote_vote import Card
from tests.storage.sessions_world import ACTOR, World

CHAIR, SECRETARY = "дунавски вълни", "лозова градина"
WHY = "Тайната на гласуването е изискване на чл. 45, ал. 5."
ACT = RemoteInput(
    situation=Situation.EPIDEMIC,
    act_no="РД-01-77",
    issuer="Министъра на здравеопазването",
    act_date=date(2026, 5, 10),
    from_day=date(2026, 5, 11),
    until_day=date(2026, 5, 31),
    territory="област Русе",
    hinders="забранени са събирания на закрито на повече от петима души",
    means="видеоконферентна връзка",
    way=VoteWay.SECRET,
    way_reason=WHY,
)
NAMED = replace(
    ACT, way=VoteWay.NAMED, way_reason="Комисията реши начинът на гласуване да е удостоверен."
)


class RemoteWorld(World):
    """The world of a session, with the verbs of one from a distance."""

    def __init__(self, folder: Path, **changes: object) -> None:
        super().__init__(folder, **changes)  # type: ignore[arg-type]  # passed on

    def remote(
        self, typed: RemoteInput = ACT, *, away: int = 3, absent: tuple[int, ...] = ()
    ) -> int:
        """An open session with the last `away` members of the commission elsewhere; its id."""
        session_id = self.plan()
        self.services.remote.declare(session_id, typed, actor=ACTOR)
        self.attend(session_id, absent=absent)
        self.connect(session_id, away)
        self.services.sessions.open(session_id, actor=ACTOR)
        return session_id

    def connect(self, session_id: int, away: int) -> None:
        """The last `away` members are elsewhere, each identified."""
        members = self.commission.members[len(self.commission.members) - away :]
        self.services.remote.connect(
            session_id,
            [RemoteMember(one.id, "лична карта пред камерата") for one in members],
            actor=ACTOR,
        )

    def start(self, session_id: int, slot: str = "1.1") -> tuple[Card, ...]:
        """Open a round by code cards and hand them out; the cards."""
        service = self.services.remote_ballots
        service.start(session_id, slot, chair=CHAIR, secretary=SECRETARY, actor=ACTOR)
        (cards,) = self.services._codes.cards.values()
        service.hand_out(session_id)
        return cards

    def code(self, card: Card, *choices: object) -> str:
        """What a member returns for these choices of the card."""
        codes = dict(card.codes)
        return " ".join(codes[str(one)] for one in choices)
