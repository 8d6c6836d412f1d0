"""The tab „Книги“: laureates, what the book says of each, diplomas, an old book's import."""

from __future__ import annotations

from ruse_desktop.ui.screens.books.screen import BooksScreen

__all__ = ["BooksScreen"]
