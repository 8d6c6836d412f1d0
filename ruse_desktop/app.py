"""The only place that wires the program together."""

from __future__ import annotations

import getpass
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.domain.accounts import Setup, read_code
from ruse_desktop.domain.actors import NOBODY, Actor
from ruse_desktop.domain.backups import BEFORE_UPGRADE
from ruse_desktop.kernel import log, paths
from ruse_desktop.kernel.clock import Clock, SystemClock
from ruse_desktop.kernel.errors import DatabaseProblem, Refused, UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from ruse_desktop.domain.restoring import Preview
    from ruse_desktop.kernel.progress import Progress
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.rescuing import RescueWords
    from ruse_desktop.storage.rescue import RescueReport
    from ruse_desktop.storage.store import Store

OWNER_FILE = "owner.txt"
OVERLAY = "ordinance"


@dataclass(frozen=True)
class Options:
    """How the program was started: data folder, clock, who works, by which act.

    `law_dir` is the folder of another act than the packaged one; None = the packaged one. `key`
    opens an encrypted file. `setup` says how a new file begins; `ask_setup`, that it must be said.
    """

    data_dir: Path = field(default_factory=paths.default_data_dir)
    clock: Clock = field(default_factory=SystemClock)
    actor: Actor = field(default_factory=lambda: Actor(getpass.getuser()))
    law_dir: Path | None = None
    key: bytes | None = field(default=None, repr=False)
    setup: Setup | None = field(default=None, repr=False)
    ask_setup: bool = False


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
    from ruse_desktop.storage import backup, engine, integrity, places, schema
    from ruse_desktop.storage.store import Store

    places.check(options.data_dir)
    schema.register_tables()
    path = options.data_dir / engine.FILE_NAME
    now = options.clock.now()
    key = _key(options, path)
    closed = integrity.Closed.WHOLE
    try:
        if path.exists():
            closed = integrity.compare(path, encrypted=key is not None)
            opened = engine.open_engine(path, key=key)
            integrity.forget(path)
        else:
            opened = schema.create(path, now, key=key, file_id=_file_id(options))
    except DatabaseProblem as problem:
        raise _with_owner(problem, options.data_dir) from problem
    try:
        if schema.version(opened) < engine.SCHEMA:
            backup.make(
                backup.Source(opened, options.data_dir, key),
                options.data_dir / "backups",
                backup.Stamp(now, options.actor.name, BEFORE_UPGRADE),
            )
            schema.upgrade(opened)
        (options.data_dir / OWNER_FILE).write_text(f"{options.actor.name}\n", encoding="utf-8")
    except BaseException:
        opened.dispose()
        raise
    store = Store(opened, options.clock, path, key)
    store.unsure = closed is integrity.Closed.UNKNOWN
    return store


def _key(options: Options, path: Path) -> bytes | None:
    """The key of the file; a new one is wrapped first. Raises DatabaseProblem („encrypted“)."""
    from ruse_desktop.storage import keyslots

    if path.exists():
        slots = keyslots.load(options.data_dir)
        if slots is not None and options.key is None:
            raise DatabaseProblem(
                _("Базата данни е шифрована."),
                _("Влезте с името и паролата си."),
                code="encrypted",
            )
        return options.key if slots is not None else None
    if options.setup is None:
        if options.ask_setup:
            raise DatabaseProblem(
                _("В папката още няма база данни."),
                _("Създайте профила на администратора."),
                code="first-start",
            )
        return None
    if not options.setup.encrypt:
        return None
    key = keyslots.new_key()
    options.data_dir.mkdir(parents=True, exist_ok=True)
    slots = keyslots.Keyslots(uuid.uuid4().hex).put(
        options.setup.account.login, key, options.setup.password
    )
    keyslots.save(
        options.data_dir, slots.put(keyslots.RECOVERY, key, read_code(options.setup.code))
    )
    return key


def _file_id(options: Options) -> str | None:
    from ruse_desktop.storage import keyslots

    slots = keyslots.load(options.data_dir)
    return slots.file if slots is not None else None


def is_encrypted(options: Options) -> bool:
    """Whether the folder's file needs a password before it can be read at all."""
    from ruse_desktop.storage import keyslots

    return options.key is None and keyslots.load(options.data_dir) is not None


def unlocked(options: Options, login: str, password: str) -> Options:
    """The options with the key of the encrypted file. Takes a fifth of a second.

    `login` may be „recovery“ with the code of the sheet. Raises Refused („sign-in“).
    """
    from ruse_desktop.kernel.sealing import WrongPassword
    from ruse_desktop.storage import keyslots

    slots = keyslots.load(options.data_dir)
    if slots is None:
        return options
    try:
        return replace(options, key=slots.open(login, password))
    except WrongPassword:
        raise Refused(
            _("Името или паролата не е вярна."),
            _("Проверете клавиатурата (БГ/EN) и Caps Lock."),
            code="sign-in",
        ) from None


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
    from ruse_desktop.services import restore, restoring
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.law import bring_back

    log.to_file(options.data_dir / "logs")
    restoring.finish(options.data_dir)
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
    restore.settle(services)
    _begin(services, options)
    services.attachments.forget_shown()
    services.attachments.sweep()
    return services


def _begin(services: Services, options: Options) -> None:
    """A new file gets its administrator and its sheet; one with accounts waits for a sign-in."""
    there = services.accounts.names()
    if options.setup is not None and not there:
        setup = options.setup
        services.accounts.create(setup.account, setup.password, actor=options.actor)
        services.accounts.make_sheet(actor=options.actor, code=setup.code)
        services.become(services.accounts.sign_in(setup.account.login, setup.password))
    elif there:
        services.become(NOBODY)


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


class Door:
    """Opens the data folder for the window; learns the key and the setup between two tries."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._rescued: RescueReport | None = None

    def __call__(self) -> Services:
        """The services. Raises UserError („encrypted“, „first-start“: ask the person)."""
        return open_services(self._options)

    def names(self) -> tuple[str, ...]:
        """The names whose passwords open an encrypted file."""
        from ruse_desktop.storage import keyslots

        slots = keyslots.load(self._options.data_dir)
        return tuple(sorted(one.label for one in slots.slots)) if slots else ()

    def unlock(self, login: str, password: str) -> None:
        """Take the key of an encrypted file. Raises Refused („sign-in“)."""
        self._options = unlocked(self._options, login, password)

    def rescue(self) -> None:
        """Save what can be read of a damaged file into a new one; the next opening uses it.

        Raises DatabaseProblem when nothing can be read; the file stays where it is.
        """
        from ruse_desktop.storage import rescue, schema

        schema.register_tables()
        options = self._options
        self._rescued = rescue.rescue(options.data_dir, options.clock.now(), key=options.key)

    def look(self, copy: Path, typed: tuple[str, str] | None, progress: Progress) -> Preview:
        """What a copy contains beside the file that does not open. Raises DatabaseProblem."""
        from ruse_desktop.services import restoring

        key_of = restoring.by_password(*typed) if typed else None
        options = self._options
        return restoring.preview(
            options.data_dir, copy, key=options.key, key_of=key_of, progress=progress
        )

    def restore(self, copy: Path, typed: tuple[str, str] | None, progress: Progress) -> None:
        """Make a copy ready; the next opening puts it in place and asks for the copy's password.

        Raises Refused while a round is open, DatabaseProblem, Cancelled.
        """
        from ruse_desktop.services import restoring

        options = self._options
        key_of = restoring.by_password(*typed) if typed else None
        restoring.refuse_open_round(options.data_dir, options.key)
        restoring.prepare(
            options.data_dir, copy, actor=options.actor, now=options.clock.now(),
            key=options.key, key_of=key_of, progress=progress,
        )  # fmt: skip
        self._options = replace(options, key=None, setup=None)

    def told(self, services: Services) -> RescueWords | None:
        """After a rescue, once: what became of the data, in sentences; else nothing."""
        from ruse_desktop.services import rescuing

        report, self._rescued = self._rescued, None
        if report is None:
            return None
        return rescuing.settle(services, report, actor=Actor(_("Програмата")))

    def set_up(self, setup: Setup) -> None:
        """Say how the new file begins."""
        self._options = replace(self._options, setup=setup)


def run_window(options: Options) -> int:
    """Open the window on the data folder; the exit code of the program."""
    from ruse_desktop.ui import start

    return start.run(Door(options), options)
