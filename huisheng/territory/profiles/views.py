"""The profile of a community or street, to write on (M11)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.echo.addresses import whole
from huisheng.echo.asking import ask
from huisheng.people.permissions.views import act, wear
from huisheng.territory.places.models import Place
from huisheng.territory.places.views.finding import place_of
from huisheng.territory.profiles import services
from huisheng.territory.profiles.forms import ProfileFigureForm
from huisheng.territory.profiles.models import ProfileFigure
from huisheng.territory.profiles.rules import What

LATEST = 40


@act("place.edit")
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands there, a form for one figure (`?figure=` takes an old one as it was), what stood there before."""
    place = place_of(request, "place.edit", pk)
    form = ProfileFigureForm(request.POST or None, initial=_begin(place, request.GET.get("figure", "")))
    return ask(
        request,
        form,
        do=lambda: _write(request, place, form.cleaned_data),
        page="territory/profile.html",
        place=place,
        before=services.replaced(place)[:LATEST],
        **services.profile_of(place),
    )


def _begin(place: Place, pk: str) -> dict[str, Any]:
    """As of today; whatever is known of the figure that is to be looked at again."""
    found = ProfileFigure.objects.filter(place=place, pk=whole(pk)).first()
    if found is None:
        return {"as_of": localdate()}
    names = ("what", "words", "value", "unit", "source")
    return {name: getattr(found, name) for name in names} | {"as_of": localdate()}


def _write(request: HttpRequest, place: Place, typed: dict[str, Any]) -> HttpResponse:
    hat = wear(request, "place.edit", path=place.path).title
    what = What(typed.pop("what"))
    services.write(place, what, by=request.user, at=localtime(), hat=hat, **typed)  # type: ignore[arg-type]
    messages.success(request, _("记下了。"))
    return redirect("territory:place_profile", place.pk)


@require_POST
@act("place.edit")
def take_off(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """One figure goes off the profile."""
    place = place_of(request, "place.edit", pk)
    services.take_off(
        get_object_or_404(ProfileFigure.objects.select_related("place"), place=place, pk=figure),
        by=request.user,  # type: ignore[arg-type]
        at=localtime(),
    )
    messages.success(request, _("去掉了，从前的数里还查得到。"))
    return redirect("territory:place_profile", place.pk)
