"""A fate that was written wrongly, put right: the old one is kept, who spoke is told, the matter it had become stays."""

from datetime import datetime

from django.db import transaction

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns.models import Concern
from huisheng.collect.talks import rules
from huisheng.collect.talks.models import PastFate, PointFate, Talk, TalkPoint
from huisheng.collect.talks.rules import Fate
from huisheng.collect.talks.services.capturing import fate_of, fresh
from huisheng.collect.talks.services.finding import OWN, standing
from huisheng.collect.talks.services.holding import locked
from huisheng.collect.talks.services.settling import raised_from, told_words
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person
from huisheng.territory.models import Place


@transaction.atomic
def correct(
    point: TalkPoint,
    *,
    fate: str,
    by: Person | None,
    at: datetime,
    why: str = "",
    words: str = "",
    whom: str = "",
    place: Place | None = None,
    category: Category | None = None,
    hat: str = "",
) -> PointFate:
    """Another fate instead of the one that was written (M27). Whoever said it is told of both, once."""
    talk = locked(point.talk)
    now, where = fresh(point), standing(talk)
    old = fate_of(now)
    same = old == fate and (now.fate.words, now.fate.whom) == (words.strip(), whom.strip())
    refuse_if(rules.why_not_correct(where, given=old, same=same, later=gone_on(now), why=why))
    refuse_if(rules.why_not_settle(where, already="", fate=fate, words=words, whom=whom))
    before, alive = _kept(now, why=why, by=by, at=at), _alive(now)
    now.fate.delete()
    raised = None
    if fate == Fate.CONCERN:
        again = f" after {before.pk}"
        raised = alive or raised_from(now, place or talk.place, category, by, at, hat, again)
    given = PointFate.objects.create(
        point=now, fate=fate, words=words.strip(), whom=whom.strip(), concern=raised, by=by, at=at
    )
    told = [now.speaker] if now.speaker and (raised is None or raised is alive) else []
    says = _says(before, given, alive)
    say(now.voice, by=by, at=at, did="corrected", says=says, to=told, caller=by, hat=hat)
    if where.closed:
        _note(talk, now, before, given, by=by, at=at, hat=hat)
    return given


def gone_on(point: TalkPoint) -> bool:
    """Whether a later room has written on its voice."""
    return point.voice.lines.exclude(did__in=OWN).exists()


def _kept(point: TalkPoint, *, why: str, by: Person | None, at: datetime) -> PastFate:
    old = point.fate
    return PastFate.objects.create(
        point=point, fate=old.fate, words=old.words, whom=old.whom, concern=old.concern, by=old.by, at=old.at,
        why=why.strip(), corrected_by=by, corrected_at=at,
    )  # fmt: skip


def _alive(point: TalkPoint) -> Concern | None:
    """The matter that was raised from this point and is still being worked on."""
    kept = PastFate.objects.filter(point=point, concern__is_open=True).select_related("concern__speaker")
    found = kept.order_by("-pk").first()
    return found.concern if found else None


def _says(before: PastFate, given: PointFate, alive: Concern | None) -> str:
    why = f"（{before.why}）" if before.why else ""
    stays = ""
    if alive and given.concern is None:
        stays = f"已经记成的那件事，编号 {alive.speaker.spoken}，照样办；不用办了，由说的人凭编号撤回。"
    return f"着落改了，原来写的是“{name_of(before)}”{why}。现在：{told_words(given)}{stays}"


def name_of(one: PastFate | PointFate) -> str:
    """What is written down stays Chinese, whoever wrote it."""
    return rules.FATE_NAMES[Fate(one.fate)]


def _note(
    talk: Talk,
    point: TalkPoint,
    before: PastFate,
    given: PointFate,
    *,
    by: Person | None,
    at: datetime,
    hat: str,
) -> None:
    """The talk's own last word counted its fates: what changed afterwards stands beside it."""
    why = "" if point.private else f"：{before.why}"
    says = f"第 {point.number} 条的着落，从“{name_of(before)}”改成“{name_of(given)}”{why}"
    say(talk.voice, by=by, at=at, did="corrected", says=says, to=[], hat=hat)
