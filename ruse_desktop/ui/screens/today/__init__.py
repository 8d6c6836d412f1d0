"""The tab „Днес“: deadlines, what waits, the last copy, laureates by year."""

from __future__ import annotations

from ruse_desktop.ui.screens.today.screen import TodayScreen

__all__ = ["TodayScreen"]
