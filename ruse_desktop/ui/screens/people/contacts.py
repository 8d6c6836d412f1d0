"""The section „Контакти“: who to write to and how, invitation groups, labels (R-F16-0.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.contacts import KIND_NAMES, STATE_NAMES
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.contact_entry import ContactDialog, GroupDialog
from ruse_desktop.ui.screens.people.record_section import SCOPE, RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.contacts import ContactGroup
    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section
    from ruse_desktop.ui.screens.base import ScreenContext

_ON_A_SHEET = 21
_KINDS = frozenset({"contacts", "register-files", "practice"})


class ContactSection(RecordSection):
    """The register of contacts; what is listed is grouped, labelled and printed together."""

    id = "contacts"
    kind = "contact"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Контакт")
        self.file_name = "kontakt"
        super().__init__(context, shown)
        self.new_text = _("Нов контакт…")
        self.print_text = _("Списък…")

    def own_actions(self) -> tuple[Action, ...]:
        """The look, groups, labels."""

        def here() -> bool:
            return self.in_sight

        return (
            Action("contacts.check", _("Прегледан е"), self.check, "checks", "", "act", SCOPE,
                   self.alive, group=4),
            Action("contacts.group", _("Група за показаните…"), self.group, "users", "", "act",
                   SCOPE, here),
            Action("contacts.labels", _("Етикети с адреси…"), self.show_labels, "tag", "",
                   "print", SCOPE, here),
        )  # fmt: skip

    def button_names(self) -> tuple[str, ...]:
        """The look first: it is what the list asks for."""
        return ("check", "correct", "group", "labels", "file", "paper", "strike")

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and which groups there are."""
        super().reload(kinds)
        if not kinds or kinds & _KINDS:
            self.context.tasks.read(
                lambda s: s.contacts.groups(), self._offer, self.message.refuse, owner=self
            )

    def _offer(self, groups: tuple[ContactGroup, ...]) -> None:
        self.view.filters.offer(
            "group", [(one.name, f"{one.name} ({one.count})") for one in groups]
        )

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One contact."""
        return services.contacts.card(record_id)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Take it out of the register."""
        return services.contacts.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter a contact."""
        self.enter(
            lambda s: (s.contacts.groups(), s.protocol_plans.ranks()),
            lambda read: ContactDialog(self, self.context, *read),
            self._entered,
        )

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.name))

    def correct(self) -> None:
        """Write the contact in sight anew."""
        if self.card is not None and not self.card.struck_why:
            number = self.card.id
            self.enter(
                lambda s: (s.contacts.groups(), s.protocol_plans.ranks(), s.contacts.get(number)),
                lambda read: ContactDialog(self, self.context, *read),
            )

    def check(self) -> None:
        """Note that the data were looked at."""
        if self.card is not None:
            number = self.card.id
            self.context.tasks.write(
                lambda s: s.contacts.check(number, actor=s.actor),
                lambda _one: self.context.notify(_("Прегледът е отбелязан.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def group(self) -> None:
        """Put everybody who is listed into a group, or take them out of one."""
        asked = self.view.filters.asked
        self.enter(
            lambda s: (len(s.contacts.keys(asked)), s.contacts.groups()),
            lambda read: GroupDialog(self, self.context, asked, *read),
            self._grouped,
        )

    def _grouped(self, saved: Any) -> None:
        ids, name, out = saved
        n = len(ids)
        said = (
            ngettext(
                "{n} контакт е изваден от „{name}“.", "{n} контакта са извадени от „{name}“.", n
            )
            if out
            else ngettext("{n} контакт е в „{name}“.", "{n} контакта са в „{name}“.", n)
        ).format(n=n, name=name)

        def undo() -> None:
            self.context.tasks.write(
                lambda s: s.contacts.ungroup(ids, name, actor=s.actor, out=out),
                lambda _n: self.message.tell(_("Групата е както преди."), "met"),
                self.message.refuse, owner=self,
            )  # fmt: skip

        self.message.tell(said, "met", (_("Отмени"), undo))

    def show_labels(self) -> None:
        """Address labels of what is listed, 21 on a sheet."""
        asked, end = self.view.filters.asked, begin(self, "labels")
        if end is None:
            return
        title = _("Етикети – контакти")

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import guest_cards

            sizes = services.protocol_plans.label_sizes()
            size = next(one for one in sizes if one.across * one.down == _ON_A_SHEET)
            return guest_cards.address_labels(services.contacts.addresses(asked), size, title)

        self.context.tasks.read(
            work,
            lambda pdf: PdfDialog(self, pdf, title, "etiketi-kontakti.pdf").open(),
            self.message.refuse, owner=self, settled=end,
        )  # fmt: skip

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="contacts",
            title=_("Контакти"),
            hint=_("име, организация, длъжност, адрес…"),
            columns=(
                RegisterColumn(Column(_("Име"), 190), "name"),
                RegisterColumn(Column(_("Длъжност, организация"), 240, stretch=True), "organisation"),
                RegisterColumn(Column(_("Групи"), 150), ""),
                RegisterColumn(Column(_("Проверен"), 92), "checked"),
                RegisterColumn(Column(_("Състояние"), 104, chip=True), "state"),
            ),
            source=lambda services: services.contacts,
            count=lambda n: ngettext("{n} контакт", "{n} контакта", n).format(n=n),
            kinds=_KINDS,
            icon="mail",
            empty_title=_("Още няма контакти"),
            empty_text=_(
                "Впишете с Ctrl+N институциите и лицата, които каните: с длъжност, обръщение, "
                "адрес и групите, в които са – например „официални гости 6 май“."
            ),
            choices=(
                Choice("group", _("Група"), _("Всички групи")),
                Choice("kind", _("Вид"), _("Всички видове"),
                       tuple((str(code), _(text)) for code, text in KIND_NAMES.items())),
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
            ),
            period=False,
        )  # fmt: skip
