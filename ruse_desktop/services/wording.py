"""The office's own wording of papers: read, changed, returned to the original (R-X-0.15)."""

from __future__ import annotations

import json
import re
from array import array
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from ruse_desktop.domain import wording as values
from ruse_desktop.domain.registers import RegisterFilter, RegisterRow, RegisterSheet
from ruse_desktop.domain.wording import GROUPS, Sentence, SentenceView, WordingVersion
from ruse_desktop.kernel import paths, wording
from ruse_desktop.kernel.errors import NotFound, Refused, UserError
from ruse_desktop.kernel.formats import date_plain
from ruse_desktop.kernel.i18n import _, ngettext
from ruse_desktop.kernel.text import LINE, clean, search_key
from ruse_desktop.storage.wording import WordingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.papers import PaperSet
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

KINDS = ("wording", "papers")
CHANGED = "changed"
Before = tuple[tuple[int, str], ...]
"""Sentences with what was kept for them before a change."""
_FILE = "wording.json"
_FIELD = re.compile(r"(\{[^{}]*\})")


@cache
def packaged() -> tuple[Sentence, ...]:
    """The sentences of this edition of the program, as the build listed them."""
    listed = json.loads(paths.resource(_FILE).read_text(encoding="utf-8"))
    return values.sentences(listed)


class WordingService:
    """A register of sentences; what is changed is said from the next paper on."""

    def __init__(self, store: Store, law: LawBook) -> None:
        self._store = store
        self._law = law
        self.apply()

    def apply(self) -> None:
        """Let papers say what the office wrote; what names a field it may not is left out."""
        own = self._own()
        wording.use(
            {
                one.original: own[one.original]
                for one in packaged()
                if own.get(one.original) and values.safe(one, own[one.original])
            }
        )

    @staticmethod
    def release() -> None:
        """Say the program's own texts again: the data folder is being closed."""
        wording.use({})

    # the register, see domain/registers.py

    def keys(
        self, wanted: RegisterFilter, order: str = "", *, descending: bool = False
    ) -> array[int]:
        """The sentences asked for, in the order of the papers."""
        del order, descending  # there is one order: that of the papers
        own = self._own()
        return array("q", [one.id for one in packaged() if self._fits(one, own, wanted)])

    def rows(self, keys: Sequence[int]) -> tuple[RegisterRow, ...]:
        """The papers it stands in, the text as it is said now, whether it is the office's."""
        own, all_of = self._own(), packaged()
        return tuple(
            RegisterRow(key, _cells(all_of[key - 1], own), _tone(all_of[key - 1], own))
            for key in keys
            if 0 < key <= len(all_of)
        )

    def sheet(self, wanted: RegisterFilter) -> RegisterSheet:
        """The sentences with the original beside what the office says."""
        own = self._own()
        found = [one for one in packaged() if self._fits(one, own, wanted)]
        return RegisterSheet(
            _("Текстове на документите"),
            (_("Документи"), _("Първоначален текст"), _("Текст на службата")),
            (0.2, 0.42, 0.38),
            tuple(
                (_(GROUPS[one.group][0]), one.name, values.shown(own.get(one.original, "")))
                for one in found
            ),
            self._store.clock.today(),
            asked=wanted.text,
            count=ngettext("Общо {n} текст.", "Общо {n} текста.", len(found)).format(n=len(found)),
            file_name="tekstove",
            municipality=self._law.municipality,
            signatures=(_("Изготвил"),),
        )

    @staticmethod
    def heard(compose: Callable[[], PaperSet]) -> tuple[Sentence, ...]:
        """The sentences that stand on a paper, in the order they are said.

        Composing also asks for what does not come onto this paper; that is left out.
        """
        from ruse_desktop.documents.papers import render

        with wording.listening() as composing:
            made = compose()
        with wording.listening() as drawing:
            render(made)
        content = repr(made)
        on_it = [text for text in composing if _longest(text) in content]
        known = {one.original: one for one in packaged()}
        return tuple(known[text] for text in dict.fromkeys([*on_it, *drawing]) if text in known)

    # one sentence

    def detail(self, sentence_id: int) -> SentenceView:
        """A sentence with its history. Raises NotFound."""
        sentence = self._sentence(sentence_id)
        with self._store.read() as session:
            found = session.scalars(
                select(WordingRow)
                .where(WordingRow.original == sentence.original)
                .order_by(WordingRow.id.desc())
            ).all()
        history = tuple(WordingVersion(values.shown(row.text), row.by, row.at) for row in found)
        own = history[0].text.strip() if history else ""
        return SentenceView(sentence, own, history)

    def save(self, sentence_id: int, typed: str, *, actor: Actor) -> str:
        """Say a sentence so from now on; returns what was said before („“ = the original).

        Raises NotFound, UserError when a field is not of this sentence, Refused when nothing changes.
        """
        sentence = self._sentence(sentence_id)
        verdict = values.judged(sentence, typed)
        if verdict.faults:
            raise UserError(" ".join(verdict.faults), _("Поправете текста; написаното е тук."))
        same = verdict.kept == ("" if sentence.second else sentence.original)
        return self._write(sentence, "" if same else verdict.kept, actor)

    def restore(self, sentence_id: int, *, actor: Actor) -> str:
        """Return to the program's own text; returns what was said before."""
        return self._write(self._sentence(sentence_id), "", actor)

    def replaceable(self, word: str) -> tuple[Sentence, ...]:
        """The sentences that say a word or phrase now; letters as they are typed."""
        wanted, own = word.strip(), self._own()
        return tuple(one for one in packaged() if wanted and wanted in _bare(_said(one, own)))

    def replace(self, word: str, other: str, *, actor: Actor) -> Before:
        """Say `other` for a word or phrase in every sentence, in one step; what `put_back` takes.

        Names of fields stay. Raises Refused when no sentence has it, UserError for braces or no word.
        """
        wanted, put = word.strip(), clean(other, LINE)
        if not wanted or not put or {"{", "}"} & set(wanted + put):
            raise UserError(
                _("Напишете дума и с какво да се замени, без скоби { }."), _("Полетата остават.")
            )
        found = self.replaceable(wanted)
        if not found:
            raise Refused(
                _("Никой документ не казва „{word}“.").format(word=wanted),
                _("Проверете главните и малките букви."),
            )
        own = self._own()
        said = [(one, _replaced(_said(one, own), wanted, put)) for one in found]
        self._write_all(
            [(one, "" if kept == one.original else kept) for one, kept in said],
            f"„{wanted}“ → „{put}“", actor,
        )  # fmt: skip
        return tuple((one.id, own.get(one.original, "")) for one in found)

    def put_back(self, before: Before, *, actor: Actor) -> int:
        """Say again what was said before a `replace`; how many sentences."""
        texts = [(self._sentence(key), kept) for key, kept in before]
        self._write_all(texts, _("отменена замяна"), actor)
        return len(texts)

    def _write_all(self, texts: Sequence[tuple[Sentence, str]], said: str, actor: Actor) -> None:
        with self._store.write(actor, "wording.replace", KINDS) as tx:
            for one, kept in texts:
                tx.session.add(
                    WordingRow(original=one.original, text=kept, by=actor.name, at=tx.now)
                )
            tx.subject("wording", texts[0][0].id, said)
        self.apply()

    def _write(self, sentence: Sentence, kept: str, actor: Actor) -> str:
        with self._store.write(actor, "wording.change", KINDS) as tx:
            last = tx.session.scalar(
                select(WordingRow.text)
                .where(WordingRow.original == sentence.original)
                .order_by(WordingRow.id.desc())
                .limit(1)
            )
            before = last or ""
            if before == kept:
                raise Refused(_("Текстът не е променен."), _("Няма какво да се запише."))
            tx.session.add(
                WordingRow(original=sentence.original, text=kept, by=actor.name, at=tx.now)
            )
            tx.subject("wording", sentence.id, sentence.name[:80])
        self.apply()
        return values.shown(before).strip()

    def _sentence(self, sentence_id: int) -> Sentence:
        if not 0 < sentence_id <= len(packaged()):
            raise NotFound(_("Няма такъв текст."), _("Опреснете списъка."))
        return packaged()[sentence_id - 1]

    def _own(self) -> dict[str, str]:
        with self._store.read() as session:
            rows = session.execute(
                select(WordingRow.original, WordingRow.text).order_by(WordingRow.id)
            )
            return {row.original: row.text for row in rows}

    def _fits(self, one: Sentence, own: dict[str, str], wanted: RegisterFilter) -> bool:
        group, state = wanted.choice("group"), wanted.choice("state")
        if group not in {"", one.group}:
            return False
        said = own.get(one.original, "")
        if state == CHANGED and not said:
            return False
        seen = search_key(f"{one.name} {values.shown(said)}")
        return all(search_key(word) in seen for word in wanted.text.split())


def _said(one: Sentence, own: dict[str, str]) -> str:
    """What papers say now, with the codes of fields."""
    return own.get(one.original) or ("" if one.second else one.original)


def _bare(text: str) -> str:
    return _FIELD.sub("\n", text)


def _replaced(text: str, word: str, put: str) -> str:
    parts = _FIELD.split(text)
    return "".join(part if n % 2 else part.replace(word, put) for n, part in enumerate(parts))


def _longest(original: str) -> str:
    """The longest piece of what is said between fields."""
    parts = _FIELD.split(wording.say(original))[::2]
    return max((part.strip() for part in parts), key=len)


def _cells(one: Sentence, own: dict[str, str]) -> tuple[str, ...]:
    said = own.get(one.original, "")
    if said and not values.safe(one, said):
        state = _("не се ползва")
    elif said:
        state = _("на службата")
    else:
        state = _("няма") if one.second else _("първоначален")
    text = (
        f"{one.name}: {values.shown(said)}"
        if one.second and said
        else values.shown(said) or one.name
    )
    return (_(GROUPS[one.group][0]), " ".join(text.split()), state)


def _tone(one: Sentence, own: dict[str, str]) -> str:
    said = own.get(one.original, "")
    if not said:
        return "neutral"
    return "info" if values.safe(one, said) else "not-met"


def version_line(version: WordingVersion) -> str:
    """„06.05.2026 г., 14:20 – Мария Колева: текст“."""
    text = version.text or _("върнат първоначалният")
    return f"{date_plain(version.at.date())}, {version.at:%H:%M} – {version.by}: {text}"
