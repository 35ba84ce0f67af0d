"""Find once a day what many people of a street speak of: a place and an issue (M163; docs/hotspots.md)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.hot.models import HotReading, HotTopic
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.unwritten import written
from huisheng.echo.later import Later
from huisheng.echo.models import Line
from huisheng.people.permissions.rules import Hat, places_of
from huisheng.territory.models import Place

engine = Later("huisheng.collect.concerns.triage.topics")  # no page needs its libraries
DAYS = timedelta(days=90)
MOST_READ, MOST_KEPT = 4000, 30


def find_all(*, at: datetime) -> int:
    """Every street whose matters were not read today; how many streets."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    known = HotReading.objects.filter(at__gte=midnight).values("street")
    spoken = Concern.objects.filter(raised_at__gte=at - DAYS).order_by().values("street").distinct()
    streets = list(Place.objects.filter(pk__in=spoken).exclude(pk__in=known))
    for street in streets:
        find(street, at=at)
    return len(streets)


def find(street: Place, *, at: datetime) -> list[HotTopic]:
    """Read the last 90 days (the newest 4,000 at most) and write the 30 hottest topics anew. Three queries to read."""
    messages = _messages(street, engine.Message, since=at - DAYS)
    found = [topic for topic in engine.topics(messages) if topic.people > 1][:MOST_KEPT]
    return _keep(street, found, at)


def _messages(street: Place, message: Any, *, since: datetime) -> list[Any]:
    said = Concern.objects.filter(street=street, raised_at__gte=since).exclude(stage=Concern.Stage.EXITED)
    known = list(
        said.select_related("voice", "speaker", "area", "community").order_by("-raised_at", "-id")[:MOST_READ]
    )
    known = [one for one in known if written(one.voice.title)]
    words = _words([one.voice_id for one in known])
    return [
        message(
            id=str(one.pk), user=person_of(one), title=one.voice.title,
            text=words.get(one.voice_id, ""), at=localtime(one.raised_at),
            place=(one.area or one.community or street).name,
        )
        for one in known
    ]  # fmt: skip


def person_of(concern: Concern) -> str:
    """Who said it, as far as can be known: the same telephone is the same person. Never shown."""
    return concern.speaker.phone or f"#{concern.speaker_id}"


def _words(voices: list[int]) -> dict[int, str]:
    said = Line.objects.filter(did="raised", voice__in=voices).order_by()
    return {pk: written(says) for pk, says in said.values_list("voice", "says")}


@transaction.atomic
def _keep(street: Place, found: list[Any], at: datetime) -> list[HotTopic]:
    HotReading.objects.update_or_create(street=street, defaults={"at": at, "followed_at": None})
    HotTopic.objects.filter(street=street).delete()
    kept = HotTopic.objects.bulk_create(
        HotTopic(
            street=street, found_at=at, rank=rank, heat=str(topic.heat), place=topic.place[:120],
            summary=topic.summary[:300], reason=list(topic.reason), people=topic.people, first=topic.first, last=topic.last,
        )
        for rank, topic in enumerate(found, 1)
    )  # fmt: skip
    link = HotTopic.concerns.through
    link._default_manager.bulk_create(
        link(hottopic_id=one.pk, concern_id=int(message.id))
        for one, topic in zip(kept, found, strict=True)
        for message in topic.members
    )
    return kept


def topics_for(hats: list[Hat]) -> list[tuple[HotTopic, list[Concern]]]:
    """The topics with the matters that lie under one's own places, the hottest first. Three queries."""
    paths = places_of(hats)
    streets = {place.street_id or place.pk for place in Place.objects.filter(path__in=paths)}
    shown: QuerySet[Concern] = Concern.objects.select_related("voice", "speaker", "place", "category__group")
    links = HotTopic.concerns.through._default_manager.filter(hottopic__street__in=streets)
    known = {topic.pk: topic for topic in HotTopic.objects.filter(street__in=streets)}
    pairs = list(links.values_list("hottopic_id", "concern_id"))
    matters = {one.pk: one for one in shown.filter(pk__in={concern for _topic, concern in pairs})}
    reach = tuple(paths)
    of: dict[int, list[Concern]] = {pk: [] for pk in known}
    for topic, concern in pairs:
        if (one := matters.get(concern)) and one.path.startswith(reach):
            of[topic].append(one)
    found = [
        (known[pk], sorted(of[pk], key=lambda one: -one.raised_at.timestamp())) for pk in known if of[pk]
    ]
    return sorted(found, key=lambda pair: (-pair[0].heat, pair[0].street_id, pair[0].rank))
