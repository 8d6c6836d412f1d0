"""The screen „Шаблони“: the texts of papers, Word templates, sheets for printing."""

from ruse_desktop.ui.screens.templates.screen import TemplatesScreen

__all__ = ["TemplatesScreen"]
