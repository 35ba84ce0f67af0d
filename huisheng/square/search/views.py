"""Search: one box for numbers, words, places and pinyin; a person only with a purpose, which is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.views.decorators.cache import never_cache

from huisheng.collect.concerns import shown
from huisheng.collect.concerns.models import Concern
from huisheng.collect.search import rules, services
from huisheng.collect.search.rules import Term
from huisheng.echo.addresses import whole
from huisheng.echo.asking import ask, in_words
from huisheng.echo.models import Line
from huisheng.echo.readings.services import open_several
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas, hat_for, reach_of
from huisheng.people.permissions.views import act
from huisheng.square.search import public, staff
from huisheng.square.search.forms import PersonForm

HELD_LATELY = 500


@act("search.see")
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: what staff may work on in their area; for everybody, their own matters and what is public."""
    typed = request.GET.get("q", "")
    page: dict[str, Any] = {"typed": typed[: rules.LONGEST], "why": "", "by_person": bool(_paths(request))}
    if "q" in request.GET:
        why = rules.why_not_look(typed)
        page |= {"why": in_words(why)} if why else _found(request, typed) | {"looked": True}
    return render(request, "square/search.html", page, status=422 if page["why"] else 200)


def _found(request: Any, typed: str) -> dict[str, Any]:
    terms, paths = rules.terms_of(typed), _paths(request)
    if not paths:
        mine = _held(request, terms) + public.my_own(request, terms)
        return {"rows": _rows(mine, terms, request), "walls": public.on_the_walls(terms)}
    where = services.areas_of(paths)
    after = whole(request.GET.get("after", ""))
    found = services.look(terms, where, after=after)
    page: dict[str, Any] = {"rows": _rows(found.concerns, terms, request), "later": bool(after)}
    if found.after:
        page["more"] = f"{reverse('square:search')}?{urlencode([('q', typed), ('after', str(found.after))])}"
    if not after:
        page |= {"places": staff.places(terms, paths), "posts": staff.posts(terms, paths)}
        if digits := rules.digits_of(typed):
            page["numbered"] = _rows(services.by_number(digits, where).concerns, [], request)
    return page


def _paths(request: Any) -> list[str]:
    """The areas whose matters this reader works on; none for residents and for those who hold single matters."""
    return areas("desk.see", request.hats)


def _held(request: Any, terms: list[Term]) -> list[Concern]:
    """What a head's or linked contact's own posts hold: the latest of it. Four queries, or none."""
    posts = [hat.post for hat in request.hats if hat.post and reach_of("concern.see", hat.role)]
    if not posts:
        return []
    ids = Concern.objects.filter(holder__in=posts).order_by("-raised_at", "-pk").values_list("pk", flat=True)
    return services.scan(Concern.objects.filter(pk__in=list(ids[:HELD_LATELY])), terms, inner=True)


def _rows(concerns: list[Concern], terms: list[Term], request: Any) -> list[dict[str, Any]]:
    """Each with its clock and the line in which the words stand. One query, none without words."""
    staff_here = {one.pk: _works_on(request, one) for one in concerns}
    lines: dict[int, list[str]] = {one.voice_id: [] for one in concerns}
    said = Line.objects.filter(voice__in=lines).order_by("pk").values_list("voice", "says", "inner")
    inner_of = {one.voice_id: staff_here[one.pk] for one in concerns}
    for voice, says, inner in said if terms and lines else ():
        lines[voice] += [says, inner] if inner_of[voice] else [says]
    return [
        {
            "url": reverse(
                "collect:matter" if staff_here[one.pk] else "collect:my_matter", args=[one.speaker.number]
            ),
            "title": one.voice.title,
            "place": one.place.where,
            "number": one.speaker.number,
            "clock": shown.clock_of(one),
            "piece": None if rules.piece(one.voice.title, terms) else _piece(lines[one.voice_id], terms),
        }
        for one in dict.fromkeys(concerns)
    ]


def _works_on(request: Any, concern: Concern) -> bool:
    held = concern.holder_id is not None and concern.holder_id in [hat.post for hat in request.hats]
    return hat_for("concern.see", request.hats, path=concern.path, own=held) is not None


def _piece(lines: list[str], terms: list[Term]) -> tuple[str, str, str] | None:
    return next((found for line in lines if (found := rules.piece(line, terms))), None)


@act("search.person")
@never_cache
def person(request: StaffRequest) -> HttpResponse:
    """Matters of somebody, by name or phone, within one's own area; that one looked, and what for, is kept (I6)."""
    form = PersonForm(request.POST or None)
    return ask(request, form, do=lambda: _of_person(request, form), page="square/search_person.html")


def _of_person(request: StaffRequest, form: Any) -> HttpResponse:
    paths = areas("search.person", request.hats)
    hat = next(hat for hat in request.hats if hat.path in paths)
    open_several(
        what="search",
        by=request.user,
        hat=hat.title,
        path=hat.path,
        purpose=form.cleaned_data["purpose"],
        at=now(),
    )
    found = services.by_person(form.cleaned_data["who"], services.areas_of(paths))
    rows = _rows(found.concerns, [], request)
    return render(request, "square/search_person.html", {"form": form, "rows": rows, "looked": True})
