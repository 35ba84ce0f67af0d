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
from huisheng.echo.voices.models import Line

A_GO, MOST_GOES = 200, 50
WITH = ("voice", "speaker", "place")


def keep_up(*, goes: int = MOST_GOES) -> int:
    """Write what is not in the index yet, some hundred matters at a time; how many. One query when there is nothing."""
    written = 0
    for _ in range(goes):
        if not (done := _go()):
            break
        written += done
    return written


@transaction.atomic
def _go() -> int:
    """One transaction, short enough that no act waits long for it. Two clockworks at once take different rows."""
    if not Unread.objects.exists():
        return 0
    rows = list(
        Unread.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        .order_by("pk")
        .values_list("pk", "voice")[:A_GO]
    )
    write(Concern.objects.filter(voice__in={voice for _pk, voice in rows}))
    Unread.objects.filter(pk__in=[pk for pk, _voice in rows]).delete()
    return len(rows)


def write(concerns: "QuerySet[Concern]") -> None:
    """These matters as they are now, in place of what was written of them before."""
    known = list(concerns.select_related(*WITH))
    words = read(known)
    before = Findable.objects.in_bulk([one.pk for one in known])
    rows = [_row(one, words[one.pk]) for one in known]
    with connection.cursor() as cursor:
        for old in before.values():
            storing.forget(cursor, old.pk, _tokens(old))
        Findable.objects.filter(pk__in=before).delete()
        Findable.objects.bulk_create(rows)
        for row in rows:
            storing.keep(cursor, row.pk, _tokens(row))


def read(concerns: Iterable[Concern]) -> dict[int, Words]:
    """What matters are found by, by their number in the table. One query, whatever their number."""
    by_voice = {one.voice_id: one for one in concerns}
    said: dict[int, list[tuple[str, str]]] = defaultdict(list)
    lines = Line.objects.filter(voice__in=by_voice).order_by("pk").values_list("voice", "says", "inner")
    for voice, says, inner in lines:
        said[voice].append((says, inner))
    return {
        one.pk: rules.words_of(
            title=one.voice.title,
            place=one.place.where,
            says=[says for says, _inner in said[voice]],
            inner=[inner for _says, inner in said[voice]],
            outside=one.outside_number,
        )
        for voice, one in by_voice.items()
    }


def _row(one: Concern, words: Words) -> Findable:
    who = rules.who_tokens(one.speaker.name, one.speaker.phone, key())
    return Findable(
        concern=one,
        street=one.street_id,
        community=one.community_id,
        area=one.area_id,
        path=one.path,
        tail=one.speaker.number[::-1],
        says=words.says,
        inner=words.inner,
        sounds=words.sounds,
        who=" ".join(sorted(who)),
    )


def _tokens(row: Findable) -> set[str]:
    """From what the row itself says, so that what is taken out is what was put in."""
    return {*rules.tokens_of(Words(row.says, row.inner, row.sounds), row.path), *row.who.split()}


def key() -> bytes:
    """What the digests of names are made with."""
    return settings.SECRET_KEY.encode()[:64]


def rebuild(*, told: Any = lambda n: None) -> int:
    """The whole index anew. Acts go on meanwhile: what they say is marked and written afterwards."""
    storing.put_up()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {storing.FTS}({storing.FTS}) VALUES ('delete-all')")  # nosec B608: our own names
        cursor.execute("DELETE FROM collect_findable")
        cursor.execute("INSERT INTO collect_unread (voice) SELECT voice_id FROM collect_concern ORDER BY id")
    written = 0
    while done := keep_up(goes=5):
        written += done
        told(written)
    return written
