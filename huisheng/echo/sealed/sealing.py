"""Words under lock: AES-256-GCM, each bound to its row and field, so that none can be moved to another (R13.5).

Keys come as `2026b:BASE64,2026a:BASE64`: the first seals, every one opens. Plain values in and out, no Django.
"""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY = 32


class Unreadable(Exception):
    """The key is not there, or the words were changed or moved."""


@dataclass(frozen=True)
class Keyring:
    """Keys by their names; `first` seals."""

    keys: dict[str, bytes]

    @property
    def first(self) -> str:
        return next(iter(self.keys))


def keyring(text: str) -> Keyring:
    """The keys as they stand in the environment. ValueError, without a word of the key, when there is none or a bad one."""
    keys: dict[str, bytes] = {}
    for one in filter(None, (part.strip() for part in text.split(","))):
        name, _sep, told = one.partition(":")
        key = base64.b64decode(told, validate=True)
        if not name or len(name) > 16 or len(key) != KEY or name in keys:
            raise ValueError(f"seal key {name[:16]!r}: a short name of its own, and {KEY} bytes in base64")
        keys[name] = key
    if not keys:
        raise ValueError("no seal key")
    return Keyring(keys)


def new_key(name: str) -> str:
    """A random key as it is written in the environment."""
    return f"{name}:{base64.b64encode(os.urandom(KEY)).decode()}"


def seal(words: str, *, ring: Keyring, binding: str) -> tuple[str, bytes]:
    """The name of the key, and the sealed words: nonce, then what only the key opens."""
    nonce, name = os.urandom(NONCE), ring.first
    return name, nonce + AESGCM(ring.keys[name]).encrypt(nonce, words.encode(), _bound(binding, name))


def unseal(sealed: bytes, *, key: str, ring: Keyring, binding: str) -> str:
    """The words again. Raises Unreadable."""
    if key not in ring.keys:
        raise Unreadable(f"no key {key!r}")
    try:
        found = AESGCM(ring.keys[key]).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(binding, key))
    except (InvalidTag, ValueError) as error:
        raise Unreadable(binding) from error
    return found.decode()


def _bound(binding: str, key: str) -> bytes:
    return f"huisheng.sealed\0{binding}\0{key}".encode()
