"""Several matters at once: each is asked for itself, each answers in its own sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from os.path import commonprefix
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.collect.concerns import services
from huisheng.collect.concerns.models import Concern
from huisheng.echo.asking import in_words
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.rules import heard_number
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, hat_for
from huisheng.territory.models import Appointment
from huisheng.territory.places.rules import SEGMENT
from huisheng.territory.posts.services import posts_over

MOST = 50
MAY = {"dispatch": "concern.dispatch", "join": "concern.join", "note": "concern.note"}


@dataclass(frozen=True)
class Result:
    """What became of one matter: `why` is empty when it was done."""

    concern: Concern
    why: str


def picked(numbers: list[str], hats: list[Hat], act: str) -> list[Concern]:
    """The matters that were ticked, oldest first; those outside one's reach are not there."""
    wanted = [heard_number(number) for number in numbers[:MOST]]
    found = Concern.objects.filter(speaker__number__in=wanted).select_related("voice", "speaker", "place")
    return [one for one in found.order_by("raised_at", "id") if hat_for(MAY[act], hats, path=one.path)]


def posts_for(concerns: list[Concern]) -> list[Appointment]:
    """Who could hold all of them: the posts over what their places share."""
    shared = commonprefix([one.path for one in concerns])
    shared = shared[: len(shared) // (SEGMENT + 1) * (SEGMENT + 1)]
    return posts_over(shared, on=localdate()) if shared else []


def do_each(
    act: str, concerns: list[Concern], *, by: Person, hats: list[Hat], at: datetime, **typed: Any
) -> list[Result]:
    """Do the act on each, whatever becomes of the others; every refusal in its own words."""
    verbs: dict[str, Callable[..., Any]] = {
        "dispatch": services.dispatch,
        "join": services.join,
        "note": services.note,
    }
    done = []
    for concern in concerns:
        if typed.get("lead") == concern:
            continue
        hat = hat_for(MAY[act], hats, path=concern.path)
        try:
            verbs[act](concern, by=by, at=at, hat=hat.title if hat else "", **typed)
            done.append(Result(concern, ""))
        except Refused as refused:
            done.append(Result(concern, in_words(refused.reason)))
    return done


def told(results: list[Result]) -> str:
    """做好 11 件，1 件没做成。"""
    failed = sum(bool(result.why) for result in results)
    words = (
        _("做好 %(done)s 件。") if not failed else _("做好 %(done)s 件，%(failed)s 件没做成，原因在下面。")
    )
    return words % {"done": len(results) - failed, "failed": failed}
