"""One point: its fate, and putting right what was typed wrong. And who came; and the lists that talks feed (M57)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns.shown import masked_name
from huisheng.collect.concerns.triage.services import suggest
from huisheng.collect.talks import forms, rules, services
from huisheng.collect.talks.models import Talk, TalkPoint
from huisheng.collect.talks.rules import Fate
from huisheng.collect.talks.views.staff import EDIT, doing, mine, who, within_reach
from huisheng.echo.asking import ask, asked, in_words, read_by_all, status_of
from huisheng.echo.simplified import simplified
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place

MOST = 200
FORMS: dict[str, type[Any]] = {
    Fate.AGENDA: forms.AgendaForm,
    Fate.EXPLAINED: forms.ExplainedForm,
    Fate.OUTSIDE: forms.OutsideForm,
    Fate.OFFERED: forms.OfferedForm,
}
LIKELY = {"problem": Fate.CONCERN, "resource": Fate.OFFERED, "suggestion": Fate.AGENDA}
DONE_WORDS = {
    Fate.CONCERN: "记成一件事了，%(who)s接到了。",
    Fate.AGENDA: "交给议事会了。",
    Fate.EXPLAINED: "记下了。",
    Fate.OUTSIDE: "记下了。",
    Fate.OFFERED: "记下了，谢谢他（她）。",
}


@act(EDIT)
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """The five fates of one point, the likeliest first; then the next point that has none."""
    return _fates(request, _point(request, pk), services.settle)


@act(EDIT)
def correcting(request: HttpRequest, pk: int) -> HttpResponse:
    """The same five fates, instead of the one that was written wrongly."""
    return _fates(request, _point(request, pk), services.correct)


def _fates(request: HttpRequest, found: TalkPoint, verb: Callable[..., Any]) -> HttpResponse:
    talk, wanted = mine(request, found.talk_id), request.POST.get("fate", "")
    correct = verb is services.correct
    several = _forms(request, found, talk, wanted, correct)
    form = several.get(wanted)
    preview = read_by_all(request, form) if form else []
    if (
        form
        and not preview
        and asked(form, lambda **typed: verb(found, fate=wanted, **typed, **who(request, talk)))
    ):
        return _back(request, talk, found) if correct else _next(request, talk, found, wanted)
    given = getattr(found, "fate", None)
    likely = wanted or (given.fate if given else LIKELY[found.kind])
    rows = [
        {"fate": fate.value, "name": _(name), "form": several[fate], "open": fate == likely}
        for fate, name in rules.FATE_NAMES.items()
    ]
    shown = {
        "point": found, "talk": talk, "rows": sorted(rows, key=lambda row: not row["open"]), "given": given,
        "form": form, "preview": preview, "correct": correct, **_beside(found, talk, given),
    }  # fmt: skip
    return render(request, "collect/talk_point.html", shown, status=status_of(form) if form else 200)


def _beside(found: TalkPoint, talk: Talk, given: Any) -> dict[str, Any]:
    """Who said it, what it was before, and what may still be changed."""
    standing, fate = services.standing(talk), given.fate if given else ""
    later = bool(given) and services.gone_on(found)
    correctable = rules.why_not_correct(standing, given=fate, same=False, later=later, why="。")
    return {
        "who": masked_name(found.speaker) if found.speaker else "",
        "left": len(standing.bare),
        "closed": standing.closed,
        "past": list(found.past_fates.select_related("concern__speaker", "corrected_by")),
        "why_not_correct": in_words(correctable),
        "why_not_reword": in_words(rules.why_not_reword(standing, "一句话", fate=fate)),
    }


def _back(request: HttpRequest, talk: Talk, found: TalkPoint) -> HttpResponse:
    messages.success(request, _("着落改好了，原来的留着。"))
    return redirect("collect:talk_point", found.pk)


def _point(request: HttpRequest, pk: int) -> TalkPoint:
    known = TalkPoint.objects.select_related("talk", "speaker", "voice", "fate__concern__speaker")
    return get_object_or_404(known.filter(within_reach(request, "talk__"), dropped="").distinct(), pk=pk)


def _forms(request: HttpRequest, found: TalkPoint, talk: Talk, wanted: str, correct: bool) -> dict[str, Any]:
    typed = {fate: request.POST if request.method == "POST" and fate == wanted else None for fate in Fate}
    places = Place.objects.filter(Q(pk=talk.place_id) | Q(parent=talk.place), closed_on=None)
    guess = suggest(simplified(found.words), street=talk.place.street_id)
    initial = {"place": talk.place_id, "category": guess.category.pk if guess else None}
    several: dict[str, Any] = {
        fate: make(typed[Fate(fate)], auto_id=f"{fate}_%s", initial=_written(found, fate), point=found)
        for fate, make in FORMS.items()
    }
    several[Fate.CONCERN] = forms.ConcernForm(
        typed[Fate.CONCERN],
        places=places.order_by("path"),
        leaves=leaves().order_by("code"),
        initial=initial,
        auto_id="concern_%s",
    )
    for form in several.values() if correct else ():
        form.fields["why"] = forms.why_corrected(required=hasattr(talk, "end"))
    return several


def _written(found: TalkPoint, fate: str) -> dict[str, str]:
    given = getattr(found, "fate", None)
    return {"words": given.words, "whom": given.whom} if given and given.fate == fate else {}


def _next(request: HttpRequest, talk: Talk, found: TalkPoint, fate: str) -> HttpResponse:
    """On to the next point without a fate, in the order in which they were said; back to the talk after the last."""
    fresh = TalkPoint.objects.select_related("fate__concern__holder__person").get(pk=found.pk)
    concern = fresh.fate.concern
    holder = concern.holder.person.name if concern and concern.holder else ""
    messages.success(request, _(DONE_WORDS[Fate(fate)]) % {"who": holder})
    bare = services.standing(talk).bare
    after = next((number for number in bare if number > found.number), bare[0] if bare else None)
    if after is None:
        return redirect("collect:talk_edit", talk.pk)
    return redirect("collect:talk_point", talk.points.get(number=after).pk)


@act(EDIT)
def rewording(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was typed wrong."""
    found = _point(request, pk)
    initial = {"words": found.words, "kind": found.kind, "private": found.private}
    form = forms.RewordForm(request.POST or None, initial=initial, point=found)

    def verb(_talk: Talk, **typed: Any) -> None:
        services.reword(found, **typed)

    return doing(request, mine(request, found.talk_id), form, verb, _("改一条"), _("改"), _("改好了。"))


@act(EDIT)
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """Typed twice or by mistake."""
    found = _point(request, pk)
    form = forms.WhyForm(request.POST or None)

    def verb(_talk: Talk, **typed: Any) -> None:
        services.drop(found, **typed)

    return doing(request, mine(request, found.talk_id), form, verb, _("删掉一条"), _("删掉"), _("删掉了。"))


@act(EDIT)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came: a number, or a pasted list of names."""
    found = mine(request, pk)
    counting = "came" in request.POST
    form = forms.PeopleForm(None if counting else request.POST or None)
    heads = forms.HeadcountForm(request.POST if counting else None, initial={"came": found.came})
    shown: dict[str, Any] = {
        "talk": found, "heads": heads, "roles": services.roles_of(found),
        "named": list(found.attendees.exclude(name="").values_list("name", flat=True)),
    }  # fmt: skip
    if counting:
        if asked(heads, lambda came: services.headcount(found, came=came, **who(request, found)) or True):
            return redirect("collect:talk_people", found.pk)
        return render(request, "collect/talk_people.html", shown | {"form": form}, status=status_of(heads))

    def do() -> HttpResponse:
        counted = services.count_in(found, **form.cleaned_data, **who(request, found))
        for words in _counted_words(counted):
            messages.success(request, words)
        return redirect("collect:talk_people", found.pk)

    return ask(request, form, do=do, page="collect/talk_people.html", **shown)


def _counted_words(counted: services.CountedIn) -> list[str]:
    """What was read from a list, in sentences; a namesake can be told apart by adding the building."""
    told = [_("记下了 %(n)s 人。") % {"n": counted.new}]
    if counted.again:
        named = "、".join(counted.again[:10])
        told.append(
            _("名单里重复 %(n)s 个，只算一次：%(named)s。同名不同人的，名字后面加楼栋再贴一次。")
            % {"n": len(counted.again), "named": named}
        )
    if counted.before:
        told.append(_("%(n)s 个前面已经记过，没有重复算。") % {"n": len(counted.before)})
    if counted.unclear:
        told.append(
            _("%(n)s 处看不出是名字，没有算：%(words)s")
            % {"n": len(counted.unclear), "words": "、".join(counted.unclear[:5])}
        )
    return told


@act(EDIT)
def points(request: HttpRequest) -> HttpResponse:
    """M57: the resources, problems and suggestions of all talks in my area, each with what became of it."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in set(rules.Kind) else rules.Kind.RESOURCE.value
    found = TalkPoint.objects.filter(within_reach(request, "talk__"), dropped="", kind=kind)
    rows = found.select_related("talk__place", "fate__concern__speaker").order_by("-talk__starts", "number")
    tabs = [
        {"label": _(name), "url": f"{reverse('collect:talk_points')}?kind={one}", "here": one == kind}
        for one, name in rules.KIND_NAMES.items()
    ]
    return render(request, "collect/talk_points.html", {"rows": rows.distinct()[:MOST], "tabs": tabs})
