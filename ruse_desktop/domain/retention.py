"""How long personal data is kept and why; what is kept of one person; what is due to be erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

ERASED_NAME = "Заличено"


@dataclass(frozen=True)
class RetentionKind:
    """A kind of data: its ground, for how many years it is kept (0 = for good), its tables.

    `erased`: what is past its term is proposed for erasure every year.
    """

    code: str
    text: str
    ground: str
    years: int
    tables: tuple[str, ...]
    erased: bool = False

    @property
    def term(self) -> str:
        """„5 години“, „постоянно“."""
        if not self.years:
            return _("постоянно")
        return ngettext("{n} година", "{n} години", self.years).format(n=self.years)


@dataclass(frozen=True)
class KeptRecord:
    """A row in which something about a person stands: its table, number, fields, ground and term.

    `by_name`: it is found by the name alone and may be of a namesake.
    """

    table: str
    what: str
    number: str
    fields: tuple[tuple[str, str], ...]
    kind: RetentionKind | None
    by_name: bool = False


@dataclass(frozen=True)
class PersonPage:
    """Everything kept about one person, on one page."""

    person_id: int
    name: str
    records: tuple[KeptRecord, ...]
    laureate: bool
    audit_lines: int
    drawn_on: date

    @property
    def summary(self) -> str:
        """How many records, in how many kinds of data."""
        kinds = {one.kind.text for one in self.records if one.kind}
        said = ngettext("{n} запис", "{n} записа", len(self.records)).format(n=len(self.records))
        return f"{said} · {', '.join(sorted(kinds))}" if kinds else said


@dataclass(frozen=True)
class DuePerson:
    """A person whose nominations all stayed without an award and are past their term."""

    person_id: int
    name: str
    nominations: int
    last_year: int


@dataclass(frozen=True)
class Erasure:
    """What was erased, for the protocol: numbers, never names."""

    protocol: str
    on: date
    by: str
    people: int
    nominations: int
    attachments: int
    audit_lines: int

    @property
    def text(self) -> str:
        """The protocol in a sentence."""
        return _(
            "По {protocol} на {day} са заличени личните данни на {people} лица в {nominations} "
            "предложения, {attachments} приложени файла и личните стойности на {lines} реда от журнала."
        ).format(
            protocol=self.protocol, day=date_short(self.on), people=self.people,
            nominations=self.nominations, attachments=self.attachments, lines=self.audit_lines,
        )  # fmt: skip
