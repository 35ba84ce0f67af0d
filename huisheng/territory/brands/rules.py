"""M165: a community's or a street's own name, slogan and colour on the pages of its residents. Plain Python.

The colours are a fixed few, each measured against every ground of the stylesheet (WCAG 2.2 AA); one that a community made
up itself would be read by some and not by others.
"""

from typing import Any

from huisheng.echo.refusals import YES, Because, because
from huisheng.territory.places.rules import Kind

HUES: dict[str, Because] = {
    "": because("砖红"), "plum": because("梅紫"), "indigo": because("靛蓝"), "osmanthus": because("桂黄"),
    "pine": because("松绿"),
}  # fmt: skip
LONGEST_NAME, LONGEST_SLOGAN = 12, 20
OF = (Kind.COMMUNITY, Kind.STREET)
PARTS = ("name", "slogan", "hue")


def why_not_brand(kind: str, *, name: str, slogan: str, hue: str) -> str:
    """Short enough for the head of a telephone's page."""
    if kind not in OF:
        return because("只有社区和街道有自己的品牌。")
    if len(name.strip()) > LONGEST_NAME or len(slogan.strip()) > LONGEST_SLOGAN:
        return because(
            "品牌名在 %(name)s 字以内，口号在 %(slogan)s 字以内。", name=LONGEST_NAME, slogan=LONGEST_SLOGAN
        )
    return YES if hue in HUES else because("颜色请从这几种里选，每一种都看得清。")


def worn(*brands: dict[str, Any] | None) -> dict[str, str]:
    """What a page wears: each part of the nearest that has one, the community's before its street's."""
    return {
        part: str(next(one[part] for one in brands if one and one.get(part)))
        for part in PARTS
        if any(one and one.get(part) for one in brands)
    }


def differences(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    """(part, what it was, what it is) for each part that changed."""
    told = [(part, before.get(part, ""), after.get(part, "")) for part in PARTS]
    return [one for one in told if one[1] != one[2]]
