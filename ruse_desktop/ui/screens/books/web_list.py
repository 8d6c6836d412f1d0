"""„Списък за сайта…“: who will be published and who not, the page itself, the files in a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop.domain.web_list import Publication, WebLine, WebList, Why, Withheld, count_text
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import search_key, sort_key
from ruse_desktop.ui.kit.basics import DateField, MessageBar, SearchField, button, label
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.tables import Column, Line, ListTable, on_change
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

LIMIT = 500
_PREVIEW = 300
_TYPING_MS = 150
_LEAST = 5
_ALL, _IN, _OUT = "all", "in", "out"


class _Page(QTextBrowser):
    """Shows a page of ours; nothing beside its own text is ever fetched."""

    def loadResource(self, _kind: int, _name: object) -> None:
        """No picture, style or page, from the disk or from the net."""


class WebListDialog(QDialog):
    """The list with the reason for everyone left out; nothing goes anywhere but into the folder."""

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self._context = context
        self._made: WebList | None = None
        self._log: tuple[Publication, ...] = ()
        self._lines: dict[int, WebLine] = {}
        self._withheld: dict[int, Withheld] = {}
        self.setWindowTitle(_("Списък за сайта"))
        self.resize(px(1240), px(690))
        outer = QVBoxLayout(self)
        self.message = MessageBar()
        outer.addWidget(self.message)
        self.count = label("", "heading", wrap=True)
        outer.addWidget(self.count)
        outer.addWidget(
            label(
                _("Публикуват се само име, отличие, година и раздел (§ 2 от ПЗР)."),
                "muted",
                wrap=True,
            )
        )
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addLayout(self._left(), 62)
        middle.addLayout(self._right(), 38)
        outer.addLayout(middle, 1)
        outer.addLayout(self._buttons())
        self._load()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        self.search = SearchField(_("Име, отличие, година или раздел"))
        self.which = QComboBox()
        self.which.setAccessibleName(_("Кои да се покажат"))
        for text, data in (
            (_("Всички"), _ALL), (_("Публикуват се"), _IN), (_("Не се публикуват"), _OUT),
        ):  # fmt: skip
            self.which.addItem(text, data)
        row.addWidget(self.search, 1)
        row.addWidget(self.which)
        column.addLayout(row)
        self.table = ListTable(
            (
                Column(_("Носител"), 170, stretch=True),
                Column(_("Отличие"), 150),
                Column(_("Година"), 56),
                Column(_("Публикува се"), 288),
            ),
            _("Списък за сайта"),
            self._context.settings,
        )
        self.table.chosen.connect(lambda _key: self._allow())
        self.table.opened.connect(lambda _key: self.turn())
        column.addWidget(self.table, 1)
        self.more = label("", "muted")
        column.addWidget(self.more)
        self.turn_button = button(_("Не публикувай…"), self.turn, icon_name="eye-off")
        below = QHBoxLayout()
        below.addWidget(self.turn_button)
        below.addStretch(1)
        column.addLayout(below)
        soon = on_change(_TYPING_MS, self._show_lines, self)
        self.search.textChanged.connect(lambda _text: soon())
        self.which.currentIndexChanged.connect(lambda _at: self._show_lines())
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label(_("Преглед на страницата"), "fieldName"))
        self.page = _Page()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(_("Преглед на страницата"))
        self.page.anchorClicked.connect(lambda url: self.page.scrollToAnchor(url.fragment()))
        column.addWidget(self.page, 1)
        self.last = label("", "muted", wrap=True)
        column.addWidget(self.last)
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.export_button = button(
            _("Запиши файловете…"), self.choose_folder, primary=True, icon_name="world"
        )
        self.published_button = button(_("Впиши публикуването…"), self.ask_published)
        row.addWidget(self.export_button)
        row.addWidget(self.published_button)
        row.addStretch(1)
        row.addWidget(button(_("Затвори"), self.accept))
        return row

    def _load(self) -> None:
        def read(s: Services) -> tuple[WebList, tuple[Publication, ...], str]:
            from ruse_desktop.exchange import web_list

            made = s.web_list.content()
            shown = replace(made, lines=made.lines[:_PREVIEW])
            page = web_list.html(shown).decode().splitlines()
            shorn = (line for line in page if 'class="skip"' not in line)  # the browser shows it
            return made, s.web_list.log(), "\n".join(shorn)

        self._context.tasks.read(
            read, lambda found: self._take(*found), self.message.refuse, owner=self
        )

    def _take(self, made: WebList, log: tuple[Publication, ...], page: str) -> None:
        self._made, self._log = made, log
        self._withheld = {one.line.id: one for one in made.withheld}
        self._lines = {one.id: one for one in made.lines}
        self._lines |= {one.line.id: one.line for one in made.withheld}
        text = _("Ще се публикуват: {count}").format(count=count_text(made.lines))
        if made.withheld:
            text += "; " + _("не се публикуват: {n}").format(n=len(made.withheld))
        self.count.setText(text)
        self.page.setHtml(page)
        self._tell_last()
        self._show_lines()

    def _tell_last(self) -> None:
        self.published_button.setEnabled(bool(self._log))
        if not self._log:
            self.last.setText(_("Още няма записана версия."))
            return
        one = self._log[0]
        text = _("Последна версия: {n}, {day}, {count} имена, {who}").format(
            n=one.version, day=date_short(one.at.date()), count=one.names, who=one.by
        )
        if one.link or one.published_on:
            day = date_short(one.published_on) if one.published_on else ""
            text += "; " + _("публикувана {day} {link}").format(day=day, link=one.link).strip()
        self.last.setText(text)

    def _show_lines(self) -> None:
        """The rows that match, those left out first."""
        words = search_key(self.search.text()).split()
        which = self.which.currentData()
        found = []
        for key, one in self._lines.items():
            left = self._withheld.get(key)
            if (which == _IN and left) or (which == _OUT and not left):
                continue
            held = search_key(f"{one.name} {one.award} {one.year} {one.section}") if words else ""
            if all(word in held for word in words):
                found.append((one, left))
        found.sort(key=lambda pair: pair[1] is None)
        self.more.setVisible(len(found) > LIMIT)
        self.more.setText(
            _("Показани са първите {n} от {all}; потърсете по име.").format(n=LIMIT, all=len(found))
        )
        self.table.show_lines([_line(one, left) for one, left in found[:LIMIT]])
        self._allow()

    def _allow(self) -> None:
        key = self.table.current_key()
        left = self._withheld.get(key) if key is not None else None
        asked = left is not None and left.why is Why.ASKED
        self.turn_button.setText(_("Публикувай отново…") if asked else _("Не публикувай…"))
        self.turn_button.setEnabled(key is not None and (left is None or asked))
        self.export_button.setEnabled(self._made is not None)

    def turn(self) -> None:
        """Leave the chosen one out with a reason, or publish again with one."""
        key = self.table.current_key()
        if key is None or not self.turn_button.isEnabled():
            return
        left = self._withheld.get(key)
        one = self._lines[key]
        who = f"{one.name}, {one.award}, {one.year}"
        again = left is not None
        question = (
            _("Защо {who} се публикува отново?").format(who=who)
            if again
            else _("Защо {who} не се публикува? Искане на лицето или законово основание:").format(
                who=who
            )
        )
        do = _("Публикувай отново") if again else _("Не публикувай")
        dialog = TextDialog(self, _("Списък за сайта"), question, do, least=_LEAST)
        dialog.accepted.connect(lambda: self._turn(key, dialog.text(), again=again))
        dialog.open()

    def _turn(self, key: int, reason: str, *, again: bool) -> None:
        def work(s: Services) -> None:
            verb = s.web_list.lift if again else s.web_list.withhold
            verb(actor=s.actor, laureate_id=key, reason=reason)

        self._context.tasks.write(work, lambda _none: self._load(), self.message.refuse, owner=self)

    def choose_folder(self) -> None:
        """Ask for the folder of the files."""
        folder = QFileDialog.getExistingDirectory(self, _("Папка за сайта"))
        if folder:
            self.export(Path(folder))

    def export(self, folder: Path) -> None:
        """Write the files and keep the version."""

        def done(made: Publication) -> None:
            text = _("Версия {n} е записана: {count} имена в 3 файла (HTML, CSV, JSON) в {folder}")
            self.message.tell(
                text.format(n=made.version, count=made.names, folder=folder.name), "met"
            )
            self._load()

        self._context.tasks.write(
            lambda s: s.web_list.export(actor=s.actor, folder=folder),
            done,
            self.message.refuse,
            owner=self,
        )

    def ask_published(self) -> None:
        """Ask when and where the last version appeared."""
        dialog = PublishedDialog(self, self._context, self._log[0])
        dialog.accepted.connect(
            lambda: self._published(dialog.link.text().strip(), dialog.day.date())
        )
        dialog.open()

    def _published(self, link: str, day: date | None) -> None:
        version = self._log[0].version
        self._context.tasks.write(
            lambda s: s.web_list.published(actor=s.actor, version=version, link=link, on=day),
            lambda _made: self._load(),
            self.message.refuse,
            owner=self,
        )


class PublishedDialog(QDialog):
    """The day and the address of a version on the site."""

    def __init__(self, parent: QWidget, context: ScreenContext, last: Publication) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Публикуване на версия {n}").format(n=last.version))
        self.setMinimumWidth(px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        form = QFormLayout()
        self.day = DateField(today=context.clock.today, name=_("Публикувана на"))
        self.day.set_date(last.published_on or context.clock.today())
        self.link = QLineEdit(last.link)
        self.link.setAccessibleName(_("Адрес на страницата"))
        form.addRow(_("Публикувана на"), self.day)
        form.addRow(_("Адрес на страницата"), self.link)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(button(_("Впиши"), self.accept, primary=True))
        row.addWidget(button(_("Отказ"), self.reject))
        row.addStretch(1)
        column.addLayout(row)
        self.link.setFocus()


def _line(one: WebLine, left: Withheld | None) -> Line:
    state = left.text if left else _("да")
    return Line(
        one.id,
        (one.name, one.award, str(one.year), state),
        sort=(sort_key(one.name), sort_key(one.award), one.year, state),
    )
