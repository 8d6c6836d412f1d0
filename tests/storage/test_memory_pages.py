"""The memory book: a page beside the entry in versions, its photo, one book or two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ruse_desktop.documents import memory_page
from ruse_desktop.domain.books import Act, LaureateInput
from ruse_desktop.domain.memory_pages import MODE, MemoryInput
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.facade import Services
from tests.storage.awards_world import HEAD, AwardWorld
from tests.unit.pdf_reading import words

TYPED = MemoryInput(
    "Романът стигна до второ издание.",
    ("„Градът и реката“, роман, 2025", "„Мостове“, разкази, 2019"),
    ("в. „Утро“, бр. 212 от 02.11.2026 г.",),
)
LAUREATE = LaureateInput(
    2026, given="Петър", middle="Илиев", family="Донев", section="Художествена проза",
    motive="за романа „Градът и реката“ и за езика, с който е написан",
    act=Act("minutes", "3", date(2026, 10, 20), "Протокол № 3/20.10.2026 г."),
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AwardWorld]:
    made = AwardWorld(tmp_path, "NLN", date(2026, 11, 8))
    yield made
    made.close()


@pytest.fixture
def seq(world: AwardWorld) -> int:
    books = world.services.books
    (row,) = books.enter(actor=HEAD, award="NLN", laureates=[LAUREATE])
    return row.seq


def photo(folder: Path, name: str = "donev.png", size: tuple[int, int] = (300, 400)) -> Path:
    place = folder / name
    Image.new("RGB", size, (40, 70, 120)).save(place)
    return place


def page(services: Services, seq: int) -> bytes:
    return memory_page.render(services.memory.content("NLN", seq))


@pytest.mark.requirement("R-60-0.2")
def test_page_holds_photo_works_press_and_motives(
    world: AwardWorld, seq: int, tmp_path: Path
) -> None:
    memory = world.services.memory
    before = world.services.books.detail("NLN", seq)
    memory.keep("NLN", seq, TYPED, photo=photo(tmp_path), actor=HEAD)
    pdf = page(world.services, seq)
    assert b"/Subtype /Image" in pdf
    said = words(pdf, 0)
    for part in ("Петър Илиев Донев", "Паметна книга", "второ издание", "Мостове", "Утро", "езика"):
        assert part in said
    assert world.services.books.detail("NLN", seq) == before
    assert world.services.books.verify().intact


def test_each_saving_is_a_version_and_the_photo_stays(
    world: AwardWorld, seq: int, tmp_path: Path
) -> None:
    memory = world.services.memory
    assert memory.keep("NLN", seq, TYPED, photo=photo(tmp_path), actor=HEAD) == 1
    assert memory.keep("NLN", seq, MemoryInput("нов текст"), actor=HEAD) == 2
    now = memory.page("NLN", seq)
    assert (now.version, now.photo, now.works) == (2, "donev.png", ())
    assert world.services.attachments.sweep() == 0
    memory.keep("NLN", seq, TYPED, drop_photo=True, actor=HEAD)
    assert memory.content("NLN", seq).picture == b""
    for broken in ("UPDATE memory_page SET text = ''", "DELETE FROM memory_page"):
        with (
            pytest.raises(IntegrityError),
            world.services.store.write(HEAD, "memory.broken", ("memory",)) as tx,
        ):
            tx.session.execute(text(broken))


def test_what_is_no_photo_is_refused(world: AwardWorld, seq: int, tmp_path: Path) -> None:
    false = tmp_path / "false.png"
    false.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    huge = photo(tmp_path, "huge.png", (9000, 5000))
    cut = tmp_path / "cut.png"
    cut.write_bytes(photo(tmp_path, "whole.png").read_bytes()[:200])
    notes = tmp_path / "notes.txt"
    notes.write_text("бележки", encoding="utf-8")
    for one in (false, huge, cut, notes):
        with pytest.raises(UserError):
            world.services.memory.keep("NLN", seq, TYPED, photo=one, actor=HEAD)
    assert world.services.memory.page("NLN", seq).version == 0


def test_other_awards_have_no_memory_book(world: AwardWorld, seq: int) -> None:
    with pytest.raises(Refused, match="не предвижда"):
        world.services.memory.page("NR", seq)
    shown = {view.book: view.memory for view in world.services.books.books()}
    assert [book for book, memory in shown.items() if memory] == ["NLN"]


@pytest.mark.requirement("R-60-0.3")
def test_one_book_or_two_is_the_offices_answer_and_numbers_stay(
    world: AwardWorld, seq: int
) -> None:
    assert not world.services.memory.content("NLN", seq).answered
    assert "същата книга" in words(page(world.services, seq), 0)
    number = world.services.books.detail("NLN", seq).row.entry_no
    world.services.practices.set(
        MODE, "two", valid_from=world.day, reason="Паметната книга се води с красив почерк",
        actor=HEAD,
    )  # fmt: skip
    world.services.rebuild()
    content = world.services.memory.content("NLN", seq)
    assert (content.shared, content.answered) == (False, True)
    assert content.entry.row.entry_no == number
    assert "отделно от книгата" in words(page(world.services, seq), 0)
