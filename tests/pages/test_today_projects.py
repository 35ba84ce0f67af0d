"""M67 on Today: the stage that should be through stands with whoever answers for it, or with the desk when a body does."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from huisheng.alliance.models import OutsideBody
from huisheng.resolve.models import Milestone, Project
from huisheng.territory.models import Appointment
from tests.pages.resident import words

BUILD = "build"


@pytest.fixture
def late(street):
    """A project of the neighbour head's own post, whose building should have been through yesterday."""
    project = Project.objects.filter(stage=BUILD).first()
    post = Appointment.objects.filter(person=street.zhou, ended_at=None).first()
    Project.objects.filter(pk=project.pk).update(post=post, body=None)
    ends = localdate() - timedelta(days=1)
    Milestone.objects.update_or_create(
        project=project, stage=BUILD, defaults={"due": ends, "reached_at": None}
    )
    return project


def shown(client, person):
    client.force_login(person)
    return [one.pk for one in client.get("/today/").context["stages"]]


def test_M67_the_owner_finds_the_stage_that_is_late(client, street, late):
    client.force_login(street.zhou)
    page = words(client.get("/today/"))
    assert late.title in page
    assert "施工该完了" in page
    assert late.pk not in shown(client, street.lin), "somebody answers for it"


def test_M67_what_a_body_does_late_is_found_by_the_desk(client, street, late):
    Project.objects.filter(pk=late.pk).update(post=None, body=OutsideBody.objects.first())
    assert late.pk in shown(client, street.lin)
    assert late.pk not in shown(client, street.zhou)


def test_M67_a_stage_that_is_through_or_far_off_waits_for_nobody(client, street, late):
    stage = Milestone.objects.filter(project=late, stage=BUILD)
    stage.update(due=localdate() + timedelta(days=30))
    assert late.pk not in shown(client, street.zhou)
