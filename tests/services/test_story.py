"""The story is a believable street, told in verbs."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from django.utils.timezone import localtime

from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.rollup import STAMP
from huisheng.collect.concerns.stages import Stage
from huisheng.collect.models import Concern, Tally
from huisheng.echo.models import Consent
from huisheng.echo.photos.services import without_file
from huisheng.square.webhooks.services import find_new
from huisheng.territory.models import Place
from stories.doors import doors
from tests.told import Street
from tools.run import tell_story


def test_the_street_has_some_three_hundred_homes_and_sixty_matters(street: Street) -> None:
    assert 280 <= Place.objects.filter(kind="home").count() <= 320
    assert 55 <= Concern.objects.count() <= 70


def test_every_stage_stands_somewhere_on_the_street(street: Street) -> None:
    assert set(Concern.objects.values_list("stage", flat=True)) == set(Stage)


def test_some_are_late_and_some_were_opened_again(street: Street) -> None:
    assert Concern.objects.filter(reopened__gt=0).count() >= 2
    assert Concern.objects.filter(is_open=True, contacted_at=None).exists()


def test_the_other_doors_show_each_thing_once(
    street: Street, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA = tmp_path
    told = doors(street, at=localtime())
    assert list(without_file()) == []
    assert Consent.objects.exclude(ended_at=None).exists()
    client.force_login(street.guo)
    assert "board.invalid" in client.get("/webhooks/").content.decode()
    assert "已收到" in client.get(f"/webhooks/{told['webhook'].pk}/").content.decode()
    assert find_new(at=localtime()) == 0, "nothing is sent, and fails, every minute"
    assert told["data_request"].words in client.get("/data-requests/").content.decode()
    assert "放大了一号" in client.get("/feedback/").content.decode()
    client.force_login(street.he)
    assert told["data_answered"].answer in client.get("/my/data/").content.decode()


def test_M151_the_totals_are_what_the_records_add_up_to(street: Street) -> None:
    wanted: Counter[tuple[str, int]] = Counter()
    for concern in Concern.objects.all():
        wanted.update(counted_as(concern))
    kept = Tally.objects.filter(place=street.street).exclude(n=0).exclude(measure=STAMP)
    found: Counter[tuple[str, int]] = Counter()
    for row in kept:
        found[row.measure, row.bucket] += row.n
    assert found == wanted


def test_a_step_that_the_story_does_not_have_is_said_with_those_it_has() -> None:
    with pytest.raises(CommandError, match="nonsense.*places"):
        tell_story("nonsense", quiet=False)
