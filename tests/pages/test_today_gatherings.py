"""M27, M28, M29, M33 on Today: hosts and keepers see what is due, in a sentence, and nobody else does."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.collect.calls import services as calls
from huisheng.collect.models import Call, Talk, TalkSeries
from huisheng.collect.talks import services as talks
from huisheng.echo.voices.services import Said
from huisheng.people.permissions.rules import Hat, Role
from huisheng.square.today.gatherings import gatherings
from tests.pages.resident import words

NOW = localtime()
TODAY = NOW.date()


def whys(person, *hats):
    return {(row["title"], row["why"]) for row in gatherings(person, list(hats), on=TODAY)}


@pytest.fixture
def clerk(street):
    return Hat(Role.CLERK, street.lianchi.path)


@pytest.fixture
def quiet(street):
    """Nothing of the story is due."""
    Talk.objects.filter(series=None).update(starts=NOW - timedelta(days=1))
    TalkSeries.objects.update(first=TODAY + timedelta(days=30))
    Call.objects.update(by=None, opens=TODAY + timedelta(days=10), closes=TODAY + timedelta(days=20))


def test_M27_a_host_sees_the_talk_of_tomorrow_and_the_one_left_open(street, quiet):
    Talk.objects.filter(pk=street.talk_coming.pk).update(
        starts=(NOW + timedelta(days=1)).replace(hour=19, minute=0)
    )
    Talk.objects.filter(pk=street.talk_open.pk).update(starts=NOW - timedelta(days=3))
    assert whys(street.chen) == {
        (street.talk_coming.title, "19:00 开始"), (street.talk_open.title, "开过了，还没有结束"),
    }  # fmt: skip
    assert whys(street.lin) == set()


def test_M28_a_date_that_nobody_began_or_called_off_is_seen_by_its_hosts(street, quiet):
    weeks_ago = TODAY - timedelta(days=7)
    TalkSeries.objects.filter(pk=street.talk_series.pk).update(first=weeks_ago)
    street.talk_series.off.all().delete()
    Talk.objects.filter(series=street.talk_series).update(series=None)
    title = street.talk_series.title
    assert whys(street.mo) == {(title, "没有开，也没有说为什么"), (title, "还没有写开不开")}
    series = TalkSeries.objects.get(pk=street.talk_series.pk)
    talks.begin_date(series, day=weeks_ago, by=street.mo, at=NOW)
    talks.call_off(series, day=TODAY, why="下雨。", by=street.mo, at=NOW)
    assert (title, "没有开，也没有说为什么") not in whys(street.mo)
    assert (title, "还没有写开不开") not in whys(street.mo)


def test_M29_a_keeper_sees_what_ends_soon_and_what_waits(street, quiet, clerk):
    Call.objects.filter(pk=street.call_open.pk).update(opens=TODAY, closes=TODAY + timedelta(days=2))
    draft = street.call_draft
    waits = calls.standing(draft).unanswered
    seen = whys(street.lin, clerk)
    assert (street.call_open.title, "还有 3 天截止") in seen
    assert (draft.title, f"{len(waits)} 条在等答复") in seen
    over = {"opens": TODAY - timedelta(days=9), "closes": TODAY - timedelta(days=1)}
    Call.objects.filter(pk=draft.pk).update(**over)
    for number in waits:
        one = draft.proposals.get(number=number)
        calls.answer(one, fate="accepted", words="照这样改。", by=street.lin, at=NOW)
    assert (draft.title, "条条答复了，可以结束") in whys(street.lin, clerk)


def test_M29_a_second_look_is_for_another_person(street, quiet, clerk):
    due = (street.call_open.title, "第 4 条：提的人不同意撤下，请您看一次")
    assert due in whys(street.chen, Hat(Role.SECRETARY, street.tingyu.path))
    assert due in whys(street.guo, Hat(Role.OFFICER, street.street.path))
    assert due not in whys(street.lin, clerk)


def test_the_list_asks_as_often_for_one_call_as_for_three(client, street, connection_queries):
    client.force_login(street.lin)
    asked = []
    for n in range(3):
        made = calls.open_(
            kind="draft", place=street.tingyu, title=f"草案{n}", body="一。", publisher="社区", phone="0731-5550 1201",
            opens=TODAY, closes=TODAY + timedelta(days=7), by=street.lin, at=NOW,
        )  # fmt: skip
        calls.propose(made, words="好", said=Said(), by=None, at=NOW)
        page = words(client.get("/today/"))
        assert f"草案{n}" in page
        asked.append(connection_queries(lambda: client.get("/today/")))
    assert len(set(asked)) == 1
