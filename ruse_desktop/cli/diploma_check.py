"""Checking a diploma on the command line: a photo, a scan or the text of its code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import FINDINGS, OK, Answer, Json
from ruse_desktop.domain.books import Signature
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage


def verify_diploma(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Say whether the diploma is genuine and what the book says of it now."""
    asked = str(args.diploma)
    with stage.services(existing(stage.data_dir(args.data))) as services:
        checks = services.diploma_checks
        found = checks.file(Path(asked)) if Path(asked).is_file() else checks.text(asked)
    lines = [found.sentence]
    if found.signature is Signature.VALID:
        lines.append(_("Кодът е подписан с ключа на общината."))
    lines += [_("Днес в книгата: {line}").format(line=line) for line in found.now]
    row = found.row
    data: dict[str, Json] = {
        "genuine": found.genuine, "signature": str(found.signature),
        "book": row.book if row else None, "entry": row.entry_no if row else None,
        "revoked": row.revoked if row else None, "now": list(found.now),
    }  # fmt: skip
    return Answer(lines, data, OK if found.genuine else FINDINGS)
