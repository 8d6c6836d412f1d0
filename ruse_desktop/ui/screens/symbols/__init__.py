"""The tab „Символи“: the registers of the emblem, flag, badge and seal, each a section of its own."""

from ruse_desktop.ui.screens.symbols.screen import SymbolsScreen

__all__ = ["SymbolsScreen"]
