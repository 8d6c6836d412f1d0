"""The part „Носители“: who may wear the representative badge, who has one, who kept it (чл. 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruse_desktop.domain.badge import Purpose, purpose_text
from ruse_desktop.domain.badge_records import (
    CLOSING_NAMES,
    WEAR_NAMES,
    WEAR_TONES,
    Position,
    Term,
    Wear,
)
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.pdf import PdfDialog
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.symbols.badge_pane import BadgePane, BadgeState, Shown
from ruse_desktop.ui.screens.symbols.badge_wear_entry import (
    CloseDialog,
    DayDialog,
    IssueDialog,
    PositionDialog,
    TermDialog,
)

if TYPE_CHECKING:
    from ruse_desktop.domain.badge_records import BadgeDay
    from ruse_desktop.services.facade import Services

_OUT, _OUTSIDE = "out", "outside"


class WearPane(BadgePane):
    """The list of officials with their badges."""

    id = "badge-wear"

    def spec(self) -> RegisterSpec:
        """Who is in which position with which badge."""
        states = [(str(code), _(name)) for code, name in WEAR_NAMES.items()]
        return RegisterSpec(
            id=self.id,
            title=_("Носители на значката"),
            hint=_("име, длъжност…"),
            columns=(
                RegisterColumn(Column(_("Име"), 160, stretch=True), "name"),
                RegisterColumn(Column(_("Длъжност"), 186), "position"),
                RegisterColumn(Column(_("Чл. 16"), 60), "group"),
                RegisterColumn(Column(_("От"), 98), "since"),
                RegisterColumn(Column(_("До"), 98), "until"),
                RegisterColumn(Column(_("Издадена"), 98), "badge"),
                RegisterColumn(Column(_("Значка"), 118, chip=True), "state"),
            ),
            source=lambda services: services.badge_wear_lists,
            count=lambda n: ngettext("{n} запис", "{n} записа", n).format(n=n),
            kinds=frozenset({"badge", "law"}),
            icon="id",
            empty_title=_("Още няма длъжностни лица"),
            empty_text=_(
                "Впишете кмета, председателя, заместник-кметовете, ръководителите и съветниците с "
                "деня, от който са на длъжност."
            ),
            choices=(
                Choice("group", _("Група"), _("Всички групи")),
                Choice("state", _("Значка"), _("Всички"), ((_OUT, _("с невърната значка")), *states)),
            ),
            period=False,
        )  # fmt: skip

    def verbs(self) -> tuple[Action, ...]:
        """Give a badge, say what became of it, print."""

        def holds(term: Term) -> bool:
            return term.open is not None

        scope = "symbols"
        return (
            Action("badge.signatures", _("Списък за подпис…"), self.signatures, "list-check", "",
                   "print", scope, lambda: self.ready),
            Action("badge.days", _("Напомняне за празник…"), self.remind, "bell", "", "print", scope,
                   lambda: self.ready),
            Action("badge.issue", _("Издай значка…"), self.issue, "medal", "", "act", scope,
                   self.chosen_if(lambda one: not holds(one)), group=1),
            Action("badge.close", _("Върната или оставена…"), self.finish, "arrow-back-up", "", "act",
                   scope, self.chosen_if(holds), group=1),
            Action("badge.term", _("Поправи…"), self.correct, "pencil", "", "act", scope,
                   self.chosen_if(), group=1),
            Action("badge.position", _("Длъжността…"), self.mark_position, "adjustments", "", "act",
                   scope, self.chosen_if(), group=1),
            Action("badge.term-out", _("Зачеркни…"), self.strike, "ban", "", "act", scope,
                   self.chosen_if(lambda one: not holds(one)), group=1),
        )  # fmt: skip

    def know(self, state: BadgeState) -> None:
        """Offer the groups of the act."""
        super().know(state)
        groups = [(one.code, one.full) for one in state.rules.groups]
        self.view.filters.offer("group", [*groups, (_OUTSIDE, _("Извън групите"))])

    def show_former(self) -> None:
        """Only those whose badge is to come back."""
        combo = self.view.filters.choices["state"]
        combo.setCurrentIndex(combo.findData("due"))

    def read(self, services: Services, key: int) -> Term:
        """One term with its badges."""
        return services.badge_wearers.term(key)

    def shown(self, record: Any) -> Shown:
        """A term with its badges."""
        term: Term = record
        state = term.state(self.context.clock.today())
        variant = self.badge.rules.meant(self.badge.rules.wear) if self.badge else None
        character = ""
        if term.group is not None and variant is not None:
            character = purpose_text(Purpose.WEAR, term.group.citation, variant.name)
        return Shown(
            term.name, _(WEAR_NAMES[state]), WEAR_TONES[state], term.position.name,
            term.group.citation if term.group else None,
            (
                (_("Група"), term.group.full if term.group else _("извън чл. 16")),
                (_("Характер"), character),
                (_("На длъжност от"), date_short(term.since)),
                (_("До"), date_short(term.until) if term.until else ""),
                (_("Бележка"), term.note), (_("Вписал"), term.by),
            ),
            _("Значки"),
            tuple((_worn(one), "", None) for one in reversed(term.wears)),
        )  # fmt: skip

    # what a person does

    def new(self) -> None:
        """Enter who took a position."""
        self._ask_term(None)

    def correct(self) -> None:
        """Most often: the day the term ended."""
        self._ask_term(self.record)

    def _ask_term(self, old: Term | None) -> None:
        state = self.badge
        if state is None:
            return

        def show(positions: tuple[Position, ...]) -> None:
            dialog = TermDialog(self, self.context, state, positions, old)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

        self.context.tasks.read(
            lambda s: s.badge_wearers.positions(), show, self.message.refuse, owner=self
        )

    def _saved(self, saved: object) -> None:
        assert isinstance(saved, Term)
        self.say(_("Записано: {name}").format(name=saved.name), saved.id)

    def issue(self) -> None:
        """Give the chosen person a badge."""
        if self.badge is not None and self.record is not None:
            dialog = IssueDialog(self, self.context, self.badge, self.record)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def finish(self) -> None:
        """Say whether the badge came back."""
        if self.badge is not None and self.record is not None:
            dialog = CloseDialog(self, self.context, self.badge, self.record)
            dialog.accepted.connect(lambda: self._saved(dialog.saved))
            dialog.open()

    def mark_position(self) -> None:
        """Say to which group of the act the position belongs."""
        if self.badge is not None and self.record is not None:
            dialog = PositionDialog(self, self.context, self.badge, self.record.position)
            dialog.accepted.connect(lambda: self.context.notify(_("Длъжността е отбелязана.")))
            dialog.open()

    def strike(self) -> None:
        """Take a mistaken line out."""
        term: Term | None = self.record
        if term is None:
            return
        question = _("Защо махате {name} от списъка? Редът остава в базата с причината.")
        why = self.why(_("Зачеркване"), question.format(name=term.name), _("Зачеркни"))
        if why:
            number = term.id
            self.write(
                lambda s: s.badge_wearers.strike(number, why, actor=s.actor),
                _("Записът е зачеркнат."),
            )

    def signatures(self) -> None:
        """Who has a badge now, to be signed."""

        def work(services: Services) -> bytes:
            from ruse_desktop.documents import registers

            return registers.render(services.badge_wear_lists.signatures())

        self.context.tasks.read(
            work,
            lambda pdf: PdfDialog(self, pdf, _("Списък за подпис"), "znachka-podpisi.pdf").open(),
            self.message.refuse,
            owner=self,
        )

    def remind(self) -> None:
        """Who wears the badge on a feast."""

        def show(days: tuple[BadgeDay, ...]) -> None:
            DayDialog(self, self.context, days).open()

        self.context.tasks.read(
            lambda s: s.badge_wear_lists.days(), show, self.message.refuse, owner=self
        )


def _worn(one: Wear) -> str:
    said = _("издадена {day}").format(day=date_short(one.on))
    if one.serial:
        said = _("№ {no}, {said}").format(no=one.serial, said=said)
    if one.document:
        said = _("{said}, {paper}").format(said=said, paper=one.document)
    if one.reason:
        said = _("{said}; причина: {why}").format(said=said, why=one.reason)
    if one.closed_how is not None and one.closed_on is not None:
        how = _(CLOSING_NAMES[one.closed_how])
        said = _("{said}; {how} {day}").format(said=said, how=how, day=date_short(one.closed_on))
    if one.closed_why:
        said = _("{said}: {why}").format(said=said, why=one.closed_why)
    return said
