"""What is wrong in the files of the law: all of it at once, for the person who edits them."""

from __future__ import annotations

from dataclasses import dataclass

from ruse_desktop.kernel.errors import UserError
from ruse_desktop.kernel.i18n import _, ngettext


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: the file, the place in it („slot[2].places“), what stands there, what should."""

    file: str
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line for a list."""
        return _("{file}, {key}: {found} – очаква се {expected}").format(
            file=self.file, key=self.key or "–", found=self.found, expected=self.expected
        )


class LawFaults(UserError):
    """The files of the law cannot be used; `faults` are all that were found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            ngettext(
                "Във файловете на наредбата има {n} грешка.",
                "Във файловете на наредбата има {n} грешки.",
                len(faults),
            ).format(n=len(faults)),
            _("Поправете ги или върнете предишните файлове:") + "\n" + "\n".join(map(str, faults)),
            code="law-faults",
        )
        self.faults = faults
