"""What each command of the command line does with the services it is given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from ruse_desktop.cli.output import FINDINGS, OK, Answer, Bar, Json
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.formats import date_short, parse_date, weekday
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from ruse_desktop.domain.duties import DutyDay
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.facade import Services
    from ruse_desktop.services.rescuing import RescueWords


class Backstage(Protocol):
    """What the program's wiring offers to commands; `app` implements it."""

    clock: Clock

    def data_dir(self, chosen: Path | None) -> Path:
        """The data folder to work in."""
        ...

    def law(self, data_dir: Path) -> LawBook:
        """The ordinance with the office's overlay. Raises LawFaults."""
        ...

    def services(
        self, data_dir: Path, *, clock: Clock | None = None
    ) -> AbstractContextManager[Services]:
        """The opened services, released at the end. Raises DatabaseProblem."""
        ...

    def credentials(self) -> tuple[str, str]:
        """Name and password of who works. Raises UserError when there is no password."""
        ...

    def who(self) -> str:
        """The name of who works, where there are no accounts."""
        ...

    def rescue(self, data_dir: Path) -> RescueWords:
        """Save what can be read of the folder's damaged file. Raises DatabaseProblem."""
        ...

    def window(self, data_dir: Path, *, clock: Clock | None = None) -> int:
        """Open the window (on the clock's day); the exit code."""
        ...


def law_show(args: argparse.Namespace, stage: Backstage) -> Answer:
    """The edition in force on a day, its slots, or the text of one article."""
    book = stage.law(stage.data_dir(args.data))
    day = _day(args.date, stage)
    edition = book.at(day)
    if args.article:
        return _article(args.article, edition)
    lines = [edition.act_name, f"{edition.label} ({edition.decision})"]
    lines.append(_("В сила от {day}").format(day=date_short(edition.in_force)))
    if not book.knows(day):
        lines.append(_("Няма по-стара редакция; показана е най-старата известна."))
    awards: list[Json] = []
    for award in edition.awards:
        lines.append("")
        lines.append(f"{award.name} ({award.citation})")
        lines += [f"  {award.slot_name(slot.code)} – {slot.places}" for slot in award.slots]
        slots: list[Json] = [
            {"code": slot.code, "name": award.slot_name(slot.code), "places": slot.places}
            for slot in award.slots
        ]
        awards.append({"code": award.code, "name": award.name, "slots": slots})
    data: dict[str, Json] = {
        "edition": edition.id,
        "decision": edition.decision,
        "in_force": edition.in_force.isoformat(),
        "awards": awards,
    }
    return Answer(lines, data)


def _article(text: str, edition: ActEdition) -> Answer:
    from ruse_desktop.domain.citations import Citation

    try:
        citation = Citation.parse(text)
    except ValueError as problem:
        raise UserError(
            _("„{text}“ не е разпоредба.").format(text=text),
            _("Напишете я като „чл. 43, ал. 1“."),
            code="bad-citation",
        ) from problem
    found = edition.passage(citation)
    if not found:
        raise UserError(
            _("В тази редакция няма {citation}.").format(citation=citation),
            _("Проверете номера на члена."),
            code="no-provision",
        )
    lines = [
        f"{one.citation}  {one.text}" + (f" [{one.history}]" if one.history else "")
        for one in found
    ]
    rows: list[Json] = [{"citation": str(one.citation), "text": one.text} for one in found]
    return Answer(lines, {"edition": edition.id, "provisions": rows})


def deadlines(args: argparse.Namespace, stage: Backstage) -> Answer:
    """The deadlines of a year by the edition in force in it."""
    from ruse_desktop.domain.deadlines import edition_deadlines
    from ruse_desktop.domain.duties import duty_days, other_duties

    book = stage.law(stage.data_dir(args.data))
    year = args.of_year or args.year or stage.clock.today().year
    if not 1990 <= year <= 2100:
        raise UserError(
            _("Годината {year} е извън обхвата.").format(year=year),
            _("Посочете година от 1990 до 2100."),
            code="bad-year",
        )
    edition = book.at(date(year, 12, 31))
    found = edition_deadlines(edition, year, book.calendar(), book.practice)
    lines = [_("Срокове за {year} г.").format(year=year)]
    rows: list[Json] = []
    for one in found:
        lines.append(
            f"{date_short(one.effective)} ({weekday(one.effective)})  "
            f"{edition.award(one.award).short_name}: {one.name}  [{one.citation}]"
        )
        if one.why:
            lines.append(f"    {one.why}")
        rows.append(
            {
                "award": one.award,
                "purpose": one.purpose,
                "name": one.name,
                "literal": one.literal.isoformat(),
                "effective": one.effective.isoformat(),
                "weekday": weekday(one.effective),
                "safe": one.safe.isoformat() if one.safe else None,
                "citation": str(one.citation),
                "why": one.why,
            }
        )
    days = duty_days(edition.duties, year, book.calendar(), book.practice)
    more, listed = _duties(other_duties(days, found))
    data: dict[str, Json] = {
        "year": year, "edition": edition.id, "deadlines": rows, "duties": listed,
    }  # fmt: skip
    return Answer([*lines, *more], data)


def _duties(days: Sequence[DutyDay]) -> tuple[list[str], list[Json]]:
    """The year wheel's other days as lines under their heading, and as data."""
    lines = ["", _("Други задължения")] if days else []
    rows: list[Json] = []
    for one in days:
        lines.append(
            f"{date_short(one.shown)} ({weekday(one.shown)})  {one.duty.name}  [{one.citation}]"
        )
        if one.why:
            lines.append(f"    {one.why}")
        rows.append(
            {
                "code": one.duty.code,
                "subject": one.duty.subject,
                "name": one.duty.name,
                "literal": one.literal.isoformat(),
                "effective": one.effective.isoformat(),
                "safe": one.safe.isoformat() if one.safe else None,
                "citation": str(one.citation),
                "why": one.why,
            }
        )
    return lines, rows


def import_book(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Enter old laureates from a table, all or none."""
    bar = Bar()
    with stage.services(stage.data_dir(args.data)) as services:
        ready = services.books.read_import(award=args.award, source=args.file)
        notes = [
            _("Ред {row}, {column}: {message}").format(
                row=one.row, column=one.column, message=one.message
            )
            for one in (*ready.faults, *ready.warnings)
        ]
        data: dict[str, Json] = {
            "rows": len(ready.laureates),
            "faults": len(ready.faults),
            "warnings": len(ready.warnings),
            "notes": list(notes),
        }
        if ready.faults or args.dry_run:
            head = _("Готови за внасяне: {n}; с грешки: {faults}. Нищо не е записано.").format(
                n=len(ready.laureates), faults=len(ready.faults)
            )
            return Answer([head, *notes], data, FINDINGS if ready.faults else OK)
        result = services.books.import_book(
            actor=services.actor,
            award=args.award,
            source=ready,
            complete_from=args.complete_from,
            progress=bar,
        )
        bar.end()
    data |= {"imported": result.count, "first_no": result.first_no, "last_no": result.last_no}
    head = _("Внесени са {n} записа: № {first}–{last}.").format(
        n=result.count, first=result.first_no, last=result.last_no
    )
    return Answer([head, *notes], data)


def verify(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Check every book's chain and the audit log."""
    with stage.services(existing(stage.data_dir(args.data))) as services:
        report = services.books.verify()
        lines_checked, broken = services.store.verify_audit()
        doubts = services.store.doubts() if broken is None else []
        sheet = services.volumes.check_anchor(args.anchor) if args.anchor else None
    lines = []
    books: list[Json] = []
    for check in report.books:
        state = check.fault.what if check.fault else _("цяла")
        lines.append(
            _("Книга „{title}“: {entries} записа, {holders} удостоени – {state}").format(
                title=check.title, entries=check.entries, holders=check.holders, state=state
            )
        )
        books.append(
            {"book": check.book, "entries": check.entries, "head": check.head,
             "fault": check.fault.what if check.fault else None}
        )  # fmt: skip
    lines.append(
        _("Дневник на промените: {n} реда – цял").format(n=lines_checked)
        if broken is None
        else _("Дневник на промените: нарушен на ред {n}").format(n=broken)
    )
    lines += doubts
    if sheet is not None:
        lines.append(sheet.sentence)
    whole = report.intact and broken is None and not doubts
    if not whole:
        lines.append(_("Има нарушения. Не пишете повече в базата."))
    elif sheet is not None and not sheet.agrees:
        whole = False
        lines.append(_("Веригите са цели, но листът не съвпада. Проверете въведения код."))
    else:
        lines.append(_("Всичко е цяло."))
    data: dict[str, Json] = {"books": books, "audit_lines": lines_checked, "audit_broken": broken}
    data["doubts"] = list(doubts)
    if sheet is not None:
        data["anchor"] = {
            "agrees": sheet.agrees, "book": sheet.book, "entries": sheet.seq, "later": sheet.later,
        }  # fmt: skip
    return Answer(lines, data, OK if whole else FINDINGS)


def existing(data_dir: Path) -> Path:
    """The folder itself. Raises DatabaseProblem when there is no database in it."""
    from ruse_desktop.services import databases

    if not databases.is_there(data_dir):
        raise DatabaseProblem(
            _("В „{folder}“ няма база данни.").format(folder=data_dir),
            _("Посочете друга папка с --data или отворете програмата, за да се създаде."),
            code="missing",
        )
    return data_dir


def _day(text: str | None, stage: Backstage) -> date:
    today = stage.clock.today()
    if not text:
        return today
    try:
        return parse_date(text, today)
    except ValueError as problem:
        raise UserError(
            _("„{text}“ не е дата.").format(text=text),
            _("Напишете я като 06.05.2026."),
            code="bad-date",
        ) from problem


def plural_rows(n: int) -> str:
    """„1 предложение“, „30 предложения“."""
    return ngettext("{n} предложение", "{n} предложения", n).format(n=n)
