"""The register of everything made public: what is typed here, what the awards published, what they still owe."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ruse_desktop.domain import publications
from ruse_desktop.domain.campaigns import (
    FORM_NAMES,
    KIND_NAMES,
    STATE_NAMES,
    TONES,
    AwardLine,
    Kind,
    State,
    agreed_text,
    award_line,
    due_line,
    line_of,
    split,
    state_of,
)
from ruse_desktop.domain.registers import RegisterRow, RegisterSheet
from ruse_desktop.kernel.errors import NotFound
from ruse_desktop.kernel.formats import date_plain, date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_key, search_words, sort_key
from ruse_desktop.services.campaigns import edition_name, typed_of
from ruse_desktop.services.publications import publicity_in
from ruse_desktop.storage.campaigns import CampaignRow
from ruse_desktop.storage.events import EventRow
from ruse_desktop.storage.nominations import EditionRow
from ruse_desktop.storage.publications import PublicationRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.publications import PublicityState
    from ruse_desktop.domain.registers import RegisterFilter
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


@dataclass(frozen=True)
class _Line:
    id: int
    kind: Kind
    state: State
    on: date | None
    title: str
    form: str = ""
    medium: str = ""
    about: str = ""
    agreed: str = ""
    responsible: str = ""
    search: str = ""


_ORDERS: dict[str, Callable[[_Line], object]] = {
    "on": lambda one: one.on or date.max,
    "title": lambda one: sort_key(one.title),
    "kind": lambda one: sort_key(_(KIND_NAMES[one.kind])),
    "medium": lambda one: sort_key(one.medium),
    "about": lambda one: sort_key(one.about),
    "state": lambda one: sort_key(_(STATE_NAMES[one.state])),
}


class CampaignRegister:
    """Publications and campaigns in one list (domain/registers.py), with those of the awards."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The lines asked for; by default what is missing first, then the newest."""
        asked = _asker(wanted)
        with self._store.read() as session:
            found = [one for one in self._all(session) if asked(one)]
        found.sort(key=lambda one: (one.on or date.max, one.id), reverse=True)
        if order in _ORDERS:
            found.sort(key=_ORDERS[order], reverse=descending)  # type: ignore[arg-type]  # texts or days, of one kind in an order
        else:
            found.sort(key=lambda one: one.state not in {State.MISSING, State.LACKING})
        return array("q", [one.id for one in found])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The rows of these lines, in their order."""
        wanted = set(keys)
        with self._store.read() as session:
            own = [number for kind, number, _place in map(split, keys) if kind is None]
            found = {one.id: one for one in self._all(session, own) if one.id in wanted}
        return tuple(_listed(found[key]) for key in keys if key in found)

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, oldest first."""
        asked = _asker(wanted)
        with self._store.read() as session:
            found = [one for one in self._all(session) if asked(one)]
        found.sort(key=lambda one: (one.on or date.max, one.id))
        n = len(found)
        return RegisterSheet(
            title=_("Регистър на публикациите и кампаниите"),
            subtitle="; ".join((_("функции 11 и 33"), *self._cited())),
            asked=_said(wanted),
            heads=(
                _("Дата"), _("Вид"), _("Какво"), _("Форма"), _("Къде"), _("За"),
                _("Съгласувано"), _("Отговаря"), _("Състояние"),
            ),
            widths=(0.08, 0.1, 0.19, 0.09, 0.12, 0.13, 0.12, 0.08, 0.09),
            lines=tuple(_printed(one) for one in found),
            count=ngettext("Общо {n} запис", "Общо {n} записа", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="registar-opovestyavane",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def award_line(self, line: int) -> AwardLine:
        """A line of the awards' publicity. Raises NotFound."""
        kind, number, place = split(line)
        with self._store.read() as session:
            if kind is Kind.DUE:
                edition = session.get(EditionRow, number)
                states = self._states(session, edition) if edition is not None else ()
                if edition is not None and place < len(states):
                    return self._due(edition, states[place])
            elif kind is Kind.AWARD:
                row = session.get(PublicationRow, number)
                if row is not None:
                    return self._published(session.get_one(EditionRow, row.edition_id), row)
        raise NotFound(_("Записът не е намерен."), _("Опреснете списъка."))

    def _all(self, session: Session, own: Sequence[int] | None = None) -> Iterator[_Line]:
        """Every line; of what is typed here only the records in `own`, when it is given."""
        today = self._store.clock.today()
        editions = {row.id: row for row in session.scalars(select(EditionRow))}
        names = {key: edition_name(self._law, row) for key, row in editions.items()}
        yield from _typed(session, names, today, own)
        for row in session.scalars(select(PublicationRow)):
            yield _line(
                award_line(row.id),
                self._published(editions[row.edition_id], row),
                names[row.edition_id],
            )
        for edition in editions.values():
            if edition.year < today.year - 1:
                continue
            for place, state in enumerate(self._states(session, edition)):
                if state.findings or (not state.shown and edition.year >= today.year):
                    one = self._due(edition, state)
                    yield _line(due_line(edition.id, place), one, names[edition.id])

    def _states(self, session: Session, row: EditionRow) -> tuple[PublicityState, ...]:
        told = (session, self._law, self._calendar, self._practice)
        return publicity_in(*told, row, self._store.clock.today()).states

    def _cited(self) -> tuple[str, ...]:
        """The articles of today's act that ask for publicity."""
        awards = self._law.at(self._store.clock.today()).awards
        rules = (rule for award in awards for rule in award.publicity)
        return tuple(dict.fromkeys(str(rule.citation) for rule in rules))

    def _published(self, edition: EditionRow, row: PublicationRow) -> AwardLine:
        award = self._law.edition(edition.law_edition).award(edition.award)
        rule = next((one.name for one in award.publicity if one.code == row.purpose), "")
        return AwardLine(
            Kind.AWARD, edition.id, award.short_name, edition.year,
            rule or _("Друго оповестяване"), State.STRUCK if row.struck_why else State.SHOWN,
            row.on, row.medium, _(publications.KIND_NAMES[publications.PublicationKind(row.kind)]),
            row.reference, row.agreed, row.responsible, row.struck_why,
        )  # fmt: skip

    def _due(self, edition: EditionRow, state: PublicityState) -> AwardLine:
        award = self._law.edition(edition.law_edition).award(edition.award)
        return AwardLine(
            Kind.DUE, edition.id, award.short_name, edition.year, state.rule.name,
            State.MISSING if state.findings else State.AHEAD,
            state.deadline.effective if state.deadline is not None else None,
            findings=state.findings, reference=str(state.rule.citation),
        )  # fmt: skip


def _typed(
    session: Session, names: dict[int, str], today: date, own: Sequence[int] | None
) -> Iterator[_Line]:
    columns = CampaignRow.__table__.c  # plain rows: ten thousand records cost a quarter of objects
    query: Select[Any] = select(*columns, EventRow.title.label("event")).outerjoin(
        EventRow, EventRow.id == CampaignRow.event_id
    )
    if own is not None:
        query = query.where(CampaignRow.id.in_(own))
    for row in session.execute(query):
        typed = typed_of(row)
        about = row.event or (names[row.edition_id] if row.edition_id is not None else "")
        yield _Line(
            line_of(row.id), typed.kind, state_of(typed, today, struck=bool(row.struck_why)),
            row.on, row.title, _(FORM_NAMES[typed.form]), row.medium, about,
            agreed_text(typed.agreed), row.responsible, f"{row.search_key} {search_key(about)}",
        )  # fmt: skip


def _line(number: int, one: AwardLine, about: str) -> _Line:
    return _Line(
        number, one.kind, one.state, one.on, one.title, one.form, one.medium, about, one.agreed,
        one.responsible, search_key(f"{one.title} {one.medium} {about} {one.form} {one.reference}"),
    )  # fmt: skip


def _asker(wanted: RegisterFilter) -> Callable[[_Line], bool]:
    kind, state = wanted.choice("kind"), wanted.choice("state")
    since, until, words = wanted.since, wanted.until, search_words(wanted.text)

    def asked(one: _Line) -> bool:
        if (kind and one.kind != kind) or (state and one.state != state):
            return False
        if since is not None and (one.on is None or one.on < since):
            return False
        if until is not None and (one.on is None or one.on > until):
            return False
        return all(word in one.search for word in words)

    return asked


def _said(wanted: RegisterFilter) -> str:
    said = []
    if wanted.since is not None:
        said.append(_("от {day}").format(day=date_short(wanted.since)))
    if wanted.until is not None:
        said.append(_("до {day}").format(day=date_short(wanted.until)))
    if kind := wanted.choice("kind"):
        said.append(_(KIND_NAMES[Kind(kind)]))
    if state := wanted.choice("state"):
        said.append(_(STATE_NAMES[State(state)]))
    if wanted.text.strip():
        said.append(_("търсено: „{text}“").format(text=wanted.text.strip()))
    return ", ".join(said)


def _listed(one: _Line) -> RegisterRow:
    texts = (
        date_plain(one.on) if one.on else "", one.title, _(KIND_NAMES[one.kind]), one.medium,
        one.about, _(STATE_NAMES[one.state]),
    )  # fmt: skip
    return RegisterRow(one.id, texts, TONES[one.state])


def _printed(one: _Line) -> tuple[str | int | date, ...]:
    return (
        one.on or "", _(KIND_NAMES[one.kind]), one.title, one.form, one.medium, one.about,
        one.agreed, one.responsible, _(STATE_NAMES[one.state]),
    )  # fmt: skip
