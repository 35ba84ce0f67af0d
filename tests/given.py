"""A task at a place, for the tests that only need one."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from huisheng.resolve.tasks import services as tasks


def given_to_do(street, place):
    giver = tasks.giver_at(place, by=None, at=now())
    return tasks.give(
        "换灯", place=place, owner=giver, due=localdate() + timedelta(days=3), giver=giver, by=None, at=now()
    )
