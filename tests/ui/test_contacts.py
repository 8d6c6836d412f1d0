"""Contacts in the window: entered with two offices, grouped as listed, labelled, invited to a ceremony."""

from __future__ import annotations

from typing import Any

import pytest

from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.main_window import MainWindow
from ruse_desktop.ui.screens.people.contact_entry import ContactDialog, GroupDialog
from ruse_desktop.ui.screens.people.contacts import ContactSection
from tests.ui import windows
from tests.ui.typing import type_text
from tests.unit import pdf_reading


@pytest.mark.requirement("R-F16-0.1")
def test_contact_is_entered_grouped_and_labelled(qtbot: Any, demo_window: MainWindow):
    window = demo_window
    window.pages.show_screen("people")
    section = window.pages.current().show_section("contacts")
    windows.settle(qtbot, window)
    assert isinstance(section, ContactSection)
    assert section.view.table.model().rowCount() == 4
    window.actions_registry.run("people.new")
    dialog = windows.dialog(qtbot, window, ContactDialog)
    type_text(windows.field(dialog, "Организация"), "Дунавски университет")
    type_text(windows.field(dialog, "Лице"), "Калина Русева")
    type_text(windows.field(dialog, "Длъжност"), "ректор")
    type_text(windows.field(dialog, "Друга длъжност"), "почетен консул")
    windows.field(dialog, "Да се ползва другата длъжност").click()
    type_text(windows.field(dialog, "Групи"), "официални гости 24 май; учени")
    assert "Калина Русева, почетен консул" in windows.say(dialog)
    windows.press(qtbot, dialog, "Впиши")
    windows.settle(qtbot, window)
    assert section.card is not None
    assert dict(section.card.rows)["Длъжност"] == "почетен консул"
    combo = section.view.filters.choices["group"]
    combo.setCurrentIndex(combo.findData("официални гости 24 май"))
    windows.settle(qtbot, window)
    assert section.view.table.model().rowCount() == 3
    window.actions_registry.run("contacts.labels")
    windows.settle(qtbot, window)
    labels = windows.dialog(qtbot, window, PdfDialog)
    assert "почетен консул" in pdf_reading.words(labels.view.pdf, 0)
    labels.close()
    window.actions_registry.run("contacts.group")
    grouping = windows.dialog(qtbot, window, GroupDialog)
    type_text(windows.field(grouping, "Група"), "коледен концерт")
    assert "3 контакта" in windows.say(grouping)
    windows.press(qtbot, grouping, "Запази")
    windows.settle(qtbot, window)
    assert combo.findData("коледен концерт") > 0
    assert "3 контакта са в „коледен концерт“" in section.message.text.text()
    section.message.action.click()
    windows.settle(qtbot, window)
    assert combo.findData("коледен концерт") < 0
