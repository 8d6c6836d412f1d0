"""Runs one command: errors for people become a sentence and an exit code, never a traceback."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ruse_desktop.cli import (
    backup,
    books,
    calendar,
    commands,
    demo,
    diploma_check,
    forms,
    intake,
    law_check,
    nominations,
    rescue,
)
from ruse_desktop.cli.output import STOPPED, say, say_error, use_utf8
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.progress import Cancelled

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ruse_desktop.cli.commands import Backstage
    from ruse_desktop.cli.output import Answer

COMMANDS: dict[str, Callable[[argparse.Namespace, Backstage], Answer]] = {
    "demo": demo.demo,
    "law check": law_check.law_check,
    "law show": commands.law_show,
    "deadlines": commands.deadlines,
    "import-nominations": nominations.import_nominations,
    "findings": nominations.findings,
    "register": intake.register,
    "letter": intake.letter,
    "import-book": commands.import_book,
    "form": forms.form,
    "diplomas": nominations.diplomas,
    "verify": commands.verify,
    "verify-diploma": diploma_check.verify_diploma,
    "book": books.book,
    "web-list": books.web_list,
    "rescue": rescue.rescue,
    "data-copy": rescue.data_copy,
    "backup make": backup.make,
    "backup list": backup.show,
    "backup check": backup.check,
    "backup rehearse": backup.rehearse,
    "backup restore": backup.restore,
    "calendar export": calendar.export,
    "calendar import": calendar.bring_in,
    "calendar print": calendar.print_sheet,
    "calendar site": calendar.site,
}


def run(args: argparse.Namespace, stage: Backstage) -> int:
    """Run the command in `args`; returns the exit code."""
    use_utf8()
    part = getattr(args, f"{args.command}_command", "")
    name = f"{args.command} {part}".strip()
    try:
        code = say(COMMANDS[name](args, stage), as_json=args.json)
        if name == "demo" and args.open and demo.has_display():
            return demo.show(args, stage)
    except UserError as problem:
        return say_error(problem, as_json=args.json)
    except (KeyboardInterrupt, Cancelled):
        print(_("Прекъснато по Ваше желание; нищо наполовина не е останало."), file=sys.stderr)
        return STOPPED
    return code
