"""Предложения: the list, a nomination with its findings, intake by hand and from a table."""

from ruse_desktop.ui.screens.nominations.screen import NominationsScreen

__all__ = ["NominationsScreen"]
