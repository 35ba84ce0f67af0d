"""Say it: from the label or the steps to a place, through one sentence, to a receipt with a name on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns import services
from huisheng.collect.concerns.exits import Emergency, emergency_in
from huisheng.collect.concerns.finding import filing_hat
from huisheng.collect.concerns.forms.mine import WordsForm
from huisheng.collect.concerns.forms.saying import NEIGHBOUR, SELF, STAFF, DoorForm, KindForm, SayForm
from huisheng.collect.concerns.grants import grant, opened
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.taking import take_down
from huisheng.collect.concerns.triage.services import was_automatic
from huisheng.collect.concerns.views.same import is_it_this, same_as
from huisheng.echo.addresses import inside
from huisheng.echo.asking import asked, in_words, status_of
from huisheng.echo.naming import called_outside
from huisheng.echo.pace import keep_pace
from huisheng.echo.paper import pdf
from huisheng.echo.photos.waiting import hold, read
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.permissions.rules import Hat, Role
from huisheng.people.permissions.views import act
from huisheng.territory.brands.services import wear_brand
from huisheng.territory.mine import card_of, find_place, home_at, my_place, parts_of, remember_place
from huisheng.territory.models import Place
from huisheng.territory.places.labels import qr as qr_of

ROLLS = {"80": "roll80", "58": "roll58"}
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
    if request.method == "GET" or "switch" in request.POST:
        return _show(request, form, place)
    if "sound" in request.FILES:
        keep_pace(request, "sound")
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


def _form(request: HttpRequest, place: Place | None) -> tuple[SayForm, Hat | None]:
    """The form for whoever is asking: staff of this place choose how they heard it, others for whom they speak."""
    hat = _helper_hat(request, place)
    wish = request.POST.get("for") or request.GET.get("for", "")
    wish = request.POST.get("switch") or wish
    mode = wish if wish in (SELF, NEIGHBOUR) else STAFF if hat else SELF
    options: dict[str, Any] = {
        "at": place,
        "mode": mode,
        "channels": CHANNELS[hat.role] if hat and mode == STAFF else (),
    }
    if request.method == "POST" and "switch" not in request.POST:
        return SayForm(request.POST, request.FILES, **options), hat
    kept = request.POST if "switch" in request.POST else request.GET
    initial = {
        "words": kept.get("words", ""),
        "via": kept.get("via", ""),
        "held": _came(request) or kept.get("held", ""),
        "place": place.token if place else "",
    }
    user = request.user
    if mode == SELF and user.is_authenticated:
        initial |= {"name": user.name, "phone": user.phone}
    if mode == STAFF and hat:
        initial["channel"] = CHANNELS[hat.role][0][0]
    return SayForm(initial=initial, **options), hat


def _came(request: HttpRequest) -> str:
    """The name under which a recording waits that came with a press on “for a neighbour”, where none is asked for."""
    sound = request.FILES.get("sound")
    try:
        if sound:
            keep_pace(request, "sound")
            return hold(read(sound))
    except Refused as refused:
        messages.error(request, in_words(refused.reason))
    return ""


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


@act("mine.see")
@never_cache
def said(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt; only for who filed it, from their telephone or account. Anybody else is asked for number and tail."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    return _said(request, concern, WordsForm())


def _said(request: HttpRequest, concern: Concern, right: WordsForm) -> HttpResponse:
    shown = {"concern": concern, **promised(concern), "kinds": _kinds(concern), "right": right}
    return render(request, "collect/said.html", shown, status=status_of(right))


@act("mine.see")
@never_cache
def said_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt on A6, to take away from the counter or to bring to a neighbour; `?roll=80`, `?roll=58` (mm) for a
    counter's thermal printer."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    code = qr_of(request.build_absolute_uri(reverse("collect:mine")))
    shown = {
        "concern": concern,
        **promised(concern),
        "qr": code,
        "size": ROLLS.get(request.GET.get("roll", "")),
    }
    return pdf("collect/said_paper.html", shown, name="receipt")


def promised(concern: Concern) -> dict[str, Any]:
    holder = concern.holder
    card = card_of(holder, title=called_outside(holder.kind), path=concern.path) if holder else None
    spoken = concern.speaker.spoken
    return {
        "speaker": concern.speaker,
        "holder": holder,
        "contact": card,
        "spoken": spoken,
        "parts": spoken.split("-"),
        "sorted_alone": was_automatic(concern.voice),
    }


def _kinds(concern: Concern) -> KindForm | None:
    return (
        KindForm(leaves=leaves(), initial={"category": concern.category.code})
        if concern.stage == "heard"
        else None
    )


@require_POST
@act("mine.see")
def said_kind(request: HttpRequest, number: str) -> HttpResponse:
    """“Not that kind”: the resident's own word on what it is about."""
    concern = opened(request, number)
    known = list(leaves())
    form = KindForm(request.POST, leaves=known)
    if concern and form.is_valid() and form.cleaned_data["category"] != concern.category.code:
        chosen = next(leaf for leaf in known if leaf.code == form.cleaned_data["category"])
        services.sort(concern, category=chosen, by=None, at=now())
        messages.success(request, _("记下了。"))
    return redirect("collect:said", number)


@require_POST
@act("mine.see")
def said_right(request: HttpRequest, number: str) -> HttpResponse:
    """“Not right”, after it was read back: what it should be, in the resident's own words."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    own = request.user if request.user.is_authenticated else None
    form = WordsForm(request.POST)
    if asked(form, lambda words: services.correct(concern, words=words, by=own, at=now())) is None:
        return _said(request, concern, form)
    messages.success(request, _("改正写上了，负责的人看得到。"))
    return redirect("collect:said", number)
