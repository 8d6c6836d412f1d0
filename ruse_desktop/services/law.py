"""The ordinance as people work with it: reading by edition, confirming, amending, re-pinning."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ruse_desktop.domain.amending import (
    Amendment,
    AmendmentCheck,
    Confirmation,
    EditionLine,
    EnteredAmendment,
    LawPage,
    RuleDifference,
)
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.domain.town import convert
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.law import writing
from ruse_desktop.law.listing import differences, rules_of
from ruse_desktop.services.law_checking import Checking, digest_of
from ruse_desktop.services.law_pinning import repin_in
from ruse_desktop.services.nomination_judging import Judge
from ruse_desktop.storage.law import AmendmentRow, ConfirmationRow
from ruse_desktop.storage.nominations import EditionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.domain.town import Wage
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.calendar import WorkingCalendar
    from ruse_desktop.storage.store import Store

KINDS = ("law", "editions", "nominations", "practice")
_PROVISION = 20_000  # the characters of the longest text of a provision
_VERBS = {"amendment": "amend", "wage": "wage"}


class LawService:
    """Reads and changes the ordinance; `changed` receives the law as it is after a change."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        overlay: Path,
        changed: Callable[[LawBook], None],
        *,
        calendar: WorkingCalendar,
        practice: Practice,
    ) -> None:
        self._store = store
        self._law = law
        self._overlay = overlay
        self._changed = changed
        self._judge = Judge(law, calendar, practice)

    def page(self, edition_id: str = "") -> LawPage:
        """The text of an edition with everything beside it; „“ = in force today. Raises NotFound."""
        law = self._law
        try:
            edition = law.text(edition_id or law.at(self._store.clock.today()).id)
        except KeyError:
            raise NotFound(
                _("Тази редакция на наредбата я няма."), _("Изберете друга от списъка.")
            ) from None
        with self._store.read() as session:
            lines = self._lines(session)
            entered = _entered(session)
            confirmations = self._confirmations(session, edition)
        place = [line.id for line in lines].index(edition.id)
        older = lines[place + 1] if place + 1 < len(lines) else None
        written = writing.entered(self._overlay)
        standing = {one.edition for one in entered if not one.withdrawn}
        return LawPage(
            editions=lines,
            edition=edition,
            previous=older,
            changes=law.changed_in(edition.id),
            rules=rules_of(edition),
            rule_changes=_ruled(law, edition, older),
            decision=next(
                (one for one in reversed(edition.decisions) if one.date == edition.adopted), None
            ),
            confirmations=confirmations,
            amendments=entered,
            withdrawable=_withdrawable(lines, written),
            foreign=standing != set(written),
        )

    def check(self, amendment: Amendment) -> AmendmentCheck:
        """What the amendment would do, or what is wrong with it; nothing is changed."""
        with self._store.read() as session:
            return Checking(session, self._law, self._overlay, self._store.clock.today()).run(
                _tidy(amendment)
            )

    def enter(self, amendment: Amendment, *, actor: Actor) -> ActEdition:
        """Write the amendment into the office's own files of the law, all or nothing (R-PRE-0.3).

        Raises Refused without the role of the head, UserError when something in it is wrong.
        """
        _require_head(actor)
        amendment = _tidy(amendment)
        checked = self.check(amendment)
        if not checked.sound:
            raise UserError(
                _("Изменението не може да се въведе: {why}").format(why=checked.problems[0].says),
                _("Поправете го и проверете отново."),
            )
        with _files():
            writing.stage(
                self._overlay, amendment, self._law.editions[-1], self._store.clock.today()
            )
        label = writing.label_of(amendment)
        law = self._put(amendment.in_force.isoformat(), label, actor, withdrawn=False)
        return law.edition(amendment.in_force.isoformat())

    def withdraw(self, edition_id: str, *, actor: Actor) -> None:
        """Take back the newest amendment entered here.

        Raises Refused without the role of the head, or when an award edition is pinned to it.
        """
        _require_head(actor)
        page = self.page()
        if page.withdrawable != edition_id or not edition_id:
            raise Refused(
                _("Това изменение не може да се оттегли."),
                _(
                    "Оттегля се само последното въведено изменение, докато никое издание на "
                    "награда не е по него."
                ),
            )
        label = self._law.edition(edition_id).label
        with _files():
            writing.stage_without(self._overlay, edition_id)
        self._put(edition_id, label, actor, withdrawn=True)

    def enter_wage(self, wage: Wage, *, actor: Actor) -> None:
        """Write a minimum wage into the office's own files of the law (R-X-0.8).

        Raises Refused without the role of the head, UserError without sum, act or source, or in a
        currency that is not that of its day.
        """
        _require_head(actor)
        tidy = replace(wage, act=clean(wage.act), source=clean(wage.source))
        if tidy.amount <= 0 or not tidy.act or not tidy.source:
            raise UserError(
                _("Липсва сумата, актът или откъде е видян."),
                _("Впишете ги; заплатата остава с тях в данните на наредбата."),
            )
        day = convert(Decimal(1), tidy.currency, tidy.valid_from, self._law.changeovers)
        if day.rate is not None:
            raise UserError(
                _("От {day} сумите са в {currency}.").format(
                    day=date_short(tidy.valid_from), currency=day.currency
                ),
                _("Впишете заплатата в новата валута."),
            )
        with _files():
            writing.stage_wage(self._overlay, tidy)
        label = _("минимална работна заплата от {day}").format(day=date_short(tidy.valid_from))
        self._put(tidy.valid_from.isoformat(), label, actor, withdrawn=False, kind="wage")

    def confirm(self, edition_id: str, citation: Citation | None, *, actor: Actor) -> None:
        """Note that this person compared the provision (None = all) with the published text.

        Raises Refused without the role of the head, NotFound for no such place.
        """
        _require_head(actor)
        page = self.page(edition_id)
        if citation is not None and not page.edition.passage(citation):
            raise NotFound(_("В тази редакция няма такава разпоредба."), _("Изберете друга."))
        place = str(citation) if citation else ""
        with self._store.write(actor, "law.confirm", ("law",)) as tx:
            tx.session.add(
                ConfirmationRow(
                    edition=edition_id,
                    citation=place,
                    digest=digest_of(page.edition, citation),
                    by=actor.name,
                    at=tx.now,
                )
            )
            tx.subject("law", None, f"{edition_id} {place}".strip())

    def repin(self, award_edition: int, law_edition: str, *, reason: str, actor: Actor) -> None:
        """Let an opened award edition follow another edition of the ordinance.

        Raises Refused without the role of the head or when something already rests on the former
        rules, UserError without a reason.
        """
        _require_head(actor)
        with self._store.write(actor, "editions.repin", KINDS) as tx:
            repin_in(tx, self._law, self._judge, award_edition, (law_edition, reason))

    def _put(
        self,
        edition_id: str,
        label: str,
        actor: Actor,
        *,
        withdrawn: bool,
        kind: str = "amendment",
    ) -> LawBook:
        """Bring the prepared files into force with their audit line; the new law."""
        from ruse_desktop.law.book import load

        folder = self._law.folder
        assert folder is not None, "a law without files is not amended"
        try:
            with self._store.write(
                actor, f"law.{'withdraw' if withdrawn else _VERBS[kind]}", KINDS
            ) as tx:
                with _files():
                    writing.swap(self._overlay)
                law = load(folder, self._overlay)
                prints = (self._law.fingerprint, law.fingerprint)
                tx.session.add(
                    AmendmentRow(
                        edition=edition_id,
                        label=label,
                        kind=kind,
                        withdrawn=withdrawn,
                        before=prints[0],
                        after=prints[1],
                        files=writing.contents(self._overlay),
                        by=actor.name,
                        at=tx.now,
                    )
                )
                tx.subject("law", None, label)
                tx.note({"fingerprint": list(prints)})
        except BaseException:
            writing.swap_back(self._overlay)
            raise
        writing.finish(self._overlay)
        self._changed(law)
        return law

    def _lines(self, session: Session) -> tuple[EditionLine, ...]:
        pinned = dict(
            session.execute(
                select(EditionRow.law_edition, func.count()).group_by(EditionRow.law_edition)
            ).all()
        )
        today = self._store.clock.today()
        held = [one.id for one in self._law.texts if one.in_force <= today]
        own = set(writing.entered(self._overlay))
        return tuple(
            EditionLine(
                one.id,
                one.label,
                one.in_force,
                one.checked_on,
                text_only=one.text_only,
                today=bool(held) and one.id == held[-1],
                overlay=one.id in own,
                pinned=pinned.get(one.id, 0),
            )
            for one in reversed(self._law.texts)
        )

    def _confirmations(self, session: Session, edition: ActEdition) -> tuple[Confirmation, ...]:
        """The newest confirmation of each place, as it stands against this edition."""
        found: dict[str, Confirmation] = {}
        rules = rules_of(edition)
        for row in session.scalars(select(ConfirmationRow).order_by(ConfirmationRow.id)):
            citation = Citation.parse(row.citation) if row.citation else None
            if citation is None and row.edition != edition.id:
                continue
            stale = row.digest != digest_of(edition, citation, rules)
            found[row.citation] = Confirmation(citation, row.edition, row.by, row.at, stale=stale)
        return tuple(found.values())


def bring_back(store: Store, overlay: Path) -> bool:
    """Write the amendments entered here anew when their files are gone; whether they were.

    So a database restored on another computer keeps its law. Raises UserError.
    """
    with store.read() as session:
        files = session.scalar(select(AmendmentRow.files).order_by(AmendmentRow.id.desc()).limit(1))
    with _files():
        return writing.bring_back(overlay, files or {})


def _entered(session: Session) -> tuple[EnteredAmendment, ...]:
    """What was entered here, oldest first; each with whether it was taken back later."""
    query = select(AmendmentRow).where(AmendmentRow.kind == "amendment")
    rows = session.scalars(query.order_by(AmendmentRow.id)).all()
    last = {row.edition: row for row in rows}
    return tuple(
        EnteredAmendment(
            row.edition, row.label, row.by, row.at, withdrawn=last[row.edition] is not row
        )
        for row in rows
        if not row.withdrawn
    )


def _ruled(
    law: LawBook, edition: ActEdition, older: EditionLine | None
) -> tuple[RuleDifference, ...]:
    """What the edition changed in the rules, when the one before it has any."""
    if older is None or older.text_only or edition.text_only:
        return ()
    return differences(rules_of(law.edition(older.id)), rules_of(edition))


def _withdrawable(lines: tuple[EditionLine, ...], written: tuple[str, ...]) -> str:
    newest = lines[0]
    return newest.id if newest.id in written and not newest.pinned else ""


def _tidy(amendment: Amendment) -> Amendment:
    """The amendment with clean texts. Raises UserError for one that is too long."""
    texts = tuple(replace(one, text=clean(one.text, _PROVISION)) for one in amendment.texts)
    return replace(
        amendment, number=clean(amendment.number), protocol=clean(amendment.protocol),
        label=clean(amendment.label), texts=texts,
    )  # fmt: skip


def _require_head(actor: Actor) -> None:
    if not may(actor, Right.LAW):
        raise Refused(
            _("Наредбата се потвърждава и изменя от ръководител."),
            _("Помолете ръководителя да го направи."),
            code=f"right:{Right.LAW}",
        )


@contextmanager
def _files() -> Iterator[None]:
    """Turn what the disk refuses into a calm sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(
            _("Файловете на изменението не могат да се запишат."),
            _("Проверете мястото на диска и правата върху папката с данните."),
        ) from error
