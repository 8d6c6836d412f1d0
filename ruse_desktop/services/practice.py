"""Office practice: the packaged answers with those the office gave instead, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain.practice import (
    MODE,
    Practice,
    PracticeAnswer,
    PracticeQuestion,
    PracticeView,
    deadline_default,
    deadline_questions,
    guidance_questions,
)
from ruse_desktop.domain.rights import Right, may
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import clean
from ruse_desktop.storage.practice import PracticeRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.rules import ActEdition
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_REASON = 3


class PracticeService:
    """Reads and records the office's answers; a changed one counts after `Services.rebuild`."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    @property
    def _edition(self) -> ActEdition:
        """The act in force today; one entered ahead has not changed anything yet."""
        return self._law.at(self._store.clock.today())

    def today(self) -> Practice:
        """The practice in force today."""
        with self._store.read() as session:
            return practice_on(session, self._law, self._store.clock.today())

    def views(self) -> tuple[PracticeView, ...]:
        """Every question with today's answer, the packaged one and what was recorded."""
        now, packaged = self.today(), self._law.practice
        with self._store.read() as session:
            rows = session.scalars(select(PracticeRow).order_by(PracticeRow.id.desc())).all()
        recorded = [_answer(row) for row in rows]
        return tuple(
            PracticeView(
                question,
                now.answer(question.key) or self._default(question.key),
                packaged.answer(question.key) or self._default(question.key),
                self._article(question),
                tuple(one for one in recorded if one.key == question.key),
            )
            for question in self.questions()
        )

    def questions(self) -> tuple[PracticeQuestion, ...]:
        """All open questions, those on deadlines last."""
        edition = self._edition
        return (
            *self._law.questions,
            *guidance_questions(edition),
            *deadline_questions(edition),
        )

    def set(self, key: str, value: str, *, valid_from: date, reason: str, actor: Actor) -> None:
        """Record another answer from a day on (R-X-0.1).

        Raises Refused without the role of the head, UserError for a text that is no answer or a
        missing reason, NotFound for an unknown key.
        """
        question = next((one for one in self.questions() if one.key == key), None)
        if question is None:
            raise NotFound(_("Няма такъв въпрос."), _("Опреснете страницата."))
        if not may(actor, Right.LAW):
            raise Refused(
                _("Служебната практика се променя от ръководител."),
                _("Помолете ръководителя да въведе промяната."),
                code=f"right:{Right.LAW}",
            )
        problem = question.problem(value)
        if problem:
            raise UserError(problem, _("Поправете отговора; записаното досега остава."))
        written = clean(reason, 1000)
        if len(written) < _REASON:
            raise UserError(
                _("Не е посочено основание за промяната."), _("Напишете го с едно изречение.")
            )
        with self._store.write(actor, "practice.set", ("practice", "nominations")) as tx:
            tx.session.add(
                PracticeRow(
                    key=key,
                    value=question.tidy(value),
                    valid_from=valid_from,
                    reason=written,
                    by=actor.name,
                    at=tx.now,
                )
            )
            tx.subject("practice", 0, f"{key} = {question.tidy(value)} от {valid_from}")

    def _article(self, question: PracticeQuestion) -> str:
        """The text of the place that leaves the question open, in the edition in force."""
        if question.citation is None:
            return ""
        provision = self._edition.provision(question.citation)
        return provision.text if provision else ""

    def _default(self, key: str) -> str:
        if not key.startswith(MODE):
            return ""
        return deadline_default(self._edition, key)


def practice_on(session: Session, law: LawBook, day: date) -> Practice:
    """The packaged practice with the office's answers that hold on `day`."""
    rows = session.scalars(
        select(PracticeRow)
        .where(PracticeRow.valid_from <= day)
        .order_by(PracticeRow.valid_from, PracticeRow.id)
    )
    made = law.practice
    for row in rows:
        made = made.answered(row.key, row.value)
    return made


def _answer(row: PracticeRow) -> PracticeAnswer:
    return PracticeAnswer(row.key, row.value, row.valid_from, row.reason, row.by, row.at)
