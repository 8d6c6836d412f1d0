"""The form of a rule, made from the fields of its type."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ruse_desktop.domain import law_words
from ruse_desktop.domain.check_names import CHECKS
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.condition_words import NOMINEES
from ruse_desktop.domain.intake import FieldKind
from ruse_desktop.domain.law_fields import field_name
from ruse_desktop.domain.nominations import PROPOSER_NAMES
from ruse_desktop.domain.outcomes import Effect, YearDay
from ruse_desktop.domain.rules import DeadlineMode, NomineeKind, ProposerKind, SlotKind
from ruse_desktop.domain.town import OffDay
from ruse_desktop.kernel.i18n import _
from ruse_desktop.law.reading import Reader
from ruse_desktop.law.toml_text import keys, table_of
from ruse_desktop.ui.kit.basics import button, clear, label, link, mark
from ruse_desktop.ui.screens.law import editors
from ruse_desktop.ui.screens.law.editors import Changed, Editor
from ruse_desktop.ui.theme import px

if TYPE_CHECKING:
    from ruse_desktop.law.faults import Fault

_LONG = frozenset({"says", "question", "note", "hint"})
_ENUMS: dict[type[Enum], Mapping[Any, str]] = {
    Effect: law_words.EFFECTS,
    NomineeKind: NOMINEES,
    SlotKind: law_words.SLOTS,
    DeadlineMode: law_words.MODES,
    OffDay: law_words.OFF_DAYS,
    ProposerKind: PROPOSER_NAMES,
    FieldKind: law_words.FIELD_KINDS,
}
_CHOICES: dict[tuple[str, str], Mapping[str, str]] = {
    ("DeadlineRule", "binds"): law_words.BINDS,
    ("CommissionRule", "conflict"): law_words.CONFLICTS,
    ("EligibilityRule", "kind"): CHECKS,
    ("MoneyRule", "currency"): {"BGN": "лв.", "EUR": "€"},
    ("RevocationRule", "act"): law_words.ACTS,
    ("RevocationGround", "proof"): law_words.PROOFS,
    ("SeatRule", "how"): law_words.CHOSEN,
    ("VotingRule", "majority"): law_words.MAJORITIES,
    ("VotingRule", "base"): law_words.BASES,
    ("AwardHeader", "kind"): law_words.AWARD_KINDS,
    ("ProcedureStep", "of"): law_words.STEPS_OF,
}


class RuleForm(QWidget):
    """Edits one value; `locked` fields are shown and not changed. `changed` after every touch."""

    changed = Signal()

    def __init__(self, value: Any, locked: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._value = value
        self._editors: dict[str, Editor] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(px(6))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        hints = get_type_hints(type(value))
        for field in dataclasses.fields(value):
            name = field_name(field.name)
            held = getattr(value, field.name)
            made = self._editor(field.name, hints[field.name], held)
            made.widget.setAccessibleName(name)
            made.widget.setEnabled(field.name not in locked)
            self._editors[field.name] = made
            if isinstance(made.widget, Several):
                form.addRow(label(name, "heading"))
                form.addRow(made.widget)
            else:
                form.addRow(label(name, "fieldName"), made.widget)

    def read(self) -> Any:
        """The value typed. Raises ValueError with every wrong field in words; they are marked."""
        made, wrong = {}, []
        for name, editor in self._editors.items():
            try:
                made[name] = editor.read()
            except ValueError as problem:
                wrong.append(f"{field_name(name)}: {problem}")
            mark(editor.widget, wrong=name not in made)
        if wrong:
            raise ValueError("; ".join(wrong))
        return dataclasses.replace(self._value, **made)

    def widget(self, name: str) -> QWidget:
        """The editor of a field. Raises KeyError."""
        return self._editors[name].widget

    def _editor(self, name: str, kind: Any, held: Any) -> Editor:
        changed = self.changed.emit
        inner = [one for one in get_args(kind) if one is not type(None)]
        empty = get_origin(kind) is not tuple and type(None) in get_args(kind)
        if get_origin(kind) is tuple:
            return _many(inner[0], held, changed)
        if get_origin(kind) is Mapping:
            return _pairs(type(self._value), name, held, changed)
        plain = inner[0] if empty else kind
        named = _CHOICES.get((type(self._value).__name__, name))
        if named is not None:
            return editors.choice(held, named, changed)
        if isinstance(plain, type) and issubclass(plain, Enum):
            return editors.choice(held, _ENUMS.get(plain) or {o: o.value for o in plain}, changed)
        if plain is str:
            long = name in _LONG or len(held) > 70
            return (editors.long_text if long else editors.line)(held, changed)
        if plain is bool:
            return editors.yes_no(held, changed)
        if plain is int:
            return editors.whole(held, changed)
        return _OPTIONAL[plain](held, changed, empty=empty)


_OPTIONAL: dict[type, Callable[..., Editor]] = {
    Decimal: editors.number,
    Citation: editors.place,
    time: editors.hour,
    date: editors.day,
    YearDay: editors.day_of_year,
}


class Several(QWidget):
    """A list of values of one kind: each has its form, one can be added or taken out."""

    changed = Signal()

    def __init__(self, kind: type, held: tuple[Any, ...]) -> None:
        super().__init__()
        self._kind = kind
        self._parts: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        column.addLayout(self._column)
        self.add = button(_("Добави"), self._add, icon_name="plus")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        self._show(held)

    def read(self) -> tuple[Any, ...]:
        """The values typed. Raises ValueError."""
        return tuple(part.read() for part in self._parts)

    def _show(self, held: tuple[Any, ...]) -> None:
        clear(self._column)
        self._parts = []
        for n, value in enumerate(held):
            frame = QFrame()
            frame.setObjectName("card")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(px(12), px(8), px(12), px(8))
            part: Any = (
                editors.day_of_year(value, self.changed.emit, empty=False)
                if self._kind is YearDay
                else RuleForm(value)
            )
            if isinstance(part, RuleForm):
                part.changed.connect(self.changed)
            inside.addWidget(part if isinstance(part, QWidget) else part.widget)
            out = link(_("Премахни"), partial(self._remove, n))
            out.setAccessibleName(_("Премахни {n}").format(n=n + 1))
            inside.addWidget(out)
            self._parts.append(part)
            self._column.addWidget(frame)

    def _held(self) -> list[Any]:
        return list(self.read())

    def _add(self) -> None:
        try:
            held = self._held()
        except ValueError:
            return  # the marked field comes first
        self._show((*held, held[-1] if held else blank(self._kind)))
        self.changed.emit()

    def _remove(self, n: int) -> None:
        try:
            held = self._held()
        except ValueError:
            return
        del held[n]
        self._show(tuple(held))
        self.changed.emit()


def blank(kind: Any) -> Any:
    """An empty value of a type, to be filled in."""
    if dataclasses.is_dataclass(kind) and kind not in {Citation, YearDay}:
        hints = get_type_hints(kind)
        needed = {
            field.name: blank(hints[field.name])
            for field in dataclasses.fields(kind)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        }
        return kind(**needed)  # type: ignore[operator]  # a class, checked above
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if get_origin(kind) is tuple:
        return ()
    made = {Citation: Citation("1"), YearDay: YearDay(1, 1), Decimal: Decimal(0)}
    return made[kind] if kind in made else kind()


def _many(inner: Any, held: tuple[Any, ...], changed: Changed) -> Editor:
    if inner is str:
        return editors.lines(held, changed)
    if isinstance(inner, type) and issubclass(inner, Enum):
        return editors.choices(held, _ENUMS.get(inner) or {o: o.value for o in inner}, changed)
    made = Several(inner, held)
    made.changed.connect(changed)
    return Editor(made, made.read)


def _pairs(cls: type, name: str, held: Mapping[str, Any], changed: Changed) -> Editor:
    kind = get_type_hints(cls)[name]

    def build(raw: Mapping[str, Any]) -> Any:
        faults: list[Fault] = []
        made = Reader("", faults).value(kind, dict(raw), "")
        if faults:
            raise ValueError("; ".join(f"{one.key}: {one.expected}" for one in faults))
        return made

    plain = table_of(_Holder(held))["held"] if held else {}
    return editors.pairs("\n".join(keys(plain)), build, changed)


@dataclasses.dataclass(frozen=True)
class _Holder:
    held: Mapping[str, Any]


def focus_first(form: RuleForm) -> None:
    """Put the focus into the first field that can be changed."""
    for editor in form._editors.values():  # noqa: SLF001 - the same module
        if editor.widget.isEnabled() and not isinstance(editor.widget, QPlainTextEdit):
            editor.widget.setFocus()
            return
