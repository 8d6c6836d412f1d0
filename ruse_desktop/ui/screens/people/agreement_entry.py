"""Entering an international agreement, a renewal of it, its end before the term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.agreements import (
    MOST_MONTHS,
    REMIND_MONTHS,
    RENEWAL_NAMES,
    AgreementInput,
    Renewal,
    reminder,
)
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field

if TYPE_CHECKING:
    from ruse_desktop.domain.agreements import Agreement
    from ruse_desktop.domain.register_cards import RegisterCard


class AgreementDialog(EntryDialog):
    """A new agreement or the correction of an old one."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, old: Agreement | None = None
    ) -> None:
        self._old = old
        title = _("Поправка на споразумение") if old else _("Споразумение")
        values: dict[str, object] = {"remind_months": REMIND_MONTHS}
        if old is not None:
            values = {
                name: getattr(old.typed, name) for name in AgreementInput.__dataclass_fields__
            }
        super().__init__(
            parent, context, (title, _("Запази") if old else _("Впиши")), _fields(), values
        )

    @property
    def typed(self) -> AgreementInput:
        """What is typed now."""
        values = self.values
        values["renewal"] = Renewal(values["renewal"])
        values["remind_months"] = (
            REMIND_MONTHS if values["remind_months"] is None else values["remind_months"]
        )
        return AgreementInput(**values)

    def lacking(self) -> str:
        """Also: the term is said in one way."""
        said = super().lacking()
        if said:
            return said
        if self.value("term_years") is not None and self.day("term_until") is not None:
            return _("Срокът е или в години, или до ден; оставете едното празно.")
        if (self.value("remind_months") or 0) > MOST_MONTHS:
            return _("Напомня се до 60 месеца преди края.")
        return ""

    def said(self) -> str:
        """Until when it is valid and when one will be reminded of it."""
        typed = self.typed
        ends = typed.first_end
        if ends is None:
            return _("Без срок: за него не се напомня.")
        remind = reminder(ends, typed.remind_months)
        assert remind is not None
        return _("Действа до {end}; напомня се от {day}.").format(
            end=date_short(ends), day=date_short(remind)
        )

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.agreements.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.agreements.correct(number, typed, actor=s.actor))


class RenewDialog(EntryDialog):
    """A renewal until a day, or without end."""

    def __init__(self, parent: QWidget, context: ScreenContext, card: RegisterCard) -> None:
        self._record = card.id
        fields = (
            Field("on", _("Подновено на"), "day", needed=_("Впишете деня на подновяването.")),
            Field("until", _("Действа до"), "day", empty=_("празно – без краен срок")),
            Field("document", _("Документ"), empty=_("анекс, размяна на писма, решение"),
                  needed=_("Впишете с какво е подновено.")),
        )  # fmt: skip
        super().__init__(parent, context, (_("Подновяване"), _("Впиши подновяването")), fields, {})

    def said(self) -> str:
        """What an empty day means."""
        return "" if self.day("until") else _("Без ден споразумението става безсрочно.")

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, until, document = self.day("on"), self.day("until"), self.value("document")
        number = self._record
        if on is not None:
            self._write(lambda s: s.agreements.renew(number, on, until, document, actor=s.actor))


class EndDialog(EntryDialog):
    """The agreement was ended before its term."""

    def __init__(self, parent: QWidget, context: ScreenContext, card: RegisterCard) -> None:
        self._record = card.id
        fields = (
            Field("on", _("Прекратено от"), "day", needed=_("Впишете деня.")),
            Field("why", _("Основание"), "long", empty=_("с какво и защо"),
                  needed=_("Напишете с какво и защо.")),
        )  # fmt: skip
        super().__init__(
            parent, context, (_("Прекратяване на споразумение"), _("Впиши прекратяването")), fields,
            {"on": context.clock.today()},
        )  # fmt: skip

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, why, number = self.day("on"), self.value("why"), self._record
        if on is not None:
            self._write(lambda s: s.agreements.end(number, on, why, actor=s.actor))


def _fields() -> tuple[Field, ...]:
    renewals = tuple((str(one), _(text)) for one, text in RENEWAL_NAMES.items())
    return (
        Field("number", _("№"), empty=_("номер в регистъра")),
        Field("partner", _("Партньор"), empty=_("град, институция"), needed=_("Впишете партньора.")),
        Field("country", _("Държава")),
        Field("subject", _("Предмет"), "long", needed=_("Напишете за какво е.")),
        Field("signed_on", _("Подписано на"), "day", needed=_("Впишете деня на подписване.")),
        Field("place", _("Място")),
        Field("signed_by", _("Подписал"), empty=_("за Общината: име и длъжност")),
        Field("partner_signed_by", _("За партньора"), empty=_("име и длъжност")),
        Field("term_years", _("Срок в години"), "number", empty=_("празно – без срок или до ден")),
        Field("term_until", _("Срок до ден"), "day", empty=_("вместо години")),
        Field("renewal", _("Подновяване"), "choice", choices=renewals),
        Field("remind_months", _("Напомняне"), "number", empty=_("месеци преди края")),
        Field("decision", _("Решение на ОбС"), empty=_("номер и дата")),
        Field("shelf", _("Оригиналът е в"), empty=_("шкаф, рафт, папка")),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
