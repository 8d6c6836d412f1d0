"""What a person does with the ordinance: amends it, confirms it, takes an amendment back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.dialogs import confirm

if TYPE_CHECKING:
    from ruse_desktop.domain.citations import Citation
    from ruse_desktop.ui.screens.law.screen import LawScreen


class LawVerbs:
    """The actions of the screen."""

    def __init__(self, screen: LawScreen) -> None:
        self._screen = screen
        self._context = screen.context
        self._register()

    @property
    def may(self) -> bool:
        """Whether this person may change anything."""
        return may(self._context.actor, Right.LAW)

    def _register(self) -> None:
        screen = self._screen

        def add(
            key: str,
            text: str,
            run: Callable[[], object],
            icon: str,
            keys: str,
            when: Callable[[], bool],
            group: int = 1,
        ) -> None:
            self._context.actions.add(
                Action(f"law.{key}", text, run, icon, keys, "law", screen.id, when, group=group)
            )

        add("amend", _("Въведи изменение…"), self.amend, "writing", "Ctrl+I", self._shown)
        add(
            "confirm",
            _("Потвърждавам разпоредбата"),
            self.confirm_place,
            "shield-check",
            "",
            self._mine,
        )
        add(
            "confirm_all",
            _("Потвърждавам цялата редакция…"),
            self.confirm_edition,
            "checks",
            "",
            self._mine,
        )
        add(
            "withdraw",
            _("Оттегли изменението…"),
            self.withdraw,
            "arrow-back-up",
            "",
            self._taken_back,
        )
        add(
            "next",
            _("Следващо попадение"),
            partial(screen.step, 1),
            "arrow-down",
            "F3",
            self._found,
            2,
        )
        add(
            "previous",
            _("Предишно попадение"),
            partial(screen.step, -1),
            "arrow-up",
            "Shift+F3",
            self._found,
            2,
        )

    def _shown(self) -> bool:
        return self._screen.page is not None

    def _mine(self) -> bool:
        return self.may and self._shown()

    def _taken_back(self) -> bool:
        page = self._screen.page
        return self.may and page is not None and bool(page.withdrawable)

    def _found(self) -> bool:
        return self._screen.found

    def amend(self) -> None:
        """Open the form of an amendment."""
        from ruse_desktop.ui.screens.law.amendment import open_form

        open_form(self._screen)

    def confirm_place(self) -> None:
        """Note that the provision shown was compared with the published text."""
        if self._screen.page is not None:
            self._confirm(self._screen.page.edition.id, self._screen.place)

    def confirm_edition(self) -> None:
        """The same for the whole edition, after a question."""
        page = self._screen.page
        if page is not None and confirm(
            self._screen,
            _("Потвърждаване на редакцията"),
            _(
                "Сравнили сте целия текст и всички правила на редакцията „{label}“ с "
                "публикуваната наредба?"
            ).format(label=page.edition.label),
            _("Потвърждавам"),
        ):
            self._confirm(page.edition.id, None)

    def _confirm(self, edition_id: str, place: Citation | None) -> None:
        said = _("Потвърдено: {place}.").format(place=place or _("цялата редакция"))
        self._context.tasks.write(
            lambda s: s.ordinance.confirm(edition_id, place, actor=s.actor),
            lambda _none: self._context.notify(said),
            owner=self._screen,
        )

    def withdraw(self) -> None:
        """Take back the newest amendment entered here, after a question."""
        page = self._screen.page
        if page is None or not page.withdrawable:
            return
        edition_id = page.withdrawable
        name = next(one.label for one in page.editions if one.id == edition_id)
        text = _("Въведената тук редакция „{label}“ се маха. Предишната остава, каквато беше.")
        title, do = _("Оттегляне на изменение"), _("Оттегли изменението")
        if not confirm(self._screen, title, text.format(label=name), do):
            return
        self._context.tasks.write(
            lambda s: s.ordinance.withdraw(edition_id, actor=s.actor),
            lambda _none: self._context.notify(_("Изменението е оттеглено.")),
            owner=self._screen,
        )
