"""The signed code of a diploma: it holds for its key, and for nothing that was changed."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruse_desktop.documents import qr
from ruse_desktop.domain.book_chain import diploma_code
from ruse_desktop.domain.diploma_code import (
    PublicKey,
    SignedCode,
    holds,
    key_id,
    new_private,
    public_of,
    read,
    sign,
)

PRIVATE = bytes(range(32))
PUBLIC = public_of(PRIVATE)
CODE = diploma_code("NR", 214, 2026, "9f3a77c1b204be55" * 4)
QR_ALPHABET = set(string.digits + string.ascii_uppercase + " $%*+-./:")


def test_signature_holds_and_is_the_same_each_time():
    signed = sign(CODE, PRIVATE)
    assert holds(signed, PUBLIC)
    assert str(sign(CODE, PRIVATE)) == str(signed)
    assert read(str(signed)) == signed
    assert str(signed).startswith("2:NR:214:2026:9F3A77C1B204BE55")
    assert set(str(signed)) <= QR_ALPHABET


def test_another_key_did_not_sign_it():
    assert not holds(sign(CODE, PRIVATE), public_of(new_private()))


@given(st.integers(0, 158), st.sampled_from(string.digits + "ABCDEF"))
def test_any_changed_character_is_found(at: int, other: str):
    text = str(sign(CODE, PRIVATE))
    changed = text[:at] + other + text[at + 1 :]
    if changed == text:
        return
    try:
        got = read(changed)
    except ValueError:
        return
    assert not isinstance(got, SignedCode) or got.key != key_id(PUBLIC) or not holds(got, PUBLIC)


def test_spaces_lines_and_small_letters_are_forgiven():
    text = str(sign(CODE, PRIVATE))
    typed = "\n".join(text[n : n + 30].lower() for n in range(0, len(text), 30))
    assert read(f" {typed} ") == sign(CODE, PRIVATE)


def test_a_code_without_signature_is_read_as_such():
    assert read(str(CODE)) == CODE


@pytest.mark.parametrize(
    "text", ["", "2:NR:214", "https://example.bg", "3" * 401, "1:NR:x:2026:AB"]
)
def test_anything_else_is_no_code(text: str):
    with pytest.raises(ValueError, match=r".*"):
        read(text)


def test_sign_is_small_enough_for_modules_of_half_a_millimetre():
    side, _dark = qr.runs(str(sign(CODE, PRIVATE)))
    assert side <= 49  # version 8: 24.5 mm


def test_fingerprint_is_printed_in_groups():
    key = PublicKey(key_id(PUBLIC), PUBLIC, date(2026, 5, 20))
    groups = key.fingerprint.split()
    assert len(groups) == 16
    assert "".join(groups[:2]) == key.id
