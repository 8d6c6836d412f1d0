"""The section „Празник на града“: a year's programme, its versions, its money, its contracts (чл. 22–25)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.city_day import CityDay, Item, Version
from ruse_desktop.domain.city_day_money import MoneyLine, Sponsor
from ruse_desktop.kernel.formats import date_long
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import Chip, EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.screens.protocol.city_day_lists import (
    ListPage,
    StateCard,
    columns_of,
    item_line,
    money_line,
    sponsor_line,
    sums_of,
    version_line,
)
from ruse_desktop.ui.screens.protocol.city_day_papers import save_plan
from ruse_desktop.ui.screens.protocol.city_day_verbs import VERBS, Verbs
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"city-day", "events", "permits", "law", "practice"})


@dataclass(frozen=True)
class CityDayState:
    """What the section shows: the years with an edition, and the one chosen."""

    years: tuple[int, ...]
    found: CityDay | None


def read_state(services: Services, year: int | None, today: date) -> CityDayState:
    """The edition of `year`, else the one nearest ahead."""
    years = services.city_day.years()
    ahead = [one for one in years if one >= today.year]
    chosen = year if year in years else min(ahead, default=max(years, default=None))
    found = services.city_day.get(chosen) if chosen is not None else None
    return CityDayState(years, found)


class CityDaySection(Section):
    """One year at a time, four lists of it."""

    id = "city-day"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.found: CityDay | None = None
        self.years: tuple[int, ...] = ()
        self._year: int | None = None
        self.verbs = Verbs(self)
        self.title = label("", "title")
        self.state = Chip()
        self.year = QComboBox()
        self.year.setAccessibleName(_("Година на празника"))
        self.year.activated.connect(lambda _n: self._choose_year())
        self.open_button = button("", self.open_next)
        self.message = MessageBar()
        self.card = StateCard(context)
        self.pages: dict[str, ListPage] = {}
        self.stack = QStackedWidget()
        self.choice = QButtonGroup(self)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.title, self.state):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.year)
        top.addWidget(self.context.actions.button("city-day.edition"))
        top.addWidget(self.open_button)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for name, text, empty in _lists():
            columns = columns_of()[name]
            buttons = [self.context.actions.button(f"city-day.{one}") for one in VERBS[name]]
            page = ListPage(self.context, text, columns, buttons, empty)
            page.chosen.connect(self.context.actions.refresh)
            page.table.opened.connect(lambda _key, one=name: self.verbs.open(one))
            self.pages[name] = page
            self.stack.addWidget(page)
            bar.addWidget(self._chooser(name, text))
        bar.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(bar)
        left.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(left, 1)
        row.addWidget(self.card)
        self.card.setFixedWidth(px(344))
        inner = QWidget()
        inner.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.none = EmptyState(
            "confetti", _("Празникът още не е открит"),
            _("Открийте изданието: патронът и организаторът идват от наредбата, програмата и планът – от миналата година, ако я има."),
        )  # fmt: skip
        self.whole = QStackedWidget()
        self.whole.addWidget(inner)
        self.whole.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.whole, 1)
        self.show_list("programme")

    def _chooser(self, name: str, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("segment", True)  # noqa: FBT003 - Qt
        made.setObjectName(name)
        made.clicked.connect(lambda _on: self.show_list(name))
        self.choice.addButton(made)
        return made

    # what is in sight

    @property
    def listed(self) -> str:
        """Which of the four lists is in sight."""
        page = self.stack.currentWidget()
        return next(name for name, one in self.pages.items() if one is page)

    @property
    def chosen(self) -> Item | Version | MoneyLine | Sponsor | None:
        """The record chosen in the list in sight."""
        found = self.found
        if found is None:
            return None
        key = self.pages[self.listed].table.current_key()
        records: dict[str, tuple[Item | Version | MoneyLine | Sponsor, ...]] = {
            "programme": found.items, "versions": found.versions,
            "money": (*found.income, *found.costs), "sponsors": found.sponsors,
        }  # fmt: skip
        return next((one for one in records[self.listed] if one.id == key), None)

    @property
    def new_text(self) -> str:  # type: ignore[override]  # the words follow the list in sight
        """What the tab's first button says."""
        names = {
            "programme": _("Нова проява…"), "versions": _("Внасяне…"), "money": _("Нов ред…"),
            "sponsors": _("Нов договор…"),
        }  # fmt: skip
        return names[self.listed]

    @property
    def print_text(self) -> str:  # type: ignore[override]  # the words follow the list in sight
        """What the tab's button for paper says."""
        names = {
            "programme": _("Програма за комисията…"), "versions": _("Писмо до комисията…"),
            "money": _("Финансов план…"), "sponsors": _("Опис на спонсорите…"),
        }  # fmt: skip
        return names[self.listed]

    @property
    def table_text(self) -> str:  # type: ignore[override]  # translated when it is asked
        """What the tab's button for a spreadsheet says."""
        return _("План и отчет като таблица…")

    def show_list(self, name: str) -> None:
        """Bring one of the lists into sight."""
        self.message.hide()
        self.stack.setCurrentWidget(self.pages[name])
        for one in self.choice.buttons():
            one.setChecked(one.objectName() == name)
        if self.in_sight:
            self.context.actions.rename("protocol.new", self.new_text)
            self.context.actions.rename("protocol.print", self.print_text)
        self.context.actions.refresh()

    def focus_search(self, text: str = "") -> None:
        """Into the list; there is nothing to filter."""
        del text
        self.pages[self.listed].table.setFocus()

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the edition anew."""
        if kinds and not kinds & _KINDS:
            return
        year, today = self._year, self.context.clock.today()
        self.context.tasks.read(
            lambda s: read_state(s, year, today), self._show, self.message.refuse, owner=self
        )

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the edition with this number."""
        del kind

        def show(year: int) -> None:
            self._year = year
            self.reload(frozenset())

        self.context.tasks.read(
            lambda s: s.city_day.year_of(record_id), show, self.message.refuse, owner=self
        )

    def _show(self, state: CityDayState) -> None:
        self.years, self.found = state.years, state.found
        found = state.found
        self.year.clear()
        for one in state.years:
            self.year.addItem(str(one), one)
        self.year.setVisible(bool(state.years))
        self.open_button.setText(_("Открий празника за {year} г.").format(year=self.next_year))
        self.whole.setCurrentIndex(0 if found is not None else 1)
        if found is None:
            self.title.setText(_("Празник на града"))
            self.state.show_state("", "neutral")
            self.context.actions.refresh()
            return
        self._year = found.edition.year
        self.year.setCurrentIndex(self.year.findData(self._year))
        self.title.setText(_("Празник на града – {day}").format(day=date_long(found.edition.feast)))
        self.state.show_state(*found.state)
        currency, sums = found.edition.currency, sums_of(found)
        lines = {
            "programme": [item_line(one, currency) for one in found.items],
            "versions": [version_line(one) for one in reversed(found.versions)],
            "money": [money_line(one, currency) for one in (*found.income, *found.costs)],
            "sponsors": [sponsor_line(one, currency) for one in found.sponsors],
        }
        for name, page in self.pages.items():
            page.show_lines(lines[name], sums[name])
        today = self.context.clock.today()
        self.card.show_day(found, lambda day: (day - today).days)
        self.context.actions.refresh()

    @property
    def next_year(self) -> int:
        """The year that would be opened now."""
        today = self.context.clock.today()
        this = today.year if today.month <= 6 else today.year + 1
        return max(self.years) + 1 if self.years and max(self.years) >= this else this

    def _choose_year(self) -> None:
        self._year = int(self.year.currentData())
        self.reload(frozenset())

    # what a person does

    def open_next(self) -> None:
        """Open the next year's edition, as the last one where there is one."""
        year = self.next_year

        def done(made: CityDay) -> None:
            self._year = year
            self.context.notify(_("Открит е празникът за {year} г.").format(year=year))
            self._show(CityDayState((year, *self.years), made))

        self.context.tasks.write(
            lambda s: s.city_day.open(year, actor=s.actor), done, self.message.refuse, owner=self
        )

    def new(self) -> None:
        """A new record of the list in sight; first the edition."""
        found = self.found
        if found is None:
            self.open_next()
            return
        self.verbs.new(found)

    def print_list(self) -> None:
        """The paper of the list in sight."""
        names = {"programme": "committee", "versions": "letter", "money": "plan"}
        self.verbs.paper(names.get(self.listed, "sponsors"))

    def save_table(self) -> None:
        """Plan and actual as a spreadsheet."""
        if self.found is not None:
            save_plan(self, self.context, self.found.edition.year, self.message.refuse)


def _lists() -> tuple[tuple[str, str, EmptyState], ...]:
    """The lists: name, words, what to do while it is empty."""
    return (
        ("programme", _("Програма"), EmptyState(
            "confetti", _("Програмата е празна"),
            _("Добавете проява с Ctrl+N или вземете събитие с „От календара…“."),
        )),
        ("versions", _("Внасяне и утвърждаване"), EmptyState(
            "upload", _("Програмата още не е внесена"),
            _("С „Внасяне…“ тя се запазва, както е сега, и тръгва към комисията (чл. 23)."),
        )),
        ("money", _("План и отчет"), EmptyState(
            "currency-euro", _("Финансовият план е празен"),
            _("Добавете с Ctrl+N приходите по източници (чл. 24) и разходите."),
        )),
        ("sponsors", _("Спонсори"), EmptyState(
            "heart-handshake", _("Още няма договори"),
            _("Впишете с Ctrl+N договорите: сума или в натура и какво е обещано насрещно (чл. 24, т. 2)."),
        )),
    )  # fmt: skip
