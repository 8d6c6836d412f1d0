"""The office's own wording of papers: read, changed, returned to the original (R-X-0.15)."""

from __future__ import annotations

import json
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
from ruse_desktop.kernel.text import search_key
from ruse_desktop.storage.wording import WordingRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.storage.store import Store

KINDS = ("wording", "papers")
CHANGED, THIS_PAPER = "changed", "paper"
_FILE = "wording.json"


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
        self._paper: frozenset[str] = frozenset()
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
        del order
        own = self._own()
        found = [one.id for one in packaged() if self._fits(one, own, wanted)]
        return array("q", reversed(found) if descending else found)

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

    def only(self, said: Iterable[str]) -> int:
        """Let the filter „this paper“ mean these originals from now on; how many are known."""
        self._paper = frozenset(said)
        return sum(one.original in self._paper for one in packaged())

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
        if group == THIS_PAPER and one.original not in self._paper:
            return False
        if group not in {"", THIS_PAPER, one.group}:
            return False
        said = own.get(one.original, "")
        if state == CHANGED and not said:
            return False
        seen = search_key(f"{one.name} {values.shown(said)}")
        return all(search_key(word) in seen for word in wanted.text.split())


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
