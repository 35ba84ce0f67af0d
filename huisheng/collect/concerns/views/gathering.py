"""Several matters that are one, joined with one press and apart again with one press (M35)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.concerns import services
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.views.acts import back_to
from huisheng.echo.asking import in_words
from huisheng.echo.voices.rules import heard_number
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act, wear

MOST = 60


@require_POST
@act("concern.see")
def gather(request: StaffRequest, number: str) -> HttpResponse:
    """Join the named matters to this one."""
    lead, own = find(number, request.hats, request.user)
    hat = wear(request, "concern.join", path=lead.path, own=own)
    others = [one for one in _named(request, "concern.join") if one.pk != lead.pk]
    refused = services.gather(lead, others, by=request.user, at=right_now(), hat=hat.title)
    return _told(request, lead, len(others), refused, _("并了 %(n)s 件，办好以后分别请每一位确认。"))


@require_POST
@act("concern.see")
def scatter(request: StaffRequest, number: str) -> HttpResponse:
    """The named matters stand alone again."""
    lead, own = find(number, request.hats, request.user)
    hat = wear(request, "concern.part", path=lead.path, own=own)
    others = [one for one in _named(request, "concern.part") if one.lead_id == lead.pk]
    why = _("看过了，不是同一件事。")
    refused = services.scatter(others, by=request.user, at=right_now(), why=why, hat=hat.title)
    return _told(request, lead, len(others), refused, _("分开了 %(n)s 件，各办各的。"))


def _named(request: StaffRequest, may: str) -> list[Concern]:
    """The matters of the form that lie within reach; what lies elsewhere is not there."""
    numbers = [heard_number(one) for one in request.POST.getlist("one")[:MOST]]
    found = Concern.objects.filter(speaker__number__in=numbers).select_related("voice", "speaker", "place")
    return [one for one in found.order_by("raised_at", "id") if hat_for(may, request.hats, path=one.path)]


def _told(request: StaffRequest, lead: Concern, n: int, refused: list[str], words: str) -> HttpResponse:
    for reason in dict.fromkeys(refused):
        messages.error(request, in_words(reason))
    if n > len(refused):
        messages.success(request, words % {"n": n - len(refused)})
    return redirect(back_to(request, lead))
