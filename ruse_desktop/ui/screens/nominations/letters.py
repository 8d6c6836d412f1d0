"""Papers about nominations in the window: a letter or the register, previewed, printed, kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.letters import LETTER_NAMES, LetterKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.pdf import PdfDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.intake_register import Register
    from ruse_desktop.domain.letters import Letter
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.ui.screens.base import ScreenContext


def show_letter(
    panel: QWidget,
    context: ScreenContext,
    detail: NominationDetail,
    kind: LetterKind,
    refused: Callable[[Exception], object],
) -> None:
    """The letter of this kind about the nomination, as it will be printed."""
    number, clerk = detail.row.id, context.actor.name
    title = f"{_(LETTER_NAMES[kind])} · {detail.row.number}"

    def made(letter: Letter) -> None:
        def render() -> bytes:
            from ruse_desktop.documents.letters import render as draw

            return draw(letter)

        context.tasks.compute(render, lambda pdf: _open(panel, pdf, title), refused, owner=panel)

    context.tasks.read(
        lambda s: s.letters.compose(number, kind, clerk=clerk), made, refused, owner=panel
    )


def show_register(
    screen: QWidget,
    context: ScreenContext,
    edition_id: int,
    refused: Callable[[Exception], object],
) -> None:
    """The register of proposals of an edition, as it will be printed."""

    def made(register: Register) -> None:
        title = _("{title} · {year} г.").format(title=register.title, year=register.year)

        def render() -> bytes:
            from ruse_desktop.documents.register import render as draw

            return draw(register)

        context.tasks.compute(render, lambda pdf: _open(screen, pdf, title), refused, owner=screen)

    context.tasks.read(
        lambda s: s.intake_register.register(edition_id), made, refused, owner=screen
    )


def _open(parent: QWidget, pdf: bytes, title: str) -> None:
    name = re.sub(r'[\\/:*?"<>|„“]', "", title).replace(" · ", " ")[:120].strip() + ".pdf"
    PdfDialog(parent, pdf, title, name).open()
