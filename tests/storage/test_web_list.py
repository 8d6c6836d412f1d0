"""The list for the site: names, award, year and section; nobody before the ceremony."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import text

from ruse_desktop import app
from ruse_desktop.domain.books import BookImport
from ruse_desktop.domain.practice import Practice
from ruse_desktop.domain.web_list import FILES, WebLine, Why
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.services.book_hand_over import HandOverService
from ruse_desktop.services.books import BookService
from ruse_desktop.services.web_list import WebListService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import (
    ACT,
    ACTOR,
    books_of,
    hand_over,
    historic,
    law,
    open_store,
    person,
    revoke,
    team,
)

VOID = {"meta", "link", "br", "hr", "img", "input"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "база")
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    made = books_of(store)
    made.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            person(birth_year=1961, titles="проф."),
            team("Иво Бонев"),
            person("Ъглова", section="Музика <и> „танц“ & сцена"),
        ],
    )
    made.enter(actor=ACTOR, award="SG", laureates=[historic(2010, "Петър Стоев")])
    return made


@pytest.fixture
def web(store: Store, books: BookService) -> WebListService:
    return WebListService(store, law(), HandOverService(store, law(), Practice()))


class Page(HTMLParser):
    """Checks that tags nest, and gathers what stands where."""

    def __init__(self, html: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.rows: list[list[str]] = []
        self.feed(html.decode("utf-8"))
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack and data.strip():
            self.texts.setdefault(self.stack[-1], []).append(data)
            if self.stack[-1] in {"td", "th"}:
                self.rows[-1].append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def exported(web: WebListService, folder: Path) -> tuple[bytes, bytes, bytes]:
    web.export(actor=ACTOR, folder=folder)
    assert set(FILES) <= {p.name for p in folder.iterdir()}
    html, table, data = ((folder / name).read_bytes() for name in FILES)
    return html, table, data


@pytest.mark.requirement("R-PZR2-0.1")
@pytest.mark.requirement("R-F36-0.1")
def test_only_name_award_year_and_section_leave_the_program(
    store: Store, web: WebListService, tmp_path: Path
) -> None:
    hand_over(store, [2, 3, 4])
    html, table, data = exported(web, tmp_path / "за сайта")
    found = json.loads(data)["laureates"]
    assert {frozenset(one) for one in found} == {frozenset(("award", "year", "name", "section"))}
    assert [one["name"] for one in found] == [
        "Ансамбъл „Дунавска вълна“", "Маргарита Илиева Попова", "Маргарита Илиева Ъглова",
        "Петър Стоев",
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Отличие", "Година", "Носител", "Раздел"]
    assert [row[2] for row in rows[1:]] == [one["name"] for one in found]
    assert table.startswith(b"\xef\xbb\xbf")
    for kept in ("1961", "проф.", "Иво Бонев", ACT.text, "оперното"):
        assert all(kept.encode() not in file for file in (html, table, data))
    assert {field.name for field in fields(WebLine)} == {"id", "award", "year", "name", "section"}


def test_page_is_well_formed_and_made_for_everybody(
    store: Store, web: WebListService, tmp_path: Path
) -> None:
    hand_over(store, [2, 3, 4])
    html, _table, _data = exported(web, tmp_path)
    page = Page(html)
    assert html.startswith(b"<!DOCTYPE html>")
    assert page.of("html") == [{"lang": "bg"}]
    assert {"charset": "utf-8"} in page.of("meta")
    assert page.texts["title"] == page.texts["h1"] == ["Носители на отличия на Община Русе"]
    assert [len(page.of(tag)) for tag in ("main", "h1")] == [1, 1]
    tables = page.of("table")
    assert len(tables) == len(page.texts["caption"]) == len(page.texts["h2"]) == 2
    assert all(attrs.get("scope") in {"col", "row"} for attrs in page.of("th"))
    ids = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for attrs in page.of("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    for section in page.of("section"):
        assert section["aria-labelledby"] in ids
    assert ["2026", "Маргарита Илиева Ъглова", "Музика <и> „танц“ & сцена"] in page.rows
    for tag in ("script", "img", "link", "iframe"):
        assert not page.of(tag)
    assert b"://" not in html
    assert b"@media print" in html


def test_the_same_books_on_the_same_day_give_the_same_bytes(
    web: WebListService, tmp_path: Path
) -> None:
    assert exported(web, tmp_path / "1") == exported(web, tmp_path / "2")
    newest, first = web.log()
    assert (newest.version, first.version, newest.digest) == (2, 1, first.digest)


def test_nobody_is_published_before_the_award_is_handed_over(
    store: Store, web: WebListService
) -> None:
    made = web.content()
    assert [line.name for line in made.lines] == ["Петър Стоев"]
    assert {one.why for one in made.withheld} == {Why.NOT_HANDED}
    hand_over(store, [3])
    made = web.content()
    assert [line.name for line in made.lines] == ["Ансамбъл „Дунавска вълна“", "Петър Стоев"]
    assert len(made.withheld) == 2


@pytest.mark.requirement("R-PZR2-0.2")
def test_revoked_are_left_out_and_versions_are_kept(
    store: Store, web: WebListService, tmp_path: Path
) -> None:
    hand_over(store, [2, 3, 4])
    revoke(store, 2, ACT, "по решение на съда от 2026 г.")
    html, _table, _data = exported(web, tmp_path)
    assert "Попова".encode() not in html
    (version,) = web.log()
    assert (version.names, version.withheld, version.by) == (3, 1, ACTOR.name)
    web.published(
        actor=ACTOR, version=1, link="https://obshtina.example/nagradi", on=version.at.date()
    )
    (version,) = web.log()
    assert version.link == "https://obshtina.example/nagradi"
    with pytest.raises(NotFound):
        web.published(actor=ACTOR, version=9, link="", on=None)
    with store.read() as session, pytest.raises(Exception, match="append-only"):
        session.execute(text("DELETE FROM web_publication"))


def test_a_person_may_ask_to_be_left_out_and_back(store: Store, web: WebListService) -> None:
    hand_over(store, [2, 3, 4])
    one = next(line for line in web.content().lines if line.name.endswith("Попова"))
    with pytest.raises(UserError):
        web.withhold(actor=ACTOR, laureate_id=one.id, reason=" ")
    web.withhold(actor=ACTOR, laureate_id=one.id, reason="искане от 01.06.2026 г.")
    with pytest.raises(Refused):
        web.withhold(actor=ACTOR, laureate_id=one.id, reason="още веднъж")
    (left,) = web.content().withheld
    assert (left.why, left.by, left.line) == (Why.ASKED, ACTOR.name, one)
    assert "искане от 01.06.2026" in left.text
    web.lift(actor=ACTOR, laureate_id=one.id, reason="искането е оттеглено")
    assert one in web.content().lines
    with pytest.raises(NotFound):
        web.lift(actor=ACTOR, laureate_id=one.id, reason="няма какво")
    web.withhold(actor=ACTOR, laureate_id=one.id, reason="ново искане")
    assert [w.reason for w in web.content().withheld] == ["ново искане"]


def test_the_embargo_lasts_until_the_ceremony_of_the_law(tmp_path: Path) -> None:
    options = app.Options(
        data_dir=tmp_path / "данни", clock=FixedClock(datetime(2026, 5, 20, 9, tzinfo=SOFIA)),
        actor=ACTOR,
    )  # fmt: skip
    services = app.open_services(options)
    try:
        services.books.enter(actor=ACTOR, award="NR", laureates=[person(area="Изкуство и култура")])
        now = [historic(2026, "Петър Стоев"), historic(2025, "Ана Бонева")]
        services.books.import_book(actor=ACTOR, award="NR", source=BookImport(tuple(now)))
        made = services.web_list.content()
    finally:
        services.close()
    assert [line.name for line in made.lines] == ["Ана Бонева"]
    assert [(one.why, one.ceremony) for one in made.withheld] == [
        (Why.CEREMONY, date(2026, 5, 23)),
    ] * 2  # fmt: skip
    assert made.withheld[0].text == "връчването е на 23.05.2026\u00a0г."


def test_a_name_that_looks_like_a_formula_is_harmless_in_a_spreadsheet(
    books: BookService, web: WebListService, tmp_path: Path
) -> None:
    books.enter(actor=ACTOR, award="SG", laureates=[historic(2011, "=HYPERLINK(1)")])
    _html, table, _data = exported(web, tmp_path)
    assert ";'=HYPERLINK(1);" in table.decode("utf-8-sig")


def test_a_folder_that_cannot_be_written_leaves_no_version(
    web: WebListService, tmp_path: Path
) -> None:
    (tmp_path / "файл").write_bytes(b"")
    with pytest.raises(UserError):
        web.export(actor=ACTOR, folder=tmp_path / "файл")
    assert web.log() == ()
