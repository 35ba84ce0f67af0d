"""What may be the same matter, and what is joined to it already (M35): words, place and time, each with its reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _

from huisheng.collect.concerns.finding import with_people
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import STAGE_NAMES, Stage
from huisheng.collect.concerns.triage.twins import ASK, Told, Twin, twins
from huisheng.collect.concerns.unwritten import written
from huisheng.echo.prepared import PreparedValues
from huisheng.echo.simplified import simplified
from huisheng.territory.models import Place

RECENT = timedelta(days=30)
MOST_ALIKE, MOST_JOINED, MOST_COMPARED = 4, 60, 40


@dataclass(frozen=True)
class Alike:
    """A matter that may be the same, why, and whether it is surely enough to be joined with one press.

    `others`: how many more said it already; `score`: how alike (triage/twins.py); `sure`: in percent, "" where too
    little was joined yet to say it."""

    number: str
    title: str
    where: str
    raised_at: datetime
    stage: str
    is_open: bool
    others: int
    why: str
    is_same: bool
    score: float
    sure: str = ""


def suggestions(concern: Concern) -> dict[str, Any]:
    """`joined`: who said it too. `alike`: what may be the same, the likest few first. `same`: the numbers of all that
    surely are and are open. `neighbours`: how many people are behind the matter and those. One query; none for a
    matter that is settled, which nothing is joined to any more."""
    if concern.has_followers or not concern.is_open:
        return {"joined": joined_to(concern) if concern.has_followers else [], "alike": []}
    rows, found = _compared(told_of(concern), concern.area_id, concern.community_id)
    near = (rows[int(twin.ref)] for twin in found if twin.is_same)
    same = [row for row in near if row.is_open]
    people = 1 + sum(1 + (row.others or 0) for row in same)
    alike = [_alike(rows[int(twin.ref)], twin) for twin in found[:MOST_ALIKE]]
    return {"joined": [], "alike": alike, "same": [row.number for row in same], "neighbours": people}


def joined_to(lead: Concern) -> list[Concern]:
    """Everyone's own matter that is joined to this one, the newest first."""
    found = Concern.objects.filter(lead=lead).select_related("voice", "speaker", "place")
    return list(found.order_by("-raised_at", "-id")[:MOST_JOINED])


def told_of(concern: Concern) -> Told:
    """A matter as the comparing takes it."""
    return told(concern.pk, concern.voice.title, concern.path, concern.raised_at, concern.category_id)


def told(pk: int, title: str, path: str, at: datetime, kind: int) -> Told:
    return Told(str(pk), simplified(written(title)), path, at, str(kind))


def _compared(one: Told, area: int | None, community: int | None) -> "tuple[dict[int, _Near], list[Twin]]":
    """With what was said in the same estate, block or lane (else community) in the last 30 days, whatever its kind."""
    rows = {row.pk: row for row in _nearby(area, community, right_now() - RECENT)}
    others = [told(row.pk, row.title, row.path, _moment(row.raised_at), row.kind) for row in rows.values()]
    return rows, twins(one, others)


def _alike(row: "_Near", twin: Twin) -> Alike:
    return Alike(
        number=row.number, title=row.title, where=row.where, raised_at=_moment(row.raised_at), others=row.others or 0,
        stage=_(STAGE_NAMES[Stage(row.stage)]), is_open=bool(row.is_open), why=_why(twin), is_same=twin.is_same, score=twin.score,
    )  # fmt: skip


def same_nearby(words: str, place: Place, *, at: datetime, submission: str = "") -> list[int]:
    """The ids of matters in the same estate (else community) that these words may be about, the likest first; not yet
    asked whether a neighbour may read of them. None when the same form was sent before (a double tap). One query."""
    one = Told("", simplified(words), place.path, at)
    rows = _nearby(place.area_id, place.community_id, at - RECENT)
    if any(row.submission == submission for row in rows):
        return []
    others = [told(row.pk, row.title, row.path, _moment(row.raised_at), 0) for row in rows]
    return [int(twin.ref) for twin in twins(one, others, least=ASK)]


class _Near(NamedTuple):
    """A matter nearby, as the driver says it: with title, receipt number, place and how many more said it."""

    pk: int
    title: str
    number: str
    where: str
    path: str
    raised_at: Any
    kind: int
    stage: str
    is_open: Any
    submission: str
    others: int | None


NEAR = ("pk", "voice__title", "speaker__number", "place__where", "path", "raised_at", "category_id", "stage",
        "is_open", "submission", "others")  # fmt: skip


def _nearby(area: int | None, community: int | None, since: datetime) -> list[_Near]:
    if area:
        return [_Near(*row) for row in _in_area(area, since)]
    return [_Near(*row) for row in _in_community(community, since)] if community else []


def _recent(**where: Any) -> QuerySet[Concern, Any]:
    found = with_people(Concern.objects.filter(lead=None, **where))
    return found.order_by("-raised_at", "-id").values_list(*NEAR)[:MOST_COMPARED]


_in_area = PreparedValues(lambda area, since: _recent(area=area, raised_at__gte=since))
_in_community = PreparedValues(lambda community, since: _recent(community=community, raised_at__gte=since))


def _moment(value: Any) -> datetime:
    """As the driver says it: PostgreSQL a moment, SQLite its text (UTC)."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=right_now().tzinfo)


def _why(twin: Twin) -> str:
    """“都说到‘楼道、看不见’，同一处，隔 2 天”."""
    words = _("都说到“%(words)s”") % {"words": "、".join(twin.shared)} if twin.shared else _("同一类")
    where = _("同一处") if twin.same_place else _("同一片")
    when = _("同一天") if twin.days == 0 else _("隔 %(days)s 天") % {"days": twin.days}
    return _("%(words)s，%(where)s，%(when)s") % {"words": words, "where": where, "when": when}
