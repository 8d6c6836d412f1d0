"""The section „Отклонения“: every rule passed by a person, with reason and basis (R-X-0.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import MessageBar
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.people.record_panel import RecordPanel

if TYPE_CHECKING:
    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.ui.screens.base import ScreenContext


class OverridesSection(RegisterSection):
    """The register of overrides; a new one is written where its rule stands."""

    id = "overrides"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Регистърът за печат…")
        self.panel = RecordPanel(context.settings)
        self.panel.record_wanted.connect(context.open_record)
        self.view = RegisterView(context, _spec(), self.panel)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)

    def _chosen(self, key: int) -> None:
        if key < 0:
            self.panel.show_card(None)
            return

        def show(found: RegisterCard) -> None:
            if self.view.current == key:
                self.panel.show_card(found)

        self.context.tasks.read(
            lambda s: s.override_register.card(key), show, self.message.refuse, owner=self
        )

    def new(self) -> None:
        """The register as it is filtered, as pages."""
        self.print_list()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and the years it has."""
        super().reload(kinds)
        self.context.tasks.read(
            lambda s: s.override_register.years(),
            lambda years: self.view.filters.offer("year", [(str(y), str(y)) for y in years]),
            self.message.refuse,
            owner=self,
        )


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="overrides",
        title=_("Регистър на отклоненията"),
        hint=_("мотив, основание, правило…"),
        columns=(
            RegisterColumn(Column(_("№"), 70), ""),
            RegisterColumn(Column(_("Дата"), 96), ""),
            RegisterColumn(Column(_("Правило"), 120), ""),
            RegisterColumn(Column(_("Запис"), 250), ""),
            RegisterColumn(Column(_("Мотив"), 260, stretch=True), ""),
            RegisterColumn(Column(_("Разрешил"), 150), ""),
        ),
        source=lambda services: services.override_register,
        count=lambda n: ngettext("{n} отклонение", "{n} отклонения", n).format(n=n),
        kinds=frozenset({"overrides", "nominations", "sessions", "events", "permits", "books"}),
        icon="alert-triangle",
        empty_title=_("Няма отклонения"),
        empty_text=_(
            "Когато правило бъде преминато с мотив и основание, то остава тук завинаги."
        ),
        choices=(
            Choice("year", _("Година"), _("Всички години")),
            Choice(
                "kind", _("Вид"), _("Всички видове"),
                (
                    ("nomination", _("предложения")), ("session", _("заседания")),
                    ("event", _("знаме")), ("permit", _("разрешения")), ("entry", _("книги")),
                ),
            ),
        ),
    )  # fmt: skip
