"""„Какво би станало, ако…“: the findings of a nomination as if it came in on another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.findings import Verdict
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, FindingsList, Tall, button, label
from ruse_desktop.ui.kit.tables import on_change
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.nominations import NominationDetail
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_WAIT = 250


class WhatIfDialog(QDialog):
    """One day to choose; what changes against the nomination as it is stands first."""

    def __init__(self, parent: QWidget, context: ScreenContext, detail: NominationDetail) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Какво би станало, ако…"))
        self.resize(px(720), px(600))
        self._context = context
        self._detail = detail
        self.day = DateField(today=context.clock.today, name=_("Ден"))
        self.day.set_date(detail.row.registered_on or context.clock.today())
        self.said = label("", wrap=True)
        self.changed = FindingsList(context.show_article)
        self.same = FindingsList(context.show_article)
        self.same_head = label(_("Без промяна"), "heading")
        self._build()
        look = on_change(_WAIT, self._look, self)
        self.day.textChanged.connect(lambda _text: look())
        self._look()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        row = self._detail.row
        named = row.nominee or _("без име")
        head = f"{row.number} · {named}" if row.number else named
        column.addWidget(label(head, "heading", wrap=True))
        column.addWidget(
            label(
                _(
                    "Проверките, както биха изглеждали, ако предложението беше заведено и "
                    "преценено в друг ден. Нищо не се записва."
                ),
                "muted",
                wrap=True,
            )
        )
        line = QHBoxLayout()
        line.addWidget(label(_("Ако беше заведено на")))
        line.addWidget(self.day)
        line.addWidget(button(_("Ден по-рано"), lambda: self._move(-1)))
        line.addWidget(button(_("Ден по-късно"), lambda: self._move(1)))
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.said)
        inside = Tall()
        beside = QVBoxLayout(inside)
        beside.setContentsMargins(0, 0, px(8), 0)
        for part in (self.changed, self.same_head, self.same):
            beside.addWidget(part)
        beside.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(_("Проверки"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        column.addWidget(area, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(button(_("Затвори"), self.accept))
        column.addLayout(last)

    def _move(self, days: int) -> None:
        day = self.day.date()
        if day is not None:
            self.day.set_date(day + timedelta(days=days))

    def _look(self) -> None:
        day = self.day.date()
        if day is None:
            self.said.setText(_("Впишете ден, например 11.05.2026."))
            self.changed.show_findings(())
            self.same.show_findings(())
            self.same_head.hide()
            return
        detail = self._detail

        def work(services: Services) -> tuple[Finding, ...]:
            typed = replace(detail.typed, registered_on=day, registered_at=None)
            return services.nominations.findings(typed, on=day, nomination_id=detail.row.id)

        self._context.tasks.read(work, lambda found: self._show(day, found), owner=self)

    def _show(self, day: date, found: Sequence[Finding]) -> None:
        if day != self.day.date():
            return  # another day was typed meanwhile
        before = {(one.rule, one.verdict) for one in self._detail.findings}
        changed = [one for one in found if (one.rule, one.verdict) not in before]
        stops = sum(one.blocking for one in found)
        asks = sum(one.open and not one.blocking for one in found)
        if stops:
            outcome = ngettext(
                "не би могло да се допусне – {n} проверка го спира",
                "не би могло да се допусне – {n} проверки го спират",
                stops,
            ).format(n=stops)
        elif asks:
            outcome = ngettext(
                "би чакало {n} отговор от служител", "би чакало {n} отговора от служител", asks
            ).format(n=asks)
        else:
            outcome = _("би могло да се допусне")
        self.said.setText(
            _("На {day} ({weekday}) предложението {outcome}.").format(
                day=date_short(day), weekday=weekday(day), outcome=outcome
            )
        )
        self.changed.show_findings(changed)
        rest = [one for one in found if one not in changed]
        rest.sort(key=lambda one: one.verdict is Verdict.MET)
        self.same.show_findings(rest)
        self.same_head.setVisible(bool(changed) and bool(rest))


def open_dialog(parent: QWidget, context: ScreenContext, detail: NominationDetail | None) -> None:
    """Show the dialog beside the window; it stops nothing."""
    if detail is None:
        return
    dialog = WhatIfDialog(parent, context, detail)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
