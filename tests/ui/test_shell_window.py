from __future__ import annotations

import threading

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QWidget

from ruse_desktop import app
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.ui.kit.dialogs import ErrorReport
from ruse_desktop.ui.opening import OpeningFailed
from ruse_desktop.ui.theme import Scheme, theme
from tests.ui.typing import type_text


def key(widget: QWidget, code: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier))


def test_window_opens_its_database_and_says_so(driven):
    line = driven.window.line
    assert line.database.text().startswith("База: ruse.db")
    assert "154/29.02.2024" in line.edition.text()
    assert line.day.text() == "12.05.2026, вторник"
    assert driven.window.who.text() == "Мария Колева"
    assert (driven.options.data_dir / "ruse.db").exists()


def test_ctrl_digit_goes_to_the_tab(driven):
    ids = [spec.id for spec in driven.window.pages.specs]
    driven.press(f"Ctrl+{len(ids)}")
    assert driven.window.pages.current_id == ids[-1]
    driven.press("Ctrl+1")
    assert driven.window.pages.current_id == ids[0]


def test_every_tab_that_is_installed_can_be_built(driven):
    broken = []
    driven.window.pages.failed.connect(broken.append)
    for spec in driven.window.pages.specs:
        driven.window.pages.show_screen(spec.id)
        driven.settle()
        assert driven.window.pages.current() is not None, spec.id
    assert not broken


def test_palette_runs_a_command_by_name(driven):
    palette = driven.window.palette_box
    driven.press("Ctrl+K")
    assert palette.isVisible()
    type_text(palette.field, "тъмни")
    assert [entry.title for entry in palette.entries()] == ["Тъмни цветове"]
    key(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert theme().dark
    theme().apply(Scheme.LIGHT)


def test_palette_says_when_nothing_is_found(driven):
    palette = driven.window.palette_box
    palette.open()
    type_text(palette.field, "няматакова")
    driven.qtbot.waitUntil(palette.nothing.isVisible)
    assert palette.entries() == ()
    key(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_palette_opens_a_record_it_found(driven):
    from ruse_desktop.domain.search import SearchHit

    asked = []
    palette = driven.window.palette_box
    palette._open_record = lambda kind, n: asked.append((kind, n))
    palette.open("дунав")
    palette._found(palette._ticket, (SearchHit("team", 7, "Екип „Дунав“", "Русе"),))
    assert palette.entries()[-1].detail == "екип · Русе"
    palette.list.setCurrentRow(palette.list.count() - 1)
    key(palette.field, Qt.Key.Key_Return)
    assert asked == [("team", 7)]


def test_palette_drops_answers_to_what_is_no_longer_typed(driven):
    from ruse_desktop.domain.search import SearchHit

    palette = driven.window.palette_box
    palette.open("дунав")
    late = palette._ticket
    type_text(palette.field, "ски")
    palette._found(late, (SearchHit("team", 7, "Екип „Дунав“", "Русе"),))
    assert "Екип „Дунав“" not in [entry.title for entry in palette.entries()]


def test_article_opens_beside_with_edition_and_date(driven):
    driven.window.show_article("чл. 44, ал. 1")
    driven.settle()
    panel = driven.window.article
    assert panel.isVisible()
    assert panel.title.text() == "чл. 44, ал. 1"
    assert "изчерпателна мотивировка" in panel.text.toPlainText()
    assert "29.02.2024" in panel.edition.text()
    key(panel.text, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_unknown_article_is_refused_calmly(driven):
    driven.window.show_article("чл. 999")
    driven.settle()
    assert driven.window.messages.isVisible()
    assert "чл. 999" in driven.window.messages.text.text()
    key(driven.window, Qt.Key.Key_Escape)
    assert not driven.window.messages.isVisible()


def test_database_that_does_not_open_can_be_tried_again(open_window, tmp_path):
    options = app.Options(tmp_path / "data")
    tries = []

    def opener():
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseProblem("Базата е заета.", "Затворете другия прозорец.", code="locked")
        return app.open_services(options)

    driven = open_window(opener=opener, wait=False)
    driven.qtbot.waitUntil(lambda: driven.window.findChild(OpeningFailed) is not None)
    page = driven.window.findChild(OpeningFailed)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "Базата е заета." in said
    assert "Затворете другия прозорец." in said
    assert not driven.window.tabs.isEnabled()
    page.again.click()
    driven.settle()
    assert driven.window.tabs.isEnabled()
    assert driven.window.pages.isVisible()


def test_window_closes_while_the_database_does_not_open(open_window):
    def opener():
        raise DatabaseProblem("Базата е заета.", "Затворете другия прозорец.", code="locked")

    driven = open_window(opener=opener, wait=False)
    driven.qtbot.waitUntil(lambda: driven.window.findChild(OpeningFailed) is not None)
    driven.close()
    assert not driven.window.isVisible()


def test_tab_and_colours_are_remembered(open_window, tmp_path):
    first = open_window()
    last = first.window.pages.specs[-1].id
    first.window.pages.show_screen(last)
    first.window.actions_registry.run("scheme.dark")
    first.settle()
    first.close()
    kept = QSettings(str(tmp_path / "data" / "window.ini"), QSettings.Format.IniFormat)
    assert kept.value("window/scheme") == "dark"
    second = open_window()
    assert second.window.pages.current_id == last
    assert theme().dark
    theme().apply(Scheme.LIGHT)


def test_closing_makes_a_verified_backup(driven):
    driven.close()
    assert not driven.window.isVisible()
    assert list((driven.options.data_dir / "backups").glob("*.bak"))


def test_backup_that_fails_at_the_exit_is_said(driven, monkeypatch):
    said = []
    monkeypatch.setattr(
        "ruse_desktop.ui.main_window.farewell", lambda _w, error: said.append(error)
    )
    folder = driven.options.data_dir / "backups"
    for old in folder.glob("*"):
        old.unlink()
    if folder.exists():
        folder.rmdir()
    folder.write_text("файл на мястото на папката", encoding="utf-8")
    driven.close()
    assert len(said) == 1
    assert not driven.window.isVisible()


def test_refusal_is_a_sentence_with_advice(driven):
    def refuse(_services):
        raise UserError("Няма място на диска.", "Освободете място.")

    driven.window.tasks.read(refuse)
    driven.settle()
    assert driven.window.messages.text.text() == "Няма място на диска. Освободете място."


def test_bug_shows_a_report_without_names(driven):
    def break_down(_services):
        raise RuntimeError("Иван Петров Иванов, ivan@example.com")

    driven.window.tasks.read(break_down)
    driven.qtbot.waitUntil(lambda: driven.window.findChild(ErrorReport) is not None)
    report = driven.window.findChild(ErrorReport)
    text = report.report.toPlainText()
    assert "RuntimeError" in text
    assert "Петров" not in text
    assert "example.com" not in text
    report.reject()


def test_answer_for_a_closed_page_is_dropped(driven):
    seen = []
    owner = QWidget()
    gate = threading.Event()
    driven.window.tasks.read(lambda _s: gate.wait(5), seen.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    driven.settle()
    assert seen == []


def test_reads_overtake_long_work_and_changes_are_told(driven):
    order, told = [], []
    tasks = driven.window.tasks
    tasks.changed.connect(told.append)
    gate = threading.Event()
    tasks.read(lambda _s: gate.wait(5))
    tasks.long(
        lambda s, _p: s.backups.make(actor=s.actor), "Копие", lambda _v: order.append("long")
    )
    tasks.read(lambda _s: None, lambda _v: order.append("read"))
    gate.set()
    driven.settle()
    assert order == ["read", "long"]
    assert frozenset({"backups"}) in told


def test_long_work_shows_its_count_and_can_be_stopped(driven):
    stopped = threading.Event()

    def work(_services, progress):
        try:
            for n in range(1000):
                progress.step(n, 1000, "страница")
                stopped.wait(0.005)
        except Cancelled:
            stopped.set()
            raise

    driven.window.tasks.long(work, "Дипломи")
    strip = driven.window.progress
    line = next(iter(strip._lines.values()))
    driven.qtbot.waitUntil(lambda: "от 1000" in line.count.text())
    assert strip.isVisible()
    line.stop.click()
    driven.settle()
    assert stopped.is_set()
    assert not strip.isVisible()
    assert "Прекъснато: Дипломи" in driven.window.messages.text.text()


def test_keys_page_lists_the_keys_that_work(driven):
    from ruse_desktop.ui.shell_actions import KeysPage

    page = KeysPage(driven.window, driven.window.actions_registry)
    driven.qtbot.addWidget(page)
    rows = {
        page.table.item(n, 0).text(): page.table.item(n, 1).text()
        for n in range(page.table.rowCount())
    }
    assert rows["Ctrl+K"] == "Търсене навсякъде"
    assert rows["F5"] == "Обнови"


def test_standard_buttons_are_bulgarian(driven):
    kinds = QDialogButtonBox.StandardButton
    wanted = kinds.Ok | kinds.Cancel | kinds.Save | kinds.Close | kinds.Yes | kinds.No
    box = QDialogButtonBox(wanted)
    driven.qtbot.addWidget(box)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    assert {"Отказ", "Запазване", "Да", "Не"} <= texts
    assert not [text for text in texts if text.isascii()]


def test_landscape_is_named_as_officials_do(driven):
    from PySide6.QtCore import QCoreApplication

    said = QCoreApplication.translate("QPrintPropertiesWidget", "Landscape")
    assert said == "Хоризонтално"


def test_every_focusable_thing_has_a_name(driven):
    nameless = []
    for spec in driven.window.pages.specs:
        driven.window.pages.show_screen(spec.id)
        driven.settle()
        nameless += [f"{spec.id}: {path}" for path in _nameless(driven.window)]
    assert not sorted(set(nameless))


def _nameless(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget, QDialog):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found
