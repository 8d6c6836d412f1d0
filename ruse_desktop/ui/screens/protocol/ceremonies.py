"""The section „Церемонии“: plans of events with guests, seats, scenario, visit, papers (функции 13, 34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

from ruse_desktop.domain.protocol_plans import (
    PAPER_NAMES,
    REPLY_NAMES,
    STEP_KIND_NAMES,
    Guest,
    Plan,
    PlanPaper,
    Reply,
    Step,
    StepKind,
)
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import EmptyState, MessageBar, button, label
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.kit.tables import Column, Line
from ruse_desktop.ui.screens.protocol.ceremonies_groups import choose_group
from ruse_desktop.ui.screens.protocol.ceremonies_papers import save_guests
from ruse_desktop.ui.screens.protocol.ceremonies_verbs import CeremonyVerbs
from ruse_desktop.ui.screens.protocol.city_day_lists import ListPage

if TYPE_CHECKING:
    from ruse_desktop.domain.protocol_plans import LabelSize, PlanLine
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_KINDS = frozenset({"protocol-plans", "events", "stock"})
_TONES = {Reply.WAITING: "judgement", Reply.YES: "met", Reply.NO: "not-met"}


class CeremoniesSection(Section):
    """A plan chosen above; its guests, hours, gifts and materials under it."""

    id = "ceremonies"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        super().__init__(context, shown)
        self.print_text = _("Документ за печат…")
        self.table_text = _("Гостите като таблица…")
        self.plan: Plan | None = None
        self._plan_id: int | None = None
        self.verbs = CeremonyVerbs(self)
        self.plans = QComboBox()
        self.plans.setAccessibleName(_("Протоколен план"))
        self.plans.activated.connect(lambda _n: self._choose())
        self.paper = QComboBox()
        self.paper.setAccessibleName(_("Документ за печат"))
        for one in PlanPaper:
            if one is not PlanPaper.LABELS:
                self.paper.addItem(_(PAPER_NAMES[one]), (str(one), ""))
        self.said = label("", "muted", wrap=True)
        self.message = MessageBar()
        self.lists = QStackedWidget()
        self.choice = QButtonGroup(self)
        self.pages = self._pages()
        self.none = EmptyState(
            "users", _("Още няма протоколен план"),
            _("Създайте събитието в „Календар“, после отворете плана му с Ctrl+N."),
        )  # fmt: skip
        self.whole = QStackedWidget()
        self._build()
        context.tasks.read(
            lambda s: s.protocol_plans.label_sizes(), self._offer_labels, self.message.refuse,
            owner=self,
        )  # fmt: skip
        self.show_list("guests")

    def _pages(self) -> dict[str, ListPage]:
        guests = (
            Column("№", 44), Column(_("Гост"), 200, stretch=True), Column(_("Длъжност"), 200),
            Column(_("Поканен"), 92), Column(_("Отговор"), 86, chip=True), Column(_("С него"), 64),
            Column(_("Място"), 110), Column(_("Венец"), 64),
        )  # fmt: skip
        steps = (
            Column(_("Вид"), 170), Column(_("Ден"), 92), Column(_("Час"), 64),
            Column(_("Действие"), 260, stretch=True), Column(_("Кой"), 160), Column(_("Знамена"), 160),
        )  # fmt: skip
        gifts = (
            Column(_("Подарък"), 240, stretch=True), Column(_("Брой"), 64),
            Column(_("На кого"), 200), Column(_("Дата"), 96),
        )  # fmt: skip
        files = (
            Column(_("Файл"), 240, stretch=True), Column(_("Бележка"), 240), Column(_("Добавен"), 96)
        )  # fmt: skip

        def page(
            name: str, cols: tuple[Column, ...], verbs: list[QPushButton], icon: str, advice: str
        ) -> ListPage:
            return ListPage(self.context, name, cols, verbs, EmptyState(icon, name, advice))

        found = {
            "guests": page(_("Гости"), guests, [
                button(_("Нов гост…"), self.verbs.add_guest), button(_("Отвори…"), self.verbs.edit_guest),
                button(_("Почетните граждани"), self.verbs.invite_honorary),
                button(_("Група от контактите…"), lambda: choose_group(self)),
                button(_("Поканени днес"), self.verbs.mark_invited), button(_("Ред…"), self.verbs.place),
                button(_("Място…"), self.verbs.seat), button(_("Извади"), self.verbs.drop_guest),
            ], "users", _("Добавете гост или поканете почетните граждани (чл. 29).")),
            "steps": page(_("Сценарий и програма"), steps, [
                button(_("Сценарий…"), lambda: self.verbs.edit_steps(StepKind.SCENARIO)),
                button(_("Програма…"), lambda: self.verbs.edit_steps(StepKind.PROGRAMME)),
            ], "calendar-event", _("Напишете със „Сценарий…“ по един ред за всяко действие.")),
            "gifts": page(_("Подаръци"), gifts, [
                button(_("Подари от склада…"), self.verbs.give), button(_("Върни…"), self.verbs.take_back),
            ], "users", _("„Подари от склада…“ изписва подаръка веднага.")),
            "files": page(_("Слова и материали"), files, [
                button(_("Добави файл…"), self.verbs.add_file), button(_("Отвори"), self.verbs.open_file),
            ], "users", _("Добавете слово, списък или снимка.")),
        }  # fmt: skip
        found["guests"].table.opened.connect(lambda _key: self.verbs.edit_guest())
        found["files"].table.opened.connect(lambda _key: self.verbs.open_file())
        return found

    def _build(self) -> None:
        top, second = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.plans, 1)
        top.addWidget(button(_("Покажи в календара"), self.show_event, icon_name="calendar"))
        top.addWidget(button(_("Зала и делегация…"), self.verbs.edit_plan))
        top.addWidget(self.paper)
        top.addWidget(button(_("Покажи за печат…"), self.print_list, icon_name="printer"))
        names = {"guests": _("Гости"), "steps": _("Сценарий и програма"), "gifts": _("Подаръци"),
                 "files": _("Слова и материали")}  # fmt: skip
        for name, page in self.pages.items():
            made = QPushButton(names[name])
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", True)  # noqa: FBT003 - Qt
            made.setObjectName(name)
            made.clicked.connect(lambda _on, name=name: self.show_list(name))
            self.choice.addButton(made)
            second.addWidget(made)
            self.lists.addWidget(page)
        second.addWidget(self.said, 1)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        for row in (top, second):
            row.setSpacing(6)
            box.addLayout(row)
        box.addWidget(self.lists, 1)
        self.whole.addWidget(self.none)
        self.whole.addWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        column.addWidget(self.whole, 1)

    def _offer_labels(self, sizes: Sequence[LabelSize]) -> None:
        for one in sizes:
            name = _("{paper}, {size}").format(
                paper=_(PAPER_NAMES[PlanPaper.LABELS]), size=one.name
            )
            self.paper.addItem(name, (str(PlanPaper.LABELS), one.code))

    # what is in sight

    @property
    def new_text(self) -> str:  # type: ignore[override]  # translated when the section is built
        """What the tab's first button says."""
        return _("Нов план…")

    def show_event(self) -> None:
        """The event of the plan on its day in the calendar."""
        if self.plan is not None:
            self.context.open_record("event", self.plan.event_id)

    def show_list(self, name: str) -> None:
        """Bring one of the lists into sight."""
        self.lists.setCurrentWidget(self.pages[name])
        for one in self.choice.buttons():
            one.setChecked(one.objectName() == name)

    def focus_search(self, text: str = "") -> None:
        """Into the list of guests; there is nothing to filter."""
        del text
        self.pages["guests"].table.setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show this plan."""
        del kind
        self._plan_id = record_id
        self.reload(frozenset())

    def reload(self, kinds: frozenset[str]) -> None:
        """Read the plans, and the chosen one, anew."""
        if kinds and not kinds & _KINDS:
            return
        wanted = self._plan_id

        def read(s: Services) -> tuple[tuple[PlanLine, ...], Plan | None]:
            lines = s.protocol_plans.list()
            known = [one.id for one in lines]
            number = wanted if wanted in known else next(iter(known), None)
            return lines, s.protocol_plans.get(number) if number is not None else None

        self.context.tasks.read(
            read, lambda both: self._show(*both), self.message.refuse, owner=self
        )

    def _show(self, lines: tuple[PlanLine, ...], plan: Plan | None) -> None:
        self.plan = plan
        self.plans.clear()
        for one in lines:
            self.plans.addItem(f"{date_plain(one.on)} · {one.title}", one.id)
        self.whole.setCurrentIndex(1 if plan is not None else 0)
        if plan is None:
            return
        self._plan_id = plan.id
        self.plans.setCurrentIndex(self.plans.findData(plan.id))
        self.said.setText(
            _("Поканени {invited}, потвърдили {coming}, венци {wreaths}, без място {left}").format(
                invited=plan.invited, coming=len(plan.coming), wreaths=len(plan.wreaths),
                left=len(plan.standing) if plan.typed.hall.rows else 0,
            )
        )  # fmt: skip
        seats = {one.guest.id: one.text for one in plan.seats if not one.companion}
        self.pages["guests"].show_lines([_guest_line(one, seats) for one in plan.guests], "")
        steps = [(kind, one) for kind in StepKind for one in plan.steps_of(kind)]
        self.pages["steps"].show_lines(
            [Line(n, _step_texts(kind, one)) for n, (kind, one) in enumerate(steps, 1)], ""
        )
        self.pages["gifts"].show_lines([
            Line(one.id, (one.name, str(one.count), one.receiver, date_plain(one.on)))
            for one in plan.gifts
        ], "")  # fmt: skip
        self.pages["files"].show_lines(
            [Line(one.id, (one.name, one.note, date_plain(one.added_on))) for one in plan.files], ""
        )

    def _choose(self) -> None:
        self._plan_id = int(self.plans.currentData())
        self.reload(frozenset())

    def key(self, name: str) -> int | None:
        """The key of the row chosen in a list."""
        return self.pages[name].table.current_key()

    @property
    def guest(self) -> Guest | None:
        """The guest chosen in the list."""
        key = self.key("guests")
        return next((one for one in self.plan.guests if one.id == key), None) if self.plan else None

    # what a person does, see CeremonyVerbs

    def new(self) -> None:
        """Open the plan of an event."""
        self.verbs.new()

    def print_list(self) -> None:
        """The paper chosen above."""
        self.verbs.show_paper()

    def save_table(self) -> None:
        """The guests as a spreadsheet."""
        save_guests(self)


def _guest_line(one: Guest, seats: dict[int, str]) -> Line:
    by_hand = "*" if one.by_hand else ""
    day = date_plain(one.invited_on) if one.invited_on else ""
    return Line(one.id, (
        f"{one.place}{by_hand}", one.name, one.office, day, _(REPLY_NAMES[one.reply]),
        str(one.companions or ""), seats.get(one.id, ""), _("да") if one.wreath else "",
    ), _TONES[one.reply], (one.place, one.name, one.office, day, one.reply, one.companions,
                           seats.get(one.id, ""), one.wreath))  # fmt: skip


def _step_texts(kind: StepKind, one: Step) -> tuple[str, ...]:
    return (
        _(STEP_KIND_NAMES[kind]), date_plain(one.on) if one.on else "",
        f"{one.starts:%H:%M}" if one.starts else "", one.action, one.who, one.flags,
    )  # fmt: skip
