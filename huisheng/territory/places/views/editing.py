"""The edits of a place, each a page of its own: parts, name, code, phone, position, parent, merger, closing; occupied and label."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.echo.asking import ask
from huisheng.echo.paper import pdf
from huisheng.people.models import Person
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act
from huisheng.territory.picking import pick
from huisheng.territory.places import forms, rules, services
from huisheng.territory.places.labels import qr
from huisheng.territory.places.models import Place
from huisheng.territory.places.positions import told
from huisheng.territory.places.services import finding
from huisheng.territory.places.views.finding import place_of

MOST_LABELS = 100  # on one page to print


@act("place.edit")
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    """New places inside this one."""
    place = place_of(request, "place.edit", pk)
    form = forms.PartsForm(request.POST or None, parent_kind=place.kind)
    return _asked(request, place, form, partial(_add, request, place, form), _("登记里面的地方"), _("登记"))


def _add(request: HttpRequest, place: Place, form: Form) -> str:
    typed = form.cleaned_data
    more = {name: typed[name] for name in ("code", "occupied") if typed.get(name)}
    if typed["kind"] != rules.Kind.HOME:
        more.pop("occupied", None)
    with transaction.atomic():
        for name in typed["names"]:
            services.add(kind=typed["kind"], name=name, parent=place, by=_by(request), at=localtime(), **more)
    return _("登记了：%(names)s。") % {"names": "、".join(typed["names"])}


@act("place.edit")
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    place = place_of(request, "place.edit", pk)
    form = forms.NameForm(request.POST or None, initial={"name": place.name})
    return _asked(
        request, place, form, partial(_verb, request, services.rename, place, form), _("改名"), _("改名")
    )


@act("place.edit")
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Another code (R8.1)."""
    place = place_of(request, "place.edit", pk)
    form = forms.CodeForm(request.POST or None, initial={"code": place.code})
    return _asked(
        request, place, form, partial(_verb, request, services.recode, place, form), _("改编码"), _("存下")
    )


@act("place.edit")
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's own telephone, for residents whose contact shows none."""
    place = place_of(request, "place.edit", pk)
    form = forms.PhoneForm(request.POST or None, initial={"phone": place.phone})
    verb = partial(_verb, request, services.publish_phone, place, form)
    return _asked(request, place, form, verb, _("公开电话"), _("存下"))


@act("place.edit")
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it is on the globe, for maps and for programs that know a position only."""
    place = place_of(request, "place.edit", pk)
    lat, long = told(place.position)
    form = forms.PositionForm(request.POST or None, initial={"lat": lat, "long": long})
    verb = partial(_verb, request, services.locate, place, form)
    return _asked(request, place, form, verb, _("位置"), _("存下"))


@act("place.edit")
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The place is no more."""
    place = place_of(request, "place.edit", pk)
    form = forms.CloseForm(request.POST or None)
    return _asked(
        request, place, form, partial(_verb, request, services.close, place, form), _("停用"), _("停用")
    )


@act("place.edit")
def parent(request: HttpRequest, pk: int) -> HttpResponse:
    """Into another place, picked by typing."""
    place = place_of(request, "place.edit", pk)
    kinds = [kind.value for kind in rules.LIES_IN[rules.Kind(place.kind)] if kind]
    return _to_another(
        request, place, kinds, partial(services.move, place), "under", _("搬到哪里？"), _("搬过去")
    )


@act("place.edit")
def merger(request: HttpRequest, pk: int) -> HttpResponse:
    """Become part of another place of the same kind, picked by typing."""
    place = place_of(request, "place.edit", pk)
    verb = partial(services.merge, place)
    return _to_another(request, place, [place.kind], verb, "into", _("并入哪一处？"), _("并过去"))


@act("place.edit")
@require_POST
def occupied(request: HttpRequest, pk: int) -> HttpResponse:
    """A home is lived in, or no longer."""
    place = place_of(request, "place.edit", pk)
    services.occupy(place, occupied="yes" in request.POST, by=_by(request), at=localtime())
    messages.success(request, _("记下了。"))
    return redirect("territory:place", pk)


@act("place.see")
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the label to print, with those of everything directly inside (`?inside`). POST: a new one, the old void."""
    if request.method == "POST":
        services.relabel(place_of(request, "place.edit", pk), by=_by(request), at=localtime())
        messages.success(request, _("换发了新的二维码，请重新打印张贴；旧码已经作废。"))
        return redirect("territory:place", pk)
    place = place_of(request, "place.see", pk)
    codes = _labels(request, place)
    context = {"place": place, "labels": codes, "inside": len(codes) > 1, "acts": _may_edit(request, place)}
    return render(request, "territory/label.html", context)


@act("place.see")
def label_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """The same labels on sheets of A4 to cut out, as a PDF."""
    place = place_of(request, "place.see", pk)
    return pdf("territory/labels_paper.html", {"labels": _labels(request, place)}, name=f"labels-{place.pk}")


def _labels(request: HttpRequest, place: Place) -> list[tuple[Place, str]]:
    """The place, with everything directly inside when it is asked for (`?inside`), each with its code."""
    places = [place, *finding.children(place)[:MOST_LABELS]] if "inside" in request.GET else [place]
    return [(one, qr(request.build_absolute_uri(rules.label_path(one.token)))) for one in places]


def _may_edit(request: HttpRequest, place: Place) -> bool:
    return hat_for("place.edit", request.hats, path=place.path) is not None  # type: ignore[attr-defined]


def _to_another(
    request: HttpRequest,
    place: Place,
    kinds: list[str],
    verb: Callable[..., None],
    role: str,
    title: str,
    button: str,
) -> HttpResponse:
    """First find the other place by typing, then confirm what goes along."""
    picked = pick(request, "place.edit", kinds=kinds)
    if picked.place is None:
        return render(
            request, "territory/place_pick.html", {"picked": picked, "title": title, "place": place}
        )

    def do() -> str:
        verb(by=_by(request), at=localtime(), **{role: picked.place})
        return _("改好了，里面的地方和没办完的事都跟着过去了。")

    form = forms.NothingTyped(request.POST if request.method == "POST" else None)
    return _asked(
        request, place, form, do, title, button, other=picked.place, inside=finding.inside_count(place)
    )


def _asked(
    request: HttpRequest,
    place: Place,
    form: Form,
    verb: Callable[[], str],
    title: str,
    button: str,
    **more: object,
) -> HttpResponse:
    def do() -> HttpResponse:
        messages.success(request, verb())
        return redirect("territory:place", place.pk)

    return ask(
        request,
        form,
        do=do,
        page="territory/place_edit.html",
        place=place,
        title=title,
        button=button,
        **more,
    )


def _verb(request: HttpRequest, verb: Callable[..., None], place: Place, form: Form) -> str:
    verb(place, by=_by(request), at=localtime(), **form.cleaned_data)
    return _("改好了。")


def _by(request: HttpRequest) -> Person:
    return cast(Person, request.user)
