"""Files at rest under the data key: AES-256-GCM, bound to the SHA-256 of their plain content."""

from __future__ import annotations

import hashlib
import hmac
import secrets

HEAD = b"ruse.file.v1\0"
_NONCE = 12


class Damaged(Exception):
    """The sealed bytes were changed, or another key sealed them."""


def is_sealed(content: bytes) -> bool:
    """Whether the bytes, or their beginning, are those of a sealed file."""
    return content.startswith(HEAD)


def seal_file(content: bytes, key: bytes, digest: str) -> bytes:
    """`content`, which has the SHA-256 `digest`, sealed: head, nonce (12), ciphertext with tag."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return HEAD + nonce + AESGCM(_derived(key)).encrypt(nonce, content, digest.encode())


def open_file(sealed: bytes, key: bytes, digest: str) -> bytes:
    """What was sealed. Raises Damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    rest = sealed[len(HEAD) :]
    try:
        return AESGCM(_derived(key)).decrypt(rest[:_NONCE], rest[_NONCE:], digest.encode())
    except (InvalidTag, ValueError):
        raise Damaged from None


def _derived(key: bytes) -> bytes:
    """The files' own key, so that the database's never serves two ciphers."""
    return hmac.new(key, b"bg.files.v1\0", hashlib.sha256).digest()
