"""Which assembly, roll or vote a page is about, and under which hat somebody sees it."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.models import Assembly, OwnerLogin, Roll, Vote
from huisheng.deliberate.ballots.rules import Stage
from huisheng.deliberate.ballots.services.votes import stage
from huisheng.echo.addresses import inside
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import wear
from huisheng.territory.places.services import in_areas

SEE, EDIT, COUNT = "assembly.see", "assembly.edit", "vote.count"


def is_owner(request: HttpRequest, assembly: Assembly) -> bool:
    """Whether the reader's login is an owner's of this estate."""
    return OwnerLogin.objects.filter(assembly=assembly, person=request.user.pk).exists()


def guides(request: HttpRequest, assembly: Assembly) -> bool:
    """Whether the reader is the clerk or officer who guides this assembly."""
    return any(assembly.estate.path.startswith(path) for path in areas(EDIT, request.hats))  # type: ignore[attr-defined]


def my_assemblies(request: HttpRequest) -> QuerySet[Assembly]:
    """Those of my area, those of which I am an owner, those for which I count."""
    mine = in_areas(areas(SEE, request.hats), "estate__path")  # type: ignore[attr-defined]
    mine |= Q(logins__person=request.user) | Q(votes__counters=request.user)
    return (
        Assembly.objects.filter(mine).select_related("estate__community").distinct().order_by("estate__order")
    )


def assembly_of(request: HttpRequest, pk: int, act: str = SEE) -> Assembly:
    """The assembly, or the refusal of the gate."""
    return seen(request, get_object_or_404(Assembly.objects.select_related("estate", "voice"), pk=pk), act)


def seen(request: HttpRequest, assembly: Assembly, act: str = SEE) -> Assembly:
    """This assembly under a hat that may; owners and counters see what is theirs."""
    own = is_owner(request, assembly) or assembly.votes.filter(counters=request.user.pk).exists()
    wear(request, act, path=assembly.estate.path, own=own)
    return assembly


def may_count(request: HttpRequest, assembly: Assembly) -> QuerySet[Person]:
    """Who can be named for a counting group: owners with a login, who holds a post here, and the reader."""
    people = Q(owns__assembly=assembly) | in_areas([assembly.estate.path], "posts__place__path")
    known = Person.objects.filter(people | Q(pk=request.user.pk), is_active=True).exclude(login=None)
    return known.distinct().order_by("name")


def roll_of(request: HttpRequest, pk: int, act: str = SEE) -> Roll:
    """A roll of an assembly that the reader sees."""
    roll = get_object_or_404(Roll.objects.select_related("assembly__estate", "assembly__voice"), pk=pk)
    seen(request, roll.assembly, act)
    return roll


def vote_of(request: HttpRequest, pk: int, act: str = SEE) -> Vote:
    """A vote that the reader sees; a draft is there for those who write it alone."""
    votes = Vote.objects.select_related("assembly__estate", "roll__assembly", "voice", "verdict")
    vote = get_object_or_404(votes.prefetch_related("questions", "clocks"), pk=pk)
    seen(request, vote.assembly, act)
    if not vote.announced_at and not guides(request, vote.assembly):
        raise Http404
    return vote


def counted_by(request: HttpRequest, pk: int) -> Vote:
    """A vote for whose counting group the reader was named; to others it is not there."""
    vote = get_object_or_404(
        Vote.objects.select_related("assembly__estate", "roll__assembly", "voice"),
        pk=pk,
        counters=request.user.pk,
    )
    wear(request, COUNT, path=vote.assembly.estate.path, own=True)
    return vote


def stage_now(vote: Vote, at: datetime | None = None) -> Stage:
    return stage(vote, at=at or localtime())


def back_or(request: HttpRequest, page: str, *args: Any) -> HttpResponse:
    """Back to where the button stood (`back`), else to a page."""
    back = inside(request, request.POST.get("back", ""))
    return redirect(back) if back else redirect(page, *args)


def answer_file(content: bytes, name: str, kind: str, title: str = "") -> HttpResponse:
    """A download. `title`: its name in the reader's language, for browsers that know more than ASCII."""
    answer = HttpResponse(content, content_type=kind)
    full = f"; filename*=UTF-8''{quote(title)}" if title else ""
    answer["Content-Disposition"] = f'attachment; filename="{name}"{full}'
    return answer
