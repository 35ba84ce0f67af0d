"""Take the desk's list out as a file, with the filters of the address."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.echo.audit.services import keep
from huisheng.echo.readings.services import open_several
from huisheng.echo.tables import XLSX, csv_lines, write_xlsx
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import Hat
from huisheng.people.permissions.views import act, wear
from huisheng.square.desk.exporting import listed, ordered, why_not_workbook
from huisheng.square.desk.forms import ExportForm
from huisheng.square.desk.queue import Wanted, my_places
from huisheng.square.desk.views import desk_hats, wanted_of


@act("desk.export")
def export(request: StaffRequest) -> HttpResponse:
    """Ask what to take out; sent, the file. The same place and filters as the list that one came from."""
    place, _mine = my_places(desk_hats(request), request.GET.get("at", ""))
    if place is None:
        raise Http404
    hat = wear(request, "desk.export", path=place.path)
    wanted, form = wanted_of(request, place), ExportForm(request.POST or None)
    shown = {"title": _("导出清单"), "under": place.where, "button": _("导出")}
    return ask(
        request,
        form,
        do=lambda: _file(request, wanted, hat, **form.cleaned_data),
        page="square/export.html",
        **shown,
    )


def _file(request: StaffRequest, wanted: Wanted, hat: Hat, *, what: str, kind: str, purpose: str) -> Any:
    """Written down first: that it was taken out, and what for where it shows who spoke, or their own words (I6)."""
    if kind == "xlsx":
        why_not_workbook(wanted, orders=what == "orders")
    _on_record(request, wanted.place.path, hat, what=what, purpose=purpose)
    headers, rows = ordered(wanted) if what == "orders" else listed(wanted, personal=what == "named")
    name = f"huisheng-{what}-{localdate():%Y%m%d}.{kind}"
    answer: Any = (
        HttpResponse(write_xlsx(headers, rows), content_type=XLSX)
        if kind == "xlsx"
        else StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@transaction.atomic
def _on_record(request: StaffRequest, path: str, hat: Hat, *, what: str, purpose: str) -> None:
    told: dict[str, Any] = {"by": request.user, "path": path, "at": now()}
    if what != "list":
        open_several(what="list", hat=hat.title, purpose=purpose, **told)
    keep("exported", about=f"desk {what}", **told)
