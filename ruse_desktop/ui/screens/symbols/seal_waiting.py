"""Certificates printed from the books: one press writes those chosen into the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from ruse_desktop.domain.seal import SealInput, Waiting
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, EmptyState, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.symbols.seal import SealState


class WaitingDialog(SavingDialog):
    """All are chosen at first; Ctrl and Shift choose some of them."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        state: SealState,
        waiting: Sequence[Waiting],
    ) -> None:
        super().__init__(parent, context, _("Чакащи печат"), _("Впиши"))
        self._state = state
        self._waiting = {one.print_id: one for one in waiting}
        self.resize(px(820), px(600))
        today = context.clock.today
        self.table = ListTable(
            (
                Column(_("Удостоверение"), 380, stretch=True),
                Column(_("Отпечатано"), 112),
                Column(_("Предложен вид"), 128),
            ),
            _("Чакащи удостоверения"),
            context.settings,
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.signed_by, self.asked_by = QLineEdit(state.signatory), QLineEdit(context.actor.name)
        self.signed_by.setAccessibleName(_("Подписал"))
        self.asked_by.setAccessibleName(_("Поискал"))
        self.signed_on = DateField(today=today, name=_("Ден на подписа"))
        self.sealed_on = DateField(today=today, name=_("Ден на печата"))
        for day in (self.signed_on, self.sealed_on):
            day.set_date(today())
        self.category = QComboBox()
        self.category.setAccessibleName(_("Вид документ"))
        self.category.addItem(_("Както е предложен"), "")
        for one in state.rules.categories:
            self.category.addItem(one.full, one.code)
        self.said = label("", "muted", wrap=True)
        self.skip = button(_("Няма да се подпечатват…"), self._skip)
        self._build()
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._check())
        for line in (self.signed_by, self.asked_by, self.signed_on, self.sealed_on):
            line.textChanged.connect(lambda _text: self._check())
        self._show()

    def _build(self) -> None:
        self.none = EmptyState(
            "circle-check", _("Нищо не чака печат"),
            _("Удостоверение идва тук, щом дипломът бъде отпечатан от книгата."),
        )  # fmt: skip
        form = QFormLayout()
        for name, field in (
            (_("Подписал"), self.signed_by), (_("Ден на подписа"), self.signed_on),
            (_("Ден на печата"), self.sealed_on), (_("Поискал"), self.asked_by),
            (_("Вид документ"), self.category),
        ):  # fmt: skip
            form.addRow(name, field)
        self.column.addWidget(self.none, 1)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.said)
        self.column.addLayout(form)
        beside = QHBoxLayout()
        beside.addWidget(self.skip)
        beside.addStretch(1)
        self.column.addLayout(beside)

    def _show(self) -> None:
        self.none.setVisible(not self._waiting)
        for widget in (self.table, self.skip):
            widget.setVisible(bool(self._waiting))
        self.table.show_lines([self._line(one) for one in self._waiting.values()])
        self.table.selectAll()
        self.table.setFocus()
        unclear = [one.award for one in self._waiting.values() if self._doubtful(one)]
        own = self._state.rules.of_awards
        if unclear and own is not None:
            self.said.setText(
                _("{awards}: не е сред наградите по {citation}; изберете вида.").format(
                    awards=", ".join(dict.fromkeys(unclear)), citation=own.citation
                )
            )
        self.said.setVisible(bool(unclear))
        self._check()

    def _doubtful(self, one: Waiting) -> bool:
        own = self._state.rules.of_awards
        return own is not None and bool(one.award_kind) and one.award_kind not in own.awards

    def _line(self, one: Waiting) -> Line:
        category = self._state.rules.category(one.category)
        kind = category.item if category else _("няма")
        return Line(
            one.print_id,
            (one.document, date_plain(one.printed_on), kind),
            sort=(one.document, one.printed_on, kind),
        )

    @property
    def chosen(self) -> list[int]:
        """The papers chosen, in the order of the list."""
        rows = sorted(one.row() for one in self.table.selectionModel().selectedRows())
        keys = (self.table.lines_model.key_at(row) for row in rows)
        return [key for key in keys if key is not None]

    def _check(self) -> None:
        n = len(self.chosen)
        self.do.setText(
            ngettext("Впиши {n} подпечатване", "Впиши {n} подпечатвания", n).format(n=n)
        )
        needs = (
            (n, _("Изберете удостоверение.") if self._waiting else " "),
            (self.signed_by.text().strip(), _("Впишете кой е подписал.")),
            (self.signed_on.date(), _("Впишете деня на подписа.")),
            (self.sealed_on.date(), _("Впишете деня на печата.")),
            (self.asked_by.text().strip(), _("Впишете кой е поискал печата.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking.strip())
        self.do.setEnabled(not lacking)
        self.skip.setEnabled(bool(n))

    def save(self) -> None:
        """Write a sealing for each paper chosen; all or none."""
        chosen = self.chosen
        common = SealInput(
            "", str(self.category.currentData()), 1, self.signed_on.date(),
            self.signed_by.text().strip(), self.sealed_on.date(), self.asked_by.text().strip(),
        )  # fmt: skip
        self._write(lambda s: s.seal_waiting.confirm(chosen, common, actor=s.actor))

    def _done(self, saved: object) -> None:
        assert isinstance(saved, tuple)
        said = [one.number_text for one in saved]
        self._context.notify(
            _("Вписани са № {numbers}.").format(numbers=", ".join(said))
            if len(said) <= 3
            else _("Вписани са № {first} – {last}.").format(first=said[0], last=said[-1])
        )
        super()._done(saved)

    def _skip(self) -> None:
        chosen = self.chosen
        question = ngettext(
            "Защо {n} удостоверение няма да се подпечатва?",
            "Защо {n} удостоверения няма да се подпечатват?",
            len(chosen),
        ).format(n=len(chosen))
        asked = TextDialog(
            self, _("Без печат"), question, _("Махни от чакащите"), least=self._state.least,
            hint=_("например: пробен отпечатък"),
        )  # fmt: skip
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        why = asked.text()

        def done(_none: object) -> None:
            for print_id in chosen:
                self._waiting.pop(print_id, None)
            self._show()

        self._context.tasks.write(
            lambda s: s.seal_waiting.skip(chosen, why, actor=s.actor),
            done,
            self.message.refuse,
            owner=self,
        )
