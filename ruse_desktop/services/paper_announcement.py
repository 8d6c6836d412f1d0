"""The texts for the public: the call for proposals of an edition, the names of its laureates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.domain.deadlines import HAND_OVER, opened_deadlines
from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.papers import Grid, Look, Paper, Text
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.letters import quoted
from ruse_desktop.services.paper_ground import ActGround
from ruse_desktop.services.paper_sums import says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ruse_desktop.domain.books import EntryRow
    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import Deadline, Slot

_SUBMISSION = "submission"


@dataclass(frozen=True, kw_only=True)
class CallGround(ActGround):
    """An opened edition with its days."""

    edition: AwardEdition
    calendar: WorkingDays
    practice: Practice

    @property
    def year(self) -> int:
        """The year of the edition."""
        return self.edition.year

    def day(self, purpose: str) -> Deadline | None:
        """The edition's deadline with this purpose."""
        days = opened_deadlines(self.award, self.edition, self.calendar, self.practice)
        return next((one for one in days if one.purpose == purpose), None)


def call(ground: CallGround) -> Paper:
    """The call for proposals: sections with their prizes, who proposes, until when, where (R-44-3.3)."""
    award = ground.award
    blocks: list[Text | Grid] = [
        Text(
            say("{municipality} кани за предложения за {award} за {year} г. ({where}).").format(
                municipality=ground.law.municipality, award=quoted(award.name),
                year=ground.edition.year, where=award.citation,
            )
        ),
        Text(say("За какво се присъжда"), Look.LABEL),
        Grid((say("Област"), say("Раздел"), say("Награди")), tuple(_rows(ground)), (0.28, 0.54, 0.18)),
    ]  # fmt: skip
    for head, texts in (
        (say("Цели на наградата"), _aims(ground)),
        (say("Кой може да предлага"), _who(ground)),
        (say("Срок и място"), _when(ground)),
        (say("За кой период"), _period(ground)),
        (say("Какво се прилага"), _dossier(ground)),
        (say("Парична сума"), _sums(ground)),
    ):
        lines = list(texts)
        if lines:
            blocks.append(Text(head, Look.LABEL))
            blocks += [Text(line) for line in lines]
    return Paper(
        title=say("ПОКАНА ЗА ПРЕДЛОЖЕНИЯ"),
        under=(quoted(award.name), say("{year} г.").format(year=ground.edition.year)),
        sender=(ground.office,),
        blocks=tuple(blocks),
    )


def _rows(ground: CallGround) -> Iterator[tuple[str, str, str]]:
    award, last = ground.award, ""
    for slot in award.slots:
        section = award.section(slot.section)
        area = award.area(section.area).name
        genres = ", ".join(section.genres or section.levels)
        name = award.slot_name(slot.code)
        shown = f"{name} ({genres})" if genres else name
        yield (area if area != last else "", shown, _places(slot))
        last = area


def _places(slot: Slot) -> str:
    if not slot.places:
        return say("без определен брой")
    return ngettext("{n} награда", "{n} награди", slot.places).format(n=slot.places)


def _aims(ground: CallGround) -> Iterator[str]:
    """What the award is for and who founded it, as the act says (чл. 53 и чл. 54)."""
    award = ground.award
    for aim in award.aims:
        yield f"• {aim} ({award.aims_citation})"
    if award.founded:
        yield say("{award} е {founded} ({where}).").format(
            award=quoted(award.name), founded=award.founded, where=award.founded_citation
        )


def _who(ground: CallGround) -> Iterator[str]:
    names = [_(PROPOSER_NAMES[kind]) for kind in ground.award.proposers]
    if names:
        yield "; ".join(names) + "."


def _when(ground: CallGround) -> Iterator[str]:
    last = ground.day(_SUBMISSION)
    place = ground.award.intake.place if ground.award.intake else ground.law.municipality
    if last is None:
        yield say("Предложенията се внасят в: {place}.").format(place=place)
        return
    hour = say(" до {hour} ч.").format(hour=f"{last.hour:%H:%M}") if last.hour else ""
    yield say("До {day} ({weekday}) включително{by_hour}, {place} ({where}).").format(
        day=date_short(last.effective), weekday=weekday(last.effective), by_hour=hour, place=place,
        where=last.citation,
    )  # fmt: skip
    if last.why:
        yield last.why


def _period(ground: CallGround) -> Iterator[str]:
    merit = ground.award.merit
    if merit is not None:
        first, last = merit.in_year(ground.edition.year)
        yield say("Заслуги от {first} до {last} ({where}).").format(
            first=date_short(first), last=date_short(last), where=merit.citation
        )


def _dossier(ground: CallGround) -> Iterator[str]:
    for item in ground.award.dossier:
        copies = (
            ngettext(" – {n} екземпляр", " – {n} екземпляра", item.copies).format(n=item.copies)
            if item.copies > 1
            else ""
        )
        yield f"• {item.name}{copies} ({item.citation})"


def _sums(ground: CallGround) -> Iterator[str]:
    for rule in ground.award.money:
        if not rule.optional:
            yield f"{says(ground, rule, ground.today)}."


def results(ground: CallGround, entries: Sequence[EntryRow]) -> Paper:
    """The names of the edition's laureates by section, with the embargo until the ceremony (R-46-0.1)."""
    award = ground.award
    ceremony = ground.day(HAND_OVER)
    held = ceremony is not None and ground.today <= ceremony.literal
    embargo = (
        say("НЕ Е ЗА ПУБЛИКУВАНЕ преди церемонията на {day}").format(
            day=date_short(ceremony.literal)
        )
        if held and ceremony is not None
        else ""
    )
    rows = tuple((row.section or "–", row.name) for row in entries if not row.revoked)
    return Paper(
        title=say("НОСИТЕЛИ"),
        under=(quoted(award.name), say("{year} г.").format(year=ground.edition.year)),
        sender=(ground.office,),
        blocks=(
            *((Text(embargo, Look.CENTRE),) if embargo else ()),
            Grid((say("Раздел"), say("Носител")), rows, (0.4, 0.6)),
        ),
        foot=embargo,
    )
