"""Spreadsheets brought into the registers: proposed columns, what each line becomes, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from ruse_desktop.domain.agreements import AgreementInput, Renewal
from ruse_desktop.domain.bodies import BodyInput, Kind, MemberInput
from ruse_desktop.domain.campaigns import Form, Office
from ruse_desktop.domain.campaigns import Kind as MediaKind
from ruse_desktop.domain.competitions import CompetitionInput
from ruse_desktop.domain.contacts import ContactInput
from ruse_desktop.domain.contacts import Kind as ContactKind
from ruse_desktop.domain.office_holders import HolderInput
from ruse_desktop.domain.office_holders import Office as Post
from ruse_desktop.domain.registers import ALIKE, Register, RegisterFilter
from ruse_desktop.kernel.clock import SOFIA
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.services.facade import Services
from ruse_desktop.services.office_holder_import import office_of
from tests.ui.filling import services
from tests.ui.windows import ACTOR

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=SOFIA)
ALL = RegisterFilter()
DOUBLES = RegisterFilter(choices=(("state", ALIKE),))
Row = tuple[object, ...]


class StopAt:
    """A person who stops the work at one step."""

    def __init__(self, at: int) -> None:
        self._at = at

    def step(self, done: int, total: int, label: str) -> None:
        """Stop here."""
        del total, label
        if done == self._at:
            raise Cancelled


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path, NOW) as made:
        yield made


def sheet(folder: Path, *rows: Row) -> Path:
    """A spreadsheet; days stand in it as days."""
    path = folder / "таблица.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"})
    page = book.add_worksheet()
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    book.close()
    return path


def bring(house: Services, name: str, path: Path) -> list[str]:
    """Bring it in by the proposed columns; what was said of each line, „“ = ready."""
    register = house.register_imports[name]
    seen = register.preview(path)
    assert seen.missing == ()
    count = register.run(path, dict(seen.mapping), actor=ACTOR)
    assert count == seen.ready == sum(not one.fault for one in seen.lines)
    again = register.preview(path)
    assert not again.ready, "what was brought in is left out when the table comes again"
    return [one.fault for one in seen.lines]


def first_texts(register: Register, wanted: RegisterFilter = ALL) -> list[str]:
    return [one.texts[0] for one in register.rows(register.keys(wanted))]


def starts(said: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(said) == len(wanted) and all(
        one.startswith(begin) and bool(one) == bool(begin)
        for one, begin in zip(said, wanted, strict=True)
    )


@pytest.mark.requirement("R-F16-0.1")
def test_contacts_come_with_their_groups(house: Services, tmp_path: Path) -> None:
    house.contacts.add(ContactInput(person="Ива Бонева"), actor=ACTOR)
    said = bring(house, "contacts", sheet(
        tmp_path,
        ("Име и фамилия", "Организация", "Длъжност", "Обръщение", "Имейл", "Групи", "Вид", "Проверен"),
        ("Рая Илиева", "Посолство на Дунавия", "посланик", "Ваше Превъзходителство", "r@example.org",
         "6 май; официални гости", "посолство", date(2027, 2, 1)),
        ("", "Държавен архив", "", "", "", "официални гости", "", ""),
        ("Ива Бонева", "", "", "", "", "", "", ""),
        ("Рая Илиева", "Посолство на Дунавия", "", "", "", "", "", ""),
        ("", "", "директор", "", "", "", "", ""),
        ("Явор Минков", "", "", "", "", "", "крал", ""),
        ("Явор Минков", "", "", "", "", "", "", "преди Великден"),
    ))  # fmt: skip
    assert starts(said, ["", "", "Ива Бонева вече е", "Същият запис", "Няма нито лице",
                         "„крал“ не е сред възможните", "„преди Великден“ не е дата"])  # fmt: skip
    found = {one.typed.name: one.typed for one in map(house.contacts.get, house.contacts.keys(ALL))}
    envoy = found["Рая Илиева"]
    assert (envoy.kind, envoy.called) == (ContactKind.EMBASSY, "Ваше Превъзходителство")
    assert (envoy.groups, envoy.checked_on) == (("6 май", "официални гости"), date(2027, 2, 1))
    assert {(one.name, one.count) for one in house.contacts.groups()} == {
        ("6 май", 1), ("официални гости", 2)
    }  # fmt: skip


@pytest.mark.requirement("R-F35-0.1")
def test_agreements_come_with_every_sort_of_term(house: Services, tmp_path: Path) -> None:
    said = bring(house, "agreements", sheet(
        tmp_path,
        ("№", "Община партньор", "Държава", "Предмет", "Подписано на", "Срок", "Подновяване", "Папка"),
        ("1", "Гюргево", "Румъния", "култура", date(2020, 6, 11), "5 години", "мълчаливо", "3"),
        ("2", "Дунавград", "Дунавия", "младежки обмен", "01.03.2021 г.", "31.12.2030", "", ""),
        ("3", "Речин", "Дунавия", "опера", "02.04.2022", "безсрочно", "с изрично съгласие", ""),
        ("3", "Другоград", "Дунавия", "опера", "02.04.2022", "", "", ""),
        ("", "Речин", "Дунавия", "", "02.04.2022", "", "", ""),
        ("", "Речин", "Дунавия", "театър", "02.04.2028", "", "", ""),
        ("", "Речин", "Дунавия", "театър", "02.04.2022", "докато свят светува", "", ""),
    ))  # fmt: skip
    assert starts(said, ["", "", "", "Същият запис", "Не е посочен предметът", "Този ден още не е",
                         "„докато свят светува“ не е срок"])  # fmt: skip
    kept = {one.typed.number: one for one in map(house.agreements.get, (1, 2, 3))}
    assert kept["1"].expires_on == date(2025, 6, 11)
    assert kept["1"].typed.renewal is Renewal.SILENT
    assert kept["2"].expires_on == date(2030, 12, 31)
    assert kept["3"].expires_on is None
    assert kept["3"].typed.renewal is Renewal.AGREED


@pytest.mark.requirement("R-F21-0.1")
def test_competitions_come_with_their_juries(house: Services, tmp_path: Path) -> None:
    said = bring(house, "competitions", sheet(
        tmp_path,
        ("Предмет", "Обявен на", "Краен срок", "Анонимен", "Членове на журито"),
        ("Плакат за 6 май", "01.12.2026", "01.02.2027", "да", "Ива Бонева; Явор Минков"),
        ("Песен за Русе", "01.12.2026", "01.02.2027", "не", ""),
        ("Стенопис", "01.02.2027", "01.01.2027", "", ""),
    ))  # fmt: skip
    assert starts(said, ["", "", "Крайният срок е преди обявяването"])
    poster = house.competitions.get(1).typed
    assert (poster.anonymous, poster.jury) == (True, ("Ива Бонева", "Явор Минков"))
    assert not house.competitions.get(2).typed.anonymous


@pytest.mark.requirement("R-X-0.6")
def test_two_mayors_of_one_day_do_not_come(house: Services, tmp_path: Path) -> None:
    mayor = "Кмет на Община Русе"
    house.office_holders.add(
        HolderInput(Post.MAYOR, mayor, "Явор Минков", date(2023, 11, 13)), actor=ACTOR
    )
    said = bring(house, "offices", sheet(
        tmp_path,
        ("Длъжност", "Име", "От", "До", "Замества", "Заповед №"),
        (mayor, "Рая Илиева", "01.11.2015", "12.11.2019", "", ""),
        (mayor, "Ива Бонева", "12.11.2019", "12.11.2023", "", ""),
        (mayor, "Ива Бонева", "13.11.2019", "12.11.2023", "", ""),
        (mayor, "Петър Друмев", "01.01.2024", "", "", ""),
        (mayor, "Рая Илиева", "02.08.2026", "13.08.2026", "да", "заповед № 12/01.08.2026"),
        ("Зам.-кмет по култура", "Вяра Станева", "01.12.2023", "", "", ""),
    ))  # fmt: skip
    assert starts(said, ["", "Рая Илиева е на тази длъжност", "", "Явор Минков е на тази", "", ""])
    signs = house.office_holders.signatory(Post.MAYOR, date(2026, 8, 5))
    assert signs is not None
    assert (signs.name, signs.acting) == ("Рая Илиева", True)
    deputy = house.office_holders.signatory(Post.DEPUTY, date(2026, 8, 5))
    assert deputy is not None
    assert deputy.name == "Вяра Станева"


@pytest.mark.requirement("R-F20-0.1")
def test_lines_of_one_name_are_one_body(house: Services, tmp_path: Path) -> None:
    council = "Обществен съвет по култура"
    there = house.bodies.add(BodyInput("Жури „Плакат“", Kind.JURY, date(2027, 1, 10)), actor=ACTOR)
    house.bodies.appoint(there.id, MemberInput("Ива Бонева", date(2027, 1, 10)), actor=ACTOR)
    said = bring(house, "bodies", sheet(
        tmp_path,
        ("Орган", "Действа от", "Действа до", "Член", "Роля", "Член от"),
        (council, "01.01.2024", "31.12.2027", "Рая Илиева", "председател", ""),
        (council, "", "", "Явор Минков", "", "05.05.2025"),
        (council, "", "", "Явор Минков", "", "05.05.2023"),
        (council.upper(), "", "", "Рая Илиева", "", ""),
        ("Жури „Плакат“", "", "", "Петър Друмев", "", ""),
        ("Жури „Плакат“", "", "", "Ива Бонева", "", ""),
        ("Работна група", "", "", "Вяра Станева", "", ""),
    ))  # fmt: skip
    assert starts(said, ["", "", "Членството излиза извън дните", "Рая Илиева вече е", "", "Ива Бонева вече е член",
                         "Органът няма име или първи ден"])  # fmt: skip
    assert house.bodies.members_on(2, date(2026, 1, 1)) == ("Рая Илиева", "Явор Минков")
    assert house.bodies.get(2).typed.kind is Kind.PUBLIC
    assert house.bodies.members_on(there.id, date(2027, 2, 1)) == ("Ива Бонева", "Петър Друмев")


@pytest.mark.requirement("R-F11-0.1")
@pytest.mark.requirement("R-F33-0.1")
def test_publications_and_campaigns_come_by_their_form(house: Services, tmp_path: Path) -> None:
    said = bring(house, "publicity", sheet(
        tmp_path,
        ("Заглавие", "Форма", "Дата", "Медия", "Директор", "Кмет"),
        ("Покана за предложения", "сайт", "01.02.2027", "сайтът на общината", "01.02.2027", ""),
        ("Изложба „Лауреатите“", "изложба", "06.05.2026", "", "01.04.2026", "03.04.2026"),
        ("Интервю", "радио", "01.02.2027", "", "", ""),
        ("Статия", "вестник", "01.02.2027", "местен вестник", "", "02.02.2027"),
        ("Новина", "", "01.02.2027", "сайтът на общината", "", ""),
    ))  # fmt: skip
    assert starts(
        said, ["", "", "Не е посочено къде излиза", "Публикация не се съгласува с кмета", ""]
    )
    assert house.campaigns.get(3).typed.form is Form.WEB
    web, show = house.campaigns.get(1).typed, house.campaigns.get(2).typed
    assert (web.kind, web.form) == (MediaKind.PUBLICATION, Form.WEB)
    assert (show.kind, show.agreed[Office.MAYOR]) == (MediaKind.CAMPAIGN, date(2026, 4, 3))


@pytest.mark.requirement("R-F7-0.1")
def test_what_a_spreadsheet_spoils_is_mended_or_told(house: Services, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        ("Списък на институциите към 01.03.2027",),
        ("Наименование", "ЕИК", "Основана"),
        ("Музей", 530632, 1904),
        ("Опера", 1234, "1949 г."),
        ("А" * 400, "", ""),
        ("Хор", "", "около 1950"),
    )
    register = house.register_imports["institutions"]
    seen = register.preview(path)
    assert starts([one.fault for one in seen.lines],
                  ["", "", "Текстът е 400 знака", "„около 1950“ не е дата"])  # fmt: skip
    assert "върнати са" in seen.lines[0].note
    assert "контролната цифра" in seen.lines[1].note
    assert register.run(path, dict(seen.mapping), actor=ACTOR) == 2
    first, second = (house.institutions.get(n) for n in (1, 2))
    assert (first.card.reg_no, second.card.reg_no) == ("000530632", "1234")
    assert (first.typed.since, first.typed.note) == (None, "Действа от: 1904.")
    with pytest.raises(UserError, match="няма колона „Име“"):
        register.preview(path, {"name": "Име"})


@pytest.mark.parametrize(
    ("title", "office"),
    [("Кмет на Община Русе", Post.MAYOR), ("Кмет", Post.MAYOR), ("Зам.-кмет по култура", Post.DEPUTY),
     ("Кмет на кметство Николово", Post.OTHER), ("Секретар на Община Русе", Post.SECRETARY),
     ("Секретар на комисия", Post.OTHER), ("Председател на ОбС", Post.CHAIR),
     ("Председател на сдружение", Post.OTHER), ("Директор на дирекция", Post.DIRECTOR)],
)  # fmt: skip
def test_office_by_its_title(title: str, office: Post) -> None:
    assert office_of(title) is office


@pytest.mark.parametrize(
    ("said", "works"),
    [("да", ""), ("не", ""), ("анонимен", ""), ("с девиз", ""), ("неанонимен", "„неанонимен“ не е"),
     ("нетрадиционен", "„нетрадиционен“ не е сред възможните: да, не")],
)  # fmt: skip
def test_short_words_count_only_whole(
    house: Services, tmp_path: Path, said: str, works: str
) -> None:
    path = sheet(
        tmp_path, ("Предмет", "Обявен", "Срок", "Анонимен"), ("Х", "01.02.2027", "01.03.2027", said)
    )
    [line] = house.register_imports["competitions"].preview(path).lines
    assert starts([line.fault], [works])


def test_import_stopped_half_way_leaves_nothing(house: Services, tmp_path: Path) -> None:
    path = sheet(tmp_path, ("Име",), *((f"Гост Номер{n}",) for n in range(30)))
    register = house.register_imports["contacts"]
    mapping = dict(register.preview(path).mapping)
    with pytest.raises(Cancelled):
        register.run(path, mapping, actor=ACTOR, progress=StopAt(20))
    assert not len(house.contacts.keys(ALL))
    assert register.run(path, mapping, actor=ACTOR) == 30
    with pytest.raises(UserError):
        register.run(path, mapping, actor=ACTOR)


def test_possible_doubles_are_listed(house: Services) -> None:
    add = house.contacts.add
    for person, organisation, email in (
        ("Ива Бонева", "Музей", ""), ("Ива Бонева", "Архив", ""), ("Рая Илиева", "", "r@example.org"),
        ("Рая Петрова", "", "R@example.org"), ("Явор Минков", "", ""),
    ):  # fmt: skip
        add(ContactInput(person=person, organisation=organisation, email=email), actor=ACTOR)
    assert first_texts(house.contacts, DOUBLES) == [
        "Ива Бонева", "Ива Бонева", "Рая Илиева", "Рая Петрова"
    ]  # fmt: skip
    assert house.contacts.sheet(DOUBLES).asked == "възможни повторения"
    house.contacts.strike(2, "вписан два пъти по погрешка", actor=ACTOR)
    assert first_texts(house.contacts, DOUBLES) == ["Рая Илиева", "Рая Петрова"]
    for subject in ("култура", "култура", "опера"):
        house.agreements.add(
            AgreementInput("", "Речин", "Дунавия", subject, date(2026, 1, 1)), actor=ACTOR
        )
    assert len(house.agreement_register.keys(DOUBLES)) == 2
    for day in (1, 2):
        typed = CompetitionInput("Плакат", date(2026, 1, day), date(2026, 3, 1))
        house.competitions.add(typed, actor=ACTOR)
    assert len(house.competition_register.keys(DOUBLES)) == 2
    assert not len(house.bodies.keys(DOUBLES))
    assert not len(house.office_holders.keys(DOUBLES))
    assert not len(house.institution_register.keys(DOUBLES))
