"""The parts „Форуми“ and „Обекти“: souvenirs given away, and points of sale with their balance (чл. 18)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.badge_records import SALE_NAMES, Forum, Outlet, Sale, SaleLine
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.badge_gift_entry import (
    ForumDialog,
    OutletDialog,
    SaleDialog,
)
from ruse_desktop.ui.screens.symbols.badge_pane import BadgePane, BadgeState, Shown

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services


class ForumPane(BadgePane):
    """The list of forums whose participants were given badges."""

    id = "badge-forum"

    def spec(self) -> RegisterSpec:
        """Which forum, how many, to whom."""
        return RegisterSpec(
            id=self.id,
            title=_("Значки на форуми"),
            hint=_("форум, получатели…"),
            columns=(
                RegisterColumn(Column(_("Дата"), 92), "date"),
                RegisterColumn(Column(_("Форум"), 210, stretch=True), "forum"),
                RegisterColumn(Column(_("Характер"), 110), "level"),
                RegisterColumn(Column(_("Получатели"), 150), "forum"),
                RegisterColumn(Column(_("Вариант"), 134), "variant"),
                RegisterColumn(Column(_("Брой"), 60), "quantity"),
                RegisterColumn(Column(_("Състояние"), 108, chip=True), "state"),
            ),
            source=lambda services: services.badge_forums,
            count=lambda n: ngettext("{n} вписване", "{n} вписвания", n).format(n=n),
            kinds=frozenset({"badge"}),
            icon="users",
            empty_title=_("Още няма форуми"),
            empty_text=_("Впишете форума, характера му, на кого и колко значки са дадени."),
            choices=(
                Choice("level", _("Характер"), _("Всеки характер")),
                Choice("variant", _("Вариант"), _("Двата варианта")),
            ),
        )  # fmt: skip

    def verbs(self) -> tuple[Action, ...]:
        """Strike a mistake out."""
        return (
            Action("badge.forum-out", _("Зачеркни…"), self.strike, "ban", "", "act", "symbols",
                   self.chosen_if(lambda one: not one.struck_why), group=1),
        )  # fmt: skip

    def know(self, state: BadgeState) -> None:
        """Offer the levels and variants of the act."""
        super().know(state)
        self.view.filters.offer("level", [(one.code, one.name) for one in state.rules.levels])
        self.view.filters.offer("variant", [(one.code, one.name) for one in state.rules.variants])

    def read(self, services: Services, key: int) -> Forum:
        """One forum."""
        return services.badge_forums.forum(key)

    def shown(self, record: Any) -> Shown:
        """A forum with its badges."""
        one: Forum = record
        typed = one.typed
        struck = bool(one.struck_why)
        return Shown(
            typed.forum, _("зачеркнат") if struck else _("дадени"), "neutral" if struck else "met",
            _("{n} бр., {variant}").format(n=typed.quantity, variant=one.variant_name),
            self.badge.rules.gift.citation if self.badge and self.badge.rules.gift else None,
            (
                (_("Зачеркнат"), one.struck_why),
                (_("Дата"), date_short(typed.on) if typed.on else ""),
                (_("Характер"), one.level_name), (_("Получатели"), typed.recipients),
                (_("Документ"), typed.document), (_("Причина"), typed.reason),
                (_("Вписал"), one.by),
            ),
        )  # fmt: skip

    def new(self) -> None:
        """Enter a forum."""
        if self.badge is not None:
            dialog = ForumDialog(self, self.context, self.badge)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def _saved(self, saved: object) -> None:
        assert isinstance(saved, Forum)
        self.say(_("Вписано: {n} бр.").format(n=saved.typed.quantity), saved.id)

    def strike(self) -> None:
        """Take a mistaken line out; its badges lie in stock again."""
        record = self.record
        if record is None:
            return
        why = self.why(
            _("Зачеркване"),
            _("Защо зачерквате вписването? Значките се връщат в наличността."), _("Зачеркни"),
        )  # fmt: skip
        if why:
            number = record.id
            self.write(
                lambda s: s.badge_forums.strike(number, why, actor=s.actor),
                _("Вписването е зачеркнато."),
            )


class OutletPane(BadgePane):
    """The list of points of sale."""

    id = "badge-outlet"

    def spec(self) -> RegisterSpec:
        """What was brought, sold, taken back and is left."""
        return RegisterSpec(
            id=self.id,
            title=_("Търговски обекти"),
            hint=_("обект, адрес, договор…"),
            columns=(
                RegisterColumn(Column(_("Обект"), 230, stretch=True), "name"),
                RegisterColumn(Column(_("Доставени"), 96), "delivered"),
                RegisterColumn(Column(_("Продадени"), 96), "sold"),
                RegisterColumn(Column(_("Върнати"), 86), "returned"),
                RegisterColumn(Column(_("Остават"), 84), "left"),
                RegisterColumn(Column(_("Състояние"), 118, chip=True), "state"),
            ),
            source=lambda services: services.badge_outlets,
            count=lambda n: ngettext("{n} обект", "{n} обекта", n).format(n=n),
            kinds=frozenset({"badge"}),
            icon="building",
            empty_title=_("Още няма търговски обекти"),
            empty_text=_("Впишете обекта, после доставените и продадените в него значки."),
            choices=(
                Choice(
                    "state", _("Състояние"), _("Всички обекти"),
                    (("open", _("действащи")), ("closed", _("закрити"))),
                ),
            ),
        )  # fmt: skip

    def verbs(self) -> tuple[Action, ...]:
        """Bring, sell, take back, close."""

        def sells(one: Outlet) -> bool:
            return one.closed_on is None

        def has(one: Outlet) -> bool:
            return sells(one) and one.left > 0

        scope = "symbols"
        return (
            Action("badge.deliver", _("Достави…"), partial(self.sale, Sale.DELIVERED), "plus", "",
                   "act", scope, self.chosen_if(sells), group=1),
            Action("badge.sell", _("Продадени…"), partial(self.sale, Sale.SOLD), "coin", "", "act",
                   scope, self.chosen_if(has), group=1),
            Action("badge.take-back", _("Върнати…"), partial(self.sale, Sale.RETURNED),
                   "arrow-back-up", "", "act", scope, self.chosen_if(has), group=1),
            Action("badge.outlet", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   self.chosen_if(), group=1),
            Action("badge.outlet-close", _("Закрий обекта"), self.finish, "ban", "", "act", scope,
                   self.chosen_if(sells), group=1),
        )  # fmt: skip

    def read(self, services: Services, key: int) -> Outlet:
        """One point of sale."""
        return services.badge_outlets.outlet(key)

    def shown(self, record: Any) -> Shown:
        """A point of sale with its movements, the newest first."""
        one: Outlet = record
        closed = one.closed_on is not None
        left = ", ".join(
            _("{variant} {n}").format(variant=name, n=n) for name, n in one.left_by_variant.items()
        )
        return Shown(
            one.typed.name,
            _("закрит") if closed else _("остават {n}").format(n=one.left),
            "neutral" if closed else "met" if one.left else "judgement", left,
            self.badge.rules.gift.citation if self.badge and self.badge.rules.gift else None,
            (
                (_("Адрес"), one.typed.address), (_("Отговаря"), one.typed.contact),
                (_("Договор"), one.typed.contract),
                (_("Доставени"), str(one.total(Sale.DELIVERED))),
                (_("Продадени"), str(one.total(Sale.SOLD))),
                (_("Върнати"), str(one.total(Sale.RETURNED))),
                (_("Закрит"), date_short(one.closed_on) if one.closed_on else ""),
            ),
            _("Движения"),
            tuple(
                (_move(move), _("Зачеркни…"), None if move.struck_why else partial(self.strike, move))
                for move in reversed(one.moves)
            ),
        )  # fmt: skip

    def new(self) -> None:
        """Enter a point of sale."""
        self._ask(None)

    def correct(self) -> None:
        """Change its name, address, contract."""
        self._ask(self.record)

    def _ask(self, old: Outlet | None) -> None:
        dialog = OutletDialog(self, self.context, old)
        dialog.accepted.connect(lambda: self._saved(dialog.saved))
        dialog.open()

    def _saved(self, saved: object) -> None:
        assert isinstance(saved, Outlet)
        self.say(_("Записано: {name}").format(name=saved.typed.name), saved.id)

    def sale(self, sort: Sale) -> None:
        """Enter what was brought, sold or taken back."""
        if self.badge is not None and self.record is not None:
            dialog = SaleDialog(self, self.context, self.badge, self.record, sort)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def finish(self) -> None:
        """Say that it sells no more."""
        if self.record is not None:
            number, today = self.record.id, self.context.clock.today()
            self.write(
                lambda s: s.badge_outlets.close(number, on=today, actor=s.actor),
                _("Обектът е закрит."),
            )

    def strike(self, move: SaleLine) -> None:
        """Take a mistaken movement out."""
        why = self.why(
            _("Зачеркване"), _("Защо зачерквате движението „{text}“?").format(text=_move(move)),
            _("Зачеркни"),
        )  # fmt: skip
        if why:
            self.write(
                lambda s: s.badge_outlets.strike(move.id, why, actor=s.actor),
                _("Движението е зачеркнато."),
            )


def _move(line: SaleLine) -> str:
    typed = line.typed
    said = _("{day} – {what} {n} бр., {variant}; остават {left}").format(
        day=date_plain(typed.on) if typed.on else "", what=_(SALE_NAMES[typed.sort]),
        n=typed.quantity, variant=line.variant_name, left=line.left,
    )  # fmt: skip
    if typed.document:
        said = _("{said}; {paper}").format(said=said, paper=typed.document)
    if typed.reason:
        said = _("{said}; причина: {why}").format(said=said, why=typed.reason)
    if line.struck_why:
        said = _("{said}; ЗАЧЕРКНАТО: {why}").format(said=said, why=line.struck_why)
    return said
