"""Laureates as old lists write them."""

from __future__ import annotations

import pytest

from ruse_desktop.domain.books import HolderKind
from ruse_desktop.domain.old_book_names import as_team, read_names

PERSON, TEAM, BODY = HolderKind.PERSON, HolderKind.TEAM, HolderKind.ORGANISATION

# written → titles, given, middle, family, posthumous
ONE = [
    ("Иван Петров Стоянов", "", "Иван", "Петров", "Стоянов", False),
    ("Иван Петров", "", "Иван", "", "Петров", False),
    ("Стефка Станева-Минкова", "", "Стефка", "", "Станева-Минкова", False),
    ("Людвиг ван Стоянов", "", "Людвиг", "ван", "Стоянов", False),
    ("проф. д-р Иван Петров", "проф. д-р", "Иван", "", "Петров", False),
    ("проф.д-р Иван Петров Стоянов", "проф. д-р", "Иван", "Петров", "Стоянов", False),
    ("акад. Мария Колева", "акад.", "Мария", "", "Колева", False),
    ("доц. д-р инж. Ива Колева", "доц. д-р инж.", "Ива", "", "Колева", False),
    ("Н.В.Пр. Иван Петров", "Н.В.Пр.", "Иван", "", "Петров", False),
    ("Иван Петров, дфн", "дфн", "Иван", "", "Петров", False),
    ("чл.-кор. проф. Иван Петров, д.м.н.", "чл.-кор. проф. д.м.н.", "Иван", "", "Петров", False),
    ("арх. Иво Бонев (посмъртно)", "арх.", "Иво", "", "Бонев", True),
    ("Иво Бонев - посмъртно", "", "Иво", "", "Бонев", True),
    ("Иво Бонев, посмъртно", "", "Иво", "", "Бонев", True),
    ("Посмъртно: Иво Бонев", "", "Иво", "", "Бонев", True),
    ("3. Иво Бонев", "", "Иво", "", "Бонев", False),
    ("ИВАН ПЕТРОВ-СТАНЕВ", "", "Иван", "", "Петров-Станев", False),
    ("John Harwood", "", "John", "", "Harwood", False),
]

# written → the names of the laureates in it
SEVERAL = [
    ("Иван Петров, Мария Колева", ["Иван Петров", "Мария Колева"]),
    ("Иван Петров и Мария Колева", ["Иван Петров", "Мария Колева"]),
    ("Иван Петров\nМария Колева", ["Иван Петров", "Мария Колева"]),
    ("1. Иван Петров; 2. Мария Колева", ["Иван Петров", "Мария Колева"]),
    ("доц. Ива Радева, проф. Иван Петров и арх. Мая Нанева",
     ["Ива Радева", "Иван Петров", "Мая Нанева"]),
    ("Хор „Дунав“ и Ансамбъл „Русчук“", ["Хор „Дунав“", "Ансамбъл „Русчук“"]),
    ("Ансамбъл „Хоро и песен“", ["Ансамбъл „Хоро и песен“"]),
    ("Клуб по литература и изкуство", ["Клуб по литература и изкуство"]),
]  # fmt: skip

UNCLEAR = [
    ("Иван и Мария Петрови", TEAM),
    ("Иван „Маестрото“ Петров", PERSON),
    ("Яна Дунавска – псевдоним", PERSON),
    ("Елиас", PERSON),
    ("„Книга за Русе“", TEAM),
]


@pytest.mark.parametrize(("written", "titles", "given", "middle", "family", "dead"), ONE)
def test_a_clear_name_is_taken_apart(
    written: str, titles: str, given: str, middle: str, family: str, *, dead: bool
) -> None:
    (name,) = read_names(written)
    assert (name.titles, name.given, name.middle, name.family) == (titles, given, middle, family)
    assert (name.posthumous, name.kind, name.name, name.doubts) == (dead, PERSON, "", ())


@pytest.mark.parametrize(("written", "names"), SEVERAL)
def test_several_people_of_one_cell_are_told_apart(written: str, names: list[str]) -> None:
    assert [one.full_name for one in read_names(written)] == names


@pytest.mark.parametrize(("written", "kind"), UNCLEAR)
def test_an_unclear_name_stays_whole_and_is_doubted(written: str, kind: HolderKind) -> None:
    (name,) = read_names(written)
    assert (name.name, name.kind) == (written, kind)
    assert name.doubts


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("Ив. Петров", "съкращение"),
        ("Петрова, Яна", "фамилно и собствено"),
        ("Вeра Колева", "вероятно „Вера“"),
    ],
)
def test_a_doubtful_reading_asks_the_person(written: str, doubt: str) -> None:
    (name,) = read_names(written)
    assert name.family
    assert doubt in " ".join(name.doubts)


@pytest.mark.parametrize(
    ("written", "kind", "members"),
    [
        ("Квартет „Дунав“: Иван Петров, Мария Колева", TEAM, ("Иван Петров", "Мария Колева")),
        ("Трио „Лом“ (Ана Белева, Мая Чолакова и Рада Илиева)", TEAM,
         ("Ана Белева", "Мая Чолакова", "Рада Илиева")),
        ("Ансамбъл „Хоро“", TEAM, ()),
        ("Исторически музей", BODY, ()),
    ],
)  # fmt: skip
def test_teams_and_organisations(written: str, kind: HolderKind, members: tuple[str, ...]) -> None:
    (name,) = read_names(written)
    assert (name.kind, name.members, name.doubts) == (kind, members, ())


def test_a_profession_beside_the_name_is_no_second_laureate() -> None:
    (name,) = read_names("Коста Лозев, художник")
    assert (name.full_name, name.remark) == ("Коста Лозев", "художник")


def test_people_of_one_cell_become_a_team() -> None:
    team = as_team("Иван Петров и проф. Мария Колева")
    assert team.kind is TEAM
    assert team.members == ("Иван Петров", "проф. Мария Колева")
    assert team.full_name == "Екип: Иван Петров, проф. Мария Колева"
