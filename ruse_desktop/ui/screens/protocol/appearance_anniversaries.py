"""The anniversaries that are offered every year: the list, and one more (чл. 12, т. 3)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.flag_appearances import Anniversary
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.basics import DateField, clear, label, link
from ruse_desktop.ui.kit.once import begin
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.screens.protocol.city_day_steps import form_of, line_field, text_field
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable


class AnniversariesDialog(SavingDialog):
    """What is kept, each with a way out of the list; under it the fields of a new one."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, changed: Callable[[], object]
    ) -> None:
        super().__init__(parent, context, _("Годишнини със знамето"), _("Добави годишнина"))
        self._changed = changed
        self.resize(px(640), px(560))
        inner = QWidget()
        self.kept = QVBoxLayout(inner)
        self.kept.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.column.addWidget(area, 1)
        self.title = line_field(_("Събитие"))
        self.happened = DateField(today=context.clock.today, name=_("Станало на"))
        self.motive = text_field(_("Мотив"))
        self.decided_by = line_field(_("Кой е решил"))
        self.column.addLayout(form_of(self.title, self.happened, self.motive, self.decided_by))
        self.back.setText(_("Затвори"))
        for field in (self.title, self.happened, self.decided_by):
            field.textChanged.connect(lambda _t: self._check())
        self.motive.textChanged.connect(self._check)
        self._check()
        self._load()

    def _load(self) -> None:
        self._context.tasks.read(
            lambda s: s.flag_anniversaries.list(), self._show, self.message.refuse, owner=self
        )

    def _show(self, found: tuple[Anniversary, ...]) -> None:
        clear(self.kept)
        if not found:
            said = _("Още няма годишнини. Добавената се предлага всяка година на своя ден.")
            self.kept.addWidget(label(said, "muted", wrap=True))
        for one in found:
            said = f"{date_short(one.happened)} – {one.title}"
            row = QHBoxLayout()
            row.addWidget(label(said, wrap=True), 1)
            drop = link(_("Махни от списъка"), partial(self._remove, one))
            drop.setAccessibleName(_("Махни от списъка: {name}").format(name=one.title))
            row.addWidget(drop)
            self.kept.addLayout(row)
        self.kept.addStretch(1)

    def _remove(self, one: Anniversary) -> None:
        end = begin(self, "remove")
        if end is None:
            return
        self._context.tasks.write(
            lambda s: s.flag_anniversaries.remove(one.id, actor=s.actor),
            lambda _none: self._after(), self.message.refuse, owner=self, settled=end,
        )  # fmt: skip

    def _after(self) -> None:
        self._changed()
        self._load()

    def _check(self) -> None:
        needs = (
            (self.title.text().strip(), _("Впишете какво се чества.")),
            (self.happened.date(), _("Впишете кога е станало.")),
            (self.motive.toPlainText().strip(), _("Впишете мотива (чл. 12, т. 3).")),
            (self.decided_by.text().strip(), _("Впишете кой е решил.")),
        )
        lacking = next((said for value, said in needs if not value), "")
        self.hint.setText(lacking)
        self.do.setEnabled(not lacking)

    def save(self) -> None:
        """Keep the new one; refusals are shown here."""
        happened = self.happened.date()
        if happened is None:
            return
        typed = Anniversary(
            happened, self.title.text().strip(), self.motive.toPlainText().strip(),
            self.decided_by.text().strip(),
        )  # fmt: skip
        self._write(lambda s: s.flag_anniversaries.add(typed, actor=s.actor))

    def _done(self, saved: object) -> None:
        """The dialog stays for the next one."""
        self.saved = saved
        for field in (self.title, self.happened, self.decided_by, self.motive):
            field.clear()
        self.title.setFocus()
        self._after()
