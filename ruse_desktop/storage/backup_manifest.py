"""The `manifest.json` of a copy as text; of an encrypted copy its facts are sealed with the file's key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from ruse_desktop.domain.restoring import FORMAT, BookHead, FileState, Manifest, Part

_TAG = b"ruse.manifest.v1"
_NONCE = 12


class WrongKey(Exception):
    """The sealed facts do not open with this key."""


def text_of(manifest: Manifest, key: bytes | None) -> bytes:
    """What stands in the file."""
    assert manifest.state is not None
    facts: dict[str, Any] = {"by": manifest.by, "state": _state_text(manifest.state)}
    body: dict[str, Any] = {
        "format": manifest.format,
        "version": manifest.version,
        "uuid": manifest.uuid,
        "at": manifest.at.isoformat(timespec="seconds"),
        "label": manifest.label,
        "encrypted": manifest.encrypted,
        "parts": [asdict(one) for one in manifest.parts],
    }
    if key is None:
        body |= facts
    else:
        body["sealed"] = _seal(json.dumps(facts, ensure_ascii=False).encode(), manifest.uuid, key)
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def parse(content: bytes) -> Manifest:
    """Read the file's text. Raises ValueError, KeyError or TypeError when it is not one."""
    read = json.loads(content)
    if read["format"] != FORMAT:
        raise ValueError("format")
    at = datetime.fromisoformat(read["at"])
    if at.tzinfo is None:
        raise ValueError("at")
    found = Manifest(
        version=str(read["version"]),
        uuid=str(read["uuid"]),
        at=at,
        label=str(read["label"]),
        encrypted=bool(read["encrypted"]),
        parts=tuple(
            Part(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in read["parts"]
        ),
        sealed=str(read.get("sealed", "")),
    )
    return found if found.encrypted else _with_facts(found, read)


def unsealed(manifest: Manifest, key: bytes) -> Manifest:
    """The manifest with its sealed facts. Raises WrongKey."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        box = base64.b64decode(manifest.sealed, validate=True)
        content = AESGCM(_subkey(key)).decrypt(
            box[:_NONCE], box[_NONCE:], _TAG + manifest.uuid.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error
    return _with_facts(manifest, json.loads(content))


def _with_facts(manifest: Manifest, facts: dict[str, Any]) -> Manifest:
    return replace(manifest, by=str(facts["by"]), state=_state_of(facts["state"]))


def _state_text(state: FileState) -> dict[str, Any]:
    return {
        "uuid": state.uuid,
        "schema": state.schema,
        "rows": dict(state.rows),
        "audit_lines": state.audit_lines,
        "audit_head": state.audit_head,
        "last_change": state.last_change.isoformat() if state.last_change else None,
        "books": [asdict(one) for one in state.books],
        "faults": list(state.faults),
    }


def _state_of(read: dict[str, Any]) -> FileState:
    last = read["last_change"]
    return FileState(
        uuid=str(read["uuid"]),
        schema=int(read["schema"]),
        rows={str(name): int(n) for name, n in read["rows"].items()},
        audit_lines=int(read["audit_lines"]),
        audit_head=str(read["audit_head"]),
        last_change=datetime.fromisoformat(last) if last else None,
        books=tuple(BookHead(**one) for one in read["books"]),
        faults=tuple(str(one) for one in read["faults"]),
    )


def _seal(content: bytes, uuid: str, key: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    box = AESGCM(_subkey(key)).encrypt(nonce, content, _TAG + uuid.encode())
    return base64.b64encode(nonce + box).decode()


def _subkey(key: bytes) -> bytes:
    return hmac.new(key, _TAG, hashlib.sha256).digest()
