"""The protocol calendar on the command line: out, in with a look first, and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import FINDINGS, OK, Answer, Json
from ruse_desktop.kernel import foreign_files
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.services.calendar_files import Coming

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage
    from ruse_desktop.services.calendar_files import Arrival

_YEARS = (1990, 2100)


def export(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Write a year or a month as iCalendar; without --internal only what everyone may know."""
    from ruse_desktop.services.files import write_file

    since, until = _span(args, stage)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        made = services.calendar_files.export(
            since,
            until,
            internal=args.internal,
            categories=(args.category,) if args.category else (),
        )
        write_file(args.file.parent, args.file.name, made.content)
    said = ngettext("Записано: {n} събитие в {path}", "Записани: {n} събития в {path}", made.count)
    line = said.format(n=made.count, path=args.file)
    return Answer([line], {"path": str(args.file), "events": made.count})


def print_sheet(args: argparse.Namespace, stage: Backstage) -> Answer:
    """A month or a year as PDF, its list after it."""
    from ruse_desktop.documents.calendar import render
    from ruse_desktop.services.files import write_file

    since, until = _span(args, stage)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        paper = services.calendar_lists.paper(since, until, internal=args.internal)
        write_file(args.file.parent, args.file.name, render(paper))
    line = _("{title}: {path}").format(title=paper.title, path=args.file)
    return Answer([line], {"path": str(args.file), "events": len(paper.events)})


def site(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Write what everyone may know of a year or a month into a folder."""
    from ruse_desktop.exchange.web_sheet import WRITERS
    from ruse_desktop.services.files import write_file

    since, until = _span(args, stage)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        sheet = services.calendar_lists.sheet(since, until)
    names = [f"kalendar{suffix}" for suffix in WRITERS]
    for name, write in zip(names, WRITERS.values(), strict=True):
        write_file(args.folder, name, write(sheet))
    line = _("{title}: {count} в {folder}").format(
        title=sheet.title, count=sheet.count, folder=args.folder
    )
    return Answer([line], {"files": [str(args.folder / name) for name in names]})


def bring_in(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Say what a file would bring; with --take keep what is new or changed and hits nothing."""
    content = foreign_files.read(args.file)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        found = services.calendar_files.preview(content)
        chosen = [one for one in found if one.wanted] if args.take else []
        done, refused = services.calendar_files.take(chosen, actor=services.actor)
    problems = {one.uid: one.problem for one in refused}
    rows: list[Json] = []
    lines = []
    for one in found:
        lines.append(_told(one, problems.get(one.uid, "")))
        lines += [f"    {text}" for text in (*one.notes, *(clash.text for clash in one.clashes))]
        rows.append({"uid": one.uid, "kind": str(one.kind), "title": one.title,
                     "clashes": [clash.text for clash in one.clashes]})  # fmt: skip
    said = ngettext("Внесено: {n} събитие от {all}.", "Внесени: {n} събития от {all}.", done)
    lines.append(said.format(n=done, all=len(found)))
    bad = refused or any(one.kind is Coming.UNREAD or one.clashes for one in found)
    return Answer(lines, {"taken": done, "events": rows}, FINDINGS if bad else OK)


def _told(one: Arrival, problem: str) -> str:
    day = f"{date_short(one.typed.when.on)}  " if one.typed is not None else ""
    return f"{day}{one.title or one.uid}: {problem or one.word}"


def _span(args: argparse.Namespace, stage: Backstage) -> tuple[date, date]:
    year = args.year or stage.clock.today().year
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise UserError(
            _("Годината {year} е извън обхвата.").format(year=year),
            _("Посочете година от 1990 до 2100."), code="bad-year",
        )  # fmt: skip
    if args.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, args.month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
