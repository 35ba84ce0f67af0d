"""A file that only a passphrase opens: AES-256-GCM in pieces, the key from the passphrase by scrypt.

`HUISHENG1`, 16 bytes of salt, then pieces: four bytes of length and the piece. The number of a piece is its nonce, with
a mark on the last one: pieces that are changed, moved, left out or cut off at the end do not open.
"""

import io
from collections.abc import Iterator
from os import urandom
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from huisheng.echo.refusals import YES, because, refuse_if

MAGIC = b"HUISHENG1\n"
PIECE = 1 << 20
SHORTEST = 12  # characters of a passphrase
NOT_OURS = because("这不是一个备份文件。")
CUT_OFF = because("这个备份文件不完整，最后一段不见了。请换一份。")
WRONG = because("口令不对，或者文件被改过。什么都没有动。")


class Sealing(io.RawIOBase):
    """What is written here goes sealed into `target`; `close` marks the end, and a file without it does not open."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        self.target, self.waiting, self.number = target, bytearray(), 0
        salt = urandom(16)
        self.box = _box(passphrase, salt)
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.waiting += data
        while len(self.waiting) > PIECE:
            self._seal(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self.waiting), last=True)
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        sealed = self.box.encrypt(_nonce(self.number, last), piece, MAGIC)
        self.target.write(len(sealed).to_bytes(4, "big") + sealed)
        self.number += 1


def opened(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """The pieces of a sealed file, each proved before it is given. Refused for a wrong passphrase or a changed file."""
    refuse_if(NOT_OURS if source.read(len(MAGIC)) != MAGIC else "")
    box, number = _box(passphrase, source.read(16)), 0
    size = source.read(4)
    while size:
        sealed = source.read(min(int.from_bytes(size, "big"), PIECE + 16))
        size = source.read(4)
        yield _piece(box, number, sealed, last=not size)
        number += 1
    refuse_if(CUT_OFF if not number else "")


def _piece(box: AESGCM, number: int, sealed: bytes, *, last: bool) -> bytes:
    """The last piece carries its mark; a file that ends with another was cut off."""
    for mark in (last, not last):
        try:
            piece = box.decrypt(_nonce(number, mark), sealed, MAGIC)
        except InvalidTag:
            continue
        refuse_if(CUT_OFF if mark != last else "")
        return piece
    refuse_if(WRONG)
    raise AssertionError


def why_not_passphrase(passphrase: str) -> str:
    short = because("口令太短：环境变量 HUISHENG_BACKUP_PASSPHRASE 至少要 %(n)s 个字。", n=SHORTEST)
    return short if len(passphrase) < SHORTEST else YES


def _box(passphrase: str, salt: bytes) -> AESGCM:
    refuse_if(why_not_passphrase(passphrase))
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return bytes([last]) + number.to_bytes(11, "big")
