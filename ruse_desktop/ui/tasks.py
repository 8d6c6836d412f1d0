"""Work off the window's thread: one database worker, one for computing; answers come back here."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.progress import Cancelled, Progress
from ruse_desktop.kernel.text import take_removed
from ruse_desktop.ui.collector import Collector

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services

T = TypeVar("T")
Confirmer = Callable[
    [UserError, Callable[["Actor"], object], Callable[[], object]],
    bool,
]
"""Asks a colleague to confirm a step refused for want of a right: (the refusal, go on as, give up);
whether it asks."""
_log = logging.getLogger(__name__)

_SOON, _LATER, _LAST = 0, 1, 9


class LongTask(QObject):
    """One long job as the window shows it: `title`, its progress and the way to stop it."""

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, label: str) -> None:
        """Called by the worker. Raises Cancelled when the person has stopped the work."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, label)


@dataclass(order=True)
class _Job:
    rank: int
    order: int
    work: Callable[[Any], Any] = field(compare=False)
    done: Callable[[Any], object] | None = field(compare=False, default=None)
    failed: Callable[[UserError], object] | None = field(compare=False, default=None)
    settled: Callable[[], object] | None = field(compare=False, default=None)
    owner: QObject | None = field(compare=False, default=None)
    owned: bool = field(compare=False, default=False)
    changes: bool = field(compare=False, default=False)
    task: LongTask | None = field(compare=False, default=None)

    @property
    def alive(self) -> bool:
        """Whether somebody still waits for the answer."""
        return not self.owned or (self.owner is not None and shiboken6.isValid(self.owner))


class _Worker(threading.Thread):
    """Takes jobs in order of rank; puts each with its answer into `answers` and says so.

    By then it holds nothing of the job: its closures know widgets, and the last to let go of a
    widget must be the window's thread.
    """

    def __init__(self, name: str, answers: deque[_Answer], said: Callable[[], None]) -> None:
        super().__init__(name=name, daemon=True)
        self.jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._answers = answers
        self._said = said

    def subject(self) -> Any:
        """What every job receives."""
        return None

    def run(self) -> None:
        """Work until the job that ends it."""
        try:
            given = self.subject()
        except _Closed:
            return
        while self._work(given):
            self._said()

    def _work(self, given: Any) -> bool:
        """Do the next job; whether there may be another."""
        job = self.jobs.get()
        if job.rank == _LAST:
            job.work(given)
            return False
        answer: Any = None
        problem: Exception | None = None
        take_removed()
        try:
            answer = job.work(given)
        except Exception as error:  # noqa: BLE001 - told to the window, see Tasks._settle
            problem = error
        changed: frozenset[str] = frozenset()
        try:
            changed = given.take_changes() if job.changes else changed
        except Exception as error:  # noqa: BLE001 - the worker must live; told to the window
            problem = problem or error
        cleaned = take_removed() > 0 and bool(changed)
        self._answers.append(_Answer(job, answer, problem, changed, cleaned))
        return True


@dataclass(frozen=True)
class _Answer:
    job: _Job
    value: Any
    problem: Exception | None
    changed: frozenset[str]
    cleaned: bool = False


class _Closed(Exception):
    """The window was closed before the database could be opened."""


class _DatabaseWorker(_Worker):
    def __init__(
        self,
        opener: Callable[[], Any],
        answers: deque[_Answer],
        said: Callable[[], None],
        told: Callable[[object], None],
    ) -> None:
        super().__init__("database", answers, said)
        self._opener = opener
        self._told = told
        self._again = threading.Event()
        self._closing = False

    def subject(self) -> Any:
        """The services, opened on this thread; asks again until they open or the window closes."""
        while True:
            try:
                services = self._opener()
            except Exception as error:  # noqa: BLE001 - told to the window, which offers another try
                self._told(error)
            else:
                self._told(None)
                return services
            self._again.wait()
            self._again.clear()
            if self._closing:
                raise _Closed

    def try_again(self) -> None:
        self._again.set()

    def give_up(self) -> None:
        self._closing = True
        self._again.set()


class Tasks(QObject):
    """Queues work and gives answers back on the window's thread.

    `read`/`write` run on the one database thread in the order asked; `long` after them;
    `compute` on another thread, without services. `done` gets the result, `failed` a UserError
    (without it the window shows the error), `settled` comes in every case, before either.
    `cleaned` tells that unseen characters were taken out of what was kept.
    Nothing is called once `owner` is deleted; without `owner` the object of a bound `done` counts.
    """

    opened = Signal()
    open_failed = Signal(object)
    changed = Signal(object)
    cleaned = Signal()
    problem = Signal(object)
    bug = Signal(object)
    long_started = Signal(object)
    cancelled = Signal(str)
    _said = Signal()
    _told = Signal(object)

    def __init__(self, opener: Callable[[], Services], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order = count()
        self._answers: deque[_Answer] = deque()
        self._said.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._open_settled, Qt.ConnectionType.QueuedConnection)
        self._database = _DatabaseWorker(opener, self._answers, self._said.emit, self._told.emit)
        self._computer = _Worker("computing", self._answers, self._said.emit)
        self._collector = Collector(self)
        self.confirmer: Confirmer | None = None
        self._waiting = 0
        self._long: list[LongTask] = []
        self._closed = False
        self.is_open = False

    def start(self) -> None:
        """Open the services on the worker; call after the first paint."""
        self._collector.start()
        self._database.start()
        self._computer.start()

    def try_again(self) -> None:
        """Open the services once more after `open_failed`."""
        self._database.try_again()

    @property
    def busy(self) -> int:
        """How many jobs have not been answered."""
        return self._waiting

    @property
    def long_tasks(self) -> tuple[LongTask, ...]:
        """The long jobs not yet finished."""
        return tuple(self._long)

    def read(
        self,
        work: Callable[[Services], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        owner: QObject | None = None,
        settled: Callable[[], object] | None = None,
    ) -> None:
        """Ask the database; `done` gets the value."""
        self._put(self._database, _SOON, work, done, failed, settled, owner)

    def write(
        self,
        work: Callable[[Services], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        owner: QObject | None = None,
        settled: Callable[[], object] | None = None,
    ) -> None:
        """Change the database; `changed` tells what changed before `done` is called."""
        self._put(self._database, _SOON, work, done, failed, settled, owner, changes=True)

    def long(
        self,
        work: Callable[[Services, Progress], T],
        title: str,
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        owner: QObject | None = None,
        settled: Callable[[], object] | None = None,
    ) -> LongTask:
        """Work with progress and cancel, behind all that waits; the window shows its progress."""
        task = LongTask(title, self)

        def run(services: Services) -> T:
            return work(services, task)

        self._long.append(task)
        self._put(
            self._database, _LATER, run, done, failed, settled, owner, changes=True, task=task
        )
        self.long_started.emit(task)
        return task

    def compute(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        owner: QObject | None = None,
        settled: Callable[[], object] | None = None,
    ) -> None:
        """Work that needs no database: pages as pictures, files to read."""
        self._put(self._computer, _SOON, lambda _none: work(), done, failed, settled, owner)

    def shutdown(self) -> Exception | None:
        """Finish what was asked, close the services (their exit backup), stop; what went wrong."""
        if self._closed:
            return None
        self._closed = True
        for task in self._long:
            task.cancel()
        failure: list[Exception] = []

        def close(services: Services) -> None:
            try:
                services.close()
            except Exception as error:  # noqa: BLE001 - returned to the window, which says it
                failure.append(error)

        for worker, last in ((self._computer, _nothing), (self._database, close)):
            worker.jobs.put(_Job(_LAST, next(self._order), last))
        self._database.give_up()
        for worker in (self._computer, self._database):
            if worker.ident is not None:
                worker.join()
        QCoreApplication.sendPostedEvents(self)
        self._collector.stop()
        return failure[0] if failure else None

    def _put(
        self,
        worker: _Worker,
        rank: int,
        work: Callable[[Any], Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[UserError], object] | None,
        settled: Callable[[], object] | None,
        owner: QObject | None,
        *,
        changes: bool = False,
        task: LongTask | None = None,
    ) -> None:
        assert QThread.currentThread() is self.thread(), "tasks are asked from the window's thread"
        if self._closed:
            return
        bound = owner if owner is not None else getattr(done, "__self__", None)
        holder = bound if isinstance(bound, QObject) else None
        self._waiting += 1
        worker.jobs.put(
            _Job(
                rank,
                next(self._order),
                work,
                done,
                failed,
                settled,
                holder,
                owned=holder is not None,
                changes=changes,
                task=task,
            )
        )

    @Slot()
    def _settle(self) -> None:
        answer = self._answers.popleft()
        job = answer.job
        self._waiting -= 1
        if job.task is not None:
            self._long.remove(job.task)
            job.task.finished.emit()
        if answer.changed:
            self.changed.emit(answer.changed)
        if answer.cleaned:
            self.cleaned.emit()
        if job.alive and self._asks_colleague(job, answer.problem):
            return
        self._finish(job, answer)

    def _finish(self, job: _Job, answer: _Answer) -> None:
        if job.alive and job.settled is not None:
            job.settled()
        if answer.problem is not None:
            self._tell(job, answer.problem)
        elif job.alive and job.done is not None:
            job.done(answer.value)

    def _asks_colleague(self, job: _Job, problem: Exception | None) -> bool:
        """Whether a step without the right waits now for a colleague's password."""
        if (
            self.confirmer is None
            or job.task is not None
            or not isinstance(problem, UserError)
            or not problem.code.startswith("right:")
        ):
            return False

        def go_on(actor: Actor) -> None:
            self._waiting += 1
            self._database.jobs.put(
                replace(job, order=next(self._order), work=partial(_as_actor, job.work, actor))
            )

        refusal = problem
        return self.confirmer(
            refusal, go_on, lambda: self._finish(job, _Answer(job, None, refusal, frozenset()))
        )

    def _tell(self, job: _Job, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self.cancelled.emit(job.task.title if job.task else "")
        elif not isinstance(problem, UserError):
            _log.error("a job failed", exc_info=problem)
            self.bug.emit(problem)
        elif not job.alive:
            _log.info("an answer came too late: %s", problem.code)
        elif job.failed is not None:
            job.failed(problem)
        else:
            self.problem.emit(problem)

    @Slot(object)
    def _open_settled(self, problem: Exception | None) -> None:
        self.is_open = problem is None
        if problem is None:
            self.opened.emit()
            return
        if not isinstance(problem, UserError):
            _log.error("the database could not be opened", exc_info=problem)
        self.open_failed.emit(problem)


def _as_actor(work: Callable[[Services], Any], actor: Actor, services: Services) -> Any:
    """Do the work as `actor`, then let the one before go on."""
    before = services.actor
    services.become(actor)
    try:
        return work(services)
    finally:
        services.become(before)


def _nothing(_given: object) -> None:
    """The last job of a worker with nothing to close."""
