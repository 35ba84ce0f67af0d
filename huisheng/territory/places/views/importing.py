"""Upload a register of homes: first what would happen, row by row, then load it; and the template to fill in (M01)."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.echo.audit.services import keep
from huisheng.echo.tables import XLSX
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.places import uploads
from huisheng.territory.places.forms import RegisterForm
from huisheng.territory.places.models import Place
from huisheng.territory.places.reports import Report
from huisheng.territory.places.rules import KIND_NAMES, Kind
from huisheng.territory.places.services import importing, in_areas
from huisheng.territory.places.views.finding import mine

KEPT = "place_registers"
TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}
MOST_COMMUNITIES = 500
SHOWN = 300


@act("place.import")
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a register; the next page says what would happen. A file that cannot be read comes back at once."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterForm(*sent)
    return ask(
        request, form, do=lambda: _keep(request, form.cleaned_data["file"]), page="territory/import.html"
    )


def _keep(request: HttpRequest, file: Any) -> HttpResponse:
    key = uploads.keep(file.chunks())
    _load(request, key, file.name, dry_run=True)  # a file that is no register is refused here
    request.session[KEPT] = {**request.session.get(KEPT, {}), key: file.name}
    return redirect("territory:import_check", key)


@act("place.import")
def check(request: HttpRequest, key: str) -> HttpResponse:
    """What would happen, every refused row with its reason; sending it loads the rest."""
    name = request.session.get(KEPT, {}).get(key)
    if name is None or uploads.path_of(key) is None:
        raise Http404
    report = _load(request, key, name, dry_run=request.method != "POST")
    if request.method == "POST":
        told = _("导入了 %(created)d 户，原来就有 %(already)d 户，没有导入 %(refused)d 行。")
        counts = {"created": report.created, "already": report.already, "refused": len(report.refused)}
        messages.success(request, told % counts)
        return redirect("territory:import_check", key)
    also = [(_(KIND_NAMES[Kind(kind)]), n) for kind, n in report.also.items()]
    context = {"report": report, "name": name, "also": also, "refused": report.refused[:SHOWN]}
    return render(request, "territory/import_check.html", context)


@transaction.atomic
def _load(request: HttpRequest, key: str, name: str, *, dry_run: bool) -> Report:
    path, by = uploads.path_of(key), cast(Person, request.user)
    assert path is not None
    areas = mine(request, "place.import")
    at = localtime()
    report = importing.load(path, name=name, by=by, at=at, dry_run=dry_run, areas=areas)
    for area in () if dry_run else areas:
        keep("imported", by=by, at=at, about="homes", path=area)
    return report


@act("place.import")
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty register, with my communities in its drop-down."""
    found = Place.objects.filter(in_areas(mine(request, "place.import")), kind=Kind.COMMUNITY, closed_on=None)
    names = list(found.order_by("order").values_list("name", flat=True)[:MOST_COMMUNITIES])
    if kind not in TYPES:
        raise Http404
    answer = HttpResponse(importing.template(names, kind=kind), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="homes.{kind}"'
    return answer
