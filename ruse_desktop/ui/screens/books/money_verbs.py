"""What a person does with payments: list, pay, withhold, take back, fix, share, hold a stipend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ruse_desktop.domain.payments import PaymentKey, PaymentView, PayState
from ruse_desktop.domain.stipends import StipendView
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.money_dialogs import (
    ListDialog,
    PayDialog,
    ShareDialog,
    SumDialog,
)
from ruse_desktop.ui.screens.books.money_pages import MoneyPages
from ruse_desktop.ui.screens.books.money_student import StatusDialog

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.books.money import MoneyScreen

_LEAST = 15
_LISTABLE = frozenset({PayState.DUE})
_PAYABLE = frozenset({PayState.DUE, PayState.LISTED})
_FIXABLE = frozenset({PayState.UNDECIDED, PayState.NONE, PayState.DUE})
_HOLDABLE = frozenset({PayState.DUE, PayState.HELD})
_PAID = frozenset({PayState.PAID})
_BACK = frozenset({PayState.WITHHELD, PayState.RETURNED})


class PaymentVerbs:
    """The actions that change something; they work on the payments chosen in the list."""

    def __init__(self, screen: MoneyScreen, pages: MoneyPages) -> None:
        self._screen = screen
        self._context = screen.context
        self._pages = pages
        scope = screen.id
        screen.context.actions.add_all((
            Action("money.list", _("В списък за счетоводството…"), self.make_list,
                   "clipboard-list", "Ctrl+L", "act", scope, self._all(_LISTABLE)),
            Action("money.pay", _("Платено…"), self.pay, "check", "F2", "act", scope,
                   self._all(_PAYABLE)),
            Action("money.fix", _("Сума по заповед…"), self.fix, "file-text", "", "act", scope,
                   self._fixable),
            Action("money.share", _("Дялове…"), self.share, "users", "", "act", scope, self._team),
            Action("money.withhold", _("Задържане…"), self.withhold, "ban", "", "act", scope,
                   self._all(_HOLDABLE)),
            Action("money.return", _("Върната…"), self.give_back, "arrow-back-up", "", "act", scope,
                   self._all(_PAID)),
            Action("money.release", _("Отново за плащане…"), self.release, "arrow-forward-up", "",
                   "act", scope, self._all(_BACK)),
            Action("money.status", _("Статус на студента…"), self.status, "school", "", "act",
                   scope, pages.is_student, group=1),
        ))  # fmt: skip

    @property
    def _chosen(self) -> list[PaymentView]:
        return self._screen.list.chosen

    @property
    def _one(self) -> PaymentView | None:
        return self._screen.list.current

    def _all(self, states: frozenset[PayState]) -> Callable[[], bool]:
        def ask() -> bool:
            chosen = self._chosen
            return bool(chosen) and all(one.state in states for one in chosen)

        return ask

    def _fixable(self) -> bool:
        one = self._one
        return one is not None and one.capped and one.state in _FIXABLE

    def _team(self) -> bool:
        one = self._one
        if one is None or one.state is not PayState.DUE or one.sum is None:
            return False
        return len(one.team) > 1 and not one.key.part and not one.key.month

    def make_list(self) -> None:
        """Put the chosen sums on a list, then show it."""
        dialog = ListDialog(self._screen, self._context, self._chosen)

        def made() -> None:
            self._context.notify(_("Списъкът е съставен."))
            assert isinstance(dialog.saved, int)
            self._pages.printer.show(dialog.saved)

        dialog.accepted.connect(made)
        dialog.open()

    def pay(self) -> None:
        """Tick the chosen sums as paid."""
        dialog = PayDialog(self._screen, self._context, self._chosen)
        self._open(dialog, _("Плащането е отбелязано."))

    def fix(self) -> None:
        """Write the sum of an order."""
        if (one := self._one) is not None:
            self._open(SumDialog(self._screen, self._context, one), _("Сумата е вписана."))

    def share(self) -> None:
        """Split the sum of a team."""
        if (one := self._one) is not None:
            self._open(ShareDialog(self._screen, self._context, one), _("Дяловете са вписани."))

    def withhold(self) -> None:
        """Hold the chosen sums back with a reason."""
        self._ask(
            _("Задържане"), _("Защо сумата не се изплаща засега?"), _("Задържи"),
            lambda s, keys, why: s.payments.withhold(keys, reason=why, actor=s.actor),
        )  # fmt: skip

    def give_back(self) -> None:
        """The chosen paid sums came back."""
        self._ask(
            _("Върната сума"), _("Защо сумата е върната?"), _("Отбележи връщането"),
            lambda s, keys, why: s.payments.give_back(keys, reason=why, actor=s.actor),
        )  # fmt: skip

    def release(self) -> None:
        """The chosen sums are payable again."""
        self._ask(
            _("Отново за плащане"), _("Защо сумата отново е за плащане?"), _("Освободи сумата"),
            lambda s, keys, why: s.payments.release(keys, reason=why, actor=s.actor),
        )  # fmt: skip

    def status(self) -> None:
        """Record a change of a student's status or a decision on it."""
        if (one := self._one) is None:
            return

        def ask(view: StipendView) -> None:
            dialog = StatusDialog(self._screen, self._context, one.laureate_id, view)
            self._open(dialog, _("Промяната е вписана."))

        read_once(
            self._context.tasks, self._screen, "status",
            lambda s: s.stipends.schedule(one.laureate_id),
            ask,
            self._screen.message.refuse,
        )  # fmt: skip

    def _open(self, dialog: SavingDialog, done: str) -> None:
        dialog.accepted.connect(lambda: self._context.notify(done))
        dialog.open()

    def _ask(
        self,
        title: str,
        question: str,
        do: str,
        run: Callable[[Services, Sequence[PaymentKey], str], object],
    ) -> None:
        keys = [one.key for one in self._chosen]

        def write(why: str) -> None:
            def refused(error: UserError) -> None:
                self._screen.message.refuse(error)
                offer(why)

            self._context.tasks.write(
                lambda s: run(s, keys, why),
                lambda _done: self._context.notify(_("Записано.")),
                refused,
                owner=self._screen,
            )

        def offer(text: str) -> None:
            dialog = TextDialog(self._screen, title, question, do, least=_LEAST, text=text)
            dialog.accepted.connect(lambda: write(dialog.text()))
            dialog.open()

        offer("")
