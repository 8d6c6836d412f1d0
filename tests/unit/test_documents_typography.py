"""What happens to people's texts before they stand on paper."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate

from ruse_desktop.documents import typography as type_
from ruse_desktop.kernel.errors import UserError

HOSTILE = (
    '<img src="/etc/passwd">',
    "Фирма <ЕТ> и <AB>",
    "a<b, c>d",
    "x <i> y, <b>…",
    "Ан & Ко &amp; син &#1040;",
    "[[[а]]] {0} %s",
)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def printed(text: str) -> str:
    out = io.BytesIO()
    SimpleDocTemplate(out, initialFontName=type_.SANS).build([type_.para(text, type_.style())])
    return text_of(out.getvalue())


def line(text: str, font: str = type_.DISPLAY_BOLD, **options: float) -> bytes:
    type_.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(900, 100), initialFontName=type_.SANS)
    type_.draw(canvas, text, 450, 40, font, 30, at="centre", **options)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def test_para_prints_markup_as_it_was_typed(text: str):
    assert printed(text) == "".join(text.split())


@settings(max_examples=40, deadline=None)
@given(st.text("<>&;\"'=/абвЯщ№„“12 bi", min_size=1, max_size=60).filter(str.strip))
def test_para_prints_any_text_literally(text: str):
    assert printed(text) == "".join(text.split())


def test_controls_and_directions_do_not_reach_the_page():
    assert type_.plain("Ив\u202eан\x00 Пет\u200bров\u00ad 6\u202fг.") == "Иван Петров 6\u00a0г."


@pytest.mark.parametrize("text", ["Тодор Гаврилов Хаджиев", "АТАНАС", "ДИПЛОМ"])
def test_kerned_line_is_read_as_typed_and_centred(text: str):
    page = pypdfium2.PdfDocument(line(text))[0].get_textpage()
    assert "".join(page.get_text_range().split()) == text.replace(" ", "")
    boxes = [page.get_charbox(n, loose=True) for n in range(page.count_chars())]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert (left + right) / 2 == pytest.approx(450, abs=2.83)
    assert right - left == pytest.approx(type_.width(text, type_.DISPLAY_BOLD, 30), abs=1)


def test_kerning_brings_letters_together():
    separate = sum(type_.width(letter, type_.DISPLAY_BOLD, 100) for letter in "То")
    assert type_.width("То", type_.DISPLAY_BOLD, 100) < separate - 3


def test_letter_without_glyph_is_refused():
    with pytest.raises(UserError, match="няма знак"):
        line("Ли 李")


def test_fit_shrinks_to_the_room_and_not_below_the_least():
    wide = type_.width("Щърбанов", type_.DISPLAY, 1)
    assert type_.fit("Щърбанов", type_.DISPLAY, 40, 10, wide * 20) == pytest.approx(20)
    assert type_.fit("Щърбанов", type_.DISPLAY, 40, 21, wide * 20) is None
    assert type_.fit("Щърбанов", type_.DISPLAY, 40, 10, 9999) == 40


@pytest.mark.parametrize("room", [60, 90, 140, 300])
def test_wrapped_lines_fit_and_lose_nothing(room: int):
    text = "за принос към оперното изкуство и за 20 г. труд по чл. 45 в град Русе, № 17"
    lines = type_.wrap(text, type_.TEXT, 10, room)
    assert " ".join(lines) == text
    assert max(type_.width(one, type_.TEXT, 10) for one in lines) <= room
    ends = [one.split()[-1] for one in lines[:-1]]
    assert not {"и", "в", "№", "чл.", "20"} & set(ends)


def test_word_longer_than_a_line_is_cut_not_lost():
    lines = type_.wrap("свръх" + "дълга" * 20, type_.TEXT, 10, 60)
    assert "".join(lines) == "свръх" + "дълга" * 20
    assert max(type_.width(one, type_.TEXT, 10) for one in lines) <= 60


def test_balanced_lines_leave_no_orphan():
    text = "за значителен принос към оперното изкуство и издигане на Русе"
    room = type_.width(text, type_.TEXT, 12) - 20
    first, second = (
        type_.width(one, type_.TEXT, 12) for one in type_.balance(text, type_.TEXT, 12, room)
    )
    assert second > first * 0.6


def test_quoted_title_stays_on_one_line():
    lines = type_.balance("Оркестър „Дунавски звуци“", type_.TEXT, 12, 110, quotes=True)
    assert lines == ["Оркестър", "„Дунавски звуци“"]
