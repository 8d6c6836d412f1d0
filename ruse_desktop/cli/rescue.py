"""Commands for bad days: save a damaged file, copy the data elsewhere encrypted or plain."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import FINDINGS, OK, Answer, Bar
from ruse_desktop.domain.accounts import new_code
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage

NEW_PASSWORD = "RUSE_DESKTOP_NEW_PASSWORD"  # noqa: S105 - the name of a variable


def rescue(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Save what can be read of a damaged file into a new one; the damaged one is kept."""
    told = stage.rescue(existing(stage.data_dir(args.data)))
    return Answer(list(told.lines), {"whole": told.whole}, OK if told.whole else FINDINGS)


def data_copy(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Copy all data into an empty folder; with --encrypt under a new key and a new sheet."""
    from ruse_desktop.services.data_copy import NewKeys, copy_data

    bar = Bar()
    with stage.services(existing(stage.data_dir(args.data))) as services:
        keys = None
        if args.encrypt:
            login = services.actor.login or getpass.getuser()
            keys = NewKeys(login, _new_password(), new_code())
        count = copy_data(services, args.folder, actor=services.actor, keys=keys, progress=bar)
    bar.end()
    lines = [
        ngettext("Копирани: базата и {n} файл.", "Копирани: базата и {n} файла.", count).format(
            n=count
        )
    ]
    if keys is not None:
        lines += [
            _("Отваря се с името „{login}“ и новата парола.").format(login=keys.login),
            _("Код за възстановяване (препишете го и го приберете): {code}").format(code=keys.code),
        ]
    return Answer(lines, {"files": count})


def _new_password() -> str:
    password = os.environ.get(NEW_PASSWORD, "")
    if not password and sys.stdin.isatty():
        password = getpass.getpass(_("Парола за шифрованото копие: "))
    if not password:
        raise UserError(
            _("Шифрованото копие иска парола."),
            _("Напишете я на клавиатурата или я дайте в {variable}.").format(variable=NEW_PASSWORD),
        )
    return password
