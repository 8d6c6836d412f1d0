"""Entering a cultural institution, and the day on which its data were checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ruse_desktop.domain.eik import is_eik
from ruse_desktop.domain.institutions import FORM_NAMES, PROPOSERS, Form, InstitutionInput
from ruse_desktop.domain.people import OrganisationInput
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.institutions import Institution
    from ruse_desktop.domain.people import Organisation
    from ruse_desktop.kernel.errors import UserError

_CARD = ("name", "field", "settlement", "address", "representative", "phone", "email", "reg_no")
_OWN = ("website", "since", "until", "checked_on", "note")


class InstitutionDialog(EntryDialog):
    """A new institution, on a new organisation card or a saved one, or the correction of an old one."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        cards: Sequence[Organisation],
        town: str,
        old: Institution | None = None,
    ) -> None:
        self._old = old
        self._cards = {one.name: one for one in cards}
        self._known: Organisation | None = old.card if old else None
        title = _("Поправка на „{name}“").format(name=old.card.name) if old else _("Институция")
        values: dict[str, object] = {"settlement": town} if old is None else {}
        if old is not None:
            values = {name: getattr(old.card, name) for name in _CARD}
            values |= {name: getattr(old.typed, name) for name in _OWN}
            values["form"] = old.typed.form
        super().__init__(
            parent, context, (title, _("Запази") if old else _("Впиши")), _fields(), values
        )
        name = self.widgets["name"]
        assert isinstance(name, QLineEdit)
        if old is None:
            offers = QCompleter(list(self._cards), name)
            offers.setCaseSensitivity(offers.caseSensitivity().CaseInsensitive)
            offers.setFilterMode(offers.filterMode().MatchContains)
            name.setCompleter(offers)
            name.textChanged.connect(lambda _text: self._take_card())

    def _take_card(self) -> None:
        """What the saved card of this name knows comes into the empty fields."""
        card = self._cards.get(self.value("name"))
        if card is self._known:
            return
        self._known = card
        if card is not None:
            found = {one: getattr(card, one) for one in _CARD[1:] if getattr(card, one)}
            self.set_values(found)
        self.check()

    def _failed(self, error: UserError) -> None:
        """A saved card with this name is taken up, so that the next press writes onto it."""
        super()._failed(error)
        code, _colon, number = error.code.partition(":")
        if code == "same-name":
            card_id = int(number)
            self._context.tasks.read(
                lambda s: s.people.organisation(card_id), self._found, owner=self
            )

    def _found(self, card: Organisation) -> None:
        self._cards[self.value("name")] = card
        self._take_card()

    @property
    def typed(self) -> InstitutionInput:
        """What is typed now."""
        values, known = self.values, self._known
        form = Form(values["form"])
        card = OrganisationInput("", PROPOSERS[form])
        if known is not None:
            given = {one: getattr(known, one) for one in OrganisationInput.__dataclass_fields__}
            card = OrganisationInput(**given)
        return InstitutionInput(
            replace(card, **{name: values[name] for name in _CARD}), form,
            known.id if known is not None else None, **{name: values[name] for name in _OWN},
        )  # fmt: skip

    def said(self) -> str:
        """Whether a saved card is used, and whether the ЕИК is right."""
        number = self.value("reg_no")
        if number and not is_eik(number):
            return _("ЕИК {no} не минава проверката на контролната цифра.").format(no=number)
        if self._old is None and self._known is not None:
            return _("Има карта с това име; институцията ще се впише върху нея.")
        return _("Институцията може веднага да се избере за вносител на предложение.")

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.institutions.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.institutions.correct(number, typed, actor=s.actor))


class CheckDialog(EntryDialog):
    """The data were looked at and are right."""

    def __init__(self, parent: QWidget, context: ScreenContext, record_id: int, name: str) -> None:
        self._record, self._name = record_id, name
        fields = (Field("on", _("Проверена на"), "day", needed=_("Впишете деня.")),)
        super().__init__(
            parent, context, (_("Преглед на данните"), _("Отбележи прегледа")), fields,
            {"on": context.clock.today()},
        )  # fmt: skip

    def said(self) -> str:
        """What is confirmed."""
        return _("Данните на „{name}“ са верни. Ако нещо е сменено, първо го поправете.").format(
            name=self._name
        )

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, number = self.day("on"), self._record
        if on is not None:
            self._write(lambda s: s.institutions.check(number, on, actor=s.actor))


def _fields() -> tuple[Field, ...]:
    forms = tuple((str(one), _(text)) for one, text in FORM_NAMES.items())
    return (
        Field("name", _("Име"), empty=_("пълното име; картите се предлагат"),
              needed=_("Впишете името.")),
        Field("form", _("Вид"), "choice", choices=forms),
        Field("field", _("Област"), empty=_("музика, театър, музейно дело…")),
        Field("settlement", _("Населено място"), needed=_("Впишете населеното място.")),
        Field("address", _("Адрес")),
        Field("representative", _("Ръководител"), empty=_("име и длъжност")),
        Field("phone", _("Телефон")),
        Field("email", _("Е-поща")),
        Field("website", _("Сайт")),
        Field("reg_no", _("ЕИК"), empty=_("9 или 13 цифри")),
        Field("since", _("Действа от"), "day"),
        Field("until", _("Закрита на"), "day", empty=_("празно – действа")),
        Field("checked_on", _("Проверена на"), "day"),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
