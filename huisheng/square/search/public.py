"""What a resident finds: their own matters, and what anybody may read, masked as its own page masks it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import NOT_FOR_NEIGHBOURS
from huisheng.collect.concerns.views.mine import my_matters
from huisheng.collect.models import Call, Talk, TalkPoint
from huisheng.collect.search.rules import Term, Words, both, piece
from huisheng.collect.search.services import scan
from huisheng.deliberate.models import Article, Covenant, CovenantVersion, Notice, Promise
from huisheng.echo.prepared import plain_rows
from huisheng.echo.voices.masking import masked
from huisheng.resolve.models import Project

SHOWN, LOOKED_AT = 10, 60  # of each kind; words that are masked are not found, so more are read than shown


def my_own(request: HttpRequest, terms: list[Term]) -> list[Concern]:
    """The matters that this visitor may open, without what is written for staff. Three queries, or none."""
    mine = my_matters(request)
    return scan(Concern.objects.filter(pk__in=[one.pk for one in mine]), terms, inner=False) if mine else []


@dataclass(frozen=True)
class Wall:
    """A kind of what anybody reads. `texts`: its fields that are looked through, the title first; `name`: of who spoke."""

    kind: str
    found: Callable[[date], "QuerySet[Any]"]
    page: str
    address: str
    where: str
    texts: tuple[str, ...]
    name: str = ""


def _points(_today: date) -> "QuerySet[TalkPoint]":
    """What was said at a talk, without what is private and what became a private matter."""
    hidden = Q(fate__concern__category__code__in=NOT_FOR_NEIGHBOURS)
    return TalkPoint.objects.filter(private=False, dropped="").exclude(hidden).order_by("-pk")


def _articles(_today: date) -> "QuerySet[Article]":
    """The articles of the versions that hold: adopted, and none after it."""
    later = CovenantVersion.objects.filter(
        covenant=OuterRef("version__covenant"), number__gt=OuterRef("version__number"), adoption__isnull=False
    )
    return Article.objects.filter(~Exists(later), version__adoption__isnull=False).order_by(
        "-version", "order"
    )


# fmt: off
WALLS = [
    Wall(gettext_noop("公示"), lambda today: Notice.objects.filter(text__begins__lte=today).order_by("-text__ends", "-pk"),
         "deliberate:notice", "token", "place__where", ("text__title", "text__body")),
    Wall(gettext_noop("征集"), lambda today: Call.objects.filter(opens__lte=today).order_by("-closes", "-pk"),
         "collect:call", "token", "place__where", ("title", "body")),
    Wall(gettext_noop("夜话"), lambda _today: Talk.objects.order_by("-starts", "-pk"),
         "collect:talk", "token", "place__where", ("title", "spot", "guests")),
    Wall(gettext_noop("夜话上说的"), _points,
         "collect:talk", "talk__token", "talk__title", ("words",), "speaker__name"),
    Wall(gettext_noop("项目"), lambda _today: Project.objects.order_by("-year", "-pk"),
         "resolve:project", "token", "place__where", ("title", "words", "where")),
    Wall(gettext_noop("会上答应的事"), lambda _today: Promise.objects.order_by("-due", "-pk"),
         "deliberate:session", "item__session__token", "item__session__council__name", ("words", "item__title")),
    Wall(gettext_noop("居民公约"), lambda _today: Covenant.objects.order_by("-pk"),
         "deliberate:covenant", "pk", "place__where", ("title",)),
    Wall(gettext_noop("公约条文"), _articles,
         "deliberate:covenant", "version__covenant", "version__covenant__title", ("words",)),
]
# fmt: on


def on_the_walls(terms: list[Term]) -> list[dict[str, Any]]:
    """What anybody may read and has all the words, kind by kind, the newest first. One query a kind."""
    today = localdate()
    return [row for wall in WALLS for row in _on(wall, terms, today)]


def _on(wall: Wall, terms: list[Term], today: date) -> list[dict[str, Any]]:
    rows = wall.found(today).filter(_with(wall.texts, terms))
    columns = [wall.address, wall.where, *([wall.name] if wall.name else []), *wall.texts]
    shown = [_row(wall, row, terms) for row in plain_rows(rows.values_list(*columns)[:LOOKED_AT])]
    return [row for row in shown if row][:SHOWN]


def _row(wall: Wall, row: tuple[Any, ...], terms: list[Term]) -> dict[str, Any] | None:
    """What stands in its texts as they are shown; None when the words are only in what is masked."""
    texts = list(row[-len(wall.texts) :])
    names = [row[2]] if wall.name and row[2] else []
    title, *others = [masked(text, names) for text in texts]
    if not Words(both("\n".join([title, *others])), "", "").has(terms):
        return None
    stands = (
        None if piece(title, terms) else next(filter(None, (piece(text, terms) for text in others)), None)
    )
    url = reverse(wall.page, args=[row[0]])
    return {"kind": _(wall.kind), "where": masked(row[1], names), "title": title, "url": url, "piece": stands}


def _with(fields: tuple[str, ...], terms: list[Term]) -> Q:
    """Every word, in any way to write it, in any of the fields; signs may be full-width there, so they do not narrow."""
    every = Q()
    for term in terms:
        ways = [Q(*(_part(field, one) for one in PARTS.findall(spelling))) for spelling in term.spellings for field in fields]  # fmt: skip
        every &= reduce(or_, ways)
    return every


PARTS = re.compile(r"[0-9a-z]+|[^\x00-\x7f]+")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _part(field: str, part: str) -> Q:
    narrow = Q((f"{field}__icontains", part))
    return narrow | Q((f"{field}__icontains", part.translate(WIDE))) if part.isascii() else narrow
