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

from huisheng.collect.concerns.grants import COOKIE as OPENED
from huisheng.collect.concerns.shown import masked_name
from huisheng.echo.asking import ask
from huisheng.echo.consents.services import take_back
from huisheng.echo.models import Consent, DataRequest
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.rights import services as rights
from huisheng.echo.rights.rules import Right
from huisheng.people.models import Person
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act, wear
from huisheng.square.messages.listing import in_area
from huisheng.square.rights import copying, services, spoken
from huisheng.square.rights.files import as_file
from huisheng.square.rights.forms import AnswerForm, AskForm
from huisheng.square.rights.knowing import proof_of, who_of

MINE, STAFF = "mine.see", "data.answer"


@act(MINE)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What is held on me, what I agreed to, what I asked. By login, or by the receipts opened on this telephone."""
    who = who_of(request)
    form = AskForm(request.POST or None)
    return ask(
        request,
        form,
        do=lambda: _ask(request, who, **form.cleaned_data),
        page="square/my_data.html",
        who=who,
        consents=Consent.objects.filter(**who) if who else [],
        asked=DataRequest.objects.filter(**who).order_by("-pk") if who else [],
        proof=proof_of(request, who),
        called=masked_name(who["speaker"]) if "speaker" in who else "",
    )


def _ask(request: HttpRequest, who: dict[str, Any], right: str, words: str) -> HttpResponse:
    refuse_if(YES if who else because("先登录，或者先凭回执号打开您的那件事。"))
    person = who.get("person")
    if right == Right.DELETE and person and not services.why_not_delete(person):
        services.delete(person, at=now())
        logout(request)
        messages.success(request, _("删掉了。办事的经过、投过的票、同意的记录按法律留着，不再写着是您。"))
        return redirect("square:home")
    speaker = who.get("speaker")
    if right == Right.DELETE and speaker and speaker.person_id is None and not spoken.why_not_delete(speaker):
        return _delete_spoken(request, who)
    made = rights.ask_for(
        right, words=words, at=now(), path=services.path_of(person) if person else "", **who
    )
    told = _("收到了，%(day)s 前答复您，答复就在这一页。") % {"day": made.due_on}
    why = _why_not_delete(who) if right == Right.DELETE else ""
    messages.success(request, f"{told}{why}")
    return redirect("square:my_data")


def _why_not_delete(who: dict[str, Any]) -> str:
    person, speaker = who.get("person"), who.get("speaker")
    return services.why_not_delete(person) if person else spoken.why_not_delete(speaker) if speaker else YES


def _delete_spoken(request: HttpRequest, who: dict[str, Any]) -> HttpResponse:
    """At once, for who proved their telephone; otherwise that comes first."""
    proof = proof_of(request, who)
    if proof is None:
        messages.info(request, _("删掉以前，先核实是您本人。"))
        return redirect("square:my_data_proving")
    spoken.delete(proof, by=None, at=now())
    messages.success(request, _("删掉了。办事的经过、同意的记录按法律留着，不再写着是您。"))
    gone = redirect("square:home")
    gone.delete_cookie(OPENED)
    return gone


@act(MINE)
@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything held on whoever is logged in, or on whoever proved the telephone of a receipt, as one file."""
    who, form = who_of(request), request.POST.get("form", "")
    if person := who.get("person"):
        return as_file(copying.of_person(person, at=now()), form)
    if proof := proof_of(request, who):
        return as_file(copying.of_speaker(proof, by=None, at=now()), form)
    return redirect("square:my_data_proving")


@act(MINE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back with one press."""
    who = who_of(request)
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
