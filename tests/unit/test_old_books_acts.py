"""Acts as old lists write them."""

from __future__ import annotations

from datetime import date

import pytest

from ruse_desktop.domain.old_book_acts import read_act

# written → kind, number, protocol, day
CLEAR = [
    ("Решение № 146 Прието с Протокол № 6/25.02.2016 г.", "decision", "146", "6", "2016-02-25"),
    ("Реш.№146/25.02.2016", "decision", "146", "", "2016-02-25"),
    ("Реш. № 146, прието с Протокол № 6/25.02.2016 г.", "decision", "146", "6", "2016-02-25"),
    ("реш. No 146 по прот. No 6 от 25.02.2016", "decision", "146", "6", "2016-02-25"),
    ("решение 146 от 25.02.2016 г.", "decision", "146", "", "2016-02-25"),
    ("Решение №146/2016-02-25", "decision", "146", "", "2016-02-25"),
    ("Решение № 146/25-02-2016", "decision", "146", "", "2016-02-25"),
    ("Решение\u00a0№\u00a0146\u00a0/ 25.2.2016 год.", "decision", "146", "", "2016-02-25"),
    ("Решение № 14-3/02.03.1995", "decision", "14-3", "", "1995-03-02"),
    ("Решение № 12 от 20 май 1998 г.", "decision", "12", "", "1998-05-20"),
    ("Решение № 12/20.V.1998 г.", "decision", "12", "", "1998-05-20"),
    ("Протокол № 6, т. 12, решение № 146 / 25.02.2016", "decision", "146", "6", "2016-02-25"),
    ("РЕШ. 77 – ПРОТ. 4 – 15.04.2004", "decision", "77", "4", "2004-04-15"),
    (
        "РЕШЕНИЕ № 1012 ПРИЕТО С ПРОТОКОЛ № 44 / 17.02.2011 Г.",
        "decision", "1012", "44", "2011-02-17",
    ),
    (
        "Решение № 959, прието с Протокол № 21/16.05.1999 г. на Общинския съвет",
        "decision", "959", "21", "1999-05-16",
    ),
    ("Заповед РД-01-2345/12.05.2009", "order", "РД-01-2345", "", "2009-05-12"),
    ("Заповед № РД-01-100 от 12.5.2009 г. на кмета", "order", "РД-01-100", "", "2009-05-12"),
    (
        "Заповед № РД-01-100/12.05.2009 въз основа на Протокол № 2/04.05.2009",
        "order", "РД-01-100", "2", "2009-05-12",
    ),
    ("протокол № 3 от 20.05.2012", "minutes", "3", "", "2012-05-20"),
    ("Прот. 3/20.05.2012", "minutes", "3", "", "2012-05-20"),
    (
        "Протокол № 2/18.05.2026 г. на комисията за изкуство и култура",
        "minutes", "2", "", "2026-05-18",
    ),
]  # fmt: skip

# written → kind, number, day as far as known; the person is asked
DOUBTFUL = [
    ("Решение № 146", "decision", "146", None),
    ("решение от 25.02.2016", "decision", "", "2016-02-25"),
    ("Реш. № 5 без протокол", "decision", "5", None),
    ("без протокол", "", "", None),
    ("Протокол №3", "minutes", "3", None),
    ("Протокол 12/2004", "minutes", "12", None),
    ("Зап. № РД 01-77/03.04.98 г.", "order", "РД 01-77", "1998-04-03"),
    ("№ 146/25.02.2016 г.", "", "146", "2016-02-25"),
    ("25.02.2016", "", "", "2016-02-25"),
    ("Решение № 5/31.02.2001", "decision", "5", None),
    ("Общински съвет", "", "", None),
]


@pytest.mark.parametrize(("written", "kind", "number", "protocol", "on"), CLEAR)
def test_a_clear_act_is_taken_apart(
    written: str, kind: str, number: str, protocol: str, on: str
) -> None:
    act = read_act(written)
    assert (act.kind, act.number, act.protocol) == (kind, number, protocol)
    assert act.on == date.fromisoformat(on)
    assert act.text == " ".join(written.split())
    assert act.doubts == ()


@pytest.mark.parametrize(("written", "kind", "number", "on"), DOUBTFUL)
def test_an_unclear_act_is_doubted_and_kept_as_written(
    written: str, kind: str, number: str, on: str | None
) -> None:
    act = read_act(written)
    assert (act.kind, act.number) == (kind, number)
    assert act.on == (date.fromisoformat(on) if on else None)
    assert act.text == written
    assert act.doubts


def test_nothing_written_is_no_act_and_no_doubt() -> None:
    assert (read_act(" ").text, read_act(" ").doubts) == ("", ())
