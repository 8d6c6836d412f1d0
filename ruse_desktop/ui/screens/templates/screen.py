"""The screen „Шаблони“ and its sections; the menu „Файл“ leads to it."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import mark
from ruse_desktop.ui.kit.sections import SectionScreen, SectionSpec
from ruse_desktop.ui.screens.templates.wording import WordingSection

_PLACE = "ruse_desktop.ui.screens.templates."


class TemplatesScreen(SectionScreen):
    """How papers say it, on what page, on which sheet."""

    id = "templates"
    specs: tuple[SectionSpec, ...] = (
        SectionSpec(
            "wording", mark("Текстове"), "letter-case", f"{_PLACE}wording:WordingSection",
            frozenset({"wording"}),
        ),
        SectionSpec(
            "word", mark("Шаблони за Word"), "file-text", f"{_PLACE}word_files:WordSection",
            frozenset({"word-template"}),
        ),
        SectionSpec(
            "sheets", mark("Листове за печат"), "printer", f"{_PLACE}sheets:SheetSection", frozenset(),
        ),
    )  # fmt: skip

    def may_leave(self) -> bool:
        """Ask before typed texts are lost."""
        section = self.sections.get("wording")
        return not isinstance(section, WordingSection) or section.may_leave()
