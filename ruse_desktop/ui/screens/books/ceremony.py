"""The pack of a ceremony: day, presenter, order of calling, papers; the real pages beside."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from ruse_desktop.domain.book_hand_over import HandOverPlan
from ruse_desktop.domain.ceremony import PART_NAMES, CeremonyLine, CeremonyRequest, Pack, Part
from ruse_desktop.domain.findings import Finding
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.kit.basics import DateField, button, label, mark
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.preview import safe_name
from ruse_desktop.ui.screens.books.printing import PreviewDialog
from ruse_desktop.ui.theme import px

_SEQ = int(Qt.ItemDataRole.UserRole)
_ROW = 28
_ASKED = frozenset({Part.SCENARIO, Part.INVITATIONS, Part.LABELS})
"""Papers that are printed only when chosen."""


class CeremonyDialog(PreviewDialog):
    """Draws the papers anew as one chooses; nothing is written into the books."""

    def __init__(
        self,
        parent: QWidget,
        context: ScreenContext,
        pack: Pack,
        book: str,
        plan: HandOverPlan,
    ) -> None:
        super().__init__(parent, context, _("Пакет за церемонията"))
        self._book, self._year, self._plan = book, pack.year, plan
        self._pack: Pack | None = None
        self._spoken: dict[int, str] = {}
        self.side.addWidget(
            label(_("{award}, {year} г.").format(award=pack.award, year=pack.year), "heading", wrap=True)
        )  # fmt: skip
        self._fields(pack.request)
        self._order(pack.lines)
        self._papers(pack)
        self.said = label("", "muted", wrap=True)
        self.side.addWidget(self.said)
        self.files = button(_("Отделни файлове…"), self._save_each, icon_name="folder")
        self.row.insertWidget(2, self.files)
        for line in (
            self.day, self.hour, self.place, self.spoken, self.order_no, self.occasion,
        ):  # fmt: skip
            line.textChanged.connect(lambda _text: self.soon())
        self.presenter.editTextChanged.connect(lambda _text: self._presented())
        self.day.setFocus()
        self.ask()

    def _fields(self, request: CeremonyRequest) -> None:
        self.day = DateField(today=self.context.clock.today, name=_("Дата"))
        self.day.set_date(request.on)
        self.hour = _line(_("Час"))
        self.hour.setPlaceholderText("18:00")
        self.place = _line(_("Място"))
        self.presenter = QComboBox()
        self.presenter.setEditable(True)
        self.presenter.setCompleter(None)  # type: ignore[arg-type]  # None is allowed by Qt
        self.presenter.setAccessibleName(_("Връчва"))
        self.presenter.addItems(self._plan.presenters)
        if (line := self.presenter.lineEdit()) is not None:
            line.setCursorPosition(0)
        self.presenter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._form = form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Дата"), self.day)
        form.addRow(_("Час"), self.hour)
        form.addRow(_("Място"), self.place)
        form.addRow(_("Връчва"), self.presenter)
        self.order_no = _line(_("Заповед"))
        self.order_no.setPlaceholderText(_("№ и дата"))
        self.occasion = _line(_("Друг тържествен повод"))
        form.addRow(_("Заповед"), self.order_no)
        form.addRow(_("Повод"), self.occasion)
        rule = self._plan.rule
        self._allow_order()
        form.setRowVisible(self.occasion, bool(rule and rule.exception_citation))
        self.side.addLayout(form)

    def _presented(self) -> None:
        self._allow_order()
        if not self.presenter.hasFocus() and (line := self.presenter.lineEdit()) is not None:
            line.setCursorPosition(0)
        self.soon()

    def _allow_order(self) -> None:
        who = self.presenter.currentText().strip()
        self._form.setRowVisible(self.order_no, self._plan.takes_order(who))

    def _order(self, lines: tuple[CeremonyLine, ...]) -> None:
        self.side.addWidget(label(_("Ред на извикване"), "fieldName"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Ред на извикване"))
        self.list.setMinimumHeight(px(3 * _ROW))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for one in lines:
            item = QListWidgetItem(one.name)
            item.setData(_SEQ, one.seq)
            item.setSizeHint(QSize(0, px(_ROW)))
            self.list.addItem(item)
        self.side.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.up = button(_("Нагоре"), partial(self._shift, -1), icon_name="arrow-up")
        self.down = button(_("Надолу"), partial(self._shift, 1), icon_name="arrow-down")
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addStretch(1)
        self.side.addLayout(row)
        self.spoken = _line(_("Произношение"))
        self.spoken.setPlaceholderText(_("ударението с главна буква: СтоИл РадУлов"))
        self.side.addWidget(self.spoken)
        self.spoken.textEdited.connect(self._say)
        self.list.currentRowChanged.connect(lambda _n: self._choose())
        self.list.setCurrentRow(0)

    def _papers(self, pack: Pack) -> None:
        self.side.addWidget(label(_("Документи"), "fieldName"))
        self.parts: dict[Part, QCheckBox] = {}
        for part in pack.parts:
            box = QCheckBox(_(PART_NAMES[part]))
            invited = pack.guests_citation is not None
            box.setChecked(part not in _ASKED and (part is not Part.GUESTS or invited))
            box.toggled.connect(lambda _on: self.soon())
            self.parts[part] = box
            self.side.addWidget(box)
        if Part.GUESTS in self.parts:
            n = len(pack.guests)
            text = ngettext("Гости: {n} от „{honour}“", "Гости: {n} от „{honour}“", n)
            self.parts[Part.GUESTS].setText(text.format(n=n, honour=pack.guests_of))

    def asked(self) -> CeremonyRequest | None:
        """What is chosen; None without a day."""
        day = self.day.date()
        if day is None:
            return None
        order = tuple(int(self.list.item(n).data(_SEQ)) for n in range(self.list.count()))
        return CeremonyRequest(
            day, self.presenter.currentText().strip(), self.place.text().strip(),
            self.hour.text().strip(), self.order_no.text().strip(), self.occasion.text().strip(),
            order=order, spoken=dict(self._spoken),
        )  # fmt: skip

    def ask(self) -> None:
        """Draw the papers chosen and say what the act says of the day and the presenter."""
        mark(self.day, wrong=self.day.wrong)
        asked, chosen = self.asked(), self._chosen()
        if asked is None or not chosen:
            self.allow(ready=False)
            self.said.setText(_("Въведете деня.") if asked is None else _("Изберете документ."))
            return
        book, year = self._book, self._year

        def render(pack: Pack) -> bytes:
            from ruse_desktop.documents import ceremony as pages

            self._pack = pack
            return pages.render(pack, chosen)

        name = safe_name(_("Церемония {year}").format(year=year))
        self.draw(lambda s: s.ceremonies.pack(book, year, asked), render, name)
        self.context.tasks.read(
            lambda s: s.ceremonies.judge(book, year, asked), self._judged, owner=self
        )

    def allow(self, *, ready: bool) -> None:
        """Separate files only of what is drawn."""
        super().allow(ready=ready)
        if hasattr(self, "files"):
            self.files.setEnabled(ready)

    def _judged(self, found: tuple[Finding, ...]) -> None:
        said = [
            _("{sentence} ({citation})").format(sentence=one.sentence, citation=one.citation)
            if one.citation
            else one.sentence
            for one in found
            if one.open
        ]
        self.said.setText("\n".join(said))

    def _chosen(self) -> tuple[Part, ...]:
        return tuple(part for part, box in self.parts.items() if box.isChecked())

    def _shift(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
            self.soon()

    def _choose(self) -> None:
        item = self.list.currentItem()
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        if item is not None:
            self.spoken.setText(self._spoken.get(int(item.data(_SEQ)), ""))

    def _say(self, text: str) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._spoken[int(item.data(_SEQ))] = text

    def _save_each(self) -> None:
        pack, parts = self._pack, self._chosen()
        folder = QFileDialog.getExistingDirectory(self, _("Папка за документите"))
        if pack is None or not folder:
            return

        def saved(files: tuple[Path, ...]) -> None:
            n = len(files)
            text = ngettext("Записан е {n} файл.", "Записани са {n} файла.", n)
            self.message.tell(text.format(n=n), "met")

        self.context.tasks.long(
            lambda s, _progress: s.ceremonies.save_each(
                folder=Path(folder), pack=pack, parts=parts
            ),
            _("Пакет за церемонията"),
            saved,
            self.message.refuse,
            owner=self,
        )


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
