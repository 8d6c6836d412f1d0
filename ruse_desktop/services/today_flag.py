"""What the first page says of the flag: out longer than it was to be (чл. 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.flag import moment
from ruse_desktop.domain.today import Waiting, WaitingRecord
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.flag import FlagPlace


def waiting_flag(found: FlagPlace) -> tuple[Waiting, ...]:
    """One group while the flag is late, else none."""
    out = found.movement
    if out is None or not found.late or out.typed.due_at is None:
        return ()
    said = _("{who} – за връщане до {due}").format(who=out.who, due=moment(out.typed.due_at))
    record = WaitingRecord(out.id, said)
    return (Waiting("flag-late", "flag-movement", _("Знамето не е върнато в срок"), (record,)),)
