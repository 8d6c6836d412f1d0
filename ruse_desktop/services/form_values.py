"""From the fields of a filled form to a nomination: dates, numbers, choices, names, tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain.form_content import build, categories, genres_of, own_name
from ruse_desktop.domain.form_sheet import LINES, ON, FormProblem
from ruse_desktop.domain.intake import NO, YES, FactValue, FieldKind, number_of
from ruse_desktop.domain.nominations import BY_OFFICE, Channel, Merit, NominationInput
from ruse_desktop.domain.people import OrganisationInput, PersonInput, TeamInput
from ruse_desktop.domain.rules import NomineeKind, ProposerKind
from ruse_desktop.kernel.formats import parse_date
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean, mixed_words, search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ruse_desktop.domain.form_sheet import SheetItem
    from ruse_desktop.domain.intake import Choice, IntakeField
    from ruse_desktop.domain.rules import AwardRules

_ANY = 1_000_000
_LINE, _LONG = 200, 20_000


class FormValues:
    """Reads the values of one form; `problems` collects what could not be taken."""

    def __init__(self, award: AwardRules, values: Mapping[str, str], today: date) -> None:
        self._award = award
        self._values = values
        self._today = today
        sheet = build(award, year=today.year, law_edition="", act="", deadline=None)
        self._items = {item.name: item for item in sheet.items}
        self.problems: list[FormProblem] = []

    def tell(self, label: str, message: str) -> None:
        """Remember something a person should look at."""
        self.problems.append(FormProblem(label, message))

    def typed(self, edition_id: int, source: Path) -> NominationInput:
        """Everything that was understood; the file itself is attached."""
        slot = self._slot()
        kind = self._nominee_kind()
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

    # single values

    def _raw(self, name: str) -> str:
        return clean(self._values.get(name, ""), _ANY)

    def _label(self, name: str) -> str:
        item = self._items.get(name)
        return item.label if item and item.label else name

    def _text(self, name: str, label: str = "") -> str:
        item = self._items.get(name)
        long = item is not None and item.kind is FieldKind.LONG
        return self._checked(self._raw(name), label or self._label(name), _LONG if long else _LINE)

    def _checked(self, text: str, label: str, limit: int) -> str:
        if len(text) > limit:
            self.tell(label, _("текстът е {n} знака, а мястото е за {limit}").format(n=len(text), limit=limit))  # fmt: skip
        for one in mixed_words(text):
            self.tell(
                label,
                _("„{word}“ смесва латиница и кирилица; вероятно „{likely}“").format(
                    word=one.word, likely=one.suggestion
                ),
            )
        return text

    def _day(self, text: str, label: str) -> date | None:
        if not text:
            return None
        try:
            return parse_date(text, self._today)
        except ValueError:
            self.tell(label, _("„{text}“ не е дата; очаква се 06.05.2026").format(text=text))
            return None

    def _choice(self, text: str, choices: Sequence[Choice], label: str) -> str:
        """The code of a choice given by its code or its name; „“ with a problem when unknown."""
        if not text:
            return ""
        for one in choices:
            if text == one.code or search_key(text) == search_key(one.name):
                return one.code
        self.tell(label, _("„{text}“ не е сред възможностите").format(text=text))
        return ""

    def _picked(self, name: str) -> str:
        """The code chosen in an item, by its ticked box or from its list."""
        item = self._items.get(name)
        text = self._raw(name)
        if item is None or not text:
            return ""
        found = next((one.code for one in item.choices if item.state(one) == text), "")
        return found or self._choice(text, item.choices, item.label)

    def _several(self, item: SheetItem) -> tuple[str, ...]:
        return tuple(one.code for one in item.choices if self._raw(item.box(one)) == ON)

    # parts

    def _slot(self) -> str:
        slots = self._award.slots
        return slots[0].code if len(slots) == 1 else self._picked("slot")

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
            text = self._checked(self._raw(f"merits-{n}-text"), place, _LONG)
            level = self._checked(self._raw(f"merits-{n}-level"), place, _LINE)
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
                limit = _LONG if one.kind is FieldKind.LONG else _LINE
                value = self._value(one.kind, self._raw(item.name), one.name, (), limit)
            if value:
                found[one.code] = value
        return found

    def _value(
        self, kind: FieldKind, text: str, label: str, choices: Sequence[Choice], limit: int
    ) -> str:
        """A text as facts keep it: ISO dates, points, codes; „“ when it cannot be taken."""
        if kind is FieldKind.DATE:
            day = self._day(text, label)
            return day.isoformat() if day else ""
        if kind is FieldKind.NUMBER and text:
            number = number_of(text)
            if number is None:
                self.tell(label, _("„{text}“ не е число").format(text=text))
            return "" if number is None else f"{number:f}"
        if kind is FieldKind.YES_NO and text:
            said = {search_key(_("да")): YES, search_key(_("не")): NO, YES: YES, NO: NO}
            if search_key(text) not in said:
                self.tell(label, _("„{text}“ не е „да“ или „не“").format(text=text))
            return said.get(search_key(text), "")
        if kind is FieldKind.CHOICE:
            return self._choice(text, choices, label)
        return self._checked(text, label, limit)

    def _rows(self, one: IntakeField, item: SheetItem) -> tuple[Mapping[str, str], ...]:
        found = []
        for n in range(1, LINES + 1):
            line = {}
            for column in one.columns:
                label = _("{label}, ред {n}, {column}").format(
                    label=one.name, n=n, column=column.name
                )
                text = self._raw(item.cell(n, column))
                line[column.code] = self._value(column.kind, text, label, column.choices, _LONG)
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
