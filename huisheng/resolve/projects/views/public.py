"""What becomes of each year's money: the board of a year, and one project with its road. For anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from huisheng.collect.talks.views.public import ground_of
from huisheng.echo.addresses import whole
from huisheng.people.permissions.views import act
from huisheng.resolve.projects import services, shown


@act("project.see")
def projects(request: HttpRequest) -> HttpResponse:
    """The board of a year (`?year=`, else the newest), stage by stage."""
    ground = ground_of(request)
    if ground is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    years = services.years_of(ground)
    asked = whole(request.GET.get("year", ""))
    year = asked if asked in years else years[0] if years else localdate().year
    begun, waiting = services.board(ground, year)
    rows = [shown.row_of(one, on=localdate()) for one in begun] + [shown.waiting_row(one) for one in waiting]
    page = {
        "ground": ground,
        "year": year,
        "years": years,
        "board": shown.by_stage(rows),
        "n": len(rows),
        "query": request.GET.get("in", ""),
    }
    return render(request, "resolve/projects.html", page | {"brand": {"name": ground.name}})


@act("project.see")
def project(request: HttpRequest, token: str) -> HttpResponse:
    """One project: who answers for it, how far it is, its days, its money, what was done."""
    found = get_object_or_404(services.known(), token=token)
    page = shown.row_of(found, on=localdate()) | {
        "road": shown.road(found),
        "lines": found.voice.lines.order_by("-at", "-pk")[:60],
    }
    return render(request, "resolve/project.html", page)
