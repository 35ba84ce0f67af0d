"""A matter's whole course as its own speaker reads it: their own voice, and the lead's since they were joined."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import Act
from huisheng.echo.photos.models import Photo
from huisheng.echo.photos.services import photos_of
from huisheng.echo.prepared import Prepared
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line

OWN_WORDS = frozenset(
    {Act.RAISED, Act.CONFIRMED, Act.DISPUTED, Act.WITHDRAWN, Act.REOPENED, Act.THANKED, Act.OBJECTED}
)
# What concerns one speaker alone; whoever is joined does not read it of a neighbour.
ONE_SPEAKERS = OWN_WORDS | {Act.CALLED, Act.LAPSED, Act.JOINED, Act.PARTED}
SAID_BY_RESIDENT = re.compile(r"^居民(?:说|撤回)[:：]")


def timeline(concern: Concern) -> list[dict[str, Any]]:
    """Lines for `_lines.html`, in the order of time. One query. Internal notes never come along."""
    voices = [concern.voice_id, *([concern.lead.voice_id] if concern.lead else [])]
    rows = _lines.rows(*voices)
    lines, pictured = [row.whole() for row in rows], {row["id"] for row in rows if row["pictured"]}
    joined_at = max((each.at for each in lines if _joins(each, concern)), default=None)
    names = [concern.lead.speaker.name] if concern.lead else []
    return [
        _told(line, concern, names) | {"line": line.pk, "pictured": line.pk in pictured}
        for line in lines
        if line.voice_id == concern.voice_id or _shared(line, joined_at)
    ]


def photos_beside(lines: list[dict[str, Any]], concern: Concern) -> list[Photo]:
    """The photos beside these lines of the timeline, and no other. One query where there is one, else none."""
    pictured = {line["line"] for line in lines if line["pictured"]}
    voices = [concern.voice_id, *([concern.lead.voice_id] if concern.lead else [])]
    return [one for one in photos_of(*voices) if one.line_id in pictured] if pictured else []


_lines = Prepared(
    lambda *voices: (
        Line.objects.filter(voice__in=voices)
        .exclude(says="")
        .annotate(pictured=Exists(Photo.objects.filter(line=OuterRef("pk"), removed_at=None)))
        .select_related("by")
        .order_by("at", "id")
    )
)


def _joins(line: Line, concern: Concern) -> bool:
    return line.voice_id == concern.voice_id and line.did == Act.JOINED


def _shared(line: Line, joined_at: datetime | None) -> bool:
    return joined_at is not None and line.at >= joined_at and line.did not in ONE_SPEAKERS


def _told(line: Line, concern: Concern, names: list[str]) -> dict[str, Any]:
    own = line.did in OWN_WORDS
    words = SAID_BY_RESIDENT.sub("", line.says) if own else line.says
    if line.voice_id != concern.voice_id:
        words = masked(words, names)
    return {"kind": "said" if own else "done", "at": line.at, "who": _who(line, concern, own), "words": words}


def _who(line: Line, concern: Concern, own: bool) -> str:
    """Who did it, with the post they did it under (M09): 邻长周志远."""
    if line.by is None:
        return (
            (_("您（%(how)s）") % {"how": line.hat} if line.hat else _("您"))
            if own
            else line.hat or _("回声")
        )
    if own and line.by == concern.speaker.person:
        return _("您")
    if own:
        return _("您（由%(who)s代说）") % {"who": line.by.name}
    return who_did(line)


def who_did(line: Line) -> str:
    """The post and the name of who did it, as a resident reads it; the house when nobody did."""
    post = line.hat.split()[-1] if line.hat else ""
    return f"{post}{line.by.name}" if line.by else line.hat or _("回声")
