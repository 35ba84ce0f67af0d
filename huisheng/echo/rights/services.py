"""Ask about one's own data; answer within the days of the law."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.rights import rules
from huisheng.echo.rights.models import DataRequest
from huisheng.echo.voices.models import Speaker
from huisheng.echo.workdays.rules import add_working_days
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person


@transaction.atomic
def ask_for(
    right: str,
    *,
    words: str,
    at: datetime,
    path: str = "",
    person: Person | None = None,
    speaker: Speaker | None = None,
) -> DataRequest:
    """Somebody asks about what is held on them; a person answers within fifteen working days."""
    already = waiting().filter(right=right, person=person, speaker=speaker).exists()
    refuse_if(YES if right in rules.RIGHT_NAMES else because("请从几种里选一种。"))
    refuse_if(rules.why_not_ask(right, words, already=already))
    due = localtime(add_working_days(at, rules.WORKING_DAYS, calendar())).date()
    return DataRequest.objects.create(
        right=right, words=words.strip(), at=at, due_on=due, path=path or (speaker.voice.path if speaker else ""),
        person=person, speaker=speaker,
    )  # fmt: skip


@transaction.atomic
def answer(one: DataRequest, *, done: bool, words: str, by: Person, at: datetime) -> None:
    """What was done, or why not; the one who asked reads it on their own page."""
    now = DataRequest.objects.select_for_update(of=("self",)).get(pk=one.pk)
    refuse_if(rules.why_not_answer(words, done=done, answered=now.answered_at is not None))
    now.done, now.answer, now.answered_by, now.answered_at = done, words.strip(), by, at
    now.save()
    did = "personal_removed" if now.right == rules.Right.DELETE and done else "personal_corrected"
    if done and now.right in (rules.Right.DELETE, rules.Right.CORRECT):
        keep(did, by=by, at=at, about=f"request {now.pk}", whose=now.person, path=now.path)


def due_by(day: date) -> "QuerySet[DataRequest]":
    """What is to be answered by a day, or should have been."""
    return waiting().filter(due_on__lte=day)


def waiting() -> "QuerySet[DataRequest]":
    """What nobody answered yet, the most urgent first."""
    return DataRequest.objects.filter(answered_at=None).select_related("person", "speaker")
