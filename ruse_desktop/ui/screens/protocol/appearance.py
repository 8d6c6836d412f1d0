"""The dialog of the flag's part in an event: ground, people, checklist, scenario (чл. 12, чл. 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain import flag_appearances as values
from ruse_desktop.domain.flag import OTHER, moment
from ruse_desktop.domain.flag_appearances import (
    ASSISTANTS,
    GROUND,
    Appearance,
    AppearanceInput,
)
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, FindingsList, button, label
from ruse_desktop.ui.kit.dialogs import OverrideDialog
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.protocol.appearance_rows import ScenarioRows, StepRows
from ruse_desktop.ui.screens.protocol.appearance_rules import RulesLine
from ruse_desktop.ui.screens.protocol.city_day_steps import form_of, line_field, text_field
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.findings import Finding, OverrideInput
    from ruse_desktop.domain.flag import FlagRules
    from ruse_desktop.domain.flag_appearances import Step
    from ruse_desktop.services.facade import Services


@dataclass(frozen=True)
class AppearanceState:
    """What the dialog begins with; `usual` are the usual steps of each ground."""

    found: Appearance
    rules: FlagRules
    usual: dict[str, tuple[Step, ...]]


def read_appearance(services: Services, event_id: int) -> AppearanceState:
    """What is known of the flag's part in an event."""
    found = services.flag_appearances.get(event_id)
    rules = services.flag_appearances.rules(found.event.when.on)
    codes = [*(one.code for one in rules.grounds), OTHER]
    usual = {code: services.flag_regulations.usual_steps(code) for code in codes}
    return AppearanceState(found, rules, usual)


class AppearanceDialog(SavingDialog):
    """Everything of one appearance, in four pages; the act is quoted as one chooses."""

    def __init__(self, parent: QWidget, context: ScreenContext, state: AppearanceState) -> None:
        super().__init__(parent, context, _("Участие на знамето"), _("Запази участието"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(760), px(690))
        self._state = state
        self._typed = state.found.typed
        self._found: tuple[Finding, ...] | None = None
        self._head()
        self.pages = QTabWidget()
        self.pages.setAccessibleName(_("Участие на знамето"))
        self.pages.addTab(self._page_ground(), _("Основание"))
        self.pages.addTab(self._page_people(), _("Хора и ред"))
        self.pages.addTab(self._page_steps(), "")
        self.pages.addTab(self._page_scenario(), _("Сценарий"))
        self.column.addWidget(self.pages, 1)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        self._listen()
        self._check()

    # how it is built

    def _head(self) -> None:
        found = self._state.found
        self.column.addWidget(label(found.event.title, "heading", wrap=True))
        said = _("{begins}. Знамето се взима на {taken}, връща се на {back}.").format(
            begins=moment(found.event.when.begin), taken=moment(found.taken_at),
            back=moment(found.back_at),
        )  # fmt: skip
        self.column.addWidget(label(said, "muted", wrap=True))
        self.rules = RulesLine(self._context, self.message.refuse)
        self.rules.show_rules(found.rules, found.event.when.on)
        self.column.addWidget(self.rules)

    def _page_ground(self) -> QWidget:
        typed = self._typed
        self.ground = QComboBox()
        self.ground.setAccessibleName(_("Случай"))
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.addItem(_("Изберете…"), "")
        for one in self._state.rules.grounds:
            self.ground.addItem(one.text, one.code)
        self.ground.addItem(_("Извън случаите, с отклонение"), OTHER)
        self.ground.setCurrentIndex(max(0, self.ground.findData(typed.ground)))
        self.motive = text_field(_("Мотив"), typed.motive)
        self.decided_by = line_field(_("Кой е решил"), typed.decided_by)
        self.council_ref = line_field(_("Покана, дневен ред"), typed.council_ref)
        self.ok_by = line_field(_("Държавен протокол: потвърдил"), typed.protocol_ok_by)
        self.ok_on = DateField(today=self._context.clock.today, name=_("Потвърдено на"))
        self.ok_on.set_date(typed.protocol_ok_on)
        self.ready = QCheckBox(_("Готово: подготовката е завършена"))
        self.ready.setChecked(typed.ready)
        self.ground_form = form_of(
            self.ground, self.motive, self.decided_by, self.council_ref, self.ok_by, self.ok_on
        )
        self.ground_form.addRow("", self.ready)
        return _paged(self.ground_form)

    def _page_people(self) -> QWidget:
        typed = self._typed
        self.bearer = line_field(_("Знаменосец"), typed.bearer)
        names = (*typed.assistants, *("",) * ASSISTANTS)[: max(ASSISTANTS, len(typed.assistants))]
        self.assistants = [
            line_field(_("Асистент {n}").format(n=n), name) for n, name in enumerate(names, 1)
        ]
        self.guard = line_field(_("Охрана, караул"), typed.guard)
        self.order = text_field(_("Ред сред другите знамена"), typed.order)
        self.moment = line_field(_("Внасяне и изнасяне"), typed.moment)
        self.anthem = line_field(_("Химн"), typed.anthem)
        self.dress = line_field(_("Облекло"), typed.dress)
        self.contact = line_field(_("За връзка"), typed.contact)
        return _paged(
            form_of(
                self.bearer, *self.assistants, self.guard, self.order, self.moment, self.anthem,
                self.dress, self.contact,
            )
        )  # fmt: skip

    def _page_steps(self) -> QWidget:
        self.steps = StepRows()
        self.steps.show_steps(self._typed.steps)
        self.steps.beside.addWidget(button(_("Обичайните стъпки"), self._usual))
        self.steps.beside.addWidget(button(_("Запомни като обичайни"), self._keep_usual))
        return _paged(self.steps)

    def _page_scenario(self) -> QWidget:
        self.scenario = ScenarioRows(self._typed.scenario)
        self.scenario.beside.addWidget(
            button(_("Сценарий за печат…"), self._print, icon_name="printer")
        )
        return _paged(self.scenario)

    def _listen(self) -> None:
        self.ground.currentIndexChanged.connect(lambda _n: self._ground_chosen())
        self.motive.textChanged.connect(self._check)
        for line in (self.decided_by, self.ok_by, self.ok_on):
            line.textChanged.connect(lambda _t: self._check())
        self.ready.toggled.connect(lambda _on: self._check())
        self.steps.changed.connect(self._check)
        self.scenario.changed.connect(self._check)

    # what is typed

    @property
    def asked(self) -> AppearanceInput:
        """What is typed now."""
        code = str(self.ground.currentData())
        judged = self._judged(code)
        return AppearanceInput(
            code,
            self.motive.toPlainText().strip() if judged else "",
            self.decided_by.text().strip() if judged else "",
            self.council_ref.text().strip(),
            self.bearer.text().strip(),
            tuple(text for one in self.assistants if (text := one.text().strip())),
            self.guard.text().strip(),
            self.order.toPlainText().strip(),
            self.moment.text().strip(),
            self.anthem.text().strip(),
            self.dress.text().strip(),
            self.contact.text().strip(),
            self.steps.steps(),
            self.scenario.items(),
            self.ok_by.text().strip(),
            self.ok_on.date(),
            self.ready.isChecked(),
        )

    def _judged(self, code: str) -> bool:
        ground = self._state.rules.ground(code)
        return ground is not None and ground.judged

    def _ground_chosen(self) -> None:
        if not any(one.done for one in self.steps.steps()):
            self._usual()
        self._check()

    def _usual(self) -> None:
        """The usual steps of the ground; those ticked already stay ticked."""
        done = {one.text for one in self.steps.steps() if one.done}
        usual = self._state.usual.get(str(self.ground.currentData()), ())
        self.steps.show_steps([values.Step(one.text, one.text in done) for one in usual])

    def _keep_usual(self) -> None:
        """Let later appearances on this ground begin with these steps."""
        asked = self.asked

        def kept(_none: None) -> None:
            self._state.usual[asked.ground] = asked.steps
            self._context.notify(_("Следващите участия в този случай започват с тези стъпки."))

        self._context.tasks.write(
            lambda s: s.flag_regulations.keep_usual(asked.ground, asked.steps, actor=s.actor),
            kept, self.message.refuse, owner=self,
        )  # fmt: skip

    def _check(self) -> None:
        asked = self.asked
        for field in (self.motive, self.decided_by):
            self.ground_form.setRowVisible(field, self._judged(asked.ground))
        said = _("Подготовка {ticked}") if asked.steps else _("Подготовка")
        self.pages.setTabText(2, said.format(ticked=asked.ticked))
        found: tuple[Finding, ...] = ()
        if asked.ground:
            found = values.findings(asked, self._state.rules, self._state.found.exception)
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        lacking = self.scenario.fault
        if self.ok_on.wrong:
            lacking = _("Датата на потвърждението не е дата.")
        if not asked.ground:
            lacking = _("Изберете случая.")
        self.hint.setText(lacking)
        stopped = any(one.blocking and not one.overridable for one in found)
        self.do.setEnabled(not lacking and not stopped)

    # what it does

    def save(self) -> None:
        """Keep it; outside чл. 12 a reason and a document are asked for."""
        self._keep(None)

    def _keep(self, override: OverrideInput | None) -> None:
        asked, event_id = self.asked, self._state.found.event_id
        self._write(
            lambda s: s.flag_appearances.save(event_id, asked, actor=s.actor, override=override)
        )

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        if not isinstance(error, Refused) or error.code != GROUND:
            return
        asked, day = self.asked, self._state.found.event.when.on

        def ask(told: tuple[Finding | None, str]) -> None:
            finding, article = told
            if finding is None:
                return
            context = self._context
            dialog = OverrideDialog(self, finding, article, context.clock.today, context.actor.name)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self._keep(dialog.written()))
            dialog.open()

        self._context.tasks.read(
            lambda s: s.flag_appearances.question(asked, day), ask, self.message.refuse, owner=self
        )

    def _print(self) -> None:
        asked, event_id = self.asked, self._state.found.event_id
        self._context.tasks.read(
            lambda s: s.flag_appearances.scenario(event_id, asked),
            lambda pdf: PdfDialog(
                self, pdf, _("Сценарий за участие на знамето"), "stsenariy-zname.pdf"
            ).open(),
            self.message.refuse, owner=self,
        )  # fmt: skip


def _paged(inner: QWidget | QFormLayout) -> QScrollArea:
    """A page that scrolls when it is longer than the dialog."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 12, 12, 8)
    if isinstance(inner, QWidget):
        column.addWidget(inner)
    else:
        column.addLayout(inner)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
