"""The notice board of a community: what hangs now, the covenants that hold, what is over."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from huisheng.deliberate.covenants.models import Covenant
from huisheng.deliberate.notices import services
from huisheng.deliberate.notices.views.public import row_of
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_ground
from huisheng.territory.places.services import in_areas

MOST = 100


@act("notice.see")
def board(request: HttpRequest) -> HttpResponse:
    """The notices of my community and of the street above it: what hangs now first, then what is over."""
    ground = my_ground(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    here = in_areas([ground.path], "place__path") | Q(place=ground.street)
    found = services.known().filter(here).order_by("-text__ends", "-pk")[:MOST]
    today = localdate()
    rows = [row_of(one, today) for one in found]
    shown = {
        "ground": ground,
        "running": [r for r in rows if r["left"]],
        "over": [r for r in rows if not r["left"]],
    }
    covenants = Covenant.objects.filter(in_areas([ground.path], "place__path")).select_related("place")
    shown["versions"] = covenants.order_by("place__path", "pk")[:MOST]
    return render(request, "deliberate/board.html", shown | {"brand": {"name": ground.name}})
