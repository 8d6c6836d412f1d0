"""Unlocking the locked window by the operating system; tried on no machine yet, so off by default."""

from __future__ import annotations

import sys
from typing import Protocol


class SystemUnlock(Protocol):
    """Asks the system whether its own user sits at the keyboard."""

    def ask(self, reason: str) -> bool:
        """Let the system ask for its password, PIN or finger; whether it was satisfied."""
        ...


class WindowsUnlock:
    """The credential dialog of Windows, checked by LogonUser. Untried (README, „Не е изпробвано“)."""

    def ask(self, reason: str) -> bool:
        """Show the dialog of Windows with `reason` above its fields."""
        if sys.platform != "win32":
            return False
        import ctypes
        from ctypes import wintypes

        class CredentialInfo(ctypes.Structure):
            _fields_ = (
                ("cbSize", wintypes.DWORD),
                ("hwndParent", wintypes.HWND),
                ("pszMessageText", wintypes.LPCWSTR),
                ("pszCaptionText", wintypes.LPCWSTR),
                ("hbmBanner", wintypes.HBITMAP),
            )

        credui, advapi = ctypes.windll.credui, ctypes.windll.advapi32
        info = CredentialInfo(ctypes.sizeof(CredentialInfo), None, reason, reason, None)
        package, save = wintypes.ULONG(0), wintypes.BOOL(False)  # noqa: FBT003 - Windows
        box, size = ctypes.c_void_p(), wintypes.ULONG(0)
        answer = credui.CredUIPromptForWindowsCredentialsW(
            ctypes.byref(info), 0, ctypes.byref(package), None, 0, ctypes.byref(box),
            ctypes.byref(size), ctypes.byref(save), 0x200,
        )  # fmt: skip
        if answer:
            return False
        texts = [ctypes.create_unicode_buffer(513) for _n in range(3)]
        lengths = [wintypes.DWORD(513) for _n in range(3)]
        parts = [part for n in range(3) for part in (texts[n], ctypes.byref(lengths[n]))]
        unpacked = credui.CredUnPackAuthenticationBufferW(1, box, size, *parts)
        ctypes.windll.ole32.CoTaskMemFree(box)
        if not unpacked:
            return False
        token = wintypes.HANDLE()
        signed = advapi.LogonUserW(texts[0], texts[1] or None, texts[2], 7, 0, ctypes.byref(token))
        ctypes.memset(texts[2], 0, ctypes.sizeof(texts[2]))
        if signed:
            ctypes.windll.kernel32.CloseHandle(token)
        return bool(signed)


def for_this_system() -> SystemUnlock | None:
    """What this system offers; None where there is nothing."""
    return WindowsUnlock() if sys.platform == "win32" else None
