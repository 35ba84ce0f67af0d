"""Raise a concern: words become a voice, a receipt, a holder, two clocks, a first line and its messages."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from huisheng.collect.catalogue.models import Category, ClockPolicy
from huisheng.collect.concerns import rules
from huisheng.collect.concerns.clocks import clocks
from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.exits import is_danger
from huisheng.collect.concerns.models import Batch, Concern
from huisheng.collect.concerns.services.keeping import WITH, count, tell
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.collect.concerns.triage import services as triage
from huisheng.collect.concerns.triage.services import Suggested
from huisheng.echo.prepared import insert
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.models import Voice
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said, begin, hear
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Place
from huisheng.territory.posts.services import answering_for

DANGER = "P0"
NUMBERS_TRIED = (
    5  # a number is random: at a million a year every hundredth is taken, and another one is drawn
)


def raise_(
    words: str,
    *,
    place: Place,
    category: Category,
    said: Said,
    channel: str,
    by: Person | None,
    at: datetime,
    hat: str = "",
    submission: str | None = None,
    suggested: Suggested | None = None,
    **more: Any,
) -> Concern:
    """Take a resident's words in (M20-M23). `by` is whoever typed it: None or the speaker's own account when it is
    their own, a helper's account when it is filed for somebody (M23). `submission` is the form's own token:
    the same token again returns the first concern, so that a double tap is one concern.
    `suggested`: what triage said about the words; it stays with the matter, and a person decides.
    `more`: batch, outside_number, outside_due for orders from elsewhere.

    Refused without words, with an impossible phone, on a closed place, or where nobody is responsible (I2).
    """
    refuse_if(rules.why_not_raise(words, place=place))
    refuse_if(why_not_phone(said.phone))
    refuse_if(because("这个地方还没有划到街道，不能受理。") if place.street_id is None else "")
    for left in reversed(range(NUMBERS_TRIED)):
        try:
            return _raise(words, place, category, said, channel, by, at, hat, submission, suggested, more)
        except IntegrityError:
            if first := _already(submission):
                return first
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _already(submission: str | None) -> Concern | None:
    """What the same form already raised, when it was sent twice."""
    return Concern.objects.select_related(*WITH).filter(submission=submission).first() if submission else None


@transaction.atomic
def _raise(
    words: str,
    place: Place,
    category: Category,
    said: Said,
    channel: str,
    by: Person | None,
    at: datetime,
    hat: str,
    submission: str | None,
    suggested: Suggested | None,
    more: dict[str, Any],
) -> Concern:
    holder = receiver_for(place, category, at=at)
    refuse_if(
        because("%(place)s还没有人负责，请先到社区当面说。", place=place.where) if holder is None else ""
    )
    voice = begin(kind="concern", title=rules.title_of(words), path=place.path, at=at)
    own = by is None or by == said.person
    speaker = hear(voice, said=said, filed_by=None if own else by, at=at)
    concern = draft(
        voice, place=place, category=category, channel=channel, at=at, danger=is_danger(simplified(words))
    )
    concern.speaker, concern.holder, concern.submission = speaker, holder, submission
    for field, value in more.items():
        setattr(concern, field, value)
    insert(concern)
    tell(concern, Act.RAISED, by=by, at=at, says=words, hat=hat, staff=[holder.person] if holder else [])
    count(concern, before=set(), after=counted_as(concern))
    if suggested:
        _keep_suggestion(concern, suggested, at)
    return concern


def _keep_suggestion(concern: Concern, suggested: Suggested, at: datetime) -> None:
    """What was suggested stays with the matter; what nobody was asked about is marked on the timeline."""
    triage.keep_suggestion(concern.voice, suggested, street=concern.street_id, at=at)
    if suggested.automatic:
        tell(concern, Act.NOTED, by=None, at=at, inner=triage.automatic_words(suggested), hat="自动归类")


def receiver_for(place: Place, category: Category, *, at: datetime) -> Appointment | None:
    """Who receives first: the post that the catalogue names for this kind of matter, or the next one up (M06, M03)."""
    rank = category.receiver.rank if category.receiver else 0
    return answering_for(place.path, on=localtime(at).date(), from_rank=rank)


def draft(
    voice: Voice,
    *,
    place: Place,
    category: Category,
    channel: str,
    at: datetime,
    danger: bool,
    batch: Batch | None = None,
) -> Concern:
    """An unsaved concern with its place, clocks and first stage."""
    policy = category.clock
    if policy is None or danger:
        policy = ClockPolicy.objects.get(pk=DANGER)
    both = clocks(contact=policy.contact, fix=policy.fix, start=at, calendar=calendar())
    return Concern(
        voice=voice,
        category=category,
        clock=policy,
        channel=channel,
        place=place,
        street_id=place.street_id,  # type: ignore[misc]  # a place without a street was refused
        community_id=place.community_id,
        area_id=place.area_id,
        path=place.path,
        stage=Stage.HEARD.value,
        raised_at=at,
        contact_due=both.contact_due,
        fix_due=both.fix_due,
        due_at=both.contact_due,
        urgent=danger or policy.contact_unit in ("minutes", "hours"),
        batch=batch,
    )
