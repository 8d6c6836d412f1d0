"""Finding a stick by the label of its volume, behind one small interface.

Linux is read from /dev/disk/by-label and the table of mounts; Windows is asked through its own
calls and was not tried on a real machine.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Volume:
    """A mounted volume: its label and where it is."""

    label: str
    path: Path


class Volumes(Protocol):
    """What is plugged in now."""

    def mounted(self) -> tuple[Volume, ...]:
        """The mounted volumes that have a label, by label."""
        ...


def find(volumes: Volumes, label: str) -> Path | None:
    """Where the volume with this label is, letters' case aside; None when it is not there.

    Two volumes with one label are nobody's: None.
    """
    found = [
        one.path for one in volumes.mounted() if one.label.casefold() == label.strip().casefold()
    ]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class LinuxVolumes:
    """Labels as udev links them, mounts as the kernel lists them."""

    by_label: Path = Path("/dev/disk/by-label")
    mounts: Path = Path("/proc/self/mounts")

    def mounted(self) -> tuple[Volume, ...]:
        """The mounted volumes that have a label, by label."""
        try:
            lines = self.mounts.read_text("utf-8", "surrogateescape").splitlines()
            links = sorted(self.by_label.iterdir())
        except OSError:
            return ()
        places: dict[str, str] = {}
        for line in lines:
            device, place, *_rest = line.split(" ")
            places.setdefault(os.path.realpath(_plain(device, octal=True)), place)
        found = []
        for link in links:
            where = places.get(os.path.realpath(link))
            if where is not None:
                path = Path(_plain(where, octal=True))
                found.append(Volume(_plain(link.name, octal=False), path))
        return tuple(found)


def _plain(text: str, *, octal: bool) -> str:
    """Undo the escapes: octal ones of the table of mounts, hexadecimal ones of udev."""
    pattern, base = (r"\\([0-7]{3})", 8) if octal else (r"\\x([0-9a-fA-F]{2})", 16)
    raw = re.sub(
        pattern.encode(),
        lambda found: bytes([int(found[1], base) & 0xFF]),
        text.encode("utf-8", "surrogateescape"),
    )
    return raw.decode("utf-8", "replace")


class WindowsVolumes:
    """The drives with their labels; not tried on a real machine."""

    def mounted(self) -> tuple[Volume, ...]:
        """The drives that have a label, by letter."""
        if sys.platform != "win32":
            return ()
        import ctypes

        kernel = ctypes.windll.kernel32
        present = kernel.GetLogicalDrives()
        found = []
        for n in range(26):
            root = f"{chr(ord('A') + n)}:\\"
            name = ctypes.create_unicode_buffer(261)
            if present & 1 << n and kernel.GetVolumeInformationW(
                root, name, len(name), None, None, None, None, 0
            ):
                found.append(Volume(name.value, Path(root)))
        return tuple(one for one in found if one.label)


def of_this_machine() -> Volumes:
    """The volumes of the computer the program runs on."""
    return WindowsVolumes() if sys.platform == "win32" else LinuxVolumes()
