"""The fillable form of an award: made from the law, read back into what the intake would type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruse_desktop.domain import permit_form
from ruse_desktop.domain.deadlines import compute
from ruse_desktop.domain.form_content import build
from ruse_desktop.domain.form_sheet import FormReading
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.services.editions import EditionService
from ruse_desktop.services.form_values import FormValues

if TYPE_CHECKING:
    from pathlib import Path

    from ruse_desktop.domain.deadlines import WorkingDays
    from ruse_desktop.domain.editions import AwardEdition
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.domain.rules import ActEdition, Deadline
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

_SUBMISSION = "submission"


class FormService:
    """Blank forms out, filled ones in; nothing is written to the database."""

    def __init__(
        self, store: Store, law: LawBook, calendar: WorkingDays, practice: Practice
    ) -> None:
        self._store = store
        self._law = law
        self._calendar = calendar
        self._practice = practice
        self._editions = EditionService(store, law)

    def blank(self, award: str, year: int) -> bytes:
        """The form of an award for a year, by the ordinance edition of its open edition or of today.

        Raises UserError when the ordinance does not know the award.
        """
        from ruse_desktop.documents.forms import render

        edition = self._editions.find(award, year)
        act = self._act(award, edition, "")
        sheet = build(
            act.award(award), year=year, law_edition=act.id, act=short_act(act.act_name),
            deadline=self._deadline(award, year, act, edition), municipality=self._law.municipality,
        )  # fmt: skip
        return render(sheet)

    def read(self, path: Path) -> FormReading:
        """What a filled form says, with what a person should look at; the file comes attached.

        Raises UserError when it is no form of ours or of an award the ordinance does not know.
        """
        from ruse_desktop.exchange.pdf_forms import read

        form = read(path)
        if form.award == permit_form.FORM:
            raise UserError(
                _("„{name}“ е заявление за разрешение, а не предложение.").format(name=path.name),
                _("Отворете го от „Символи“, раздел „Разрешения“."),
                code="form-other",
            )
        edition = self._editions.find(form.award, form.year)
        act = self._act(form.award, edition, form.law_edition)
        values = FormValues(act.award(form.award), form.values, self._store.clock.today())
        typed = values.typed(edition.id if edition else 0, path)
        for note in form.notes:
            values.tell(_("Формуляр"), note)
        if form.law_edition != act.id:
            values.tell(
                _("Формуляр"),
                _("издаден е по друга редакция на наредбата ({id})").format(id=form.law_edition),
            )
        return FormReading(path, form.award, form.year, typed, tuple(values.problems))

    def _act(self, award: str, edition: AwardEdition | None, law_edition: str) -> ActEdition:
        known = {one.id: one for one in self._law.editions}
        wanted = edition.law_edition if edition else law_edition
        act = known.get(wanted) or self._law.at(self._store.clock.today())
        if award not in {one.code for one in act.awards}:
            raise UserError(
                _("Наредбата не познава награда „{award}“.").format(award=award),
                _("Проверете кода на наградата."),
                code="no-award",
            )
        return act

    def _deadline(
        self, award: str, year: int, act: ActEdition, edition: AwardEdition | None
    ) -> Deadline | None:
        rule = act.award(award).deadline(_SUBMISSION)
        announced = edition.announced.get(_SUBMISSION) if edition else None
        if rule is None or (rule.announced and announced is None):
            return None
        return compute(rule, award, year, self._calendar, self._practice, announced)


def short_act(act: str) -> str:
    """„Наредба № 17“ out of the whole name of the act."""
    found = re.match(r"\S+ № \d+", act)
    return found[0] if found else act
