"""Read talks and points with what every page and every rule asks of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from huisheng.collect.talks.models import Talk, TalkPoint
from huisheng.collect.talks.rules import Fate, Standing
from huisheng.echo.models import Line
from huisheng.territory.places.services import in_areas

OWN = ("said", "settled", "corrected", "reworded", "dropped")  # what a talk itself writes on a point


def known() -> QuerySet[Talk]:
    """Talks with place, end, and the counts of their points and of those without a fate. One query."""
    points = TalkPoint.objects.filter(talk=OuterRef("pk"), dropped="").order_by()
    found = Talk.objects.select_related("voice", "end", "place__community", "place__street")
    return found.annotate(said=_count(points), bare=_count(points.filter(fate=None)))


def _count(rows: QuerySet[Any]) -> Coalesce:
    each = rows.values("talk").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)


def points_of(talk: Talk) -> QuerySet[TalkPoint]:
    """Its points in order, each with its fate and those that were corrected. Two queries."""
    return (
        talk.points.filter(dropped="")
        .select_related("fate__concern__speaker", "fate__concern__category", "speaker", "voice")
        .prefetch_related("past_fates")
        .order_by("number")
    )


def later_words(points: Iterable[TalkPoint]) -> dict[int, str]:
    """What was done about each since it got its fate, in the last words said of it (a council, a promise): by its voice.

    One query. Later rooms write on the same Voice; nothing of theirs is imported here.
    """
    voices = [one.voice_id for one in points]
    rows = Line.objects.filter(voice__in=voices).exclude(did__in=OWN).exclude(says="").order_by("at", "pk")
    return dict(rows.values_list("voice", "says"))


def standing(talk: Talk) -> Standing:
    """Where it stands, as the rules take it. Two queries."""
    rows = list(talk.points.filter(dropped="").order_by("number").values_list("number", "fate"))
    end = getattr(talk, "end", None)
    return Standing(
        starts=localtime(talk.starts), points=len(rows), bare=tuple(n for n, fate in rows if fate is None),
        closed=end is not None, cancelled=bool(end and end.cancelled),
    )  # fmt: skip


def points_in(paths: Iterable[str]) -> QuerySet[TalkPoint]:
    """The points of all talks under these paths, the newest first (M57: lists of resources and problems). One query."""
    found = TalkPoint.objects.filter(in_areas(paths, "talk__place__path"), dropped="")
    return found.select_related("talk__place", "fate__concern__speaker", "speaker").order_by(
        "-talk__starts", "number"
    )


def waiting_points(paths: Iterable[str]) -> QuerySet[TalkPoint]:
    """The points that were sent to a council, whose `voice` carries what becomes of them; the oldest first.

    A later room takes them up and leaves out those that it has taken up already.
    """
    return points_in(paths).filter(fate__fate=Fate.AGENDA).select_related("voice").order_by("fate__at", "pk")
