"""The section „Профили“: who may sign in, with which roles; one's own password and PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import FieldGrid, MessageBar, label
from ruse_desktop.ui.kit.dialogs import confirm
from ruse_desktop.ui.kit.register import RegisterColumn, RegisterSpec, RegisterView
from ruse_desktop.ui.kit.sections import RegisterSection, Section
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.safety.profile_dialogs import (
    PasswordDialog,
    PinDialog,
    ProfileDialog,
    SheetDialog,
)
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.accounts import Account, RecoveryState
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"accounts"})


@dataclass(frozen=True)
class ProfilesState:
    """What the section needs besides the list."""

    sheet: RecoveryState | None
    books: tuple[tuple[str, str], ...]
    encrypted: bool
    count: int


class ProfilesSection(RegisterSection):
    """The accounts of this workstation."""

    id = "profiles"
    record_kind = "account"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.new_text = _("Нов профил…")
        self.state: ProfilesState | None = None
        self.account: Account | None = None
        self._register()
        self.card = _Card(context)
        self.view = RegisterView(context, _spec(), self.card)
        self.view.chosen.connect(self._chosen)
        self.message = MessageBar()
        self.told = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        for name in ("password", "pin", "sheet"):
            row.addWidget(context.actions.button(f"profiles.{name}"))
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _register(self) -> None:
        def keeps() -> bool:
            return self.in_sight and may(self.context.actor, Right.USERS)

        def chosen() -> bool:
            return keeps() and self.account is not None

        def mine() -> bool:
            return self.in_sight and bool(self.context.actor.login)

        scope = "safety"
        self.context.actions.add_all((
            Action("profiles.change", _("Промени профила…"), self.change, "pencil", "", "act",
                   scope, chosen, group=3),
            Action("profiles.reset", _("Нова парола…"), self.reset, "key", "", "act", scope, chosen,
                   group=3),
            Action("profiles.switch", _("Закрий или отвори…"), self.switch, "ban", "", "act", scope,
                   chosen, group=3),
            Action("profiles.password", _("Моята парола…"), self.own_password, "key", "", "act",
                   scope, mine, group=4),
            Action("profiles.pin", _("ПИН за отключване…"), self.own_pin, "hash", "", "act", scope,
                   mine, group=4),
            Action("profiles.sheet", _("Нов лист за възстановяване…"), self.new_sheet, "file-text",
                   "", "act", scope, lambda: keeps() and bool(self.state and self.state.count),
                   group=4),
        ))  # fmt: skip

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the list and the sheet in force."""
        super().reload(kinds)
        if not kinds or kinds & (_KINDS | {"books", "law"}):
            self.context.tasks.read(_read_state, self._know, self.message.refuse, owner=self)

    def _know(self, state: ProfilesState) -> None:
        self.state = state
        parts = []
        if not state.count:
            parts.append(
                _(
                    "Още няма профили: всеки, който отвори програмата на този компютър, може всичко. "
                    "Първият профил е на администратор."
                )
            )
        elif state.sheet is None:
            parts.append(_("Няма лист за възстановяване. Отпечатайте го сега."))
        else:
            parts.append(
                _("Листът за възстановяване е № {number} от {day}").format(
                    number=state.sheet.number, day=date_short(state.sheet.made_on)
                )
            )
            if state.sheet.used:
                parts.append(_("Той е използван – отпечатайте нов."))
        parts.append(
            _("Данните са шифровани.") if state.encrypted else _("Данните не са шифровани.")
        )
        self.told.setText(" ".join(parts))
        self.context.actions.refresh()

    def _chosen(self, key: int) -> None:
        def show(found: Account | None) -> None:
            if self.view.current == key:
                self._show(found)

        if key < 0:
            self._show(None)
        else:
            self.context.tasks.read(
                lambda s: s.account_list.get(key), show, self.message.refuse, owner=self
            )

    def _show(self, found: Account | None) -> None:
        self.account = found
        self.card.show_account(found, dict(self.state.books) if self.state else {})
        self.context.actions.refresh()

    # what a person does

    def new(self) -> None:
        """A new account."""
        dialog = ProfileDialog(self, self.context, self.state.books if self.state else ())
        dialog.accepted.connect(lambda: self.context.notify(_("Профилът е създаден.")))
        dialog.open()

    def change(self) -> None:
        """Other name, roles, books."""
        if self.account is not None:
            books = self.state.books if self.state else ()
            dialog = ProfileDialog(self, self.context, books, self.account)
            dialog.accepted.connect(lambda: self.context.notify(_("Профилът е променен.")))
            dialog.open()

    def reset(self) -> None:
        """A colleague's new password."""
        self._open(PasswordDialog(self, self.context, self.account), _("Паролата е сменена."))

    def own_password(self) -> None:
        """One's own new password."""
        self._open(PasswordDialog(self, self.context), _("Паролата е сменена."))

    def own_pin(self) -> None:
        """One's own PIN."""
        self._open(PinDialog(self, self.context), _("ПИН кодът е записан."))

    def new_sheet(self) -> None:
        """A new recovery sheet."""
        self._open(SheetDialog(self, self.context), _("Новият лист важи; унищожете стария."))

    def _open(self, dialog: QDialog, good: str) -> None:
        dialog.accepted.connect(lambda: self.context.notify(good))
        dialog.open()

    def switch(self) -> None:
        """Close the account, or open it again."""
        one = self.account
        if one is None:
            return
        if one.active and not confirm(
            self,
            _("Закриване на профил"),
            _("{name} няма да може да влиза. Записаното от него остава.").format(name=one.name),
            _("Закрий"),
        ):
            return
        self.context.tasks.write(
            lambda s: s.accounts.switch(one.id, active=not one.active, actor=s.actor),
            lambda _none: self.context.notify(
                _("Профилът е закрит.") if one.active else _("Профилът е отворен: дайте му парола.")
            ),
            self.message.refuse,
            owner=self,
        )


class _Card(QFrame):
    """One account beside the list."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name = label("", "title", wrap=True)
        self.fields = FieldGrid(names=110)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.addWidget(self.name)
        column.addWidget(self.fields)
        column.addStretch(1)
        grid = QGridLayout()
        for n, verb in enumerate(("change", "reset", "switch")):
            grid.addWidget(context.actions.button(f"profiles.{verb}"), n // 2, n % 2)
        column.addLayout(grid)

    def show_account(self, one: Account | None, books: dict[str, str]) -> None:
        """Show it; None: nothing is chosen."""
        from ruse_desktop.services.account_list import roles_text, since_text

        self.setVisible(one is not None)
        if one is None:
            return
        self.name.setText(one.name)
        rows = [
            (_("Име за вход"), one.login),
            (_("Роли"), roles_text(one)),
            (_("От"), since_text(one)),
            (_("ПИН"), _("има") if one.has_pin else _("няма")),
        ]
        if one.books:
            rows.insert(
                2, (_("Книги"), ", ".join(books.get(code, code) for code in sorted(one.books)))
            )
        self.fields.show_rows(rows)


def _read_state(services: Services) -> ProfilesState:
    books = tuple((one.book, one.award or one.title) for one in services.books.books())
    return ProfilesState(
        services.accounts.recovery(), books, services.store.key is not None,
        len(services.accounts.accounts()),
    )  # fmt: skip


def _spec() -> RegisterSpec:
    return RegisterSpec(
        id="profiles",
        title=_("Профили"),
        hint=_("име, роля…"),
        columns=(
            RegisterColumn(Column(_("Име"), 200, stretch=True), ""),
            RegisterColumn(Column(_("Име за вход"), 120), ""),
            RegisterColumn(Column(_("Роли"), 260), ""),
            RegisterColumn(Column(_("Състояние"), 118, chip=True), ""),
        ),
        source=lambda services: services.account_list,
        count=lambda n: ngettext("{n} профил", "{n} профила", n).format(n=n),
        kinds=_KINDS,
        period=False,
        icon="users",
        empty_title=_("Още няма профили"),
        empty_text=_("Създайте профил на администратор; после за всеки колега по един."),
    )
