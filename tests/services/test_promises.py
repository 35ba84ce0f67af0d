"""M41, M42, M45: a decided item gets promises; each is a task; the last one kept asks everyone who spoke."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from huisheng.collect.concerns import services as concerns
from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.models import Promise
from huisheng.deliberate.promises import services
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.resolve.models import Task
from huisheng.resolve.tasks import services as tasks
from huisheng.resolve.tasks.services import Outcome
from huisheng.territory.posts.services import end
from tests.meeting import AT, EVENING, agree, by, lines, met, opened, planned, said, tabled

DAY = EVENING.date() + timedelta(days=10)
LATER = EVENING + timedelta(days=3)
DONE = Outcome(words="装了门磁和告示，夜里巡查了三晚。", who="物业陈师傅", outputs=[("告示牌", 2, "块")])


def promised(street, item, words="装隔音围挡", *, owner=None, due=DAY, at=EVENING):
    return services.promise(item, words=words, owner=owner or street.property, due=due, at=at, **by(street))


def done(task, street, at=LATER):
    return tasks.finish(task, outcome=DONE, by=street.chen, at=at, hat="听雨苑 支部书记")


def agreed(street, *matters):
    _session, item = met(street, *matters)
    return agree(street, item)


def test_M42_no_promise_without_a_decision_an_owner_and_a_day(street):
    _session, item = met(street, said(street))
    for wrong, why in (
        ({}, "还没有形成决议"),
        ({"owner": None}, "请选由谁来做"),
        ({"due": None}, "请写哪天前"),
        ({"due": EVENING.date() - timedelta(days=1)}, "已经过了"),
        ({"words": " "}, "请写要做什么"),
    ):
        given = {"words": "装围挡", "owner": street.property, "due": DAY} | wrong
        with pytest.raises(Refused, match=why):
            services.promise(item, at=EVENING, **given, **by(street))
        if not wrong:
            item = agree(street, item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(item=item, words="无主的事", due=DAY, at=EVENING)
    assert not Promise.objects.filter(item=item).exists()


def test_M42_a_promise_is_a_task_of_whoever_promised_and_everyone_who_spoke_hears_it_once(street):
    matter = said(street)
    item = agreed(street, matter)
    before = Message.objects.filter(speaker=matter.speaker, channel="app").count()
    one = promised(street, item, owner=street.chen_post)
    assert lines(matter)[-1].endswith(f"支部书记{street.chen.name}在{DAY.month}月{DAY.day}日前装隔音围挡")
    assert Message.objects.filter(speaker=matter.speaker, channel="app").count() == before + 1
    task = Task.objects.get(promise=one)
    assert (task.post, task.due, task.place) == (street.chen_post, DAY, street.tingyu)
    with pytest.raises(Refused, match="会上答应"):
        tasks.drop(task, why="没有钱了", by=street.lin, at=LATER)


def test_M42_only_the_last_promise_kept_asks_everyone_who_spoke_and_asks_once(street):
    matters = [said(street, n=n) for n in range(3)]
    concerns.join(matters[2], lead=matters[1], by=street.lin, at=AT)
    item = agreed(street, *matters)
    first, last = promised(street, item), promised(street, item, "每晚巡查", owner=street.zhou_post)
    done(Task.objects.get(promise=first), street)
    for matter in matters:
        matter.refresh_from_db()
    assert [one.stage for one in matters] == ["heard", "heard", "joined"]
    assert "还有 1 件，下一件由邻长周志恒" in lines(matters[0])[-1]
    said_before = {one.pk: Message.objects.filter(speaker=one.speaker).count() for one in matters}
    done(Task.objects.get(promise=last), street)
    for matter in matters:
        matter.refresh_from_db()
        assert matter.stage == "done"
        told = Message.objects.filter(speaker=matter.speaker, line__did="finished", channel="app")
        assert told.count() == 1
        # contacted, because nobody had called before, and done: one message a channel each
        assert Message.objects.filter(speaker=matter.speaker).count() == said_before[
            matter.pk
        ] + 2 * _channels(matter)
    report = matters[0].voice.lines.get(did="finished").says
    for words in ("夜里十点以后不施工", "装隔音围挡", "每晚巡查", "告示牌 2 块", "物业陈师傅"):
        assert words in report


def _channels(matter) -> int:
    raised = Message.objects.filter(speaker=matter.speaker, line__did="raised")
    return raised.count()


def test_M42_a_matter_that_waits_for_another_promise_is_not_asked_yet(street):
    matter = said(street)
    item = agreed(street, matter)
    one = promised(street, item)
    other = agreed_again(street, item, matter)
    second = promised(street, other, at=LATER)
    done(Task.objects.get(promise=one), street)
    matter.refresh_from_db()
    assert matter.is_open
    assert matter.stage != "done"
    done(Task.objects.get(promise=second), street)
    matter.refresh_from_db()
    assert matter.stage == "done"


def agreed_again(street, item, matter):
    """The same matter, on the next session of the same council."""
    session = councils.plan(item.session.council, starts=EVENING + timedelta(days=1), at=AT, **by(street))
    other = tabled(street, session, matter, title="夜间施工噪声，第二次")
    session = opened(street, session)
    for party in councils.seats(session.council):
        councils.arrive(session, names=f"{party.name}来的人", role="", party=party, by=street.lin, at=EVENING)
    councils.begin(other, by=street.lin, at=EVENING)
    other.refresh_from_db()
    return agree(street, other)


def test_M42_overdue_promises_open_the_next_session(street):
    item = agreed(street, said(street))
    late, kept, coming = (promised(street, item, f"第{n}件", due=DAY - timedelta(days=n)) for n in (9, 8, 0))
    done(Task.objects.get(promise=kept), street)
    council = item.session.council
    assert list(services.overdue_promises(council, on=DAY)) == [late]
    assert [one.pk for one in services.open_promises(council)] == [late.pk, coming.pk]


def test_M42_an_owner_who_left_leaves_no_promise_without_one(street):
    item = agreed(street, said(street))
    one = promised(street, item, owner=street.zhou_post)
    end(street.zhou_post, by=street.lin, at=LATER, why="搬走了")
    one.refresh_from_db()
    assert one.owner.ended_at is None
    assert one.owner == Task.objects.get(promise=one).post
    assert one.due == DAY


def test_M60_a_promise_given_back_is_with_whoever_wrote_it_down_and_keeps_its_day(street):
    matter = said(street)
    one = promised(street, agreed(street, matter), owner=street.zhou_post)
    task = Task.objects.get(promise=one)
    tasks.return_(task, why="要动用围挡，我办不了。", by=street.zhou, at=LATER)
    one.refresh_from_db()
    assert (one.post.person, one.due) == (street.lin, DAY)
    tasks.hand_over(task, to=street.property, by=street.lin, at=LATER)
    one.refresh_from_db()
    assert one.body == street.property
    assert "改由听雨苑物业服务中心来做" in lines(matter)[-1]


def test_M45_what_a_body_promised_by_its_link_is_a_promise_and_a_task(street):
    matter, session = said(street), planned(street)
    property_ = councils.seats(session.council).get(kind="property")
    property_.body = street.property
    property_.save()
    item = tabled(street, session, matter)
    (invitation,) = councils.notify(session, at=AT, **by(street))
    before = len(lines(matter))
    councils.answer(
        invitation, coming=True, who="彭经理", tail="0001", offers={item: ("先装一段围挡试", DAY)}, at=AT
    )
    assert len(lines(matter)) == before + 1
    one = Promise.objects.get(item=item)
    assert (one.body, one.due, one.offer.words) == (street.property, DAY, "先装一段围挡试")
    done(Task.objects.get(promise=one), street)
    matter.refresh_from_db()
    assert matter.stage == "heard", "nothing was decided yet"


def test_a_promise_is_kept_once(street):
    one = promised(street, agreed(street, said(street)))
    done(Task.objects.get(promise=one), street)
    with pytest.raises(Refused, match="已经做到了"):
        services.keep(one, words="又做了一遍", who="我", by=street.lin, at=LATER)
