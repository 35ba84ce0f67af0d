"""What a council might talk about: hot topics, places where the same was said five times in 30 days (M163), open matters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from huisheng.collect.concerns.behind import hot_since
from huisheng.collect.concerns.hot.models import HotTopic
from huisheng.collect.concerns.hotspots import hotspots
from huisheng.collect.models import Category, Concern, TalkPoint
from huisheng.collect.talks.services import waiting_points
from huisheng.deliberate.councils.models import CouncilSession, ItemMatter
from huisheng.echo.voices.masking import masked
from huisheng.territory.places.services import in_areas

MOST = 60


@dataclass(frozen=True)
class Suggestion:
    """Something to put on the agenda: what, why, how many open matters stand behind it; `key` names it in a link."""

    key: str
    title: str
    source: str
    n: int
    people: int = 0
    place: str = ""


def open_matters(session: CouncilSession) -> QuerySet[Concern]:
    """What was said at the council's place, is still open, and stands on no agenda that waits for an outcome."""
    here = Concern.objects.filter(in_areas(session.council.place.reach), is_open=True, lead=None)
    waiting = ItemMatter.objects.filter(item__outcome="").values("voice")
    again = ItemMatter.objects.filter(item__outcome="put_off", item__next=None).values("voice")
    return here.exclude(stage=Concern.Stage.DONE).exclude(voice__in=waiting).exclude(voice__in=again)


def suggestions(session: CouncilSession, *, at: datetime) -> list[Suggestion]:
    """The hottest first. A topic whose matters stand on an agenda already is left out."""
    return [*_points(session), *_topics(session), *_spots(session, at)]


def points_waiting(session: CouncilSession) -> QuerySet[TalkPoint]:
    """What was said at talks here, was sent to a council, and stands on no agenda yet."""
    taken = ItemMatter.objects.values("voice")
    return waiting_points(session.council.place.reach).exclude(voice__in=taken)


def _points(session: CouncilSession) -> list[Suggestion]:
    rows = points_waiting(session)[:20]
    return [
        Suggestion(
            f"point-{one.pk}", "" if one.private else masked(one.words), "talk", 1, place=one.talk.title
        )
        for one in rows
    ]


def _topics(session: CouncilSession) -> list[Suggestion]:
    links = HotTopic.concerns.through._default_manager
    street = session.council.place.street_id or session.council.place_id
    open_here = open_matters(session).values("pk")
    rows = links.filter(hottopic__street=street, concern__in=open_here).values_list("hottopic_id", flat=True)
    counted: dict[int, int] = {}
    for topic in rows:
        counted[topic] = counted.get(topic, 0) + 1
    found = HotTopic.objects.filter(pk__in=counted).order_by("rank")[:10]
    return [
        Suggestion(f"topic-{one.pk}", one.summary, "hot", counted[one.pk], one.people, one.place)
        for one in found
    ]


def _spots(session: CouncilSession, at: datetime) -> list[Suggestion]:
    found = hotspots(session.council.place, now=at)
    names = dict(Category.objects.filter(pk__in=[one.category for one in found]).values_list("pk", "name"))
    rows = []
    for one in found:
        n = _at_spot(session, one.place.path, one.category, at).count()
        if n:
            title = f"{one.place.where}：{names[one.category]}"
            rows.append(Suggestion(f"spot-{one.place.pk}-{one.category}", title, "spot", n, place=str(one.n)))
    return rows


def _at_spot(session: CouncilSession, path: str, category: int, at: datetime) -> QuerySet[Concern]:
    recent = open_matters(session).filter(raised_at__gte=hot_since(at), category=category)
    return recent.filter(path__startswith=path)


def matters_behind(session: CouncilSession, key: str, *, at: datetime) -> tuple[str, str, list[Any]]:
    """What a suggestion's key stands for: a title, the source, the open matters; of no key, the newest open ones."""
    open_here = open_matters(session).select_related("voice", "speaker", "place", "category")
    kind, _sep, rest = key.partition("-")
    if kind == "topic" and rest.isdecimal():
        topic = HotTopic.objects.filter(pk=rest).first()
        if topic:
            return topic.summary, "hot", list(open_here.filter(hot_topics=topic).order_by("-raised_at"))
    chosen = next((one for one in _spots(session, at) if one.key == key), None) if kind == "spot" else None
    if chosen:
        place, category = rest.split("-")
        path = session.council.place.__class__.objects.get(pk=place).path
        found = _at_spot(session, path, int(category), at).select_related("voice", "speaker", "place")
        return chosen.title, "hot", list(found.order_by("-raised_at"))
    return "", "matters", list(open_here.order_by("-raised_at")[:MOST])
