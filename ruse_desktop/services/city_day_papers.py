"""The papers of City Day: programme, letter to the committee, plan, report, table of the plan (чл. 22–25)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ruse_desktop.domain.city_day import COMMITTEE, CityDay, Line, Version, by_day
from ruse_desktop.domain.city_day_money import Paper as Approved
from ruse_desktop.domain.money import money_text
from ruse_desktop.domain.papers import (
    Grid,
    Group,
    Look,
    Paper,
    PaperKind,
    PaperSet,
    Signatures,
    Text,
)
from ruse_desktop.domain.registers import RegisterSheet
from ruse_desktop.kernel.formats import date_long, date_short, weekday
from ruse_desktop.kernel.i18n import ngettext
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.city_day_accounts import account, table_of
from ruse_desktop.services.city_day_sponsors import sponsor_list
from ruse_desktop.services.paper_ground import DOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruse_desktop.domain.papers import Block
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.city_day import CityDayService
    from ruse_desktop.storage.store import Store


class CityDayPapers:
    """The content of the papers; `documents` draws them."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, city_day: CityDayService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._city_day = city_day

    def public(self, year: int) -> PaperSet:
        """The programme for the public: what is public, without people and money (R-23-0.4)."""
        found = self._city_day.get(year)
        shown = [one for one in found.lines if one.public]
        blocks: list[Block] = []
        for day, lines in by_day(shown):
            said = f"{date_long(day)}, {weekday(day)}"
            rows = tuple((_until(one), _announced(one), one.place) for one in lines)
            grid = Grid((say("Час"), say("Проява"), say("Място")), rows, (0.17, 0.53, 0.3))
            blocks += [Text(said[:1].upper() + said[1:], Look.PART), grid]
        if not shown:
            blocks.append(Text(say("Програмата се подготвя.")))
        paper = Paper(
            title=say("ПРОГРАМА"), under=(_feast(found, self._law), _patron(found, self._law)),
            sender=(found.edition.typed.organiser,), blocks=tuple(blocks),
            foot=say("Празник на град {town}, {year} г.").format(town=self._town, year=year),
        )  # fmt: skip
        return self._set(say("Програма за публиката – {year} г.").format(year=year),
                         f"programa-{year}", paper)  # fmt: skip

    def committee(self, year: int, version_id: int | None = None) -> PaperSet:
        """The programme as the committee gets it: a version of it, else as it is now (чл. 23)."""
        found = self._city_day.get(year)
        version = _version(found, version_id)
        lines = version.lines if version is not None else found.lines
        paper = self._programme(found, lines, version)
        return self._set(
            say("Програма – {year} г.").format(year=year), f"programa-komisia-{year}", paper
        )

    def letter(self, year: int, version_id: int | None = None) -> PaperSet:
        """The cover letter to the committee by its name of the day, with the programme (чл. 23)."""
        found = self._city_day.get(year)
        version = _version(found, version_id)
        lines = version.lines if version is not None else found.lines
        day = version.submitted_on if version is not None else None
        on = day or self._store.clock.today()
        number = version.outgoing_no if version is not None and version.outgoing_no else DOTS
        organiser, annex = found.edition.typed.organiser, _annex(found, version)
        act = self._law.at(on).act_name
        said = say(
            "на основание чл. 23 от {act} внасяме за разглеждане и утвърждаване програмата за "
            "Празника на град {town} – {feast}"
        ).format(act=act, town=self._town, feast=date_long(found.edition.feast))
        blocks: list[Block] = [Text(said)]
        if version is not None and version.after_approval:
            blocks.append(
                Text(say("Програмата е изменена след утвърждаване: {why}").format(why=version.why))
            )
        if version is not None and version.late_reason:
            late = say("Внасяме я след срока по чл. 23 поради следното: {why}")
            blocks.append(Text(late.format(why=version.late_reason)))
        blocks += [
            Text(say("Приложение: {annex}.").format(annex=annex)),
            Signatures(((say("Директор"), ""),)),
        ]
        letter = Paper(
            number=(
                say("Изх. № {no}").format(no=number),
                say("гр. {town}, {day}").format(town=self._town, day=date_short(on)),
            ),
            sender=(organiser,), addressee=(self.addressee(on),),
            subject=say("Програма за Празника на град {town}, {year} г.").format(
                town=self._town, year=year
            ),
            salutation=say("УВАЖАЕМИ ДАМИ И ГОСПОДА,"), blocks=tuple(blocks),
        )  # fmt: skip
        return self._set(
            say("Писмо до комисията – {year} г.").format(year=year), f"pismo-programa-{year}", letter,
            self._programme(found, lines, version),
        )  # fmt: skip

    def addressee(self, on: date) -> str:
        """„Постоянната комисия по култура …“ by its name on the day, ready after „ДО“."""
        body = next((one for one in self._law.bodies if one.code == COMMITTEE), None)
        name = body.name_on(on).name if body is not None else say("Постоянна комисия по култура")
        first, space, rest = name.partition(" ")
        return f"{first}та{space}{rest}" if first.endswith("а") else name

    def plan(self, year: int) -> PaperSet:
        """The financial plan for the mayor's approval; a draft until it is as approved (чл. 25)."""
        found = self._city_day.get(year)
        paper = account(found, Approved.PLAN, self._law)
        said = say("Финансов план – {year} г.").format(year=year)
        return self._set(said, f"finansov-plan-{year}", paper)

    def report(self, year: int) -> PaperSet:
        """The financial report: plan, actual, difference and percent of each line (чл. 25)."""
        found = self._city_day.get(year)
        paper = account(found, Approved.REPORT, self._law)
        said = say("Финансов отчет – {year} г.").format(year=year)
        return self._set(said, f"finansov-otchet-{year}", paper)

    def sponsors(self, year: int) -> PaperSet:
        """The sponsors of the year with their contracts, sums and what is promised (чл. 24)."""
        paper = sponsor_list(self._city_day.get(year), self._law)
        said = say("Спонсори и дарители – {year} г.").format(year=year)
        return self._set(said, f"sponsori-{year}", paper)

    def sheet(self, year: int) -> RegisterSheet:
        """Plan and actual as a table for a spreadsheet."""
        found = self._city_day.get(year)
        return table_of(found, self._law, self._store.clock.today())

    # inside

    @property
    def _town(self) -> str:
        return self._law.town.removeprefix("гр. ")

    def _set(self, title: str, name: str, *papers: Paper) -> PaperSet:
        return PaperSet(PaperKind.PACKAGE, title, name, papers, self._law.municipality)

    def _programme(self, found: CityDay, lines: Sequence[Line], version: Version | None) -> Paper:
        currency, rows = found.edition.currency, []
        ordered = [one for _day, group in by_day(lines) for one in group]
        for n, one in enumerate(ordered, 1):
            when = "\n".join(part for part in (one.days, one.hours) if part)
            others = one.organiser if one.organiser != found.edition.typed.organiser else ""
            who = "\n".join(part for part in (others, one.partner, one.responsible) if part)
            money = money_text(one.budget, currency) if one.budget is not None else "–"
            rows.append((str(n), when, one.title, one.place, who, money))
        heads = (
            say("№"), say("Ден и час"), say("Проява"), say("Място"),
            say("Организатор, партньор, отговорник"), say("Бюджет"),
        )  # fmt: skip
        sums = [one.budget for one in lines if one.budget is not None]
        under = [_feast(found, self._law), _patron(found, self._law)]
        if version is not None:
            under.append(version.name)
        n = len(lines)
        said = ngettext("{n} проява", "{n} прояви", n).format(n=n)
        if sums:
            said = say("{count}; общо {sum}").format(
                count=said, sum=money_text(sum(sums, sums[0] * 0), currency)
            )
        blocks: tuple[Block, ...] = (
            Grid(heads, tuple(rows), (0.05, 0.14, 0.27, 0.18, 0.22, 0.14)), Text(said),
            Group((Signatures(((say("Изготвил"), ""), (say("Директор"), ""))),)),
        )  # fmt: skip
        if version is not None and version.approved_on is not None:
            text = say("Утвърдена от комисията на {day}, протокол № {no}. {decision}").format(
                day=date_short(version.approved_on), no=version.approved_no,
                decision=version.decision,
            )  # fmt: skip
            blocks = (blocks[0], blocks[1], Text(text.strip()), blocks[2])
        return Paper(
            title=say("ПРОГРАМА"), under=tuple(under), sender=(found.edition.typed.organiser,),
            blocks=blocks, draft=version is None,
            foot=say("Програма – {version}").format(
                version=version.name if version is not None else say("проект")
            ),
        )  # fmt: skip


def _version(found: CityDay, version_id: int | None) -> Version | None:
    """The version asked for; without one the newest where the programme is still the same."""
    if version_id is not None:
        return next((one for one in found.versions if one.id == version_id), None)
    return None if found.changed else found.version


def _annex(found: CityDay, version: Version | None) -> str:
    if version is not None:
        return version.annex
    n = len(found.items)
    count = ngettext("{n} проява", "{n} прояви", n).format(n=n)
    number = len(found.versions) + 1
    return say("Програма – {version}, {count}").format(
        version=say("в. {n}").format(n=number), count=count
    )


def _feast(found: CityDay, law: LawBook) -> str:
    town = law.town.removeprefix("гр. ")
    return say("Празник на град {town} – {feast}").format(
        town=town, feast=date_long(found.edition.feast)
    )


def _patron(found: CityDay, law: LawBook) -> str:
    said = say("под патронажа на Кмета на {municipality}").format(municipality=law.municipality)
    patron = found.edition.typed.patron
    return f"{said} {patron}" if patron else said


def _until(one: Line) -> str:
    if one.until == one.on:
        return one.hours
    return "\n".join(
        part for part in (one.hours, say("до {day}").format(day=date_short(one.until))) if part
    )


def _announced(one: Line) -> str:
    parts = [one.title, one.text]
    if one.partner:
        parts.append(say("С партньорството на {who}").format(who=one.partner))
    return "\n".join(part for part in parts if part)
