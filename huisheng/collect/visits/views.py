"""From door to door: write down what was said, and make a matter of it with one press (M24)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.concerns.finding import filing_hat
from huisheng.collect.visits import services
from huisheng.collect.visits.forms import VisitForm
from huisheng.collect.visits.models import Visit
from huisheng.echo.asking import asked, status_of
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import Hat, Role, reach_of
from huisheng.people.permissions.views import act
from huisheng.territory.mine import home_at
from huisheng.territory.models import Place
from huisheng.territory.posts.services import linked_homes
from huisheng.territory.typed import typed_places

LATEST = 20


@act("visit.keep")
def visits(request: StaffRequest) -> HttpResponse:
    """GET: an empty form over one's latest visits. POST: keep one; with `raise` it is a matter at once."""
    form = VisitForm(request.POST or None)
    found = _meant(request)
    done = asked(form, lambda **typed: _keep(request, found, typed)) if request.method == "POST" else None
    if done:
        messages.success(request, _told(done))
        return redirect("collect:visits")
    shown = {"form": form, "places": found, "chosen": request.POST.get("place", ""), "typed": _typed(request),
             "visits": services.visits_of(request.user)[:LATEST]}  # fmt: skip
    return render(request, "collect/visits.html", shown, status=status_of(form))


def _keep(request: StaffRequest, found: list[Place], typed: dict[str, Any]) -> Visit:
    refuse_if(because("您的范围里没有找到这一户，换个写法。") if not found else "")
    refuse_if(because("这几处都像，请选一处。") if len(found) > 1 else "")
    hat = _hat(request, found[0])
    own: dict[str, Any] = {"by": request.user, "at": now(), "hat": hat}
    visit = services.visit(found[0], words=typed["words"], once=typed["once"], **own)
    if "raise" in request.POST and visit.concern is None:
        services.raise_from(visit, name=typed["name"], phone=typed["phone"], **own)
    return visit


def _told(visit: Visit) -> str:
    if visit.concern is None:
        return _("记下了。")
    return _("报上去了，回执号 %(number)s，请告诉对方。") % {"number": visit.concern.speaker.spoken}


def _hat(request: StaffRequest, place: Place) -> Hat:
    hat = filing_hat(request.hats, request.user, place)
    refuse_if(because("这一户不在您负责的范围里。") if hat is None else "")
    assert hat is not None
    return hat


def _typed(request: StaffRequest) -> str:
    return request.POST.get("where", "").strip()


def _meant(request: StaffRequest) -> list[Place]:
    """The place chosen, else those that what was typed may mean; nothing typed: the homes that one keeps contact with."""
    found = _found(request)
    return [one for one in found if one.token == request.POST.get("place")] or found


def _found(request: StaffRequest) -> list[Place]:
    may = [hat for hat in request.hats if reach_of("visit.keep", hat.role)]
    homes = _linked(request) if any(hat.role is Role.LINKED for hat in may) else []
    typed = _typed(request)
    if not typed:
        return homes
    paths = [hat.path for hat in may if hat.role is not Role.LINKED and hat.path]
    linked = [home for home in homes if typed in home.where]
    return linked or _door(paths, typed) or typed_places(typed, paths)


def _door(paths: list[str], typed: str) -> list[Place]:
    """The homes with this door in every building that one is responsible for."""
    homes = [home for seat in Place.objects.filter(path__in=paths) for home in home_at(seat, typed)]
    return list({home.pk: home for home in homes}.values())


def _linked(request: StaffRequest) -> list[Place]:
    return list(linked_homes(request.user, on=localdate()).order_by("order", "pk"))


@require_POST
@act("visit.keep")
def raising(request: StaffRequest, pk: int) -> HttpResponse:
    """What was said there becomes a matter, with one press."""
    visit = get_object_or_404(services.visits_of(request.user), pk=pk)
    services.raise_from(visit, by=request.user, at=now(), hat=_hat(request, visit.place))
    messages.success(request, _told(visit))
    return redirect("collect:visits")
