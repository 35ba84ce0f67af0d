"""A task or a project at a place, for the tests that only need one."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from huisheng.resolve.projects import services as projects
from huisheng.resolve.tasks import services as tasks


def given_to_do(street, place):
    giver = tasks.giver_at(place, by=None, at=now())
    return tasks.give(
        "换灯", place=place, owner=giver, due=localdate() + timedelta(days=3), giver=giver, by=None, at=now()
    )


def begun(street, place):
    owner = tasks.giver_at(place, by=None, at=now())
    today = localdate()
    return projects.begin(title="换灯", place=place, year=today.year, fen=100, owner=owner, by=None, at=now())
