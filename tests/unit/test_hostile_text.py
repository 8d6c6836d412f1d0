"""Texts of others: what nobody sees, floods of accents, look-alikes, names of files, long words."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruse_desktop.documents import typography as type_
from ruse_desktop.exchange.web_list import safe
from ruse_desktop.kernel import text as texts
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.file_names import MOST, shown_name
from ruse_desktop.kernel.text import clean, hidden, mixed_words, search_words, visible

UNSEEN = (
    "\x00\x07\x1b\x7f\x85\u00ad\u061c\u180e\u200b\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069"
    "\ufe0f\ufeff\ufff9\ufffe\ud800\udfff\U000e0041"
)
ANY = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_nobody_sees_is_taken_out_and_counted(sign: str):
    texts.take_removed()
    assert clean(f"Ив{sign}ан") == "Иван"
    assert texts.take_removed() == 1
    assert texts.take_removed() == 0
    assert hidden(f"Ив{sign}ан") == 1
    assert type_.plain(f"Ив{sign}ан") == "Иван"


@pytest.mark.parametrize("kind", ["\r\n", "\r", "\u2028", "\u2029", "\n"])
def test_line_breaks_become_one_kind_and_a_name_stays_one_line(kind: str):
    assert clean(f"ред{kind}друг", 1000) == "ред\nдруг"
    assert clean(f"Иван{kind}Петров") == "Иван Петров"
    assert hidden(f"ред{kind}друг") == 0


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_clean_text_stays_as_it_is_and_can_be_written(text: str):
    once = clean(text, 10_000)
    assert clean(once, 10_000) == once
    assert hidden(once) == 0
    once.encode()
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in clean(text, texts.LINE)


def test_ordinary_bulgarian_text_is_not_touched():
    said = "Д-р Ия Ѝорданова-Щърбева, „Св. св. Кирил и Методий“ – 12 500,50 лв.; €, №, §, 100 %"
    assert clean(said) == said
    assert visible("а\u0300\u0301\u0302\u0303\u0304") == unicodedata.normalize(
        "NFC", "а\u0300\u0301\u0302"
    )


def test_half_a_million_characters_are_refused_at_once_with_their_count():
    start = time.perf_counter()
    for flood in (
        "щ" * 500_000,
        "а\u0316\u0301" * 250_000,
        "а" + "\u0316\u0301" * 250_000 + "б" * 999,
    ):
        with pytest.raises(UserError) as told:
            clean(flood, 200)
        assert "200" in told.value.message
        assert "приложете" in told.value.advice
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Aнтонов", "Антонов"), ("Cофия", "София"), ("ИBAН", "ИВАН"),
        ("Xристо", "Христо"), ("Kрум", "Крум"), ("Mария", "Мария"), ("Tодор", "Тодор"), ("BECKA", "ВЕСКА"),
    ],
)  # fmt: skip
def test_look_alike_letters_are_told_with_what_was_meant(text: str, likely: str):
    assert [one.suggestion for one in mixed_words(f"г-н {text}")] == [likely]


@pytest.mark.parametrize(
    "text",
    ["ООД IBM", "XXI век", "Фондация „Open Arts“", "Иван Вазов", "ISO 9001", "COVID-19", "Zoom"],
)
def test_whole_latin_words_are_left_alone(text: str):
    assert mixed_words(text) == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\CON", "CON_"),
        ("../../etc/passwd", "etc passwd"),
        ("nul.txt", "nul_.txt"),
        ("CON", "CON_"),
        ("a:b?.pdf", "a b.pdf"),
        ("договор\u202efdp.exe", "договорfdp.exe"),
        ("Иван \u200bПетров.pdf", "Иван Петров.pdf"),
        ("C:\\Users\\a.docx", "C Users a.docx"),
        ("  ...  ", ""),
        ("Диплом № 3 – Иван", "Диплом № 3 – Иван"),
    ],
)
def test_names_of_files_are_harmless(name: str, shown: str):
    assert shown_name(name, ".pdf") == shown


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_name_of_a_file_is_short_visible_and_within_its_folder(name: str):
    shown = shown_name(f"{name}.pdf", ".pdf")
    assert len(shown) <= MOST
    assert not set('/\\:*?"<>|\x00\n') & set(shown)
    assert not shown.startswith(".")
    assert not shown.endswith((" ", "."))
    assert hidden(shown) == 0


def test_long_names_of_files_keep_their_kind():
    assert shown_name("щ" * 400 + ".pdf", ".pdf").endswith("щ.pdf")
    assert len(shown_name("щ" * 400 + ".pdf", ".pdf")) == MOST


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_text_table_begins_a_formula(start: str):
    assert safe(f"{start}cmd|' /C calc'!A0").startswith("'")
    assert safe("Иван = Петров") == "Иван = Петров"


def test_what_is_sought_is_bounded():
    assert search_words("иван\x00 \ud800Петров") == ("иван", "петров")
    assert len(search_words(" ".join(f"дума{n}" for n in range(5000)))) == 20
    assert len(search_words("щ" * 500_000)[0]) == 60


def test_a_word_without_end_is_cut_in_time():
    start = time.perf_counter()
    lines = type_.wrap("щ" * 20_000, type_.TEXT, 10, 400)
    assert "".join(lines) == "щ" * 20_000
    assert all(type_.width(line, type_.TEXT, 10) <= 400.1 for line in lines)
    paragraph = type_.para("щ" * 20_000, type_.style())
    assert paragraph.wrap(400, 1e6)[1] > 1000
    assert time.perf_counter() - start < 3


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ЩАВТУшгжюAVTo. "), min_size=1, max_size=80), st.integers(20, 200))
def test_cut_words_fit_and_lose_nothing(text: str, room: int):
    lines = type_.wrap(text, type_.DISPLAY, 12, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
