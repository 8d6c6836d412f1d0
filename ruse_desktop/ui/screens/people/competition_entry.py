"""Entering a competition, an entry, the result, an author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.competitions import (
    PLACES,
    CompetitionInput,
    EntryInput,
    Placing,
    place_text,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field

if TYPE_CHECKING:
    from ruse_desktop.domain.competitions import Competition

_OFFERED = 3


class CompetitionDialog(EntryDialog):
    """A new competition or the correction of an old one."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, old: Competition | None = None
    ) -> None:
        self._old = old
        title = _("Поправка на конкурс") if old else _("Конкурс")
        values: dict[str, object] = {"anonymous": True, "announced_on": context.clock.today()}
        if old is not None:
            names = CompetitionInput.__dataclass_fields__
            values = {name: getattr(old.typed, name) for name in names}
            values["jury"] = "\n".join(old.typed.jury)
        super().__init__(
            parent, context, (title, _("Запази") if old else _("Впиши")), _fields(), values
        )
        if old is not None and old.entries:
            self.widgets["anonymous"].setEnabled(False)

    @property
    def typed(self) -> CompetitionInput:
        """What is typed now."""
        values = self.values
        values["jury"] = tuple(one.strip() for one in values["jury"].splitlines() if one.strip())
        return CompetitionInput(**values)

    def said(self) -> str:
        """What anonymous means."""
        if self.value("anonymous"):
            return _("Творбите се приемат под номер; авторите се вписват след резултата.")
        return _("Творбите се приемат с името на автора.")

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.competitions.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.competitions.correct(number, typed, actor=s.actor))


class WorkDialog(EntryDialog):
    """An entry of a competition."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: Competition) -> None:
        self._competition = one
        number = len(one.entries) + 1
        fields = [
            Field("received_on", _("Приета на"), "day", needed=_("Впишете деня на приемане."))
        ]
        fields.append(Field("motto", _("Девиз"), empty=_("знакът върху плика и творбата")))
        if not one.typed.anonymous:
            fields.append(Field("author", _("Автор")))
        fields.append(Field("note", _("Бележка")))
        title = _("Творба № {n}").format(n=number)
        super().__init__(
            parent, context, (title, _("Приеми творбата")), fields,
            {"received_on": context.clock.today()},
        )  # fmt: skip

    def said(self) -> str:
        """Whether it is late."""
        on, deadline = self.day("received_on"), self._competition.typed.deadline
        if on is not None and deadline is not None and on > deadline:
            return _("Приета е след срока: вписва се, но не се класира.")
        if self._competition.typed.anonymous:
            return _("Името на автора остава в плика до резултата.")
        return ""

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, number = EntryInput(**self.values), self._competition.id
        self._write(lambda s: s.competitions.enter(number, typed, actor=s.actor))


class NumberDialog(EntryDialog):
    """What concerns one entry: who made it, or why it is left out."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, one: Competition, verb: str
    ) -> None:
        self._competition, self._verb = one, verb
        author = verb == "author"
        entries = [entry for entry in one.entries if author or not entry.excluded_why]
        entries.sort(key=lambda entry: (entry.place or PLACES + 1, entry.number))
        offered = tuple((str(entry.number), _named(one, entry.number)) for entry in entries)
        fields = (
            Field("number", _("Творба"), "choice", choices=offered, needed=_("Изберете творба.")),
            Field("text", _("Автор"), needed=_("Впишете автора."))
            if author
            else Field("text", _("Защо"), "long", needed=_("Напишете защо.")),
        )
        words = (
            (_("Отваряне на плик"), _("Впиши автора"))
            if author
            else (_("Изключване на творба"), _("Изключи творбата"))
        )
        super().__init__(parent, context, words, fields, {})

    def save(self) -> None:
        """Write it; refusals are shown here."""
        number, text, key = int(self.value("number")), self.value("text"), self._competition.id
        if self._verb == "author":
            self._write(lambda s: s.competitions.set_author(key, number, text, actor=s.actor))
        else:
            self._write(lambda s: s.competitions.exclude(key, number, text, actor=s.actor))


class ResultDialog(EntryDialog):
    """The result: the jury's act and up to three places."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: Competition) -> None:
        self._competition = one
        good = [
            entry
            for entry in one.entries
            if not entry.excluded_why and not entry.late(one.typed.deadline)
        ]
        offered = (
            ("", _("– няма –")),
            *((str(entry.number), _named(one, entry.number)) for entry in good),
        )
        fields = [
            Field("on", _("Резултат на"), "day", needed=_("Впишете деня на резултата.")),
            Field("act", _("Протокол на журито"), empty=_("номер и дата"),
                  needed=_("Впишете протокола на журито.")),
        ]  # fmt: skip
        for place in range(1, _OFFERED + 1):
            name = _("{place} място").format(place=place_text(place))
            fields.append(Field(f"place{place}", name, "choice", choices=offered))
            award = _("Награда за {place} място").format(place=place_text(place))
            fields.append(Field(f"award{place}", award))
        fields.append(Field("text", _("Решение"), "long", empty=_("по желание")))
        super().__init__(
            parent, context, (_("Резултат от конкурс"), _("Впиши резултата")), fields,
            {"on": context.clock.today(), "award1": one.typed.prize},
        )  # fmt: skip

    @property
    def placings(self) -> tuple[Placing, ...]:
        """The places given."""
        return tuple(
            Placing(int(self.value(f"place{n}")), n, self.value(f"award{n}"))
            for n in range(1, _OFFERED + 1)
            if self.value(f"place{n}")
        )

    def suit(self) -> None:
        """An award is asked for where there is a place."""
        for n in range(1, _OFFERED + 1):
            self.show_row(f"award{n}", shown=bool(self.value(f"place{n}")))

    def said(self) -> str:
        """What no place means."""
        if not self.placings:
            return _("Без нито едно място конкурсът приключва без отличени.")
        return ""

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, act, text = self.day("on"), self.value("act"), self.value("text")
        placings, key = self.placings, self._competition.id
        if on is not None:
            self._write(
                lambda s: s.competitions.decide(key, on, act, placings, text, actor=s.actor)
            )


def _named(one: Competition, number: int) -> str:
    entry = next(entry for entry in one.entries if entry.number == number)
    parts = [_("№ {n}").format(n=number), entry.typed.motto]
    if entry.place is not None:
        parts.append(_("{place} място").format(place=place_text(entry.place)))
    return " · ".join(part for part in parts if part)


def _fields() -> tuple[Field, ...]:
    return (
        Field("subject", _("Предмет"), empty=_("за какво е конкурсът"),
              needed=_("Напишете за какво е конкурсът.")),
        Field("ground", _("Основание"), empty=_("член от наредбата, заповед")),
        Field("announced_on", _("Обявен на"), "day", needed=_("Впишете деня на обявяване.")),
        Field("announcement", _("Обявен в"), empty=_("сайт, вестник")),
        Field("deadline", _("Краен срок"), "day", needed=_("Впишете крайния срок.")),
        Field("anonymous", _("Творбите са анонимни, под номер"), "tick"),
        Field("prize", _("Награда")),
        Field("jury", _("Жури"), "long", empty=_("по едно име на ред, председателят първи")),
        Field("jury_act", _("Назначено с"), empty=_("заповед № и дата")),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
