"""Candidates: propose, hang out the notice, hear objections, decide. Trainings (M17)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.echo.pace import keep_pace
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.nominations import services
from huisheng.territory.nominations.forms import (
    AnswerForm,
    DecideForm,
    NominateForm,
    ObjectForm,
    TrainingForm,
)
from huisheng.territory.nominations.models import Nomination, Objection, Training
from huisheng.territory.picking import ground, pick
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.living import known_or_new
from huisheng.territory.posts.models import PostKind
from huisheng.territory.posts.rules import why_not_give

ALL = Nomination.objects.select_related("person", "kind", "place")


@act("candidate.edit")
def candidates(request: HttpRequest) -> HttpResponse:
    """Everybody proposed in my area, those not decided first."""
    mine = in_areas(areas("candidate.edit", request.hats), "place__path")  # type: ignore[attr-defined]
    waiting = Count("objections", filter=Q(objections__answered_at=None))
    found = ALL.filter(mine).annotate(waiting=waiting).order_by("decided_at", "-notice_from", "-pk")[:200]
    return render(request, "territory/candidates.html", {"nominations": found, "today": localdate()})


@act("candidate.edit")
def nominate(request: HttpRequest) -> HttpResponse:
    """Propose somebody for a post at a place of my area."""
    picked = pick(request, "candidate.edit")
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("在哪里提名？")})
    giver = {hat.role for hat in request.hats}  # type: ignore[attr-defined]
    barred = [kind.pk for kind in PostKind.objects.all() if why_not_give(kind.role, by=giver)]
    kinds = PostKind.objects.exclude(pk__in=barred)
    form = NominateForm(request.POST or None, kinds=kinds, initial={"notice_from": localdate()})
    return ask(
        request,
        form,
        do=lambda: _nominate(request, picked.place, form.cleaned_data),
        page="territory/nominate.html",
        place=picked.place,
    )


@transaction.atomic
def _nominate(request: HttpRequest, place: Any, typed: dict[str, Any]) -> HttpResponse:
    typed.pop("agreed")
    doing: Any = {"by": request.user, "at": localtime()}
    person = known_or_new(name=typed.pop("name"), phone=typed.pop("phone"), path=place.path, **doing)
    found = services.nominate(person, place=place, **doing, **typed)
    messages.success(request, _("公示贴出来了，居民可以在“公示”里看到并提意见。"))
    return redirect("territory:candidate", found.pk)


@act("candidate.edit")
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: the objections, and after the notice the decision."""
    found = _mine(request, pk)
    form = DecideForm(request.POST or None, initial={"yes": "yes"})
    return ask(
        request,
        form,
        do=lambda: _decide(request, found, form.cleaned_data),
        page="territory/candidate.html",
        nomination=found,
        objections=found.objections.order_by("at"),
    )


def _decide(request: HttpRequest, found: Nomination, typed: dict[str, Any]) -> HttpResponse:
    services.decide(found, by=request.user, at=localtime(), **typed)  # type: ignore[arg-type]
    messages.success(request, _("决定好了。"))
    return redirect("territory:candidate", found.pk)


@act("candidate.edit")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one objection in writing."""
    objection = get_object_or_404(Objection.objects.select_related("nomination__place"), pk=pk)
    found = _mine(request, objection.nomination_id)
    form = AnswerForm(request.POST or None, initial={"answer": objection.answer})

    def do() -> HttpResponse:
        services.answer(objection, at=localtime(), **form.cleaned_data)
        return redirect("territory:candidate", found.pk)

    return ask(request, form, do=do, page="territory/objection.html", objection=objection, nomination=found)


def _mine(request: HttpRequest, pk: int) -> Nomination:
    found = get_object_or_404(ALL, pk=pk)
    wear(request, "candidate.edit", path=found.place.path)
    return found


@act("candidate.see")
def notices(request: HttpRequest) -> HttpResponse:
    """The notices that hang today, for anybody: who is proposed for what, until when to object."""
    today = localdate()
    found = ALL.filter(decided_at=None, notice_from__lte=today, notice_to__gte=today).select_related(
        "place__community"
    )
    return render(request, "territory/notices.html", {"nominations": found.order_by("notice_to")[:200]})


@act("candidate.object")
def object_(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody's objection, while the notice hangs."""
    today = localdate()
    found = get_object_or_404(ALL, pk=pk, notice_from__lte=today, notice_to__gte=today, decided_at=None)
    form = ObjectForm(request.POST or None)

    def do() -> HttpResponse:
        keep_pace(request, "candidate", str(pk))
        services.object_(found, at=localtime(), **form.cleaned_data)
        messages.success(request, _("记下了。决定以前，社区会写出答复。"))
        return redirect("territory:notices")

    return ask(request, form, do=do, page="territory/object.html", nomination=found)


@act("training.edit")
def trainings(request: HttpRequest) -> HttpResponse:
    """The trainings of my area, and one more."""
    paths = areas("training.edit", request.hats)  # type: ignore[attr-defined]
    posts = in_areas(paths, "posts__place__path") & Q(posts__ended_at=None)
    people = Person.objects.filter(pk__in=Person.objects.filter(posts).values("pk")).order_by("name")
    form = TrainingForm(request.POST or None, people=people, initial={"on": localdate()})

    def do() -> HttpResponse:
        services.train(place=ground(request, "training.edit"), **form.cleaned_data)
        return redirect("territory:trainings")

    held = Training.objects.filter(in_areas(paths, "place__path")).annotate(n=Count("attended"))
    return ask(request, form, do=do, page="territory/trainings.html", trainings=held[:100])
