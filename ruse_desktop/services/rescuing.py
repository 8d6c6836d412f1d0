"""After a rescue: the audit says it, the books and the journal are walked, people read the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.services.facade import Services
    from ruse_desktop.storage.rescue import RescueReport


@dataclass(frozen=True)
class RescueWords:
    """The report for people: what was saved, what was not, what does not fit, where the old file is."""

    lines: tuple[str, ...]
    whole: bool


def settle(services: Services, report: RescueReport, *, actor: Actor) -> RescueWords:
    """Fill list and index anew, walk the chains, write the audit line; the report in words."""
    services.search.rebuild(actor=actor)
    lost = {one.table: one.lost for one in report.tables if one.lost}
    with services.store.write(actor, "rescue.done", ()) as tx:
        tx.note({"saved": report.saved, "lost": lost, "orphans": report.orphans})
        tx.subject("rescue", None, report.damaged.name)
    audit = services.store.verify_audit()[1]
    books = services.books.verify()
    return words(report, audit_broken=audit, books_whole=books.intact)


def words(report: RescueReport, *, audit_broken: int | None, books_whole: bool) -> RescueWords:
    """The report in sentences."""
    lines = [
        ngettext("Спасен е {n} запис.", "Спасени са {n} записа.", report.saved).format(
            n=report.saved
        )
    ]
    lost = [f"{one.table} – {one.lost}" for one in report.tables if one.lost]
    if lost:
        lines.append(_("Не се прочетоха, по таблици: {lost}.").format(lost=", ".join(lost)))
    if report.orphans:
        lines.append(
            ngettext(
                "{n} запис сочи към изгубен друг.", "{n} записа сочат към изгубени други.",
                report.orphans,
            ).format(n=report.orphans)
        )  # fmt: skip
    lines.append(
        _("Журналът на промените е цял.")
        if audit_broken is None
        else _("Журналът на промените е прекъснат при ред {n}.").format(n=audit_broken)
    )
    lines.append(
        _("Книгите са цели.")
        if books_whole
        else _("В книгите има прекъсване: сравнете ги с отпечатаните извлечения.")
    )
    lines.append(_("Повреденият файл е запазен в „{place}“.").format(place=report.damaged))
    lines.append(
        _(
            "Сравнете с последното проверено резервно копие: то може да съдържа това, което тук "
            "липсва."
        )
    )
    whole = not lost and not report.orphans and audit_broken is None and books_whole
    return RescueWords(tuple(lines), whole)
