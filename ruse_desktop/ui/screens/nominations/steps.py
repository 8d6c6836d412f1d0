"""What a person may do with a nomination now, which of it first, and the dialogs that ask why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.letters import LetterKind, kinds_for
from ruse_desktop.domain.nominations import NominationDetail, State
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.screens.nominations.completing import CompletionDialog
from ruse_desktop.ui.screens.nominations.letters import show_letter

if TYPE_CHECKING:
    from datetime import date

    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.screens.base import ScreenContext

OPEN = (State.SUBMITTED, State.INCOMPLETE)
_LEAST_ANSWER = 2
_LEAST_REASON = 15
_LETTERS = {
    LetterKind.RECEIPT: mark("Приемна бележка…"),
    LetterKind.COMPLETION: mark("Писмо…"),
    LetterKind.REJECTION: mark("Писмо за недопускане…"),
    LetterKind.WITHDRAWAL: mark("Писмо за оттегляне…"),
}


@dataclass(frozen=True)
class Step:
    """One button: its words, what it does, whether it is the sensible next one or stands aside."""

    text: str
    run: Callable[[], object]
    primary: bool = False
    aside: bool = False


def needs_override(finding: Finding) -> bool:
    """Whether only an override passes it; the rest is answered (R-X-0.1)."""
    return finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET


class Steps(QObject):
    """Carries a nomination from the counter to the commission's table; `refused` tells why not."""

    refused = Signal(object)
    edit_asked = Signal()

    def __init__(self, panel: QWidget, context: ScreenContext) -> None:
        super().__init__(panel)
        self._panel = panel
        self._context = context
        self.detail: NominationDetail | None = None

    def steps(self) -> list[Step]:
        """The buttons of the nomination in sight, the sensible next one first."""
        detail = self.detail
        if detail is None:
            return []
        state = detail.row.state
        if state is State.DRAFT:
            return [Step(_("Продължи въвеждането…"), self.edit_asked.emit, primary=True)]
        steps = self._deciding(detail) if state in OPEN else []
        steps += self._letters(detail)
        if State.SUBMITTED in detail.moves and state is State.REJECTED:
            steps.append(Step(_("Върни за проверка…"), self.reopen))
        if state is State.ADMITTED:
            steps.append(Step(_("Върни за допълване…"), self.ask_completion))
            steps.append(Step(_("Не допускай…"), self.reject))
        if state in OPEN:
            steps.append(Step(_("Редактирай…"), self.edit_asked.emit, aside=True))
        if State.WITHDRAWN in detail.moves:
            steps.append(Step(_("Оттегли…"), self.withdraw, aside=True))
        return steps

    def _letters(self, detail: NominationDetail) -> list[Step]:
        """The papers the state gives ground for; the receipt stands aside."""
        return [
            Step(_(_LETTERS[kind]), partial(self._letter, kind), aside=kind is LetterKind.RECEIPT)
            for kind in kinds_for(detail.row.state)
        ]

    def _letter(self, kind: LetterKind) -> None:
        if self.detail is not None:
            show_letter(self._panel, self._context, self.detail, kind, self.refused.emit)

    def _deciding(self, detail: NominationDetail) -> list[Step]:
        if detail.following.merged_into is not None:
            asked = detail.row.state is State.INCOMPLETE
            return [] if asked else [Step(_("Поискай допълване…"), self.ask_completion)]
        standing = [one for one in detail.findings if one.open]
        if not standing:
            return [
                Step(_("Допусни"), self.admit, primary=True),
                Step(_("Не допускай…"), self.reject),
            ]
        failing = [one for one in standing if needs_override(one)]
        asked = detail.row.state is State.INCOMPLETE
        steps = []
        if not asked:
            steps.append(Step(_("Поискай допълване…"), self.ask_completion, primary=bool(failing)))
        elif detail.following.completion is None:
            steps.append(Step(_("Определи срок…"), self.ask_completion, primary=bool(failing)))
        if failing and all(one.overridable for one in failing):
            steps.append(Step(_("Допусни въпреки това…"), self.admit_anyway))
        if not failing:
            steps.insert(0, Step(_("Отговори и допусни…"), self.admit_anyway, primary=True))
        steps.append(Step(_("Не допускай…"), self.reject))
        return steps

    # the moves

    def admit(self) -> None:
        """Let it go to the commission."""
        self._write(lambda s, number: s.nominations.admit(number, actor=s.actor))

    def admit_anyway(self) -> None:
        """Go through what stands, one question or override at a time, then admit."""
        if self.detail is not None:
            standing = [one for one in self.detail.findings if one.open]
            ordered = sorted(standing, key=needs_override, reverse=True)
            self._pass(self.detail.row.id, ordered)

    def _pass(self, number: int, standing: list[Finding]) -> None:
        if self.detail is None or self.detail.row.id != number:
            return  # another one was chosen meanwhile
        if standing:
            self.resolve(standing[0], lambda: self._pass(number, standing[1:]))
        else:
            self.admit()

    def resolve(self, finding: Finding, then: Callable[[], object] | None = None) -> None:
        """Answer what a person judges; what blocks takes an override with its article quoted."""
        detail = self.detail
        if detail is None:
            return
        if not needs_override(finding):
            self._answer(finding, then)
            return
        self._context.tasks.read(
            lambda s: _quoted(s, detail, finding),
            lambda article: self._override(finding, article, then),
            self.refused.emit,
            owner=self,
        )

    def _answer(self, finding: Finding, then: Callable[[], object] | None) -> None:
        judged = finding.verdict is Verdict.JUDGEMENT
        question = "\n\n".join(
            part for part in (finding.explanation, finding.question) if part
        ) or _("Защо това не пречи?")
        text = self._ask(
            finding.sentence,
            question,
            _("Запиши отговора"),
            least=_LEAST_ANSWER if judged else _LEAST_REASON,
            hint=_("Отговорът остава в досието с Вашето име."),
        )
        if text:
            self._write(
                lambda s, number: s.nominations.answer(number, finding.rule, text, actor=s.actor),
                then,
            )

    def _override(self, finding: Finding, article: str, then: Callable[[], object] | None) -> None:
        dialog = OverrideDialog(
            self._panel, finding, article, self._context.clock.today, self._context.actor.name
        )
        if dialog.exec():
            written = dialog.written()
            self._write(
                lambda s, number: s.nominations.override(
                    number, finding.rule, written, actor=s.actor
                ),
                then,
            )

    def ask_completion(self) -> None:
        """Ask for what is missing, until a day that is proposed."""
        detail = self.detail
        if detail is not None:
            number = detail.row.id
            self._context.tasks.read(
                lambda s: s.intake_register.cure_date(number),
                lambda day: self._ask_until(number, day),
                self.refused.emit,
                owner=self,
            )

    def _ask_until(self, number: int, proposed: date) -> None:
        detail = self.detail
        if detail is None or detail.row.id != number:
            return  # another one was chosen meanwhile
        dialog = CompletionDialog(
            self._panel,
            self._context,
            detail.row.number,
            _sentences(one for one in detail.findings if one.open),
            proposed,
        )
        if not dialog.exec():
            return
        why, until = dialog.text(), dialog.until()
        self._write(
            lambda s, number: s.nominations.ask_completion(
                number, actor=s.actor, reason=why, until=until
            )
        )

    def reject(self) -> None:
        """Do not admit; the provision and the reason stay."""
        detail = self.detail
        if detail is None:
            return
        failed = [one for one in detail.findings if one.open and one.verdict is Verdict.NOT_MET]
        citation = str(failed[0].citation) if failed and failed[0].citation else ""
        why = self._ask(
            _("Недопускане"),
            _("Защо предложението за {name} не се допуска?").format(name=detail.row.nominee),
            _("Не допускай {no}").format(no=detail.row.number),
            text=_sentences(failed),
        )
        if why:
            self._write(
                lambda s, number: s.nominations.reject(
                    number, actor=s.actor, citation=citation, reason=why
                )
            )

    def withdraw(self) -> None:
        """Record the proposer's letter; there is no way back."""
        detail = self.detail
        if detail is None:
            return
        why = self._ask(
            _("Оттегляне"),
            _(
                "С какво писмо вносителят оттегля предложението за {name}? Оттегленото не се връща."
            ).format(name=detail.row.nominee),
            _("Оттегли {no}").format(no=detail.row.number),
        )
        if why:
            self._write(lambda s, number: s.nominations.withdraw(number, actor=s.actor, reason=why))

    def reopen(self) -> None:
        """Check it once more."""
        why = self._ask(
            _("Връщане за проверка"),
            _("Защо предложението се връща за проверка?"),
            _("Върни за проверка"),
        )
        if why:
            self._write(lambda s, number: s.nominations.reopen(number, actor=s.actor, reason=why))

    def _ask(
        self, title: str, question: str, do: str, *, text: str = "", least: int = 3, hint: str = ""
    ) -> str:
        dialog = TextDialog(self._panel, title, question, do, text=text, least=least, hint=hint)
        return dialog.text() if dialog.exec() else ""

    def _write(
        self,
        work: Callable[[Services, int], object],
        then: Callable[[], object] | None = None,
    ) -> None:
        detail = self.detail
        if detail is None:
            return
        number = detail.row.id
        self._context.tasks.write(
            lambda s: work(s, number),
            lambda _done: then() if then is not None else None,
            self.refused.emit,
            owner=self,
        )


def _sentences(findings: Iterable[Finding]) -> str:
    return "; ".join(one.sentence for one in findings)


def _quoted(services: Services, detail: NominationDetail, finding: Finding) -> str:
    """The text of the provision in the edition that binds the nomination."""
    if finding.citation is None:
        return ""
    edition = services.editions.get(detail.row.edition_id)
    provision = services.law.edition(edition.law_edition).provision(finding.citation)
    return provision.text if provision else ""
