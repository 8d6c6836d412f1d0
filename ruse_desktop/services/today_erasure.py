"""What the first page says of personal data past their term: the yearly list is to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.erasure import due_in

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def waiting_erasure(session: Session, today: date) -> tuple[Waiting, ...]:
    """One line with everybody past the term; it leads to „Лични данни“."""
    due = due_in(session, today)
    if not due:
        return ()
    return (
        Waiting(
            "erasure", "personal", _("Лични данни с изтекъл срок за пазене"),
            tuple(WaitingRecord(one.person_id, one.name) for one in due),
        ),
    )  # fmt: skip
