"""Today: for whoever stands in the stairwell with one hand free. Only what is due; each item closes on this page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.concerns import shown
from huisheng.collect.concerns.act_forms import ActForm, CallBackForm, MetForm
from huisheng.collect.concerns.acts import acts_for
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.triage import drift
from huisheng.deliberate.ballots.services.terms import tasks_of
from huisheng.echo.notices.services import told
from huisheng.echo.readings.services import open_speaker
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act
from huisheng.resolve.tasks.services import tasks_due
from huisheng.resolve.tasks.shown import row_of as task_row
from huisheng.square.today import due
from huisheng.square.today.by_the_calendar import by_the_calendar
from huisheng.square.today.gatherings import gatherings
from huisheng.territory.posts.services import ending_soon


@act("today.see")
def today(request: StaffRequest) -> HttpResponse:
    """New matters, what runs out, calls, call-backs, answers that are owed, terms that end; nothing that is not due."""
    at = right_now()
    mine = due.my_matters(request.user, request.hats, at=at)
    calls = due.calls(request.user, at=at)
    backs = [_item(request, one, at) for one in due.call_backs(request.user, request.hats, at=at)]
    groups = {
        "new": [_item(request, one, at, own=True) for one in mine.new],
        "ends": [_item(request, one, at, own=True) for one in mine.ends],
        "chase": [_item(request, one, at, own=True) for one in mine.chase],
        "backs": [item | {"form": _form(CallBackForm, item["concern"])} for item in backs],
    }
    day = localtime(at).date()
    doing = [task_row(one, on=day) for one in tasks_due(request.hats, on=day)]
    sessions, again, stages, data, yearly = by_the_calendar(request.user, request.hats, at=at)
    owners = tasks_of(areas("assembly.edit", request.hats), on=day)
    talks = gatherings(request.user, request.hats, on=day)
    several: tuple[list[Any], ...] = (
        sessions, talks, calls, doing, again, stages, data, yearly, owners, *groups.values(),
    )  # fmt: skip
    context = groups | {
        "date": _date(at),
        "count": sum(map(len, several)),
        "late": sum(item["clock"]["state"] == "late" for items in (*groups.values(), doing) for item in items)
        + sum(task.late for task in owners)
        + sum(one.late for one in sessions)
        + sum(one.late for one in stages)
        + sum(one.late for one in data)
        + sum(row["late"] for row in talks),
        "talks": talks,
        "calls": calls,
        "doing": doing,
        "again": again,
        "stages": stages,
        "data": data,
        "yearly": yearly,
        "owners": owners,
        "sessions": sessions,
        "ending": _ending(request, at),
        "notices": due.notices(request.user, at=at),
        "drift": _drift(request),
    }
    return render(request, "square/today.html", context)


def _date(at: datetime) -> str:
    return date_format(localtime(at), _("n 月 j 日 l"))


def _item(request: StaffRequest, concern: Concern, at: datetime, *, own: bool = False) -> dict[str, Any]:
    offers = acts_for(concern, request.hats, request.user, own=own)
    return {
        "concern": concern,
        "clock": shown.clock_of(concern, at=at),
        "who": shown.masked_name(concern.speaker),
        "acts": {offer.button.name for offer in offers if not offer.why},
        "form": _form(MetForm, concern),
    }


def _form(kind: type[ActForm], concern: Concern) -> ActForm:
    """One of several on the page: each label needs a field of its own."""
    return kind(concern=concern, auto_id=f"{concern.pk}-%s")


def _drift(request: StaffRequest) -> list[str]:
    """Whether the suggestions no longer fit, for those who sort by them."""
    hat = hat_for("concern.sort", [hat for hat in request.hats if hat.path])
    return drift.sentences(hat.path) if hat else []


def _ending(request: StaffRequest, at: datetime) -> list[Any]:
    """Terms that end within 30 days (M17), for those who fill posts."""
    if hat_for("post.fill", request.hats) is None:
        return []
    return list(ending_soon(request.hats, on=localtime(at).date()))


@require_POST
@act("message.told")
@never_cache
def call(request: StaffRequest, number: str) -> HttpResponse:
    """Whom to call and what to say, with the phone; looking is recorded with its purpose (I6)."""
    waiting = _waiting(request, number)
    speaker = waiting.speaker
    hat = hat_for("message.told", request.hats)
    open_speaker(
        speaker,
        by=request.user,
        hat=hat.title if hat else "",
        purpose=_("打电话告知：%(title)s") % {"title": speaker.voice.title[:40]},
        at=right_now(),
    )
    return render(request, "square/today_call.html", {"speaker": speaker, "messages_": waiting.messages})


@require_POST
@act("message.told")
def done(request: StaffRequest, number: str) -> HttpResponse:
    """The call was made: everything that waited to be told is told."""
    speaker = _waiting(request, number).speaker
    told(speaker, by=request.user, at=right_now())
    messages.success(request, _("记下了：已经告诉本人。"))
    return redirect("square:today")


def _waiting(request: StaffRequest, number: str) -> due.Call:
    """What waits to be told to this speaker by this person; Http404 when there is nothing (any more)."""
    calls = due.calls(request.user, at=right_now())
    for one in calls:
        if one.speaker.number == number:
            return one
    raise Http404
