"""Packages of others (.xlsx, .ods, .docx, .odt, .zip): looked over before anything unpacks them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from ruse_desktop.exchange.cells import Limits
from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = frozenset({".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".zip"})
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, ValueError,
    LookupError, OverflowError, OSError,
)  # fmt: skip
"""What reading a broken package raises."""
_CHUNK = 1024 * 1024
_SMALL = 10_000  # a package of a few texts may shrink more than any ratio
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)


def check_entries(name: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raises UserError for a locked package, a bomb, one name twice, a name that leaves the folder."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise password(name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    names = {entry.filename.casefold() for entry in entries}
    if (
        len(names) != len(entries)
        or any(_leaves(entry.filename) for entry in entries)
        or len(entries) > limits.zip_entries
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.zip_ratio * max(packed, _SMALL)
    ):
        raise bomb(name)


def chunks(package: zipfile.ZipFile, entry: str, budget: int, name: str) -> Iterator[bytes]:
    """The pieces of an entry, whatever size it says it has. Raises UserError beyond `budget`."""
    read = 0
    with package.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            read += len(piece)
            if read > budget:
                raise bomb(name)
            yield piece


def check_texts(name: str, package: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack the parts that are read whole, bounded: a size in the head of an entry may be a lie.

    Raises UserError for too much, BadZipFile for what is not what it says.
    """
    left = limits.unpacked_bytes
    for entry in package.namelist():
        if entry.endswith((".xml", ".rels")) and not entry.startswith("xl/worksheets/"):
            left -= sum(len(piece) for piece in chunks(package, entry, left, name))


def check_kept(source: Path, suffix: str, start: bytes) -> None:
    """Look over a file that is only kept: no program under another name, no package that is a trap.

    `start` are its first bytes. Raises UserError.
    """
    if start.startswith(_PROGRAMS):
        raise UserError(
            _("„{name}“ е програма, а не документ.").format(name=source.name),
            _("Не я отваряйте. Поискайте документа от подателя отново."),
            code="program",
        )
    if suffix not in PACKAGES or not start.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(source) as package:
            check_entries(source.name, package.infolist(), Limits())
    except BROKEN as problem:
        raise damaged(source.name) from problem
    except NotImplementedError as problem:
        raise password(source.name) from problem


def _leaves(name: str) -> bool:
    """Whether unpacking by this name would write outside the folder."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def password(name: str) -> UserError:
    """The refusal of a locked file."""
    return UserError(
        _("Файлът „{name}“ е заключен с парола.").format(name=name),
        _("Отворете го, махнете паролата, запишете го и опитайте пак."),
        code="password",
    )


def damaged(name: str) -> UserError:
    """The refusal of a broken file."""
    return UserError(
        _("Файлът „{name}“ е повреден или непълен и не се чете.").format(name=name),
        _("Отворете го с програмата, в която е направен, запишете го наново и опитайте пак."),
        code="damaged-file",
    )


def bomb(name: str) -> UserError:
    """The refusal of a package that unpacks to too much or names its parts to deceive."""
    return UserError(
        _("Файлът „{name}“ се разгъва до необичайно голям обем и не се отваря.").format(name=name),
        _("Ако е Ваш, копирайте само нужното в нов файл и опитайте пак."),
        code="zip-bomb",
    )
