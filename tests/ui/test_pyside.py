"""What we rely on in PySide6; a release that breaks it must not reach the office."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from tests.ui.typing import type_text


def test_none_keeps_its_references(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("начало")
    before = sys.getrefcount(None)
    for n in range(1000):
        label.setText(str(n))
    # PySide6 6.12.0 loses one reference a call on Python 3.11 and dies of it after minutes.
    assert abs(sys.getrefcount(None) - before) < 100


def test_standard_buttons_have_bulgarian_words(qapp):
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load("qtbase_bg", folder)
    assert translator.translate("QPlatformTheme", "Cancel") == "Отказ"


def test_typed_cyrillic_arrives_in_fields(qtbot):
    line, area = QLineEdit(), QPlainTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(area)
    type_text(line, "Щърбанов, ѝ № 5")
    type_text(area, "първи ред\nвтори „ред“")
    assert line.text() == "Щърбанов, ѝ № 5"
    assert area.toPlainText() == "първи ред\nвтори „ред“"
