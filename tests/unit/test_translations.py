"""The English catalogue is complete and says what the program says today."""

from __future__ import annotations

import importlib.util
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES" / "ruse.po"


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as lines:
        return read_po(lines, locale="en")


@pytest.fixture(scope="module")
def program() -> Catalog:
    spec = importlib.util.spec_from_file_location("hatch_build_strings", ROOT / "hatch_build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.compile_forms(ROOT)
    return build.extracted(ROOT)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def fields(text: str) -> set[str]:
    """The named places of a text; a text that is no format at all has none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def test_catalogue_holds_what_the_program_says(english, program):
    said = {message.id for message in messages(program)}
    known = {message.id for message in messages(english)}
    assert not said - known, "run `make strings` and translate"
    assert not known - said, "run `make strings`"


def test_catalogue_has_no_empty_or_doubtful_text(english):
    empty = [m.id for m in messages(english) if not m.string or not all(forms(m.string))]
    assert not empty
    assert not [m.id for m in messages(english) if m.fuzzy]


def test_catalogue_keeps_the_named_places(english):
    wrong = []
    for message in messages(english):
        allowed = set().union(*(fields(form) for form in forms(message.id)))
        for form in forms(message.string):
            of_plural = not isinstance(message.id, str)
            kept = fields(form) <= allowed if of_plural else fields(form) == allowed
            if form and not kept:
                wrong.append(message.id)
    assert not wrong


def test_texts_have_named_places_and_no_straight_quotes(program):
    wrong = [
        form
        for message in messages(program)
        for form in forms(message.id)
        if "" in fields(form) or any(name.isdigit() for name in fields(form)) or '"' in form
    ]
    assert not wrong


def test_texts_do_not_mix_alphabets(program):
    from ruse_desktop.kernel.text import mixed_words

    wrong = {}
    for message in messages(program):
        for form in forms(message.id):
            plain = "".join(part for part, *_ in _parts(form))
            if mixed_words(plain):
                wrong[form] = mixed_words(plain)
    assert not wrong


def _parts(text: str) -> list[tuple[str, ...]]:
    try:
        return [(part,) for part, *_ in string.Formatter().parse(text)]
    except ValueError:
        return [(text,)]
