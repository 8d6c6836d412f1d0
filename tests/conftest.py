"""Every test runs on a screen that is not there, in Bulgarian time, with folders of its own."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/Sofia"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("QT_STYLE_OVERRIDE", None)
if hasattr(time, "tzset"):
    time.tzset()

import pytest

ROOT = Path(__file__).resolve().parent.parent
_DEMO_PATIENCE = 120
if str(ROOT) not in sys.path:  # `from tests.ui.typing import type_text` from any folder
    sys.path.insert(0, str(ROOT))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the data and settings of the person who runs it."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / ".xdg" / name.lower()))


@pytest.fixture(autouse=True)
def _bulgarian() -> None:
    """Start in the source language, whatever the test before has chosen."""
    from ruse_desktop.kernel.i18n import set_language

    set_language("bg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, windows last: a broken rule is known before a window opens."""
    order = {"unit": 0, "cases": 1, "storage": 2, "ui": 3, "e2e": 4}

    def rank(item: pytest.Item) -> int:
        parts = item.path.relative_to(ROOT).parts
        return order.get(parts[1] if len(parts) > 2 else "", 2)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The example year, played once for all who copy it, in whatever process; never opened itself."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "example-year"
    done = folder.with_suffix(".done")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _DEMO_PATIENCE
        while not done.exists():
            assert time.monotonic() < until, "the process that plays the example year has failed"
            time.sleep(0.05)
        return folder
    play_demo(folder)
    done.touch()
    return folder


def play_demo(folder: Path) -> None:
    """The example year into an empty folder."""
    from ruse_desktop import app
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services import demo
    from ruse_desktop.services.facade import Services

    actor, clock, law = Actor("Мария Колева"), demo.ScriptedClock(demo.start_of()), app.load_law()
    store = app.open_store(app.Options(data_dir=folder, clock=clock, actor=actor))
    services = Services(store, law, law.calendar(), actor, clock, folder)
    demo.build_demo(services, clock, folder / "documents")
    services.close()


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests of windows wait a third of their time."""
    return (os.cpu_count() or 1) + 1
