"""A report from a GeoReport client becomes a matter like any other: a place, a holder, two clocks, a receipt."""

from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns import services
from huisheng.collect.concerns.exits import emergency_in
from huisheng.collect.concerns.finding import filing_hat
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.placing import place_named
from huisheng.echo.refusals import Refused
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.rules import spoken
from huisheng.people.permissions.rules import Hat
from huisheng.square.api.rules import content_of
from huisheng.square.api.services import OtherContentError
from huisheng.square.api.services import once as answered_once
from huisheng.square.open311 import listing
from huisheng.square.open311.forms import ReportForm
from huisheng.square.open311.rules import Wrong, WrongError, position_of, wrong
from huisheng.square.tokens.models import Token
from huisheng.square.tokens.services import TooOftenError, token_of
from huisheng.territory.mine import find_place
from huisheng.territory.models import Place
from huisheng.territory.places.positions import FURTHEST, REACH
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import nearest_to
from huisheng.territory.posts.services import hats_of

_signer = Signer(salt="huisheng.open311")


def known_key(secret: str, *, at: datetime) -> Token:
    """The token given as api_key. WrongError 403 when it opens nothing, 429 when it is used too often."""
    try:
        return token_of(secret, at=at)
    except TooOftenError as refused:
        raise WrongError(Wrong(429, refused.reason)) from refused
    except Refused as refused:
        raise WrongError(Wrong(403, refused.reason)) from refused


def report(
    form: ReportForm, street: Place, token: Token, *, once: str, more: bool, at: datetime
) -> dict[str, Any]:
    """File it and answer the receipt. WrongError for a code, a place or a post that does not fit; nothing is kept then.

    `once`: an Idempotency-Key: the same report again gets the same answer, another one is refused. `more`: the receipt
    with its extensions.
    """
    category = listing.service(form.cleaned_data["service_code"])
    place = _place(form, street)
    hats = hats_of(token.person, on=at.date())
    hat = filing_hat(hats, token.person, place)
    if hat is None and any(one.path for one in hats):
        raise wrong("这个 api_key 不能替这个地方登记。", 403)

    def do() -> tuple[int, dict[str, Any]]:
        return 200, receipt(*_filed(form, category, place, token, hat, at=at))

    sent = {name: one for name, one in form.data.lists() if name != "api_key"}
    try:
        (_status, answer), _again = answered_once(
            token, key=once, content=content_of("open311", sent), do=do, at=at
        )
    except OtherContentError as other:
        raise WrongError(Wrong(400, other.reason)) from other
    return answer if more else {name: value for name, value in answer.items() if name != "token"}


@transaction.atomic
def _filed(
    form: ReportForm, category: Category, place: Place, token: Token, hat: Hat | None, *, at: datetime
) -> tuple[Concern, str]:
    """With the key of a post for whoever is speaking; with a resident's own key for themselves."""
    typed = form.cleaned_data
    words = typed["description"].strip() or category.name
    title = _("%(post)s，%(program)s") % {"post": hat.title, "program": token.name} if hat else ""
    concern = services.raise_(
        words, place=place, category=category, said=form.said(None if hat else token.person),
        channel=Concern.Channel.API, by=token.person, at=at, hat=title,
    )  # fmt: skip
    _keep_more(concern, typed, token, title, at)
    return concern, words


def _place(form: ReportForm, street: Place) -> Place:
    """By the token of a label; else as an address names it; else the nearest to a position, which is not kept (R1.3)."""
    typed = form.cleaned_data
    given = typed["address_id"] or typed["address_string"]
    place = find_place(typed["address_id"]) if typed["address_id"] else _named(form, street)
    if place is None or place.closed_on or place.street_id != street.pk:
        raise wrong("没有找到这个地方：%(place)s。请写小区和楼栋，例如“听雨苑3栋”。", 400, place=given[:60])
    return place


def _named(form: ReportForm, street: Place) -> Place | None:
    """What an address names; where it names no more than a community, a position in it says it better."""
    given, lat, long = (form.cleaned_data[name] for name in ("address_string", "lat", "long"))
    place = place_named(street, given) if given else None
    wide = place is None or place.kind in (Kind.STREET, Kind.COMMUNITY)
    if not wide or (given and lat is None and long is None):
        return place
    found = nearest_to(position_of(lat, long), street=street)
    if place:
        return found if found and found.path.startswith(place.path) else place
    if found is None:
        raise wrong(
            "这个位置附近没有登记过的地方：楼栋和小区在 %(near)s 米之内找，社区和街道在 %(far)s 米之内找。请给 address_id 或 address_string。",
            400,
            near=REACH[0][1],
            far=FURTHEST,
        )
    return found


def _keep_more(concern: Concern, typed: dict[str, Any], token: Token, hat: str, at: datetime) -> None:
    """What was sent besides: for those who work on it. A linked picture is not fetched."""
    told = {"地址": typed["address_string"], "图片链接": typed["media_url"]}
    inner = "；".join(f"{name}： {value}" for name, value in told.items() if value)
    if inner:
        services.note(concern, by=token.person, at=at, inner=inner, hat=hat or token.name)


def receipt(concern: Concern, words: str) -> dict[str, Any]:
    """The number by which anybody may ask, and in the notice the one that opens the timeline to who spoke.

    `token` stands beside the number only when asked for (extensions=true): the specification has one or the other.
    """
    danger = emergency_in(simplified(words))
    number, code = spoken(concern.speaker.number), concern.speaker.code
    told = _("居民凭编号 %(number)s 和电话后四位看进度。") % {"number": number}
    if code:
        told = _("居民凭编号 %(number)s 和查看码 %(code)s 看进度。") % {"number": number, "code": code}
    notice = _("紧急情况请先打 %(dial)s。") % {"dial": danger.dial} if danger else ""
    return {
        "service_request_id": str(concern.pk),
        "token": _signer.sign(str(concern.pk)),
        "service_notice": f"{notice}{told}",
        "account_id": None,
    }


def request_of(token: str) -> dict[str, Any]:
    """Which request a token of `receipt` stands for. WrongError 404 for any other."""
    try:
        number = _signer.unsign(token)
    except BadSignature as error:
        raise wrong("没有这个 token。", 404) from error
    return {"service_request_id": number, "token": token}
