"""The code of a place above the street, as the statistics office counts them: 6 + 3 + 3 digits (R8.1, R8.2)."""

import re
import unicodedata

from huisheng.echo.refusals import YES, because

LENGTHS = {"province": (2,), "city": (4,), "county": (6,), "street": (9,), "community": (12,)}
KIND_OF_LENGTH = {length: kind for kind, lengths in LENGTHS.items() for length in lengths}
# What a block of three digits usually means; other numbers are odd, not wrong (R8.2).
STREET_NUMBERS = range(1, 600)
COMMUNITY_NUMBERS = (range(1, 200), range(200, 400), range(400, 500), range(500, 600))


def plain_code(text: str) -> str:
    """A code as typed, without the zeros that fill shorter ones up to twelve digits."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\d{6})0{6}$|^(\d{9})000$", lambda m: m[1] or m[2], code)


def above(code: str) -> list[str]:
    """The codes that this one lies in, nearest first: 430102014001 → 430102014, 430102, 4301, 43."""
    return [code[:length] for length in (9, 6, 4, 2) if length < len(code)]


def why_not_code(code: str, *, kind: str, above: str | None = None) -> str:
    """R8.1: the length belongs to the kind, and the code begins with the code of the place above it."""
    wanted = LENGTHS.get(kind)
    if not code or wanted is None:
        return YES
    if not code.isascii() or not code.isdigit() or len(code) not in wanted:
        return because("编码“%(code)s”应当是 %(digits)s 位数字。", code=code, digits=wanted[0])
    if above and above.isdigit() and not code.startswith(above):
        return because("编码“%(code)s”应当以上一级的 %(above)s 开头。", code=code, above=above)
    return YES


def why_odd(code: str, *, kind: str) -> str:
    """R8.2: a number outside the usual ranges. A warning only; one in a hundred real ones is."""
    number = int(code[-3:]) if code[-3:].isdigit() else 0
    if kind == "street" and number not in STREET_NUMBERS:
        return because("编码 %(code)s 的后三位不在街道乡镇通常的 001-599 之内，请核对。", code=code)
    if kind == "community" and not any(number in numbers for numbers in COMMUNITY_NUMBERS):
        return because("编码 %(code)s 的后三位不在社区和村通常的 001-599 之内，请核对。", code=code)
    return YES
