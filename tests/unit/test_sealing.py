"""Bytes sealed under passwords open with all of them in their order, and with nothing else."""

from __future__ import annotations

import pytest

from ruse_desktop.kernel.sealing import WrongPassword, seal, unseal

SECRET = b"32 bytes that nobody must read.."


def test_opens_with_both_passwords_in_their_order():
    sealed = seal(SECRET, "1234", "5678")
    assert SECRET not in sealed
    assert unseal(sealed, "1234", "5678") == SECRET
    for wrong in (("5678", "1234"), ("1234",), ("12345", "678"), ("", ""), ()):
        with pytest.raises(WrongPassword):
            unseal(sealed, *wrong)


def test_the_same_content_is_never_sealed_alike():
    assert seal(SECRET, "парола") != seal(SECRET, "парола")


@pytest.mark.parametrize("at", [0, 13, 20, 30, 45, -1])
def test_one_changed_byte_is_refused(at: int):
    sealed = bytearray(seal(SECRET, "парола"))
    sealed[at] ^= 1
    with pytest.raises(WrongPassword):
        unseal(bytes(sealed), "парола")


@pytest.mark.parametrize("cut", [b"", b"ruse.seal.v1\0", b"something else altogether"])
def test_what_is_not_sealed_is_refused(cut: bytes):
    with pytest.raises(WrongPassword):
        unseal(cut, "парола")
