"""My own data: read it, take it with me, correct it, have it deleted; and whoever answers what cannot be done at once."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.concerns.grants import held_numbers
from huisheng.echo.asking import ask
from huisheng.echo.consents.services import take_back
from huisheng.echo.models import Consent, DataRequest, Speaker
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.rights import services as rights
from huisheng.echo.rights.rules import Right
from huisheng.people.models import Person
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act, wear
from huisheng.square.messages.listing import in_area
from huisheng.square.rights import services
from huisheng.square.rights.collecting import held_on, zipped
from huisheng.square.rights.forms import AnswerForm, AskForm

MINE, STAFF = "mine.see", "data.answer"


@act(MINE)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What is held on me, what I agreed to, what I asked. By login, or by the receipts opened on this telephone."""
    who = _who(request)
    form = AskForm(request.POST or None)
    return ask(
        request,
        form,
        do=lambda: _ask(request, who, **form.cleaned_data),
        page="square/my_data.html",
        who=who,
        consents=Consent.objects.filter(**who) if who else [],
        asked=DataRequest.objects.filter(**who).order_by("-pk") if who else [],
    )


def _who(request: HttpRequest) -> dict[str, Any]:
    """`person` or `speaker`, as far as this visitor is known; nothing for a stranger."""
    if request.user.is_authenticated:
        return {"person": request.user}
    held = Speaker.objects.filter(number__in=held_numbers(request)[:1]).first()
    return {"speaker": held} if held else {}


def _ask(request: HttpRequest, who: dict[str, Any], right: str, words: str) -> HttpResponse:
    refuse_if(YES if who else because("先登录，或者先凭回执号打开您的那件事。"))
    person = who.get("person")
    if right == Right.DELETE and person and not services.why_not_delete(person):
        services.delete(person, at=now())
        logout(request)
        messages.success(request, _("删掉了。办事的经过、投过的票、同意的记录按法律留着，不再写着是您。"))
        return redirect("square:home")
    made = rights.ask_for(
        right, words=words, at=now(), path=services.path_of(person) if person else "", **who
    )
    told = _("收到了，%(day)s 前答复您，答复就在这一页。") % {"day": made.due_on}
    why = services.why_not_delete(person) if right == Right.DELETE and person else ""
    messages.success(request, f"{told}{why}")
    return redirect("square:my_data")


@act("landing.see")
@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything held on whoever is logged in, as one .zip."""
    answer = HttpResponse(zipped(held_on(cast(Person, request.user))), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer


@act(MINE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back with one press."""
    who = _who(request)
    one = get_object_or_404(Consent.objects.filter(**who) if who else Consent.objects.none(), pk=pk)
    refuse_if(YES if one.can_be_taken_back_here else because("这一项要退出那件事才能收回，请找办的人。"))
    take_back(one.purpose, about=one.about, by=cast(Person, request.user) if one.person else None, at=now())
    messages.success(request, _("收回了，不再显示。"))
    return redirect("square:my_data")


@act(STAFF)
def requests(request: StaffRequest) -> HttpResponse:
    """What waits for an answer in my area, the most urgent first."""
    rows = rights.waiting().filter(in_area("path", STAFF, request.hats))
    return render(request, "square/data_requests.html", {"rows": rows, "today": localdate()})


@act(STAFF)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Done, or why not; the one who asked reads it."""
    one = get_object_or_404(DataRequest.objects.filter(in_area("path", STAFF, request.hats)), pk=pk)
    wear(request, STAFF, path=one.path)
    form = AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        rights.answer(one, by=request.user, at=now(), **form.cleaned_data)
        return redirect("square:data_requests")

    under = one.words or (one.speaker.spoken if one.speaker else one.person.name if one.person else "")
    return ask(
        request, form, do=do, page="ask.html", title=one.get_right_display(), under=under, button=_("答复")
    )
