"""The tab „Протокол“: the calendar, the flag, ceremonies, City Day, publicity."""

from ruse_desktop.ui.screens.protocol.screen import ProtocolScreen

__all__ = ["ProtocolScreen"]
