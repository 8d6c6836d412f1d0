"""The books: entering, correcting, handing over, finding holders, importing the old book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ruse_desktop.domain.book_keeping import PassingInput
from ruse_desktop.domain.books import Act, BookImport, EntryKind
from ruse_desktop.kernel.clock import SOFIA, FixedClock
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.progress import Cancelled
from ruse_desktop.services.book_keeping import KeepingService
from ruse_desktop.services.books import BookService
from ruse_desktop.storage.store import Store
from tests.storage.books_world import (
    ACT,
    ACTOR,
    books_of,
    hand_over,
    historic,
    law,
    open_store,
    person,
    revoke,
    team,
)

REASON = "правописна грешка в протокола"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def books(store: Store) -> BookService:
    return books_of(store)


@pytest.mark.requirement("R-5-0.1")
@pytest.mark.requirement("R-5-0.4")
def test_laureates_take_consecutive_numbers_of_the_directorates_book(books: BookService) -> None:
    books.import_book(
        actor=ACTOR,
        award="NR",
        source=BookImport(tuple(historic(1800 + n + 160, f"Лице {n}") for n in range(13))),
    )
    made = books.enter(
        actor=ACTOR, award="NR", laureates=[person(), person("Минкова"), team("А Б")]
    )
    assert [row.entry_no for row in made] == [14, 15, 16]
    view = books.book("NR")
    assert (view.holders, view.last_no, view.keeper) == (16, 16, "Дирекция „Хуманитарни дейности“")
    assert books.book("SG").entries == 0


@pytest.mark.requirement("R-45-1.2")
def test_entry_cites_the_minutes_as_the_act(books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person()])[0]
    assert row.act.startswith("Протокол № 2/18.05.2026 г. на комисията")
    assert books.detail("NR", row.seq).act == ACT


@pytest.mark.requirement("R-5-0.7")
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (None, "no-act"),
        (Act("minutes", "", date(2026, 5, 18), "Протокол"), "no-act"),
        (Act("minutes", "2", None, "Протокол"), "no-act"),
        (Act("minutes", "2", date(2026, 5, 23), "Протокол"), "future-act"),
        (Act("order", "РД-1", date(2026, 5, 18), "Заповед"), "wrong-act"),
    ],
)
def test_entry_without_a_valid_act_is_refused_with_its_article(
    books: BookService, act: Act | None, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        books.enter(actor=ACTOR, award="NR", laureates=[person(), person("Минкова", act=act)])
    assert (refused.value.code, refused.value.citation) == (code, "чл. 45, ал. 1")
    assert books.book("NR").entries == 0


def test_nomination_is_entered_once(books: BookService) -> None:
    books.enter(actor=ACTOR, award="NR", laureates=[person(nomination_id=7)])
    with pytest.raises(Refused, match="вече е в книгата под № 1"):
        books.enter(actor=ACTOR, award="NR", laureates=[person(nomination_id=7)])


@pytest.mark.requirement("R-5-0.8")
def test_correction_shows_old_and_new_and_keeps_the_entry(books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person("Попва")])[0]
    before = books.detail("NR", row.seq)
    after = books.correct(
        actor=ACTOR, book="NR", seq=row.seq, changes={"family": "Попова"}, reason=REASON
    )
    assert after.row.name == "Маргарита Илиева Попова"
    assert after.row.corrected
    assert after.original_name == "Маргарита Илиева Попва"
    assert after.hash == before.hash
    line = after.history[-1]
    assert (line.kind, line.by, line.reason) == (EntryKind.CORRECTION, "Мария Колева", REASON)
    assert [(c.label, c.old, c.new) for c in line.changes] == [("Фамилия", "Попва", "Попова")]
    assert books.verify().intact


def test_correction_of_year_members_and_act_date(books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[team("Иво Бонев")])[0]
    changes = {"year": "2025", "members": "Иво Бонев; Ана Русева", "act_on": "2026-05-17"}
    after = books.correct(actor=ACTOR, book="NR", seq=row.seq, changes=changes, reason=REASON)
    assert after.row.year == 2025
    assert after.members == ("Иво Бонев", "Ана Русева")
    assert after.act is not None
    assert after.act.on == date(2026, 5, 17)
    assert books.verify().intact


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"family": "Попова"}, REASON),
        ({"family": "Друга"}, "кратко"),
        ({"year": "сто"}, REASON),
        ({"act_on": "утре"}, REASON),
        ({"given": "", "middle": "", "family": ""}, REASON),
        ({"motive": "ЕГН 7001011234"}, REASON),
        ({"members": "Някой"}, REASON),
    ],
)
def test_senseless_correction_is_refused(
    books: BookService, changes: dict[str, str], reason: str
) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person()])[0]
    with pytest.raises(UserError):
        books.correct(actor=ACTOR, book="NR", seq=row.seq, changes=changes, reason=reason)
    assert books.book("NR").entries == 2


def test_history_tells_the_whole_life_of_an_entry(store: Store, books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person()])[0]
    books.annotate(actor=ACTOR, book="NR", seq=row.seq, text="Дипломът е преиздаден.")
    hand_over(store, [row.seq], "кмета", "Доходно здание")
    act = Act("decision", "99", date(2026, 5, 20), "Решение № 99/20.05.2026 г.")
    found = revoke(store, row.seq, act, "отказ на носителя от наградата")
    assert [line.text for line in found.history] == [
        "22.05.2026 вписване под № 1",
        "22.05.2026 бележка: Дипломът е преиздаден.",
        "22.05.2026 връчване: 22.05.2026\u00a0г. от кмета, Доходно здание",
        "22.05.2026 отнемане с Решение № 99/20.05.2026 г.",
    ]
    assert found.row.revoked
    assert found.row.handed_over == date(2026, 5, 22)
    with pytest.raises(Refused):
        revoke(store, row.seq, act, REASON)


def test_closed_book_takes_no_laureates_but_corrections(books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person("Попва")])[0]
    books.close_book(actor=ACTOR, book="NR", reason="наградата вече не се присъжда")
    with pytest.raises(Refused) as refused:
        books.enter(actor=ACTOR, award="NR", laureates=[person("Минкова")])
    assert refused.value.code == "book-closed"
    books.correct(actor=ACTOR, book="NR", seq=row.seq, changes={"family": "Попова"}, reason=REASON)
    assert books.book("NR").closed


@pytest.mark.requirement("R-5-0.5")
def test_book_that_the_law_does_not_name_asks_for_a_reason(books: BookService) -> None:
    with pytest.raises(Refused) as refused:
        books.enter(actor=ACTOR, award="MT", laureates=[person()])
    assert refused.value.citation == "чл. 5"
    books.open_book(actor=ACTOR, award="MT", reason="води се при дирекцията по аналогия")
    assert books.enter(actor=ACTOR, award="MT", laureates=[person()])[0].entry_no == 1
    with pytest.raises(NotFound):
        books.enter(actor=ACTOR, award="SG2", laureates=[person()])


@pytest.mark.requirement("R-5-0.3")
def test_entry_keeps_the_keeper_of_its_day(store: Store, books: BookService) -> None:
    row = books.enter(actor=ACTOR, award="NR", laureates=[person()])[0]
    later = store.clock.today() + timedelta(days=30)
    store.clock = FixedClock(datetime.combine(later, time(9), tzinfo=SOFIA))
    passed = PassingInput(later, "Дирекция „Култура“")
    KeepingService(store, law()).pass_on(actor=ACTOR, book="NR", asked=passed)
    assert books.detail("NR", row.seq).keeper == "Дирекция „Хуманитарни дейности“"
    assert [k.unit for k in books.book("NR").keepers][-1] == "Дирекция „Култура“"
    assert books.verify().intact


@pytest.mark.requirement("R-5-0.9")
def test_old_book_is_imported_and_its_holders_are_found(tmp_path: Path, books: BookService) -> None:
    path = tmp_path / "книга.csv"
    rows = [f"{1985 + n};Лице Първо{n} Второ{n}" for n in range(40)]
    path.write_text("Година;Носител\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = books.import_book(actor=ACTOR, award="NR", source=path, complete_from=1985)
    assert (result.count, result.first_no, result.last_no) == (40, 1, 40)
    view = books.book("NR")
    assert (view.holders, view.complete_from, view.years[0]) == (40, 1985, 2024)
    holder = books.holders_like("лице първо13 второ13", "NR")[0]
    assert (holder.entry_no, holder.year, holder.exact) == (14, 1998, True)
    assert all(row.historic for row in books.rows("NR"))
    assert books.verify().intact


def test_import_with_a_faulty_or_repeated_row_brings_in_nothing(
    tmp_path: Path, books: BookService
) -> None:
    path = tmp_path / "книга.csv"
    path.write_text("Година;Носител\n2001;Иван Иванов\nлипсва;Петър Петров\n", encoding="utf-8")
    with pytest.raises(UserError, match="Ред 3"):
        books.import_book(actor=ACTOR, award="NR", source=path)
    assert books.book("NR").entries == 0
    path.write_text("Година;Носител\n2001;Иван Иванов\n", encoding="utf-8")
    books.import_book(actor=ACTOR, award="NR", source=path)
    with pytest.raises(UserError, match="вече е в книгата под № 1"):
        books.import_book(actor=ACTOR, award="NR", source=path)
    assert books.book("NR").holders == 1


def test_cancelled_import_brings_in_nothing(books: BookService) -> None:
    class Impatient:
        def step(self, done: int, total: int, label: str) -> None:
            if done:
                raise Cancelled

    many = BookImport(tuple(historic(1990, f"Лице {n}") for n in range(2500)))
    with pytest.raises(Cancelled):
        books.import_book(actor=ACTOR, award="NR", source=many, progress=Impatient())
    assert books.book("NR").entries == 0
    assert books.rows("NR") == ()


def test_holders_are_found_by_similar_member_and_former_names(books: BookService) -> None:
    books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            person("Попова", former_names=("Маргарита Кънева",)),
            team("Иво Бонев", "Йордан Щърбанов"),
        ],
    )
    books.enter(actor=ACTOR, award="SG", laureates=[person("Попова")])

    def found(*names: str) -> list[tuple[str, int, str, bool]]:
        return [(h.book, h.entry_no, h.name, h.exact) for h in books.holders_like(names, "NR")]

    assert found("МАРГАРИТА  илиева попова") == [("NR", 1, "Маргарита Илиева Попова", True)]
    assert found("Попова Маргарита Илиева") == [("NR", 1, "Маргарита Илиева Попова", False)]
    assert found("Маргарита Попова") == [("NR", 1, "Маргарита Илиева Попова", False)]
    assert found("Маргарита Кънева") == [("NR", 1, "Маргарита Кънева", True)]
    assert found("Иордан Щърбанов") == [("NR", 2, "Йордан Щърбанов", False)]
    assert found("Николай Стоянов Радев") == []
    assert found("") == []
    assert {h.book for h in books.holders_like("Маргарита Илиева Попова")} == {"NR", "SG"}


def test_list_filters_by_text_and_year_and_sorts(books: BookService) -> None:
    books.enter(
        actor=ACTOR,
        award="NR",
        laureates=[
            person("Ъглова"),
            person("Аврамова"),
            team("Иво Бонев"),
            person("Иванова", year=2025),
        ],
    )

    def numbers(**how: object) -> list[int]:
        return [row.entry_no for row in books.rows("NR", **how)]  # type: ignore[arg-type]

    assert numbers() == [4, 3, 2, 1]
    assert numbers(sort="name", descending=False) == [2, 3, 4, 1]
    assert numbers(year=2026, sort="entry_no", descending=False) == [1, 2, 3]
    assert numbers(text="бонев") == [3]
    assert numbers(text="ъг") == [1]
    assert numbers(text="маргарита 2025") == [4]
    assert numbers(text="%") == []
    assert numbers(text='"; DROP') == []
    assert numbers(limit=2) == [4, 3]


def test_erased_personal_part_is_gone_and_the_chain_holds(store: Store, books: BookService) -> None:
    row = books.enter(
        actor=ACTOR, award="NR", laureates=[person(birth_year=1961, former_names=("Мара Кънева",))]
    )[0]
    assert books.detail("NR", row.seq).former_names == ("Мара Кънева",)
    after = books.erase_private(
        actor=ACTOR, book="NR", seq=row.seq, ground="чл. 17 ОРЗД", protocol="3/2026"
    )
    assert (after.former_names, after.private_erased) == ((), True)
    assert books.holders_like("Мара Кънева") == ()
    assert books.verify().intact
    assert "Кънева".encode() not in store.path.read_bytes()


def test_ten_digit_number_does_not_enter_a_book(books: BookService) -> None:
    with pytest.raises(UserError) as refused:
        books.enter(actor=ACTOR, award="NR", laureates=[person(motive="ЕГН 7001011234")])
    assert refused.value.code == "personal-number"


def test_each_verb_leaves_the_head_in_the_audit(store: Store, books: BookService) -> None:
    from sqlalchemy import text

    books.enter(actor=ACTOR, award="NR", laureates=[person()])
    with store.read() as session:
        body = session.execute(text("SELECT body FROM audit_line")).scalar_one()
    assert f'"head":"{books.book("NR").head}"' in body
    assert "Попова" not in body
