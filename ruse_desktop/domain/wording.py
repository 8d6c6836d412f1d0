"""The office's own wording of papers: which sentences there are, their fields, what may be written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from ruse_desktop.domain.wording_fields import EXAMPLES, FIELD_NAMES
from ruse_desktop.kernel.i18n import _, mark
from ruse_desktop.kernel.text import clean

LONGEST = 2000
COMMON = "common"
SECOND_DIPLOMA, SECOND_INVITATION = "second:diploma", "second:invitation"

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "intake": (mark("Писма за предложение"), ("services.letters", "documents.letters")),
    "session": (mark("Покани, декларации, досиета"), ("services.paper_sessions",)),
    "ballots": (mark("Бюлетини и броене"), ("services.paper_votes",)),
    "orders": (
        mark("Заповеди за комисията"), ("services.paper_orders", "services.paper_changes"),
    ),
    "after": (
        mark("Предложение, акт, писма след заседанието"),
        ("services.paper_decisions", "services.paper_direct", "services.paper_sums"),
    ),
    "minutes": (
        mark("Протокол и извлечение"),
        (
            "services.session_minutes", "services.minutes_sections", "documents.minutes",
            "documents.minutes_extract",
        ),
    ),
    "public": (mark("Покана за предложения, съобщения"), ("services.paper_announcement",)),
    "diploma": (
        mark("Дипломи, грамоти, удостоверения"), ("documents.diplomas", "documents.book_extract"),
    ),
    "ceremony": (mark("Церемония и покани за гости"), ("documents.ceremony", "documents.invitations")),
    "permit": (mark("Разрешителни"), ("services.permit_papers",)),
    "violation": (mark("Преписки за нарушения"), ("services.violation_papers",)),
    "city-day": (mark("Ден на град Русе"), ("services.city_day_papers",)),
    "common": (
        mark("Общо за всички документи"),
        ("services.paper_ground", "domain.letters", "documents.papers", "documents.docx_papers"),
    ),
    "second": (mark("Текст на втори език"), ()),
}  # fmt: skip
"""Name and modules of each group of papers; a test finds a module without a group."""

SECOND: Mapping[str, tuple[str, tuple[str, ...]]] = {
    SECOND_DIPLOMA: (
        mark("Диплом, грамота, удостоверение – втори език"),
        ("name", "award", "year", "motive", "day"),
    ),
    SECOND_INVITATION: (
        mark("Покана за гост – втори език"), ("name", "event", "day", "hour", "place"),
    ),
}  # fmt: skip
"""Texts that the program has none of: the office writes them or they are not printed (R-F14-0.1)."""

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence that papers say. `id` is its place in the list (from 1), the same for one edition."""

    id: int
    group: str
    original: str

    @property
    def second(self) -> bool:
        """Whether the program has no text of its own here."""
        return self.original in SECOND

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that may stand in it, each once, in their order."""
        if self.second:
            return SECOND[self.original][1]
        return tuple(dict.fromkeys(_FIELD.findall(self.original)))

    @property
    def shown(self) -> str:
        """The original with the names of fields as people read them."""
        return "" if self.second else shown(self.original)

    @property
    def name(self) -> str:
        """What the list calls it."""
        return _(SECOND[self.original][0]) if self.second else self.shown.strip()


@dataclass(frozen=True)
class WordingVersion:
    """What was written at one time; „“ is the return to the original."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SentenceView:
    """A sentence with the office's text (as people read it) and what it was, the newest first."""

    sentence: Sentence
    own: str
    history: tuple[WordingVersion, ...]


@dataclass(frozen=True)
class Verdict:
    """What a typed text amounts to: `faults` forbid it, `notes` are said beside it."""

    kept: str
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sentences(modules: Mapping[str, Sequence[str]]) -> tuple[Sentence, ...]:
    """The sentences of all modules, by group; what several groups say belongs to „common“."""
    said: dict[str, list[str]] = {}
    for group, (_name, names) in GROUPS.items():
        for module in names:
            for text in modules.get(module, ()):
                said.setdefault(text, []).append(group)
    where = {text: groups[0] if len(set(groups)) == 1 else COMMON for text, groups in said.items()}
    where.update(dict.fromkeys(SECOND, "second"))
    order = list(GROUPS)
    ranked = sorted(where.items(), key=lambda one: order.index(one[1]))
    return tuple(Sentence(n, group, text) for n, (text, group) in enumerate(ranked, 1))


def shown(text: str) -> str:
    """„{award}“ → „{отличие}“: the names people see."""
    return _FIELD.sub(lambda found: f"{{{FIELD_NAMES.get(found[1], found[1])}}}", text)


def example(text: str) -> str:
    """A text with names as people see them, filled with an invented example."""
    by_name = {FIELD_NAMES[code]: value for code, value in EXAMPLES.items()}
    return _FIELD.sub(lambda found: by_name.get(found[1], found[0]), text)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A kept text with the values of its fields; one without a value stays empty."""
    return _FIELD.sub(lambda found: facts.get(found[1], ""), text)


def judged(sentence: Sentence, typed: str) -> Verdict:
    """The text as it would be kept, what is wrong with it, what is missing from it.

    Blanks around the original stay as they are: it is put together with others.
    """
    text = clean(typed[: LONGEST + 1], LONGEST + 1)
    text = text if sentence.second else " ".join(text.split())
    names = {FIELD_NAMES[code]: code for code in sentence.fields}
    faults: list[str] = []
    if not text and not sentence.second:
        faults.append(_("Напишете текст или върнете първоначалния."))
    if len(text) > LONGEST:
        faults.append(_("Текстът е твърде дълъг: най-много {n} знака.").format(n=LONGEST))
    used: list[str] = []
    for name in _FIELD.findall(text):
        code = names.get(name.strip())
        if code is None:
            faults.append(_unknown(name, list(names)))
        else:
            used.append(code)
    if "{" in _FIELD.sub("", text) or "}" in _FIELD.sub("", text):
        said = _("Има къдрава скоба без двойка: всяко поле се пише като {field}.")
        faults.append(said.format(field="{име}"))
    kept = _FIELD.sub(lambda found: f"{{{names.get(found[1].strip(), found[1])}}}", text)
    left = [FIELD_NAMES[code] for code in sentence.fields if code not in used]
    notes = (
        (_("Няма да се печата: {fields}.").format(fields=", ".join(f"{{{one}}}" for one in left)),)
        if left and not sentence.second
        else ()
    )
    return Verdict(_edged(sentence, kept), tuple(dict.fromkeys(faults)), notes)


def safe(sentence: Sentence, kept: str) -> bool:
    """Whether a kept text names only fields of its original: what an edited file may not break."""
    bare = _FIELD.sub("", kept)
    return "{" not in bare and "}" not in bare and set(_FIELD.findall(kept)) <= set(sentence.fields)


def _edged(sentence: Sentence, text: str) -> str:
    if sentence.second or not text:
        return text
    original = sentence.original
    if " ".join(original.split()) == text:
        return original
    lead = original[: len(original) - len(original.lstrip())]
    tail = original[len(original.rstrip()) :]
    return f"{lead}{text}{tail}"


def _unknown(name: str, names: list[str]) -> str:
    near = get_close_matches(name.strip(), names, 1, 0.5)
    if near:
        return _("Няма поле {{{name}}}. Може би {{{near}}}?").format(name=name, near=near[0])
    if not names:
        return _("Тук няма полета; махнете {{{name}}}.").format(name=name)
    return _("Няма поле {{{name}}}. Полетата са: {fields}.").format(
        name=name, fields=", ".join(f"{{{one}}}" for one in names)
    )
