"""Nominations and diplomas on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ruse_desktop.cli.commands import existing
from ruse_desktop.cli.output import FINDINGS, OK, Answer, Bar, Json
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.files import write_file

if TYPE_CHECKING:
    import argparse

    from ruse_desktop.cli.commands import Backstage
    from ruse_desktop.domain.imports import CellFault, ImportPreview
    from ruse_desktop.services.facade import Services

AWARD = "NR"


def import_nominations(args: argparse.Namespace, stage: Backstage) -> Answer:
    """Enter the nominations of a table, all or none; a dry run only says what would happen."""
    bar = Bar()
    folder = stage.data_dir(args.data)
    with stage.services(folder if args.open_edition else existing(folder)) as services:
        edition_id = _edition(services, args.year, may_open=args.open_edition)
        preview = services.imports.read(args.file, edition_id=edition_id, sheet=args.sheet)
        lines, data = _told(preview)
        if args.dry_run or preview.faulty:
            lines.append(_("Нищо не е записано."))
            return Answer(lines, data, FINDINGS if preview.faulty else OK)
        result = services.imports.run(actor=services.actor, preview=preview, progress=bar)
        bar.end()
    lines.append(_("Внесени са {n} предложения.").format(n=result.count))
    return Answer(lines, data | {"imported": result.count})


def _told(preview: ImportPreview) -> tuple[list[str], dict[str, Json]]:
    faults = [fault for row in preview.rows for fault in row.faults]
    warnings = [warning for row in preview.rows for warning in row.warnings]
    lines = list(preview.notes)
    if preview.unused:
        lines.append(
            _("Колони, които не се четат: {names}").format(names=", ".join(preview.unused))
        )
    lines += [_("Грешка: {what}").format(what=_line(fault)) for fault in faults]
    lines += [_("Внимание: {what}").format(what=_line(warning)) for warning in warnings]
    lines.append(
        _("Прочетени: {all}; готови: {ready}; с грешки: {faulty}; вече внесени: {known}.").format(
            all=len(preview.rows),
            ready=len(preview.ready),
            faulty=len(preview.faulty),
            known=len(preview.known),
        )
    )
    data: dict[str, Json] = {
        "rows": len(preview.rows),
        "ready": len(preview.ready),
        "known": len(preview.known),
        "mapping": dict(preview.mapping),
        "faults": [_as_json(fault) for fault in faults],
        "warnings": [_as_json(warning) for warning in warnings],
        "imported": 0,
    }
    return lines, data


def _line(fault: CellFault) -> str:
    return _("ред {line}, {column}: {message}").format(
        line=fault.line, column=fault.column, message=fault.message
    )


def _as_json(fault: CellFault) -> Json:
    return {"line": fault.line, "column": fault.column, "message": fault.message}


def findings(args: argparse.Namespace, stage: Backstage) -> Answer:
    """What waits for a judgement or stands in the way, nomination by nomination."""
    from ruse_desktop.domain.nominations import NominationFilter, State

    waiting = frozenset({State.DRAFT, State.SUBMITTED, State.INCOMPLETE})
    lines: list[str] = []
    found: list[Json] = []
    with stage.services(existing(stage.data_dir(args.data))) as services:
        rows = services.nominations.rows(NominationFilter(year=args.year, states=waiting))
        for row in sorted(rows, key=lambda one: one.number):
            standing = [f for f in services.nominations.detail(row.id).findings if f.open]
            if standing:
                lines.append(f"{row.number or _('чернова')}  {row.nominee} – {row.slot_name}")
            for finding in standing:
                place = f" ({finding.citation})" if finding.citation else ""
                mark = "✗" if finding.blocking else "?"
                lines.append(f"    {mark} {finding.sentence}{place}. {finding.explanation}")
                found.append(
                    {
                        "nomination": row.number,
                        "registry_no": row.registry_no,
                        "rule": finding.rule,
                        "sentence": finding.sentence,
                        "citation": str(finding.citation) if finding.citation else "",
                        "blocking": finding.blocking,
                    }
                )
    if not found:
        lines.append(_("Няма какво да чака преценка."))
    return Answer(lines, {"findings": found}, FINDINGS if found else OK)


def diplomas(args: argparse.Namespace, stage: Backstage) -> Answer:
    """All diplomas of a year in one PDF, which the log of printing remembers."""
    year = args.year or stage.clock.today().year
    target: Path = args.out or Path(f"diplomi-{year}.pdf")
    bar = Bar()
    with stage.services(existing(stage.data_dir(args.data))) as services:
        pdf = services.diplomas.render(book=AWARD, year=year, progress=bar)
        bar.end()
        write_file(target.parent, target.name, pdf)
        services.printing.record_year(actor=services.actor, book=AWARD, year=year, way="pdf")
    line = _("Дипломите за {year} г. са в {path}").format(year=year, path=target)
    return Answer([line], {"path": str(target), "year": year, "bytes": len(pdf)})


def _edition(services: Services, year: int | None, *, may_open: bool) -> int:
    """The edition of the award in a year (default: the newest); opened when that was asked for."""
    wanted = year or services.clock.today().year
    found = services.editions.find(AWARD, wanted)
    if found is None and year is None and not may_open:
        found = next((e for e in services.editions.list() if e.award == AWARD), None)
    if found is not None:
        return found.id
    if not may_open:
        raise UserError(
            _("Изданието на наградата за {year} г. не е открито.").format(year=wanted),
            _("Открийте го в програмата или добавете --open-edition."),
            code="no-edition",
        )
    law_edition = services.law.at(services.clock.today()).id
    return services.editions.open(AWARD, wanted, actor=services.actor, law_edition=law_edition).id
