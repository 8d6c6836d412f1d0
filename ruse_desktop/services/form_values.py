"""From the fields of a filled form to a nomination: nominee, proposer, merits, own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.form_content import categories, genres_of, own_name
from ruse_desktop.domain.form_sheet import LINES, ON
from ruse_desktop.domain.intake import FactValue, FieldKind
from ruse_desktop.domain.nominations import BY_OFFICE, Channel, Merit, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.form_cells import LINE, LONG, FormCells

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ruse_desktop.domain.form_sheet import SheetItem
    from ruse_desktop.domain.intake import IntakeField


class FormValues(FormCells):
    """Makes a nomination of the fields of one form."""

    def typed(self, edition_id: int, source: Path) -> NominationInput:
        """Everything that was understood; the file itself is attached."""
        kind = self._nominee_kind()
        slot = self._slot(kind)
        person = self._person() if kind is NomineeKind.PERSON else None
        proposer_kind, proposer, name = self._proposer()
        typed = NominationInput(
            edition_id=edition_id,
            slot=slot,
            genre=self._genre(slot),
            category=self._picked("category") if categories(self._award) else "",
            nominee_kind=kind,
            person=person,
            team=self._team() if kind is NomineeKind.TEAM else None,
            organisation=self._organisation() if kind is NomineeKind.ORGANISATION else None,
            proposer_kind=proposer_kind,
            proposer=proposer,
            proposer_person=name,
            merits=self._merits() if self._award.merit else (),
            lifetime=bool(self._award.merit and self._raw("lifetime-yes") == ON),
            motives=self._text("motives"),
            channel=Channel.FORM,
            attachments=(source,),
            facts=self._facts(),
        )
        self._missing()
        return typed

    # parts

    def _slot(self, kind: NomineeKind) -> str:
        only = self._award.slot_for(kind)
        return only.code if only else self._picked("slot")

    def _genre(self, slot: str) -> str:
        genre = self._picked("genre")
        if genre and slot:
            listed = genres_of(self._award.section(self._award.slot(slot).section))
            if genre not in listed:
                self.tell(
                    self._label("genre"), _("„{text}“ не е от избрания раздел").format(text=genre)
                )
                return ""
        return genre

    def _nominee_kind(self) -> NomineeKind:
        """The kind ticked; failing that, the only one whose part is filled in."""
        kinds = self._award.nominee_kinds
        if picked := self._picked("nominee-kind"):
            return NomineeKind(picked)
        names = {
            NomineeKind.PERSON: ("person-given", "person-family"),
            NomineeKind.TEAM: ("team-name", "team-members"),
            NomineeKind.ORGANISATION: ("body-name",),
        }
        filled = [kind for kind in kinds if any(self._raw(name) for name in names[kind])]
        return filled[0] if filled else kinds[0]

    def _person(self) -> PersonInput:
        born = self._day(self._raw("person-birth"), self._label("person-birth"))
        return PersonInput(
            given=self._text("person-given"),
            middle=self._text("person-middle"),
            family=self._text("person-family"),
            titles=self._text("person-titles"),
            pseudonym=self._text("person-pseudonym"),
            settlement=self._text("person-settlement"),
            citizenship=self._text("person-citizenship"),
            employer=self._text("person-employer"),
            birth_date=born,
            birth_year=born.year if born else None,
        )

    def _team(self) -> TeamInput:
        members = (line.strip(" ,;") for line in self._text("team-members").split("\n"))
        return TeamInput(
            self._text("team-name"), self._text("team-home"), tuple(one for one in members if one)
        )

    def _organisation(self) -> OrganisationInput:
        return OrganisationInput(
            self._text("body-name"),
            settlement=self._text("body-settlement"),
            representative=self._text("body-head"),
        )

    def _proposer(self) -> tuple[ProposerKind, OrganisationInput | None, str]:
        kinds = self._award.proposers or (ProposerKind.PERSON,)
        picked = kinds[0].value if len(kinds) == 1 else self._picked("proposer-kind")
        kind = ProposerKind(picked) if picked else kinds[0]
        name = self._text("proposer-name")
        if kind in BY_OFFICE:
            return kind, None, name
        areas = self._items.get("proposer-areas")
        card = OrganisationInput(
            name,
            kind,
            areas=self._several(areas) if areas else tuple(area.code for area in self._award.areas),
            representative=self._text("proposer-head"),
            address=self._text("proposer-address"),
            phone=self._text("proposer-phone"),
            email=self._text("proposer-email"),
        )
        return kind, card if name else None, ""

    def _merits(self) -> tuple[Merit, ...]:
        found = []
        label = self._label("merits")
        for n in range(1, LINES + 1):
            place = _("{label}, ред {n}").format(label=label, n=n)
            start = self._day(self._raw(f"merits-{n}-from"), place)
            end = self._day(self._raw(f"merits-{n}-to"), place)
            text = self._checked(self._raw(f"merits-{n}-text"), place, LONG)
            level = self._checked(self._raw(f"merits-{n}-level"), place, LINE)
            if text:
                found.append(Merit(text, start, end, level))
            elif start or end or level:
                self.tell(place, _("липсва какво е постигнато"))
        return tuple(found)

    # the award's own fields

    def _facts(self) -> dict[str, FactValue]:
        found: dict[str, FactValue] = {}
        for one in self._award.fields:
            item = self._items.get(own_name(one.code))
            if item is None:
                continue
            value: FactValue
            if one.kind is FieldKind.ROWS:
                value = self._rows(one, item)
            elif one.kind is FieldKind.CHOICES:
                value = self._several(item)
            elif one.kind in {FieldKind.CHOICE, FieldKind.YES_NO}:
                value = self._picked(item.name)
            else:
                limit = LONG if one.kind is FieldKind.LONG else LINE
                value = self._value(one.kind, self._raw(item.name), one.name, (), limit)
            if value:
                found[one.code] = value
        return found

    def _rows(self, one: IntakeField, item: SheetItem) -> tuple[Mapping[str, str], ...]:
        found = []
        for n in range(1, LINES + 1):
            line = {}
            for column in one.columns:
                label = _("{label}, ред {n}, {column}").format(
                    label=one.name, n=n, column=column.name
                )
                text = self._raw(item.cell(n, column))
                line[column.code] = self._value(column.kind, text, label, column.choices, LONG)
            if any(line.values()):
                found.append(line)
        return tuple(found)

    def _missing(self) -> None:
        for item in self._items.values():
            if not item.required:
                continue
            if item.kind is FieldKind.ROWS:
                cells = (
                    item.cell(n, column) for n in range(1, LINES + 1) for column in item.columns
                )
                empty = not any(self._raw(cell) for cell in cells)
            elif item.kind is FieldKind.CHOICES:
                empty = not self._several(item)
            else:
                empty = not self._raw(item.name)
            if empty:
                self.tell(item.label, _("не е попълнено"))
