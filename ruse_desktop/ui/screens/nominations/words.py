"""Words and tones of nomination states."""

from __future__ import annotations

from ruse_desktop.domain.nominations import State
from ruse_desktop.kernel.i18n import _

TONES = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "info",
    State.INCOMPLETE: "judgement",
    State.ADMITTED: "met",
    State.REJECTED: "not-met",
    State.NOMINATED: "gold",
    State.AWARDED: "gold",
    State.NOT_AWARDED: "neutral",
    State.WITHDRAWN: "neutral",
}


def state_name(state: State) -> str:
    """The word for a state."""
    return {
        State.DRAFT: _("Чернова"),
        State.SUBMITTED: _("Подадено"),
        State.INCOMPLETE: _("За допълване"),
        State.ADMITTED: _("Допуснато"),
        State.REJECTED: _("Недопуснато"),
        State.NOMINATED: _("Номинирано"),
        State.AWARDED: _("Удостоено"),
        State.NOT_AWARDED: _("Неудостоено"),
        State.WITHDRAWN: _("Оттеглено"),
    }[state]
