"""Talks for those who host them: call together, capture on the phone while people speak, close with every fate set."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from huisheng.collect.talks import forms, rules, services
from huisheng.collect.talks.models import Talk, TalkSeries
from huisheng.collect.talks.views.public import row_of
from huisheng.echo.asking import ask, asked, in_words, offer, read_by_all, status_of
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas, hat_for
from huisheng.people.permissions.views import act, doer
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.places.labels import qr
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.services import posts_over

EDIT, HOLD = "talk.edit", "talk.hold"
MOST = 100


@act(EDIT)
def desk(request: HttpRequest) -> HttpResponse:
    """The talks of my area and those that I host, with what still has no fate."""
    found = services.known().filter(within_reach(request)).order_by("-starts").distinct()[:MOST]
    may_hold = hat_for(HOLD, request.hats) is not None  # type: ignore[attr-defined]
    shown = {
        "rows": [row_of(one) for one in found],
        "may_hold": may_hold,
        "series": TalkSeries.objects.filter(within_reach(request)).select_related("place").distinct()[:MOST],
    }
    return render(request, "collect/talk_desk.html", shown)


def within_reach(request: HttpRequest, prefix: str = "") -> Q:
    """Talks that lie in my area or that I host."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    return in_areas(paths, f"{prefix}place__path") | Q(**{f"{prefix}hosts__person": request.user})


def mine(request: HttpRequest, pk: int) -> Talk:
    """A talk within my reach; one of another street does not exist for me."""
    return get_object_or_404(services.known().filter(within_reach(request)).distinct(), pk=pk)


def who(request: HttpRequest, talk: Talk, name: str = EDIT) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this talk; whoever hosts it may as well as whose area it is."""
    hosts = talk.hosts.filter(person=cast(Person, request.user)).exists()
    return doer(request, name, path=talk.place.path, own=hosts)


@act(HOLD)
def new(request: HttpRequest) -> HttpResponse:
    """Call people together at a place of my area."""
    picked = pick(request, HOLD)
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("在哪里开夜话？")})
    place = picked.place
    posts = [post for post in posts_over(place.path, on=localdate()) if post.kind.rank > 0]
    form = forms.HoldForm(request.POST or None, posts=posts, initial=_beginning(request, place, posts))

    def do() -> HttpResponse:
        talk = services.hold(place=place, **form.cleaned_data, **doer(request, HOLD, path=place.path))
        return redirect("collect:talk_edit", talk.pk)

    return ask(request, form, do=do, page="collect/act.html", title=_("开一场夜话"), under=place.where,
               button=_("定下来"), back=reverse("collect:talk_desk"), back_words=_("夜话"))  # fmt: skip


def _beginning(request: HttpRequest, place: Place, posts: list[Any]) -> dict[str, Any]:
    own = [post.pk for post in posts if post.person_id == request.user.pk]
    tonight = localtime().replace(hour=19, minute=30)
    return {"title": _("%(place)s夜话") % {"place": place.name}, "starts": tonight, "hosts": own}


@act(EDIT)
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Capture: one line, Enter, the next. Below it everything said so far, first what has no fate yet."""
    found = mine(request, pk)
    form = forms.PointForm(request.POST or None)
    preview = read_by_all(request, form)
    if (
        request.method == "POST"
        and not preview
        and asked(form, lambda **typed: _capture(request, found, form))
    ):
        kept = "?kind=" + form.cleaned_data["kind"]
        return redirect(reverse("collect:talk_edit", args=[found.pk]) + kept)
    if not form.is_bound and request.GET.get("kind") in set(rules.Kind):
        form.initial["kind"] = request.GET["kind"]
    shown = _capture_page(request, found) | {"form": form, "preview": preview}
    return render(request, "collect/talk_edit.html", shown, status=status_of(form))


def _capture(request: HttpRequest, found: Talk, form: forms.PointForm) -> Any:
    typed = form.cleaned_data
    return services.capture(
        found, words=typed["words"], kind=typed["kind"], said=form.said(), private=typed["private"],
        once=typed["once"] or None, **who(request, found),
    )  # fmt: skip


def _capture_page(request: HttpRequest, found: Talk) -> dict[str, Any]:
    standing, points = services.standing(found), list(services.points_of(found))
    address = request.build_absolute_uri(reverse("collect:talk", args=[found.token]))
    over, today = rules.why_over(standing), localdate()
    return row_of(found) | {
        "standing": standing, "points": points[::-1], "bare": [one for one in points if not hasattr(one, "fate")],
        "why_not_capture": in_words(rules.why_not_capture(standing, "一句话", on=today)), "over": bool(over),
        "acts": _acts(standing), "roles": services.roles_of(found), "qr": qr(address), "address": address,
        "hosts": list(found.hosts.select_related("person", "kind", "place")),
        "history": found.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    }  # fmt: skip


def _acts(standing: rules.Standing) -> list[dict[str, Any]]:
    at = now()
    begun = standing.starts <= at
    close = offer(_("结束这一场"), "closing/", rules.why_not_close(standing, now=at), "main")
    people = offer(_("记来了谁"), "people/", because_cancelled(standing), "")
    before = [
        offer(
            _("改时间地点"), "moving/", "" if not rules.why_over(standing) else rules.why_over(standing), ""
        ),
        offer(_("取消"), "cancelling/", rules.why_not_cancel(standing, "。"), "stop"),
    ]
    if rules.why_over(standing):
        return [people] if not standing.cancelled else []
    return [close, people] if standing.points else [*([close] if begun else []), people, *before]


def because_cancelled(standing: rules.Standing) -> str:
    """Nobody came to what was cancelled."""
    return rules.why_over(standing) if standing.cancelled else ""


def doing(
    request: HttpRequest, found: Talk, form: Any, verb: Callable[..., Any], title: str, button: str, done: str
) -> HttpResponse:
    """A form about one talk that calls one verb and goes back to the talk."""
    here = reverse("collect:talk_edit", args=[found.pk])

    def do() -> HttpResponse:
        verb(found, **form.cleaned_data, **who(request, found))
        messages.success(request, done)
        return redirect(here)

    return ask(request, form, do=do, page="collect/act.html", title=title, button=button, under=found.title,
               back=here, back_words=found.title)  # fmt: skip


@act(EDIT)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Over, with every fate set."""
    form = forms.CloseForm(request.POST or None)
    done = _("结束了。这一页可以发到群里，来的人都看得到自己说的那条。")
    return doing(request, mine(request, pk), form, services.close, _("结束这一场"), _("结束"), done)


@act(EDIT)
def cancelling(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    form = forms.WhyForm(request.POST or None)
    return doing(
        request,
        mine(request, pk),
        form,
        services.cancel,
        _("取消这一场"),
        _("取消"),
        _("取消了，理由居民看得到。"),
    )


@act(EDIT)
def moving(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or spot."""
    found = mine(request, pk)
    form = forms.MoveForm(
        request.POST or None, initial={"starts": localtime(found.starts), "spot": found.spot}
    )
    return doing(request, found, form, services.move, _("改时间地点"), _("改"), _("改好了。"))
