"""Posts: who holds what in my area, appoint, amend, end, link, kinds; and one person's page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.echo.addresses import whole
from huisheng.echo.asking import ask
from huisheng.echo.naming import called_outside
from huisheng.echo.paper import pdf
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, wear
from huisheng.territory.mine import card_of
from huisheng.territory.picking import pick
from huisheng.territory.places.labels import qr
from huisheng.territory.places.rules import label_path
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts import rules, services
from huisheng.territory.posts.forms import AmendForm, AppointForm, EndForm
from huisheng.territory.posts.living import known_or_new
from huisheng.territory.posts.models import Appointment, HouseholdLink, PostKind

A_PAGE = 60


@act("post.see")
def posts(request: HttpRequest) -> HttpResponse:
    """The posts held in my area, by kind, place or name; those ending soon; those that nobody has taken again."""
    show, on = request.GET.get("show", ""), localdate()
    paths = areas("post.see", request.hats)  # type: ignore[attr-defined]
    vacancies = services.vacant(paths, on=on)
    soon = services.ending_soon(request.hats, on=on)  # type: ignore[attr-defined]
    found = soon if show == "soon" else _filtered(request, paths)
    context = {
        "page": Paginator(vacancies if show == "vacant" else found, A_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "typed": request.GET.get("q", ""),
        "kind": request.GET.get("kind", ""),
        "kinds": PostKind.objects.all(),
        "soon": soon.count(),
        "vacant": len(vacancies),
    }
    return render(request, "territory/posts.html", context)


def _filtered(request: HttpRequest, paths: list[str]) -> QuerySet[Appointment]:
    found = services.held(localdate()).filter(in_areas(paths, "place__path"))
    if kind := whole(request.GET.get("kind", "")):
        found = found.filter(kind=kind)
    if typed := request.GET.get("q", "").strip():
        found = found.filter(Q(place__where__icontains=typed) | Q(person__name__icontains=typed))
    return found.order_by("kind__rank", "place__community", "place__area", "place__order", "pk")


@act("post.fill")
def appoint(request: HttpRequest) -> HttpResponse:
    """Pick a place by typing, then a person (known or new), then a kind and a term."""
    picked = pick(request, "post.fill")
    if picked.place is None:
        keep = {name: request.GET[name] for name in ("person", "kind") if name in request.GET}
        return render(
            request,
            "territory/pick_place.html",
            {"picked": picked, "title": _("在哪里任职？"), "keep": keep},
        )
    person = _known(request)
    giver = {hat.role for hat in request.hats}  # type: ignore[attr-defined]
    barred = [kind.pk for kind in PostKind.objects.all() if rules.why_not_give(kind.role, by=giver)]
    initial = {"kind": request.GET.get("kind"), "starts": localdate()}
    form = AppointForm(
        request.POST or None, kinds=PostKind.objects.exclude(pk__in=barred), person=person, initial=initial
    )
    return ask(
        request,
        form,
        do=lambda: _appoint(request, form.cleaned_data, person, picked.place),
        page="territory/appoint.html",
        place=picked.place,
        person=person,
        people=_people(request),
    )


@transaction.atomic
def _appoint(request: HttpRequest, typed: dict[str, Any], person: Person | None, place: Any) -> HttpResponse:
    doing: Any = {"by": request.user, "at": localtime()}
    who = person or known_or_new(name=typed.pop("name"), phone=typed["phone"], path=place.path, **doing)
    post = services.appoint(who, place=place, **doing, **typed)
    messages.success(request, _("记下了：%(who)s，%(what)s。") % {"who": who.name, "what": post.title})
    return redirect("territory:post", post.pk)


def _known(request: HttpRequest) -> Person | None:
    """The person picked by `?person=`: somebody known in my area."""
    wanted = whole(request.GET.get("person", ""))
    return get_object_or_404(_people_of(request), pk=wanted) if wanted else None


def _people(request: HttpRequest) -> list[Person]:
    """Those known in my area whose name or telephone was typed (`?who=`)."""
    typed = request.GET.get("who", "").strip()
    if not typed:
        return []
    return list(_people_of(request).filter(Q(name__icontains=typed) | Q(phone=typed))[:10])


def _people_of(request: HttpRequest) -> QuerySet[Person]:
    mine = in_areas(areas("person.see", request.hats), "posts__place__path")  # type: ignore[attr-defined]
    return Person.objects.filter(pk__in=Person.objects.filter(mine).values("pk"), is_active=True).order_by(
        "name"
    )


@act("post.see")
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: its term, telephone and consent to change; the homes that a linked member keeps contact with."""
    found = _post(request, pk, "post.see")
    form = AmendForm.of(found, request.POST or None)
    if request.method == "POST":
        may_change(request, found)
    return ask(
        request,
        form,
        do=lambda: _amend(request, found, form.cleaned_data),
        page="territory/post.html",
        post=found,
        links=HouseholdLink.objects.filter(
            person=found.person, until=None, home__path__startswith=found.place.path
        )
        .select_related("home")
        .order_by("home__where"),
        why=rules.why_not_give(found.kind.role, by={hat.role for hat in request.hats}),  # type: ignore[attr-defined]
    )


@act("post.see")
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Ten visit cards on a sheet of A4 to cut out, as a PDF: who, where, the telephone that may be called, and the
    label's code, whose page takes words for this place (M03)."""
    found = _post(request, pk, "post.see")
    refuse_if(because("已经卸任了，不印名片。") if found.ended_at else "")
    card = card_of(found, title=called_outside(found.kind), path=found.place.path)
    code = qr(request.build_absolute_uri(label_path(found.place.token)))
    shown = {"card": card, "place": found.place, "qr": code, "ten": range(10)}
    return pdf("territory/cards_paper.html", shown, name=f"card-{found.pk}")


def _amend(request: HttpRequest, found: Appointment, typed: dict[str, Any]) -> HttpResponse:
    services.amend(found, by=request.user, at=localtime(), **typed)  # type: ignore[arg-type]
    messages.success(request, _("改好了。"))
    return redirect("territory:post", found.pk)


@act("post.fill")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a post, with its reason."""
    found = _post(request, pk, "post.fill")
    form = EndForm(request.POST or None)
    return ask(
        request,
        form,
        do=lambda: _end(request, found, **form.cleaned_data),
        page="territory/post_end.html",
        post=found,
    )


def _end(request: HttpRequest, found: Appointment, why: str) -> HttpResponse:
    may_change(request, found)
    services.end(found, by=request.user, at=localtime(), why=why)  # type: ignore[arg-type]
    messages.success(request, _("%(who)s卸任了，手上的事已经转给上一级。") % {"who": found.person.name})
    return redirect("territory:posts")


@act("post.fill")
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """M05: one more home for a linked member, picked by typing."""
    found = _post(request, pk, "post.fill")
    picked = pick(request, "post.fill", kinds=["home"])
    if request.method == "POST" and picked.place:
        services.link(found, picked.place, at=localtime())
        return redirect("territory:post", found.pk)
    return render(request, "territory/link.html", {"post": found, "picked": picked})


@act("post.fill")
@require_POST
def unlink(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """The contact with one home ends."""
    found = _post(request, pk, "post.fill")
    services.unlink(
        get_object_or_404(HouseholdLink, pk=link, person=found.person, until=None), at=localtime()
    )
    return redirect("territory:post", found.pk)


def _post(request: HttpRequest, pk: int, name: str) -> Appointment:
    found = get_object_or_404(Appointment.objects.select_related("person", "kind", "place"), pk=pk)
    wear(request, name, path=found.place.path)
    return found


def may_change(request: HttpRequest, found: Appointment) -> None:
    """Refused for posts that are not given by this reader's office."""
    wear(request, "post.fill", path=found.place.path)
    refuse_if(rules.why_not_give(found.kind.role, by={hat.role for hat in request.hats}))  # type: ignore[attr-defined]
