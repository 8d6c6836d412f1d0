"""Single fields of a filled form: texts, dates, numbers, choices, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.form_content import build
from ruse_desktop.domain.form_sheet import ON, FormProblem
from ruse_desktop.domain.intake import NO, YES, FieldKind, number_of
from ruse_desktop.kernel.formats import parse_date
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import clean, hidden, mixed_words, personal_numbers, search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ruse_desktop.domain.form_sheet import SheetItem
    from ruse_desktop.domain.intake import Choice
    from ruse_desktop.domain.rules import AwardRules

_ANY = 1_000_000
_MESSAGE = 300
LINE, LONG = 200, 20_000
"""Most characters of a line and of a long text."""


class Cells:
    """The fields of one form by name; `problems` collects what could not be taken."""

    def __init__(self, items: Iterable[SheetItem], values: Mapping[str, str], today: date) -> None:
        self._values = values
        self._today = today
        self._items = {item.name: item for item in items}
        self.problems: list[FormProblem] = []
        self._say_hidden(sum(hidden(text) for text in values.values()))

    def _say_hidden(self, count: int) -> None:
        if count:
            self.tell(
                _("Формуляр"),
                ngettext(
                    "{n} невидим знак е премахнат от текстовете",
                    "{n} невидими знака са премахнати от текстовете",
                    count,
                ).format(n=count),
            )

    def tell(self, label: str, message: str) -> None:
        """Remember something a person should look at; what is quoted from the form is cut short."""
        short = message if len(message) <= _MESSAGE else f"{message[:_MESSAGE]}…"
        self.problems.append(FormProblem(label, short))

    def _raw(self, name: str) -> str:
        return clean(self._values.get(name, ""), _ANY)

    def _label(self, name: str) -> str:
        item = self._items.get(name)
        return item.label if item and item.label else name

    def _text(self, name: str, label: str = "") -> str:
        item = self._items.get(name)
        long = item is not None and item.kind is FieldKind.LONG
        return self._checked(self._raw(name), label or self._label(name), LONG if long else LINE)

    def _checked(self, text: str, label: str, limit: int) -> str:
        if len(text) > limit:
            self.tell(label, _("текстът е {n} знака, а мястото е за {limit}").format(n=len(text), limit=limit))  # fmt: skip
        for one in mixed_words(text):
            self.tell(label, one.says)
        if personal_numbers(text):
            self.tell(label, _("съдържа ЕГН; той не се изисква – махнете го"))
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


class FormCells(Cells):
    """The fields of the form of an award."""

    def __init__(self, award: AwardRules, values: Mapping[str, str], today: date) -> None:
        self._award = award
        sheet = build(award, year=today.year, law_edition="", act="", deadline=None)
        super().__init__(sheet.items, values, today)
