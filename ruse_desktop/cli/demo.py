"""The example year on the command line: rebuilt in its own folder, shown where there is a display."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.cli.output import Answer, Bar
from ruse_desktop.kernel.errors import DatabaseProblem, UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage

MARK = "primer.txt"


def demo(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Build the example year anew; says where its documents lie."""
    from ruse_desktop.services.demo import ScriptedClock, build_demo, start_of

    target = folder(args)
    _clear(target, stage)
    bar = Bar()
    clock = ScriptedClock(start_of())
    with stage.services(target, clock=clock) as services:
        result = build_demo(services, clock, target / "documents", bar)
        services.backups.make(actor=services.actor)
    bar.end()
    papers = _place(result.papers, args.out)
    lines = [
        _(
            "Примерната година е готова: {nominations} предложения за Награда „Русе“, "
            "{laureates} удостоени; {others} предложения за други отличия."
        ).format(nominations=result.nominations, laureates=result.laureates, others=result.others),
        _("База данни: {folder}").format(folder=target),
        _("Документи:"),
        *(f"  {paper}" for paper in papers),
    ]
    if args.open and not has_display():
        lines.append(_("Няма екран, затова прозорецът не се отваря."))
    return Answer(
        lines,
        {
            "data": str(target),
            "papers": [str(paper) for paper in papers],
            "nominations": result.nominations,
            "others": result.others,
            "admitted": result.admitted,
            "laureates": result.laureates,
            "unawarded": list(result.unawarded),
        },
    )


def folder(args: argparse.Namespace) -> Path:
    """The example's own folder, never the user's data unless he names an empty one."""
    from ruse_desktop.kernel.paths import demo_data_dir

    return args.data or demo_data_dir()


def show(args: argparse.Namespace, stage: Backstage) -> int:
    """Open the window on the example, on the last day of its script."""
    from ruse_desktop.kernel.clock import FixedClock
    from ruse_desktop.services.demo import end_of

    return stage.window(folder(args), clock=FixedClock(end_of()))


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform not in {"offscreen", "minimal"}
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _clear(target: Path, stage: Backstage) -> None:
    """Empty the example's folder; anything without our mark, or in use, is left alone."""
    if target.exists() and any(target.iterdir()):
        if not (target / MARK).exists():
            raise UserError(
                _("Папката „{folder}“ не е празна и не е на примера.").format(folder=target),
                _("Посочете празна папка; нищо в нея не е променено."),
                code="not-empty",
            )
        _refuse_open(target, stage)
        shutil.rmtree(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / MARK).write_text(
            _("Примерна година; папката се изтрива и прави наново.") + "\n", encoding="utf-8"
        )
    except OSError as problem:
        raise DatabaseProblem(
            _("В папката „{folder}“ не може да се пише.").format(folder=target),
            _("Посочете друга с --data."),
            code="cannot-open",
        ) from problem


def _refuse_open(target: Path, stage: Backstage) -> None:
    """Raises DatabaseProblem while another window has the example open."""
    from ruse_desktop.services import databases

    if not databases.is_there(target):
        return
    try:
        with stage.services(target):
            pass
    except DatabaseProblem as problem:
        if problem.code == "locked":
            raise


def _place(papers: tuple[Path, ...], out: Path | None) -> tuple[Path, ...]:
    if out is None:
        return papers
    try:
        out.mkdir(parents=True, exist_ok=True)
        return tuple(Path(shutil.copy2(paper, out / paper.name)) for paper in papers)
    except OSError as problem:
        raise UserError(
            _("Документите не се записаха в „{folder}“.").format(folder=out),
            _("Проверете мястото и правата; примерът е готов в своята папка."),
            code="cannot-write",
        ) from problem
