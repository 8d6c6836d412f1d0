"""The blank form of an award on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.cli.output import Answer
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.files import write_file

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage


def form(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Write the fillable PDF form of an award for a year."""
    year = args.year or stage.clock.today().year
    target: Path = args.file
    with stage.services(stage.data_dir(args.data)) as services:
        pdf = services.forms.blank(args.award, year)
    write_file(target.parent, target.name, pdf)
    line = _("Формулярът за {year} г. е в {path}").format(year=year, path=target)
    return Answer([line], {"path": str(target), "award": args.award, "year": year})
