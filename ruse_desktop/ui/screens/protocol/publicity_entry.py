"""Entering a publication or a campaign, and the day an office agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from ruse_desktop.domain.campaigns import (
    FORM_NAMES,
    FORMS,
    KIND_NAMES,
    OFFICE_NAMES,
    OFFICES,
    Campaign,
    CampaignInput,
    Form,
    Kind,
    Offer,
    Office,
)
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, label
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

_TEXTS = ("title", "medium", "reference", "responsible", "note")


class CampaignDialog(SavingDialog):
    """A new publication or campaign, or the correction of an old one."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        offers: Sequence[Offer],
        old: Campaign | None = None,
    ) -> None:
        title = _("Поправка на „{name}“").format(name=old.typed.title) if old else _("Оповестяване")
        super().__init__(parent, context, title, _("Запази") if old else _("Впиши"))
        self._old = old
        self.setMinimumWidth(px(640))
        today = context.clock.today
        self.kind = _box(_("Вид"))
        for kind in FORMS:
            self.kind.addItem(_(KIND_NAMES[kind]), str(kind))
        self.form = _box(_("Форма"))
        self.title = _line(_("Какво"))
        self.on = DateField(today=today, name=_("Ден"))
        self.until = DateField(today=today, name=_("До ден"))
        self.until.setPlaceholderText(_("празно – един ден"))
        self.medium = _line(_("Къде"))
        self.about = _box(_("За"))
        self._offers: tuple[Offer, ...] = tuple(offers)
        self.agreed = {
            office: DateField(today=today, name=_("Съгласувал {office}").format(office=_(name)))
            for office, name in OFFICE_NAMES.items()
        }
        self.reference = _line(_("Препратка"))
        self.reference.setPlaceholderText(_("адрес в интернет, брой, място на изрезката"))
        self.responsible = _line(_("Отговаря"))
        self.note = _line(_("Бележка"))
        self._build()
        self._show(old)
        for name in _TEXTS:
            getattr(self, name).textChanged.connect(lambda _text: self._check())
        for day in (self.on, self.until, *self.agreed.values()):
            day.textChanged.connect(lambda _text: self._check())
        self.kind.currentIndexChanged.connect(lambda _n: self._suit())
        self._check()

    def _build(self) -> None:
        self.rows = QFormLayout()
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        days = QHBoxLayout()
        days.addWidget(self.on)
        self.until_name = label(self.until.accessibleName())
        for one in (self.until_name, self.until):
            days.addWidget(one)
        days.addStretch(1)
        for field in (self.kind, self.form, self.title):
            self.rows.addRow(field.accessibleName(), field)
        self.rows.addRow(self.on.accessibleName(), days)
        for field in (self.medium, self.about):
            self.rows.addRow(field.accessibleName(), field)
        for day in self.agreed.values():
            self.rows.addRow(day.accessibleName(), day)
        for field in (self.reference, self.responsible, self.note):
            self.rows.addRow(field.accessibleName(), field)
        self.column.addLayout(self.rows)

    def _show(self, old: Campaign | None) -> None:
        if old is not None:
            typed = old.typed
            self.kind.setCurrentIndex(self.kind.findData(str(typed.kind)))
            self.kind.setEnabled(False)
            for name in _TEXTS:
                getattr(self, name).setText(getattr(typed, name))
            self.on.set_date(typed.on)
            self.until.set_date(typed.until)
            for office, field in self.agreed.items():
                field.set_date(typed.agreed.get(office))
            mine = Offer(old.about, typed.event_id, typed.edition_id)
            if old.about and all(_key(one) != _key(mine) for one in self._offers):
                self._offers = (mine, *self._offers)
        self.about.addItem(_("нищо определено"))
        for one in self._offers:
            self.about.addItem(one.text)
            if old is not None and _key(one) == (old.typed.event_id, old.typed.edition_id):
                self.about.setCurrentIndex(self.about.count() - 1)
        self._suit()
        if old is not None:
            self.form.setCurrentIndex(self.form.findData(str(old.typed.form)))

    @property
    def _kind(self) -> Kind:
        return Kind(self.kind.currentData())

    def _suit(self) -> None:
        """Show what the kind asks for."""
        kind = self._kind
        campaign = kind is Kind.CAMPAIGN
        self.form.clear()
        for one in FORMS[kind]:
            self.form.addItem(_(FORM_NAMES[one]), str(one))
        for widget in (self.until_name, self.until):
            widget.setVisible(campaign)
        for office, day in self.agreed.items():
            self.rows.setRowVisible(day, office in OFFICES[kind])
        self.medium.setPlaceholderText(
            _("зала, площад, медия") if campaign else _("вестник, сайт, табло, радио")
        )
        self._check()

    @property
    def typed(self) -> CampaignInput:
        """What is typed now."""
        kind, place = self._kind, self.about.currentIndex() - 1
        about = self._offers[place] if place >= 0 else Offer("")
        days = {one: self.agreed[one].date() for one in OFFICES[kind]}
        return CampaignInput(
            kind=kind, form=Form(self.form.currentData()), on=self.on.date(),
            until=self.until.date() if kind is Kind.CAMPAIGN else None,
            event_id=about.event_id, edition_id=about.edition_id,
            agreed={one: day for one, day in days.items() if day is not None},
            **{name: getattr(self, name).text().strip() for name in _TEXTS},
        )  # fmt: skip

    def _check(self) -> None:
        if self.form.count() == 0:
            return
        typed = self.typed
        wrong = any(day.wrong for day in (self.on, self.until, *self.agreed.values()))
        campaign = typed.kind is Kind.CAMPAIGN
        needs = (
            (typed.title, _("Напишете какво се оповестява.")),
            (not wrong, _("Поправете датата.")),
            (typed.on, _("Впишете деня.")),
            (typed.medium or campaign, _("Напишете къде излиза.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        ready = (
            _("Съгласува се по ред: директор, зам.-кмет, кмет (функция 33).")
            if campaign
            else _("Съгласува се с директора или зам.-кмета (функция 11).")
        )
        self.hint.setText(lacking or ready)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.campaigns.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.campaigns.correct(number, typed, actor=s.actor))


class AgreeDialog(SavingDialog):
    """Which office agreed, and when."""

    def __init__(self, parent: QWidget, context: ScreenContext, campaign: Campaign) -> None:
        super().__init__(parent, context, _("Съгласуване"), _("Впиши съгласуването"))
        self._campaign = campaign
        self.column.addWidget(label(f"„{campaign.typed.title}“", "heading", wrap=True))
        self.office = _box(_("Съгласувал"))
        for one in campaign.awaited:
            self.office.addItem(_(OFFICE_NAMES[one]), str(one))
        self.on = DateField(today=context.clock.today, name=_("На"))
        self.on.set_date(context.clock.today())
        form = QFormLayout()
        for field in (self.office, self.on):
            form.addRow(field.accessibleName(), field)
        self.column.addLayout(form)
        self.on.textChanged.connect(lambda _text: self._check())
        self.office.currentIndexChanged.connect(lambda _n: self._check())
        self._check()

    def _check(self) -> None:
        on: date | None = self.on.date()
        self.do.setEnabled(on is not None)
        skipped = self._campaign.awaited[: self.office.currentIndex()]
        said = ""
        if on is None:
            said = _("Впишете деня.")
        elif skipped and self._campaign.typed.kind is Kind.CAMPAIGN:
            said = _("Преди това липсва: {offices} (функция 33).").format(
                offices=", ".join(_(OFFICE_NAMES[one]) for one in skipped)
            )
        self.hint.setText(said)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, office = self.on.date(), Office(self.office.currentData())
        number = self._campaign.id
        if on is not None:
            self._write(lambda s: s.campaigns.agree(number, office, on, actor=s.actor))


def _key(one: Offer) -> tuple[int | None, int | None]:
    return one.event_id, one.edition_id


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
