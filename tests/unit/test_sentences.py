"""Sentences with dates: one full stop at their end, whoever brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ruse_desktop.kernel import wording
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

DAY = date_short(date(2026, 5, 6))


@pytest.fixture
def own_words() -> Iterator[None]:
    wording.use({"Каним Ви на {day}.": "Заповядайте на {day}."})
    yield
    wording.use({})


def test_a_date_at_the_end_brings_the_only_full_stop() -> None:
    assert _("Новият срок трябва да е след {day}.").format(day=DAY).endswith("06.05.2026\u00a0г.")
    assert _("Изтича на {day}. Решете.").format(day=DAY) == "Изтича на 06.05.2026\u00a0г. Решете."
    assert ngettext("{n} ред до {day}.", "{n} реда до {day}.", 2).format(n=2, day=DAY) == (
        "2 реда до 06.05.2026\u00a0г."
    )
    assert _("Действа до {day}; напомня се.").format(day=DAY).endswith("напомня се.")


def test_a_text_without_fields_is_a_plain_one() -> None:
    assert type(_("Днес")) is str
    assert type(_("Новият срок трябва да е след {day}.").format(day=DAY)) is str


@pytest.mark.usefixtures("own_words")
def test_so_in_the_words_of_the_office() -> None:
    said = wording.say("Каним Ви на {day}.").format(day=DAY)
    assert said == "Заповядайте на 06.05.2026\u00a0г."
