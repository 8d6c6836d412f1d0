"""The book for binding and the list of laureates for the site on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import Answer, Bar, Json
from ruse_desktop.domain.book_printing import PrintKind
from ruse_desktop.domain.web_list import FILES
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage


def book(args: argparse.Namespace, stage: Backstage) -> Answer:
    """A book, or one volume of it, as PDF; the log keeps that it was made."""
    from ruse_desktop.documents.book_volume import render
    from ruse_desktop.services.files import write_file

    bar = Bar()
    with stage.services(existing(stage.data_dir(args.data))) as services:
        made = services.volumes.content(
            args.award, drawn_by=services.actor.name, volume=args.volume
        )
        pdf = render(made, progress=bar)
        bar.end()
        write_file(args.file.parent, args.file.name, pdf)
        services.printing.record(
            actor=services.actor, book=args.award, kind=PrintKind.VOLUME, way="pdf", part=made.part
        )
    line = _("{title}: {n} вписани в {path}").format(
        title=made.title, n=len(made.entries), path=args.file
    )
    head = "".join(made.anchor.groups)
    return Answer(
        [line, _("Отпечатък: {head}").format(head=" ".join(made.anchor.groups))],
        {
            "path": str(args.file),
            "holders": len(made.entries),
            "head": head,
            "anchor": made.anchor.code,
        },
    )


def web_list(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Write the list into a folder and say who is left out and why."""
    with stage.services(existing(stage.data_dir(args.data))) as services:
        made = services.web_list.content()
        version = services.web_list.export(actor=services.actor, folder=args.folder)
    lines = [
        _("Версия {n}: {count} имена в {folder}").format(
            n=version.version, count=version.names, folder=args.folder
        )
    ]
    left: list[Json] = []
    for one in made.withheld:
        who = _("{award}, {year}, {name}").format(
            award=one.line.award, year=one.line.year, name=one.line.name
        )
        lines.append(_("Не се публикува: {who} – {why}").format(who=who, why=one.text))
        left.append({"award": one.line.award, "year": one.line.year, "why": one.why.value})
    data: dict[str, Json] = {
        "version": version.version, "names": version.names, "withheld": left,
        "files": [str(args.folder / name) for name in FILES],
    }  # fmt: skip
    return Answer(lines, data)
