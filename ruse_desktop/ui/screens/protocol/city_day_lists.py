"""The four lists of City Day: programme, versions, plan and report, contracts; and the card beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.city_day import FEAST, PLAN, PROGRAMME, REPORT, CityDay
from ruse_desktop.domain.city_day_money import (
    SOURCE_NAMES,
    MoneyLine,
    Paper,
    Sponsor,
    by_source,
    last_approval,
    total,
)
from ruse_desktop.domain.events import EventState
from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import EmptyState, FieldGrid, FindingsList, Tall, label
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.screens.protocol.look import hours, state_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ruse_desktop.domain.city_day import Item, Version
    from ruse_desktop.domain.duties import DutyDay
    from ruse_desktop.ui.screens.base import ScreenContext

_IN_A_ROW = 5
_STATE_TONES = {
    EventState.PROPOSED: "judgement", EventState.PLANNED: "info", EventState.CONFIRMED: "met",
    EventState.HELD: "neutral", EventState.CANCELLED: "not-met",
}  # fmt: skip


class ListPage(QWidget):
    """A list with its buttons under it, a sentence of what it sums up, or what to do while empty."""

    chosen = Signal()

    def __init__(
        self,
        context: ScreenContext,
        name: str,
        columns: Sequence[Column],
        buttons: Sequence[QPushButton],
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self.table = ListTable(columns, name, context.settings)
        self.table.chosen.connect(lambda _key: self.chosen.emit())
        self.empty = empty
        self.sum = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.sum)
        half = len(buttons) if len(buttons) <= _IN_A_ROW else len(buttons) // 2
        for part in (buttons[:half], buttons[half:]):
            row = QHBoxLayout()
            row.setSpacing(6)
            for one in part:
                row.addWidget(one)
            row.addStretch(1)
            column.addLayout(row)

    def show_lines(self, lines: Sequence[Line], said: str) -> None:
        """Replace the list."""
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.sum.setText(said)
        self.sum.setVisible(bool(said))
        self.table.show_lines(lines)


def columns_of() -> dict[str, tuple[Column, ...]]:
    """The columns of the four lists."""
    return {
        "programme": (
            Column(_("Ден"), 92), Column(_("Час"), 112), Column(_("Проява"), 200, stretch=True),
            Column(_("Място"), 160), Column(_("Отговорник"), 140), Column(_("Бюджет"), 96),
            Column(_("Състояние"), 116, chip=True),
        ),
        "versions": (
            Column(_("Версия"), 230, stretch=True), Column(_("Внесена"), 92), Column(_("Изх. №"), 84),
            Column(_("Разгледана"), 92), Column(_("Протокол"), 84), Column(_("Утвърдена"), 92),
            Column(_("Състояние"), 180, chip=True),
        ),
        "money": (
            Column(_("Вид"), 176), Column(_("Ред"), 170, stretch=True), Column(_("План"), 108),
            Column(_("Отчет"), 108), Column(_("Разлика"), 108), Column("%", 84, chip=True),
        ),
        "sponsors": (
            Column(_("Спонсор"), 170, stretch=True), Column(_("Договор"), 156),
            Column(_("Сума"), 104), Column(_("Постъпило"), 104), Column(_("В натура"), 140),
            Column(_("Символ"), 150, chip=True),
        ),
    }  # fmt: skip


def item_line(one: Item, currency: str) -> Line:
    """An item in the list of the programme."""
    typed, budget = one.event, one.budget
    texts = (
        date_plain(typed.when.on), hours(typed.when), typed.title, typed.place, typed.responsible,
        money_text(budget, currency) if budget is not None else "", state_name(typed.state),
    )  # fmt: skip
    when = typed.when.begin.isoformat()
    sort = (when, when, typed.title, typed.place, typed.responsible, budget or 0, typed.state)
    return Line(one.id, texts, _STATE_TONES[typed.state], sort)


def version_line(one: Version) -> Line:
    """A version in its list."""

    def day(on: date | None) -> str:
        return date_plain(on) if on else ""

    name = one.name
    if one.why:
        name = _("{name}: {why}").format(name=one.name, why=one.why)
    number = one.approved_no or one.examined_no
    texts = (
        name, day(one.submitted_on), one.outgoing_no, day(one.examined_on), number,
        day(one.approved_on), one.state,
    )  # fmt: skip
    return Line(one.id, texts, one.tone)


def money_line(one: MoneyLine, currency: str) -> Line:
    """A line of the plan with what became of it."""
    found, source = one.compared, one.typed.source
    kind = _(SOURCE_NAMES[source]) if source is not None else _("Разход")
    texts = (
        kind, one.typed.name, money_text(found.planned, currency),
        money_text(found.actual, currency), signed(found.difference, currency),
        found.percent_text if found.actual else "",
    )  # fmt: skip
    over = source is None and found.difference > 0
    sort = (kind, one.typed.name, found.planned, found.actual, found.difference, found.percent or 0)
    return Line(one.id, texts, "not-met" if over else "neutral", sort)


def sponsor_line(one: Sponsor, currency: str) -> Line:
    """A contract in its list."""
    typed = one.typed
    day = date_plain(typed.contract_on) if typed.contract_on else ""
    symbol, tone = "", "neutral"
    if one.struck_why:
        symbol = _("зачеркнат")
    elif typed.symbol:
        symbol = symbol_name(typed.symbol)
        tone = "met" if one.permit_holds else "not-met"
        if not one.permit_holds:
            symbol = _("{symbol} – без разрешение").format(symbol=symbol)
    texts = (
        typed.name, f"{typed.contract_no}/{day}",
        money_text(typed.amount, currency) if typed.amount is not None else "",
        money_text(one.received, currency) if one.received else "", typed.in_kind, symbol,
    )  # fmt: skip
    return Line(one.id, texts, tone)


def signed(amount: object, currency: str) -> str:
    """A difference with its sign; „“ for none."""
    from decimal import Decimal

    assert isinstance(amount, Decimal)
    if not amount:
        return ""
    text = money_text(abs(amount), currency)
    return f"+{text}" if amount > 0 else f"−{text}"


def sums_of(found: CityDay) -> dict[str, str]:
    """The sentence under each list."""
    currency = found.edition.currency
    n = len(found.items)
    count = ngettext("{n} проява", "{n} прояви", n).format(n=n)
    income, costs = total(found.income), total(found.costs)
    parts = [
        _("{name} {sum}").format(name=_(SOURCE_NAMES[source]).lower(), sum=money_text(one.planned, currency))
        for source, one in by_source(found.income).items()
        if one.planned
    ]  # fmt: skip
    sources = f" ({'; '.join(parts)})" if parts else ""
    money = _("Приходи {income}{sources}; разходи {costs}; изразходвано {spent}").format(
        income=money_text(income.planned, currency), sources=sources,
        costs=money_text(costs.planned, currency), spent=money_text(costs.actual, currency),
    )  # fmt: skip
    if costs.planned > income.planned:
        money = _("{text}. Разходите са над приходите с {sum}").format(
            text=money, sum=money_text(costs.planned - income.planned, currency)
        )
    return {
        "programme": _("{count}; бюджет на проявите {sum}").format(
            count=count, sum=money_text(found.budget, currency)
        ) if n else "",
        "versions": "", "money": money if found.income or found.costs else "", "sponsors": "",
    }  # fmt: skip


class StateCard(QFrame):
    """Terms, approvals and what is not as it should be, beside every list."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("card")
        self.fields = FieldGrid(names=104)
        self.findings = FindingsList(context.show_article)
        inner = Tall()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Срокове и утвърждавания"), "heading"))
        column.addWidget(self.fields)
        self.warned = label(_("За внимание"), "heading")
        column.addWidget(self.warned)
        column.addWidget(self.findings)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_day(self, found: CityDay, left: Callable[[date], int]) -> None:
        """Show an edition; `left` counts the days to a day."""
        plan = last_approval(found.approvals, Paper.PLAN)
        report = last_approval(found.approvals, Paper.REPORT)
        typed = found.edition.typed
        none = _("не е утвърден")
        brought = any(one.submitted_on for one in found.versions)
        self.fields.show_rows((
            (_("Патрон"), typed.patron or _("Кметът на Общината")),
            (_("Организатор"), typed.organiser),
            (_("Празник"), _term(found.duties.get(FEAST), None)),
            (_("Програма до"), _term(found.duties.get(PROGRAMME), None if brought else left)),
            (_("План до"), _term(found.duties.get(PLAN), None if plan else left)),
            (_("План"), plan.text if plan is not None else none),
            (_("Отчет до"), _term(found.duties.get(REPORT), None if report else left)),
            (_("Отчет"), report.text if report is not None else none),
            (_("Бележка"), typed.note),
        ))  # fmt: skip
        told = [one for one in found.findings if one.open or one.rule.endswith("-approved")
                or one.rule == "city-day-sponsors"]  # fmt: skip
        self.warned.setVisible(bool(told))
        self.findings.show_findings(told)
        self.setMinimumWidth(theme.px(300))


def _term(day: DutyDay | None, left: Callable[[date], int] | None) -> str:
    """„10.04.2027 г. (работен ден: 09.04.2027 г.) – след 12 дни“."""
    if day is None:
        return ""
    text = date_short(day.literal)
    if left is None:
        return text
    if day.shown != day.literal:
        text = _("{day}, работен ден {shown}").format(day=text, shown=date_short(day.shown))
    n = left(day.effective)
    if n < 0:
        return _("{text} – минал").format(text=text)
    if n == 0:
        return _("{text} – днес").format(text=text)
    after = ngettext("след {n} ден", "след {n} дни", n).format(n=n)
    return f"{text} – {after}"
