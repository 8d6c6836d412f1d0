"""The section „Институции“: cultural institutions, what is due for a look, labels, import (функция 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.institutions import FORM_NAMES, STATE_NAMES
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.institution_entry import CheckDialog, InstitutionDialog
from ruse_desktop.ui.screens.people.record_section import SCOPE, RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section
    from ruse_desktop.ui.screens.base import ScreenContext

_ON_A_SHEET = 21
_KINDS = frozenset({"institutions", "people", "register-files", "practice"})


class InstitutionSection(RecordSection):
    """The register of cultural institutions."""

    id = "institutions"
    kind = "institution"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Културна институция")
        self.file_name = "institucia"
        super().__init__(context, shown)
        self.new_text = _("Нова институция…")
        self.print_text = _("Списък…")

    def own_actions(self) -> tuple[Action, ...]:
        """The look and labels."""
        here = self._here
        return (
            Action("institutions.check", _("Прегледана е…"), self.check, "checks", "", "act", SCOPE,
                   self.alive, group=4),
            Action("institutions.labels", _("Етикети с адреси…"), self.show_labels, "tag", "",
                   "print", SCOPE, here),
        )  # fmt: skip

    def _here(self) -> bool:
        return self.in_sight

    def button_names(self) -> tuple[str, ...]:
        """The look first: it is what the list asks for."""
        return ("check", "correct", "file", "paper", "labels", "strike")

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One institution."""
        return services.institutions.card(record_id)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Take it out of the register."""
        return services.institutions.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter an institution."""
        self.enter(
            lambda s: (s.people.organisations(), s.law.town.removeprefix("гр. ")),
            lambda read: InstitutionDialog(self, self.context, *read),
            self._entered,
        )

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.card.name))

    def correct(self) -> None:
        """Write the institution in sight anew."""
        if self.card is not None and not self.card.struck_why:
            number = self.card.id
            self.enter(
                lambda s: s.institutions.get(number),
                lambda one: InstitutionDialog(self, self.context, (), "", one),
            )

    def check(self) -> None:
        """Note that the data were looked at."""
        if self.card is not None:
            dialog = CheckDialog(self, self.context, self.card.id, self.card.title)
            dialog.accepted.connect(lambda: self.context.notify(_("Прегледът е отбелязан.")))
            dialog.open()

    def show_labels(self) -> None:
        """Address labels of what is listed, 21 on a sheet."""
        asked, end = self.view.filters.asked, begin(self, "labels")
        if end is None:
            return
        title = _("Етикети – институции")

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import guest_cards

            lines = services.institution_register.addresses(asked)
            sizes = services.protocol_plans.label_sizes()
            size = next(one for one in sizes if one.across * one.down == _ON_A_SHEET)
            return guest_cards.address_labels(lines, size, title)

        self.context.tasks.read(
            work,
            lambda pdf: PdfDialog(self, pdf, title, "etiketi-institucii.pdf").open(),
            self.message.refuse, owner=self, settled=end,
        )  # fmt: skip

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="institutions",
            title=_("Културни институции"),
            hint=_("име, област, място, ръководител, ЕИК…"),
            columns=(
                RegisterColumn(Column(_("Име"), 286, stretch=True), "name"),
                RegisterColumn(Column(_("Вид"), 92), "form"),
                RegisterColumn(Column(_("Място"), 96), "settlement"),
                RegisterColumn(Column(_("Ръководител"), 150), "head"),
                RegisterColumn(Column(_("Проверена"), 92), "checked"),
                RegisterColumn(Column(_("Състояние"), 108, chip=True), "state"),
            ),
            source=lambda services: services.institution_register,
            count=lambda n: ngettext("{n} институция", "{n} институции", n).format(n=n),
            kinds=_KINDS,
            icon="building-bank",
            empty_title=_("Още няма културни институции"),
            empty_text=_(
                "Впишете институция с Ctrl+N или внесете списъка от таблица: меню „Файл“, "
                "„Внасяне от таблица…“."
            ),
            choices=(
                Choice("form", _("Вид"), _("Всички видове"),
                       tuple((str(code), _(text)) for code, text in FORM_NAMES.items())),
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
            ),
            period=False,
        )  # fmt: skip
