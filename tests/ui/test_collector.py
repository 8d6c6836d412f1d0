"""A widget in a cycle is freed on the window's thread, whatever the workers allocate."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QThread

from tests.ui import windows

FREED: list[bool] = []


class Ring(QObject):
    """Keeps itself alive until the collector comes."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(_note)


def _note() -> None:
    FREED.append(threading.current_thread() is threading.main_thread())


def wait_until_freed(qtbot, number: int) -> None:
    """Wait, making objects meanwhile: the collector comes when there are enough new ones."""
    made = []

    def freed() -> bool:
        made.append([[] for _n in range(100)])
        return len(FREED) == number

    qtbot.waitUntil(freed, timeout=windows.PATIENCE)


def test_cycles_of_widgets_are_freed_on_the_thread_of_the_window(qtbot, window):
    FREED.clear()
    assert not gc.isenabled()
    for _n in range(50):
        Ring()

    def allocate(_services) -> int:
        assert QThread.currentThread() is not window.thread()
        return len([[n] for n in range(200_000)])

    got: list[int] = []
    window.tasks.read(allocate, got.append)
    windows.settle(qtbot, window)
    assert got == [200_000]
    wait_until_freed(qtbot, 50)
    assert all(FREED)


def test_collector_is_given_back_with_the_last_window(qtbot, tmp_path):
    with windows.opened(qtbot, tmp_path):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_worker_lets_go_of_a_job_before_the_window_hears_of_it(qtbot, window):
    """Else the last to know a widget of its closure may be the worker, which frees it there."""
    FREED.clear()

    def ask() -> None:
        held = QObject()
        held.destroyed.connect(_note)
        window.tasks.read(lambda _s: held is not None, lambda _got: None)

    for _n in range(30):
        ask()
        windows.settle(qtbot, window)
    wait_until_freed(qtbot, 30)
    assert all(FREED)
