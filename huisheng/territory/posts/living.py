"""Who lives or works in an area: written down, corrected, moved; only by whoever has all of their homes and posts (R13.4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime

from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.voices.rules import why_not_phone
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Role
from huisheng.people.persons.services import known, login_is_taken
from huisheng.territory.places.models import Place
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts.models import Appointment, Residence
from huisheng.territory.posts.rules import why_not_give, why_not_live, why_not_person
from huisheng.territory.posts.services import held


def people_of(paths: Sequence[str]) -> QuerySet[Person]:
    """Everybody who lives or holds a post under these paths."""
    lives = Residence.objects.filter(in_areas(paths, "home__path"), until=None)
    works = held(localdate()).filter(in_areas(paths, "place__path"))
    here = Q(pk__in=lives.values("person")) | Q(pk__in=works.values("person"))
    return Person.objects.filter(here, is_active=True).order_by("pk")


def homes_of(person: Person) -> list[Place]:
    """Where somebody lives now."""
    return list(Place.objects.filter(residents__person=person, residents__until=None).order_by("pk"))


def why_not_mine(person: Person, *, paths: Sequence[str], roles: Iterable[Role]) -> str:
    """Only who has all of somebody's homes and posts below their own may write about that person."""
    posts = list(held(localdate()).filter(person=person))
    if not is_within(paths, person, posts):
        return because("%(who)s不只在您的辖区里有住处或岗位，由管着全部的人来改。", who=person.name)
    reasons = (why_not_give(post.kind.role, by=set(roles)) for post in posts)
    return next((reason for reason in reasons if reason), YES)


def is_within(paths: Sequence[str], person: Person, posts: Iterable[Appointment]) -> bool:
    """Whether somebody has homes or posts, and all of them under these paths."""
    ties = [home.path for home in homes_of(person)] + [post.place.path for post in posts]
    return bool(ties) and all(any(tie.startswith(path) for path in paths) for tie in ties)


@transaction.atomic
def known_or_new(*, name: str, phone: str, by: Person | None, at: datetime, path: str = "") -> Person:
    """The person with this name and telephone; written down when nobody has both. Without a phone always a new one.

    `path`: the place for which somebody is written down.
    """
    found = known(name=name, phone=phone)
    if found is None:
        found = Person.objects.create(name=name.strip(), phone=phone.strip())
        keep("person_registered", by=by, at=at, whose=found, path=path)
    return found


@transaction.atomic
def register(
    *, homes: Sequence[Place], by: Person | None, at: datetime, login: str = "", **facts: Any
) -> Person:
    """Somebody new, who lives there. `facts`: name, phone, email, told_by, is_elder. Nobody needs a login or a post."""
    _check(facts)
    refuse_if(because("请写住在哪一户：没有住处也没有岗位的人，不属于任何辖区。") if not homes else YES)
    person = Person(**facts)
    person.set_unusable_password()
    person.save()
    keep("person_registered", by=by, at=at, whose=person, path=homes[0].path)
    if login:
        let_in(person, login=login, by=by, at=at)
    _live(person, homes=homes, at=at)
    return person


@transaction.atomic
def correct(person: Person, *, by: Person | None, at: datetime, **facts: Any) -> None:
    """What is known of somebody was wrong, or is so no longer. Kept in the security log, without the words."""
    _check(
        {
            "name": person.name,
            "phone": person.phone,
            "email": person.email,
            "told_by": person.told_by,
            **facts,
        }
    )
    for field, value in facts.items():
        setattr(person, field, value)
    person.save(update_fields=list(facts))
    keep("personal_corrected", by=by, at=at, whose=person, about=" ".join(facts))


@transaction.atomic
def let_in(person: Person, *, login: str, by: Person | None, at: datetime) -> None:
    """A name to log in by, for somebody who has none; the password is given face to face (people/persons)."""
    refuse_if(because("登录名请到本人的页面上改。") if person.login else YES)
    refuse_if(because("登录名要 2 到 60 个字。") if not 2 <= len(login) <= 60 else YES)
    refuse_if(because("登录名“%(login)s”已经有人用了。", login=login) if login_is_taken(login) else YES)
    person.login = login
    person.save(update_fields=["login"])
    keep("personal_corrected", by=by, at=at, whose=person, about="login")


@transaction.atomic
def live(person: Person, *, homes: Sequence[Place], by: Person | None, at: datetime) -> bool:
    """From today somebody lives in exactly these homes; whether anything changed. The old ones ended yesterday."""
    moved = _live(person, homes=homes, at=at)
    if moved:
        keep(
            "personal_corrected",
            by=by,
            at=at,
            whose=person,
            about="home",
            path=homes[0].path if homes else "",
        )
    return moved


def _live(person: Person, *, homes: Sequence[Place], at: datetime) -> bool:
    for home in homes:
        refuse_if(why_not_live(is_home=home.kind == Kind.HOME, where=home.where))
    today, wanted = localtime(at).date(), {home.pk for home in homes}
    now = Residence.objects.filter(person=person, until=None)
    before = set(now.values_list("home", flat=True))
    now.exclude(home__in=wanted).update(until=today - timedelta(days=1))
    Residence.objects.bulk_create(
        [Residence(person=person, home_id=pk, since=today) for pk in sorted(wanted - before)]
    )
    return wanted != before


def _check(facts: dict[str, Any]) -> None:
    refuse_if(why_not_phone(facts.get("phone", "")))
    told = {name: facts.get(name, "") for name in ("name", "phone", "email", "told_by")}
    refuse_if(why_not_person(**told))
