"""What was promised in my community, what is late and what was done: for anybody, without names of residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from huisheng.deliberate.promises import services, shown
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_ground
from huisheng.territory.places.services import in_areas


@act("promise.see")
def promises(request: HttpRequest) -> HttpResponse:
    """The promises of the councils of my community: late ones first, then what is coming, then what was kept."""
    ground = my_ground(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    here = in_areas([ground.path], "item__session__council__place__path")
    rows = shown.board(services.known().filter(here))
    return render(
        request, "deliberate/promises.html", {"ground": ground, "board": rows, "brand": {"name": ground.name}}
    )
