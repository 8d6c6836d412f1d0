"""Names of files, of others and our own: safe on every disk, nothing unseen, of bounded length."""

from __future__ import annotations

import re

from pathvalidate import sanitize_filename

from ruse_desktop.kernel.text import visible

MOST = 80
_ENDS = " ."
_GAPS = re.compile(r"\s+(?:\.(?=\w+$))?")


def shown_name(name: str, suffix: str = "", most: int = MOST) -> str:
    """The name of a file as it is shown and proposed, at most `most` letters; „“ for nothing left.

    Without separators of folders, device names (CON), signs a disk refuses and those nobody sees.
    The length is taken from its stem, so that it still ends with `suffix`.
    """
    shown = str(sanitize_filename(_short(visible(name), suffix, most), " "))
    plain = _GAPS.sub(lambda gap: "." if "." in gap[0] else " ", shown).strip(_ENDS)
    return str(sanitize_filename(plain))  # what is left may be a device's name


def _short(name: str, suffix: str, most: int) -> str:
    """The name with its stem cut so that the whole has at most `most` letters."""
    if len(name) <= most:
        return name
    end = suffix if suffix and name.casefold().endswith(suffix.casefold()) else ""
    return name[: most - len(end)].strip(_ENDS) + end
