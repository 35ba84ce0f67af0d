"""The four doors, and what stands beside them: the look."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huisheng.collect.concerns.figures import Figures, figures
from huisheng.collect.concerns.stages import Stage
from huisheng.collect.concerns.views.mine import my_matters
from huisheng.collect.models import Concern
from huisheng.deliberate.ballots.services.terms import open_votes
from huisheng.echo.addresses import inside
from huisheng.people.permissions.views import act
from huisheng.territory.brands.rules import worn
from huisheng.territory.brands.services import brand_of, wear_brand
from huisheng.territory.mine import contact_card, my_place
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

YEAR = 365 * 24 * 3600


@act("home.see")
def home(request: HttpRequest) -> HttpResponse:
    """What waits for my word (M164) and my contact on top, four doors, and this month's open numbers of my community, each the way to its list."""
    place = my_place(request)
    ground = (place.community or place.street) if place else _only_street()
    matters = my_matters(request)
    shown: dict[str, Any] = {
        "place": place,
        "doors": _doors(matters),
        "brand": {"name": ground.name if ground else ""} | _brand(place, ground),
    }
    today = localdate()
    if place:
        shown["contact"] = contact_card(place, on=today)
    if ground:
        month = figures(ground, since=today, until=today, now=now())
        shown |= {
            "ground": ground,
            "figures": open_numbers(month, ground),
        }
        shown["answered"] = _answered(ground)
    shown["votes"] = open_votes(request.user, at=now())
    shown["asks"] = [one for one in matters if one.stage == Stage.DONE][:3]
    answer = render(request, "square/home.html", shown)
    return wear_brand(request, answer, place) if place else answer


def _brand(place: Place | None, ground: Place | None) -> dict[str, str]:
    return brand_of(place) if place else worn(ground.brand) if ground else {}


def _only_street() -> Place | None:
    """The street, where there is but one: its open numbers need no address."""
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None)[:2]
    return streets[0] if len(streets) == 1 else None


def _doors(matters: list[Concern]) -> list[dict[str, str]]:
    helps = f"{reverse('collect:say')}?for=neighbour"
    return [
        _door("说", reverse("collect:say"), _("说一件事"), _("灯不亮、漏水、停车、噪声……一句话就行")),
        _door("看", reverse("collect:mine"), _("看我的事"), _mine(matters)),
        _door("议", reverse("collect:voices"), _("一起商量"), _("邻居们在说什么，您家也是就说一声")),
        _door("帮", helps, _("搭把手"), _("替不方便的邻居说一件")),
    ]


def _door(mark: str, url: str, name: str, note: str) -> dict[str, str]:
    return {"mark": mark, "url": url, "name": name, "note": note}


def _mine(matters: list[Concern]) -> str:
    """What waits behind the second door, in words."""
    asks = sum(one.stage == Stage.DONE for one in matters)
    running = sum(one.is_open for one in matters) - asks
    told = [
        ngettext("%(n)s 件等您说办好没有", "%(n)s 件等您说办好没有", asks) % {"n": asks} if asks else "",
        ngettext("%(n)s 件在办", "%(n)s 件在办", running) % {"n": running} if running else "",
    ]
    return _("，").join(words for words in told if words) or _("办到哪儿了，凭回执号，不用登录")


def open_numbers(month: Figures, ground: Place) -> list[dict[str, Any]]:
    """Said, contacted in time, and days to done (the middle one). No number without its list."""
    days = month.days(0.5)
    rows = [
        ("raised", month.n("raised"), "", _("本月说的事")),
        ("contact_in_time", month.n("contact_in_time"), "", _("按时联系到")),
        (
            "finished",
            "—" if days is None else f"{days:g}",
            "" if days is None else _("天"),
            _("办好，中位数"),
        ),
    ]
    inside = f"?in={ground.token}&m=1"
    return [
        {
            "url": reverse("square:public_list", args=[key]) + inside,
            "value": value,
            "unit": unit,
            "label": label,
        }
        for key, value, unit, label in rows
    ]


def _answered(ground: Place) -> list[Concern]:
    """What was just done here: kind, part of the community, days. No words and no door (I6)."""
    settled = Concern.objects.filter(stage=Stage.SETTLED, closed_as="confirmed", batch=None)
    inside = settled.filter(**{"community" if ground.kind == "community" else "street": ground})
    return list(inside.select_related("category", "area").order_by("-due_at")[:4])


@act("look.switch")
def look(request: HttpRequest, mode: str) -> HttpResponse:
    """长辈版 or the plain look, kept on this telephone for a year; back to the page one came from."""
    answer = redirect(inside(request, request.GET.get("next", "")) or "/")
    if mode == "elder":
        answer.set_cookie("look", "elder", max_age=YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie("look")
    return answer


@act("home.see")
def icon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks for the icon of what cannot name one itself: a PDF, a feed."""
    return redirect(static("huisheng.svg"), permanent=True)
