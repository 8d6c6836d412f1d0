"""Backups on the command line: make, list, check, try out, restore (docs/restore.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import FINDINGS, OK, Answer, Bar, Json
from ruse_desktop.domain.actors import Actor
from ruse_desktop.kernel.errors import DatabaseProblem
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ruse_desktop.cli.commands import Backstage
    from ruse_desktop.domain.backups import Copy
    from ruse_desktop.domain.restoring import Preview

    KeyOf = Callable[[bytes], bytes]


def make(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Make a verified backup: in every place, or in one folder."""
    bar = Bar()
    with stage.services(existing(stage.data_dir(args.data))) as services:
        report = services.backups.make(actor=services.actor, folder=args.to, progress=bar)
    bar.end()
    line = _("Резервно копие с {rows} реда, проверено: {path}").format(
        rows=report.rows, path=report.path
    )
    return Answer([line], {"path": str(report.path), "rows": report.rows})


def show(args: argparse.Namespace, stage: Backstage) -> Answer:
    """The copies of a folder, newest first; without one those beside the data. Opens no database."""
    from ruse_desktop.services.backup_files import age, copies_in

    folder = args.folder or stage.data_dir(args.data) / "backups"
    if not folder.is_dir():
        raise DatabaseProblem(
            _("Няма папка „{folder}“.").format(folder=folder),
            _("Проверете името и дали носителят е поставен."),
            code="no-folder",
        )
    found = sorted(copies_in(folder), key=age, reverse=True)
    lines = [_line(one) for one in found] or [_("В папката няма резервни копия.")]
    rows: list[Json] = [
        {
            "name": one.path.name, "at": one.at.isoformat(), "rows": one.rows, "size": one.size,
            "encrypted": one.encrypted, "problem": one.problem,
        }
        for one in found
    ]  # fmt: skip
    bad = any(one.problem for one in found)
    return Answer(lines, {"folder": str(folder), "copies": rows}, FINDINGS if bad else OK)


def _line(one: Copy) -> str:
    if one.problem:
        return _("{name}: {problem}").format(name=one.path.name, problem=one.problem)
    size = _("{n} KB").format(n=max(1, one.size // 1000))
    what = _("шифровано") if one.encrypted else _("{rows} реда").format(rows=one.rows)
    return _("{name}: {when}, {what}, {size}").format(
        name=one.path.name, when=_moment(one.at), what=what, size=size
    )


def check(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Verify one copy and say what it contains and how it differs from the present data."""
    from ruse_desktop.services import restoring

    bar = Bar()
    found = restoring.preview(
        stage.data_dir(args.data), args.copy, key_of=_key_of(stage), progress=bar
    )
    bar.end()
    return Answer(_told(found), _facts(found))


def rehearse(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Restore a copy aside, open it as the program does, record the result; the certificate as PDF."""
    from ruse_desktop.documents.rehearsal import render
    from ruse_desktop.services.files import write_file

    bar = Bar()
    with stage.services(existing(stage.data_dir(args.data))) as services:
        done = services.rehearsals.rehearse(
            args.copy, actor=services.actor, key_of=_key_of(stage), progress=bar
        )
        bar.end()
        if args.out:
            municipality = services.law.municipality
            write_file(args.out.parent, args.out.name, render(done, municipality))
    line = (
        _("Копието от {when} се възстановява: {rows} реда, {books} книги, {files} приложения.")
        if done.ok
        else _("Копието от {when} не се възстановява: {problem}")
    ).format(
        when=_moment(done.copy_at), rows=done.rows, books=done.books, files=done.attachments,
        problem=done.detail,
    )  # fmt: skip
    return Answer([line], {"whole": done.ok, "rows": done.rows}, OK if done.ok else FINDINGS)


def restore(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Put a copy in place of the present data, which is moved aside and never deleted."""
    from ruse_desktop.services import restoring

    folder = stage.data_dir(args.data)
    bar = Bar()
    key_of = _key_of(stage)
    found = restoring.preview(folder, args.copy, key_of=key_of, progress=bar)
    if not args.yes and (found.missing or found.warnings):
        bar.end()
        head = _("Нищо не е променено. За да възстановите, повторете командата с --yes.")
        return Answer([*_told(found), head], {**_facts(found), "restored": False}, FINDINGS)
    _prepare(folder, args.copy, stage, key_of, bar)
    bar.end()
    restoring.finish(folder)
    with stage.services(folder) as services:
        done = services.restores.history()[0]
        whole = services.books.verify().intact and services.store.verify_audit()[1] is None
    lines = [
        *_told(found),
        _("Възстановено в „{folder}“.").format(folder=folder),
        *_aside(folder, done.quarantine),
        _("Веригите са цели.") if whole else _("Веригите са нарушени."),
    ]
    facts = {**_facts(found), "restored": True, "quarantine": done.quarantine}
    return Answer(lines, facts, OK if whole else FINDINGS)


def _prepare(folder: Path, copy: Path, stage: Backstage, key_of: KeyOf, bar: Bar) -> None:
    """By the rights of the present file where it opens; where there is none, or it is broken, alone."""
    from ruse_desktop.services import databases, restoring

    if databases.is_there(folder):
        try:
            with stage.services(folder) as services:
                services.restores.prepare(copy, actor=services.actor, key_of=key_of, progress=bar)
        except DatabaseProblem as problem:
            if problem.code not in restoring.BROKEN:
                raise
        else:
            return
    restoring.prepare(
        folder, copy, actor=Actor(stage.who()), now=stage.clock.now(), key_of=key_of, progress=bar
    )


def _aside(folder: Path, quarantine: str) -> list[str]:
    if not quarantine:
        return []
    return [_("Предишните файлове са в „{place}“.").format(place=folder / quarantine)]


def _key_of(stage: Backstage) -> KeyOf:
    from ruse_desktop.services import restoring

    def ask(slots: bytes) -> bytes:
        return restoring.by_password(*stage.credentials())(slots)

    return ask


def _told(found: Preview) -> list[str]:
    state = found.state
    encrypted = _(", шифровано") if found.manifest.encrypted else ""
    files = found.manifest.attachments
    lines = [
        _("Копие от {when} (версия {version}{encrypted}), проверено.").format(
            when=_moment(found.manifest.at), version=found.manifest.version, encrypted=encrypted
        ),
        _("Съдържа {rows} реда и {files}.").format(
            rows=state.total,
            files=ngettext("{n} приложен файл", "{n} приложени файла", files).format(n=files),
        ),
        *(_("  {what}: {n}").format(what=what, n=n) for what, n in found.counts),
    ]
    if state.last_change is not None:
        lines.append(_("Последна промяна: {when}").format(when=_moment(state.last_change)))
    lines += list(found.warnings)
    if found.missing:
        lines.append(_("В сравнение със сегашните данни ще липсват:"))
        lines += [f"  {one}" for one in found.missing]
    return lines


def _facts(found: Preview) -> dict[str, Json]:
    counts: dict[str, Json] = {name: n for name, n in found.state.rows.items() if n}
    return {
        "at": found.manifest.at.isoformat(), "rows": found.state.total, "counts": counts,
        "missing": list(found.missing), "warnings": list(found.warnings),
    }  # fmt: skip


def _moment(at: datetime) -> str:
    return _("{day}, {time}").format(day=date_short(at.date()), time=f"{at:%H:%M}")
