"""What the operating system refused, in Bulgarian."""

from __future__ import annotations

import errno

from ruse_desktop.kernel.i18n import _, mark

_WORDS = {
    errno.ENOSPC: mark("на диска няма място"),
    errno.EACCES: mark("няма право на достъп"),
    errno.EPERM: mark("няма право на достъп"),
    errno.EROFS: mark("носителят е само за четене"),
    errno.ENOENT: mark("папката или файлът липсва"),
    errno.EEXIST: mark("вече има файл с това име"),
    errno.ENOTDIR: mark("на мястото на папката има файл"),
    errno.EIO: mark("носителят дава грешка при четене или запис"),
    errno.ENODEV: mark("носителят е изваден"),
}


class NoRoom(OSError):
    """There is less room than is needed; the text says how much."""

    def __init__(self, text: str) -> None:
        super().__init__(errno.ENOSPC, text)


def why(error: OSError) -> str:
    """The cause in a few words; the system's own text for a rare one."""
    if error.errno in _WORDS and not isinstance(error, NoRoom):
        return _(_WORDS[error.errno])
    return error.strerror or str(error)
