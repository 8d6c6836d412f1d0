"""The part „Движения“: receipts, write-offs and everything that left the stock of the badge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFormLayout, QWidget

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge import PURPOSE_NAMES
from ruse_desktop.domain.stock import SORT_NAMES, Sort, StockCard
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.basics import DateField, FindingsList, label
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.books.stock_forms import KindDialog, MoveDialog
from ruse_desktop.ui.screens.symbols.badge_pane import BadgePane, BadgeState, Shown, box

if TYPE_CHECKING:
    from ruse_desktop.services.badge_stock import BadgeMove
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class MovesPane(BadgePane):
    """The list of receipts and issues (чл. 15, ал. 2)."""

    id = "badge-moves"

    def spec(self) -> RegisterSpec:
        """The movements of both variants."""
        return RegisterSpec(
            id=self.id,
            title=_("Движения на значката"),
            hint=_("за кого, документ…"),
            columns=(
                RegisterColumn(Column(_("Дата"), 92), "date"),
                RegisterColumn(Column(_("Вариант"), 134), "variant"),
                RegisterColumn(Column(_("За кого, основание"), 220, stretch=True), "why"),
                RegisterColumn(Column(_("Брой"), 64), "quantity"),
                RegisterColumn(Column(_("Остава"), 70), "balance"),
                RegisterColumn(Column(_("Движение"), 128, chip=True), "sort"),
            ),
            source=lambda services: services.badge_stock,
            count=lambda n: ngettext("{n} движение", "{n} движения", n).format(n=n),
            kinds=frozenset({"badge", "stock", "books"}),
            icon="archive",
            empty_title=_("Още няма значки"),
            empty_text=_("Заприходете първата доставка: вариант, брой и документ."),
            choices=(
                Choice("variant", _("Вариант"), _("Двата варианта")),
                Choice(
                    "purpose", _("Характер"), _("Всяко ползване"),
                    tuple((str(code), _(name)) for code, name in PURPOSE_NAMES.items()),
                ),
            ),
        )  # fmt: skip

    def verbs(self) -> tuple[Action, ...]:
        """Receive, write off, count, take back."""

        def own(move: BadgeMove) -> bool:
            return move.own

        return (
            Action("badge.write-off", _("Бракувай…"), partial(self.enter, Sort.WRITE_OFF), "ban", "",
                   "act", "symbols", lambda: self.ready),
            Action("badge.minimum", _("Минимум…"), self.minimum, "bell", "", "act", "symbols",
                   lambda: self.ready),
            Action("badge.count", _("Броителен лист…"), self.count, "clipboard-list", "", "print",
                   "symbols", lambda: self.ready),
            Action("badge.reverse", _("Сторнирай…"), self.reverse, "arrow-back-up", "", "act",
                   "symbols", self.chosen_if(own), group=1),
        )  # fmt: skip

    def know(self, state: BadgeState) -> None:
        """Offer the variants of the act."""
        super().know(state)
        offered = [(one.code, one.name) for one in state.rules.variants]
        self.view.filters.offer("variant", offered)

    def read(self, services: Services, key: int) -> BadgeMove:
        """One movement."""
        return services.badge_stock.move(key)

    def shown(self, record: Any) -> Shown:
        """A movement with its papers."""
        found: BadgeMove = record
        move = found.move
        return Shown(
            _("{n} бр.").format(n=f"{move.quantity:+d}"),
            _("сторнирано") if move.reversed else _(SORT_NAMES[move.sort]),
            "neutral" if move.reversed else "info",
            _("Значка „Русе“, {variant}").format(variant=found.variant.name),
            found.variant.citation,
            (
                (_("Дата"), date_short(move.on)), (_("Характер"), found.text),
                (_("За кого"), move.ground), (_("Номера"), move.serials_text),
                (_("Документ"), move.document), (_("Причина"), move.reason),
                (_("Цена, €"), f"{move.price:.2f}".replace(".", ",") if move.price else ""),
                (_("Остава"), str(move.balance)), (_("Вписал"), move.by),
            ),
        )  # fmt: skip

    def new(self) -> None:
        """Receive a delivery."""
        self.enter(Sort.RECEIPT)

    def enter(self, sort: Sort) -> None:
        """Receive, or write off: which variant, then the form of the stock."""
        state = self.badge
        if state is None or not state.lines:
            return
        dialog = VariantMoveDialog(self, self.context, state, sort)
        dialog.accepted.connect(lambda: self.context.notify(_("Движението е вписано.")))
        dialog.open()

    def minimum(self) -> None:
        """Below how many of the souvenirs, or of the chosen variant, to warn."""
        if self.badge is None or not self.badge.lines:
            return
        code = self.record.variant.code if self.record is not None else ""
        lines = [one for one in self.badge.lines if one.variant.code == code] or self.badge.lines
        dialog = KindDialog(self, self.context, StockCard(lines[-1].line))
        dialog.numbered.hide()  # badges are counted
        dialog.open()

    def count(self) -> None:
        """What there must be on a day, with room for what is counted."""
        CountDialog(self, self.context).open()

    def reverse(self) -> None:
        """Take the chosen movement back with a reason."""
        record = self.record
        if record is None:
            return
        why = self.why(
            _("Сторниране"), _("Какво е сгрешено? Движението остава с причината."), _("Сторнирай")
        )
        if why:
            lot = record.id
            self.write(
                lambda s: s.stock.reverse(actor=s.actor, lot=lot, reason=why),
                _("Движението е сторнирано."),
            )


class VariantMoveDialog(MoveDialog):
    """The stock's form of a movement with the choice of the variant above it."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, sort: Sort
    ) -> None:
        self._state = state
        super().__init__(parent, context, StockCard(state.lines[-1].line), sort)
        heading = self.column.itemAt(0)
        if heading is not None and (widget := heading.widget()) is not None:
            widget.hide()
        self.variant = box(
            _("Вариант"), [(one.variant.code, one.variant.name) for one in state.lines]
        )
        self.variant.setCurrentIndex(len(state.lines) - 1)
        lines = self.column.itemAt(1)
        if lines is not None and isinstance(form := lines.layout(), QFormLayout):
            form.insertRow(0, _("Вариант"), self.variant)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        self.variant.currentIndexChanged.connect(lambda _n: self._choose())
        self.supplier.textChanged.connect(lambda _text: self._judge())
        self._choose()

    def _choose(self) -> None:
        code = self.variant.currentData()
        line = next(one.line for one in self._state.lines if one.variant.code == code)
        self._card = StockCard(line)
        self._check()

    def _judge(self) -> None:
        self.findings.show_findings(values.judge_supplier(self.supplier.text(), self._state.rules))


class CountDialog(SavingDialog):
    """The day of the count."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent, context, _("Броителен лист"), _("Покажи листа"))
        self.day = DateField(today=context.clock.today, name=_("Към ден"))
        self.day.set_date(context.clock.today())
        self.day.textChanged.connect(lambda _text: self.do.setEnabled(self.day.date() is not None))
        self.column.addWidget(
            label(_("Наличните по документи, с място за преброените."), wrap=True)
        )
        form = QFormLayout()
        form.addRow(_("Към ден"), self.day)
        self.column.addLayout(form)

    def save(self) -> None:
        """Show the sheet; a day to come is refused here."""
        day = self.day.date()
        if day is None:
            return

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(services.badge_stock.count_sheet(day))

        def show(pdf: bytes) -> None:
            self.accept()
            PdfDialog(self.parentWidget() or self, pdf, _("Броителен лист"),
                      "broitelen-list-znachki.pdf").open()  # fmt: skip

        self._context.tasks.read(work, show, self.message.refuse, owner=self)
