"""A person's own data: delete what may go at once, and say what must stay (个人信息保护法 art. 47)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from huisheng.collect.models import Concern
from huisheng.echo.audit.services import keep
from huisheng.echo.models import Speaker
from huisheng.echo.refusals import refuse_if
from huisheng.echo.rights import rules
from huisheng.people.models import Login, Person
from huisheng.square.retention.services import forget_matters, forget_said
from huisheng.territory.models import Appointment, Place, Residence
from huisheng.territory.places.rules import Kind


def why_not_delete(person: Person) -> str:
    """Whether it can be done at once; what is in the way, in words."""
    posts = Appointment.objects.filter(person=person, ended_at=None).count()
    return rules.why_not_delete(open_matters=_of(person).filter(is_open=True).count(), posts=posts)


@transaction.atomic
def delete(person: Person, *, at: datetime) -> None:
    """Name, telephone, e-mail, login and home are gone, and whose the matters were. Course, votes and consents stay."""
    refuse_if(why_not_delete(person))
    forget_matters(_of(person).select_related("voice", "speaker__person"), at)
    forget_said(Speaker.objects.filter(person=person).select_related("person"))
    Residence.objects.filter(person=person).delete()
    Login.objects.filter(person=person).delete()
    person.set_unusable_password()
    person.name, person.login, person.phone, person.email = "已注销", None, "", ""
    person.is_elder, person.is_active = False, False
    person.save()
    keep("personal_removed", by=person, at=at, whose=person)


def path_of(person: Person) -> str:
    """Which office answers this person: over the home, else where they spoke last, else the first street."""
    home = Residence.objects.filter(person=person, until=None).select_related("home").first()
    spoke = Speaker.objects.filter(person=person).select_related("voice").order_by("-pk").first()
    street = Place.objects.filter(kind=Kind.STREET, closed_on=None).order_by("pk").first()
    return home.home.path if home else spoke.voice.path if spoke else street.path if street else ""


def _of(person: Person) -> "QuerySet[Concern]":
    return Concern.objects.filter(speaker__person=person)
