"""The section „Длъжности“: who holds an office when, who acts for whom (R-X-0.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.office_holders import (
    OFFICE_NAMES,
    STATE_NAMES,
    HolderInput,
    Office,
    Signer,
)
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field
from ruse_desktop.ui.screens.people.record_section import RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.domain.office_holders import Holder
    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section

_KINDS = frozenset({"office-holders", "register-files"})


class HolderDialog(EntryDialog):
    """A new holder or an acting one, or the correction of a line."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        titles: Sequence[str],
        old: Holder | None = None,
    ) -> None:
        self._old = old
        title = _("Поправка на длъжност") if old else _("Длъжност")
        values: dict[str, object] = {}
        if old is not None:
            values = {name: getattr(old.typed, name) for name in HolderInput.__dataclass_fields__}
        super().__init__(
            parent, context, (title, _("Запази") if old else _("Впиши")), _fields(titles), values
        )

    @property
    def typed(self) -> HolderInput:
        """What is typed now."""
        values = self.values
        acting = values["acting"]
        return HolderInput(**(values | {"office": Office(values["office"]), "acting": acting}))

    def lacking(self) -> str:
        """Who acts for another does so by an order and until a day."""
        said = super().lacking()
        if said or not self.value("acting"):
            return said
        if not self.value("act"):
            return _("Впишете заповедта за заместване.")
        return "" if self.day("until") else _("Впишете последния ден на заместването.")

    def said(self) -> str:
        """How the papers of these days are signed."""
        typed = self.typed
        signs = Signer(typed.title, typed.name, typed.acting, typed.act)
        return _("На документите: {said}").format(said=signs.said)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.office_holders.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.office_holders.correct(number, typed, actor=s.actor))


class OfficeSection(RecordSection):
    """The register of office holders."""

    id = "offices"
    kind = "office-holder"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Длъжност")
        self.file_name = "dlazhnost"
        super().__init__(context, shown)
        self.new_text = _("Ново вписване…")
        self.print_text = _("Регистър…")

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One line."""
        return services.office_holders.card(record_id)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Strike it out."""
        return services.office_holders.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter a holder."""
        self.enter(
            lambda s: s.office_holders.titles(),
            lambda titles: HolderDialog(self, self.context, titles),
            self._entered,
        )

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.name))

    def correct(self) -> None:
        """Write the line in sight anew."""
        if self.card is not None and not self.card.struck_why:
            number = self.card.id
            self.enter(
                lambda s: (s.office_holders.titles(), s.office_holders.get(number)),
                lambda read: HolderDialog(self, self.context, *read),
            )

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="offices",
            title=_("Длъжности и заместване"),
            hint=_("длъжност, име, заповед…"),
            columns=(
                RegisterColumn(Column(_("Длъжност"), 270, stretch=True), "title"),
                RegisterColumn(Column(_("Име"), 190), "name"),
                RegisterColumn(Column(_("От"), 92), "since"),
                RegisterColumn(Column(_("До"), 92), "until"),
                RegisterColumn(Column(_("Състояние"), 104, chip=True), "state"),
            ),
            source=lambda services: services.office_holders,
            count=lambda n: ngettext("{n} вписване", "{n} вписвания", n).format(n=n),
            kinds=_KINDS,
            icon="signature",
            empty_title=_("Още няма вписани длъжности"),
            empty_text=_(
                "Впишете с Ctrl+N кмета, заместниците и директорите с дните им, и кой кога замества. "
                "Оттук се предлага кой подписва."
            ),
            choices=(
                Choice("office", _("Длъжност"), _("Всички длъжности"),
                       tuple((str(code), _(text)) for code, text in OFFICE_NAMES.items())),
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
            ),
        )  # fmt: skip


def _fields(titles: Sequence[str]) -> tuple[Field, ...]:
    offices = tuple((str(one), _(text)) for one, text in OFFICE_NAMES.items())
    offered = (("", ""), *((one, one) for one in titles))
    return (
        Field("office", _("Вид"), "choice", choices=offices),
        Field("title", _("Длъжност"), "open", empty=_("както стои на документите"), choices=offered,
              needed=_("Впишете длъжността, както стои на документите.")),
        Field("name", _("Име"), needed=_("Впишете името.")),
        Field("since", _("От"), "day", needed=_("Впишете първия ден.")),
        Field("until", _("До"), "day", empty=_("празно – и занапред")),
        Field("acting", _("Замества титуляря и подписва „за“"), "tick"),
        Field("act", _("Акт"), empty=_("заповед, решение, клетвен лист – № и дата")),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
