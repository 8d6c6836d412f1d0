"""The sentences of papers, which the office may say in its own words; a catalogue over the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from ruse_desktop.kernel.i18n import _, sentence

_own: dict[str, str] = {}
_heard: ContextVar[dict[str, None] | None] = ContextVar("heard", default=None)


def say(text: str) -> str:
    """A sentence of a paper: the office's own wording of it, else the text in the chosen language.

    `text` is the original with named fields, to be formatted after; the extraction of texts knows
    this name, so only literals may be passed.
    """
    heard = _heard.get()
    if heard is not None:
        heard[text] = None
    own = _own.get(text)
    return sentence(own) if own else _(text)


def use(own: Mapping[str, str]) -> None:
    """Say these originals otherwise from now on; the whole process has one wording.

    Each must name no field that its original has not (`domain/wording.py` checks).
    """
    _own.clear()
    _own.update(own)


@contextmanager
def listening() -> Iterator[dict[str, None]]:
    """Collects the originals said inside, in their order: the sentences of one paper."""
    heard: dict[str, None] = {}
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def say_second(key: str) -> str:
    """A text the program has none of, as the office wrote it; „“ = it wrote none."""
    return _own.get(key, "")
