"""Write what was said into the index: within seconds by the clockwork, or all of it anew."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from huisheng.collect.concerns.models import Concern
from huisheng.collect.search import rules, storing
from huisheng.collect.search.models import Findable, Unread
from huisheng.collect.search.rules import Words
from huisheng.echo.prepared import plain_rows
from huisheng.echo.voices.models import Line

A_GO, MOST_GOES = 200, 50
A_BIG_GO = 2000  # while everything is written anew: half a second that an act may have to wait for
WITH = ("voice", "speaker", "place")


def keep_up(*, goes: int = MOST_GOES, each: int = A_GO) -> int:
    """Write what is not in the index yet, some hundred matters at a time; how many. One query when there is nothing."""
    written = 0
    for _ in range(goes):
        if not (done := _go(each)):
            break
        written += done
    return written


@transaction.atomic
def _go(most: int) -> int:
    """One transaction, short enough that no act waits long for it. Two clockworks at once take different rows."""
    if not Unread.objects.exists():
        return 0
    rows = list(
        Unread.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        .order_by("pk")
        .values_list("pk", "voice")[:most]
    )
    write({voice for _pk, voice in rows})
    Unread.objects.filter(pk__in=[pk for pk, _voice in rows]).delete()
    return len(rows)


def write(voices: set[int]) -> None:
    """The matters of these voices as they are now, in place of what was written of them before. Three queries read."""
    known = plain_rows(Concern.objects.filter(voice__in=voices).order_by("pk").values_list(*_READ))
    said = _said(voices)
    rows = [_row(one, *said[one[1]]) for one in known]
    before = plain_rows(Findable.objects.filter(pk__in=[one[0] for one in known]).values_list(*_KEPT))
    with connection.cursor() as cursor:
        storing.forget(cursor, [_forgotten(*kept) for kept in before])
        storing.keep(cursor, rows)


_READ = (
    "pk", "voice", "street", "community", "area", "path", "outside_number", "voice__title", "place__where",
    "speaker__number", "speaker__name", "speaker__phone",
)  # fmt: skip
_KEPT = ("pk", "path", "says", "inner", "sounds", "who")


def read(concerns: "QuerySet[Concern]") -> dict[int, Words]:
    """What matters are found by, by their number in the table, in the order given. Two queries, whatever their number."""
    columns = ("pk", "voice", "voice__title", "place__where", "outside_number")
    rows = plain_rows(concerns.values_list(*columns))
    said = _said(voice for _pk, voice, *_ in rows)
    found = {}
    for pk, voice, title, place, outside in rows:
        says, inner = said[voice]
        found[pk] = rules.words_of(title=title, place=place, says=says, inner=inner, outside=outside)
    return found


def _said(voices: Iterable[int]) -> dict[int, tuple[list[str], list[str]]]:
    """What was said on voices, for residents and for staff, as it came."""
    said: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for voice, says, inner in plain_rows(
        Line.objects.filter(voice__in=voices).order_by("pk").values_list("voice", "says", "inner")
    ):
        said[voice][0].append(says)
        said[voice][1].append(inner)
    return said


def _row(one: tuple[Any, ...], says: list[str], inner: list[str]) -> tuple[Any, ...]:
    """Values in the order of storing.COLUMNS, and the tokens behind them, from a row of _READ."""
    pk, _voice, street, community, area, path, outside, title, where, number, name, phone = one
    words = rules.words_of(title=title, place=where, says=says, inner=inner, outside=outside)
    who = " ".join(sorted(rules.who_tokens(name, phone, key())))
    tokens = storing.written(rules.tokens_of(words, path, who))
    return pk, street, community, area, path, number[::-1], words.says, words.inner, words.sounds, who, tokens


def _forgotten(pk: int, path: str, says: str, inner: str, sounds: str, who: str) -> tuple[int, str]:
    """From what the row itself says, so that what is taken out is what was put in."""
    return pk, storing.written(rules.tokens_of(Words(says, inner, sounds), path, who))


def key() -> bytes:
    """What the digests of names are made with."""
    return settings.SECRET_KEY.encode()[:64]


def rebuild(*, told: Any = lambda n: None) -> int:
    """The whole index anew. Acts go on meanwhile: what they say is marked and written afterwards."""
    storing.put_up()
    with transaction.atomic(), connection.cursor() as cursor:
        storing.empty()
        cursor.execute("DELETE FROM collect_unread")
        cursor.execute("INSERT INTO collect_unread (voice) SELECT voice_id FROM collect_concern ORDER BY id")
    written = 0
    with storing.in_bulk():
        while done := keep_up(goes=1, each=A_BIG_GO):
            written += done
            told(written)
    return written
