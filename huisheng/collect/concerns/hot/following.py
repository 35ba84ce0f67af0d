"""A new matter finds its topic within the minute (M163); every night all topics are read anew (hot/services.py)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.concerns.alike import told_of
from huisheng.collect.concerns.hot.models import HotReading, HotTopic
from huisheng.collect.concerns.hot.services import DAYS, person_of
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.triage.heat import heat_of
from huisheng.collect.concerns.triage.twins import ASK, Twin, twins
from huisheng.echo.voices.masking import masked

MOST_NEW, MOST_READ, MOST_NEAR, LEAST = 200, 4000, 60, 3
Ground = tuple[int | None, int | None]


def follow_all(*, at: datetime) -> int:
    """What was said since each street was read last: how many found a topic, or made one."""
    return sum(follow(reading, at=at) for reading in HotReading.objects.all())


@transaction.atomic
def follow(reading: HotReading, *, at: datetime) -> int:
    """One street, one clockwork at a time. Two queries when nothing was said; four, and five for each that found its topic."""
    reading = HotReading.objects.select_for_update().get(pk=reading.pk)
    said = Concern.objects.filter(street=reading.street_id, raised_at__lte=at).exclude(
        stage=Concern.Stage.EXITED
    )
    said = said.select_related("voice", "speaker", "area", "community").order_by("raised_at", "pk")
    new = list(said.filter(raised_at__gt=reading.followed_at or reading.at)[:MOST_NEW])
    if not new:
        return 0
    near = _near(said, new, since=at - DAYS)
    topic_of = dict(HotTopic.concerns.through._default_manager.filter(hottopic__street=reading.street_id).values_list("concern_id", "hottopic_id"))  # fmt: skip
    found = [topic for one in new if (topic := _topic_for(one, near[_ground(one)], topic_of, at=at))]
    HotReading.objects.filter(pk=reading.pk).update(followed_at=new[-1].raised_at)
    return len(found)


def _near(said: QuerySet[Concern], new: list[Concern], *, since: datetime) -> dict[Ground, list[Concern]]:
    """By estate (else community): what was said there lately, the newest first."""
    areas = {one.area_id for one in new if one.area_id}
    communities = {one.community_id for one in new if not one.area_id and one.community_id}
    there = said.filter(Q(area__in=areas) | Q(area=None, community__in=communities), raised_at__gte=since)
    near: dict[Ground, list[Concern]] = defaultdict(list)
    for one in there.reverse()[:MOST_READ]:
        near[_ground(one)].append(one)
    return near


def _ground(concern: Concern) -> Ground:
    return (concern.area_id, None) if concern.area_id else (None, concern.community_id)


def _topic_for(
    one: Concern, near: list[Concern], topic_of: dict[int, int], *, at: datetime
) -> HotTopic | None:
    before = {other.pk: other for other in near if (other.raised_at, other.pk) < (one.raised_at, one.pk)}
    like = twins(told_of(one), [told_of(other) for other in list(before.values())[:MOST_NEAR]], least=ASK)
    known = next((topic_of[int(twin.ref)] for twin in like if int(twin.ref) in topic_of), None)
    group = [one, *(before[int(twin.ref)] for twin in like)]
    topic = _joined(HotTopic.objects.get(pk=known), one, at=at) if known else _begun(group, like, at=at)
    if topic:
        topic_of |= dict.fromkeys(topic.concerns.values_list("pk", flat=True), topic.pk)
    return topic


def _joined(topic: HotTopic, one: Concern, *, at: datetime) -> HotTopic:
    topic.concerns.add(one)
    return _weighed(topic, at=at)


def _begun(group: list[Concern], like: list[Twin], *, at: datetime) -> HotTopic | None:
    """Three that say the same, of two people at least; nothing while they are fewer."""
    if len(group) < LEAST or len({person_of(one) for one in group}) < 2:
        return None
    first, street = group[-1], group[0].street_id
    rank = HotTopic.objects.filter(street=street).aggregate(n=Max("rank"))["n"] or 0
    place = first.area or first.community
    topic = HotTopic.objects.create(
        street_id=street, found_at=at, rank=rank + 1, heat=0, people=0, place=place.name if place else "",
        summary=masked(first.voice.title)[:300], reason=list(like[0].shared), first=first.raised_at, last=first.raised_at,
    )  # fmt: skip
    topic.concerns.set(group)
    return _weighed(topic, at=at)


def _weighed(topic: HotTopic, *, at: datetime) -> HotTopic:
    """How many people, since when, and how hot it is with what has just come to it."""
    members = list(topic.concerns.select_related("speaker"))
    days = [localtime(one.raised_at).date() for one in members]
    topic.people, topic.first, topic.last = len({person_of(one) for one in members}), min(days), max(days)
    since: timedelta = localtime(at).date() - topic.last
    topic.heat = str(heat_of(people=topic.people, messages=len(members), days=since.days))
    topic.save(update_fields=["people", "first", "last", "heat"])
    return topic
