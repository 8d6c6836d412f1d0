"""The section „Церемонии“: plans of events with guests, seats, scenario, visit, papers (функции 13, 34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
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
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.sections import Section
from ruse_desktop.ui.kit.tables import Column, Line
from ruse_desktop.ui.screens.protocol.ceremonies_dialogs import (
    GiftDialog,
    GuestDialog,
    OpenPlanDialog,
    PlanDialog,
)
from ruse_desktop.ui.screens.protocol.ceremonies_steps import read_steps, steps_text
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
        self.plan: Plan | None = None
        self._plan_id: int | None = None
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
                button(_("Нов гост…"), self.add_guest), button(_("Отвори…"), self.edit_guest),
                button(_("Почетните граждани"), self.invite_honorary),
                button(_("Поканени днес"), self.mark_invited), button(_("Ред…"), self.place),
                button(_("Място…"), self.seat), button(_("Извади"), self.drop_guest),
            ], "users", _("Добавете гост или поканете почетните граждани (чл. 29).")),
            "steps": page(_("Сценарий и програма"), steps, [
                button(_("Сценарий…"), lambda: self.edit_steps(StepKind.SCENARIO)),
                button(_("Програма…"), lambda: self.edit_steps(StepKind.PROGRAMME)),
            ], "calendar-event", _("Напишете със „Сценарий…“ по един ред за всяко действие.")),
            "gifts": page(_("Подаръци"), gifts, [
                button(_("Подари от склада…"), self.give), button(_("Върни…"), self.take_back),
            ], "users", _("„Подари от склада…“ изписва подаръка веднага.")),
            "files": page(_("Слова и материали"), files, [
                button(_("Добави файл…"), self.add_file), button(_("Отвори"), self.open_file),
            ], "users", _("Добавете слово, списък или снимка.")),
        }  # fmt: skip
        found["guests"].table.opened.connect(lambda _key: self.edit_guest())
        found["files"].table.opened.connect(lambda _key: self.open_file())
        return found

    def _build(self) -> None:
        top, second = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.plans, 1)
        top.addWidget(button(_("Зала и делегация…"), self.edit_plan))
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

    def _key(self, name: str) -> int | None:
        return self.pages[name].table.current_key()

    @property
    def guest(self) -> Guest | None:
        """The guest chosen in the list."""
        key = self._key("guests")
        return next((one for one in self.plan.guests if one.id == key), None) if self.plan else None

    def _write(self, work: Callable[[Services], object]) -> None:
        self.context.tasks.write(
            work, lambda _made: self.reload(frozenset()), self.message.refuse, owner=self
        )

    def _ask(self, title: str, question: str, text: str = "", least: int = 0) -> str | None:
        dialog = TextDialog(self, title, question, _("Запиши"), least=least, text=text)
        return dialog.text() if dialog.exec() else None

    # what a person does

    def new(self) -> None:
        """Open the plan of an event."""

        def ask(events: tuple[tuple[int, str, object], ...]) -> None:
            dialog = OpenPlanDialog(self, self.context, events)  # type: ignore[arg-type]  # days

            def done() -> None:
                if isinstance(dialog.saved, int):
                    self.open_record("protocol-plan", dialog.saved)

            dialog.accepted.connect(done)
            dialog.open()

        self.context.tasks.read(
            lambda s: s.protocol_plans.without_plan(), ask, self.message.refuse, owner=self
        )

    def add_guest(self) -> None:
        """A new guest."""
        self._guest_dialog(None)

    def edit_guest(self) -> None:
        """The chosen guest."""
        if self.guest is not None:
            self._guest_dialog(self.guest)

    def _guest_dialog(self, guest: Guest | None) -> None:
        plan = self.plan
        if plan is None:
            return
        self.context.tasks.read(
            lambda s: (s.protocol_plans.ranks(), s.people.people()),
            lambda lists: self._open(GuestDialog(self, self.context, plan, lists, guest)),
            self.message.refuse, owner=self,
        )  # fmt: skip

    def _open(self, dialog: GuestDialog | PlanDialog | GiftDialog) -> None:
        dialog.accepted.connect(lambda: self.reload(frozenset()))
        dialog.open()

    def edit_plan(self) -> None:
        """Hall, music, delegation."""
        if self.plan is not None:
            self._open(PlanDialog(self, self.context, self.plan))

    def invite_honorary(self) -> None:
        """The living honorary citizens."""
        plan = self.plan
        if plan is not None:
            self._write(lambda s: s.protocol_plans.invite_honorary(plan.id, actor=s.actor))

    def mark_invited(self) -> None:
        """The invitations went out today."""
        plan, today = self.plan, self.context.clock.today()
        if plan is not None:
            self._write(lambda s: s.protocol_plans.mark_invited(plan.id, today, actor=s.actor))

    def drop_guest(self) -> None:
        """Out of the list."""
        guest = self.guest
        if guest is not None:
            self._write(lambda s: s.protocol_plans.drop_guest(guest.id, actor=s.actor))

    def place(self) -> None:
        """Another place in the order, with the reason after it; empty returns to the rank."""
        guest = self.guest
        if guest is None:
            return
        question = _("Пореден номер и причина, например „3 личен гост на кмета“; празно – по ранг.")
        text = self._ask(_("Място по старшинство"), question)
        if text is None:
            return
        number, _space, why = text.strip().partition(" ")
        place = int(number) if number.isdecimal() else None
        if text.strip() and place is None:
            self.message.tell(_("Започнете с поредния номер."))
            return
        self._write(
            lambda s: s.protocol_plans.place_by_hand(guest.id, place, actor=s.actor, reason=why)
        )

    def seat(self) -> None:
        """A fixed seat."""
        guest = self.guest
        if guest is None:
            return
        question = _("Ред и място като 2/7; празно – по реда.")
        text = self._ask(_("Място в залата"), question, guest.fixed_seat)
        if text is not None:
            self._write(lambda s: s.protocol_plans.seat_by_hand(guest.id, text, actor=s.actor))

    def edit_steps(self, kind: StepKind) -> None:
        """The rows of one kind as lines of text."""
        plan = self.plan
        if plan is None:
            return
        question = _("По един ред: [дата] час | действие | кой | знамена")
        text = self._ask(_(STEP_KIND_NAMES[kind]), question, steps_text(plan.steps_of(kind)))
        if text is not None:
            steps = read_steps(text, kind)
            self._write(lambda s: s.protocol_plans.save_steps(plan.id, kind, steps, actor=s.actor))

    def give(self) -> None:
        """A gift from the stock."""
        plan = self.plan
        if plan is not None:
            self.context.tasks.read(
                lambda s: s.stock.lines(),
                lambda lines: self._open(GiftDialog(self, self.context, plan, lines)),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def take_back(self) -> None:
        """A gift entered by mistake."""
        key = self._key("gifts")
        why = (
            self._ask(_("Връщане в склада"), _("Защо подаръкът се връща?"), least=3)
            if key
            else None
        )
        if key is not None and why:
            self._write(lambda s: s.protocol_visits.take_back(key, why, actor=s.actor))

    def add_file(self) -> None:
        """A speech or other material."""
        plan = self.plan
        path = ask_open(self, _("Слово или материал"), _("Всички файлове (*)")) if plan else None
        if plan is not None and path is not None:
            self._write(lambda s: s.protocol_visits.add_file(plan.id, path, actor=s.actor))

    def open_file(self) -> None:
        """The chosen file in its own program."""
        key = self._key("files")
        if key is not None:
            self.context.tasks.read(
                lambda s: s.protocol_visits.path(key),
                lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
                self.message.refuse, owner=self,
            )  # fmt: skip

    def print_list(self) -> None:
        """The paper chosen above."""
        plan = self.plan
        if plan is None:
            return
        chosen, size = self.paper.currentData()
        which = PlanPaper(chosen)

        def render() -> bytes:
            from ruse_desktop.services import protocol_papers

            return protocol_papers.pdf(plan, which, size)

        name = _(PAPER_NAMES[which])
        self.context.tasks.compute(
            render, lambda pdf: PdfDialog(self, pdf, name, f"{which}.pdf").open(),
            self.message.refuse, owner=self,
        )  # fmt: skip

    def save_table(self) -> None:
        """The precedence list is on paper only."""
        self.print_list()


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
