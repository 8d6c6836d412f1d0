"""What may be added to an entry: a correction, a remark, the hand-over, the revocation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.book_hand_over import HandOverPlan
from ruse_desktop.domain.book_revocation import RevocationPlan
from ruse_desktop.domain.books import EntryDetail, EntryRow
from ruse_desktop.domain.deadlines import WorkingDays
from ruse_desktop.domain.practice import Practice
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _
from ruse_desktop.ui.kit.dialogs import TextDialog
from ruse_desktop.ui.kit.once import read_once
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.books.dialogs import CorrectionDialog
from ruse_desktop.ui.screens.books.hand_over import HandOverDialog
from ruse_desktop.ui.screens.books.revocation import RevocationDialog

_NOTE_LEAST = 3


class EntryVerbs:
    """Asks and writes; `entry` tells which entry is shown."""

    def __init__(
        self, parent: QWidget, context: ScreenContext, entry: Callable[[], EntryDetail | None]
    ) -> None:
        self._parent = parent
        self._context = context
        self._entry = entry

    def correct(self) -> None:
        """Add a correction of one field of the entry shown."""
        if (entry := self._entry()) is not None:
            dialog = CorrectionDialog(self._parent, self._context, entry)
            dialog.accepted.connect(lambda: self._context.notify(_("Поправката е вписана.")))
            dialog.open()

    def annotate(self) -> None:
        """Add a remark to the entry shown."""
        if (entry := self._entry()) is not None:
            self._ask_note(entry.row, "")

    def hand_over(self) -> None:
        """Record the hand-over of the award, for one laureate or for the whole year."""
        if (entry := self._entry()) is not None:
            row = entry.row
            read_once(
                self._context.tasks, self._parent, "hand-over",
                lambda s: (s.hand_overs.plan(row.book, row.year), s.practice),
                lambda found: self._ask_hand_over(entry, *found),
            )  # fmt: skip

    def revoke(self) -> None:
        """Record that an act took the distinction away."""
        if (entry := self._entry()) is not None:
            row = entry.row
            read_once(
                self._context.tasks, self._parent, "revoke",
                lambda s: (s.revocations.plan(row.book, row.seq), s.calendar),
                lambda found: self._ask_revocation(entry, *found),
            )  # fmt: skip

    def open_payments(self) -> None:
        """Go to the sums of the laureate shown."""
        if (entry := self._entry()) is not None:
            self._context.open_record("payment", entry.row.id)

    def open_card(self) -> None:
        """Go to the laureate's card in the register, where there is one."""
        entry = self._entry()
        if entry is None:
            return
        row = entry.row

        def show(found: tuple[str, int] | None) -> None:
            if found is None:
                self._context.status(_("Този носител няма карта в регистъра."))
            else:
                self._context.open_record(str(found[0]), found[1])

        self._context.tasks.read(
            lambda s: s.people.of_laureate(row.book, row.seq), show, owner=self._parent
        )

    def _ask_note(self, row: EntryRow, text: str) -> None:
        dialog = TextDialog(
            self._parent,
            _("Бележка към запис"),
            _("Бележка към № {n}, {name}. Тя остава в книгата завинаги.").format(
                n=row.entry_no, name=row.name
            ),
            _("Впиши бележката"),
            least=_NOTE_LEAST,
            text=text,
        )
        dialog.accepted.connect(lambda: self._write_note(row, dialog.text()))
        dialog.open()

    def _write_note(self, row: EntryRow, text: str) -> None:
        def refused(error: UserError) -> None:
            """Offer what was typed again."""
            self._context.problem(error)
            self._ask_note(row, text)

        self._context.tasks.write(
            lambda s: s.books.annotate(actor=s.actor, book=row.book, seq=row.seq, text=text),
            lambda _entry: self._context.notify(_("Бележката е вписана.")),
            refused,
            owner=self._parent,
        )

    def _ask_revocation(
        self, entry: EntryDetail, plan: RevocationPlan, calendar: WorkingDays
    ) -> None:
        dialog = RevocationDialog(self._parent, self._context, entry, plan, calendar)
        dialog.accepted.connect(lambda: self._context.notify(_("Отнемането е вписано.")))
        dialog.open()

    def _ask_hand_over(self, entry: EntryDetail, plan: HandOverPlan, practice: Practice) -> None:
        dialog = HandOverDialog(self._parent, self._context, entry, plan, practice)
        done = _("Обявяването е вписано.") if plan.announced else _("Връчването е вписано.")
        dialog.accepted.connect(lambda: self._context.notify(done))
        dialog.open()
