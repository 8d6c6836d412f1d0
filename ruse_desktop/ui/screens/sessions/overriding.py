"""Passing a finding on a session: the provision is shown, the reason is asked and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ruse_desktop.ui.kit.dialogs import OverrideDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.commissions import CommissionView
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.sessions.screen import SessionsScreen


def override(
    screen: SessionsScreen, chosen: tuple[CommissionView, SessionView | None], finding: Finding
) -> None:
    """Ask for the reason why the finding is passed, with the text of its provision in sight."""
    commission, session = chosen
    assert session is not None
    key = session.id
    screen.context.tasks.read(
        lambda s: _quoted(s, commission.edition_id, finding),
        lambda article: _ask(screen, key, finding, article),
        screen.message.refuse,
        owner=screen,
    )


def _quoted(services: Services, edition_id: int, finding: Finding) -> str:
    """The text of the provision in the edition of the ordinance that binds the award's edition."""
    if finding.citation is None:
        return ""
    edition = services.editions.get(edition_id)
    provision = services.law.edition(edition.law_edition).provision(finding.citation)
    return provision.text if provision else ""


def _ask(screen: SessionsScreen, key: int, finding: Finding, article: str) -> None:
    context = screen.context
    dialog = OverrideDialog(screen, finding, article, context.clock.today, context.actor.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def write() -> None:
        written = dialog.written()
        context.tasks.write(
            lambda s: s.sessions.override(key, finding.rule, written, actor=s.actor),
            None,
            screen.message.refuse,
            owner=screen,
        )

    dialog.accepted.connect(write)
    dialog.open()
