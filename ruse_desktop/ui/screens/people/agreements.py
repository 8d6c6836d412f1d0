"""The section „Споразумения“: international agreements, their terms and renewals (функция 35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

from ruse_desktop.domain.agreements import ENDING, STATE_NAMES
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.agreement_entry import (
    AgreementDialog,
    EndDialog,
    RenewDialog,
)
from ruse_desktop.ui.screens.people.record_section import SCOPE, RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"agreements", "register-files", "seal"})


class AgreementSection(RecordSection):
    """The register of international agreements."""

    id = "agreements"
    kind = "agreement"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Международно споразумение")
        self.file_name = "sporazumenie"
        super().__init__(context, shown)
        self.new_text = _("Ново споразумение…")
        self.print_text = _("Регистър…")

    def own_actions(self) -> tuple[Action, ...]:
        """Renewals and the end."""

        def renewed() -> bool:
            return self.alive() and self.card is not None and bool(self.card.tables[0].rows)

        return (
            Action("agreements.renew", _("Поднови…"), self.renew, "refresh", "", "act", SCOPE,
                   self.alive, group=4),
            Action("agreements.unrenew", _("Зачеркни подновяване…"), self.unrenew, "arrow-back-up",
                   "", "act", SCOPE, renewed, group=4),
            Action("agreements.end", _("Прекрати…"), self.end, "player-stop", "", "act", SCOPE,
                   self.alive, group=4),
        )  # fmt: skip

    def button_names(self) -> tuple[str, ...]:
        """The renewal first."""
        return ("renew", "correct", "file", "paper", "end", "strike")

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One agreement."""
        return services.agreements.card(record_id)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Strike it out."""
        return services.agreements.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter an agreement."""
        dialog = AgreementDialog(self, self.context)
        dialog.accepted.connect(lambda: self._entered(dialog.saved))
        dialog.open()

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.partner))

    def correct(self) -> None:
        """Write the agreement in sight anew."""
        if self.card is not None and not self.card.struck_why:
            number = self.card.id
            self.enter(
                lambda s: s.agreements.get(number),
                lambda one: AgreementDialog(self, self.context, one),
            )

    def renew(self) -> None:
        """Enter a renewal."""
        if self.card is not None:
            dialog = RenewDialog(self, self.context, self.card)
            dialog.accepted.connect(lambda: self.context.notify(_("Подновяването е вписано.")))
            dialog.open()

    def end(self) -> None:
        """Enter that it was ended."""
        if self.card is not None:
            dialog = EndDialog(self, self.context, self.card)
            dialog.accepted.connect(lambda: self.context.notify(_("Прекратяването е вписано.")))
            dialog.open()

    def unrenew(self) -> None:
        """Strike out the newest renewal with a reason."""
        one = self.card
        if one is None:
            return
        question = _("Защо зачерквате последното подновяване? То остава с причината.")
        asked = TextDialog(self, _("Зачеркване"), question, _("Зачеркни"), least=self._least)
        if asked.exec() == QDialog.DialogCode.Accepted:
            why = asked.text()
            self.context.tasks.write(
                lambda s: s.agreements.unrenew(one.id, why, actor=s.actor),
                lambda _one: self.context.notify(_("Подновяването е зачеркнато.")),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="agreements",
            title=_("Международни споразумения"),
            hint=_("партньор, държава, предмет, №…"),
            columns=(
                RegisterColumn(Column(_("№"), 46), "number"),
                RegisterColumn(Column(_("Партньор"), 150), "partner"),
                RegisterColumn(Column(_("Държава"), 92), "country"),
                RegisterColumn(Column(_("Предмет"), 180, stretch=True), ""),
                RegisterColumn(Column(_("Подписано"), 92), "signed"),
                RegisterColumn(Column(_("Действа до"), 92), "ends"),
                RegisterColumn(Column(_("Състояние"), 112, chip=True), "state"),
            ),
            source=lambda services: services.agreement_register,
            count=lambda n: ngettext("{n} споразумение", "{n} споразумения", n).format(n=n),
            kinds=_KINDS,
            icon="file-text",
            empty_title=_("Още няма международни споразумения"),
            empty_text=_(
                "Впишете споразумение с Ctrl+N: партньор, предмет, срок и къде е оригиналът. За "
                "изтичащите се напомня в „Днес“ и в календара."
            ),
            choices=(
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
                Choice("ending", _("Изтичащи"), _("Всички срокове"),
                       tuple((code, _(text)) for code, text in ENDING.items())),
            ),
        )  # fmt: skip
