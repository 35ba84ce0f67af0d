"""Calls for those who ask: open, see what came, make more time, close when all is answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.collect.calls import forms, rules, services
from huisheng.collect.calls.models import Call
from huisheng.collect.calls.views.public import receipt, row_of
from huisheng.collect.calls.views.showing import a_page, lead_of, paragraphs_of, people_for
from huisheng.echo.asking import ask, offer
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, doer
from huisheng.territory.mine import office_over
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.places.labels import qr
from huisheng.territory.places.services import in_areas

EDIT = "call.edit"
MOST = 100


@act(EDIT)
def desk(request: HttpRequest) -> HttpResponse:
    """The calls of my area, with what nobody has answered."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    found = services.known().filter(in_areas(paths, "place__path")).order_by("-closes", "-pk")[:MOST]
    return render(request, "collect/call_desk.html", {"rows": [row_of(one) for one in found]})


def mine(request: HttpRequest, pk: int) -> Call:
    """A call of my area; one of another street does not exist for me."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    return get_object_or_404(services.known().filter(in_areas(paths, "place__path")), pk=pk)


def who(request: HttpRequest, place: Place) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this place; refused outside the reader's area."""
    return doer(request, EDIT, path=place.path)


@act(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Ask everybody at a place of my area."""
    picked = pick(request, EDIT)
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("问哪里的居民？")})
    place = picked.place
    form = forms.OpenForm(request.POST or None, initial=_beginning(place))

    def do() -> HttpResponse:
        call = services.open_(place=place, **form.cleaned_data, **who(request, place))
        messages.success(request, _("发出去了。把链接发到群里，二维码贴到楼下。"))
        return redirect("collect:call_edit", call.pk)

    return ask(request, form, do=do, page="collect/act.html", title=_("发一次征集"), under=place.where,
               button=_("发出去"), back=reverse("collect:call_desk"), back_words=_("征集"))  # fmt: skip


def _beginning(place: Place) -> dict[str, Any]:
    ground, office, today = place.community or place.street or place, office_over(place.path), localdate()
    name = f"{ground.name}居民委员会" if ground.kind == "community" else ground.name
    return {
        "publisher": name,
        "phone": office.phone if office else "",
        "opens": today,
        "closes": today + timedelta(days=14),
    }


@act(EDIT)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """What came, what may be the same, what has no answer yet; several are chosen and dealt with at once."""
    found, today = mine(request, pk), localdate()
    standing, (page, onward) = services.standing(found), a_page(found, request.GET.get("after", ""))
    people = people_for(found, page)
    like = services.alike_in(found, page)
    rows = [lead_of(one, people, staff=True) | {"alike": like.get(one.number, [])} for one in page]
    into = found.proposals.exclude(into=None).order_by("into__number", "number")
    address = request.build_absolute_uri(reverse("collect:call", args=[found.token]))
    shown = row_of(found) | {
        "n": found.came - found.merged,  # type: ignore[attr-defined]
        "standing": standing, "rows": rows, "onward": onward, "acts": _acts(standing), "over": bool(rules.why_over(standing)),
        "draft": found.kind == rules.Kind.DRAFT, "listing": today > found.closes, "items": list(found.items.all()),
        "merged": into.values_list("number", "into__number"),
        "qr": qr(address), "address": address, "paragraphs": paragraphs_of(found),
        "history": found.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    }  # fmt: skip
    return render(request, "collect/call_edit.html", shown)


def _acts(standing: rules.Standing) -> list[dict[str, Any]]:
    if rules.why_over(standing):
        return []
    today = localdate()
    acts = [offer(_("结束"), "closing/", rules.why_not_close(standing, on=today), "main")]
    if not rules.why_not_now(standing, on=today):
        acts.append(offer(_("替打电话来的人记一条"), "calling/", "", ""))
    return [*acts, offer(_("延几天"), "extending/", "", ""), offer(_("撤回"), "withdrawing/", "", "stop")]


def doing(
    request: HttpRequest,
    found: Call,
    form: Any,
    verb: Callable[..., Any],
    title: str,
    button: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """A form about one call that calls one verb and goes back to the call."""
    here = reverse("collect:call_edit", args=[found.pk])

    def do() -> HttpResponse:
        made = verb(found, **form.cleaned_data, **who(request, found.place))
        messages.success(request, done or receipt(made))
        return redirect(here)

    return ask(request, form, do=do, page="collect/act.html", title=title, button=button, under=found.title,
               back=here, back_words=found.title, **more)  # fmt: skip


@act(EDIT)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """After its days, everything answered."""
    form = forms.CloseForm(request.POST or None)
    return doing(
        request,
        mine(request, pk),
        form,
        services.close,
        _("结束这次征集"),
        _("结束"),
        _("结束了，结果写在公开页上。"),
    )


@act(EDIT)
def extending(request: HttpRequest, pk: int) -> HttpResponse:
    """More time."""
    form = forms.ExtendForm(request.POST or None)
    return doing(request, mine(request, pk), form, services.extend, _("延几天"), _("延"), _("延好了。"))


@act(EDIT)
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    form = forms.WhyForm(request.POST or None)
    return doing(
        request,
        mine(request, pk),
        form,
        services.withdraw,
        _("撤回这次征集"),
        _("撤回"),
        _("撤回了，提过的人都告诉了。"),
    )


@act(EDIT)
def calling(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody called: their words, typed for them, with a receipt read out to them."""
    call = mine(request, pk)
    form = forms.ProposeForm(request.POST or None, call=call)

    def verb(found: Call, *, words: str, once: str, by: Any, at: Any, hat: str, **typed: Any) -> Any:
        return services.propose(
            found, words=words, said=form.said(None), once=once or None, by=by, at=at, hat=hat,
            paragraph=typed.get("about") or 0,
        )  # fmt: skip

    return doing(request, call, form, verb, _("替打电话来的人记一条"), _("记下来"), "")
