"""The section „Органи“: councils, committees, groups and their members by dates (функция 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from ruse_desktop.domain.bodies import KIND_NAMES, STATE_NAMES, BodyInput, Kind, MemberInput
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.ui.actions import Action
from ruse_desktop.ui.kit.register import Choice, RegisterColumn, RegisterSpec
from ruse_desktop.ui.kit.tables import Column
from ruse_desktop.ui.screens.base import ScreenContext
from ruse_desktop.ui.screens.people.entry_form import EntryDialog, Field
from ruse_desktop.ui.screens.people.record_section import SCOPE, RecordSection, states_and_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruse_desktop.domain.bodies import Body
    from ruse_desktop.domain.register_cards import RegisterCard
    from ruse_desktop.services.facade import Services
    from ruse_desktop.ui.kit.sections import Section

_KINDS = frozenset({"bodies", "register-files"})


class BodyDialog(EntryDialog):
    """A new body or the correction of one."""

    def __init__(self, parent: QWidget, context: ScreenContext, old: Body | None = None) -> None:
        self._old = old
        title = _("Поправка на орган") if old else _("Орган")
        values: dict[str, object] = {}
        if old is not None:
            values = {name: getattr(old.typed, name) for name in BodyInput.__dataclass_fields__}
        super().__init__(
            parent, context, (title, _("Запази") if old else _("Впиши")), _fields(), values
        )

    @property
    def typed(self) -> BodyInput:
        """What is typed now."""
        values = self.values
        return BodyInput(**(values | {"kind": Kind(values["kind"])}))

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, old = self.typed, self._old
        if old is None:
            self._write(lambda s: s.bodies.add(typed, actor=s.actor))
        else:
            number = old.id
            self._write(lambda s: s.bodies.correct(number, typed, actor=s.actor))


class MemberDialog(EntryDialog):
    """A member of a body."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: Body) -> None:
        self._body = one
        fields = (
            Field("name", _("Име"), needed=_("Впишете името.")),
            Field("role", _("Качество"), empty=_("председател, секретар; празно – член")),
            Field("since", _("От"), "day", needed=_("Впишете първия ден.")),
            Field("until", _("До"), "day", empty=_("празно – до края на мандата")),
            Field("act", _("Акт"), empty=_("решение, заповед – № и дата")),
        )
        first = {"since": max(one.typed.since or context.clock.today(), context.clock.today())}
        if one.typed.until is not None and first["since"] > one.typed.until:
            first = {}
        super().__init__(parent, context, (_("Член на орган"), _("Впиши члена")), fields, first)

    def save(self) -> None:
        """Write it; refusals are shown here."""
        typed, number = MemberInput(**self.values), self._body.id
        self._write(lambda s: s.bodies.appoint(number, typed, actor=s.actor))


class LeaveDialog(EntryDialog):
    """The last day of a member."""

    def __init__(self, parent: QWidget, context: ScreenContext, one: Body) -> None:
        self._body = one
        today = context.clock.today()
        sitting = [
            each
            for each in one.members
            if not each.struck_why and (each.typed.until is None or each.typed.until >= today)
        ]
        offered = tuple((str(each.id), each.typed.name) for each in sitting)
        fields = (
            Field(
                "member", _("Член"), "choice", choices=offered, needed=_("Няма член за напускане.")
            ),
            Field("on", _("Последен ден"), "day", needed=_("Впишете последния ден.")),
            Field("act", _("Акт"), empty=_("решение, заповед, заявление")),
        )
        super().__init__(
            parent, context, (_("Край на членство"), _("Впиши края")), fields, {"on": today}
        )

    def save(self) -> None:
        """Write it; refusals are shown here."""
        on, act, key = self.day("on"), self.value("act"), int(self.value("member"))
        number = self._body.id
        if on is not None:
            self._write(lambda s: s.bodies.dismiss(number, key, on, act, actor=s.actor))


class BodySection(RecordSection):
    """The register of bodies."""

    id = "bodies"
    kind = "body"

    def __init__(self, context: ScreenContext, shown: Callable[[Section], bool]) -> None:
        self.register = _("Орган")
        self.file_name = "organ"
        super().__init__(context, shown)
        self.new_text = _("Нов орган…")
        self.print_text = _("Регистър…")

    def own_actions(self) -> tuple[Action, ...]:
        """Members come and leave."""

        def peopled() -> bool:
            return self.alive() and self.one is not None and bool(self.one.members)

        return (
            Action("bodies.member", _("Нов член…"), self.appoint, "user-plus", "", "act", SCOPE,
                   self.alive, group=4),
            Action("bodies.leave", _("Край на членство…"), self.dismiss, "minus", "", "act", SCOPE,
                   peopled, group=4),
        )  # fmt: skip

    def button_names(self) -> tuple[str, ...]:
        """Members first."""
        return ("member", "leave", "correct", "file", "paper", "strike")

    def read_card(self, services: Services, record_id: int) -> RegisterCard:
        """One body."""
        return services.bodies.card(record_id)

    def read_value(self, services: Services, record_id: int) -> Body:
        """Its values, for the dialogs."""
        return services.bodies.get(record_id)

    @property
    def one(self) -> Body | None:
        """The body in sight."""
        return cast("Body | None", self.value)

    def strike_out(self, services: Services, record_id: int, why: str) -> object:
        """Strike it out."""
        return services.bodies.strike(record_id, why, actor=services.actor)

    def new(self) -> None:
        """Enter a body."""
        dialog = BodyDialog(self, self.context)
        dialog.accepted.connect(lambda: self._entered(dialog.saved))
        dialog.open()

    def _entered(self, saved: Any) -> None:
        self.view.go_to(saved.id)
        self.context.notify(_("Вписано: „{name}“.").format(name=saved.typed.name))

    def correct(self) -> None:
        """Write the body in sight anew."""
        if self.alive() and self.one is not None:
            BodyDialog(self, self.context, self.one).open()

    def appoint(self) -> None:
        """Enter a member."""
        if self.one is not None:
            dialog = MemberDialog(self, self.context, self.one)
            dialog.accepted.connect(lambda: self.context.notify(_("Членът е вписан.")))
            dialog.open()

    def dismiss(self) -> None:
        """Enter the last day of a member."""
        if self.one is not None:
            dialog = LeaveDialog(self, self.context, self.one)
            dialog.accepted.connect(lambda: self.context.notify(_("Краят на членството е вписан.")))
            dialog.open()

    def spec(self) -> RegisterSpec:
        """The list."""
        return RegisterSpec(
            id="bodies",
            title=_("Органи и членства"),
            hint=_("орган, член, акт…"),
            columns=(
                RegisterColumn(Column(_("Орган"), 300, stretch=True), "name"),
                RegisterColumn(Column(_("Вид"), 140), "kind"),
                RegisterColumn(Column(_("От"), 92), "since"),
                RegisterColumn(Column(_("До"), 92), "until"),
                RegisterColumn(Column(_("Състояние"), 104, chip=True), "state"),
            ),
            source=lambda services: services.bodies,
            count=lambda n: ngettext("{n} орган", "{n} органа", n).format(n=n),
            kinds=_KINDS,
            icon="users",
            empty_title=_("Още няма вписани органи"),
            empty_text=_(
                "Впишете с Ctrl+N обществени съвети, комисии и групи, в които участва отделът, с "
                "членовете им по дати."
            ),
            choices=(
                Choice("kind", _("Вид"), _("Всички видове"),
                       tuple((str(code), _(text)) for code, text in KIND_NAMES.items())),
                Choice("state", _("Състояние"), _("Всички състояния"),
                       states_and_alike(STATE_NAMES)),
            ),
        )  # fmt: skip


def _fields() -> tuple[Field, ...]:
    kinds = tuple((str(one), _(text)) for one, text in KIND_NAMES.items())
    return (
        Field("name", _("Орган"), needed=_("Впишете името на органа.")),
        Field("kind", _("Вид"), "choice", choices=kinds),
        Field("ground", _("Основание"), empty=_("закон, наредба, решение")),
        Field("act", _("Акт"), empty=_("№ и дата на акта, с който е създаден")),
        Field("since", _("От"), "day", needed=_("Впишете първия ден.")),
        Field("until", _("До"), "day", empty=_("празно – без мандат")),
        Field("ours", _("От отдела"), empty=_("кой участва от отдела")),
        Field("note", _("Бележка"), "long"),
    )  # fmt: skip
