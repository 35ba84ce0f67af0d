"""A message as the words that matter: Simplified, cut, without stop words, masks, figures and marks.

The same for text as a resident wrote it and for text that arrives already cut by spaces, so a model may be taught
with the one and asked with the other.
"""

import re
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from opencc import OpenCC

from huisheng.echo.later import Later

rjieba = Later("rjieba")
FULL_WIDTH = re.compile("[Ａ-Ｚａ-ｚ０-９\u2e80-\u2fdf\uf900-\ufaff]")
BLANK_AFTER_WORD = re.compile(r"[\u4e00-\u9fff] (?=[\u4e00-\u9fff])")
HAN = re.compile("[\u4e00-\u9fff]")
# What exports leave behind: carriage returns of a workbook, parts of web addresses.
LEFT_BEHIND = re.compile(r"_x000[dD]_|x000[dD]|https?://\S*|www\.\S*")
CUT_ALREADY = 0.15  # of the Chinese characters are followed by a blank and another one
LONGEST = 8_000  # characters that are read; what a message is about stands before that


def words(text: str) -> list[str]:
    """The telling words of a message in their order; nothing for a message without any."""
    text = plain(text)
    cut = text.split() if is_cut(text) else rjieba.cut(text)
    return [word for word in cut if _tells(word)]


def plain(text: str) -> str:
    """Simplified characters of normal width, without what exports leave behind."""
    text = text[:LONGEST]
    if FULL_WIDTH.search(text):
        text = normalize("NFKC", text)
    if "x000" in text or "http" in text or "www." in text:
        text = LEFT_BEHIND.sub(" ", text)
    return str(_simplifier().convert(text)).lower()


def is_cut(text: str) -> bool:
    """Whether somebody cut this text into words before."""
    start = text[:400]
    return len(BLANK_AFTER_WORD.findall(start)) > CUT_ALREADY * max(len(HAN.findall(start)), 1)


def is_word(word: str) -> bool:
    """Chinese words count, and of Latin ones names such as `ktv`: not A3, 12.5, 0000, a mark or a picture."""
    return word[0].isalpha() and (not word.isascii() or (len(word) > 1 and word.isalpha()))


@lru_cache(maxsize=65_536)  # the same few thousand words come again and again
def _tells(word: str) -> bool:
    return word not in stop_words() and is_word(word)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Function words of general Chinese (stop_words.txt)."""
    lines = Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
