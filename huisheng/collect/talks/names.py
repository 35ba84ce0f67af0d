"""Read a pasted list of who came: 300 names in whatever form people keep them. Plain text in, plain values out."""

import re
import unicodedata
from dataclasses import dataclass

MOST = 3000
NUMBERING = re.compile(r"^\s*[(（]?\d{1,4}\s*[)）.、．:：]\s*|^\s*\d{1,4}\s+(?=[^\d\s])")
BETWEEN = re.compile(r"[，,、;；/|]+")
SPACED_OUT = re.compile(r"(?<![一-龥])([一-龥])[ 　]+([一-龥])(?![一-龥])")
CHINESE_SPACE = re.compile(r"(?<=[一-龥)）])\s+(?=[一-龥])")
LONG_NUMBER = re.compile(r"(?:\+?86[- ]?)?\d[\d -]{5,}[\dXx]")
NO_NAMES = {
    "姓名", "名字", "序号", "签名", "签到", "电话", "手机", "手机号", "联系电话", "备注", "性别", "男", "女", "身份", "合计",
}  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Names:
    """`names`: everybody once, in the order of the list; `again`: who stood there twice; `unclear`: what is no name."""

    names: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def read_names(text: str) -> Names:
    """Names from lines, commas, a column of a spreadsheet, numbered or not; telephones and identity numbers are
    dropped unread. Namesakes are one person unless something stands beside the name: 李伟(3栋), 李伟(5栋)."""
    names: dict[str, None] = {}
    again: dict[str, None] = {}
    unclear: list[str] = []
    for token in _tokens(text):
        name = _plain(token)
        if not name or name in NO_NAMES:
            continue
        if not LETTERS.search(name) or len(name) > 40:
            unclear.append(name[:20])
        elif name in names:
            again[name] = None
        elif len(names) < MOST:
            names[name] = None
    return Names(tuple(names), tuple(again), tuple(unclear))


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for raw in unicodedata.normalize("NFKC", text).splitlines():
        if "\t" in raw:
            found.append(_named_cell(raw.split("\t")))
            continue
        line = LONG_NUMBER.sub(" ", NUMBERING.sub("", raw))
        line = SPACED_OUT.sub(r"\1\2", line)
        found += [token for part in BETWEEN.split(line) for token in CHINESE_SPACE.split(part)]
    return found


def _named_cell(cells: list[str]) -> str:
    """Of a row of a spreadsheet the first cell with letters in it."""
    bare = [LONG_NUMBER.sub(" ", NUMBERING.sub("", cell)) for cell in cells]
    plain = [SPACED_OUT.sub(r"\1\2", cell).strip() for cell in bare]
    return next((cell for cell in plain if LETTERS.search(cell)), "")


def _plain(token: str) -> str:
    return re.sub(r"\s+", " ", LONG_NUMBER.sub("", token)).strip(" .。·-—:：*")
