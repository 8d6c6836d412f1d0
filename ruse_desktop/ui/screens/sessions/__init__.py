"""Заседания: commissions by quota, sessions, secret paper ballots, minutes."""

from ruse_desktop.ui.screens.sessions.screen import SessionsScreen

__all__ = ["SessionsScreen"]
