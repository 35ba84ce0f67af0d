"""From door to door through one building: a page that goes on without a line, and a list on paper beside it (M49)."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import RollUnit, Vote
from huisheng.deliberate.ballots.services.rounds import deliver_later
from huisheng.deliberate.ballots.shown import grid
from huisheng.deliberate.ballots.views.finding import COUNT, counted_by
from huisheng.echo.addresses import whole
from huisheng.echo.asking import in_words
from huisheng.echo.refusals import Refused
from huisheng.people.models import Person
from huisheng.people.permissions.views import act


def _doors(request: HttpRequest, one: Vote) -> dict[str, object]:
    """The doors of the building that was asked for, the first one's when none was."""
    names = list(dict.fromkeys(one.roll.units.values_list("building", flat=True)))
    chosen = request.GET.get("in", names[0] if names else "")
    units = list(one.roll.units.filter(building=chosen))
    states = dict(one.deliveries.filter(unit__in=units).order_by("at", "id").values_list("unit_id", "state"))
    entered = set(one.papers.filter(unit__in=units).exclude(receipt=None).values_list("unit_id", flat=True))
    return {
        "vote": one, "assembly": one.assembly, "buildings": names, "chosen": chosen,
        "blocks": grid(units, states, entered), "states": rules.DELIVERY_NAMES,
    }  # fmt: skip


@act(COUNT)
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """One building, door by door: three buttons each. `?in=` names the building."""
    return render(request, "deliberate/round.html", _doors(request, counted_by(request, pk)))


@act(COUNT)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same doors on paper, to tick with a pen."""
    return render(request, "deliberate/round_paper.html", _doors(request, counted_by(request, pk)))


def _moment(text: str) -> datetime | None:
    """When it was pressed, as the telephone says; None when it says nothing that is a moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@act(COUNT)
@require_POST
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One press that was kept on a telephone, sent when there is a line; sent twice it is one. Answers as JSON:
    whether it was taken, and the words that stand beside the door."""
    one, typed = counted_by(request, pk), request.POST
    home = get_object_or_404(RollUnit, pk=whole(typed.get("unit", "")), roll=one.roll)
    try:
        made = deliver_later(
            one, unit=home, state=typed.get("state", ""), by=cast(Person, request.user), once=typed.get("key", ""),
            pressed=_moment(typed.get("at", "")), at=localtime(),
        )  # fmt: skip
    except Refused as refused:
        return JsonResponse({"taken": False, "words": in_words(refused.reason)})
    return JsonResponse({"taken": True, "state": made.state, "words": str(made.get_state_display())})
