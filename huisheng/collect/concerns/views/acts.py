"""One small form an act: what it asks for, why it is refused, and back to where one came from."""

from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.collect.concerns import shown
from huisheng.collect.concerns.act_forms import ActForm, OpenForm
from huisheng.collect.concerns.acts import BY_NAME
from huisheng.collect.concerns.doing import DOINGS
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.models import Concern
from huisheng.echo.addresses import inside
from huisheng.echo.asking import asked, in_words, status_of
from huisheng.echo.readings.services import open_speaker
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import Hat, hat_for
from huisheng.people.permissions.views import act, wear


@act("concern.see")
def do(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Ask what the act needs; do it under the hat that allows it (M09); say what happened where one came from."""
    if name not in BY_NAME:
        raise Http404
    concern, own = find(number, request.hats, request.user)
    hat = wear(request, BY_NAME[name].may, path=concern.path, own=own)
    form = DOINGS[name].form(request.POST or None, concern=concern)
    verb = partial(DOINGS[name].verb, concern, by=request.user, at=right_now(), hat=hat.title)
    if request.method == "POST" and asked(form, verb) is not None:
        messages.success(request, _(DOINGS[name].done))
        back = back_to(request, concern)
        return redirect(without(back, number) if DOINGS[name].leaves_nothing else back)
    return _asking(request, concern, name, form)


def _asking(request: StaffRequest, concern: Concern, name: str, form: ActForm) -> HttpResponse:
    if form.is_bound:
        concern, _own = find(concern.speaker.number, request.hats, request.user)
        typed = request.POST.copy()
        typed["seen"] = str(concern.version)  # the next press has read this page
        form.data = typed
    button = BY_NAME[name]
    why = button.why_not(concern, request.user) if not form.is_bound else ""
    context = {
        "concern": concern,
        "form": form,
        "label": _(button.label),
        "name": name,
        "why": in_words(why) if why else "",
        "back": back_to(request, concern),
        "waits": shown.clock_of(concern),
        "last": shown.lines_of(concern.voice.lines.select_related("by").order_by("-at", "-id")[:3]),
    }
    return render(request, "collect/matter_act.html", context, status=status_of(form))


def back_to(request: StaffRequest, concern: Concern) -> str:
    """Where one came from, if that is a page of ours; else the matter."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    return inside(request, back) or reverse("collect:matter", args=[concern.speaker.number])


def without(back: str, number: str) -> str:
    """The page one came from with the matter closed; one's own first page when it showed nothing else."""
    page = urlsplit(back)
    kept = urlencode([(key, value) for key, value in parse_qsl(page.query) if value != number])
    return settings.LOGIN_REDIRECT_URL if number in page.path else page._replace(query=kept).geturl()


@act("speaker.open")
@never_cache
def speaker(request: StaffRequest, number: str) -> HttpResponse:
    """The name and phone of who spoke, once, for a purpose; the reading is kept (I6)."""
    concern, own = find(number, request.hats, request.user)
    hat = hat_to_open(request, concern, own=own)
    form = OpenForm(request.POST or None)
    verb = partial(open_speaker, concern.speaker, by=request.user, hat=hat.title, at=right_now())
    opened = request.method == "POST" and asked(form, verb) is not None
    context = {"concern": concern, "form": form, "opened": opened, "back": back_to(request, concern)}
    return render(request, "collect/matter_speaker.html", context, status=status_of(form))


def hat_to_open(request: StaffRequest, concern: Concern, *, own: bool) -> Hat:
    """Whoever works on the matter, or calls back about it, may call who spoke."""
    for name in ("speaker.open", "concern.call_back"):
        hat = hat_for(name, request.hats, path=concern.path, own=own)
        if hat and (name == "speaker.open" or concern.stage == Concern.Stage.DONE):
            return hat
    raise PermissionDenied(_("这件事不在您负责的范围里。"))
