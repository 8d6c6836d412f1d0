"""The screen „Сигурност“: profiles, copies, the journal of changes, personal data."""

from ruse_desktop.ui.screens.safety.screen import SafetyScreen

__all__ = ["SafetyScreen"]
