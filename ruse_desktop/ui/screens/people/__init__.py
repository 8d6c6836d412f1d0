"""The tab „Регистри“: persons, organisations and teams, one card per real one; the department's registers."""

from ruse_desktop.ui.screens.people.screen import PeopleScreen

__all__ = ["PeopleScreen"]
