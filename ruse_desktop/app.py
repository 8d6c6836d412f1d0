"""The only place that wires the program together."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel import log, paths
from ruse_desktop.kernel.clock import Clock, SystemClock
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.facade import Services
    from ruse_desktop.storage.store import Store

OWNER_FILE = "owner.txt"
OVERLAY = "ordinance"


@dataclass(frozen=True)
class Options:
    """How the program was started: data folder, clock, who works, by which act.

    `law_dir` is the folder of another act than the packaged one; None = the packaged one.
    """

    data_dir: Path = field(default_factory=paths.default_data_dir)
    clock: Clock = field(default_factory=SystemClock)
    actor: Actor = field(default_factory=lambda: Actor(getpass.getuser()))
    law_dir: Path | None = None


def load_law(data_dir: Path | None = None, law_dir: Path | None = None) -> LawBook:
    """The packaged ordinance, or the one in `law_dir`, with the office's overlay when there is one.

    Raises LawFaults, and UserError when `law_dir` is no folder.
    """
    from ruse_desktop.law import book, writing

    overlay = data_dir / OVERLAY if data_dir else None
    if overlay:
        writing.recover(overlay)
    folder = law_dir or paths.resource("ordinance", "naredba-17")
    if not folder.is_dir():
        raise UserError(
            _("Няма папка „{folder}“.").format(folder=folder),
            _("Проверете името ѝ."),
            code="no-folder",
        )
    return book.load(folder, overlay if overlay and overlay.is_dir() else None)


def open_store(options: Options) -> Store:
    """The database of the data folder: created when the folder has none, upgraded when older.

    Raises DatabaseProblem when a file is there but cannot be used; it is never replaced.
    """
    from ruse_desktop.storage import backup, engine, schema
    from ruse_desktop.storage.store import Store

    schema.register_tables()
    path = options.data_dir / engine.FILE_NAME
    now = options.clock.now()
    try:
        opened = engine.open_engine(path) if path.exists() else schema.create(path, now)
    except DatabaseProblem as problem:
        raise _with_owner(problem, options.data_dir) from problem
    try:
        if schema.version(opened) < engine.SCHEMA:
            backup.make(opened, options.data_dir / "backups", now, "преди-обновяване")
            schema.upgrade(opened)
        (options.data_dir / OWNER_FILE).write_text(f"{options.actor.name}\n", encoding="utf-8")
    except BaseException:
        opened.dispose()
        raise
    return Store(opened, options.clock, path)


def _with_owner(problem: DatabaseProblem, data_dir: Path) -> DatabaseProblem:
    """Name who holds the file, as far as he left his name; the lock itself is the database's."""
    note = data_dir / OWNER_FILE
    if problem.code != "locked" or not note.exists():
        return problem
    owner = note.read_text(encoding="utf-8").strip()
    return DatabaseProblem(
        _("Базата данни е отворена от друго копие на програмата (потребител: {owner}).").format(
            owner=owner
        ),
        problem.advice,
        code=problem.code,
    )


def open_services(options: Options) -> Services:
    """Everything but the window: law, calendar, database, services. Raises UserError."""
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.law import bring_back

    log.to_file(options.data_dir / "logs")
    law = load_law(options.data_dir, options.law_dir)
    store = open_store(options)
    try:
        if bring_back(store, options.data_dir / OVERLAY):
            law = load_law(options.data_dir, options.law_dir)
    except UserError:
        store.close()
        raise
    services = Services(
        store=store,
        law=law,
        calendar=law.calendar(),
        actor=options.actor,
        clock=options.clock,
        data_dir=options.data_dir,
    )
    try:
        _require_same_law(services)
    except UserError:
        services.store.close()
        raise
    services.attachments.sweep()
    return services


def _require_same_law(services: Services) -> None:
    """Raises UserError when the database has award editions of an act that is not loaded."""
    known = {(one.id, award.code) for one in services.law.editions for award in one.awards}
    foreign = [
        f"{one.award} {one.year}"
        for one in services.editions.list()
        if (one.law_edition, one.award) not in known
    ]
    if foreign:
        raise UserError(
            _("В базата има издания по друга наредба: {editions}.").format(
                editions=", ".join(foreign)
            ),
            _("Отворете я с папката на нейната наредба (--law) или посочете друга база (--data)."),
            code="other-law",
        )


def run_window(options: Options) -> int:
    """Open the window on the data folder; the exit code of the program."""
    from ruse_desktop.ui import start

    return start.run(lambda: open_services(options), options)
