"""The mayor's permit and refusal on paper, one content for PDF and DOCX (чл. 8, 14, 75)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruse_desktop.domain.law_words import symbol_name
from ruse_desktop.domain.papers import (
    Grid,
    Group,
    Look,
    Paper,
    PaperKind,
    PaperSet,
    Signatures,
    Text,
)
from ruse_desktop.domain.permits import Permit, PermitStep, Step, SymbolPermit
from ruse_desktop.kernel.errors import Refused
from ruse_desktop.kernel.formats import date_short
from ruse_desktop.kernel.i18n import _
from ruse_desktop.kernel.text import sentence
from ruse_desktop.kernel.transliteration import latin
from ruse_desktop.kernel.wording import say
from ruse_desktop.services.permit_reading import find_row, read, rules_on

if TYPE_CHECKING:
    from ruse_desktop.domain.permits import PermitRules
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store


class PermitPapers:
    """The content of the papers; `documents` draws them."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law

    def decision(self, permit_id: int) -> PaperSet:
        """The decision as it was entered. Raises NotFound, Refused while there is none."""
        with self._store.read() as session:
            found = read(session, find_row(session, permit_id))
        step = found.decision
        if step is None:
            raise Refused(_("Още няма решение."), _("Впишете разрешение или отказ."))
        rules = rules_on(self._law, step.on)
        rule = rules.of(found.typed.symbol)
        assert rule is not None
        granted = step.kind is Step.GRANTED
        title = say("Разрешение № {no}") if granted else say("Отказ № {no}")
        name = "razreshenie" if granted else "otkaz"
        make = _permit if granted else _refusal
        number = latin(found.number_text).replace("/", "-").lower()
        return PaperSet(
            PaperKind.PACKAGE, title.format(no=found.number_text), f"{name}-{number}",
            (make(found, step, rule, rules, self._law),), self._law.municipality,
        )  # fmt: skip


def _permit(
    found: Permit, step: PermitStep, rule: SymbolPermit, rules: PermitRules, law: LawBook
) -> Paper:
    typed, given = found.typed, step.typed
    asked = say("{who}{contact} да тиражира символа „{symbol}“ на {municipality}, както следва:")
    who = asked.format(
        who=typed.applicant, contact=f", {typed.contact}" if typed.contact else "",
        symbol=symbol_name(typed.symbol).lower(), municipality=law.municipality,
    )  # fmt: skip
    conditions = [
        say("Спазват се съотношенията между отделните елементи на символа ({citation}).").format(
            citation=rule.citation
        ),
        say(
            "Спазват се изискванията на общинската администрация за приложението му: {sheet}"
        ).format(sheet=given.requirements),
        *(line for line in given.text.split("\n") if line.strip()),
    ]
    ban = _ban(rules, law)
    numbered = [sentence(text) for text in (*conditions, *([ban] if ban else []))]
    return Paper(
        title=say("РАЗРЕШЕНИЕ"),
        sender=(say("Кмет"),),
        number=_number(step, law),
        blocks=(
            Text(_basis(found, rule, law)),
            Text(say("РАЗРЕШАВАМ"), Look.CENTRE),
            Text(who),
            Grid((say("Обхват"), ""), tuple(_scope(found, step)), (0.3, 0.7)),
            Text(say("Условия"), Look.LABEL),
            *(Text(f"{n}. {text}", Look.ITEM) for n, text in enumerate(numbered, 1)),
            _signed(step, law),
        ),
        foot=say("Разрешение № {no}").format(no=found.number_text),
    )  # fmt: skip


def _scope(found: Permit, step: PermitStep) -> list[tuple[str, str]]:
    """What is allowed, field by field; what was not asked is left out."""
    typed, given = found.typed, step.typed
    copies = given.copies or typed.copies
    sizes = "; ".join(one.text for one in typed.all_sizes)
    flag = ", ".join(part for part in (typed.ground, typed.place_of_emblem) if part)
    rows = (
        (say("Изделие"), typed.product),
        (say("Начин на ползване"), ", ".join(found.use_names)),
        (say("Цел"), typed.purpose),
        (say("Размер"), sizes),
        (say("Поле, място на герба"), flag),
        (say("Брой"), f"{copies:,}".replace(",", "\u00a0") if copies else ""),
        (say("Разпространение"), say("за продажба") if typed.for_sale else say("не е за продажба")),
        (say("Място"), typed.place),
        (say("Срок"), _term(step)),
    )
    return [row for row in rows if row[1]]


def _term(step: PermitStep) -> str:
    since, until = step.typed.valid_from or step.on, step.typed.valid_until
    if until is None:
        return say("от {since}, безсрочно").format(since=date_short(since))
    return say("от {since} до {until}").format(since=date_short(since), until=date_short(until))


def _refusal(
    found: Permit, step: PermitStep, rule: SymbolPermit, rules: PermitRules, law: LawBook
) -> Paper:
    typed, given = found.typed, step.typed
    asked = say("на {who} да тиражира символа „{symbol}“ на {municipality} върху: {what}.").format(
        who=typed.applicant, symbol=symbol_name(typed.symbol).lower(),
        municipality=law.municipality, what=typed.product,
    )  # fmt: skip
    blocks: list[Text | Signatures | Group] = [
        Text(_basis(found, rule, law)),
        Text(say("ОТКАЗВАМ"), Look.CENTRE),
        Text(asked),
        Text(say("Мотиви"), Look.LABEL),
        *(Text(sentence(line)) for line in given.text.split("\n") if line.strip()),
    ]
    judged = dict(rules.ban).get(given.judgement)
    if judged is not None:
        said = say("Ползването е забранено ({citation}): {what} – {why}").format(
            citation=rules.ban_citation, what=step.judgement_name, why=sentence(given.judged_why)
        )
        blocks.append(Text(said))
    appeal = say("Отказът може да се обжалва по реда на Административнопроцесуалния кодекс.")
    blocks += [Text(appeal), _signed(step, law)]
    return Paper(
        title=say("ОТКАЗ"),
        sender=(say("Кмет"),),
        number=_number(step, law),
        addressee=(typed.applicant, *([typed.contact] if typed.contact else [])),
        blocks=tuple(blocks),
        foot=say("Отказ № {no}").format(no=found.number_text),
    )  # fmt: skip


def _number(step: PermitStep, law: LawBook) -> tuple[str, str]:
    return (
        say("№ {no}").format(no=step.typed.number),
        say("гр. {town}, {day}").format(town=law.town, day=date_short(step.on)),
    )


def _basis(found: Permit, rule: SymbolPermit, law: LawBook) -> str:
    typed = found.typed
    assert typed.incoming_on is not None
    act = law.at(typed.incoming_on).act_name
    return say("На основание {citation} от {act} и заявление вх. № {no}/{day}").format(
        citation=rule.basis, act=act, no=typed.incoming_no, day=date_short(typed.incoming_on)
    )


def _ban(rules: PermitRules, law: LawBook) -> str:
    """„Забранява се ползването … за политически и религиозни послания (чл. 75)“, by the act's list."""
    if not rules.ban:
        return ""
    names = [name for _code, name in rules.ban]
    listed = say("{many} или {last}").format(many=", ".join(names[:-1]), last=names[-1])
    return say("Забранява се ползването на тиражирани варианти на символите на {municipality} {ways} ({citation}).").format(
        municipality=law.municipality, ways=listed if len(names) > 1 else names[0],
        citation=rules.ban_citation,
    )  # fmt: skip


def _signed(step: PermitStep, law: LawBook) -> Group:
    typed = step.typed
    mayor = say("Кмет на {municipality}").format(municipality=law.municipality)
    role, name = mayor, "" if typed.signed_by == mayor else typed.signed_by
    lines: list[Text | Signatures] = []
    if typed.acting and typed.order_on is not None:
        role = say("За кмет на {municipality}").format(municipality=law.municipality)
        by = say("по Заповед № {no}/{day}").format(
            no=typed.order_no, day=date_short(typed.order_on)
        )
        lines.append(Text(by, Look.SMALL))
    return Group((Signatures(((role, name),)), *lines, Text(say("М.П."))))
