"""The actions that belong to the whole window, and the pages of Help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ruse_desktop import __version__
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action, Actions
from ruse_desktop.ui.backing_up import back_up
from ruse_desktop.ui.kit.basics import label
from ruse_desktop.ui.theme import Scheme, px, theme

if TYPE_CHECKING:
    from ruse_desktop.ui.main_window import MainWindow

NOTICE_MS = 6000


def register(window: MainWindow) -> None:
    """Give the window its own actions."""
    window.actions_registry.add_all(
        [
            *_file(window),
            *_edit(window),
            *_view(window),
            *_law(window),
            *_print(window),
            *_help(window),
        ]
    )


def _file(window: MainWindow) -> list[Action]:
    return [
        Action(
            "backup",
            _("Резервно копие сега"),
            partial(_back_up, window),
            icon="database-export",
            menu="file",
            group=8,
            enabled=lambda: window.tasks.is_open,
        ),
        Action(
            "templates",
            _("Шаблони…"),
            partial(window.pages.show_screen, "templates"),
            icon="letter-case",
            menu="file",
            group=7,
            enabled=lambda: window.tasks.is_open,
        ),
        Action(
            "safety",
            _("Сигурност…"),
            partial(window.pages.show_screen, "safety"),
            icon="lock",
            menu="file",
            group=8,
            enabled=lambda: window.tasks.is_open,
        ),
        Action(
            "lock",
            _("Заключи или смени потребителя"),
            window.keeper.lock,
            icon="lock",
            key="Ctrl+Alt+L",
            menu="file",
            group=9,
            enabled=lambda: window.keeper.has_accounts,
        ),
        Action("quit", _("Изход"), window.close, icon="power", key="Ctrl+Q", menu="file", group=9),
    ]


def _edit(window: MainWindow) -> list[Action]:
    def on_focus(name: str) -> Callable[[], object]:
        return partial(_send, name)

    return [
        Action(
            "undo",
            _("Отмени"),
            partial(_undo, window),
            "arrow-back-up",
            "Ctrl+Z",
            "edit",
            palette=False,
            yields=True,
        ),
        Action("cut", _("Изрежи"), on_focus("cut"), "", "Ctrl+X", "edit", palette=False, group=1),
        Action(
            "copy", _("Копирай"), on_focus("copy"), "copy", "Ctrl+C", "edit", palette=False, group=1
        ),
        Action(
            "paste",
            _("Постави"),
            on_focus("paste"),
            "clipboard",
            "Ctrl+V",
            "edit",
            palette=False,
            group=1,
        ),
        Action(
            "find",
            _("Търси в списъка"),
            partial(_find, window),
            "filter",
            "Ctrl+F",
            "edit",
            group=2,
            yields=True,
        ),
        Action(
            "search",
            _("Търсене навсякъде"),
            window.palette_box.open,
            "search",
            "Ctrl+K",
            "edit",
            palette=False,
            group=2,
        ),
    ]


def _send(name: str) -> None:
    """Pass cut, copy or paste to where the focus is."""
    target = QApplication.focusWidget()
    act = getattr(target, name, None)
    if callable(act):
        act()


def _view(window: MainWindow) -> list[Action]:
    tabs = [
        Action(
            f"tab.{spec.id}",
            _(spec.title),
            partial(window.pages.show_screen, spec.id),
            icon=spec.icon,
            key=f"Ctrl+{number}",
            menu="view",
        )
        for number, spec in enumerate(window.pages.specs, 1)
    ]
    return [
        *tabs,
        Action(
            "payments",
            _("Плащания"),
            partial(window.pages.show_screen, "payments"),
            "currency-euro",
            "Ctrl+Shift+4",
            "view",
        ),
        Action(
            "refresh",
            _("Обнови"),
            partial(window.pages.reload, frozenset()),
            "refresh",
            "F5",
            "view",
            group=1,
        ),
        Action(
            "history",
            _("История на записа…"),
            partial(_history, window),
            icon="history",
            key="Ctrl+Alt+H",
            menu="view",
            enabled=lambda: may(window.actor, Right.READ_AUDIT) and _record(window) is not None,
            group=1,
        ),
        Action(
            "fullscreen",
            _("На цял екран"),
            partial(_full_screen, window),
            icon="maximize",
            key="F11",
            menu="view",
            checked=window.isFullScreen,
            group=1,
        ),
        *_schemes(window),
    ]


def _schemes(window: MainWindow) -> list[Action]:
    """The colours one may choose."""
    names = {
        Scheme.AUTO: (_("Цветове като на системата"), "adjustments"),
        Scheme.LIGHT: (_("Светли цветове"), "sun"),
        Scheme.DARK: (_("Тъмни цветове"), "moon"),
    }
    return [
        Action(
            f"scheme.{scheme}",
            name,
            partial(_choose, window, scheme),
            icon=picture,
            menu="view",
            checked=partial(_is_scheme, scheme),
            group=2,
        )
        for scheme, (name, picture) in names.items()
    ]


def _record(window: MainWindow) -> tuple[str, int] | None:
    """The record in sight."""
    screen = window.pages.current()
    return screen.current_record() if screen is not None else None


def _history(window: MainWindow) -> None:
    """Everything the journal knows of the record in sight, as pages."""
    from ruse_desktop.ui.screens.safety.journal import show_history

    found = _record(window)
    if found is not None and window.pages.context is not None:
        kind, number = found
        show_history(window, window.pages.context, kind, number, f"№ {number}")


def _back_up(window: MainWindow) -> None:
    """Copy the database to every place now and say where it is."""
    back_up(window.tasks, window, window.notify, window.messages.refuse)


def _undo(window: MainWindow) -> None:
    """Undo typing where one types, else the screen's last honest step."""
    focus = QApplication.focusWidget()
    screen = window.pages.current()
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        focus.undo()
    elif screen is None or not screen.undo():
        window.line.showMessage(_("Няма какво да се отмени."), NOTICE_MS)


def _find(window: MainWindow) -> None:
    """Put the focus into the filter of the tab."""
    screen = window.pages.current()
    if screen is not None:
        screen.focus_search()


def _choose(window: MainWindow, scheme: Scheme) -> None:
    """Wear these colours from now on."""
    window.settings.setValue("window/scheme", str(scheme))
    theme().apply(scheme)


def _full_screen(window: MainWindow) -> None:
    """Fill the screen, or no longer."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _is_scheme(scheme: Scheme) -> bool:
    return theme().scheme is scheme


def _law(window: MainWindow) -> list[Action]:
    return [
        Action(
            "law",
            _("Текст и редакции"),
            partial(window.pages.show_screen, "law"),
            icon="scale",
            key="Ctrl+Shift+N",
            menu="law",
        ),
        Action(
            "practice",
            _("Служебна практика…"),
            partial(_practice, window),
            icon="adjustments",
            menu="law",
            group=5,
            enabled=lambda: window.tasks.is_open,
        ),
    ]


def _print(window: MainWindow) -> list[Action]:
    return [
        Action(
            "year-report",
            _("Годишен отчет…"),
            partial(_year_report, window),
            icon="report-analytics",
            menu="print",
            group=9,
            enabled=lambda: window.tasks.is_open,
        ),
        Action(
            "web-export",
            _("Файлове за сайта…"),
            partial(_web_export, window),
            icon="world",
            menu="file",
            group=6,
            enabled=lambda: window.tasks.is_open,
        ),
    ]


def _web_export(window: MainWindow) -> None:
    """Everything public into a folder of the day."""
    from pathlib import Path

    chosen = QFileDialog.getExistingDirectory(window, _("Папка „за сайта“"))
    if not chosen:
        return

    def done(made: tuple[Path, tuple[str, ...]]) -> None:
        folder, names = made
        said = ngettext("{n} файл за сайта в {folder}", "{n} файла за сайта в {folder}", len(names))
        window.messages.tell(
            said.format(n=len(names), folder=folder), "met",
            (_("Отвори папката"), partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))),
        )  # fmt: skip

    window.tasks.write(
        lambda s: s.web_export.write(Path(chosen), actor=s.actor), done, window.messages.refuse,
        owner=window,
    )  # fmt: skip


def _year_report(window: MainWindow) -> None:
    """The year in figures."""
    from ruse_desktop.ui.screens.books.year_report import open_report

    if window.pages.context is not None:
        open_report(window, window.pages.context)


def _practice(window: MainWindow) -> None:
    """Show the open questions and the office's answers."""
    from ruse_desktop.ui.screens.practice.page import open_page

    open_page(window)


def _help(window: MainWindow) -> list[Action]:
    return [
        Action(
            "guide",
            _("Ръководство"),
            partial(_guide, window),
            icon="help-circle",
            key="F1",
            menu="help",
        ),
        Action(
            "guide.not",
            _("Какво програмата не прави"),
            partial(_guide, window, "not"),
            icon="ban",
            menu="help",
        ),
        Action(
            "walk",
            _("Разходка в пет стъпки"),
            partial(_walk, window),
            icon="map-pin",
            menu="help",
            enabled=lambda: window.tasks.is_open,
        ),
        Action(
            "keys",
            _("Клавиши"),
            lambda: KeysPage(window, window.actions_registry).exec(),
            icon="keyboard",
            key="Shift+F1",
            menu="help",
        ),
        Action(
            "about",
            _("За програмата"),
            lambda: AboutPage(window).exec(),
            icon="info-circle",
            menu="help",
            group=1,
        ),
    ]


def _guide(window: MainWindow, page: str = "") -> None:
    """The guide at the page of the screen in sight, or at this one."""
    from ruse_desktop.ui.guide import open_guide

    open_guide(window, page)


def _walk(window: MainWindow) -> None:
    """The walk over the window."""
    from ruse_desktop.ui.first_walk import start_walk

    start_walk(window)


class _Page(QDialog):
    """A dialog that only tells."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(20), px(16), px(20), px(16))

    def _finish(self) -> None:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        self.column.addWidget(box)


class KeysPage(_Page):
    """Помощ → Клавиши: every key that works now, from the registry."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, _("Клавиши"))
        self.resize(px(520), px(560))
        rows = [
            (", ".join(QKeySequence(key).toString() for key in action.keys), action.plain_text)
            for action in actions.active()
            if action.keys
        ]
        rows += [
            ("Enter", _("Отвори избраното")),
            ("Esc", _("Затвори или изчисти")),
            ("Tab, Shift+Tab", _("Следващо, предишно поле")),
        ]
        self.table = QTableWidget(len(rows), 2)
        self.table.setAccessibleName(_("Клавиши"))
        self.table.setHorizontalHeaderLabels([_("Клавиш"), _("Действие")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, px(150))
        for n, pair in enumerate(rows):
            for m, text in enumerate(pair):
                self.table.setItem(n, m, QTableWidgetItem(text))
        self.column.addWidget(self.table)
        self._finish()


class AboutPage(_Page):
    """Помощ → За програмата."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("За програмата"))
        self.setMinimumWidth(px(440))
        self.column.addWidget(label(_("Отличия и протокол на Община Русе"), "title"))
        self.column.addWidget(label(_("Версия {version}").format(version=__version__), "muted"))
        self.column.addWidget(
            label(
                _(
                    "Предложения, заседания с тайно гласуване, книги на удостоените и дипломи "
                    "по Наредба № 17 на Общинския съвет – Русе. Данните остават на този компютър."
                ),
                wrap=True,
            )
        )
        self._finish()
