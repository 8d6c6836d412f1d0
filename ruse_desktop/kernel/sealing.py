"""Sealing bytes under one or several passwords: Argon2id for the key, AES-256-GCM for the content."""

from __future__ import annotations

import hashlib
import secrets

_HEAD = b"ruse.seal.v1\0"
_SALT, _NONCE = 16, 12
_MEMORY_KIB, _TIMES, _LANES, _KEY = 64 * 1024, 3, 4, 32


class WrongPassword(Exception):
    """The password is not the one, or the sealed bytes were changed: the two cannot be told apart."""


def seal(content: bytes, *passwords: str) -> bytes:
    """`content` so that only all the passwords together, in this order, open it.

    Layout: head, salt (16), nonce (12), ciphertext with its tag (16). Needs about 64 MiB and a fifth
    of a second.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return _HEAD + salt + nonce + AESGCM(_key(salt, passwords)).encrypt(nonce, content, _HEAD)


def unseal(sealed: bytes, *passwords: str) -> bytes:
    """What was sealed. Raises WrongPassword."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    rest = sealed.removeprefix(_HEAD)
    salt, nonce, box = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    if len(rest) == len(sealed) or not box:
        raise WrongPassword
    try:
        return AESGCM(_key(salt, passwords)).decrypt(nonce, box, _HEAD)
    except InvalidTag:
        raise WrongPassword from None


def _key(salt: bytes, passwords: tuple[str, ...]) -> bytes:
    """One key of all passwords; each goes in as its hash, so that none can lend to another."""
    from argon2.low_level import Type, hash_secret_raw

    secret = b"".join(
        hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest() for one in passwords
    )
    return hash_secret_raw(
        secret, salt, time_cost=_TIMES, memory_cost=_MEMORY_KIB, parallelism=_LANES,
        hash_len=_KEY, type=Type.ID,
    )  # fmt: skip
