"""The ordinance: its text by edition, its rules, and entering an amendment."""

from ruse_desktop.ui.screens.law.screen import LawScreen

__all__ = ["LawScreen"]
