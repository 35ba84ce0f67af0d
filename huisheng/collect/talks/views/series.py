"""Talks that come again (M28): set once; every date shows whether it was held, called off and why, or missed."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.talks import forms, services
from huisheng.collect.talks.models import TalkSeries
from huisheng.collect.talks.views.staff import EDIT, HOLD, within_reach
from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.views import act, doer
from huisheng.territory.picking import pick
from huisheng.territory.posts.services import posts_over


def mine(request: HttpRequest, pk: int) -> TalkSeries:
    """A series within my reach; one of another street does not exist for me."""
    found: Q = within_reach(request)
    known = TalkSeries.objects.filter(found).select_related("place", "voice").distinct()
    return get_object_or_404(known, pk=pk)


def who(request: HttpRequest, series: TalkSeries) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this series."""
    hosts = series.hosts.filter(person=cast(Person, request.user)).exists()
    return doer(request, EDIT, path=series.place.path, own=hosts)


@act(HOLD)
def repeat(request: HttpRequest) -> HttpResponse:
    """A weekly evening at a place of my area."""
    picked = pick(request, HOLD)
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("在哪里开夜话？")})
    place = picked.place
    posts = [post for post in posts_over(place.path, on=localdate()) if post.kind.rank > 0]
    initial = {"title": _("%(place)s“晚饭后”") % {"place": place.name}, "first": localdate(), "hour": "19:30"}
    form = forms.RepeatForm(request.POST or None, posts=posts, initial=initial)

    def do() -> HttpResponse:
        made = services.repeat(place=place, **form.cleaned_data, **doer(request, HOLD, path=place.path))
        return redirect("collect:talk_series", made.pk)

    return ask(request, form, do=do, page="collect/act.html", title=_("定期开夜话"), under=place.where,
               button=_("定下来"), back=reverse("collect:talk_desk"), back_words=_("夜话"))  # fmt: skip


@act(EDIT)
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Its dates, and one that is called off."""
    found = mine(request, pk)
    form = forms.CallOffForm(request.POST or None, initial={"day": _wanted(request)})

    def do() -> HttpResponse:
        services.call_off(found, **form.cleaned_data, **who(request, found))
        messages.success(request, _("写好了，居民看得到。"))
        return redirect("collect:talk_series", found.pk)

    today = localdate()
    dates = [(one, one.day <= today) for one in reversed(services.dates_of(found, on=today))]
    return ask(request, form, do=do, page="collect/talk_series.html", series=found, dates=dates,
               hosts=list(found.hosts.select_related("person", "kind", "place")))  # fmt: skip


def _wanted(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


@require_POST
@act(EDIT)
def beginning(request: HttpRequest, pk: int) -> HttpResponse:
    """The evening of a date begins: on to its page, to capture."""
    found = mine(request, pk)
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    talk = services.begin_date(found, day=day or localdate(), **who(request, found))
    return redirect("collect:talk_edit", talk.pk)
