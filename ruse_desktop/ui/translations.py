"""Bulgarian for Qt's own buttons and dialogs, with the few words we say better."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_BETTER = {
    "Landscape": "Хоризонтално",
    "Portrait": "Вертикално",
}


class _Better(QTranslator):
    """Answers only for the words in the table; Qt asks the next translator for the rest."""

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Our word, or nothing."""
        return _BETTER.get(source)

    def isEmpty(self) -> bool:
        """There are words."""
        return False


def install(app: QApplication) -> None:
    """Make Qt speak Bulgarian; repeated calls do nothing more."""
    if app.property("ruseTranslated"):
        return
    QLocale.setDefault(QLocale(QLocale.Language.Bulgarian, QLocale.Country.Bulgaria))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    theirs = QTranslator(app)
    theirs.load("qtbase_bg", folder)
    app.installTranslator(theirs)
    app.setProperty("ruseTranslated", app.installTranslator(_Better(app)))
