"""Which matters this visitor may open: those they filed or looked up within the last eight hours, and their own."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import STRUCK_OUT
from huisheng.echo.models import Line, Speaker
from huisheng.echo.prepared import Prepared

COOKIE, SALT, MOST = "mine", "huisheng.mine", 20
WITH = (
    "voice__sorting",
    "speaker__filed_by",
    "category",
    "place",
    "community",
    "holder__person",
    "holder__kind",
    "lead__voice",
    "lead__speaker",
)


_numbered = Prepared(lambda number: Concern.objects.select_related(*WITH).filter(speaker__number=number))


def held_numbers(request: HttpRequest) -> list[str]:
    """The numbers that were opened on this telephone, the newest first; signed, so that none can be added by hand."""
    try:
        return list(
            signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
        )
    except signing.BadSignature:
        return []


def grant(request: HttpRequest, response: HttpResponse, number: str) -> HttpResponse:
    """Let this telephone open a matter for eight hours."""
    kept = [number, *(one for one in held_numbers(request) if one != number)][:MOST]
    response.set_cookie(
        COOKIE, signing.dumps(kept, salt=SALT, compress=True), max_age=settings.SESSION_COOKIE_AGE,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def struck_out(request: HttpRequest, number: str) -> Line | None:
    """The line that says who struck out this visitor's matter and why (M151); None for a matter that stands."""
    said = Speaker.objects.filter(number=number, concern=None).select_related("voice").first()
    own = said and request.user.is_authenticated and said.person_id == request.user.pk
    if said is None or not (own or number in held_numbers(request)):
        return None
    return said.voice.lines.filter(did=STRUCK_OUT).select_related("by", "voice").first()


def spoke_elsewhere(request: HttpRequest, number: str) -> Speaker | None:
    """Who spoke on something that is no concern (a notice, a covenant), if this visitor may open it."""
    said = Speaker.objects.filter(number=number, concern=None).select_related("voice").first()
    own = said and request.user.is_authenticated and said.person_id == request.user.pk
    return said if said and (own or number in held_numbers(request)) else None


def opened(request: HttpRequest, number: str) -> Concern | None:
    """The matter with this number if this visitor may open it. One query; the same answer for a wrong number."""
    concern = next(iter(_numbered(number)), None)
    if concern is None:
        return None
    own = request.user.is_authenticated and concern.speaker.person_id == request.user.pk
    return concern if own or number in held_numbers(request) else None
