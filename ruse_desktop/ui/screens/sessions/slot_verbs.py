"""What is done in a section of a session: each verb asks for its reason or text first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import TextDialog

if TYPE_CHECKING:
    from ruse_desktop.domain.ballots import Count
    from ruse_desktop.ui.screens.sessions.slot import SlotPanel


class SlotVerbs:
    """The verbs of the section that the panel shows."""

    def __init__(self, panel: SlotPanel) -> None:
        self._panel = panel

    def _write(self, work: object) -> None:
        self._panel.context.tasks.write(work, None, self._panel.message.refuse, owner=self._panel)  # type: ignore[arg-type]  # a function of services

    def enter(self, teller: str, count: Count) -> None:
        """Hand in the count of a teller."""
        key, slot = self._panel.at()
        self._write(lambda s: s.tellers.enter(key, slot, teller, count, actor=s.actor))

    def _ask(self, title: str, question: str, do: str, *, least: int = 15, text: str = "") -> str:
        dialog = TextDialog(self._panel, title, question, do, least=least, text=text)
        return dialog.text() if dialog.exec() else ""

    def motive(self, nomination_id: int, motive: str) -> None:
        """Ask for the motive of a laureate."""
        key, slot = self._panel.at()
        assert self._panel.place is not None
        name = self._panel.place.nominee(nomination_id).nominee_name
        text = self._ask(
            _("Мотив за носителя"),
            _("Конкретната мотивировка на комисията за {name} ({citation})").format(
                name=name, citation=self._panel.place.motive_citation
            ),
            _("Запиши мотива"),
            text=motive,
        )
        if text:
            self._write(
                lambda s: s.sessions.set_motive(key, slot, nomination_id, text, actor=s.actor)
            )

    def unawarded(self) -> None:
        """Ask why the section stays without a laureate."""
        key, slot = self._panel.at()
        assert self._panel.place is not None
        why = self._ask(
            _("Неприсъдена награда"),
            _("Защо наградата в раздела не се присъжда ({citation})?").format(
                citation=self._panel.place.unawarded_citation
            ),
            _("Отбележи „неприсъдена“"),
            least=3,
            text="" if self._panel.place.nominees else _("Няма допуснати предложения в раздела."),
        )
        if why:
            self._write(lambda s: s.sessions.leave_unawarded(key, slot, why, actor=s.actor))

    def otherwise(self, nomination_id: int) -> None:
        """Ask how the commission decided when the re-votes were used up."""
        key, slot = self._panel.at()
        why = self._ask(
            _("Решение по друг начин"),
            _("Как и защо комисията реши? Записва се в протокола."),
            _("Запиши решението"),
        )
        if why:
            self._write(
                lambda s: s.sessions.decide_otherwise(key, slot, nomination_id, why, actor=s.actor)
            )

    def void_count(self) -> None:
        """Declare a count that is under way void."""
        key, _slot = self._panel.at()
        why = self._ask(
            _("Недействителен тур"),
            _("Защо преброяването е недействително? Записът и причината остават."),
            _("Обяви тура за недействителен"),
        )
        if why:
            self._write(lambda s: s.tellers.void(key, why, actor=s.actor))

    def void(self) -> None:
        """Declare the last sealed round void."""
        key, slot = self._panel.at()
        why = self._ask(
            _("Недействителен тур"),
            _("Защо последният тур е недействителен? Записът и причината остават."),
            _("Обяви тура за недействителен"),
        )
        if why:
            self._write(lambda s: s.sessions.void_round(key, slot, why, actor=s.actor))
