"""What the author of an ordinance's files hears: every fault, or what the program understood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.cli.output import FINDINGS, Answer, Json
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short, weekday
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ruse_desktop.cli.commands import Backstage
    from ruse_desktop.domain.rules import ActEdition, AwardRules, Deadline
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.faults import LawFaults

_FAR = 100


def law_check(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Check the files of an ordinance: every fault is named, else a summary of what they say."""
    from ruse_desktop.law import book
    from ruse_desktop.law.faults import LawFaults

    folder: Path = args.folder
    if not folder.is_dir():
        raise UserError(
            _("Няма папка „{folder}“.").format(folder=folder),
            _("Проверете името ѝ."),
            code="no-folder",
        )
    try:
        found = book.load(folder)
    except LawFaults as faults:
        return _faults(faults)
    edition = found.at(stage.clock.today())
    year = stage.clock.today().year
    awards: list[Json] = [_data(found, award, year) for award in edition.awards]
    data: dict[str, Json] = {
        "faults": [],
        "act": edition.act_name,
        "editions": [one.id for one in found.editions],
        "awards": awards,
        "fingerprint": found.fingerprint,
    }
    return Answer([_("Файловете са изправни."), *_summary(found, edition, year)], data)


def _faults(faults: LawFaults) -> Answer:
    rows: list[Json] = [
        {"file": f.file, "key": f.key, "found": f.found, "expected": f.expected}
        for f in faults.faults
    ]
    lines = [faults.message]
    for fault in faults.faults:
        lines += [
            "",
            _("Файл:     {file}").format(file=fault.file),
            _("Място:    {key}").format(key=fault.key or "–"),
            _("Намерено: {found}").format(found=fault.found),
            _("Очаква се: {expected}").format(expected=fault.expected),
        ]
    return Answer(lines, {"faults": rows}, FINDINGS)


def _summary(found: LawBook, edition: ActEdition, year: int) -> Iterator[str]:
    yield ""
    yield edition.act_name
    for one in found.texts:
        kind = _(" – само за четене") if one.text_only else ""
        yield _("  от {day}: {label}{kind}").format(
            day=date_short(one.in_force), label=one.label, kind=kind
        )
    yield _("Разпоредби: {n}; въпроси към служебната практика: {questions}").format(
        n=len(edition.provisions), questions=len(found.questions)
    )
    yield ""
    yield _("Отличия по редакцията {label}:").format(label=edition.label)
    for award in edition.awards:
        yield ""
        yield from _award(found, award, year)
    yield ""
    yield _("Отпечатък на файловете: {digest}").format(digest=found.fingerprint[:16])


def _award(found: LawBook, award: AwardRules, year: int) -> Iterator[str]:
    from ruse_desktop.domain import law_words

    yield f"{award.code}  {award.name} ({award.citation})"
    yield "    " + _cycle(award, year)
    if award.slots:
        places = (
            f"{award.slot_name(slot.code)} – {slot.places or _('без определен брой')}"
            for slot in award.slots
        )
        yield _("    награди: {slots}").format(slots="; ".join(places))
    if award.limit is not None:
        yield _("    {limit} ({citation})").format(
            limit=law_words.says(award.limit), citation=award.limit.citation
        )
    yield _("    предложение: {fields}, {items}, {checks}").format(
        fields=ngettext("{n} поле", "{n} полета", len(award.fields)).format(n=len(award.fields)),
        items=ngettext("{n} документ", "{n} документа", len(award.dossier)).format(
            n=len(award.dossier)
        ),
        checks=ngettext("{n} проверка", "{n} проверки", len(award.eligibility)).format(
            n=len(award.eligibility)
        ),
    )
    for rule in award.commissions:
        yield _("    комисия: {rule} ({citation})").format(
            rule=law_words.says(rule), citation=rule.citation
        )
    if award.voting is not None:
        yield _("    гласуване: {rule} ({citation})").format(
            rule=law_words.says(award.voting), citation=award.voting.citation
        )
    for one in _deadlines(found, award, year):
        yield _("    срок: {deadline}").format(deadline=_said(one))


def _cycle(award: AwardRules, year: int) -> str:
    if not award.every_years:
        return _("по повод, без определена година")
    if award.every_years == 1:
        return _("всяка година")
    next_year = _due(award, year)
    shown = ", ".join(str(next_year + n * award.every_years) for n in range(3))
    return ngettext(
        "на всяка {n} година: {years}", "на всеки {n} години: {years}", award.every_years
    ).format(n=award.every_years, years=f"{shown}, …")


def _due(award: AwardRules, year: int) -> int:
    """The first year from `year` on in which the award is given."""
    return next((one for one in range(year, year + _FAR) if award.due_in(one)), year)


def _deadlines(found: LawBook, award: AwardRules, year: int) -> tuple[Deadline, ...]:
    from ruse_desktop.domain.deadlines import award_deadlines

    return award_deadlines(award, _due(award, year), found.calendar(), found.practice)


def _said(one: Deadline) -> str:
    hour = _(" до {hour} ч.").format(hour=f"{one.hour:%H:%M}") if one.hour else ""
    text = _("{name} – {day} ({weekday}){hour} [{citation}]").format(
        name=one.name,
        day=date_short(one.effective),
        weekday=weekday(one.effective),
        hour=hour,
        citation=one.citation,
    )
    return f"{text}; {one.why}" if one.why else text


def _data(found: LawBook, award: AwardRules, year: int) -> Json:
    slots: list[Json] = [
        {"code": slot.code, "name": award.slot_name(slot.code), "places": slot.places}
        for slot in award.slots
    ]
    seats: list[Json] = [
        {"commission": rule.code, "seat": seat.source, "count": seat.count}
        for rule in award.commissions
        for seat in rule.seats
    ]
    deadlines: list[Json] = [
        {
            "purpose": one.purpose,
            "effective": one.effective.isoformat(),
            "hour": f"{one.hour:%H:%M}" if one.hour else None,
        }
        for one in _deadlines(found, award, year)
    ]
    return {
        "code": award.code,
        "name": award.name,
        "every_years": award.every_years,
        "slots": slots,
        "seats": seats,
        "deadlines": deadlines,
    }
