"""Latin spelling by the Transliteration Act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.kernel.transliteration import latin


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("Русе", "Ruse"),
        ("София", "Sofia"),
        ("Марияна Илиян Юлия", "Mariyana Iliyan Yulia"),
        ("България, БЪЛГАРИЯ, българия", "Bulgaria, BULGARIA, bulgaria"),
        ("Българияна", "Balgariyana"),
        ("Щерев", "Shterev"),
        ("ЩЕРЕВ", "SHTEREV"),
        ("ЮЛИЯ ЖЕЛЯЗКОВА", "YULIA ZHELYAZKOVA"),
        ("Щ. Желев", "Sht. Zhelev"),
        ("Джейн Дзанева Йорданова Кольо Гьорев", "Dzheyn Dzaneva Yordanova Kolyo Gyorev"),
        ("Станева-Минкова", "Staneva-Minkova"),
        ("Мария-Антония", "Maria-Antonia"),
        ("Ия", "Ia"),
        ("Цвятко Чавдаров Хъшев", "Tsvyatko Chavdarov Hashev"),
        ("Клуб „Дунав“ № 5 – Smith", 'Klub "Dunav" № 5 – Smith'),
        ("и\u0306од", "yod"),
        ("", ""),
    ],
)
def test_names_are_spelled_by_the_act(written: str, spelled: str):
    assert latin(written) == spelled


@given(st.text("абвгдежзийклмнопрстуфхцчшщъьюя -", max_size=40))
def test_no_bulgarian_letter_is_left_and_case_is_kept(text: str):
    assert not any("\u0400" <= letter <= "\u04ff" for letter in latin(text))
    assert latin(text.upper()) == latin(text).upper() or any(
        len(part) == 1 for part in text.replace("-", " ").split()
    )
