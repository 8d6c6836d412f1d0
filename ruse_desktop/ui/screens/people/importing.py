"""Bringing a spreadsheet into a register: which column means what, what each line becomes, then all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import button, clear, label
from ruse_desktop.ui.kit.files import ask_open
from ruse_desktop.ui.kit.tables import Column, Line, ListTable
from ruse_desktop.ui.progress_strip import ProgressLine
from ruse_desktop.ui.screens.books.dialogs import SavingDialog
from ruse_desktop.ui.tasks import LongTask
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.register_imports import ImportLine, RegisterImport
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

_SOON_MS = 400


class RegisterImportDialog(SavingDialog):
    """`source` finds the service's import: `fields`, `preview(path, mapping)`, `run(path, mapping)`."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        title: str,
        source: Callable[[Services], Any],
    ) -> None:
        super().__init__(parent, context, title, _("Внеси"))
        self._source = source
        self.path: Path | None = None
        self.seen: RegisterImport | None = None
        self.boxes: dict[str, QComboBox] = {}
        self._filling = False
        self._line: ProgressLine | None = None
        self._looking: LongTask | None = None
        self._newest: LongTask | None = None
        self.progress = QVBoxLayout()
        self.resize(px(1060), px(620))
        top = QHBoxLayout()
        self.choose = button(_("Избери таблица…"), self.ask, icon_name="table-import")
        self.file = label(_("Файл .xlsx, .xls, .ods или .csv с един ред за всеки запис."), "muted")
        top.addWidget(self.choose)
        top.addWidget(self.file, 1)
        self.column.addLayout(top)
        middle = QHBoxLayout()
        self.form = QFormLayout()
        inside = QWidget()
        inside.setLayout(self.form)
        self.columns = QScrollArea()
        self.columns.setWidgetResizable(True)
        self.columns.setWidget(inside)
        self.columns.setFixedWidth(px(380))
        self.columns.setFocusPolicy(self.columns.focusPolicy().NoFocus)
        self.table = ListTable(
            (
                Column(_("Ред"), 52), Column(_("Име"), 230, stretch=True), Column(_("Данни"), 170),
                Column(_("Какво ще стане"), 210, chip=True),
            ),
            _("Редове от таблицата"), context.settings,
        )  # fmt: skip
        middle.addWidget(self.columns)
        middle.addWidget(self.table, 1)
        self.column.addLayout(middle, 1)
        self.explained = label("", "muted", wrap=True)
        self.column.addWidget(self.explained)
        self.column.addLayout(self.progress)
        self.table.chosen.connect(self._explain)
        self._say()

    def ask(self) -> None:
        """Ask for the file."""
        kinds = _("Таблици (*.xlsx *.xls *.ods *.csv *.txt);;Всички (*)")
        path = ask_open(self, _("Таблица"), kinds)
        if path is not None:
            self.open_table(path)

    def open_table(self, path: Path) -> None:
        """Read this file and propose what its columns mean."""
        self.path = path
        self.file.setText(path.name)
        self._look(None)

    def _look(self, mapping: dict[str, str] | None) -> None:
        path, source = self.path, self._source
        if path is None or self._line is not None:
            return
        if self._looking is not None:
            self._looking.cancel()
        self.do.setEnabled(False)

        def work(services: Services, progress: Progress) -> tuple[RegisterImport, tuple[Any, ...]]:
            register = source(services)
            return register.preview(path, mapping, progress), register.fields

        def show(found: tuple[RegisterImport, tuple[Any, ...]]) -> None:
            seen, fields = found
            if self._newest is task:
                if mapping is None:
                    self._show_columns(seen, fields)
                self._show(seen)

        def settled() -> None:
            if self._looking is task:
                self._looking = None
                clear(self.progress)
                self._say()

        task = self._context.tasks.long(
            work, _("Преглед на таблицата"), show, self.message.refuse, owner=self, settled=settled
        )
        self._looking = self._newest = task
        QTimer.singleShot(_SOON_MS, self, lambda: self._follow(task))

    def _follow(self, task: LongTask) -> None:
        """Show how far a look has come that did not end at once."""
        if self._looking is task and not self.progress.count():
            self.progress.addWidget(ProgressLine(task))

    def _show_columns(self, seen: RegisterImport, fields: tuple[Any, ...]) -> None:
        self._filling = True
        while self.form.rowCount():
            self.form.removeRow(0)
        self.boxes = {}
        mapping = dict(seen.mapping)
        for field in fields:
            box = QComboBox()
            box.setAccessibleName(field.label)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.addItem(_("– няма –"), "")
            for head in seen.header:
                box.addItem(head, head)
            box.setCurrentIndex(max(0, box.findData(mapping.get(field.key, ""))))
            box.currentIndexChanged.connect(lambda _n: self._changed())
            self.boxes[field.key] = box
            self.form.addRow(field.label, box)
        self._filling = False

    @property
    def mapping(self) -> dict[str, str]:
        """Field → column as chosen now."""
        return {key: box.currentData() for key, box in self.boxes.items() if box.currentData()}

    def _changed(self) -> None:
        if not self._filling:
            self._look(self.mapping)

    def _show(self, seen: RegisterImport) -> None:
        self.seen = seen
        self.table.show_lines([_line(one) for one in seen.lines])
        self.explained.setText(" ".join(seen.notes))
        key = self.table.current_key()
        if key is not None and not seen.notes:
            self._explain(key)
        self._say()

    def _explain(self, number: int) -> None:
        if self.seen is None:
            return
        line = next((one for one in self.seen.lines if one.line == number), None)
        if line is not None:
            self.explained.setText(line.fault or line.note or _("Редът ще бъде внесен."))

    def _say(self) -> None:
        seen = self.seen
        self.do.setEnabled(self._looking is None and seen is not None and bool(seen.ready))
        if seen is None:
            self.hint.setText(_("Изберете файл; нищо не се записва, преди да натиснете „Внеси“."))
        elif seen.missing:
            self.hint.setText(
                _("Посочете коя колона е: {names}.").format(names=", ".join(seen.missing))
            )
        else:
            n, left = seen.ready, len(seen.lines) - seen.ready
            said = ngettext("Ще се внесе {n} ред", "Ще се внесат {n} реда", n).format(n=n)
            out = ngettext("{n} се пропуска", "{n} се пропускат", left).format(n=left)
            self.hint.setText(f"{said}; {out}." if left else f"{said}.")

    def unsaved(self) -> bool:
        """Nothing typed is lost by closing."""
        return False

    def save(self) -> None:
        """Bring all ready lines in by one transaction."""
        path, mapping, source = self.path, self.mapping, self._source
        if path is None or self._line is not None:
            return
        self.do.setEnabled(False)

        def work(services: Services, progress: Progress) -> int:
            made: int = source(services).run(path, mapping, actor=services.actor, progress=progress)
            return made

        task = self._context.tasks.long(
            work, self.windowTitle(), self._done, self._failed, owner=self, settled=self._settled
        )
        self._line = ProgressLine(task)
        self.progress.addWidget(self._line)

    def _settled(self) -> None:
        """The work ended, by itself or stopped; what was seen is there for another try."""
        clear(self.progress)
        self._line = None
        self._say()

    def _done(self, saved: object) -> None:
        super()._done(saved)
        n = saved if isinstance(saved, int) else 0
        self._context.notify(ngettext("Внесен е {n} ред.", "Внесени са {n} реда.", n).format(n=n))


def import_table(parent: QWidget, context: ScreenContext, name: str, register: str) -> None:
    """Bring records into the register called `name` in the services, `register` for people."""
    title = _("Внасяне от таблица – {register}").format(register=register)
    RegisterImportDialog(parent, context, title, lambda s: s.register_imports[name]).open()


def _line(one: ImportLine) -> Line:
    said, tone = _("ще се внесе"), "met"
    if one.fault:
        said, tone = one.fault, "not-met"
    elif one.note:
        said, tone = _("ще се внесе, вижте бележката"), "judgement"
    return Line(one.line, (str(one.line), one.name, one.detail, said), tone)
