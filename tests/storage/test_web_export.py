"""The folder for the site: calendar, calls, laureates; no network, nothing internal, valid pages."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ruse_desktop import app
from ruse_desktop.domain.actors import Actor
from ruse_desktop.domain.events import EventInput, When
from ruse_desktop.kernel.clock import FixedClock
from ruse_desktop.services import demo
from ruse_desktop.services.facade import Services

DAY = date(2026, 9, 12)
_VOID = {"meta", "br", "link"}


class Page(HTMLParser):
    """Every element closed in order; headings, captions, links and addresses from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.seen.append(tag)
        self.lang = held.get("lang") or self.lang
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]
        if tag == "th":
            assert held.get("scope") in {"col", "row"}
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def services(demo_folder: Path, tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(demo_folder, tmp_path / "data")
    clock = FixedClock(demo.end_of())
    made = app.open_services(app.Options(tmp_path / "data", clock=clock, actor=Actor("Мария")))
    yield made
    made.store.close()


@pytest.mark.requirement("R-F36-0.1")
def test_folder_of_the_day_gets_its_files_without_a_network(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def never(*_args: object, **_more: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", never)
    services.events.create(
        EventInput("Открит урок", When(DAY, DAY), public_text="за всички", internal_text="ТАЙНА"),
        actor=services.actor,
    )
    services.events.create(
        EventInput("Оперативка", When(DAY, DAY), public=False), actor=services.actor
    )
    folder, names = services.web_export.write(tmp_path / "за сайта", actor=services.actor)
    assert folder.name == demo.end_of().date().isoformat()
    assert {path.name for path in folder.iterdir()} == set(names)
    assert {"index.html", "kalendar.html", "kalendar.txt", "kalendar.csv"} <= set(names)
    calls = [name for name in names if name.startswith("pokana") and name.endswith(".html")]
    assert calls, "an edition that still waits for proposals has its call"
    whole = ""
    for path in sorted(folder.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        whole += text
        page = Page()
        page.feed(text)
        page.close()
        assert page.open == []
        assert page.lang == "bg"
        assert page.seen.count("h1") == 1
        assert page.seen.count("table") == page.seen.count("caption")
        assert "script" not in page.seen
        assert all(link.startswith("#") or link in names for link in page.links)
    assert "Открит урок" in whole
    assert "ТАЙНА" not in whole
    assert "Оперативка" not in whole
    again, _names = services.web_export.write(tmp_path / "за сайта", actor=services.actor)
    assert again == folder
