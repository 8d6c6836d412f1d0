"""Last step of an old list: what will enter the book, and from which year the book is complete."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ruse_desktop.domain.books import BookView, HolderKind
from ruse_desktop.domain.old_books import FIRST_YEAR, OldBook, RowState
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import Card, FieldGrid, label
from ruse_desktop.ui.screens.nominations.fact_fields import CalmSpin


class SummaryPage(QWidget):
    """`ready` says whether the list may enter; `changed` that the completeness was declared anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ready = False
        self._count = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card()
        self.title = label("", "heading", wrap=True)
        card.column.addWidget(self.title)
        self.facts = FieldGrid()
        card.column.addWidget(self.facts)
        self.stops = label("", wrap=True)
        card.column.addWidget(self.stops)
        column.addWidget(card)
        whole = Card()
        whole.column.addWidget(label(_("Пълнота на книгата"), "heading"))
        whole.column.addWidget(
            label(
                _(
                    "Ако след внасянето в книгата са всички носители от дадена година насам, "
                    "проверката дали някой вече е удостоен разчита на нея. "
                    "Без тази декларация програмата оставя проверката на човек."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.complete = QCheckBox(_("В книгата са всички носители от"))
        self.complete.setAccessibleName(_("Книгата е пълна от посочената година"))
        self.year = CalmSpin(_("Година, от която книгата е пълна"))
        self.year.setSuffix(_(" г. насам"))
        self.complete.toggled.connect(self.year.setEnabled)
        self.complete.toggled.connect(lambda _on: self.changed.emit())
        self.year.valueChanged.connect(lambda _year: self.changed.emit())
        row.addWidget(self.complete)
        row.addWidget(self.year)
        row.addStretch(1)
        whole.column.addLayout(row)
        column.addWidget(whole)
        column.addWidget(
            label(
                _(
                    "Всички потвърдени редове се вписват наведнъж или нито един. "
                    "Те получават следващите номера на книгата; старият номер остава до тях."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addStretch(1)

    @property
    def complete_from(self) -> int | None:
        """The first year from which all holders are entered; None when that is not known."""
        return self.year.value() if self.complete.isChecked() else None

    def verb(self) -> str:
        """What the last button says."""
        return ngettext("Впиши {n} запис", "Впиши {n} записа", self._count).format(n=self._count)

    def show_book(self, old: OldBook, view: BookView) -> None:
        """What this list brings into this book."""
        going = [one for one in old.entries if one.state is RowState.CONFIRMED]
        self._count = len(going)
        self.ready = bool(going) and not old.open
        self.title.setText(view.title)
        years = [int(one.year) for one in going if one.year.isdecimal()]
        span = ""
        if years:
            span = f"{min(years)}–{max(years)}" if min(years) != max(years) else str(min(years))
        kinds = ", ".join(
            f"{name}: {n}"
            for kind, name in _kinds().items()
            if (n := sum(one.kind is kind for one in going))
        )
        self.facts.show_rows([
            (_("Списък"), old.file),
            (_("Ще бъдат вписани"), str(len(going))),
            (_("Години"), span),
            (_("Носители"), kinds),
            (_("Посмъртно"), _number(sum(one.posthumous for one in going))),
            (_("С поле „както е записано“"), _number(sum(bool(one.kept) for one in going))),
            (_("Не се вписват"), _number(old.count(RowState.LEFT_OUT))),
            (_("Сега в книгата"), str(view.holders)),
            (_("Обявена за пълна"), _since(view.complete_from)),
        ])  # fmt: skip
        n = old.open
        self.stops.setVisible(not self.ready)
        self.stops.setText(
            ngettext(
                "{n} ред чака решение. Върнете се и го потвърдете, или посочете, че не се вписва.",
                "{n} реда чакат решение. Върнете се и ги потвърдете, или посочете, че не се вписват.",
                n,
            ).format(n=n)
            if n
            else _("Нито един ред не е потвърден; няма какво да се впише.")
        )
        self._show_year(old, view, years)

    def _show_year(self, old: OldBook, view: BookView, years: list[int]) -> None:
        first = old.complete_from if old.complete_from is not None else view.complete_from
        with QSignalBlocker(self.year), QSignalBlocker(self.complete):
            known = [*years, *view.years]
            self.year.setRange(FIRST_YEAR, max(known, default=FIRST_YEAR))
            self.year.setValue(first if first is not None else min(known, default=FIRST_YEAR))
            self.complete.setChecked(old.complete_from is not None)
            self.year.setEnabled(old.complete_from is not None)


def _kinds() -> dict[HolderKind, str]:
    return {
        HolderKind.PERSON: _("лица"),
        HolderKind.TEAM: _("екипи"),
        HolderKind.ORGANISATION: _("организации"),
    }


def _since(year: int | None) -> str:
    return _("от {year} г. насам").format(year=year) if year is not None else ""


def _number(n: int) -> str:
    return str(n) if n else ""
