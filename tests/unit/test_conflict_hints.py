"""Hints of a relation between a member and somebody proposed: what they see and what they leave alone."""

from __future__ import annotations

import pytest

from ruse_desktop.domain.conflict_hints import (
    HintKind,
    Sits,
    Stands,
    dismissed,
    family_stem,
    hints,
    same_person,
    same_place,
)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Милен Кърджилов", "Росица Кърджилова", True),
        ("Милен Бърдарски", "Росица Стоева Бърдарска", True),
        ("Милен Кръстев Троицки", "Ана Троицка", True),
        ("Симеон Делев", "Ана Делева", True),
        ("Иван Тухчин", "Ана Тухчина", True),
        ("Росица Венкова-Дамянова", "Петър Дамянов", True),
        ("Милен Кърджилов", "Милен Бърдаров", False),
        ("Милен Бонев Кърджилов", "Ана Бонева Делева", False),
        ("Кърджилов", "Росица Кърджилова", False),
        ("Ана Мина", "Петър Мин", False),
        ("Петър Скален", "Ана Скала", False),
    ],
)
def test_family_names_agree_in_their_feminine_form(one, other, equal):
    assert bool(set(family_stem(one)) & set(family_stem(other))) is equal


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ана Бонева", "Ана Петрова Бонева", True),
        ("Ана Петрова Бонева", "Ана Петрова Бонева", True),
        ("Ана Колева Бонева", "Ана Петрова Бонева", False),
        ("Ана Бонева", "Ани Бонева", False),
        ("Ана", "Ана", False),
    ],
)
def test_one_person_by_name(one, other, same):
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("position", "place", "how"),
    [
        ("актьор в Драматичен театър „Дунав“", "Драматичен театър „Дунав“ – Русе", "sure"),
        ("главен редактор, издателство „Пристан“", "Издателство „Пристан“", "sure"),
        ("председател на Клуб „Речен вал“", "Клуб „Вал“", ""),
        ("учител в СУ „Боян Пенев“", "Читалище „Боян Пенев“", "name"),
        ("общински съветник", "Община Русе", ""),
        ("директор на дирекция", "Дирекция", ""),
        ("учител", "Училище за изкуства", ""),
        ("", "Опера", ""),
        ("експерт", "", ""),
    ],
)
def test_place_of_work_in_the_words_of_a_position(position, place, how):
    assert same_place(position, place) == how


def _kinds(member, stands):
    return [(one.kind, one.weak) for one in hints([member], [stands])]


@pytest.mark.requirement("R-45-7.4")
@pytest.mark.parametrize(
    ("member", "stands", "said"),
    [
        (
            Sits(1, "Милен Кърджилов", "актьор, Театър „Мост“"),
            Stands(7, "Ана Делева", ("Ана Делева",), ("Театър „Мост“",)),
            [(HintKind.EMPLOYER, False)],
        ),
        (
            Sits(1, "Милен Кърджилов", "старши експерт в РУО – Русе"),
            Stands(7, "Ана Делева", ("Ана Делева",), ("СУ „Боян Пенев“",)),
            [(HintKind.SUPERVISES, True)],
        ),
        (
            Sits(1, "Милен Кърджилов", "началник в Дирекция „Хуманитарни дейности“"),
            Stands(7, "Ана Делева", ("Ана Делева",), ("Регионална библиотека",)),
            [(HintKind.SUPERVISES, True)],
        ),
        (
            Sits(1, "Милен Кърджилов", "старши експерт в РУО – Русе"),
            Stands(7, "Ана Делева", ("Ана Делева",), ("Драматичен театър",)),
            [],
        ),
        (
            Sits(1, "Милен Кърджилов"),
            Stands(7, "Ана Кърджилова", ("Ана Кърджилова",)),
            [(HintKind.SURNAME, False)],
        ),
        (
            Sits(1, "Милен Иванов"),
            Stands(7, "Ана Иванова", ("Ана Иванова",)),
            [(HintKind.SURNAME, True)],
        ),
        (
            Sits(1, "Милен Кърджилов"),
            Stands(7, "Квартет „Дъга“", ("Ива Бонева", "Росен Кърджилов")),
            [(HintKind.SURNAME, False)],
        ),
        (
            Sits(1, "Ана Делева"),
            Stands(7, "Ана Петрова Делева", ("Ана Петрова Делева",)),
            [(HintKind.HIMSELF, False)],
        ),
        (
            Sits(1, "Милен Кърджилов"),
            Stands(7, "Ана Делева", ("Ана Делева",), (), "Клуб „Вал“", ("Милен Кърджилов",)),
            [(HintKind.PROPOSER, False)],
        ),
        (
            Sits(1, "Милен Кърджилов", "председател на Клуб „Речен вал“"),
            Stands(7, "Ана Делева", ("Ана Делева",), (), "Клуб „Речен вал“"),
            [(HintKind.EMPLOYER, False)],
        ),
        (
            Sits(1, "Милен Кърджилов"),
            Stands(7, "Ана Делева", ("Ана Делева",), companions=(("Милен Кърджилов", "трио „Вал“"),)),
            [(HintKind.TOGETHER, False)],
        ),
        (
            Sits(1, "Милен Кърджилов", "общински съветник"),
            Stands(7, "Милен Делев", ("Милен Делев",), ("Община Русе",), "Община Русе"),
            [],
        ),
        (Sits(1, "Член А"), Stands(7, "Ангел Петров", ("Ангел Петров",)), []),
    ],
)  # fmt: skip
def test_what_speaks_for_a_relation(member, stands, said):
    assert _kinds(member, stands) == said


@pytest.mark.requirement("R-45-7.4")
def test_strong_hints_of_a_member_come_first_and_say_what_they_rest_on():
    member = Sits(3, "Милен Иванов", "редактор, издателство „Пристан“")
    other = Sits(2, "Ана Делева")
    found = hints(
        [other, member],
        [
            Stands(7, "Ана Иванова", ("Ана Иванова",)),
            Stands(8, "Борис Тухчин", ("Борис Тухчин",), (), "Издателство „Пристан“"),
        ],
    )
    assert [(one.member_id, one.nomination_id, one.weak) for one in found] == [
        (3, 8, False), (3, 7, True),
    ]  # fmt: skip
    assert "Издателство „Пристан“" in found[0].text
    assert found[0].with_proposer
    assert "често срещана" in found[1].text


def test_note_puts_aside_the_hint_with_its_key_only():
    member = Sits(3, "Милен Кърджилов")
    both = [Stands(n, name, (name,)) for n, name in ((7, "Ана Кърджилова"), (8, "Ива Кърджилова"))]
    found = hints([member], both)
    noted = dismissed(found, {found[1].key: ("Нямат родство.", "Мария Колева")})
    assert [one.note for one in noted] == ["", "Нямат родство."]
    assert noted[1].by == "Мария Колева"
