"""M41, M42: an item ends with its first promise in one line; whatever comes last asks everyone who spoke, once."""

from datetime import timedelta

import pytest

from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.models import Promise
from huisheng.deliberate.promises import services
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.resolve.models import Task
from tests.meeting import AT, EVENING, by, lines, met, planned, said, seated, tabled
from tests.services.test_promises import DAY, done

ENDS = {"outcome": "agreed", "resolution": "夜里十点以后不施工。", "accountable": "property"}


def conclude(street, item, **changed):
    return services.conclude(item, at=EVENING, **(ENDS | changed), **by(street))


def first(street, **changed):
    return {"first": "装隔音围挡", "owner": street.zhou_post, "due": DAY} | changed


def test_M41_a_decision_and_its_first_promise_are_one_line_told_once(street):
    matter = said(street)
    _session, item = met(street, matter)
    before, heard = len(lines(matter)), Message.objects.filter(speaker=matter.speaker, channel="app").count()
    item = conclude(street, item, **first(street))
    told = lines(matter)[before:]
    assert len(told) == 1
    for words in ("形成决议：夜里十点以后不施工。", "由物业公司负责。", "邻长周志恒在", "前装隔音围挡。"):
        assert words in told[0]
    assert Message.objects.filter(speaker=matter.speaker, channel="app").count() == heard + 1
    one = Promise.objects.get(item=item)
    assert (one.post, one.due) == (street.zhou_post, DAY)
    assert Task.objects.get(promise=one).post == street.zhou_post


def test_M41_what_is_agreed_without_a_promise_says_why_nobody_has_to_do_anything(street):
    matter = said(street)
    _session, item = met(street, matter)
    for none_needed in ("", "不用"):
        with pytest.raises(Refused, match="不用谁去做的，请写为什么"):
            conclude(street, item, none_needed=none_needed)
    item.refresh_from_db()
    assert item.outcome == ""
    item = conclude(street, item, none_needed="店家当场把音响收了。")
    assert item.no_promise == "店家当场把音响收了。"
    assert lines(matter)[-1].endswith("不用再安排谁去做：店家当场把音响收了。")


def test_M41_a_promise_and_a_reason_why_none_is_needed_exclude_each_other(street):
    _session, item = met(street, said(street))
    with pytest.raises(Refused, match="已经有人去做了"):
        conclude(street, item, none_needed="店家当场就改了", **first(street))


@pytest.mark.parametrize(
    ("missing", "why"),
    [({"owner": None}, "请选由谁来做"), ({"due": None}, "请写哪天前"), ({"first": ""}, "请写要做什么")],
)
def test_M42_half_a_promise_leaves_the_item_undecided(street, missing, why):
    _session, item = met(street, said(street))
    with pytest.raises(Refused, match=why):
        conclude(street, item, **first(street, **missing))
    item.refresh_from_db()
    assert item.outcome == ""


def test_what_was_put_off_or_explained_needs_neither(street):
    _session, item = met(street, said(street))
    with pytest.raises(Refused, match="还没有形成决议"):
        conclude(street, item, outcome="put_off", **first(street))
    assert conclude(street, item, outcome="explained").outcome == "explained"


def offered(street, matter):
    """An item for which the property company promised something by its link, and the session in full swing."""
    session = planned(street)
    seat = councils.seats(session.council).get(kind="property")
    seat.body = street.property
    seat.save()
    item = tabled(street, session, matter)
    (invitation,) = councils.notify(session, at=AT, **by(street))
    councils.answer(
        invitation, coming=True, who="彭经理", tail="0001", offers={item: ("先装一段围挡试", DAY)}, at=AT
    )
    session.refresh_from_db()
    councils.tick(session, list(range(9)))
    councils.open_(session, at=EVENING, **by(street))
    seated(street, session)
    councils.begin(item, by=street.lin, at=EVENING)
    item.refresh_from_db()
    return item


def asked_for_a_verdict(matter):
    matter.refresh_from_db()
    told = Message.objects.filter(speaker=matter.speaker, line__did="finished", channel="app").count()
    return matter.stage, told


def test_M42_what_was_kept_before_the_item_is_decided_hands_its_matters_back_with_the_decision(street):
    matter = said(street)
    item = offered(street, matter)
    done(Task.objects.get(promise__item=item), street, at=EVENING)
    assert asked_for_a_verdict(matter) == ("heard", 0)
    conclude(street, item)
    assert asked_for_a_verdict(matter) == ("done", 1)
    assert "先装一段围挡试" in matter.voice.lines.get(did="finished").says


def test_M42_decided_first_and_kept_later_asks_as_often(street):
    matter = said(street)
    item = offered(street, matter)
    conclude(street, item)
    assert asked_for_a_verdict(matter) == ("heard", 0)
    done(Task.objects.get(promise__item=item), street, at=EVENING + timedelta(days=1))
    assert asked_for_a_verdict(matter) == ("done", 1)


def test_M42_a_new_promise_with_the_decision_is_waited_for(street):
    matter = said(street)
    item = offered(street, matter)
    done(Task.objects.get(promise__item=item), street, at=EVENING)
    conclude(street, item, **first(street))
    assert asked_for_a_verdict(matter)[1] == 0
    done(Task.objects.get(promise__item=item, stage="given"), street, at=EVENING + timedelta(days=1))
    assert asked_for_a_verdict(matter) == ("done", 1)


def test_M41_explaining_decides_nothing_and_asks_nobody(street):
    matter = said(street)
    item = offered(street, matter)
    done(Task.objects.get(promise__item=item), street, at=EVENING)
    conclude(street, item, outcome="explained")
    assert asked_for_a_verdict(matter) == ("heard", 0)
