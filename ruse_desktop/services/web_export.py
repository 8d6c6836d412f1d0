"""The folder for the municipality's site: calendar, calls for proposals, laureates (R-F36-0.1).

The program never connects to a network: somebody else puts the files where they are seen.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain.papers import PaperKind
from ruse_desktop.domain.web_list import FILES
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.papers import Paper
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.announcements import AnnouncementPapers
    from ruse_desktop.services.calendar_list import CalendarLists
    from ruse_desktop.services.editions import EditionService
    from ruse_desktop.services.web_list import WebListService
    from ruse_desktop.storage.store import Store

_CALENDAR = "kalendar"
_INDEX = "index.html"


class WebExport:
    """Writes everything that is public into one folder of the day."""

    def __init__(
        self,
        store: Store,
        law: LawBook,
        *,
        calendar: CalendarLists,
        editions: EditionService,
        announcements: AnnouncementPapers,
        laureates: WebListService,
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._editions = editions
        self._announcements = announcements
        self._laureates = laureates

    def write(self, folder: Path, *, actor: Actor) -> tuple[Path, tuple[str, ...]]:
        """Write the files into `folder`/ГГГГ-ММ-ДД; that folder and the files' names.

        The laureates go through their own list, with its embargo and its log. Raises UserError when
        the folder cannot be written, Refused without the right to publish the books.
        """
        from ruse_desktop.exchange import web_pages, web_sheet

        today, town = self._store.clock.today(), self._law.municipality
        target = folder / today.isoformat()
        done = self._laureates.export(actor=actor, folder=target)
        links = [(_("Носители на отличия ({n})").format(n=done.names), FILES[0])]
        names = list(FILES)
        sheet = self._calendar.sheet(today, date(today.year, 12, 31), "", internal=False)
        for suffix, write in web_sheet.WRITERS.items():
            write_file(target, f"{_CALENDAR}{suffix}", write(sheet))
            names.append(f"{_CALENDAR}{suffix}")
        links.insert(0, (_("Културен календар"), f"{_CALENDAR}.html"))
        for title, stem, paper in self._calls(today):
            write_file(target, f"{stem}.html", web_pages.page(paper, town, today))
            write_file(target, f"{stem}.txt", web_pages.text(paper))
            names += [f"{stem}.html", f"{stem}.txt"]
            links.append((title, f"{stem}.html"))
        write_file(target, _INDEX, web_pages.index(links, town, today))
        return target, (*names, _INDEX)

    def _calls(self, today: date) -> Iterator[tuple[str, str, Paper]]:
        """The calls of editions that still wait for proposals: title, the file's stem, content."""
        for edition in self._editions.list():
            if edition.year < today.year:
                continue
            last = self._announcements.last_day(edition.id)
            if last is not None and last < today:
                continue
            made = self._announcements.compose(edition.id, PaperKind.CALL)
            paper = made.papers[0]
            yield " ".join((paper.title.capitalize(), *paper.under)), made.file_name, paper
