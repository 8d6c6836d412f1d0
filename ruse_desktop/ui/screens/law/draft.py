"""An amendment being written: what was changed so far, by provision and by rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ruse_desktop.domain import law_words
from ruse_desktop.domain.amending import Amendment, Rule, RuleChange, RuleId, TextChange
from ruse_desktop.domain.amendments import ChangeKind
from ruse_desktop.domain.citations import Citation
from ruse_desktop.domain.rules import Provision

if TYPE_CHECKING:
    from ruse_desktop.domain.amending import LawPage


class Draft:
    """Changes to the newest edition; each provision and each rule at most once."""

    def __init__(self, page: LawPage) -> None:
        self.page = page
        self._held = {one.citation: one for one in page.edition.provisions}
        self._rules = {rule.id: rule for rule in page.rules}
        self.texts: dict[Citation, TextChange] = {}
        self.rules: dict[RuleId, RuleChange] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is changed yet."""
        return not self.texts and not self.rules

    def provisions(self) -> tuple[Provision, ...]:
        """The provisions of the edition with the new ones among them."""
        new = (
            Provision(one.citation, one.text)
            for one in self.texts.values()
            if one.kind is ChangeKind.ADDED
        )
        return tuple(sorted([*self._held.values(), *new], key=lambda one: one.citation.place))

    def original(self, place: Citation) -> Provision | None:
        """The provision as it is; None for a new one."""
        return self._held.get(place)

    def set_text(self, place: Citation, kind: ChangeKind | None, text: str = "") -> None:
        """Change a provision; `kind` None = leave it as it is, or drop the new one."""
        if kind is None:
            self.texts.pop(place, None)
        else:
            self.texts[place] = TextChange(place, kind, text)

    def set_rule(self, rule_id: RuleId, value: Any) -> None:
        """Give a rule another value; the same value as now forgets the change."""
        before = self._rules.get(rule_id)
        if before is not None and before.value == value:
            self.rules.pop(rule_id, None)
        else:
            self.rules[rule_id] = RuleChange(rule_id, value)

    def drop_rule(self, rule_id: RuleId) -> None:
        """The rule no longer holds; a new one is simply forgotten."""
        if rule_id in self._rules:
            self.rules[rule_id] = RuleChange(rule_id, None)
        else:
            self.rules.pop(rule_id, None)

    def restore_rule(self, rule_id: RuleId) -> None:
        """Forget what was changed in a rule."""
        self.rules.pop(rule_id, None)

    def rules_at(self, place: Citation) -> tuple[tuple[Rule, Any], ...]:
        """The rules at the place, each with its value after the amendment (None = dropped)."""
        found = [
            (rule, self.rules[rule.id].value if rule.id in self.rules else rule.value)
            for rule in self.page.rules_at(place)
        ]
        found += [
            (made, made.value)
            for change in self.rules.values()
            if change.id not in self._rules and change.value is not None
            for made in (self._new(change),)
            if place.covers(made.citation)
        ]
        return tuple(found)

    def says(self, rule_id: RuleId, value: Any) -> str:
        """The value in a sentence, with the names of the award it belongs to."""
        awards = self.page.edition.awards
        return law_words.says(value, next((a for a in awards if a.code == rule_id.award), None))

    def known(self, rule_id: RuleId) -> bool:
        """Whether a rule with this key is there, now or in the draft."""
        return rule_id in self._rules or rule_id in self.rules

    def changed_places(self) -> dict[Citation, ChangeKind | None]:
        """Every provision touched: how its text changes, or None when only a rule does."""
        found: dict[Citation, ChangeKind | None] = {}
        for rule_id, change in self.rules.items():
            before = self._rules.get(rule_id)
            made = before or (self._new(change) if change.value is not None else None)
            if made is not None:
                found[made.citation] = None
        found.update({place: change.kind for place, change in self.texts.items()})
        return found

    def amendment(self, header: Amendment) -> Amendment:
        """The whole amendment; texts in the order of the act."""
        texts = sorted(self.texts.values(), key=lambda one: one.citation.place)
        return replace(header, texts=tuple(texts), rules=tuple(self.rules.values()))

    def place_of(self, part: str, header: Amendment) -> Citation | None:
        """The provision that a problem's part („text 2“, „rule 1“) is about."""
        name, _space, number = part.partition(" ")
        whole = self.amendment(header)
        if name == "text":
            return whole.texts[int(number) - 1].citation
        if name == "rule":
            change = whole.rules[int(number) - 1]
            known = self._rules.get(change.id)
            return known.citation if known else self._new(change).citation
        return None

    def _new(self, change: RuleChange) -> Rule:
        value = change.value
        group = next((r.group for r in self._rules.values() if r.id.award == change.id.award), "")
        citation = getattr(value, "citation", None) or Citation("1")
        title = law_words.title_of(change.id.table)
        return Rule(change.id, value, citation, group, title, self.says(change.id, value))
