"""What a resident finds: their own matters, and what anybody may read."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.views.mine import my_matters
from huisheng.collect.models import Call
from huisheng.collect.search.rules import Term
from huisheng.collect.search.services import scan
from huisheng.deliberate.models import Notice
from huisheng.echo.voices.masking import masked

SHOWN = 10


def my_own(request: HttpRequest, terms: list[Term]) -> list[Concern]:
    """The matters that this visitor may open, without what is written for staff. Two queries, or none."""
    mine = my_matters(request)
    return scan(Concern.objects.filter(pk__in=[one.pk for one in mine]), terms, inner=False) if mine else []


def on_the_wall(terms: list[Term]) -> list[dict[str, Any]]:
    """Notices that hang or hung, and calls: what stands in their titles. Two queries."""
    today = localdate()
    notices = _with(Notice.objects.filter(text__begins__lte=today), "text__title", terms)
    calls = _with(Call.objects.filter(opens__lte=today), "title", terms)
    rows = [
        (_("公示"), title, reverse("deliberate:notice", args=[token]))
        for token, title in notices.order_by("-pk").values_list("token", "text__title")[:SHOWN]
    ]
    rows += [
        (_("征集"), title, reverse("collect:call", args=[token]))
        for token, title in calls.order_by("-pk").values_list("token", "title")[:SHOWN]
    ]
    return [{"kind": kind, "title": masked(title), "url": url} for kind, title, url in rows]


def _with(found: "QuerySet[Any]", field: str, terms: list[Term]) -> "QuerySet[Any]":
    for term in terms:
        ways = Q()
        for spelling in term.spellings:
            ways |= Q(**{f"{field}__icontains": spelling})
        found = found.filter(ways)
    return found
