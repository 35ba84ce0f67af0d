"""A model as a file: arrays of numbers and JSON in a zip, checked by a sum. Reading one never runs anything."""

import json
import zlib
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from huisheng.echo.refusals import Refused, because, refuse_if

VERSION = 2
LARGEST = 100_000_000  # bytes unpacked; ours are below a tenth of it
NO_MODEL = because("模型文件不完整或者不是模型，请重新训练一次。")
# What reading a file raises that is damaged or somebody else's: zip, zlib, numpy and JSON have a word each.
BROKEN = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError,
    ValueError, zlib.error,
)  # fmt: skip
Numbers = dict[str, NDArray[Any]]


def packed(numbers: Numbers, told: dict[str, Any]) -> bytes:
    """The file's bytes: `numbers` by name, and `told`, which must be plain JSON."""
    words = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    parts = numbers | {"told": np.frombuffer(words, np.uint8)}
    head = {"version": np.array([VERSION]), "sum": _sum(parts)}
    target = BytesIO()
    np.savez_compressed(target, allow_pickle=False, **head, **parts)
    return target.getvalue()


def unpacked(content: bytes) -> tuple[Numbers, dict[str, Any]]:
    """Numbers and words of a file. Refused: no model, damaged, changed by hand, or of another version."""
    try:
        _refuse_large(content)
        with np.load(BytesIO(content), allow_pickle=False) as file:
            parts: Numbers = {name: file[name] for name in file.files}
        version, right_sum = int(parts.pop("version")[0]), parts.pop("sum")
    except BROKEN as error:
        raise Refused(NO_MODEL) from error
    refuse_if(
        because("模型文件是另一个版本（%(version)s）的，请重新训练一次。", version=version)
        if version != VERSION
        else ""
    )
    changed = not np.array_equal(right_sum, _sum(parts))
    refuse_if(because("模型文件被改动过，不再使用，请重新训练一次。") if changed else "")
    try:
        return parts, json.loads(parts.pop("told").tobytes())
    except BROKEN as error:
        raise Refused(NO_MODEL) from error


def _refuse_large(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as whole:
        if sum(part.file_size for part in whole.infolist()) > LARGEST:
            raise ValueError("larger than any model")


def _sum(parts: Numbers) -> NDArray[np.uint8]:
    """A sum over names, kinds, shapes and values."""
    total = sha256()
    for name in sorted(parts):
        values = np.ascontiguousarray(parts[name])
        total.update(f"{name} {values.dtype.str} {values.shape}".encode())
        total.update(values.tobytes())
    return np.frombuffer(total.digest(), np.uint8)
