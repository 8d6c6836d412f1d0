"""Checks an amendment before it counts: by hand, then by loading the whole law with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ruse_desktop.domain.amending import Amendment, AmendmentCheck, Problem, Rule
from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law import writing
from ruse_desktop.law.faults import Fault, LawFaults
from ruse_desktop.law.listing import differences, rules_of
from ruse_desktop.law.toml_text import table_of
from ruse_desktop.services.law_pinning import touched_by

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook


class Checking:
    """One check of one amendment of the newest edition."""

    def __init__(self, session: Session, law: LawBook, overlay: Path, today: date) -> None:
        self._session = session
        self._law = law
        self._overlay = overlay
        self._today = today

    def run(self, amendment: Amendment) -> AmendmentCheck:
        """The problems found, else what the amendment changes. Raises UserError when no disk."""
        before = self._law.editions[-1]
        problems = tuple(_decision(amendment, before, self._today)) + tuple(
            _texts(amendment, before)
        )
        if problems:
            return AmendmentCheck(problems)
        loaded = self._load(amendment, before)
        if not isinstance(loaded, LawBookAfter):
            return AmendmentCheck(loaded)
        new = loaded.law.edition(amendment.in_force.isoformat())
        return AmendmentCheck(
            edition=new,
            texts=loaded.law.changed_in(new.id),
            rules=differences(rules_of(before), rules_of(new)),
            touched=touched_by(self._session, self._law, new),
        )

    def _load(self, amendment: Amendment, before: ActEdition) -> LawBookAfter | tuple[Problem, ...]:
        from ruse_desktop.law.book import load

        folder = self._law.folder
        assert folder is not None, "a law without files is not amended"
        try:
            staged = writing.stage(self._overlay, amendment, before, self._today)
            try:
                return LawBookAfter(load(folder, staged.folder))
            except LawFaults as found:
                return tuple(_told(staged, fault) for fault in found.faults)
        except OSError as error:
            raise UserError(
                _("Изменението не може да се провери, защото папката не може да се запише."),
                _("Проверете мястото на диска и правата върху папката с данните."),
            ) from error
        finally:
            writing.swap_back(self._overlay)


class LawBookAfter:
    """The law with the amendment in it."""

    def __init__(self, law: LawBook) -> None:
        self.law = law


def digest_of(
    edition: ActEdition, citation: Citation | None, rules: tuple[Rule, ...] | None = None
) -> str:
    """The fingerprint of a provision's text and its rules; None = of the whole edition.

    `rules` are those of the edition, when they are at hand.
    """
    passage = edition.provisions if citation is None else edition.passage(citation)
    told = [
        f"{rule.id}{json.dumps(table_of(rule.value), sort_keys=True, default=str)}"
        for rule in (rules_of(edition) if rules is None else rules)
        if citation is None or citation.covers(rule.citation)
    ]
    body = "\n".join([*(f"{one.citation}{one.text}{one.repealed}" for one in passage), *told])
    return hashlib.sha256(body.encode()).hexdigest()


def _decision(amendment: Amendment, before: ActEdition, today: date) -> Iterator[Problem]:
    if not amendment.number.strip():
        yield Problem("number", _("Липсва номерът на решението."))
    if amendment.adopted > today:
        yield Problem("adopted", _("Решението е с бъдеща дата."))
    if amendment.in_force < amendment.adopted:
        yield Problem("in_force", _("Изменението не може да влезе в сила преди приемането си."))
    if amendment.in_force <= before.in_force:
        yield Problem(
            "in_force",
            _(
                "Последната въведена редакция е в сила от {day}; новата трябва да е след нея."
            ).format(day=date_short(before.in_force)),
        )
    decided = max((one.date for one in before.decisions), default=None)
    if decided is not None and amendment.adopted <= decided:
        yield Problem(
            "date",
            _("Последното въведено решение е от {day}; новото трябва да е след него.").format(
                day=date_short(decided)
            ),
        )
    if not amendment.texts and not amendment.rules:
        yield Problem("", _("Не е въведена нито една промяна."))


def _texts(amendment: Amendment, before: ActEdition) -> Iterator[Problem]:
    held = {one.citation: one for one in before.provisions}
    seen = set()
    for place, change in enumerate(amendment.texts, 1):
        part, there = f"text {place}", held.get(change.citation)
        if change.citation in seen:
            yield Problem(part, _("{place} е въведена два пъти.").format(place=change.citation))
        seen.add(change.citation)
        if change.kind is ChangeKind.ADDED and there is not None:
            yield Problem(part, _("{place} вече я има.").format(place=change.citation))
        if change.kind is not ChangeKind.ADDED and there is None:
            yield Problem(part, _("{place} я няма.").format(place=change.citation))
        if change.kind is ChangeKind.REPEALED and there is not None and there.repealed:
            yield Problem(part, _("{place} вече е отменена.").format(place=change.citation))
        if change.kind is not ChangeKind.REPEALED and not change.text.strip():
            yield Problem(part, _("Липсва текстът на {place}.").format(place=change.citation))
        if change.kind is ChangeKind.AMENDED and there is not None and there.text == change.text:
            yield Problem(part, _("Текстът на {place} е същият.").format(place=change.citation))


def _told(staged: writing.Staged, fault: Fault) -> Problem:
    """A fault of the files in words for the person who fills in the form."""
    part = staged.part_of(fault.file, fault.key)
    says = _("намерено „{found}“, очаква се: {expected}").format(
        found=fault.found, expected=fault.expected
    )
    if not part:
        plain = replace(fault, file=fault.file.removeprefix("overlay/"))
        says = _("{place}: {says}").format(place=f"{plain.file}, {plain.key}", says=says)
    return Problem(part, says)
