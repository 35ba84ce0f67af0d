"""One matter for those who work on it: who spoke, who holds, two clocks, what may be done, what was done."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now as right_now
from django.utils.translation import gettext as _

from huisheng.collect.concerns import shown
from huisheng.collect.concerns.acts import Offer, acts_for
from huisheng.collect.concerns.alike import suggestions
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.further import further
from huisheng.collect.concerns.likeness import with_sure
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import receiver_for
from huisheng.collect.concerns.stages import STAGE_NAMES, Act, Stage
from huisheng.collect.concerns.triage.shown import kind_of
from huisheng.collect.concerns.triage.urgency import urgency
from huisheng.echo.addresses import address
from huisheng.echo.asking import in_words
from huisheng.echo.photos.models import Photo
from huisheng.echo.photos.services import photos_of
from huisheng.echo.prepared import Prepared
from huisheng.echo.simplified import simplified
from huisheng.echo.voices.models import Line
from huisheng.people.models import ToldBy
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import hat_for
from huisheng.people.permissions.views import act

CHANNELS, WAYS = dict(Concern.Channel.choices), dict(ToldBy.choices)


@act("concern.see")
def matter(request: StaffRequest, number: str) -> HttpResponse:
    """The matter on a page of its own; the desk shows the same parts beside its queue."""
    concern, own = find(number, request.hats, request.user)
    return render(request, "collect/matter.html", about(request, concern, own=own))


def about(request: StaffRequest, concern: Concern, *, own: bool, back: str = "") -> dict[str, Any]:
    """Everything `_matter.html` and `_matter_side.html` show. `back`: where an act returns to."""
    rows = _lines.rows(*_voices(concern))
    lines = [row.whole() for row in rows]
    offers = acts_for(concern, request.hats, request.user, own=own)
    raised = next((line for line in lines if line.did == Act.RAISED), None)
    photos = photos_of(*_voices(concern)) if any(row["pictured"] for row in rows) else []
    came = [one for one in photos if raised and one.line_id == raised.pk]
    context: dict[str, Any] = {
        "concern": concern,
        "channel": CHANNELS.get(concern.channel, concern.channel),
        "stage": _(STAGE_NAMES[Stage(concern.stage)]),
        "told_by": WAYS.get(concern.speaker.told_by, ""),
        "clocks": shown.both_clocks(concern) if concern.is_open else [shown.clock_of(concern)],
        "waits": shown.clock_of(concern),
        "words": raised.says if raised else concern.voice.title,
        "who": shown.masked_name(concern.speaker),
        "lines": shown.lines_of(lines),
        "back": back,
        "acts": [button(concern, offer, back) for offer in offers if offer.button.first],
        "more_acts": [button(concern, offer, back, "quiet") for offer in offers if not offer.button.first],
        "further": further(request, concern),
        "came": came,  # with the words, and shown with them: a photo or a recording may be all there is
        "photos": [one for one in photos if one not in came],
        "may_note": hat_for("concern.note", request.hats, path=concern.path, own=own),
        "may_open": hat_for("speaker.open", request.hats, path=concern.path, own=own),
    }
    _first_allowed_stands_out(context["acts"])
    if hat_for("desk.see", request.hats, path=concern.path):
        context |= beside(concern, offers, raised.says if raised else "")
    if concern.stage == Stage.REFERRED:
        context |= _out(request, concern)
    return context


_lines = Prepared(
    lambda *voices: (
        Line.objects.filter(voice__in=voices)
        .annotate(pictured=Exists(Photo.objects.filter(line=OuterRef("pk"), removed_at=None)))
        .select_related("by")
        .order_by("at", "id")
    )
)


def _voices(concern: Concern) -> list[int]:
    return [concern.voice_id] + ([concern.lead.voice_id] if concern.lead else [])


def button(concern: Concern, offer: Offer, back: str, style: str = "") -> dict[str, Any]:
    """An offer as `_acts.html` takes it: a link to the act's own form, or its reason."""
    return {
        "label": _(offer.button.label),
        "url": act_url(concern, offer.button.name, back),
        "why": in_words(offer.why) if offer.why else "",
        "key": offer.button.key,
        "style": style,
        "form_page": True,
    }


def act_url(concern: Concern, name: str, back: str = "") -> str:
    """Where the form of an act is."""
    url = f"{address('collect:matter', concern.speaker.number)}{name}/"
    return f"{url}?{urlencode({'back': back})}" if back else url


def _first_allowed_stands_out(acts: list[dict[str, Any]]) -> None:
    allowed = [one for one in acts if not one["why"]]
    if allowed:
        allowed[0]["style"] = "main"


def beside(concern: Concern, offers: list[Offer], words: str) -> dict[str, Any]:
    """What the desk is told beside a matter: a category with the telling word, who would receive it, the same ones."""
    allowed = {offer.button.name for offer in offers if not offer.why}
    beside: dict[str, Any] = suggestions(concern)
    beside["alike"] = with_sure(beside["alike"], concern.street_id)
    beside["may_join"] = "join" in allowed
    beside["may_gather"] = "join" in allowed and concern.lead_id is None
    beside["may_part"] = concern.has_followers and concern.is_open
    beside["knowledge"] = concern.category.knowledge
    beside["urgency"] = urgency(simplified(words)) if concern.stage == Stage.HEARD else None
    if concern.stage == Stage.HEARD and not concern.has_followers:
        guessed = None
        if "sort" in allowed:
            beside["kind"] = kind_of(concern, words)
            guessed = beside["kind"].suggested
        heir = receiver_for(concern.place, guessed or concern.category, at=right_now())
        beside["receiver"] = heir
        # who receives it follows from the kind, and is as sure as that
        beside["receiver_sure"] = beside["kind"].sure if guessed else ""
        beside["may_hand"] = bool(heir and heir.pk != concern.holder_id and "dispatch" in allowed)
    return beside


def _out(request: StaffRequest, concern: Concern) -> dict[str, Any]:
    """The referral that is out, with the link to hand over."""
    out = concern.referrals.select_related("body").filter(answered_at=None, closed_at=None).first()
    link = request.build_absolute_uri(reverse("collect:answer", args=[out.token])) if out else ""
    return {"referral": out, "referral_link": link}
