"""„Провери диплома“: signed codes, photos of them, keys replaced, and what the book says now."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from ruse_desktop.documents import diplomas as documents
from ruse_desktop.documents import pages
from ruse_desktop.domain.books import Signature
from ruse_desktop.domain.diplomas import Layout, Orientation
from ruse_desktop.domain.diplomas import Paper as Sheet
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.errors import Refused, UserError
from ruse_desktop.services.books import BookService
from ruse_desktop.services.diploma_check import DiplomaChecker
from ruse_desktop.services.diplomas import DiplomaService
from ruse_desktop.services.signing import KeyService, KeyState, OpenKey
from ruse_desktop.storage.store import Store
from tests.storage.books_world import ACT, ACTOR, books_of, law, open_store, person, revoke

WORDS = "дунав мост библиотека"


class Office:
    """A book with one laureate and the keeper's key."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.books: BookService = books_of(store)
        self.books.enter(actor=ACTOR, award="NR", laureates=[person()])
        self.restart()

    def restart(self) -> None:
        """As after the program is started anew: the key waits for its password."""
        self.keys = KeyService(self.store, Practice(), OpenKey())
        self.diplomas = DiplomaService(self.store, law(), self.books, self.keys)
        self.checker = DiplomaChecker(self.books, self.keys)

    def code(self) -> str:
        return self.diplomas.contents(book="NR", seqs=[2])[0].code

    def page(self, layout: Layout | None = None) -> bytes:
        made = self.diplomas.contents(book="NR", seqs=[2])
        return documents.render(made, layout or Layout())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = open_store(tmp_path / "база")
    yield Office(store)
    store.close()


@pytest.fixture
def signing(office: Office) -> Office:
    office.keys.make(WORDS, actor=ACTOR)
    return office


def test_without_a_key_the_code_is_unsigned_and_the_book_answers(office: Office) -> None:
    assert office.keys.state() is KeyState.NONE
    found = office.checker.text(office.code())
    assert (found.genuine, found.signature) == (True, Signature.ABSENT)


def test_key_signs_until_the_end_of_the_run_and_opens_with_its_password(signing: Office) -> None:
    signed = signing.code()
    assert signed.startswith("2:NR:1:2026:")
    assert signing.checker.text(signed).signature is Signature.VALID
    signing.restart()
    assert signing.keys.state() is KeyState.LOCKED
    assert signing.code().startswith("1:")
    assert signing.checker.text(signed).signature is Signature.VALID
    with pytest.raises(Refused, match="не отваря"):
        signing.keys.unlock("дунав мост")
    signing.keys.unlock(WORDS)
    assert signing.code() == signed


def test_short_password_and_replacing_without_a_reason_are_refused(signing: Office) -> None:
    with pytest.raises(UserError, match="твърде кратка"):
        signing.keys.make("дунав", actor=ACTOR)
    with pytest.raises(UserError):
        signing.keys.make("съвсем друга парола", actor=ACTOR)
    assert len(signing.keys.public_keys()) == 1


def test_lost_key_is_replaced_and_what_it_signed_stays_good(signing: Office) -> None:
    old = signing.code()
    signing.keys.make("съвсем друга парола", reason="паролата е загубена", actor=ACTOR)
    now = signing.code()
    assert now != old
    for code in (old, now):
        assert signing.checker.text(code).signature is Signature.VALID
    current, before = signing.keys.public_keys()
    assert (current.until, before.why) == (None, "паролата е загубена")


def test_stolen_file_does_not_sign(signing: Office, tmp_path: Path) -> None:
    private = signing.keys._opened.private
    assert private is not None
    signing.store.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert private not in file.read_bytes()


def test_code_signed_by_a_foreign_key_is_said_to_be_unknown(signing: Office) -> None:
    from ruse_desktop.domain.diploma_code import new_private, read, sign

    foreign = sign(read(signing.code()).code, new_private())  # type: ignore[union-attr]  # it is signed
    found = signing.checker.text(str(foreign))
    assert found.signature is Signature.UNKNOWN
    changed = signing.code().replace(":NR:1:", ":NR:2:", 1)
    assert not signing.checker.text(changed).genuine


def test_signed_code_with_a_changed_year_is_false(signing: Office) -> None:
    found = signing.checker.text(signing.code().replace(":2026:", ":2025:", 1))
    assert (found.genuine, found.signature) == (False, Signature.FALSE)
    assert "Подписът на кода не е верен" in found.sentence


def test_correction_and_revocation_are_told(signing: Office) -> None:
    code = signing.code()
    signing.books.correct(
        actor=ACTOR, book="NR", seq=2, changes={"family": "Попова-Стоянова"},
        reason="правописна грешка в протокола",
    )  # fmt: skip
    found = signing.checker.text(code)
    assert found.genuine
    assert "„Попова“ → „Попова-Стоянова“" in found.now[0]
    revoke(signing.store, 2, ACT, "поведение, несъвместимо с отличието")
    again = signing.checker.text(code)
    assert again.genuine
    assert again.sentence == "Дипломът е издаден, но отличието е отнето."


LAYOUTS = [
    Layout(), Layout(Orientation.LANDSCAPE), Layout(Orientation.PORTRAIT, Sheet.A3),
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=["portrait", "landscape", "A3"])
def test_scanned_pdf_is_read(signing: Office, tmp_path: Path, layout: Layout) -> None:
    file = tmp_path / "скан.pdf"
    file.write_bytes(signing.page(layout))
    found = signing.checker.file(file)
    assert (found.genuine, found.signature) == (True, Signature.VALID)


def photo(pdf: bytes, change: str) -> Image.Image:
    page = pages.page_image(pdf, 0, 200)
    picture = Image.frombytes("RGBA", (page.width, page.height), page.pixels, "raw", "BGRA")
    picture = picture.convert("RGB")
    if change == "turned":
        return picture.rotate(27, expand=True, fillcolor=(90, 90, 90))
    if change == "upside down":
        return picture.rotate(180)
    if change == "blurred":
        return picture.filter(ImageFilter.GaussianBlur(1.2))
    if change == "seen from the side":
        wide, tall = picture.size
        return picture.transform(
            picture.size,
            Image.Transform.QUAD,
            (-0.02 * wide, -0.03 * tall, 0.03 * wide, tall, wide, tall * 1.02, wide * 1.04, 0),
            fillcolor=(120, 110, 100),
        )
    if change == "in shadow":
        shade = Image.linear_gradient("L").resize(picture.size).point(lambda n: 90 + n // 2)
        return Image.composite(picture, Image.new("RGB", picture.size, (40, 40, 40)), shade)
    return picture


@pytest.mark.parametrize(
    "change", ["", "turned", "upside down", "blurred", "seen from the side", "in shadow"]
)
def test_photo_is_read(signing: Office, tmp_path: Path, change: str) -> None:
    file = tmp_path / "снимка.jpg"
    photo(signing.page(), change).save(file, quality=60)
    found = signing.checker.file(file)
    assert (found.genuine, found.signature) == (True, Signature.VALID)


def picture_bytes(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("1", size, 1).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "не е снимка"),
        (b"plain text", "не е снимка"),
        (b"%PDF-1.7 broken", "не се отваря"),
        (picture_bytes((200, 200)), "не се вижда код"),
        (picture_bytes((20_000, 20_000)), "твърде голяма"),
    ],
    ids=["empty", "text", "broken pdf", "no code", "bomb"],
)
def test_bad_file_is_answered_calmly(
    office: Office, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "файл"
    file.write_bytes(content)
    with pytest.raises(UserError, match=said):
        office.checker.file(file)


def test_file_that_is_not_there_is_answered_calmly(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не се чете"):
        office.checker.file(tmp_path / "няма.png")
