"""The minutes of a session and the extracts from them, as papers of the commission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.documents import minutes as minutes_paper
from ruse_desktop.documents import minutes_extract as extract_paper
from ruse_desktop.domain.minutes_extract import extract
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.session_minutes import minutes_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.papers import Paper, PaperSet
    from ruse_desktop.domain.sessions import SessionView
    from ruse_desktop.law.book import LawBook


def minutes_set(session: Session, view: SessionView, law: LawBook, majority_base: str) -> PaperSet:
    """The minutes, a draft while the session is not closed (R-45-8.2)."""
    return minutes_paper.paper_set(minutes_of(session, view, law, majority_base))


def extracts(view: SessionView) -> list[tuple[str, str]]:
    """What may be extracted: everything, then each laureate; (part, name of the laureate)."""
    found = [("", "")]
    for slot in view.slots:
        if slot.settled_before:
            continue
        found += [
            (f"{slot.slot.code}-{n}", slot.nominee(won.nomination_id).nominee_name)
            for n, won in enumerate(slot.awards, 1)
        ]
    return found


def extract_of(session: Session, view: SessionView, law: LawBook, part: str = "") -> Paper:
    """The extract of the whole minutes, or of the laureate `part`. Raises NotFound."""
    content = minutes_of(session, view, law)
    code, _dash, n = part.rpartition("-")
    try:
        made = extract(
            content, (code, int(n) - 1) if part else None, proposes=bool(view.decided_by)
        )
    except (KeyError, ValueError) as error:
        raise NotFound(
            _("В протокола няма такъв носител."), _("Опреснете списъка с документи.")
        ) from error
    return extract_paper.paper(made)
