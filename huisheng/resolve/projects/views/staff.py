"""Projects for those who answer for them: how far, whose, by when."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.alliance.owners import owners_at
from huisheng.echo.asking import ask, offer
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act, doer
from huisheng.resolve.projects import forms, rules, services, shown
from huisheng.resolve.projects.models import Project
from huisheng.resolve.tasks.services import posts_of
from huisheng.territory.picking import pick

DO, BEGIN, MOST = "project.do", "project.begin", 200


@act(DO)
def mine(request: HttpRequest) -> HttpResponse:
    """The projects of my area and of my posts."""
    hats = request.hats  # type: ignore[attr-defined]
    rows = [shown.row_of(one, on=localdate()) for one in services.mine_of(areas(DO, hats), hats)[:MOST]]
    page = {"rows": rows, "may_begin": hat_for(BEGIN, hats) is not None}
    return render(request, "resolve/projects_mine.html", page)


def my_project(request: HttpRequest, pk: int) -> tuple[Project, bool]:
    """A project of my area or of my own post, and whether it is mine; another street's does not exist for me."""
    hats = request.hats  # type: ignore[attr-defined]
    found = get_object_or_404(services.known(), pk=pk)
    own = found.post_id is not None and found.post_id in posts_of(hats)
    if hat_for(DO, hats, path=found.place.path, own=own) is None:
        raise Http404
    return found, own


@act(DO)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One project and what may be done with it."""
    found, _own = my_project(request, pk)
    over = found.stage not in rules.OPEN
    acts = (
        []
        if over
        else [
            offer(_("写进度"), "move/", "", "main"),
            offer(_("定日程"), "dates/"),
            offer(_("换人负责"), "hand/", "", "quiet"),
        ]
    )
    page = shown.row_of(found, on=localdate()) | {
        "road": shown.road(found), "acts": acts, "lines": found.voice.lines.select_related("by").order_by("-at", "-pk")[:60],
    }  # fmt: skip
    return render(request, "resolve/project_edit.html", page)


def doing(
    request: HttpRequest, found: Project, own: bool, form: Any, verb: Callable[[dict[str, Any]], Any], *, title: str, button: str, done: str
) -> HttpResponse:  # fmt: skip
    """A form about one project that calls one verb and goes back to it."""

    def do() -> HttpResponse:
        verb(doer(request, DO, path=found.place.path, own=own))
        messages.success(request, done)
        return redirect("resolve:project_edit", found.pk)

    return ask(request, form, do=do, page="resolve/project_act.html", title=title, button=button, under=found.title,
               project=found)  # fmt: skip


@act(DO)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is."""
    found, own = my_project(request, pk)
    form = forms.MoveForm(request.POST or None, project=found)
    return doing(request, found, own, form, lambda who: services.move(found, **form.cleaned_data, **who),
                 title=_("写进度"), button=_("记下"), done=_("记下了，居民看得到。"))  # fmt: skip


@act(DO)
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else answers for it."""
    found, own = my_project(request, pk)
    form = forms.HandForm(request.POST or None, owners=owners_at(found.place))
    return doing(request, found, own, form, lambda who: services.hand(found, **form.cleaned_data, **who),
                 title=_("换人负责"), button=_("换"), done=_("换好了，居民看得到。"))  # fmt: skip


@act(DO)
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """By which day each stage is to be through."""
    found, own = my_project(request, pk)
    initial = {one.stage: one.due for one in found.milestones.all()}
    form = forms.DatesForm(request.POST or None, initial=initial)
    return doing(request, found, own, form, lambda who: services.set_dates(found, **form.typed(), **who),
                 title=_("定日程"), button=_("定下"), done=_("定下了，居民看得到。"))  # fmt: skip


@act(BEGIN)
def new(request: HttpRequest) -> HttpResponse:
    """A project that was decided elsewhere: by the street, by an assembly on paper."""
    picked = pick(request, BEGIN)
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("在哪里做？")})
    place = picked.place
    form = forms.BeginForm(request.POST or None, owners=owners_at(place), initial={"year": localdate().year})

    def do() -> HttpResponse:
        made = services.begin(place=place, **form.cleaned_data, **doer(request, BEGIN, path=place.path))
        return redirect("resolve:project_edit", made.pk)

    return ask(
        request,
        form,
        do=do,
        page="resolve/project_act.html",
        title=_("立一个项目"),
        under=place.where,
        button=_("立项"),
    )
