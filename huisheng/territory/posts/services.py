"""Fill a post, end it, and find who answers for a place. A vacancy falls upward at once (M03, I1)."""

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from django.db import transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.dispatch import Signal, receiver
from django.utils.timezone import localtime

from huisheng.echo.audit.changes import changes_of
from huisheng.echo.audit.services import keep
from huisheng.echo.consents.models import Consent
from huisheng.echo.consents.rules import How
from huisheng.echo.consents.services import decide as decide_consent
from huisheng.echo.consents.services import taken_back
from huisheng.echo.prepared import Prepared
from huisheng.echo.refusals import YES, Refused, because, refuse_if
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, Role, areas
from huisheng.territory.places.models import LayerPart, Place
from huisheng.territory.places.rules import LAYERS, Kind, prefixes
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts import rules
from huisheng.territory.posts.models import Appointment, HouseholdLink, PostKind

# The ground floor announces; later rooms hand on what the post held (collect/concerns), in the same transaction.
post_filled = Signal()
post_ended = Signal()
kind_changed = Signal()


@transaction.atomic
def appoint(
    person: Person,
    *,
    kind: PostKind,
    place: Place,
    by: Person | None,
    at: datetime,
    starts: date | None = None,
    ends: date | None = None,
    phone: str = "",
    public: bool = False,
) -> Appointment:
    """Let a person hold a post at a place. `public`: the person agreed to have name and phone shown (R13.4)."""
    starts = starts or localtime(at).date()
    refuse_if(rules.why_not_term(starts=starts, ends=ends))
    taken = Appointment.objects.filter(person=person, kind=kind, place=place, ended_at=None).exists()
    refuse_if(because("%(who)s已经是%(what)s。", who=person.name, what=kind.name) if taken else YES)
    post = Appointment.objects.create(
        person=person,
        kind=kind,
        place=place,
        starts=starts,
        ends=ends,
        phone=phone or person.phone,
        public=public,
        appointed_by=by,
    )
    if public:
        _agree(post, public=True, by=by, at=at)
    keep("post_given", by=by, at=at, whose=person, about=f"{kind.code} {post.pk}", path=place.path)
    post_filled.send(Appointment, post=post, by=by, at=at)
    return post


@transaction.atomic
def end(post: Appointment, *, by: Person | None, at: datetime, why: str) -> None:
    """The person no longer holds the post; what it held goes to the next one up before this returns."""
    refuse_if(YES if why.strip() else because("请写一句卸任的原因。"))
    now = Appointment.objects.select_for_update(no_key=True).get(pk=post.pk)
    refuse_if(because("这个岗位已经卸任了。") if now.ended_at else YES)
    post.ended_at, post.ended_by, post.ended_why = at, by, why.strip()
    post.save(update_fields=["ended_at", "ended_by", "ended_why"])
    keep(
        "post_ended",
        by=by,
        at=at,
        whose=post.person,
        about=f"{post.kind.code} {post.pk}",
        path=post.place.path,
    )
    post_ended.send(Appointment, post=post, by=by, at=at)


def end_terms(*, at: datetime) -> int:
    """Every term that ran out ends as if by hand, once; returns how many."""
    over = Appointment.objects.filter(ended_at=None, ends__lt=localtime(at).date())
    ended = 0
    for post in list(over.select_related("person", "kind", "place")):
        with suppress(Refused):  # nobody left to take what it holds: it stays accountable, and doctor says so
            end(post, by=None, at=at, why="任期届满")
            ended += 1
    return ended


@transaction.atomic
def amend(
    post: Appointment, *, ends: date | None, phone: str, public: bool, by: Person | None, at: datetime
) -> None:
    """A longer or shorter term, another telephone, the consent given or taken back (echo/consents)."""
    refuse_if(because("这个岗位已经卸任了。") if post.ended_at else YES)
    refuse_if(rules.why_not_term(starts=post.starts, ends=ends))
    post.ends, post.phone, post.public = ends, phone.strip(), public
    post.save(update_fields=["ends", "phone", "public"])
    keep("personal_corrected", by=by, at=at, whose=post.person, about=f"post {post.pk}", path=post.place.path)
    _agree(post, public=public, by=by, at=at)


def _agree(post: Appointment, *, public: bool, by: Person | None, at: datetime) -> None:
    about = f"post:{post.pk}"
    decide_consent(
        "post_public", agrees=public, about=about, by=by, at=at, how=How.COUNTER, person=post.person
    )


@receiver(taken_back, dispatch_uid="posts.taken_back")
def hide(consent: Consent, **_: object) -> None:
    """Who no longer agrees is no longer named, from this moment."""
    kind, _sep, pk = consent.about.partition(":")
    if consent.purpose == "post_public" and kind == "post":
        Appointment.objects.filter(pk=pk).update(public=False)


def held(on: date) -> QuerySet[Appointment]:
    """The posts held on a day."""
    return Appointment.objects.filter(_runs(on)).select_related("person", "kind", "place")


def held_posts(posts: str, on: date) -> FilteredRelation:
    """The same among the `posts` of another query's rows."""
    return FilteredRelation(posts, condition=_runs(on, f"{posts}__"))


def _runs(on: date, post: str = "") -> Q:
    has_time = Q(**{f"{post}ends": None}) | Q(**{f"{post}ends__gte": on})
    return has_time & Q(**{f"{post}ended_at": None, f"{post}starts__lte": on})


def posts_over(path: str, *, on: date) -> list[Appointment]:
    """Every post held on the way from a place to the top, layers that gather any of it included. One query."""
    return _posts_along(on, *prefixes(path))


def answering_for(path: str, *, on: date, from_rank: int = 0) -> Appointment | None:
    """The post that answers for a place (rules.nearest): `choose` among `posts_over`, and no more is made of the others."""
    rows = {row["id"]: row for row in _posts_along.rows(on, *prefixes(path))}
    chosen = rules.nearest(
        (rules.Held(pk, row["rank"], row["depth"], row["starts"]) for pk, row in rows.items()),
        from_rank=from_rank,
    )
    return rows[chosen.id].whole() if chosen else None


def _along(on: date, *above: str) -> QuerySet[Appointment]:
    layers = LayerPart.objects.filter(place__path__in=above).values("layer")
    there = Place.objects.filter(path__in=above).values("pk")
    # Two ways to a post, each by its index: OR would read every post there is.
    over = held(on).filter(place__in=there.union(layers, all=True), kind__rank__gt=0)
    return over.annotate(rank=F("kind__rank"), depth=Length("place__path"))


_posts_along = Prepared(_along)


def choose(posts: Iterable[Appointment], *, from_rank: int = 0) -> Appointment | None:
    """The post that answers among these (rules.nearest)."""
    by_id = {post.pk: post for post in posts}
    chosen = rules.nearest(
        (rules.Held(post.pk, post.kind.rank, len(post.place.path), post.starts) for post in by_id.values()),
        from_rank=from_rank,
    )
    return by_id[chosen.id] if chosen else None


def contact_of(place: Place, *, on: date) -> Appointment | None:
    """M03: the named contact of a place: 邻长 → 组长 → 片长 → community; None is a gap."""
    return choose(post for post in posts_over(place.path, on=on) if post.kind.is_contact)


def ending_soon(hats: list[Hat], *, on: date) -> QuerySet[Appointment]:
    """M17: the terms that end within 30 days where this person fills posts; for the to-do list."""
    mine = in_areas(areas("post.fill", hats), "place__path")
    return held(on).filter(mine, ends__lte=on + rules.TERM_REMINDER).order_by("ends", "pk")


def vacant(paths: Iterable[str], *, on: date) -> list[Appointment]:
    """Posts under these paths that ended and that nobody has taken since: the last one who held each, newest first."""
    now = held(on).filter(kind=OuterRef("kind"), place=OuterRef("place"))
    over = Appointment.objects.filter(in_areas(paths, "place__path"), place__closed_on=None)
    over = over.filter(~Exists(now), ended_at__isnull=False).select_related("person", "kind", "place")
    last = {(post.kind_id, post.place_id): post for post in over.order_by("ended_at")}
    return sorted(last.values(), key=lambda post: post.pk, reverse=True)


def hats_of(person: Person, *, on: date, posts: list[Appointment] | None = None) -> list[Hat]:
    """Everything the person may act as today (M09), a resident first. `posts`: those held on the day, where they are known.

    A post at a cluster or grid reaches what the layer gathers. One query, or none; one more for somebody with such a post.
    """
    hats = [Hat(Role.ANYONE), Hat(Role.RESIDENT)]
    posts = _posts_of(on, person.pk) if posts is None else posts
    gathered = _gathered([post.place_id for post in posts if post.place.kind in LAYERS])
    for post in posts:
        for path in (post.place.path, *gathered.get(post.place_id, ())):
            hats.append(Hat(Role(post.kind.role), path, post.title, post.pk))
    return hats


def _gathered(layers: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    parts = LayerPart.objects.filter(layer__in=layers).values_list("layer", "place__path") if layers else ()
    for layer, path in parts:
        found.setdefault(layer, []).append(path)
    return found


_posts_of = Prepared(lambda on, person: held(on).filter(person=person).order_by("pk"))


def linked_homes(person: Person, *, on: date) -> QuerySet[Place]:
    """M05: the homes that a linked member keeps contact with."""
    links = HouseholdLink.objects.filter(Q(until=None) | Q(until__gte=on), person=person, since__lte=on)
    return Place.objects.filter(pk__in=links.values("home"))


def link(post: Appointment, home: Place, *, at: datetime) -> HouseholdLink:
    """M05: whoever holds this post keeps contact with one more home. Twice is once."""
    refuse_if(because("这个岗位已经卸任了。") if post.ended_at else YES)
    refuse_if(rules.why_not_link(is_home=home.kind == Kind.HOME, home=home.path, area=post.place.path))
    link, _ = HouseholdLink.objects.get_or_create(
        person=post.person, home=home, until=None, defaults={"since": localtime(at).date()}
    )
    return link


def unlink(link: HouseholdLink, *, at: datetime) -> None:
    """The contact ended with yesterday: from now on the home's matters are no longer seen."""
    link.until = localtime(at).date() - timedelta(days=1)
    link.save(update_fields=["until"])


def linked_contacts(home: Place, *, on: date) -> list[Appointment]:
    """M05: who is linked to a home and agreed to be named. Shown to that home only, by `kind.shown` (M166)."""
    links = HouseholdLink.objects.filter(Q(until=None) | Q(until__gte=on), home=home, since__lte=on)
    posts = held(on).filter(kind__role=Role.LINKED, public=True, person__in=links.values("person"))
    return [post for post in posts.order_by("pk") if home.path.startswith(post.place.path)]


@transaction.atomic
def keep_kind(kind: PostKind, *, by: Person | None, at: datetime) -> PostKind:
    """A new kind of post, or a changed one (M08). A new one gets a code of its own; coverage hears of it."""
    kind.code = kind.code or f"kind_{token_hex(4)}"
    changes = changes_of(kind)
    kind.save()
    keep("kind_changed", by=by, at=at, about=f"kind {kind.code}", why=changes)
    kind_changed.send(PostKind, kind=kind, at=at)
    return kind


def seed_kinds() -> None:
    """The kinds of post to start from (posts/kinds.csv). Safe to run twice; what was changed stays changed."""
    with (Path(__file__).parent / "kinds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = {flag: row.pop(flag) == "1" for flag in ("is_contact", "covers")}
            PostKind.objects.get_or_create(code=row.pop("code"), defaults={**row, **flags})
