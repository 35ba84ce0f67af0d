"""M42, M60: a day is moved with a reason that those who spoke read; the old one stays; steps change until they are done."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from huisheng.deliberate.models import PromiseMove
from huisheng.deliberate.promises import services
from huisheng.deliberate.promises.shown import rows_of
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.resolve.models import Step, Task
from huisheng.resolve.tasks import services as tasks
from tests.meeting import AT, EVENING, by, lines, said
from tests.services.test_promises import DAY, LATER, agreed, done, promised

NEW = DAY + timedelta(days=7)
WHY = {"due": NEW, "why": "围挡要订做，厂家下周才送来。"}


def moved(street, one, at=LATER, **changed):
    return services.move(one, at=at, **(WHY | changed), **by(street))


def test_M42_a_promise_is_moved_with_a_reason_and_its_task_follows(street):
    matter = said(street)
    one = promised(street, agreed(street, matter), owner=street.zhou_post)
    heard = Message.objects.filter(speaker=matter.speaker, channel="app").count()
    moved(street, one)
    one.refresh_from_db()
    assert (one.due, Task.objects.get(promise=one).due) == (NEW, NEW)
    assert "装隔音围挡”从" in lines(matter)[-1]
    assert lines(matter)[-1].endswith("做到：围挡要订做，厂家下周才送来。")
    assert Message.objects.filter(speaker=matter.speaker, channel="app").count() == heard + 1
    assert Message.objects.filter(person=street.zhou, line__did="moved", channel="app").count() == 1


def test_M42_the_old_day_and_how_often_it_was_moved_stay_visible(street):
    matter = said(street)
    one = promised(street, agreed(street, matter))
    moved(street, one)
    moved(street, one, due=NEW + timedelta(days=3), why="下雨，装不了。")
    row = rows_of(services.known().filter(pk=one.pk), on=DAY)[0]
    assert row["moved"] == f"原定{DAY.month}月{DAY.day}日前，改过 2 次：下雨，装不了"
    assert lines(matter)[-1].endswith("这是第 2 次改。")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"due": AT.date() - timedelta(days=1)}, "已经过了"),
        ({"due": DAY}, "日子没有变"),
        ({"due": None}, "请写哪天前"),
        ({"why": " 忙 "}, "请写为什么改"),
    ],
)
def test_M42_no_day_in_the_past_and_none_without_a_reason(street, wrong, why):
    one = promised(street, agreed(street, said(street)))
    with pytest.raises(Refused, match=why):
        moved(street, one, **wrong)
    one.refresh_from_db()
    assert one.due == DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseMove.objects.create(promise=one, was=DAY, due=NEW, why="", at=LATER)


def test_M42_what_was_kept_has_no_day_to_move(street):
    one = promised(street, agreed(street, said(street)))
    done(Task.objects.get(promise=one), street)
    with pytest.raises(Refused, match="已经做到了"):
        moved(street, one)


def given(street, **more):
    return tasks.give(
        "清理楼道", place=street.tingyu3, owner=street.zhou_post, due=DAY, giver=street.lin_post, at=EVENING,
        **more, **by(street),
    )  # fmt: skip


def test_M60_a_task_of_its_own_is_moved_and_whoever_spoke_reads_why(street):
    matter = said(street)
    task = given(street, concern=matter)
    tasks.move(task, at=LATER, **WHY, **by(street))
    task.refresh_from_db()
    assert task.due == NEW
    assert [(one.was, one.due) for one in task.moves.all()] == [(DAY, NEW)]
    assert "厂家下周才送来" in lines(matter)[-1]
    for wrong, why in (({"due": NEW}, "日子没有变"), ({"why": "忙"}, "请写为什么改"),
                       ({"due": AT.date() - timedelta(days=3)}, "已经过了")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            tasks.move(
                task,
                at=LATER,
                **({"due": NEW + timedelta(days=1), "why": "厂家又晚了"} | wrong),
                **by(street),
            )
    tasks.drop(task, why="不用清理了", at=LATER, **by(street))
    with pytest.raises(Refused, match="不能这样做"):
        tasks.move(task, due=DAY, why="厂家早送来了", at=LATER, **by(street))


def test_M60_the_task_of_a_promise_is_moved_as_the_promise_it_is(street):
    matter = said(street)
    one = promised(street, agreed(street, matter))
    before = len(lines(matter))
    tasks.move(Task.objects.get(promise=one), at=LATER, **WHY, **by(street))
    one.refresh_from_db()
    assert one.due == NEW
    assert one.moves.count() == 1
    assert len(lines(matter)) == before + 1


def test_M60_steps_are_added_and_reworded_until_they_are_done(street):
    task = given(street, steps=["贴告示"])
    tasks.add_steps(task, steps=["叫车", " ", "画线"], at=LATER, **by(street))
    assert [one.words for one in task.steps.all()] == ["贴告示", "叫车", "画线"]
    second = task.steps.all()[1]
    tasks.reword(second, words="叫两辆车", at=LATER, **by(street))
    assert "“叫车”改成“叫两辆车”" in task.voice.lines.order_by("pk").last().says
    tasks.tick_off(second, at=LATER, **by(street))
    with pytest.raises(Refused, match="已经做完了，不再改"):
        tasks.reword(second, words="叫三辆车", at=LATER, **by(street))
    with pytest.raises(Refused, match="请写这一步做什么"):
        tasks.reword(task.steps.all()[0], words=" ", at=LATER, **by(street))


def test_M60_no_more_steps_than_anybody_reads_and_none_after_the_end(street):
    task = given(street, steps=[f"第{n}步" for n in range(19)])
    with pytest.raises(Refused, match="最多分 20 步"):
        tasks.add_steps(task, steps=["一", "二"], at=LATER, **by(street))
    with pytest.raises(Refused, match="一行一步"):
        tasks.add_steps(task, steps=[" "], at=LATER, **by(street))
    tasks.drop(task, why="不用清理了", at=LATER, **by(street))
    with pytest.raises(Refused, match="不能这样做"):
        tasks.add_steps(task, steps=["一"], at=LATER, **by(street))
    assert Step.objects.filter(task=task).count() == 19
