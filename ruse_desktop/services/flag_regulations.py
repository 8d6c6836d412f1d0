"""The Правилник of the flag with its file, and the steps appearances begin with (чл. 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import flag_appearances as values
from ruse_desktop.domain.flag_appearances import RulesText
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.services.flag_appearance_rows import rules_in, usual
from ruse_desktop.storage.flag_appearances import FlagChecklistRow, FlagRulesRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.flag_appearances import Step
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

KINDS = ("events", "flag")


class FlagRegulations:
    """Which Правилник is in force, and the checklists the office made of it (R-13-0.1)."""

    def __init__(self, store: Store, attachments: AttachmentService) -> None:
        self._store = store
        self._attachments = attachments

    def in_force(self, day: date | None = None) -> RulesText | None:
        """The Правилник in force on the day, today by default; None while none was entered."""
        with self._store.read() as session:
            return rules_in(session, day or self._store.clock.today())

    def enter(
        self, version: str, since: date | None, *, actor: Actor, file: Path | None = None
    ) -> RulesText:
        """Enter which Правилник is in force from a day, with its file. Raises UserError."""
        said = clean(version, 200)
        if not said:
            raise UserError(_("Не е посочено кой е Правилникът."), _("Впишете номер или редакция."))
        if since is None:
            raise UserError(_("Не е посочено откога е в сила Правилникът."), _("Впишете датата."))
        sha256, _size, _name, suffix = self._attachments.keep(file) if file else ("", 0, "", "")
        with self._store.write(actor, "flag-appearances.enter-rules", KINDS) as tx:
            row = FlagRulesRow(
                version=said, since=since, sha256=sha256, suffix=suffix, by=actor.name, at=tx.now
            )
            tx.session.add(row)
            tx.session.flush()
            tx.subject("flag-rules", row.id, said)
        return RulesText(said, since, sha256, suffix)

    def file(self, rules: RulesText) -> Path:
        """Where the file of the Правилник lies. Raises NotFound."""
        return self._attachments.path_of(rules.sha256, rules.suffix)

    def usual_steps(self, ground: str) -> tuple[Step, ...]:
        """The checklist an appearance on this ground begins with: the office's own, or the usual."""
        with self._store.read() as session:
            return usual_steps_in(session, ground)

    def keep_usual(self, ground: str, steps: Sequence[Step], *, actor: Actor) -> None:
        """Let appearances on this ground begin with these steps from now on. Raises UserError."""
        texts = [text for one in steps if (text := clean(one.text, 300))]
        if not texts:
            raise UserError(_("Няма нито една стъпка."), _("Впишете поне една."))
        with self._store.write(actor, "flag-appearances.keep-usual", KINDS) as tx:
            row = FlagChecklistRow(ground=ground, steps=texts, by=actor.name, at=tx.now)
            tx.session.add(row)
            tx.session.flush()
            tx.subject("flag-checklist", row.id, ground)


def usual_steps_in(session: Session, ground: str) -> tuple[Step, ...]:
    """`usual_steps` within a session."""
    own = session.scalar(
        select(FlagChecklistRow)
        .where(FlagChecklistRow.ground == ground)
        .order_by(FlagChecklistRow.id.desc())
        .limit(1)
    )
    if own is not None:
        return tuple(values.Step(text) for text in own.steps)
    return values.usual_steps(usual().templates, ground)
