"""What was promised in my community, what is late and what was done: for anybody, without names of residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from huisheng.deliberate.promises import services, shown
from huisheng.people.permissions.views import act
from huisheng.territory.mine import find_place, my_place
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas


@act("promise.see")
def promises(request: HttpRequest) -> HttpResponse:
    """The promises of the councils of my community: late ones first, then what is coming, then what was kept."""
    place = find_place(request.GET.get("in", "")) or my_place(request) or _only_street()
    ground = place and (place.community or place.street or place)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    here = in_areas([ground.path], "item__session__council__place__path")
    rows = shown.board(services.known().filter(here))
    return render(
        request, "deliberate/promises.html", {"ground": ground, "board": rows, "brand": {"name": ground.name}}
    )


def _only_street() -> Place | None:
    streets = Place.objects.filter(kind="street", closed_on=None)[:2]
    return streets[0] if len(streets) == 1 else None
