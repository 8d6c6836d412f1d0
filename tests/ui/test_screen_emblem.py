"""„Герб на място“ in the real window: rooms checked, the emblem's file, requirements, measuring."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from ruse_desktop.documents import emblem_source
from ruse_desktop.domain.artwork import Box
from ruse_desktop.domain.emblem import EmblemInput
from ruse_desktop.domain.emblem_places import PlaceInput, PlaceState
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.screens.symbols.artwork_dialog import ArtworkDialog, open_artwork
from ruse_desktop.ui.screens.symbols.emblem_entry import CheckDialog, PlaceDialog
from ruse_desktop.ui.screens.symbols.emblem_file import EmblemDialog, VersionDialog
from ruse_desktop.ui.screens.symbols.permit_entry import ApplicationDialog
from ruse_desktop.ui.screens.symbols.requirements import RequirementsDialog
from ruse_desktop.ui.screens.symbols.requirements import VersionDialog as NewRequirements
from tests.ui import windows
from tests.ui.filling import services
from tests.ui.windows import ACTOR, Modal, fill, say

NOW = datetime(2027, 1, 12, 11, 0, tzinfo=SOFIA)
DEPUTY = "emblem-place-4"


def image(path: Path, box: tuple[int, int, int, int]) -> Path:
    made = Image.new("RGB", (500, 500), (255, 255, 255))
    ImageDraw.Draw(made).rectangle(box, fill=(180, 20, 40))
    made.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    with services(made, NOW) as s:
        deputy = PlaceInput(DEPUTY, "кабинет 214", holder="Ива Бонева")
        s.emblem_places.add(deputy, actor=ACTOR)
    return made


@pytest.fixture
def window(qtbot: Any, folder: Path) -> Any:
    with windows.opened(qtbot, folder, NOW) as made:
        yield made


def shown(qtbot: Any, window: Any, section: str = "emblem") -> Any:
    window.pages.show_screen("symbols")
    windows.settle(qtbot, window)
    screen = window.pages.current()
    screen.show_section(section)
    windows.settle(qtbot, window)
    return screen.section


@pytest.mark.requirement("R-7-2.1", "R-7-2.3")
def test_rooms_are_written_down_and_checked(qtbot: Any, window: Any):
    section = shown(qtbot, window)
    assert "В списъка няма: кабинетът на кмета" in section.todo.text.text()
    section.fill()
    windows.settle(qtbot, window)
    assert not section.todo.isVisible()
    assert len(section.view.table.paged.loaded) == 6
    QTest.keySequence(window, "Ctrl+N")
    dialog = windows.dialog(qtbot, window, PlaceDialog)
    assert not dialog.do.isEnabled()
    fill(dialog, "Вид място", "кабинетите на кметовете на кметства")
    fill(dialog, "Селище", "с. Николово")
    fill(dialog, "Титуляр", "Петър Цонев")
    fill(dialog, "Встъпил на", "10.01.2027")
    assert not windows.nameless(dialog)
    dialog.save()
    windows.gone(qtbot, window, PlaceDialog)
    windows.settle(qtbot, window)
    assert section.place.title == "с. Николово: кабинетите на кметовете на кметства"
    assert "за проверка" in say(section.card)
    section.check()
    dialog = windows.dialog(qtbot, window, CheckDialog)
    fill(dialog, "Гербът е", "липсва")
    assert "Напишете какво е видяно" in dialog.hint.text()
    assert not dialog.do.isEnabled()
    fill(dialog, "Бележка", "стаята се боядисва")
    dialog.save()
    windows.gone(qtbot, window, CheckDialog)
    windows.settle(qtbot, window)
    assert section.place.state(date(2027, 1, 12)) is PlaceState.MISSING
    assert "стаята се боядисва" in say(section.card)
    with Modal(lambda asked: (asked.field.setPlainText("кметството е закрито"), asked.accept())):
        section.close_place()
    windows.settle(qtbot, window)
    assert section.place.state(date(2027, 1, 12)) is PlaceState.CLOSED
    assert not windows.nameless(section)


@pytest.mark.requirement("R-6-0.1", "R-6-0.2", "R-7-1.2")
def test_the_emblem_is_looked_at_before_it_is_taken(qtbot: Any, window: Any, tmp_path: Path):
    section = shown(qtbot, window)
    assert "заместител" in section.drawn.text()
    section.show_file()
    dialog = windows.dialog(qtbot, window, EmblemDialog)
    assert "не е официалният герб" in say(dialog)
    assert not dialog.back.isEnabled()
    bad = tmp_path / "bad.svg"
    bad.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', encoding="utf-8")
    dialog.look(bad)
    windows.settle(qtbot, window)
    assert "не може да се нарисува точно" in say(dialog)
    for n, box in ((1, (0, 0, 79, 99)), (2, (0, 0, 79, 89))):
        dialog.look(image(tmp_path / f"g{n}.png", box))
        version = windows.dialog(qtbot, window, VersionDialog)
        assert {"Сега", "След внасянето"} <= set(windows.texts(version))
        fill(version, "Източник", "Решение № 5")
        fill(version, "Утвърден на", "11.01.2027")
        assert not windows.nameless(version)
        version.save()
        windows.gone(qtbot, window, VersionDialog)
        windows.settle(qtbot, window)
    assert "версия 2" in say(dialog)
    assert say(dialog).count("за проверка") == 2
    done = [one for one in dialog.findChildren(QPushButton) if one.text() == "Прегледано"]
    next(one for one in done if one.accessibleName() == "Прегледано: Знаме").click()
    windows.settle(qtbot, window)
    assert say(dialog).count("за проверка") == 1
    assert emblem_source.official()
    dialog.back.click()
    windows.settle(qtbot, window)
    assert not emblem_source.official()
    assert not windows.nameless(dialog)
    dialog.accept()
    section.show_requirements()
    dialog = windows.dialog(qtbot, window, RequirementsDialog)
    assert "Още няма изисквания" in say(dialog)
    dialog.new.click()
    version = windows.dialog(qtbot, window, NewRequirements)
    fill(version, "Най-малка височина, мм", "20")
    fill(version, "Изисквания на администрацията", "Не се прекрива.\n\nНе се изкривява.")
    version.save()
    windows.gone(qtbot, window, NewRequirements)
    windows.settle(qtbot, window)
    dialog.sheet.click()
    pdf = windows.dialog(qtbot, window, PdfDialog)
    assert "Изисквания, в. 1" in pdf.windowTitle()
    pdf.reject()
    dialog.accept()


@pytest.mark.requirement("R-8-0.1", "R-8-0.3")
def test_a_filled_form_begins_an_application_and_its_picture_is_measured(
    qtbot: Any, window: Any, folder: Path, tmp_path: Path
):
    section = shown(qtbot, window, "permits")
    made: list[bytes] = []
    window.tasks.read(lambda s: s.permit_form.blank(), made.append, owner=section)
    file = tmp_path / "gerb.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 11"><path d="M0 1h8v10h-8z"/></svg>',
        encoding="utf-8",
    )
    typed = EmblemInput("Решение № 5", date(2027, 1, 4))
    window.tasks.write(lambda s: s.emblem.add(file, typed, actor=s.actor), lambda _v: None)
    windows.settle(qtbot, window)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made[0]))
    values = {
        "applicant-kind": "/person", "applicant": "Рая Динева", "symbol": "/emblem",
        "uses-emblem-permit-1": "/Yes", "product": "чаши", "copies": "сто",
        "use-from": "01.03.2027", "use-until": "01.05.2027",
    }  # fmt: skip
    writer.update_page_form_field_values(writer.pages[0], values, auto_regenerate=False)
    form = tmp_path / "form.pdf"
    with form.open("wb") as out:
        writer.write(out)
    section.forms.read(form)
    dialog = windows.dialog(qtbot, window, ApplicationDialog)
    assert "Брой: „сто“ не е число" in say(dialog)
    assert dialog.product.text() == "чаши"
    assert dialog.typed.incoming_on == date(2027, 1, 12)
    dialog.save()
    windows.gone(qtbot, window, ApplicationDialog)
    windows.settle(qtbot, window)
    assert [one.name for one in section.shown.permit.files] == ["form.pdf"]
    section.verbs.add_file(image(tmp_path / "чаша.png", (100, 50, 339, 369)))
    windows.settle(qtbot, window)
    file_id = section.shown.permit.files[-1].id
    open_artwork(section, section.context, file_id, section.message.refuse)
    dialog = windows.dialog(qtbot, window, ArtworkDialog)
    assert "не са спазени" in say(dialog)
    box = dialog.picture.box
    frame = dialog.picture.frame().toRect()
    edge = QPoint(frame.right(), frame.center().y())
    QTest.mousePress(dialog.picture, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(dialog.picture, edge + QPoint(12, 0))
    QTest.mouseRelease(dialog.picture, Qt.MouseButton.LeftButton, pos=edge + QPoint(12, 0))
    moved = dialog.picture.box
    assert moved.right > box.right
    assert replace(moved, right=box.right) == box
    while dialog.picture.box.right > 356:
        qtbot.keyClick(dialog.picture, Qt.Key.Key_Left)
    while dialog.picture.box.right < 356:
        qtbot.keyClick(dialog.picture, Qt.Key.Key_Right)
    assert dialog.picture.box == Box(100, 50, 356, 370)
    assert "спазени" in dialog.verdict.text()
    assert "не са" not in dialog.verdict.text()
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.picture.edge in {"top", "bottom"}
    with Modal(QDialog.reject):
        dialog.reject()
    assert dialog.isVisible()
    dialog.picture.set_box(Box(100, 50, 356, 370))
    dialog.save()
    windows.gone(qtbot, window, ArtworkDialog)
    windows.settle(qtbot, window)
    assert section.shown.marked[file_id].measured.kept is True
