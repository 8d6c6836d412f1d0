"""The findings beneath a dialog: live, with article links, each passed by an override or a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ruse_desktop.domain.findings import Finding, OverrideInput, Resolution, Verdict
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui import theme
from ruse_desktop.ui.kit.basics import FindingsList
from ruse_desktop.ui.kit.dialogs import OverrideDialog, TextDialog
from ruse_desktop.ui.screens.base import ScreenContext

if TYPE_CHECKING:
    from ruse_desktop.services.facade import Services

_LEAST_REASON = 15
_HEIGHT = 176


class Passing(QScrollArea):
    """Shows findings and keeps what a person wrote to pass them, until the facts change."""

    def __init__(self, owner: QWidget, context: ScreenContext, changed: Callable[[], None]) -> None:
        super().__init__()
        self._owner = owner
        self._context = context
        self._changed = changed
        self.edition = ""
        self._found: tuple[Finding, ...] = ()
        self._written: dict[Finding, OverrideInput] = {}
        self._list = FindingsList(self._show_article)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._list)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setAccessibleName(_("Проверка по наредбата"))

    @property
    def open(self) -> tuple[Finding, ...]:
        """What still stands in the way."""
        return tuple(one for one in self._found if one.open and one not in self._written)

    @property
    def written(self) -> dict[str, OverrideInput]:
        """What was written, by the id of the finding it passes."""
        return {one.rule: said for one, said in self._written.items() if one in self._found}

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show the findings; what was written stays with those whose facts did not change."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        self._render()

    def lacking(self) -> str:
        """What still stands in the way, as a sentence; „“ when nothing does."""
        fixed = next((one for one in self.open if not one.overridable), None)
        if fixed is not None:
            return _("{sentence}; отклонение не се допуска.").format(sentence=fixed.sentence)
        n = len(self.open)
        if not n:
            return ""
        return ngettext(
            "{n} проверка чака отговор или отклонение.",
            "{n} проверки чакат отговор или отклонение.",
            n,
        ).format(n=n)

    def order_focus(self, *after: QWidget) -> None:
        """Let Tab go through the links of the findings, then to the widgets that follow."""
        last: QWidget = self
        for one in (*self._list.findChildren(QPushButton), *after):
            QWidget.setTabOrder(last, one)
            last = one

    def _render(self) -> None:
        shown = [self._resolved(one) for one in self._found]
        self._list.show_findings(shown, self._pass)

    def _resolved(self, finding: Finding) -> Finding:
        written = self._written.get(finding)
        if written is None:
            return finding
        by, at = self._context.actor.name, self._context.clock.now()
        return replace(finding, resolution=Resolution("override", written.reason, by, at))

    def _show_article(self, citation: object) -> None:
        self._context.show_article(citation, self.edition)

    def _pass(self, finding: Finding) -> None:
        if finding.effect is Effect.BLOCKS and finding.verdict is Verdict.NOT_MET:
            edition = self.edition
            self._context.tasks.read(
                lambda s: _quoted(s, edition, finding),
                lambda article: self._ask_override(finding, article),
                owner=self._owner,
            )
            return
        question = "\n\n".join(p for p in (finding.explanation, finding.question) if p)
        dialog = TextDialog(
            self._owner,
            finding.sentence,
            question or _("Защо това не пречи?"),
            _("Запиши причината"),
            least=_LEAST_REASON,
            hint=_("Остава в историята на записа с Вашето име."),
        )
        dialog.accepted.connect(lambda: self._keep(finding, OverrideInput(dialog.text())))
        dialog.open()

    def _ask_override(self, finding: Finding, article: str) -> None:
        dialog = OverrideDialog(
            self._owner, finding, article, self._context.clock.today, self._context.actor.name
        )
        dialog.accepted.connect(lambda: self._keep(finding, dialog.written()))
        dialog.open()

    def _keep(self, finding: Finding, written: OverrideInput) -> None:
        self._written[finding] = written
        self._render()
        self._changed()


def _quoted(services: Services, edition: str, finding: Finding) -> str:
    """The text of the provision in the edition of the act that binds the step."""
    if finding.citation is None:
        return ""
    provision = services.law.edition(edition).provision(finding.citation)
    return provision.text if provision else ""
