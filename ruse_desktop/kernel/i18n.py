"""Translated texts: Bulgarian is the source, catalogues lie in resources/locale."""

from __future__ import annotations

import gettext as _gettext

from ruse_desktop.kernel import paths

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(code: str) -> None:
    """Use the catalogue of `code`; „bg“ is the source language and needs none.

    Raises FileNotFoundError when the catalogue is not installed.
    """
    global _current  # noqa: PLW0603 - one language for the whole process, chosen at start
    if code == "bg":
        _current = _gettext.NullTranslations()
    else:
        _current = _gettext.translation("ruse", str(paths.resource("locale")), languages=[code])


class _Sentence(str):
    """A text with fields; where a field ends in „г.“ and the sentence too, one full stop is written."""

    __slots__ = ()

    def format(self, *args: object, **fields: object) -> str:
        """The text with its fields filled in."""
        return super().format(*args, **fields).replace("г..", "г.")


def sentence(text: str) -> str:
    """The text, ready to be formatted; one without fields is as it is, for libraries that look closely."""
    return _Sentence(text) if "{" in text else text


def _(text: str, context: str | None = None) -> str:
    """The text in the chosen language; `context` is what generated forms pass and is not used."""
    del context
    return sentence(_current.gettext(text))


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the text that fits the count `n`."""
    return sentence(_current.ngettext(one, many, n))


def mark(text: str) -> str:
    """Mark a text in a table for the catalogue; it is translated where it is shown."""
    return text
