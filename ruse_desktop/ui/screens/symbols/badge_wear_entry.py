"""Entering who holds a position, giving him a badge, saying what became of it; the list for a feast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from ruse_desktop.domain import badge as values
from ruse_desktop.domain.badge_records import (
    CLOSING_NAMES,
    Closing,
    Position,
    Term,
    TermInput,
    WearInput,
)
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key
from ruse_desktop.ui.kit.basics import DateField, FindingsList, label
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.symbols.badge_pane import BadgeState, box, line
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.domain.badge_records import BadgeDay
    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.services.facade import Services


class TermDialog(SavingDialog):
    """Who holds which position; a new position is marked with its group here."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        state: BadgeState,
        positions: Sequence[Position],
        old: Term | None = None,
    ) -> None:
        title = _("Поправка: {name}").format(name=old.name) if old else _("Ново длъжностно лице")
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши"))
        self._old = old
        self._positions = {search_key(one.name): one for one in positions}
        self.setMinimumWidth(px(640))
        today = context.clock.today
        self.name = line(_("Име"))
        self.position = box(_("Длъжност"), [(one.name, one.name) for one in positions])
        self.position.setEditable(True)
        self.position.setCurrentIndex(-1)
        self.group = _groups(state)
        self.group_of = label("", "muted", wrap=True)
        self.since = DateField(today=today, name=_("На длъжност от"))
        self.until = DateField(today=today, name=_("До"))
        self.until.setPlaceholderText(_("още е на длъжност"))
        self.note = line(_("Бележка"))
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.name, self.position, self.group):
            self.form.addRow(field.accessibleName(), field)
        self.form.addRow("", self.group_of)
        for field in (self.since, self.until, self.note):
            self.form.addRow(field.accessibleName(), field)
        self.column.addLayout(self.form)
        self._state = state
        if old is not None:
            self.name.setText(old.name)
            self.position.setEditText(old.position.name)
            self.since.set_date(old.since)
            self.until.set_date(old.until)
            self.note.setText(old.note)
        for field in (self.name, self.since, self.until, self.note):
            field.textChanged.connect(lambda _text: self._check())
        self.position.editTextChanged.connect(lambda _text: self._check())
        self._check()
        self.name.setFocus()

    @property
    def typed(self) -> TermInput:
        """What is typed now."""
        return TermInput(
            self.name.text().strip(), self.position.currentText().strip(), self.since.date(),
            self.until.date(), str(self.group.currentData()), self.note.text().strip(),
        )  # fmt: skip

    def _check(self) -> None:
        typed = self.typed
        known = self._positions.get(search_key(typed.position))
        self.form.setRowVisible(self.group, known is None)
        self.form.setRowVisible(self.group_of, known is not None)
        if known is not None:
            group = self._state.rules.group(known.group)
            self.group_of.setText(
                group.full if group else _("длъжността е извън групите на чл. 16")
            )
        since, until = typed.since, typed.until
        needs = (
            (typed.name, _("Впишете името.")),
            (typed.position, _("Впишете длъжността.")),
            (since, _("Впишете от кой ден е на длъжност.")),
            (not self.until.wrong, _("Поправете датата.")),
            (not since or not until or since <= until, _("Последният ден е преди първия.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.badge_wearers.appoint(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.badge_wearers.correct(number, typed, actor=s.actor))


class PositionDialog(SavingDialog):
    """To which group of чл. 16 a position belongs: т. 3 does not list those of management."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, position: Position
    ) -> None:
        super().__init__(parent, context, _("Длъжност по чл. 16"), _("Отбележи"))
        self._position = position
        self.setMinimumWidth(px(620))
        self.column.addWidget(label(position.name, "heading", wrap=True))
        said = _("Важи за всички, които заемат длъжността. Кои длъжности са ръководни, текстът не изброява.")  # fmt: skip
        self.column.addWidget(label(said, "muted", wrap=True))
        self.group = _groups(state)
        self.group.setCurrentIndex(max(0, self.group.findData(position.group)))
        form = QFormLayout()
        form.addRow(_("Група"), self.group)
        self.column.addLayout(form)

    def save(self) -> None:
        """Write the mark."""
        number, group = self._position.id, str(self.group.currentData())
        self._write(lambda s: s.badge_wearers.mark_position(number, group, actor=s.actor))


class IssueDialog(SavingDialog):
    """When and by which paper a badge is given; a reason where the act does not provide for it."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, term: Term
    ) -> None:
        super().__init__(parent, context, _("Издаване на значка за носене"), _("Издай"))
        self._state, self._term = state, term
        self._found: tuple[Finding, ...] | None = None
        self.setMinimumWidth(px(640))
        self.column.addWidget(label(f"{term.name}, {term.position.name}", "heading", wrap=True))
        meant = state.rules.meant(state.rules.wear)
        there = next((one for one in state.lines if one.variant == meant), None)
        self._numbered = there is not None and there.line.kind.numbered
        if there is not None:
            said = _("Налични: {n} ({variant})").format(
                n=there.line.available, variant=there.variant.name
            )
            self.column.addWidget(label(said, "muted"))
        self.day = DateField(today=context.clock.today, name=_("Издадена на"))
        self.day.set_date(context.clock.today())
        self.document = line(_("Документ"), _("списък, протокол №"))
        self.serial = line(_("Номер на значката"))
        self.reason = line(_("Причина"))
        self.form = QFormLayout()
        for field in (self.day, self.document, self.serial, self.reason):
            self.form.addRow(field.accessibleName(), field)
            field.textChanged.connect(lambda _text: self._check())
        self.form.setRowVisible(self.serial, self._numbered)
        self.column.addLayout(self.form)
        self.findings = FindingsList(context.show_article)
        self.column.addWidget(self.findings)
        self._check()
        self.day.setFocus()

    def _check(self) -> None:
        day, term = self.day.date(), self._term
        found = values.judge_wear(
            term.position.name, term.position.group, self._state.rules,
            in_office=day is None or term.in_office(day),
        )  # fmt: skip
        if found != self._found:
            self._found = found
            self.findings.show_findings(found)
        asks = values.needs_reason(found)
        self.form.setRowVisible(self.reason, asks)
        least = self._state.least
        needs = (
            (day, _("Впишете деня.")),
            (not self._numbered or self.serial.text().strip(), _("Впишете номера на значката.")),
            (
                not asks or len(self.reason.text().strip()) >= least,
                _("Запишете причината в поне {n} знака или я дайте като почетен знак.").format(
                    n=least
                ),
            ),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; what the stock refuses is shown here."""
        number = self._term.id
        reason = self.reason.text().strip() if values.needs_reason(self._found or ()) else ""
        typed = WearInput(
            self.day.date(), self.document.text().strip(), self.serial.text().strip(), reason
        )
        self._write(lambda s: s.badge_wearers.issue(number, typed, actor=s.actor))


class CloseDialog(SavingDialog):
    """Whether a badge came back, was left to its holder or lost."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, state: BadgeState, term: Term
    ) -> None:
        super().__init__(parent, context, _("Какво стана със значката"), _("Впиши"))
        self._term, self._least = term, state.least
        wear = term.open
        since = date_short(wear.on) if wear else ""
        said = _("{name}: значка, издадена на {day}").format(name=term.name, day=since)
        self.column.addWidget(label(said, "heading", wrap=True))
        self.how = box(
            _("Значката е"), [(str(how), _(name)) for how, name in CLOSING_NAMES.items()]
        )
        self.day = DateField(today=context.clock.today, name=_("На"))
        self.day.set_date(context.clock.today())
        self.reason = line(_("Причина"))
        form = QFormLayout()
        for field in (self.how, self.day, self.reason):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        note = _("Наредбата не урежда връщането, когато мандатът изтече; решава службата.")
        self.column.addWidget(label(note, "muted", wrap=True))
        self.how.currentIndexChanged.connect(lambda _n: self._check())
        self.day.textChanged.connect(lambda _text: self._check())
        self.reason.textChanged.connect(lambda _text: self._check())
        self._check()

    def _check(self) -> None:
        asks = self.how.currentData() != Closing.RETURNED
        short = asks and len(self.reason.text().strip()) < self._least
        lacking = "" if self.day.date() else _("Впишете деня.")
        if short:
            lacking = _("Запишете причината в поне {n} знака.").format(n=self._least)
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        wear, day = self._term.open, self.day.date()
        if wear is None or day is None:
            return
        number, how, why = wear.id, Closing(self.how.currentData()), self.reason.text().strip()
        self._write(lambda s: s.badge_wearers.close(number, how, on=day, reason=why, actor=s.actor))


class DayDialog(SavingDialog):
    """For which feast the list of those who wear the badge is printed."""

    def __init__(self, parent: QWidget, context: ScreenContext, days: Sequence[BadgeDay]) -> None:
        super().__init__(parent, context, _("Напомняне за празник"), _("Покажи списъка"))
        self._days = tuple(days)
        self.setMinimumWidth(px(600))
        items = [
            (str(n), _("{day} – {name}").format(day=date_short(one.on), name=one.name))
            for n, one in enumerate(self._days)
        ]
        self.feast = box(_("Празник"), items, _("друг ден"))
        self.day = DateField(today=context.clock.today, name=_("Ден"))
        self.name = line(_("Повод"), _("тържество, ритуал"))
        form = QFormLayout()
        for field in (self.feast, self.day, self.name):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        said = _("В списъка са лицата по чл. 16, които са на длъжност в този ден.")
        self.column.addWidget(label(said, "muted", wrap=True))
        self.feast.currentIndexChanged.connect(lambda _n: self._choose())
        self.day.textChanged.connect(lambda _text: self.do.setEnabled(self.day.date() is not None))
        self.feast.setCurrentIndex(1 if items else 0)
        self.do.setEnabled(self.day.date() is not None)

    def _choose(self) -> None:
        chosen = str(self.feast.currentData())
        if chosen:
            self.day.set_date(self._days[int(chosen)].on)
            self.name.setText(self._days[int(chosen)].name)
            self.name.setCursorPosition(0)

    def save(self) -> None:
        """Show the list."""
        day, name = self.day.date(), self.name.text().strip()
        if day is None:
            return

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(services.badge_wear_lists.reminder(day, name))

        def show(pdf: bytes) -> None:
            self.accept()
            title = _("Напомняне за {day}").format(day=date_short(day))
            file_name = f"znachka-{day.isoformat()}.pdf"
            PdfDialog(self.parentWidget() or self, pdf, title, file_name).open()

        self._context.tasks.read(work, show, self.message.refuse, owner=self)


def _groups(state: BadgeState) -> QComboBox:
    groups = [(one.code, one.full) for one in state.rules.groups]
    return box(_("Група по чл. 16"), groups, _("извън групите – не носи значка"))
