"""A nomination read at the right: its facts, its findings, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.nominations import NominationDetail, State
from ruse_desktop.domain.people import PersonInput, TeamInput
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import (
    Card,
    Chip,
    EmptyState,
    FieldGrid,
    FindingsList,
    MessageBar,
    button,
    clear,
    label,
    link,
)
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.screens.nominations.words import TONES, state_name

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext


class NominationPanel(QWidget):
    """One nomination; `edit_asked` carries its detail."""

    edit_asked = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.context = context
        self.detail: NominationDetail | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        self.empty = EmptyState(
            "inbox",
            _("Няма избрано предложение"),
            _("Изберете предложение от списъка или заведете ново."),
        )
        card.column.addWidget(self.empty, 1)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        card.column.addWidget(self.body, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.body.setWidget(body)
        head = QHBoxLayout()
        self.title = label("", "title", wrap=True)
        self.chip = Chip()
        self.number = label("", "muted")
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        head.addWidget(self.number)
        column.addLayout(head)
        self.message = MessageBar()
        column.addWidget(self.message)
        self.fields = FieldGrid()
        column.addWidget(self.fields)
        self.heading = label(_("Проверка за допустимост"), "heading")
        column.addWidget(self.heading)
        self.findings = FindingsList(self._show_article)
        column.addWidget(self.findings)
        self.motives_head = label(_("Мотивировка"), "heading")
        self.motives = label("", wrap=True)
        column.addWidget(self.motives_head)
        column.addWidget(self.motives)
        self.files_head = label(_("Приложения и история"), "heading")
        column.addWidget(self.files_head)
        self.files = QVBoxLayout()
        column.addLayout(self.files)
        column.addStretch(1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        card.column.addLayout(self.buttons)
        self.show_detail(None)

    def _show_article(self, citation: object) -> None:
        self.context.show_article(citation)

    def show_detail(self, detail: NominationDetail | None) -> None:
        """Show a nomination, or that none is chosen."""
        same = detail is not None and self.detail is not None and detail.row.id == self.detail.row.id
        self.detail = detail
        self.empty.setVisible(detail is None)
        self.body.setVisible(detail is not None)
        clear(self.buttons)
        clear(self.files)
        if not same:
            self.message.hide()
            self.body.verticalScrollBar().setValue(0)
        if detail is None:
            return
        row = detail.row
        self.title.setText(row.nominee or _("Без име"))
        self.chip.show_state(state_name(row.state), TONES[row.state])
        self.number.setText(row.number or _("чернова"))
        self.fields.show_rows(self._rows(detail))
        self.findings.show_findings(detail.findings, self._act if self._open(row.state) else None)
        self.motives_head.setVisible(bool(detail.typed.motives))
        self.motives.setText(detail.typed.motives)
        self._show_files(detail)
        self._show_buttons(detail)

    @staticmethod
    def _open(state: State) -> bool:
        return state in (State.SUBMITTED, State.INCOMPLETE)

    @staticmethod
    def _rows(detail: NominationDetail) -> list[tuple[str, str]]:
        row, typed, nominee = detail.row, detail.typed, detail.nominee
        day = date_short(row.registered_on) if row.registered_on else ""
        hour = f", {typed.registered_at:%H:%M} ч." if typed.registered_at else ""
        came = _("{day}{hour}, вх. № {no}").format(day=day, hour=hour, no=row.registry_no or "–")
        place = " · ".join(p for p in (row.award, detail.area_name, row.slot_name) if p)
        merits = "; ".join(
            f"{date_plain(m.date_from)} – {m.text}" if m.date_from else m.text for m in typed.merits
        )
        facts = [(_("Награда"), place), (_("Жанр"), typed.genre), (_("Вносител"), row.proposer)]
        if isinstance(nominee, PersonInput):
            facts += [(_("Титли"), nominee.titles), (_("Работи в"), nominee.employer)]
            facts += [(_("Местоживеене"), nominee.settlement)]
        elif isinstance(nominee, TeamInput):
            facts += [(_("Членове"), ", ".join(nominee.members))]
        else:
            facts += [(_("Седалище"), nominee.settlement), (_("ЕИК"), nominee.reg_no)]
        lifetime = _("за цялостна дейност") if typed.lifetime else ""
        return [*facts, (_("Постъпило"), came), (_("Заслуги"), lifetime or merits)]

    def _show_files(self, detail: NominationDetail) -> None:
        for file in detail.attachments:
            name = _("{name} ({size} KB)").format(name=file.name, size=max(1, file.size // 1024))
            self.files.addWidget(link(name, partial(self._open_file, file.id)))
        if detail.row.state not in (State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN):
            self.files.addWidget(link(_("Добави файл…"), self._add_file))
        for one in detail.history:
            text = _("{day} · {state} · {by}").format(
                day=date_plain(one.at.date()), state=state_name(one.state), by=one.by
            )
            reason = " – ".join(part for part in (one.citation, one.reason) if part)
            self.files.addWidget(label(f"{text} · {reason}" if reason else text, "muted", wrap=True))

    def _show_buttons(self, detail: NominationDetail) -> None:
        state = detail.row.state
        standing = [f for f in detail.findings if f.open]
        add = self.buttons.addWidget
        if state is State.DRAFT:
            add(button(_("Продължи…"), lambda: self.edit_asked.emit(detail), primary=True))
        elif self._open(state):
            if standing:
                add(button(_("Поискай допълване…"), self._ask, primary=state is State.SUBMITTED))
            admit = button(_("Допусни"), self._admit, primary=not standing)
            admit.setEnabled(not standing)
            admit.setToolTip(
                _("Чакат: {what}").format(what="; ".join(f.sentence for f in standing))
                if standing
                else ""
            )
            add(admit)
            add(button(_("Не допускай…"), self._reject))
            add(button(_("Редактирай…"), lambda: self.edit_asked.emit(detail)))
        if state is State.REJECTED:
            add(button(_("Върни като подадено…"), self._reopen))
        if State.WITHDRAWN in detail.moves:
            add(button(_("Оттеглено…"), self._withdraw))
        self.buttons.addStretch(1)

    def _write(self, work: Callable[[Services], object]) -> None:
        self.context.tasks.write(work, None, self.message.refuse, owner=self)

    def _admit(self) -> None:
        if (detail := self.detail) is not None:
            self._write(lambda s: s.nominations.admit(detail.row.id, actor=s.actor))

    def _ask_text(self, title: str, question: str, do: str, text: str = "") -> str:
        dialog = TextDialog(self, title, question, do, text=text)
        return dialog.text() if dialog.exec() else ""

    def _ask(self) -> None:
        if (detail := self.detail) is None:
            return
        lacking = "; ".join(f.sentence for f in detail.findings if f.open)
        why = self._ask_text(
            _("Искане за допълване"),
            _("Какво се иска от вносителя за предложение {no}?").format(no=detail.row.number),
            _("Отбележи „за допълване“"),
            lacking,
        )
        if why:
            self._write(
                lambda s: s.nominations.ask_completion(detail.row.id, actor=s.actor, reason=why)
            )

    def _reject(self) -> None:
        if (detail := self.detail) is None:
            return
        failed = [f for f in detail.findings if f.verdict is Verdict.NOT_MET]
        citation = str(failed[0].citation) if failed and failed[0].citation else ""
        why = self._ask_text(
            _("Недопускане"),
            _("Защо предложението за {name} не се допуска?").format(name=detail.row.nominee),
            _("Не допускай предложението"),
            "; ".join(f.sentence for f in failed),
        )
        if why:
            self._write(
                lambda s: s.nominations.reject(
                    detail.row.id, actor=s.actor, citation=citation, reason=why
                )
            )

    def _withdraw(self) -> None:
        if (detail := self.detail) is None:
            return
        why = self._ask_text(
            _("Оттегляне"),
            _("С какво писмо вносителят оттегля предложението за {name}?").format(
                name=detail.row.nominee
            ),
            _("Отбележи „оттеглено“"),
        )
        if why:
            self._write(lambda s: s.nominations.withdraw(detail.row.id, actor=s.actor, reason=why))

    def _reopen(self) -> None:
        if (detail := self.detail) is None:
            return
        why = self._ask_text(
            _("Връщане"), _("Защо предложението се връща за проверка?"), _("Върни като подадено")
        )
        if why:
            self._write(lambda s: s.nominations.reopen(detail.row.id, actor=s.actor, reason=why))

    def _act(self, finding: Finding) -> None:
        """Answer what a person judges; what blocks takes an override with its article quoted."""
        if (detail := self.detail) is None:
            return
        if not finding.blocking:
            text = self._ask_text(
                finding.sentence, finding.question or finding.explanation, _("Запиши отговора")
            )
            if text:
                self._write(
                    lambda s: s.nominations.answer(
                        detail.row.id, finding.rule, text, actor=s.actor
                    )
                )
            return
        self.context.tasks.read(
            lambda s: _quoted(s, detail, finding),
            lambda article: self._override(detail, finding, article),
            self.message.refuse,
            owner=self,
        )

    def _override(self, detail: NominationDetail, finding: Finding, article: str) -> None:
        dialog = OverrideDialog(
            self, finding, article, self.context.clock.today, self.context.actor.name
        )
        if dialog.exec():
            written = dialog.written()
            self._write(
                lambda s: s.nominations.override(
                    detail.row.id, finding.rule, written, actor=s.actor
                )
            )

    def _add_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Приложение"))
        if name and (detail := self.detail) is not None:
            self._write(
                lambda s: s.attachments.add(
                    Path(name), actor=s.actor, nomination_id=detail.row.id
                )
            )

    def _open_file(self, attachment_id: int) -> None:
        self.context.tasks.read(
            lambda s: s.attachments.path(attachment_id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            self.message.refuse,
            owner=self,
        )


def _quoted(services: Services, detail: NominationDetail, finding: Finding) -> str:
    """The text of the provision in the edition that binds the nomination."""
    if finding.citation is None:
        return ""
    edition = services.editions.get(detail.row.edition_id)
    provision = services.law.edition(edition.law_edition).provision(finding.citation)
    return provision.text if provision else ""
