"""The desk: queue | matter | what helps. Every state is a plain link; scripts only keep the queue where it is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.catalogue.services import leaf_names
from huisheng.collect.concerns import shown
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.views.matter import about
from huisheng.echo.addresses import address, inside, whole
from huisheng.echo.voices.rules import heard_number
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import Reach, reach_of
from huisheng.people.permissions.views import act
from huisheng.square.desk.bulk import MAY, do_each, picked, posts_for, told
from huisheng.square.desk.forms import DispatchSeveral, FilterForm, JoinSeveral, NoteSeveral
from huisheng.square.desk.queue import Wanted, counts, my_places, page, parts_of
from huisheng.square.desk.rules import TABS, read_cursor
from huisheng.territory.models import Place

MOVES = ("after", "before", "open", "find")


@act("desk.see")
def desk(request: StaffRequest) -> HttpResponse:
    """One's own places' matters by what is due; `?open=` shows one of them beside the list; `?find=` opens or looks for."""
    if typed := request.GET.get("find", "").strip():
        number = heard_number(typed)
        found = f"{address('square:search')}?{urlencode({'q': typed})}"
        return redirect(_here(request, open=number, find="") if number else found)
    opened = _opened(request)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "square/desk.html", opened)
    return render(request, "square/desk.html", _queue(request) | opened)


def _opened(request: StaffRequest) -> dict[str, Any]:
    if not request.GET.get("open"):
        return {}
    concern, own = find(request.GET["open"], request.hats, request.user)
    back = _here(request, open=concern.speaker.number, find="")
    return about(request, concern, own=own, back=back) | {"queue_url": _here(request, open="", find="")}


def _queue(request: StaffRequest) -> dict[str, Any]:
    place, mine = my_places(desk_hats(request), request.GET.get("at", ""))
    if place is None:
        raise Http404
    wanted = wanted_of(request, place)
    found = page(wanted, read_cursor(request.GET.get("after", ""), request.GET.get("before", "")))
    places = {one.pk: one.name for one in [*mine, place]} | dict(parts_of(mine[0]))
    form = FilterForm(request.GET.dict() | {"at": place.pk}, places=places, leaves=leaf_names())
    here = _here(request, open="")
    return {
        "place": place,
        "tabs": _tabs(request, wanted),
        "rows": [_row(request, concern, f"{here}{'&' if '?' in here else '?'}") for concern in found.rows],
        "filter": form,
        "filtered": any(request.GET.get(name) for name in ("category", "channel", "mine", "late", "at")),
        "tab": wanted.tab,
        "newer": _here(request, before=str(found.before), after="", open="") if found.before else "",
        "older": _here(request, after=str(found.after), before="", open="") if found.after else "",
        "here": request.get_full_path(),
        "export": address("square:export")
        + _here(request, open="", after="", before="").removeprefix(address("square:desk")),
    }


def desk_hats(request: StaffRequest) -> list[Any]:
    """The hats under which the desk shows a whole area."""
    return [hat for hat in request.hats if hat.path and reach_of("desk.see", hat.role) is Reach.AREA]


def wanted_of(request: StaffRequest, place: Place) -> Wanted:
    asked = request.GET
    category = asked.get("category", "")
    return Wanted(
        place=place,
        tab=asked["tab"] if asked.get("tab") in TABS else next(iter(TABS)),
        at=right_now(),
        category=whole(category) or None,
        channel=asked["channel"] if asked.get("channel") in Concern.Channel.values else "",
        posts=[hat.post for hat in request.hats if hat.post] if asked.get("mine") else None,
        late=bool(asked.get("late")),
    )


def _tabs(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    n = counts(wanted)
    fresh = dict.fromkeys(MOVES, "")
    return [
        {
            "label": _(label),
            "here": tab == wanted.tab,
            "count": n.get(tab, 0) if n else "",
            "url": _here(request, **(fresh | {"tab": tab})),
        }
        for tab, label in TABS.items()
    ]


def _row(request: StaffRequest, concern: Any, here: str) -> dict[str, Any]:
    number = concern.speaker.number
    return {
        "number": number,
        "url": f"{here}open={number}",
        "title": concern.voice.title,
        "place": concern.place.where,
        "channel": Concern.Channel(concern.channel).label,
        "people": concern.others + 1 if concern.others else 0,
        "clock": shown.clock_of(concern),
        "here": request.GET.get("open") == number,
    }


def _here(request: StaffRequest, **changed: str) -> str:
    """This page with some of its parameters changed; an empty one is left out."""
    kept = QueryDict(mutable=True)
    for name, value in (request.GET.dict() | changed).items():
        if value:
            kept[name] = value
    return reverse("square:desk") + (f"?{kept.urlencode()}" if kept else "")


@require_POST
@act("desk.see")
def several(request: StaffRequest) -> HttpResponse:
    """What was ticked: first what the act needs, then done one by one, each with its own sentence."""
    name = request.POST.get("act", "")
    concerns = picked(request.POST.getlist("pick"), request.hats, name) if name in MAY else []
    if not concerns:
        messages.error(request, _("还没有选中哪一件。在左边打钩，再按这里。"))
        return redirect(_back(request))
    form = _form_for(name, concerns, request.POST if "go" in request.POST else None)
    context = {"form": form, "name": name, "concerns": concerns, "back": _back(request)}
    if form.is_bound and form.is_valid():
        results = do_each(
            name, concerns, by=request.user, hats=request.hats, at=right_now(), **form.cleaned_data
        )
        context |= {"results": results, "told": told(results)}
    return render(request, "square/desk_several.html", context, status=422 if form.errors else 200)


def _form_for(name: str, concerns: list[Concern], data: Any) -> Any:
    if name == "dispatch":
        return DispatchSeveral(data, posts=posts_for(concerns))
    return JoinSeveral(data, concerns=concerns) if name == "join" else NoteSeveral(data)


def _back(request: StaffRequest) -> str:
    return inside(request, request.POST.get("back", "")) or reverse("square:desk")
