"""The dialogs of contacts: one contact with its two offices, a group for all that are listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.contacts import KIND_NAMES, ContactInput, Kind
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.contacts import Contact, ContactGroup
    from ruse_desktop.domain.precedence import Rank
    from ruse_desktop.domain.registers import RegisterFilter


class ContactDialog(EntryDialog):
    """A new contact or the correction of one."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        groups: Sequence[ContactGroup],
        ranks: Sequence[Rank],
        old: Contact | None = None,
    ) -> None:
        self._old = old
        values: dict[str, object] = {"rank": "other"}
        if old is not None:
            typed = old.typed
            values = {name: getattr(typed, name) for name in ContactInput.__dataclass_fields__}
            values["groups"] = "; ".join(typed.groups)
        words = (_("Поправка на контакт"), _("Запази")) if old else (_("Контакт"), _("Впиши"))
        super().__init__(parent, context, words, _fields(groups, ranks), values)

    @property
    def typed(self) -> ContactInput:
        """What is typed now."""
        values = self.values
        groups = tuple(one.strip() for one in values.pop("groups").split(";") if one.strip())
        made = ContactInput(**(values | {"kind": Kind(values["kind"])}), groups=groups)
        return replace(made, checked_on=self._context.clock.today())

    def lacking(self) -> str:
        """A person or an organisation."""
        said = super().lacking()
        if not said and not (self.value("person") or self.value("organisation")):
            return _("Впишете лице, организация или двете.")
        return said

    def said(self) -> str:
        """What will stand on an envelope."""
        typed = self.typed
        return _("На плика: {who}").format(
            who=", ".join(part for part in (typed.name, typed.office) if part)
        )

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.contacts.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.contacts.correct(number, typed, actor=s.actor))


class GroupDialog(EntryDialog):
    """The name of a group for everybody who is listed; `saved` is (ids, name, out)."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        asked: RegisterFilter,
        listed: int,
        groups: Sequence[ContactGroup],
    ) -> None:
        self._asked, self._listed = asked, listed
        offered = tuple((one.name, f"{one.name} ({one.count})") for one in groups)
        fields = (
            Field("name", _("Група"), "open", empty=_("напр. официални гости 6 май"),
                  choices=(("", ""), *((code, code) for code, _text in offered)),
                  needed=_("Напишете името на групата.")),
            Field("out", _("Извади ги от групата"), "tick"),
        )  # fmt: skip
        super().__init__(parent, context, (_("Група за показаните"), _("Запази")), fields, {})

    def said(self) -> str:
        """Whom it concerns."""
        return ngettext(
            "Важи за {n} контакт, показан в списъка.", "Важи за {n} контакта, показани в списъка.",
            self._listed,
        ).format(n=self._listed)  # fmt: skip

    def save(self) -> None:
        """Put them in or take them out."""
        asked, name, out = self._asked, str(self.value("name")), bool(self.value("out"))
        self._write(lambda s: (s.contacts.group(asked, name, actor=s.actor, out=out), name, out))


def _fields(groups: Sequence[ContactGroup], ranks: Sequence[Rank]) -> tuple[Field, ...]:
    kinds = tuple((str(one), _(text)) for one, text in KIND_NAMES.items())
    known = ", ".join(one.name for one in groups[:3])
    return (
        Field("kind", _("Вид"), "choice", choices=kinds),
        Field("organisation", _("Организация")),
        Field("person", _("Лице"), empty=_("име и фамилия; празно – за организацията")),
        Field("title", _("Длъжност"), empty=_("напр. посланик")),
        Field("called", _("Обръщение"), empty=_("напр. Ваше Превъзходителство")),
        Field("other_title", _("Друга длъжност"), empty=_("напр. председател на настоятелството")),
        Field("other_called", _("Обръщение към нея")),
        Field("second", _("Да се ползва другата длъжност"), "tick"),
        Field("rank", _("Ранг"), "choice", choices=tuple((one.code, one.name) for one in ranks)),
        Field("address", _("Адрес")),
        Field("phone", _("Телефон")),
        Field("email", _("Е-поща")),
        Field("groups", _("Групи"), empty=known or _("с точка и запетая между тях")),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
