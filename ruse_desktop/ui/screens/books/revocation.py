"""The dialog of a revocation: ground, proof, the council's vote; or any act where no rule exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from ruse_desktop.domain.book_revocation import CouncilVote, RevocationInput, RevocationPlan
from ruse_desktop.domain.books import Act, EntryDetail
from ruse_desktop.domain.revocation import RevocationFacts
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import DateField, label, mark
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog, act_kinds
from ruse_desktop.ui.screens.books.passing import Passing
from ruse_desktop.ui.screens.books.proofs import Proofs, beside, number, number_in, row_name

if TYPE_CHECKING:
    from ruse_desktop.domain.deadlines import WorkingDays

_LEAST_REASON = 15
_GROUND = 520


class RevocationDialog(SavingDialog):
    """Asks what the act asks; shows at once what is missing and until when things are returned."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        entry: EntryDetail,
        plan: RevocationPlan,
        calendar: WorkingDays,
    ) -> None:
        super().__init__(parent, context, _("Отнемане"), _("Впиши отнемането"))
        self._entry, self._plan, self._calendar = entry, plan, calendar
        self.setMinimumWidth(720)
        row = entry.row
        self.column.addWidget(
            label(_("№ {n}, {name}").format(n=row.entry_no, name=row.name), "heading", wrap=True)
        )
        if plan.rule is None:
            self.column.addWidget(
                label(
                    _(
                        "Наредбата не урежда отнемане на това отличие. Вписва се по акт и с "
                        "причина; записът остава."
                    ),
                    "muted",
                    wrap=True,
                )
            )
        self._build()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        (self._with_rule if plan.rule else self._by_act)(form)
        self.column.addLayout(form)
        self.passing = Passing(self, context, self._check)
        self.passing.edition = plan.edition
        self.passing.setVisible(plan.rule is not None)
        self.column.addWidget(self.passing, 1)
        self._choose()
        (self.ground if plan.rule else self.kind).setFocus()

    def _build(self) -> None:
        today = self._context.clock.today
        self.ground = QComboBox()
        self.ground.setAccessibleName(_("Основание"))
        self.ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ground.addItem(_("Изберете основание"), "")
        for one in self._plan.rule.grounds if self._plan.rule else ():
            self.ground.addItem(f"{one.citation} – {one.name}", one.proof)
        self.ground_name = label("", "muted", wrap=True)
        self.proofs = Proofs(self._context, self._check)
        self.initiator = _named(QLineEdit(), _("По искане на"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Вид на акта"))
        for key, text in act_kinds().items():
            if key:
                self.kind.addItem(text, key)
        self.act_no = _named(QLineEdit(), _("Решение №") if self._plan.rule else _("Акт №"))
        self.act_on = DateField(today=today, name=_("Дата на акта"))
        self.protocol = _named(QLineEdit(), _("Протокол №"))
        self.members = number(_("Съветници"))
        self.members.setText(str(self._plan.members or ""))
        self.present = number(_("Присъстващи"))
        self.in_favour = number(_("Гласове „за“"))
        self.against = number(_("Гласове „против“"))
        self.abstained = number(_("Въздържали се"))
        self.notified = DateField(today=today, name=_("Уведомяване"))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName(_("Причина"))
        self.reason.setFixedHeight(theme.px(56))
        for line in (
            self.initiator, self.act_no, self.act_on, self.protocol, self.members, self.present,
            self.in_favour, self.against, self.abstained, self.notified,
        ):  # fmt: skip
            line.textChanged.connect(lambda _text: self._check())
        self.reason.textChanged.connect(self._check)
        self.ground.currentIndexChanged.connect(lambda _n: self._choose())

    def _with_rule(self, form: QFormLayout) -> None:
        form.addRow(row_name(_("Основание")), self.ground)
        form.addRow("", self.ground_name)
        form.addRow(self.proofs)
        form.addRow(row_name(_("По искане на")), self.initiator)
        form.addRow(
            _("Решение №"),
            beside(self.act_no, label(_("от")), self.act_on, label(_("протокол №")), self.protocol),
        )
        if self._plan.rule and self._plan.rule.majority:
            votes = beside(
                self.present, label(_("от")), self.members, label(_("съветници; „за“")),
                self.in_favour, label(_("„против“")), self.against,
                label(_("въздържали се")), self.abstained,
            )  # fmt: skip
            form.addRow(_("Присъстващи"), votes)
        form.addRow(
            _("Уведомен на"),
            beside(self.notified, label(_("само ако срокът за връщане тече оттогава"), "muted")),
        )

    def _by_act(self, form: QFormLayout) -> None:
        form.addRow(
            _("Акт"), beside(self.kind, label("№"), self.act_no, label(_("от")), self.act_on)
        )
        form.addRow(_("Причина (задължително)"), self.reason)

    def asked(self) -> RevocationInput:
        """What is typed."""
        rule, on, no = self._plan.rule, self.act_on.date(), self.act_no.text().strip()
        kind = rule.act if rule else str(self.kind.currentData())
        protocol = self.protocol.text().strip()
        text = _("{kind} № {no}").format(kind=act_kinds().get(kind, kind).capitalize(), no=no)
        if on:
            text = f"{text}/{date_short(on)}"
        if protocol:
            text = _("{act} по протокол № {no}").format(act=text, no=protocol)
        return RevocationInput(
            Act(kind, no, on, text),
            self.reason.toPlainText().strip(),
            self.initiator.text().strip(),
            protocol,
            self.proofs.fill(RevocationFacts(ground=self.ground.currentIndex())),
            CouncilVote(
                number_in(self.members) or 0,
                number_in(self.present),
                number_in(self.in_favour),
                number_in(self.against),
                number_in(self.abstained),
            ),
            self.notified.date(),
        )

    def unsaved(self) -> bool:
        """The reasons written beneath count as well."""
        return super().unsaved() or bool(self.passing.written)

    def save(self) -> None:
        """Write the revocation as a further entry of the book; the entry itself stays."""
        row, asked, written = self._entry.row, self.asked(), self.passing.written
        self._write(
            lambda s: s.revocations.record(
                actor=s.actor, book=row.book, seq=row.seq, asked=asked, passes=written
            )
        )

    def _choose(self) -> None:
        chosen = bool(self.ground.currentData())
        self.ground_name.setText(self.ground.currentText().partition(" – ")[2])
        self.ground_name.setVisible(chosen)
        if chosen:
            wide = max(self.ground.width(), theme.px(_GROUND))
            self.ground_name.setFixedHeight(self.ground_name.heightForWidth(wide))
        self.proofs.show_proof(str(self.ground.currentData()))
        self._check()

    def _check(self) -> None:
        asked = self.asked()
        for day in (self.act_on, self.notified):
            mark(day, wrong=day.wrong)
        self.proofs.mark_wrong()
        self.passing.show_findings(self._plan.judge(asked, self._calendar))
        lacking = self._lacking(asked)
        self.hint.setText(lacking or self._will(asked))
        self.do.setEnabled(not lacking)
        self.passing.order_focus(self.do, self.back)

    def _lacking(self, asked: RevocationInput) -> str:
        on = asked.act.on
        if not asked.act.number or on is None:
            return _("Впишете номера и датата на акта.")
        if on > self._context.clock.today():
            return _("Датата на акта е бъдеща.")
        if self._plan.rule is None and len(asked.reason) < _LEAST_REASON:
            return _("Причината е {n} от поне {least} знака.").format(
                n=len(asked.reason), least=_LEAST_REASON
            )
        return self.passing.lacking()

    def _will(self, asked: RevocationInput) -> str:
        parts = [_("Записът остава с бележка: отнемане с {act}.").format(act=asked.act.text)]
        day = self._plan.return_day(asked, self._calendar)
        if day is not None:
            back = self._plan.to_return(asked, self._calendar)
            parts.append(f"{back[:1].upper()}{back[1:]}.")
            if day.why:
                parts.append(f"{day.why}.")
        return " ".join(parts)


def _named(line: QLineEdit, name: str) -> QLineEdit:
    line.setAccessibleName(name)
    return line
