"""M28: set once, a cancelled week shows why, hosts are reminded once."""

from datetime import time, timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.collect.talks import services as talks
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused

NOW = localtime().replace(hour=10, minute=0)


@pytest.fixture
def weekly(street):
    return talks.repeat(
        place=street.tingyu, title="晚饭后", spot="树下", first=NOW.date() + timedelta(days=1), hour=time(19, 30),
        hosts=[street.chen_post], by=street.lin, at=NOW,
    )  # fmt: skip


def states(series):
    return [one.state for one in talks.dates_of(series, on=NOW.date())]


def test_M28_the_story_s_weeks_show_what_was_held_rained_off_and_forgotten(street):
    found = states(street.talk_series)
    assert found[:2] == ["held", "off"]
    assert "missed" in found
    assert found[-1] == "ahead"


def test_M28_a_cancelled_week_shows_why_and_cannot_be_begun(street, weekly):
    day = NOW.date() + timedelta(days=8)
    talks.call_off(weekly, day=day, why="停电检修", by=street.chen, at=NOW)
    assert [one.why for one in talks.dates_of(weekly, on=NOW.date()) if one.day == day] == ["停电检修"]
    for call in (
        lambda: talks.call_off(weekly, day=day, why="再写一遍", by=street.chen, at=NOW),
        lambda: talks.begin_date(weekly, day=day, by=street.chen, at=NOW),
        lambda: talks.call_off(weekly, day=day + timedelta(days=1), why="不在", by=street.chen, at=NOW),
    ):
        with pytest.raises(Refused):
            call()


def test_a_date_begun_twice_is_one_talk(street, weekly):
    day = NOW.date() + timedelta(days=1)
    first, again = (talks.begin_date(weekly, day=day, by=street.chen, at=NOW) for _ in range(2))
    assert first.pk == again.pk
    assert states(weekly)[0] == "held"


def test_M28_hosts_are_reminded_once_the_day_before_and_not_of_what_is_called_off(street, weekly):
    def reminded():
        return Message.objects.filter(
            person=street.chen, line__did="reminded", line__voice=weekly.voice
        ).count()

    for _ in range(3):
        talks.remind(at=NOW)
    assert reminded() == 1
    later = NOW + timedelta(days=7)
    talks.call_off(weekly, day=later.date() + timedelta(days=1), why="下雨", by=street.chen, at=later)
    talks.remind(at=later)
    assert reminded() == 1
