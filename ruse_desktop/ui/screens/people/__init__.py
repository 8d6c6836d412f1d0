"""The tab „Регистри“: persons, organisations and teams, one card per real one."""

from ruse_desktop.ui.screens.people.screen import PeopleScreen

__all__ = ["PeopleScreen"]
