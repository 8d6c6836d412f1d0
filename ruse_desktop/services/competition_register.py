"""The list of competitions: filters, paper and spreadsheet (функция 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import exists, func, select

from ruse_desktop.domain.competitions import STATE_NAMES, TONES, State, state_of
from ruse_desktop.domain.register_cards import joined
from ruse_desktop.domain.registers import ALIKE, RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import search_words
from ruse_desktop.services.register_table import TableRegister, day_text, said_of
from ruse_desktop.storage.competitions import CompetitionEntryRow, CompetitionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_R, _E = CompetitionRow, CompetitionEntryRow
_PLACED = exists().where(_E.competition_id == _R.id, _E.place.is_not(None))
_COUNT = select(func.count()).where(_E.competition_id == _R.id).scalar_subquery()


class CompetitionRegister(TableRegister):
    """Competitions; the period asked for is that of the announcement."""

    table = CompetitionRow
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        "subject": (_R.search_key,),
        "announced": (_R.announced_on,),
        "deadline": (_R.deadline,),
        "entries": (_COUNT,),
        "state": (_R.result_on.is_not(None), _R.deadline),
    }
    usual = (_R.announced_on.desc(), _R.id.desc())
    alike = (_R.subject,)

    def __init__(self, store: Store, law: LawBook) -> None:
        super().__init__(store)
        self._law = law
        self._counts: dict[int, tuple[int, int]] = {}

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The register for paper and spreadsheet, by the day of announcement."""
        with self._store.read() as session:
            order = (_R.announced_on, _R.id)
            rows = [row for row, _none in self._pairs(session, self._asked(wanted), order)]
            lines = tuple(self._printed(session, row) for row in rows)
        n = len(lines)
        return RegisterSheet(
            title=_("Регистър на конкурсите"),
            subtitle=_("функция 21"),
            asked=said_of(wanted, {"state": STATE_NAMES}),  # type: ignore[dict-item]  # enums are texts
            heads=(
                _("Обявен"), _("Предмет"), _("Основание"), _("Срок"), _("Творби"), _("Жури"),
                _("Резултат"), _("Отличени"), _("Награда"), _("Състояние"),
            ),
            widths=(0.08, 0.18, 0.08, 0.08, 0.06, 0.14, 0.1, 0.12, 0.07, 0.09),
            lines=lines,
            count=ngettext("Общо {n} конкурс", "Общо {n} конкурса", n).format(n=n),
            drawn_on=self._store.clock.today(),
            file_name="konkursi",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )  # fmt: skip

    def _printed(self, session: Session, row: CompetitionRow) -> tuple[Any, ...]:
        entries = session.scalars(
            select(_E).where(_E.competition_id == row.id).order_by(_E.place, _E.number)
        ).all()
        placed = [
            joined((_("№ {n}").format(n=one.number), one.author), " – ")
            for one in entries
            if one.place is not None
        ]
        return (
            row.announced_on, row.subject, row.ground, row.deadline, len(entries),
            ", ".join(row.jury), joined((day_text(row.result_on), row.result_act)),
            "; ".join(placed), row.prize, _(STATE_NAMES[self._state(row, placed=bool(placed))]),
        )  # fmt: skip

    def _state(self, row: CompetitionRow, *, placed: bool) -> State:
        today = self._store.clock.today()
        return state_of(
            row.deadline, row.result_on, today, placed=placed, struck=bool(row.struck_why)
        )

    def _asked(self, wanted: RegisterFilter) -> list[ColumnElement[bool]]:
        return list(self._conditions(wanted))

    def _conditions(self, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
        today = self._store.clock.today()
        alive, open_ = _R.struck_why == "", _R.result_on.is_(None)
        states: dict[str, tuple[ColumnElement[bool], ...]] = {
            State.OPEN: (alive, open_, _R.deadline >= today),
            State.JUDGING: (alive, open_, _R.deadline < today),
            State.DECIDED: (alive, ~open_, _PLACED),
            State.UNAWARDED: (alive, ~open_, ~_PLACED),
            State.STRUCK: (~alive,),
            ALIKE: (self._doubled(),),
        }
        yield from states.get(wanted.choice("state"), (alive,))
        if wanted.since is not None:
            yield _R.announced_on >= wanted.since
        if wanted.until is not None:
            yield _R.announced_on <= wanted.until
        for word in search_words(wanted.text):
            yield _R.search_key.contains(word, autoescape=True)

    def rows(self, keys: Any) -> tuple[RegisterRow, ...]:
        """The rows with these ids, with the number of their entries."""
        keys = list(keys)
        with self._store.read() as session:
            query = select(_E.competition_id, func.count(), func.count(_E.place)).group_by(
                _E.competition_id
            )
            self._counts = {
                key: (n, placed)
                for key, n, placed in session.execute(query.where(_E.competition_id.in_(keys)))
            }
        return super().rows(keys)

    def _listed(self, row: Any, other: Any) -> RegisterRow:
        del other
        n, placed = self._counts.get(row.id, (0, 0))
        state = self._state(row, placed=bool(placed))
        texts = (
            row.subject, day_text(row.announced_on), day_text(row.deadline), str(n),
            _(STATE_NAMES[state]),
        )  # fmt: skip
        return RegisterRow(row.id, texts, TONES[state])
