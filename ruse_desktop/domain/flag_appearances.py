"""An appearance of the flag at an event: its ground, who bears it, what is to be prepared (чл. 12, 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.events import EventInput, EventState
from ruse_desktop.domain.findings import Finding, Verdict
from ruse_desktop.domain.flag import OTHER, FlagRules
from ruse_desktop.domain.outcomes import Effect
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _, ngettext

ASSISTANTS = 2
_ROUND = 5
GROUND = "flag-appearance-ground"
MOTIVE = "flag-appearance-motive"
STATE_PROTOCOL = "flag-appearance-protocol"
ORDER = Citation("13")


@dataclass(frozen=True)
class Step:
    """Something to do before the flag goes out, ticked when done."""

    text: str
    done: bool = False


@dataclass(frozen=True)
class ScenarioItem:
    """A line of the scenario: when, what happens, who does it."""

    at: time
    action: str
    person: str = ""


@dataclass(frozen=True)
class AppearanceInput:
    """What is typed of an appearance.

    `ground` is a code of чл. 12 or OTHER, which needs an override. `motive` and `decided_by` belong
    to т. 3, `council_ref` (invitation, agenda) to т. 4. `protocol_ok_by` confirmed that the state
    protocol is kept (чл. 13); `ready` closes the preparation.
    """

    ground: str = ""
    motive: str = ""
    decided_by: str = ""
    council_ref: str = ""
    bearer: str = ""
    assistants: tuple[str, ...] = ()
    guard: str = ""
    order: str = ""
    moment: str = ""
    anthem: str = ""
    dress: str = ""
    contact: str = ""
    steps: tuple[Step, ...] = ()
    scenario: tuple[ScenarioItem, ...] = ()
    protocol_ok_by: str = ""
    protocol_ok_on: date | None = None
    ready: bool = False

    @property
    def ticked(self) -> str:
        """„7/9“, as far as the checklist is done."""
        return f"{sum(one.done for one in self.steps)}/{len(self.steps)}"

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is not prepared yet, each in a few words (R-12-0.11)."""
        found = []
        if not self.ground:
            found.append(_("основание – не е посочено"))
        if not self.bearer:
            found.append(_("знаменосец – не е определен"))
        if len(self.assistants) < ASSISTANTS:
            found.append(_("асистенти – не са определени"))
        if not (self.protocol_ok_by and self.protocol_ok_on):
            found.append(_("държавен протокол – не е потвърден"))
        left = sum(not one.done for one in self.steps)
        if left:
            found.append(_("неотметнати стъпки: {n}").format(n=left))
        return tuple(found)


@dataclass(frozen=True)
class RulesText:
    """Which Правилник of чл. 13 is in force: its version, date and file („“ when there is none)."""

    version: str
    on: date
    sha256: str = ""
    suffix: str = ""

    @property
    def text(self) -> str:
        """„Правилник: № 3, в сила от 01.02.2026 г.“."""
        return _("Правилник: {version}, от {day}").format(
            version=self.version, day=date_short(self.on)
        )


def rules_text(rules: RulesText | None) -> str:
    """The Правилник in a line, or that there is none (R-13-0.1)."""
    return rules.text if rules else _("Правилникът по чл. 13 не е въведен")


@dataclass(frozen=True)
class Appearance:
    """An event with the flag; `kept` is False while nothing but the event was written.

    `taken_at` and `back_at` are when the flag leaves its place and is there again; `exception` is
    the number of the override outside чл. 12.
    """

    event_id: int
    event: EventInput
    typed: AppearanceInput
    ground_text: str
    citation: str
    taken_at: datetime
    back_at: datetime
    rules: RulesText | None = None
    exception: str = ""
    kept: bool = True

    @property
    def why(self) -> str:
        """„чл. 12, т. 2 – Празникът на град Русе“; „“ without a ground."""
        return " – ".join(part for part in (self.citation, self.ground_text) if part)

    @property
    def state_text(self) -> str:
        """„планирано“, „готово“, „проведено“, „отказано“ (R-12-0.3)."""
        if self.event.state is EventState.CANCELLED:
            return _("отказано")
        if self.event.state is EventState.HELD:
            return _("проведено")
        if self.typed.ready:
            return _("готово")
        return _("предложено") if self.event.state is EventState.PROPOSED else _("планирано")

    @property
    def scheduled(self) -> bool:
        """Whether it stands in the schedule: it has a ground, is neither proposed nor cancelled."""
        return bool(self.typed.ground) and self.event.state not in {
            EventState.CANCELLED, EventState.PROPOSED,
        }  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """A day on which the flag may go out and no event asks for it; `town` is the town's holiday.

    An anniversary brings its `motive` and who decided that it is important (чл. 12, т. 3).
    """

    day: date
    name: str
    ground: str
    town: bool = False
    motive: str = ""
    decided_by: str = ""


def way(begin: datetime, end: datetime, buffer: timedelta) -> tuple[datetime, datetime]:
    """When the flag is taken and when it is back, its way included (R-12-0.8)."""
    return begin - buffer, end + buffer


@dataclass(frozen=True)
class Anniversary:
    """An event important for the municipality or Bulgaria, on its day (чл. 12, т. 3)."""

    happened: date
    title: str
    motive: str
    decided_by: str
    id: int = 0

    def day_in(self, year: int) -> date:
        """Its day in the year; 29 February is the 28th where there is none."""
        try:
            return self.happened.replace(year=year)
        except ValueError:
            return date(year, 2, 28)

    def text(self, year: int) -> str:
        """„Освобождение на Русе – 150 години, кръгла“ (R-12-0.5)."""
        number = year - self.happened.year
        said = ngettext("{title} – {n} година", "{title} – {n} години", number).format(
            title=self.title, n=number
        )
        return _("{text}, кръгла годишнина").format(text=said) if number % _ROUND == 0 else said

    def proposal(self, year: int, ground: str) -> Proposal:
        """The proposal of the year, on the ground of т. 3."""
        return Proposal(
            self.day_in(year), self.text(year), ground, motive=self.motive,
            decided_by=self.decided_by,
        )  # fmt: skip


def proposals(
    holidays: Iterable[tuple[date, str]],
    feast: tuple[date, str] | None,
    taken: Collection[date],
    grounds: tuple[str, str],
    anniversaries: Iterable[Proposal] = (),
) -> tuple[Proposal, ...]:
    """Days without the flag: the town's holiday first, then the official ones in order.

    `grounds` are the codes of an official holiday and of the town's (чл. 12, т. 1 и т. 2).
    """
    official, town = grounds
    found = [
        Proposal(day, name, official) for day, name in holidays if feast is None or day != feast[0]
    ]
    found = [one for one in (*found, *anniversaries) if one.day not in taken]
    found.sort(key=lambda one: one.day)
    if feast is not None and feast[0] not in taken:
        found.insert(0, Proposal(*feast, town, town=True))
    return tuple(found)


def findings(typed: AppearanceInput, rules: FlagRules, exception: str = "") -> tuple[Finding, ...]:
    """What the act says of an appearance (чл. 12, чл. 13); `exception` is an override's number."""
    found = [_ground(typed, rules, exception)]
    if typed.ready and not (typed.protocol_ok_by.strip() and typed.protocol_ok_on):
        found.append(
            Finding(
                STATE_PROTOCOL, Verdict.JUDGEMENT, Effect.WARNS,
                _("Няма кой и кога е потвърдил съответствието с държавния протокол."), ORDER,
            )
        )  # fmt: skip
    return tuple(found)


def _ground(typed: AppearanceInput, rules: FlagRules, exception: str) -> Finding:
    ground, place = rules.ground(typed.ground), rules.grounds_citation
    if ground is None:
        sentence = _("Участието не попада в случаите по {citation}, т. {first}–{last}.").format(
            citation=place, first=_item(rules, 0), last=_item(rules, -1)
        )
        if typed.ground == OTHER and exception:
            return Finding(
                GROUND, Verdict.NOT_MET, Effect.INFORMS, sentence, place,
                _("Допуснато с отклонение № {number}.").format(number=exception),
            )  # fmt: skip
        return Finding(
            GROUND, Verdict.NOT_MET, Effect.BLOCKS, sentence, place,
            question=_("Изберете случай или впишете отклонение с причина и документ."),
        )  # fmt: skip
    if ground.judged and not (typed.motive.strip() and typed.decided_by.strip()):
        return Finding(
            MOTIVE, Verdict.JUDGEMENT, Effect.BLOCKS,
            _("„Важна роля в историята“ е преценка: иска мотив и кой е решил."),
            ground.citation, overridable=False,
        )  # fmt: skip
    return Finding(GROUND, Verdict.MET, Effect.BLOCKS, ground.name, ground.citation)


def _item(rules: FlagRules, place: int) -> str:
    return str(rules.grounds[place].citation.item) if rules.grounds else ""


@dataclass(frozen=True)
class Template:
    """The usual steps for these grounds; without grounds, for every other one."""

    name: str
    grounds: tuple[str, ...]
    steps: tuple[str, ...]


def usual_steps(templates: Sequence[Template], ground: str) -> tuple[Step, ...]:
    """The checklist an appearance of this ground begins with."""
    own = next((one for one in templates if ground in one.grounds), None)
    general = next((one for one in templates if not one.grounds), None)
    chosen = own or general
    return tuple(Step(text) for text in chosen.steps) if chosen else ()


__all__ = ["OTHER", "Appearance", "AppearanceInput", "Proposal", "ScenarioItem", "Step", "Template"]
