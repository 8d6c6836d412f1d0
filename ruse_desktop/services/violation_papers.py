"""What is printed of a violation: the report to the inspectors, the cover of the file, its register line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.money import money_text, total_of, totals_text
from ruse_desktop.domain.papers import Grid, Look, Paper, PaperKind, PaperSet, Signatures, Text
from ruse_desktop.domain.violations import (
    OFFENDERS,
    STATE_NAMES,
    Offender,
    Step,
    StepEntry,
    Violation,
)
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.violation_reading import find_row, judged, read
from ruse_desktop.services.violation_steps import short_ground

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.domain.findings import Finding
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.violations import Evidence, ViolationRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.services.attachments import AttachmentService
    from ruse_desktop.storage.store import Store

_DOTS = "……………………………"
_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
OFFICE = "Дирекция „Хуманитарни дейности“"


@dataclass(frozen=True)
class CaseParts:
    """A whole file ready to be drawn.

    `cover` makes the cover sheet, told where each piece begins; pieces are name, suffix, content.
    """

    cover: Callable[[Sequence[str]], PaperSet]
    pieces: tuple[tuple[str, str, bytes], ...]
    number: str


class ViolationPapers:
    """The content of the papers; `documents` draws them."""

    def __init__(
        self, store: Store, law: LawBook, practice: Practice, attachments: AttachmentService
    ) -> None:
        self._store = store
        self._law = law
        self._practice = practice
        self._attachments = attachments

    def report(self, violation_id: int) -> PaperSet:
        """The report („докладна“) of the department to the units that draw acts (R-77-0.3)."""
        found, rules, _repeat = self._read(violation_id)
        today = self._store.clock.today()
        title = say("Докладна за нарушение {no}").format(no=found.number_text)
        return PaperSet(
            PaperKind.PACKAGE, title, f"dokladna-{file_part(found)}",
            (_report(found, rules, self._law, today),), self._law.municipality,
        )  # fmt: skip

    def parts(self, violation_id: int) -> CaseParts:
        """What the whole file is made of; drawing it needs no database (`documents.violations`).

        A piece that is gone from the folder, or is of a kind that cannot be drawn, is only named.
        """
        found, _rules, repeat = self._read(violation_id)
        title = say("Преписка {no}").format(no=found.number_text)
        law, today = self._law, self._store.clock.today()

        def cover(pages: Sequence[str]) -> PaperSet:
            paper = _cover(found, repeat, law, today, pages)
            name = f"prepiska-{file_part(found)}"
            return PaperSet(PaperKind.PACKAGE, title, name, (paper,), law.municipality)

        pieces = tuple((one.name, one.suffix, self._content(one)) for one in found.evidence)
        return CaseParts(cover, pieces, found.number_text)

    def case(self, violation_id: int) -> bytes:
        """The whole file as one PDF: the cover, then the evidence that is a picture or a PDF."""
        from ruse_desktop.documents import violations as documents

        parts = self.parts(violation_id)
        return documents.case_file(parts.cover, parts.pieces, parts.number)

    def _content(self, one: Evidence) -> bytes:
        try:
            return self._attachments.path_of(one.sha256, one.suffix).read_bytes()
        except (NotFound, OSError):
            return b""

    def _read(self, violation_id: int) -> tuple[Violation, ViolationRules, Finding | None]:
        from ruse_desktop.domain.violation_steps import repeat

        with self._store.read() as session:
            found = read(session, find_row(session, violation_id))
            known = judged(session, self._law, self._practice, found, self._store.clock.today())
        return found, known.rules, repeat(found, known)


def file_part(found: Violation) -> str:
    """„n-4-2027“, for the names of files."""
    return f"n-{found.number}-{found.year}"


def data_rows(found: Violation) -> tuple[tuple[str, str], ...]:
    """The signal with names of its fields; what is not known is left out."""
    typed = found.typed
    rows = (
        (say("Символ"), symbol_name(typed.symbol)),
        (say("Сигнал"), say("{day}, {channel}, от {who}").format(
            day=_day(typed.signal_on), channel=typed.channel, who=typed.source)),
        (say("Извършено на"), _day(typed.committed_on)),
        (say("Място"), typed.place),
        (say("Описание"), typed.description),
        (say("Нарушител"), offender_text(found)),
        (say("Виновно лице"), typed.guilty),
        (say("Разрешение"), typed.permit or say("няма разрешение")),
    )  # fmt: skip
    return tuple(row for row in rows if row[1])


def offender_text(found: Violation) -> str:
    """„Петър Цонев, физическо лице“."""
    typed = found.typed
    kind = _(OFFENDERS[typed.offender_kind])
    return kind if typed.offender_kind is Offender.UNKNOWN else f"{typed.offender}, {kind}"


def paid_text(found: Violation) -> str:
    """What was paid, currency by currency; „–“ for nothing."""
    return totals_text(total_of(found.paid))


def step_text(one: StepEntry, *, cited: bool = True) -> str:
    """What a step says besides its name and day, in one paragraph; `cited`: with its article."""
    article = str(one.citation or "") if cited and one.kind is Step.JUDGEMENT else ""
    parts = [one.code_name, article]
    if one.amount is not None:
        parts.append(money_text(one.amount, one.currency))
    parts += [one.who, one.office_name if one.office_name != one.who else ""]
    if one.order_no and one.order_on:
        parts.append(
            say("заповед № {no}/{day}").format(no=one.order_no, day=date_short(one.order_on))
        )
    said = ", ".join(part for part in parts if part)
    more = [one.text]
    if one.reason:
        more.append(say("Обяснение: {why}").format(why=one.reason))
    return ". ".join(part for part in (said, *more) if part)


def printed_line(found: Violation) -> tuple[str | int | date, ...]:
    """A line of the printed register."""
    fine = found.fine
    act, decree = found.last(Step.ACT), found.last(Step.DECREE)
    signal = found.typed.signal_on
    assert signal is not None
    return (
        found.number_text, signal, symbol_name(found.typed.symbol),
        found.typed.offender or say("неизвестен"), found.typed.description, short_ground(found),
        act.numbered if act else "", decree.numbered if decree else "",
        money_text(*fine) if fine else "", _(STATE_NAMES[found.state]),
    )  # fmt: skip


def _report(found: Violation, rules: ViolationRules, law: LawBook, today: date) -> Paper:
    written = found.last(Step.REPORT)
    number = say("№ {no}").format(no=written.number if written else _DOTS)
    day = date_short(written.on if written else today)
    units = tuple(one.name for one in rules.drawers if not one.by_order)
    ground = short_ground(found)
    cited = ", ".join(str(one) for one in (rules.ban, rules.decree) if one is not None)
    photos = sum(one.suffix in _PHOTOS for one in found.evidence)
    said = ngettext("{n} снимка", "{n} снимки", photos).format(n=photos)
    return Paper(
        title=say("ДОКЛАДНА"),
        sender=(OFFICE,),
        number=(number, say("гр. {town}, {day}").format(town=law.town, day=day)),
        addressee=(written.who,) if written else units,
        subject=say("нарушение при ползване на символ на {municipality}, преписка {no}").format(
            municipality=law.municipality, no=found.number_text
        ),
        blocks=(
            Text(
                say("Уведомяваме Ви за следното и молим да извършите проверка и да съставите акт "
                  "по {cited}, ако установите нарушение.").format(cited=cited)
            ),
            Grid(("", ""), data_rows(found), (0.24, 0.76)),
            *((Text(say("Основание: {ground}.").format(ground=ground)),) if ground else ()),
            Text(say("Приложения: {n}").format(n=said) if photos else say("Приложения:"), Look.LABEL),
            *(_evidence_line(n, one) for n, one in enumerate(found.evidence, 1)),
            *((Text(say("няма")),) if not found.evidence else ()),
            Signatures(((say("Изготвил"), ""), (say("Директор"), ""))),
        ),
    )  # fmt: skip


def _evidence_line(n: int, one: Evidence) -> Text:
    note = f" – {one.note}" if one.note else ""
    return Text(f"{n}. {one.name}{note}", Look.ITEM)


def _cover(
    found: Violation, repeat: Finding | None, law: LawBook, today: date, pages: Sequence[str]
) -> Paper:
    data = (*data_rows(found), (say("Състояние"), _(STATE_NAMES[found.state])))
    fine = found.fine
    if fine is not None:
        data += ((say("Глоба"), money_text(*fine)), (say("Платено"), paid_text(found)))
    steps = tuple(
        (date_plain(one.on), one.name, one.number, step_text(one)) for one in found.standing
    )
    where = [*pages, *[""] * (len(found.evidence) - len(pages))]
    contents = tuple(
        (str(n), one.name + (f" – {one.note}" if one.note else ""), date_plain(one.added_on), page)
        for n, (one, page) in enumerate(zip(found.evidence, where, strict=True), 1)
    )
    none = (Text(say("няма")),)
    return Paper(
        title=say("ПРЕПИСКА {no}").format(no=found.number_text),
        under=(say("за нарушение на {act}").format(act=law.at(found.day).act_name),),
        sender=(OFFICE,),
        blocks=(
            Grid((say("Данни"), ""), data, (0.24, 0.76)),
            *((Text(f"{repeat.sentence} {repeat.explanation}.", Look.MOTIVE),) if repeat else ()),
            Text(say("Ход на преписката"), Look.LABEL),
            *(
                (Grid((say("Дата"), say("Стъпка"), "№", say("Бележки")), steps, (0.13, 0.25, 0.12, 0.5)),)
                if steps else none
            ),
            Text(say("Опис на приложенията"), Look.LABEL),
            *(
                (Grid(("№", say("Документ"), say("Приложен"), say("Страница")), contents,
                      (0.07, 0.56, 0.15, 0.22)),)
                if contents else none
            ),
            Signatures(((say("Изготвил"), ""),)),
        ),
        foot=say("Преписка {no} · към {day}").format(no=found.number_text, day=date_short(today)),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return date_short(day) if day is not None else ""
