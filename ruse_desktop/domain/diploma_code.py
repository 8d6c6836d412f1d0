"""The code on a diploma, signed: identity of the entry, key, Ed25519 signature (docs/books-format.md).

Versions are never reused: `1:` is identity alone (`book_chain.DiplomaCode`), `2:` adds the key's id
and the signature over the tag and everything before the signature.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date

from ruse_desktop.domain.book_chain import DiplomaCode, read_code

TAG = b"bg.diploma.v1\0"
KEY_DIGITS = 8
LONGEST_TEXT = 400
_SIGNED = re.compile(r"2:([A-Z0-9:]+):([0-9A-F]{8}):([A-Z2-7]{103})")
_GROUP = 4


@dataclass(frozen=True)
class SignedCode:
    """A code of version 2 as it was read; whether the signature holds is asked with `holds`."""

    code: DiplomaCode
    key: str
    signature: bytes

    def __str__(self) -> str:
        """The printed text, in the alphabet of a QR sign's dense mode."""
        return f"{_signed_part(self.code, self.key)}:{_base32(self.signature)}"


@dataclass(frozen=True)
class PublicKey:
    """A key of the municipality: `raw` are its 32 bytes; „to“ the day it was replaced, None = in use."""

    id: str
    raw: bytes
    since: date
    until: date | None = None
    why: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key, upper-case hex in groups of four, as it is printed and published."""
        digits = hashlib.sha256(self.raw).hexdigest().upper()
        return " ".join(digits[n : n + _GROUP] for n in range(0, len(digits), _GROUP))


def key_id(raw: bytes) -> str:
    """How codes name a public key: the first digits of its fingerprint."""
    return hashlib.sha256(raw).hexdigest()[:KEY_DIGITS].upper()


def message(code: DiplomaCode, key: str) -> bytes:
    """What is signed."""
    return TAG + _signed_part(code, key).encode("ascii")


def holds(signed: SignedCode, raw: bytes) -> bool:
    """Whether the public key `raw` made the signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(
            signed.signature, message(signed.code, signed.key)
        )
    except InvalidSignature:
        return False
    return True


def sign(code: DiplomaCode, private: bytes) -> SignedCode:
    """The signed code of an entry; `private` are the key's 32 bytes. The same each time."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pair = Ed25519PrivateKey.from_private_bytes(private)
    key = key_id(pair.public_key().public_bytes_raw())
    return SignedCode(code, key, pair.sign(message(code, key)))


def new_private() -> bytes:
    """The 32 bytes of a new private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The 32 bytes of the public key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def read(text: str) -> DiplomaCode | SignedCode:
    """What a scanner read or a person typed; spaces and small letters are forgiven.

    Raises ValueError when it is no code of a diploma.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError("too long")
    clean = "".join(text.split()).upper()
    match = _SIGNED.fullmatch(clean)
    if match is None:
        return read_code(clean)
    signature = base64.b32decode(match[3] + "=")
    if _base32(signature) != match[3]:
        raise ValueError("loose bits")
    return SignedCode(read_code(f"1:{match[1]}"), match[2], signature)


def _signed_part(code: DiplomaCode, key: str) -> str:
    return f"2:{str(code).partition(':')[2]}:{key}"


def _base32(content: bytes) -> str:
    return base64.b32encode(content).decode("ascii").rstrip("=")
