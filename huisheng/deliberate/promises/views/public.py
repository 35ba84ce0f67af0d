"""What was promised in my community, what is late and what was done: for anybody, without names of residents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.deliberate.councils.models import Council
from huisheng.deliberate.promises import paging, services
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_ground
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas


@act("promise.see")
def promises(request: HttpRequest) -> HttpResponse:
    """The promises of the councils of my community, the newest day first; `?state=`, `?council=`, a hundred at once."""
    ground = my_ground(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    asked, here = (
        paging.asked_for(request.GET),
        in_areas([ground.path], "item__session__council__place__path"),
    )
    rows, more = paging.page(services.known().filter(here), asked, on=localdate())
    context = {
        "ground": ground, "rows": rows, "more": _at(more, ground), "asked": asked, "tabs": _tabs(asked, ground),
        "councils": _councils(ground), "brand": {"name": ground.name},
    }  # fmt: skip
    return render(request, "deliberate/promises.html", context)


def _tabs(asked: paging.Asked, ground: Place) -> list[dict[str, Any]]:
    return [
        {"label": _(name), "url": _at(asked.url(state=key), ground), "here": key == asked.state}
        for key, name in paging.STATES.items()
    ]


def _at(query: str, ground: Place) -> str:
    """The same ground, whatever the telephone remembers."""
    return f"{query}{'&' if len(query) > 1 else ''}in={ground.token}" if query else ""


def _councils(ground: Place) -> list[tuple[str, str]]:
    """The councils of this ground that were promised something, to choose one. One query."""
    found = Council.objects.filter(in_areas([ground.path], "place__path"))
    found = found.filter(sessions__items__promises__isnull=False).distinct().order_by("name", "pk")
    return list(found.values_list("token", "name"))
