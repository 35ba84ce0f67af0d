"""The chain of ballots: every row carries the hash of the one before, so that one changed byte is found.

Plain values, standard library only: part of the published verifier.
"""

import hashlib
from collections.abc import Iterable, Mapping

FIRST = "0" * 64
LINKED = ("seq", "unit", "question", "choice", "channel", "received_at", "salt", "previous")


def digest(row: Mapping[str, object]) -> str:
    """SHA-256 of a row as it is published: its columns joined by the unit separator."""
    return hashlib.sha256("\x1f".join(str(row[name]) for name in LINKED).encode()).hexdigest()


def why_broken(rows: Iterable[Mapping[str, object]]) -> str:
    """The first place where the chain does not hold, in a sentence; "" when it holds."""
    previous = FIRST
    for seq, row in enumerate(rows, 1):
        if str(row["seq"]) != str(seq):
            return f"第 {seq} 张票的位置上是第 {row['seq']} 张：中间少了票，或者换了次序。"
        if row["previous"] != previous:
            return f"第 {seq} 张票接不上前一张。"
        if row["hash"] != digest(row):
            return f"第 {seq} 张票被改过：内容和它的指纹对不上。"
        previous = str(row["hash"])
    return ""
