"""Say it: from the label or the steps to a place, through one sentence, to a receipt with a name on it (receipt.py)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.collect.concerns.exits import Emergency, emergency_in
from huisheng.collect.concerns.finding import filing_hat
from huisheng.collect.concerns.forms.saying import NEIGHBOUR, SELF, STAFF, DoorForm, SayForm
from huisheng.collect.concerns.grants import grant
from huisheng.collect.concerns.taking import take_down
from huisheng.collect.concerns.views.same import is_it_this, same_as
from huisheng.echo.addresses import inside
from huisheng.echo.asking import asked, in_words, status_of
from huisheng.echo.pace import keep_pace
from huisheng.echo.photos.forms import WithPhotos
from huisheng.echo.photos.waiting import hold, read
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.permissions.rules import Hat, Role
from huisheng.people.permissions.views import act
from huisheng.territory.brands.services import wear_brand
from huisheng.territory.mine import find_place, home_at, my_place, parts_of, remember_place
from huisheng.territory.models import Place

UPPER = {"province", "city", "county", "street"}
CHANNELS = {
    Role.HEAD: [("head", gettext_lazy("邻居找我说的")), ("door", gettext_lazy("上门听到的"))],
    Role.LINKED: [("member", gettext_lazy("联户时听到的"))],
    Role.SECRETARY: [
        ("counter", gettext_lazy("来支部说的")),
        ("phone", gettext_lazy("打电话来的")),
        ("door", gettext_lazy("上门听到的")),
    ],
    Role.CLERK: [
        ("phone", gettext_lazy("打电话来的")),
        ("counter", gettext_lazy("来柜台说的")),
        ("door", gettext_lazy("上门听到的")),
    ],
    Role.OFFICER: [
        ("phone", gettext_lazy("打电话来的")),
        ("counter", gettext_lazy("来柜台说的")),
        ("door", gettext_lazy("上门听到的")),
    ],
}


@act("concern.raise")
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """A label was scanned: the telephone remembers the place, and the words can begin."""
    place = find_place(token)
    if place is None or place.closed_on:
        messages.error(request, _("这个二维码已经换过了，请选一下地方。"))
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': reverse('collect:say')})}")
    return wear_brand(request, remember_place(redirect(f"{reverse('collect:say')}?via=qr"), place), place)


@act("concern.raise")
def where(request: HttpRequest, token: str = "") -> HttpResponse:
    """Choose a place in few taps: community, estate, building; a door only for who wants to write it."""
    onward = _onward(request)
    place = find_place(token)
    form = DoorForm({"door": request.GET["door"]} if "door" in request.GET else None)
    if form.is_bound and place:
        home = asked(form, lambda door: _home(place, door))
        return _chosen(request, home, onward) if home else _where(request, place, form, onward)
    if place and "here" in request.GET:
        return _chosen(request, place, onward)
    return _where(request, place, form, onward)


def _where(request: HttpRequest, place: Place | None, form: DoorForm, onward: str) -> HttpResponse:
    chosen, parts = place, list(parts_of(place))
    while len(parts) == 1 and parts[0].kind in UPPER:  # a server of one street begins below it
        place = parts[0]
        parts = list(parts_of(place))
    shown = {"place": place, "parts": parts, "form": form, "next": onward, "chosen": chosen}
    return render(request, "collect/where.html", shown, status=status_of(form))


def _home(place: Place, door: str) -> Place:
    found = home_at(place, door)
    refuse_if(
        because("%(where)s有几个“%(door)s”，请写上单元。", where=place.where, door=door)
        if len(found) > 1
        else ""
    )
    refuse_if(
        ""
        if found
        else because("%(where)s里没有找到“%(door)s”，改一下，或者不写门牌。", where=place.where, door=door)
    )
    return found[0]


def _chosen(request: HttpRequest, place: Place, onward: str) -> HttpResponse:
    return wear_brand(request, remember_place(redirect(onward), place), place)


def _onward(request: HttpRequest) -> str:
    return inside(request, request.GET.get("next", "")) or reverse("collect:say")


@act("concern.raise")
def say(request: HttpRequest) -> HttpResponse:
    """One sentence, for oneself or for somebody who cannot (M20, M23)."""
    place = find_place(request.POST.get("place", "")) if request.method == "POST" else my_place(request)
    if place is None and request.method == "GET":
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.get_full_path()})}")
    form, hat = _form(request, place)
    if request.method == "GET" or _turned(request):
        return _show(request, form, place)
    if request.FILES:
        keep_pace(request, "file")
        form.hold_sound()
    danger = emergency_in(simplified(request.POST.get("words", "")))
    if danger and "calm" not in request.POST and form.is_valid():
        return _show(request, form, place, danger)
    if form.mode == SELF and "alone" not in request.POST and form.is_valid() and (same := same_as(form)):
        return is_it_this(request, form, same)
    concern = asked(form, lambda **_typed: take_down(request, form, hat))
    if concern is None:
        return _show(request, form, place)
    answer = redirect("collect:said", concern.speaker.number)
    return grant(request, remember_place(answer, form.cleaned_data["place"]), concern.speaker.number)


def _turned(request: HttpRequest) -> str:
    """For whom it is said now; empty when it is to be sent. Who wants no photo any more turns the same page over."""
    return request.POST.get("switch", "") or request.POST.get("drop", "")


def _form(request: HttpRequest, place: Place | None) -> tuple[SayForm, Hat | None]:
    """The form for whoever is asking: staff of this place choose how they heard it, others for whom they speak."""
    hat = _helper_hat(request, place)
    wish = request.POST.get("for") or request.GET.get("for", "")
    wish = _turned(request) or wish
    mode = wish if wish in (SELF, NEIGHBOUR) else STAFF if hat else SELF
    options: dict[str, Any] = {
        "at": place,
        "mode": mode,
        "channels": CHANNELS[hat.role] if hat and mode == STAFF else (),
    }
    if request.method == "POST" and not _turned(request):
        return SayForm(request.POST, request.FILES, **options), hat
    kept = request.POST or request.GET
    initial = {
        "words": kept.get("words", ""),
        "via": kept.get("via", ""),
        "place": place.token if place else "",
        **_came(request),
    }
    if "drop" in request.POST:
        initial["waiting"] = ""
    user = request.user
    if mode == SELF and user.is_authenticated:
        initial |= {"name": user.name, "phone": user.phone}
    if mode == STAFF and hat:
        initial["channel"] = CHANNELS[hat.role][0][0]
    return SayForm(initial=initial, **options), hat


def _came(request: HttpRequest) -> dict[str, str]:
    """The names under which a recording and photos wait: of the form, and of what came with a press that sends nothing."""
    names = {name: request.POST.get(name, "") for name in ("held", "waiting")}
    if not request.FILES:
        return names
    try:
        keep_pace(request, "file")
        photos = WithPhotos(request.POST, request.FILES)
        for why in photos.errors.values():
            messages.error(request, " ".join(map(str, why)))
        names["waiting"] = " ".join(photos.chosen)
        if sound := request.FILES.get("sound"):
            names["held"] = hold(read(sound))
    except Refused as refused:
        messages.error(request, in_words(refused.reason))
    return names


def _helper_hat(request: HttpRequest, place: Place | None) -> Hat | None:
    """The post under which somebody may file for others here."""
    if place is None or not request.user.is_authenticated:
        return None
    return filing_hat(request.hats, request.user, place)  # type: ignore[attr-defined]


def _show(
    request: HttpRequest, form: SayForm, place: Place | None, danger: Emergency | None = None
) -> HttpResponse:
    shown = {
        "form": form,
        "place": place,
        "danger": danger,
        "mode": form.mode,
        "calm": request.POST.get("calm", ""),
        "held": form["held"].value(),
    }
    return render(request, "collect/say.html", shown, status=422 if danger else status_of(form))
