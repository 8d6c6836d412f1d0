"""Everybody who is called to a session was told of it."""

from __future__ import annotations

from datetime import date, timedelta

from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.notices import NoticeInput, Way
from ruse_desktop.services.facade import Services


def tell_all(services: Services, session_id: int, actor: Actor, on: date | None = None) -> None:
    """Record a notice for each, six days before the session when no day is given."""
    view = services.sessions.view(session_id)
    day = on or view.typed.held_on - timedelta(days=6)
    told = [NoticeInput(one.capacity, one.name, day, Way.PHONE) for one in view.called]
    services.session_notices.record(session_id, told, actor=actor)
