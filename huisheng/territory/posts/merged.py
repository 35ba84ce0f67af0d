"""When two places become one, whoever holds a post at the one, lives there or keeps contact goes over to the other."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localtime

from huisheng.people.models import Person
from huisheng.territory.places.models import Place
from huisheng.territory.places.services import place_merged, place_merging
from huisheng.territory.posts.models import Appointment, HouseholdLink, Residence
from huisheng.territory.posts.services import end


@receiver(place_merging, dispatch_uid="posts.place_merging")
def go_over(sender: type, *, place: Place, into: Place, at: datetime, **_: Any) -> None:
    """Posts, homes and links point at the place that stays. What a person has at both stays where it is for now."""
    for post in Appointment.objects.filter(place=place, ended_at=None):
        if not _twin(post, into):
            Appointment.objects.filter(pk=post.pk).update(place=into)
    for rows in (HouseholdLink.objects.filter(until=None), Residence.objects.filter(until=None)):
        there = list(rows.filter(home=into).values_list("person", flat=True))
        rows.filter(home=place, person__in=there).update(until=localtime(at).date())
        rows.filter(home=place).update(home=into)


@receiver(place_merged, dispatch_uid="posts.place_merged")
def end_twice(sender: type, *, place: Place, into: Place, by: Person | None, at: datetime, **_: Any) -> None:
    """A post that a person held at both places ends at the one that is closed."""
    posts = Appointment.objects.filter(place=place, ended_at=None).select_related("person", "kind", "place")
    for post in posts:
        end(post, by=by, at=at, why=f"{place.where}并入{into.where}")


def _twin(post: Appointment, into: Place) -> bool:
    """Whether the person holds the same post at the other place."""
    same = Appointment.objects.filter(place=into, ended_at=None, kind=post.kind_id, person=post.person_id)
    return same.exists()
