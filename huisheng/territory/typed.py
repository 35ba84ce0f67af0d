"""A place found by typing while somebody waits on the line: 听雨苑3栋, tyy3 (the first letters), tyy3 2-301 with a door."""

import unicodedata
from functools import lru_cache

from huisheng.echo.later import Later
from huisheng.territory.mine import WITH, home_at
from huisheng.territory.models import Place
from huisheng.territory.places.rules import LAYERS, Kind, order_of
from huisheng.territory.places.services import in_areas

pypinyin = Later("pypinyin")
MOST = 6
NOT_NAMED = (*LAYERS, Kind.HOME, Kind.ENTRANCE, Kind.STREET, Kind.COUNTY, Kind.CITY, Kind.PROVINCE)


@lru_cache(maxsize=50_000)
def letters(name: str) -> str:
    """听雨苑 3栋 → tyy3d: the first letter of each syllable, digits as they are."""
    return "".join(
        pypinyin.lazy_pinyin(_plain(name), style=pypinyin.Style.FIRST_LETTER, errors="default")
    ).lower()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def rank(typed: str, name: str) -> int | None:
    """How well a name answers what was typed (0 best): it begins so, a part of it begins so, it is somewhere in it."""
    key, plain, short = _plain(typed), _plain(name), letters(name)
    if not key:
        return None
    if plain.startswith(key) or short.startswith(key):
        return 0
    parts = name.split()[1:]
    if short.startswith(letters(typed)) and not key.isascii():
        return 2  # 听yy3: half typed, half shortened
    if any(_plain(part).startswith(key) or letters(part).startswith(key) for part in parts):
        return 1
    return 2 if key in plain or key in short else None


def typed_places(typed: str, paths: list[str]) -> list[Place]:
    """The open places under these paths that may be meant, the likeliest first; with a door, the home alone.

    Two queries, two more where the last word may be a door.
    """
    words = unicodedata.normalize("NFKC", typed)[:60].split()
    if not words or not paths:
        return []
    near = _named(" ".join(words[:-1]), paths)
    homes = home_at(near[0], words[-1]) if near else []
    return homes or _named(typed, paths)


def _named(typed: str, paths: list[str]) -> list[Place]:
    open_places = Place.objects.filter(in_areas(paths), closed_on=None).exclude(
        kind__in=[kind.value for kind in NOT_NAMED]
    )
    ranked = [
        (found, len(where), order_of(where), pk)
        for pk, where in open_places.values_list("pk", "where")
        if (found := rank(typed, where)) is not None
    ]
    nearest = [pk for *_, pk in sorted(ranked)[:MOST]]
    known = Place.objects.select_related(*WITH).in_bulk(nearest)
    return [known[pk] for pk in nearest]
