"""Word templates of papers: for which kinds there may be one, which fields it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ruse_desktop.domain.papers import PAPER_NAMES, PaperKind
from ruse_desktop.kernel.i18n import mark

BODY = "текст"

FIELDS: Mapping[str, str] = {
    "община": mark("Името на общината"),
    "звено": mark("Звеното подател, под името на общината"),
    "номер": mark("„Изх. № …“ или място за номера на акта"),
    "дата": mark("„гр. Русе, 06.05.2026 г.“"),
    "получател": mark("Редовете след „ДО“"),
    "заглавие": mark("Заглавието: ЗАПОВЕД, ПРОТОКОЛ…"),
    "подзаглавие": mark("Редовете под заглавието"),
    "относно": mark("За какво е писмото"),
    "обръщение": mark("„УВАЖАЕМА ГОСПОЖО …,“"),
    BODY: mark("Всички абзаци, таблици и подписи; сам на свой ред"),
    "утвърждаване": mark("„УТВЪРЖДАВАМ“ с длъжността и името"),
    "бележка": mark("Номерът в долния край"),
}
"""What stands between {{ }} in a Word template and what it is."""

KINDS: tuple[PaperKind, ...] = (
    PaperKind.ORDER, PaperKind.NAMING, PaperKind.CHANGE, PaperKind.INVITATIONS,
    PaperKind.DECLARATIONS, PaperKind.ATTENDANCE, PaperKind.MINUTES, PaperKind.PROPOSAL,
    PaperKind.ACT, PaperKind.PACKAGE, PaperKind.CALL, PaperKind.RESULTS, PaperKind.LAUREATES,
    PaperKind.OTHERS, PaperKind.LETTERS,
)  # fmt: skip
"""The papers that may have a template; ballots and counts are always alike."""


@dataclass(frozen=True)
class TemplateVersion:
    """One change of a template; without `file` the return to the program's own."""

    file: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TemplateState:
    """How a kind of paper is written as DOCX now: by the office's file or by the program's own."""

    kind: PaperKind
    versions: tuple[TemplateVersion, ...]

    @property
    def name(self) -> str:
        """The kind's name; screens pass it through gettext."""
        return PAPER_NAMES[self.kind]

    @property
    def file(self) -> str:
        """The office's file in use, „“ = none."""
        return self.versions[0].file if self.versions else ""
