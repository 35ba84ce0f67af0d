"""Who came: a pasted list counted once each, kept as roles and numbers; a name only of who agreed (M43, R13.2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from huisheng.collect.talks import rules
from huisheng.collect.talks.models import Attendee, Talk
from huisheng.collect.talks.names import read_names
from huisheng.collect.talks.services.finding import standing
from huisheng.collect.talks.services.holding import locked
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas


@dataclass(frozen=True)
class CountedIn:
    """How many were new, who stood twice in the list or was counted before, and what was no name."""

    new: int
    again: tuple[str, ...]
    before: tuple[str, ...]
    unclear: tuple[str, ...]


@transaction.atomic
def count_in(
    talk: Talk, *, text: str, role: str, agreed: bool, by: Person | None, at: datetime, hat: str = ""
) -> CountedIn:
    """Names as pasted, all of one role. `agreed`: they let their names be kept; else only the number is.

    Everybody counts once at a talk, in the role in which they were written first.
    """
    now = locked(talk)
    refuse_if(because("这一场取消了。") if standing(now).cancelled else "")
    read = read_names(text)
    refuse_if(because("没有读到名字。一行一个，或者用逗号、顿号隔开。") if not read.names else "")
    marks = {mark(now.place, name): name for name in read.names}
    known = set(now.attendees.filter(mark__in=marks).values_list("mark", flat=True))
    new = [
        Attendee(talk=now, mark=one, role=role, name=name if agreed else "")
        for one, name in marks.items()
        if one not in known
    ]
    Attendee.objects.bulk_create(new)
    if new:
        says = f"{rules.ROLE_NAMES[role]}来了 {len(new)} 人。"
        say(now.voice, by=by, at=at, did="counted", says=says, to=[], hat=hat)
    before = tuple(name for one, name in marks.items() if one in known)
    return CountedIn(len(new), read.again, before, read.unclear)


def mark(place: Place, name: str) -> str:
    """The same person at every talk of the street, as a digest that tells nothing (echo/readings does alike)."""
    return salted_hmac("huisheng.talk", f"{place.street_id}:{name}", algorithm="sha256").hexdigest()


@transaction.atomic
def headcount(talk: Talk, *, came: int, by: Person | None, at: datetime, hat: str = "") -> None:
    """How many sat there, where nobody writes a list."""
    now = locked(talk)
    refuse_if(because("这一场取消了。") if standing(now).cancelled else "")
    if now.came == came:
        return
    Talk.objects.filter(pk=now.pk).update(came=came)
    say(now.voice, by=by, at=at, did="counted", says=f"来了 {came} 人。", to=[], hat=hat)


def roles_of(talk: Talk) -> list[tuple[str, int]]:
    """How many came as what, the most first. One query."""
    roles: Iterable[str] = talk.attendees.values_list("role", flat=True)
    return [(str(rules.ROLE_NAMES[role]), n) for role, n in Counter(roles).most_common()]


def distinct_people(place: Place, *, since: date) -> int:
    """Different people who came to talks under a place since a day: whoever came three times counts once (M43)."""
    there = Attendee.objects.filter(
        in_areas([place.path], "talk__place__path"), talk__starts__date__gte=since
    )
    return there.values("mark").distinct().count()
