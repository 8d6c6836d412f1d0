"""The cards of persons, organisations and teams as a list for paper and spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.domain.rules import NomineeKind
from ruse_desktop.kernel.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.people import PeopleService
    from ruse_desktop.storage.store import Store

_MOST = 100_000
_KIND_NAMES = {
    NomineeKind.PERSON: mark("лице"),
    NomineeKind.ORGANISATION: mark("организация"),
    NomineeKind.TEAM: mark("екип"),
}


class PeopleSheet:
    """The list of cards as it is filtered."""

    def __init__(self, store: Store, law: LawBook, people: PeopleService) -> None:
        self._store = store
        self._law = law
        self._people = people

    def sheet(
        self, kinds: Sequence[NomineeKind], text: str = "", *, doubtful: bool = False
    ) -> RegisterSheet:
        """Every card asked for, А–Я: name, what is known, kind."""
        rows = self._people.rows(kinds, text, doubtful=doubtful, limit=_MOST)
        said = [_("възможни дублирания")] if doubtful else []
        if text.strip():
            said.append(_("търсено: „{text}“").format(text=text.strip()))
        n = len(rows)
        return RegisterSheet(
            title=_("Лица и организации"),
            asked=", ".join(said),
            heads=(_("Име"), _("Данни"), _("Вид")),
            widths=(0.45, 0.4, 0.15),
            lines=tuple((one.name, one.detail, _(_KIND_NAMES[one.kind])) for one in rows),
            count=ngettext("{n} карта", "{n} карти", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="kartoni",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )
