"""Set a community's or a street's brand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.people.permissions.views import act
from huisheng.territory.brands.forms import BrandForm
from huisheng.territory.brands.services import set_brand
from huisheng.territory.places.views.finding import place_of


@act("place.edit")
def brand(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, slogan and colour of the pages that its residents read (M165)."""
    place = place_of(request, "place.edit", pk)
    form = BrandForm(request.POST or None, initial=place.brand or {"hue": ""})

    def do() -> HttpResponse:
        set_brand(place, **form.cleaned_data, by=request.user, at=localtime())  # type: ignore[arg-type]
        messages.success(request, _("存好了。居民下次打开首页就看得到。"))
        return redirect("territory:place", place.pk)

    return ask(
        request, form, do=do, page="territory/place_edit.html", place=place, title=_("品牌"), button=_("存下")
    )
