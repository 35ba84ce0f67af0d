"""A call: the number, the place, one sentence, Ctrl+Enter; the number to read back, and the next call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns.exits import emergency_in
from huisheng.collect.concerns.forms.phone import PhoneForm
from huisheng.collect.concerns.grants import grant, opened
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.shown import clock_of
from huisheng.collect.concerns.taking import take_down
from huisheng.collect.concerns.triage.services import suggest
from huisheng.collect.concerns.views.receipt import promised
from huisheng.echo.asking import asked, status_of
from huisheng.echo.naming import called
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.rules import heard_phone
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas
from huisheng.territory.typed import typed_places

LATEST = 5


@act("phone.answer")
@never_cache
def phone(request: StaffRequest) -> HttpResponse:
    """GET: an empty pad, under what was just saved (`?said=`). POST: save it, and be ready for the next call."""
    found = _meant(request)
    form = PhoneForm(request.POST or None, leaves=list(leaves()), at=found[0] if len(found) == 1 else None)
    if request.method == "GET":
        return _show(request, form, [])
    if len(found) == 1 and not _danger(request) and (concern := asked(form, _verb(request, form, found[0]))):
        answer = redirect(f"{reverse('collect:phone')}?said={concern.speaker.number}")
        return grant(request, answer, concern.speaker.number)
    return _show(request, form, found)


def _verb(request: StaffRequest, form: PhoneForm, place: Place) -> Any:
    hat = wear(request, "phone.answer", path=place.path)
    return lambda **_typed: take_down(request, form, hat, form.category)


def _meant(request: HttpRequest) -> list[Place]:
    """The place chosen among those found, or the only one that what was typed may mean; else all it may mean."""
    if request.method != "POST":
        return []
    found = _found(request)
    chosen = [one for one in found if one.token == request.POST.get("place")]
    return chosen or found


def _found(request: Any) -> list[Place]:
    """What was typed; with nothing typed, where this caller spoke of before."""
    paths = areas("phone.answer", request.hats)
    if typed := request.POST.get("where", "").strip():
        return typed_places(typed, paths)
    return list({one.place_id: one.place for one in _before(request)}.values())


def _before(request: Any) -> list[Concern]:
    """What this number said lately, in the clerk's own area. One query."""
    number = heard_phone(request.POST.get("phone", ""))
    if len(number) < 7:
        return []
    inside = in_areas(areas("phone.answer", request.hats))
    known = Concern.objects.select_related(
        "voice", "speaker", "place__street", "place__community", "place__area"
    )
    mine = known.filter(speaker__phone=number, place__in=Place.objects.filter(inside))
    return list(mine.order_by("-raised_at")[:LATEST])


def _danger(request: HttpRequest) -> Any:
    """What must be dialled first, until the clerk has read it once."""
    return None if request.POST.get("calm") else emergency_in(simplified(request.POST.get("words", "")))


def _show(request: StaffRequest, form: PhoneForm, found: list[Place]) -> HttpResponse:
    shown: dict[str, Any] = {"form": form, **_hints(request, found)}
    if form.is_bound and len(found) != 1:
        shown["no_place"] = True
    if form.is_bound and (danger := _danger(request)):
        shown["danger"] = danger
    if number := request.GET.get("said", ""):
        concern = opened(request, number)
        shown |= {"concern": concern, **promised(concern)} if concern else {}
    status = 422 if form.is_bound and status_of(form) == 200 else status_of(form)
    return render(request, "collect/phone.html", shown, status=status)


@require_POST
@act("phone.answer")
@never_cache
def hints(request: StaffRequest) -> HttpResponse:
    """While it is typed: what this number said before, which places it may be, what kind it will be taken for."""
    return render(request, "collect/_phone_hints.html", _hints(request, _found(request)))


def _hints(request: Any, found: list[Place]) -> dict[str, Any]:
    chosen = request.POST.get("place", "")
    tokens = [one.token for one in found]
    typed = request.POST.get("where", "").strip()
    return {
        "before": [(one, clock_of(one)) for one in _before(request)],
        "places": found,
        "chosen": chosen if chosen in tokens else tokens[0] if typed and tokens else "",
        "typed": typed,
        "suggested": _suggested(request, found),
    }


def _suggested(request: Any, found: list[Place]) -> str:
    words = simplified(request.POST.get("words", "").strip())
    guess = suggest(words, street=found[0].street_id if found else None) if len(words) > 3 else None
    return called(guess.suggested) if guess else ""
