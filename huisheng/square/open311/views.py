"""The doors of GeoReport v2. Errors are lists in the format that was asked for; no login, an api_key to report."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware, now
from django.views.decorators.csrf import csrf_exempt

from huisheng.echo.refusals import Refused
from huisheng.people.permissions.views import act
from huisheng.square.open311 import filing, listing, rules
from huisheng.square.open311.description import described
from huisheng.square.open311.forms import ReportForm
from huisheng.square.open311.rules import FORMATS, Wrong, WrongError, wrong
from huisheng.square.open311.wire import answer, told_wrong
from huisheng.territory.mine import find_place
from huisheng.territory.places.rules import within

View = Callable[..., HttpResponse]
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)


def door(*methods: str) -> Callable[[View], View]:
    """Open to anyone; what cannot be answered is told as an error list."""

    def gate(view: View) -> View:
        @csrf_exempt  # no session: a report carries its api_key
        @act("open311.use")
        @wraps(view)
        def opened(request: HttpRequest, form: str = "json", **which: str) -> HttpResponse:
            told = "xml" if form.endswith("xml") else "json"
            try:
                _refuse_unreadable(request, form, methods, which)
                return view(request, form, **which)
            except WrongError as error:
                return _allowing(methods, told_wrong(error, form=told))
            except Refused as refused:
                return told_wrong(WrongError(Wrong(400, refused.reason)), form=told)
            except UNREADABLE:
                return told_wrong(wrong("发来的内容读不出来。", 400), form=told)

        return opened

    return gate


def _allowing(methods: tuple[str, ...], answer: HttpResponse) -> HttpResponse:
    if answer.status_code == 405:
        answer["Allow"] = ", ".join((*methods, "HEAD"))
    return answer


def _refuse_unreadable(
    request: HttpRequest, form: str, methods: tuple[str, ...], which: dict[str, str]
) -> None:
    if form not in FORMATS and not form.startswith("v2/"):
        raise wrong("只有 json 和 xml 两种格式。", 404)
    if request.method not in (*methods, "HEAD"):
        raise wrong("这里只能用 %(methods)s。", 405, methods="、".join(methods))
    sent = (*request.GET.lists(), *request.POST.lists())
    texts = [*which.values(), *(text for _name, several in sent for text in several)]
    if any("\0" in text for text in texts):
        raise wrong("内容里有不能用的字符。", 400)


@door("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    """GET services: every kind of matter."""
    listing.jurisdiction(request.GET.get("jurisdiction_id", ""))
    return answer("services", listing.services(), form=form)


@door("GET")
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """GET services/CODE: what more may be said."""
    listing.jurisdiction(request.GET.get("jurisdiction_id", ""))
    return answer("service_definition", listing.definition(code), form=form)


@door("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """GET requests, POST requests."""
    return _report(request, form) if request.method == "POST" else _list(request, form)


def _list(request: HttpRequest, form: str) -> HttpResponse:
    asked = request.GET
    found = listing.open_to_all(listing.jurisdiction(asked.get("jurisdiction_id", "")))
    if wanted := asked.get("service_request_id", ""):
        rows = listing.rows_of(found.filter(pk__in=rules.ids_in(wanted)).order_by("-raised_at", "-pk"))
        return answer("service_requests", _some(rows), form=form)
    found = _narrowed(found, asked)
    size = rules.number_in(asked.get("page_size", ""), name="page_size", usual=rules.MOST, most=rules.MOST)
    page = rules.number_in(asked.get("page", ""), name="page", usual=1, most=rules.FURTHEST_PAGE)
    found = found.order_by("-raised_at", "-pk")[(page - 1) * size : page * size]
    return answer("service_requests", listing.rows_of(found), form=form)


def _some(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not rows:
        raise wrong("没有这个 service_request_id。", 404)
    return rows


def _narrowed(found: Any, asked: QueryDict) -> Any:
    days = rules.window(_moment(asked, "start_date"), _moment(asked, "end_date"), at=now())
    found = found.filter(raised_at__gte=days.since, raised_at__lte=days.until)
    if codes := rules.listed(asked.get("service_code", "")):
        found = found.filter(category__in=listing.services_of(codes))
    if asked.get("lat") or asked.get("long"):
        raise wrong("这里没有按位置找，请用 address_id。", 400)
    if token := asked.get("address_id", ""):
        place = find_place(token)
        if place is None:
            raise wrong("没有这个 address_id。", 404)
        low, high = within(place.path)
        found = found.filter(path__gte=low, path__lt=high)
    statuses = rules.statuses_in(asked.get("status", ""))
    return found if len(statuses) == 2 else found.filter(is_open="open" in statuses)


def _moment(asked: QueryDict, name: str) -> datetime | None:
    """A moment of the W3 note; one without a zone is of here, a day is its midnight. WrongError for anything else."""
    text = asked.get(name, "").strip().replace(" ", "+").upper()  # a plus that nobody escaped
    if not text:
        return None
    try:
        if not rules.MOMENT.fullmatch(text):
            raise ValueError
        moment = parse_datetime(text) or datetime.fromisoformat(f"{parse_date(text)}T00:00")
        moment = rules.within_reach(moment)
        return make_aware(moment, get_current_timezone()) if is_naive(moment) else moment
    except (ValueError, OverflowError) as error:
        raise wrong("%(name)s 要写成 2026-01-31T08:00:00+08:00 这样。", 400, name=name) from error


def _report(request: HttpRequest, form: str) -> HttpResponse:
    at, given = now(), request.POST.copy()
    for name in ("api_key", "jurisdiction_id"):  # some clients say these in the address
        given.setdefault(name, request.GET.get(name, ""))
    token = filing.known_key(str(given["api_key"]), at=at)
    street = listing.jurisdiction(str(given["jurisdiction_id"]))
    if not given.get("service_code"):
        raise WrongError(*rules.missing(["service_code"]))
    typed = ReportForm(given)
    if not typed.is_valid():
        raise typed.errors_told()
    once = request.headers.get("Idempotency-Key", "")
    more = rules.asks_for_more(str(given.get("extensions") or request.GET.get("extensions", "")))
    receipt = filing.report(typed, street, token, once=once, more=more, at=at)
    return answer("service_requests", [receipt], form=form)


@door("GET")
def request_(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """GET requests/ID: one that anybody may read of; any other does not exist."""
    found = listing.open_to_all(listing.jurisdiction(request.GET.get("jurisdiction_id", "")))
    rows = listing.rows_of(found.filter(pk__in=rules.ids_in(number)[:1]))
    return answer("service_requests", _some(rows), form=form)


@door("GET")
def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """GET tokens/TOKEN: which request a receipt is about."""
    listing.jurisdiction(request.GET.get("jurisdiction_id", ""))
    return answer("service_requests", [filing.request_of(token)], form=form)


@door("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where everything is, as the service discovery has it."""
    base = request.build_absolute_uri(reverse("square:open311_services", args=["json"])).rpartition("/")[0]
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2", "url": base, "changeset": "2026-11-22 00:00",
        "type": "production", "formats": ["application/json", "text/xml"],
    }  # fmt: skip
    shown = {
        "changeset": endpoint["changeset"], "contact": request.build_absolute_uri("/"),
        "key_service": request.build_absolute_uri(reverse("square:tokens")), "endpoints": [endpoint],
    }  # fmt: skip
    return answer("discovery", shown, form=form)


@door("GET")
def description(request: HttpRequest, form: str) -> HttpResponse:
    """The same doors as OpenAPI, for programs."""
    return answer("description", described(), form="json")


@door("GET", "POST")
def nothing(request: HttpRequest, form: str) -> HttpResponse:
    """Any other address: a code that was left out is named, the rest is told as everything that is not there."""
    if left_out := rules.left_out(form):
        raise WrongError(*rules.missing([left_out]))
    raise wrong("没有这个地址。", 404)
