"""The register of proposals and letters about them on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import Answer
from ruse_desktop.domain.letters import LETTER_NAMES, LetterKind
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.files import write_file

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage


def register(args: argparse.Namespace, stage: Backstage) -> Answer:
    """The register of proposals of an award in a year as PDF."""
    from ruse_desktop.documents.register import render

    year = args.year or stage.clock.today().year
    with stage.services(existing(stage.data_dir(args.data))) as services:
        edition = services.editions.find(args.award, year)
        if edition is None:
            raise NotFound(
                _("Изданието на наградата за {year} г. не е открито.").format(year=year),
                _("Проверете кода и годината."),
            )
        book = services.intake_register.register(edition.id)
    write_file(args.file.parent, args.file.name, render(book))
    line = _("{title}, {year} г.: {n} реда в {path}").format(
        title=book.title, year=year, n=len(book.lines), path=args.file
    )
    return Answer([line], {"path": str(args.file), "lines": len(book.lines)})


def letter(args: argparse.Namespace, stage: Backstage) -> Answer:
    """A receipt or a letter about one nomination as PDF."""
    from ruse_desktop.documents.letters import render
    from ruse_desktop.domain.nominations import NominationFilter

    kind = LetterKind(args.kind)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        rows = services.nominations.rows(NominationFilter(text=args.number))
        found = [row for row in rows if row.number == args.number]
        if not found:
            raise NotFound(
                _("Няма предложение № {no}.").format(no=args.number), _("Проверете номера.")
            )
        made = services.letters.compose(found[0].id, kind, clerk=services.actor.name)
    write_file(args.file.parent, args.file.name, render(made))
    line = _("{letter} по {no} е в {path}").format(
        letter=_(LETTER_NAMES[kind]), no=args.number, path=args.file
    )
    return Answer([line], {"path": str(args.file), "kind": args.kind, "number": args.number})
