"""The working calendar: which days of a year are shifted, which are not announced yet, and this year's announcement."""

import csv
import io
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _

from huisheng.echo.addresses import whole
from huisheng.echo.asking import ask
from huisheng.echo.refusals import Refused, because
from huisheng.echo.workdays.models import CalendarDay
from huisheng.echo.workdays.services import import_days
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.square.calendar.forms import AnnouncementForm

MOST_BYTES = 200_000


@act("calendar.edit")
def calendar(request: HttpRequest) -> HttpResponse:
    """A year's holidays and make-up days, provisional ones flagged; POST takes an announcement in, all or nothing."""
    asked = whole(request.GET.get("year", ""))
    year = asked if 1990 <= asked <= 2199 else localdate().year
    days = list(CalendarDay.objects.filter(day__year=year).order_by("day"))
    form = AnnouncementForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "year": year,
        "days": days,
        "provisional": any(day.provisional for day in days),
        "years": range(localdate().year - 1, localdate().year + 4),
    }
    return ask(request, form, do=lambda: _take_in(request, form), page="square/calendar.html", **context)


def _take_in(request: HttpRequest, form: AnnouncementForm) -> HttpResponse:
    years = import_days(_rows(form.cleaned_data["file"]), at=right_now(), by=cast(Person, request.user))
    told = "、".join(f"{year}: {n}" for year, n in years.items())
    messages.success(request, _("记下了：%(told)s 天。已经答应居民的期限不变。") % {"told": told})
    return redirect(f"{request.path}?year={max(years, default=localdate().year)}")


def _rows(file: Any) -> list[dict[str, str | None]]:
    """The rows of an uploaded CSV, UTF-8 or GB18030. Refused when it is too large to be a calendar, or no text."""
    if file.size > MOST_BYTES:
        raise Refused(because("这个文件太大，不像一年的放假安排。"))
    raw = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.DictReader(io.StringIO(raw.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Refused(because("这个文件读不懂，请存成 CSV 再传。"))
