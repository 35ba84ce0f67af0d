"""Tasks for those who give them and those who do them."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from huisheng.alliance.owners import owners_at
from huisheng.collect.concerns.finding import find
from huisheng.deliberate.promises.shown import moved_of
from huisheng.echo.asking import ask
from huisheng.echo.photos.services import photos_of
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act, doer
from huisheng.resolve.tasks import forms, rules, services, shown
from huisheng.resolve.tasks.models import Step, Task
from huisheng.resolve.tasks.rules import Stage
from huisheng.territory.picking import pick
from huisheng.territory.places.services import in_areas

A_PAGE = 100
TABS = {
    "open": gettext_noop("在做的"),
    "late": gettext_noop("过了日子的"),
    "mine": gettext_noop("我的"),
    "done": gettext_noop("做完的"),
}


@act("task.see")
def tasks(request: HttpRequest) -> HttpResponse:
    """What is being done in my area and by me; `?tab=`, `?about=` one matter's."""
    today, tab = localdate(), request.GET.get("tab", "open")
    hats = request.hats  # type: ignore[attr-defined]
    found = services.open_tasks(areas("task.see", hats), hats)
    about = None
    if number := request.GET.get("about", ""):
        about, _own = find(number, hats, cast(Person, request.user))
        found = services.known().filter(concern=about).order_by("due", "pk")
    elif tab == "late":
        found = found.filter(due__lt=today)
    elif tab == "mine":
        found = found.filter(post__in=services.posts_of(hats))
    elif tab == "done":
        seen = in_areas(areas("task.see", hats), "place__path")
        found = services.known().filter(seen, stage=Stage.DONE).order_by("-end__at")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [shown.row_of(one, on=today) for one in page]
    tabs = [
        {"label": _(name), "url": f"?tab={key}", "here": key == tab and not about}
        for key, name in TABS.items()
    ]
    return render(request, "resolve/tasks.html", {"rows": rows, "tabs": tabs, "about": about, "page": page})


@act("task.give")
def new(request: HttpRequest) -> HttpResponse:
    """Give a task: for a matter (`?about=`), or at a place that is picked."""
    concern, place = None, None
    if number := request.GET.get("about", ""):
        concern, _own = find(number, request.hats, cast(Person, request.user))  # type: ignore[attr-defined]
        place = concern.place
    else:
        picked = pick(request, "task.give")
        place = picked.place
    if place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("在哪里做？")})
    form = forms.GiveForm(request.POST or None, owners=owners_at(place))

    def do() -> HttpResponse:
        typed, who = form.cleaned_data, doer(request, "task.give", path=place.path)
        task = services.give(
            typed["words"], place=place, owner=typed["owner"], due=typed["due"], concern=concern,
            giver=services.giver_at(place, by=who["by"], at=who["at"]), steps=rules.steps_of(typed["steps"]), **who,
        )  # fmt: skip
        messages.success(request, _("交办了，对方已经知道。"))
        return redirect("resolve:task", task.pk)

    under = concern.voice.title if concern else place.where
    return ask(
        request, form, do=do, page="resolve/act.html", title=_("交给人去办"), under=under, button=_("交办")
    )


def mine(request: HttpRequest, pk: int) -> tuple[Task, bool]:
    """A task of my area or of my own post, and whether it is mine; another street's does not exist for me."""
    hats = request.hats  # type: ignore[attr-defined]
    task = get_object_or_404(services.known().select_related("giver__person", "giver__kind", "end"), pk=pk)
    own = services.owner_of(task, hats)
    if hat_for("task.see", hats, path=task.place.path, own=own) is None:
        raise Http404
    return task, own


@act("task.see")
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what, who, by when, its steps, what may be done, what was done."""
    found, own = mine(request, pk)
    hats, path = request.hats, found.place.path  # type: ignore[attr-defined]
    may_do = hat_for("task.do", hats, path=path, own=own) is not None
    may_drop = hat_for("task.drop", hats, path=path) is not None
    may_move = hat_for("task.move", hats, path=path) is not None
    acts = shown.acts_of(
        found, may_do=may_do, may_move=may_move, may_drop=may_drop, promised=found.promise_id is not None
    )
    return render(request, "resolve/task.html", {
        "task": found, "clock": shown.clock_of(found, on=localdate()), "acts": acts, "may_do": may_do,
        "steps": found.steps.all(), "outputs": found.outputs.all(), "link": link_of(request, found),
        "photos": photos_of(found.voice_id), "may_show": may_do and found.stage != Stage.DROPPED,
        "moved": moved_of(found.moves.all()),
        "holdings": found.holdings.select_related("post__person", "post__kind", "body"),
        "lines": found.voice.lines.select_related("by").order_by("at", "pk"),
    })  # fmt: skip


def link_of(request: HttpRequest, task: Task) -> str:
    """The address by which an outside body answers, while it has the task."""
    holding = task.holdings.filter(until=None).exclude(token=None).first() if task.body_id else None
    return request.build_absolute_uri(f"/do/{holding.token}/") if holding else ""


@act("task.do")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """I take it on."""
    found, own = mine(request, pk)
    services.accept(found, **doer(request, "task.do", path=found.place.path, own=own))
    messages.success(request, _("接下了。"))
    return redirect("resolve:task", pk)


@act("task.do")
@require_POST
def step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """One step is done."""
    found, own = mine(request, pk)
    one = get_object_or_404(Step.objects.select_related("task"), pk=step, task=found)
    services.tick_off(one, **doer(request, "task.do", path=found.place.path, own=own))
    return redirect("resolve:task", pk)
