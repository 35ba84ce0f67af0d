"""A dossier for those who keep it: open it, bind meetings and matters to it, end it."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.concerns.finding import find
from huisheng.collect.models import Concern
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.views.finding import doing
from huisheng.deliberate.councils.views.staff import chairs
from huisheng.deliberate.dossiers import forms, services, shown
from huisheng.deliberate.dossiers.models import Dossier, DossierMatter, DossierSession
from huisheng.echo.asking import ask
from huisheng.echo.refusals import Refused, because
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, doer, wear
from huisheng.territory.picking import pick
from huisheng.territory.places.services import in_areas

EDIT, HOME, PAGE, MOST = "dossier.edit", "deliberate:dossier_edit", "deliberate/council_act.html", 200


def reachable(request: HttpRequest) -> QuerySet[Dossier]:
    """The dossiers of my area."""
    return services.known().filter(in_areas(areas(EDIT, request.hats), "place__path"))  # type: ignore[attr-defined]


def mine(request: HttpRequest, pk: int) -> Dossier:
    """One of them; another street's does not exist for me."""
    return get_object_or_404(reachable(request), pk=pk)


def who(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this dossier."""
    return doer(request, EDIT, path=dossier.place.path)


@act(EDIT)
def dossiers(request: HttpRequest) -> HttpResponse:
    """Every dossier of my area."""
    rows = reachable(request).order_by(F("ended_at").asc(nulls_first=True), "-at")[:MOST]
    return render(request, "deliberate/dossiers_mine.html", {"rows": rows})


@act(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Open one for a place of my area."""
    picked = pick(request, EDIT)
    place = picked.place
    if place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("哪里的大事？")})
    wear(request, EDIT, path=place.path)
    given = {"owner": cast(Person, request.user).pk}
    form = forms.DossierForm(request.POST or None, chairs=chairs(request, place), initial=given)

    def do() -> HttpResponse:
        made = services.open_(place=place, **form.cleaned_data, **doer(request, EDIT, path=place.path))
        messages.success(request, _("立好了。现在把会议和诉求放进来。"))
        return redirect(HOME, made.pk)

    return ask(request, form, do=do, page=PAGE, title=_("立一个专项"), under=place.where, button=_("立起来"),
               up="deliberate:dossiers_mine")  # fmt: skip


@act(EDIT)
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The working page: its meetings, its matters, what was done with it."""
    found = mine(request, pk)
    context = {
        "dossier": found, "meetings": shown.meetings_of(found), "matters": shown.matters_of(found),
        "history": found.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    }  # fmt: skip
    return render(request, "deliberate/dossier_edit.html", context)


@act(EDIT)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another lead."""
    found = mine(request, pk)
    given = {"title": found.title, "words": found.words, "owner": found.owner_id}
    held = [*chairs(request, found.place), found.owner_id]
    form = forms.DossierForm(request.POST or None, chairs=held, initial=given)

    def verb(**typed: Any) -> Dossier:
        return services.change(found, **typed, **who(request, found))

    return doing(request, form, verb, title=_("改一改"), button=_("改好"), done=_("改好了。"), to=HOME, key=pk, under=found.title)  # fmt: skip


@act(EDIT)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One more meeting, of any council of the street."""
    found = mine(request, pk)
    street = (found.place.street or found.place).path
    there = CouncilSession.objects.filter(in_areas([street], "council__place__path"))
    offered = there.exclude(dossiers__dossier=found).select_related("council").order_by("-starts")
    form = forms.SessionForm(request.POST or None, sessions=offered)

    def verb(session: CouncilSession) -> DossierSession:
        return services.add_session(found, session, **who(request, found))

    return doing(request, form, verb, title=_("放一次会进来"), button=_("放进来"), done=_("放进来了。"), to=HOME, key=pk, under=found.title)  # fmt: skip


@act(EDIT)
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One more matter, by its number."""
    found, form = mine(request, pk), forms.MatterForm(request.POST or None)

    def verb(number: str) -> DossierMatter:
        concern = numbered(request, number)
        return services.add_matter(found, concern, **who(request, found))

    return doing(request, form, verb, title=_("放一件诉求进来"), button=_("放进来"), to=HOME, key=pk, under=found.title,
                 done=_("放进来了，说过这件事的每一位都已告知。"))  # fmt: skip


def numbered(request: HttpRequest, number: str) -> Concern:
    """The matter of this number that I may know of; else a sentence, and what was typed stays."""
    try:
        return find(number, request.hats, cast(Person, request.user))[0]  # type: ignore[attr-defined]
    except Http404 as unknown:
        raise Refused(because("没有找到编号 %(number)s，请核对一下。", number=number)) from unknown


@require_POST
@act(EDIT)
def session_out(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """A meeting that does not belong there."""
    return _out(request, mine(request, pk), DossierSession.objects.filter(dossier=pk, session=one))


@require_POST
@act(EDIT)
def matter_out(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """A matter that does not belong there."""
    return _out(request, mine(request, pk), DossierMatter.objects.filter(dossier=pk, voice=one))


def _out(request: HttpRequest, found: Dossier, rows: QuerySet[Any]) -> HttpResponse:
    services.take_out(get_object_or_404(rows.select_related("dossier")), **who(request, found))
    messages.success(request, _("移出了。"))
    return redirect(HOME, found.pk)


@act(EDIT)
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over."""
    found, form = mine(request, pk), forms.EndForm(request.POST or None)

    def verb(words: str) -> Dossier:
        return services.end(found, words=words, **who(request, found))

    return doing(request, form, verb, title=_("收尾"), button=_("收尾"), done=_("收尾了，居民看得到。"), to=HOME, key=pk, under=found.title)  # fmt: skip
