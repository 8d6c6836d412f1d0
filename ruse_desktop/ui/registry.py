"""The tabs of the window, in their order; a tab whose package is not there yet is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from ruse_desktop.kernel.i18n import mark

if TYPE_CHECKING:
    from ruse_desktop.ui.screens.base import Screen, ScreenContext


@dataclass(frozen=True)
class ScreenSpec:
    """A tab: name, icon, where its class lies („module:Class“), which kinds of record it opens.

    `tab` names the tab a screen without one of its own belongs to.
    """

    id: str
    title: str
    icon: str
    factory: str
    kinds: frozenset[str] = frozenset()
    tab: str = ""

    @property
    def exists(self) -> bool:
        """Whether the package of the screen is installed."""
        spec = find_spec(self.factory.partition(":")[0])
        return spec is not None and spec.origin is not None

    def make(self, context: ScreenContext) -> Screen:
        """Import and build the screen."""
        module, _colon, name = self.factory.partition(":")
        return cast("Screen", getattr(import_module(module), name)(context))


_PLACE = "ruse_desktop.ui.screens."

SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("today", mark("Днес"), "sun", f"{_PLACE}today:TodayScreen"),
    ScreenSpec(
        "nominations",
        mark("Предложения"),
        "inbox",
        f"{_PLACE}nominations:NominationsScreen",
        frozenset({"nomination", "edition"}),
    ),
    ScreenSpec(
        "sessions",
        mark("Заседания"),
        "gavel",
        f"{_PLACE}sessions:SessionsScreen",
        frozenset({"session", "commission"}),
    ),
    ScreenSpec(
        "books",
        mark("Книги"),
        "book-2",
        f"{_PLACE}books:BooksScreen",
        frozenset({"laureate", "entry", "book-entry", "book"}),
    ),
    ScreenSpec(
        "symbols",
        mark("Символи"),
        "shield",
        f"{_PLACE}symbols:SymbolsScreen",
        frozenset(
            {
                "flag",
                "flag-movement",
                "seal",
                "permit",
                "emblem",
                "emblem-place",
                "violation",
                "protection",
                "seal-waiting",
                "seal-custody",
                "badge-term",
                "badge-honour",
                "badge-forum",
                "badge-outlet",
            }
        ),
    ),
    ScreenSpec(
        "protocol",
        mark("Протокол"),
        "calendar-event",
        f"{_PLACE}protocol:ProtocolScreen",
        frozenset({"event", "day", "city-day", "protocol-plan", "campaign", "year-opening"}),
    ),
    ScreenSpec(
        "people",
        mark("Регистри"),
        "id",
        f"{_PLACE}people:PeopleScreen",
        frozenset(
            {
                "person",
                "organisation",
                "team",
                "institution",
                "contact",
                "agreement",
                "competition",
                "office-holder",
                "body",
            }
        ),
    ),
)

BESIDE: tuple[ScreenSpec, ...] = (
    ScreenSpec("law", mark("Наредбата"), "scale", f"{_PLACE}law:LawScreen", frozenset({"unit"})),
    ScreenSpec(
        "payments",
        mark("Плащания"),
        "currency-euro",
        f"{_PLACE}books.money:MoneyScreen",
        frozenset({"payment"}),
        tab="books",
    ),
    ScreenSpec(
        "templates",
        mark("Шаблони"),
        "letter-case",
        f"{_PLACE}templates:TemplatesScreen",
        frozenset({"wording", "word-template"}),
    ),
    ScreenSpec(
        "safety",
        mark("Сигурност"),
        "lock",
        f"{_PLACE}safety:SafetyScreen",
        frozenset({"account", "backup", "personal"}),
    ),
)
"""Screens without a tab; a menu leads to them."""


def beside() -> tuple[ScreenSpec, ...]:
    """The screens without a tab that can be shown."""
    return tuple(spec for spec in BESIDE if spec.exists)


def screens() -> tuple[ScreenSpec, ...]:
    """The tabs that can be shown."""
    return tuple(spec for spec in SCREENS if spec.exists)


def tab_of(screen_id: str) -> str:
    """The tab that is underlined while this screen is shown."""
    return next((spec.tab for spec in BESIDE if spec.id == screen_id and spec.tab), screen_id)
