"""M60, M63, M91: given, accepted, given back once, handed on, done with what came of it, looked at again."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern, PauseReason
from huisheng.echo.models import Line, Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.resolve.models import Recheck, RecheckRule, Task
from huisheng.resolve.tasks import services
from huisheng.resolve.tasks.services import Outcome
from huisheng.resolve.tasks.sums import outputs_in, sums
from huisheng.territory.posts.services import end

NOW = localtime()
TODAY = NOW.date()
SOON = TODAY + timedelta(days=5)
DONE = Outcome(words="换了三盏声控灯，试过都亮。", who="物业陈师傅", outputs=[("楼道灯", 3, "盏")])


def matter(street, *, category="C2", words="三楼楼道灯不亮", phone="13812340431") -> Concern:
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    return concerns.raise_(
        words, place=street.tingyu3, category=leaf, said=Said(phone=phone), channel="page", by=None, at=NOW
    )


def given(street, concern=None, *, owner=None, at=NOW, **more) -> Task:
    place = street.tingyu3
    return services.give(
        "换3栋一单元楼道灯", place=place, owner=owner or street.zhou_post, due=SOON, concern=concern,
        giver=services.giver_at(place, by=street.lin, at=at), by=street.lin, at=at, **more,
    )  # fmt: skip


def told(concern: Concern) -> list[str]:
    return list(concern.voice.lines.filter(did="noted").order_by("pk").values_list("says", flat=True))


def test_M60_whoever_spoke_hears_once_who_does_it_by_when(street):
    concern = matter(street)
    task = given(street, concern)
    line = concern.voice.lines.get(did="noted")
    assert f"{SOON.month}月{SOON.day}日前做完" in line.says
    assert street.zhou.name in line.says
    assert line.messages.filter(speaker=concern.speaker, channel="sms").count() == 1
    assert Message.objects.filter(line__voice=task.voice, person=street.zhou).count() == 1


def test_M60_given_back_once_it_comes_to_whoever_gave_it_and_keeps_its_day(street):
    task = given(street)
    back = services.return_(task, why="梯子够不着，要请物业。", by=street.zhou, at=NOW)
    now = Task.objects.get(pk=task.pk)
    assert (now.stage, now.post.person, now.due) == ("back", street.lin, SOON)
    assert "期限不变" in back.says
    services.hand_over(now, to=street.zhou_post, why="物业借了梯子", by=street.lin, at=NOW)
    with pytest.raises(Refused, match="退回过一次"):
        services.return_(now, why="还是不行，够不着", by=street.zhou, at=NOW)
    now.refresh_from_db()
    assert (now.stage, now.due) == ("given", SOON)
    assert [str(one) for one in now.holdings.all()].count(str(street.zhou_post)) == 2


def test_M60_the_last_task_of_a_matter_asks_the_resident_and_the_first_only_tells(street):
    concern = matter(street)
    one, other = given(street, concern), given(street, concern)
    services.finish(one, outcome=DONE, by=street.zhou, at=NOW)
    concern.refresh_from_db()
    assert concern.stage == "heard"
    assert "做完了：换了三盏声控灯" in told(concern)[-1]
    services.finish(other, outcome=DONE, by=street.zhou, at=NOW)
    concern.refresh_from_db()
    assert concern.stage == "done"
    assert "成果" not in concern.voice.lines.get(did="finished").says
    assert "楼道灯 3 盏" in concern.voice.lines.get(did="finished").says
    for line in concern.voice.lines.all():
        assert line.messages.filter(speaker=concern.speaker, channel="sms").count() == 1


@pytest.mark.parametrize("way", ["paused", "referred", "joined"])
def test_M42_a_matter_is_handed_back_from_wherever_it_stands(street, way):
    concern = matter(street)
    task = given(street, concern)
    concerns.contact(concern, by=street.zhou, at=NOW, says="打过电话。")
    if way == "paused":
        reason = PauseReason.objects.first()
        until = NOW + timedelta(days=3)
        concerns.pause(concern, reason=reason, until=until, by=street.lin, at=NOW, says="等配件。")
    elif way == "referred":
        body = OutsideBody.objects.first()
        concerns.refer(
            concern, body=body, asks="请派人看现场。", expected=NOW + timedelta(days=3), by=street.lin, at=NOW
        )
    else:
        concerns.join(concern, lead=matter(street, phone="13900001111"), by=street.lin, at=NOW)
    services.finish(task, outcome=DONE, by=street.zhou, at=NOW)
    concern.refresh_from_db()
    assert concern.stage == "done"
    if way == "joined":
        assert concern.lead.stage == "done"


def test_M60_a_task_of_a_matter_that_is_settled_changes_nothing_of_it(street):
    concern = matter(street)
    task = given(street, concern)
    concerns.withdraw(concern, at=NOW)
    services.finish(task, outcome=DONE, by=street.zhou, at=NOW)
    concern.refresh_from_db()
    assert concern.stage == "settled"


def test_M60_a_struck_out_matter_leaves_its_tasks(street):
    concern = matter(street)
    task = given(street, concern)
    concerns.remove(concern, by=street.guo, at=NOW, why="测试录的。")
    task.refresh_from_db()
    assert task.concern is None
    services.finish(task, outcome=DONE, by=street.zhou, at=NOW)


def test_an_owner_who_left_leaves_no_task_alone(street):
    task = given(street)
    concern = matter(street)
    Recheck.objects.create(concern=concern, post=street.zhou_post, days=30, due=TODAY)
    end(street.zhou_post, by=street.lin, at=NOW, why="搬走了")
    task.refresh_from_db()
    assert task.post.ended_at is None
    assert (task.stage, task.due) == ("given", SOON)
    assert "卸任" in task.voice.lines.latest("pk").says
    assert Recheck.objects.get(concern=concern).post.ended_at is None


def test_M45_a_link_serves_only_while_the_body_has_the_task(street):
    body = OutsideBody.objects.filter(is_active=True).first()
    task = given(street, owner=body)
    token = task.holdings.get(until=None).token
    assert token
    services.hand_over(task, to=street.zhou_post, by=street.lin, at=NOW)
    assert task.holdings.get(token=token).until == NOW
    assert task.holdings.get(until=None).token is None


def test_M63_outputs_are_summed_by_unit_and_each_unit_apart(street):
    for outputs in (
        [("楼道灯", 3, "盏"), ("清理", "12", "方")],
        [("清理", "2.5", "立方米"), ("绿化", "8", "㎡")],
    ):
        task = given(street)
        services.finish(
            task, outcome=Outcome(words="做完了，验过。", who="物业", outputs=outputs), by=street.zhou, at=NOW
        )
    found = {one.unit: (one.shown, one.n) for one in sums(outputs_in(street.tingyu))}
    assert found["立方米"] == ("14.5", 2)
    assert found["平方米"] == ("8", 1)
    assert found["盏"][1] >= 1
    assert sums(outputs_in(street.xincun)) == []


def test_M60_refused_in_words_and_nothing_is_lost(street):
    task = given(street)
    with pytest.raises(Refused, match="不是数量"):
        services.finish(
            task,
            outcome=Outcome(words="做完", who="我", outputs=[("灯", "很多", "盏")]),
            by=street.zhou,
            at=NOW,
        )
    with pytest.raises(Refused, match="谁出"):
        services.finish(task, outcome=Outcome(words="做完", who="我", cost=5), by=street.zhou, at=NOW)
    task.refresh_from_db()
    assert task.stage == "given"
    services.finish(task, outcome=DONE, by=street.zhou, at=NOW)
    with pytest.raises(Refused, match="做完了"):
        services.finish(task, outcome=DONE, by=street.lin, at=NOW)


def settled(street, category: str) -> Concern:
    concern = matter(street, category=category)
    task = given(street, concern)
    services.finish(task, outcome=DONE, by=street.zhou, at=NOW)
    concerns.judge(concern, solved="yes", rating="very", at=NOW)
    return Concern.objects.get(pk=concern.pk)


def test_M91_a_closed_sewer_case_creates_a_90_day_check(street):
    services.seed_rules()
    concern = settled(street, "C4")
    dues = dict(concern.rechecks.values_list("days", "due"))
    assert dues == {30: TODAY + timedelta(days=30), 90: TODAY + timedelta(days=90)}
    hats = [type("Hat", (), {"post": concern.rechecks.first().post_id})]
    assert not services.rechecks_due(hats, on=TODAY + timedelta(days=29))
    assert [
        one.days for one in services.rechecks_due(hats, on=TODAY + timedelta(days=90)).order_by("due")
    ] == [30, 90]


def test_M91_another_kind_is_not_looked_at_again(street):
    services.seed_rules()
    assert settled(street, "C2").rechecks.count() == 0


def test_M91_it_still_holds_or_is_worked_on_again(street):
    services.seed_rules()
    concern = settled(street, "C4")
    month, quarter = concern.rechecks.order_by("days")
    services.recheck(month, holds=True, words="水走得很顺。", by=street.zhou, at=NOW + timedelta(days=30))
    assert "还好：水走得很顺" in told(concern)[-1]
    with pytest.raises(Refused, match="已经有人看过"):
        services.recheck(month, holds=False, words="又堵了。", by=street.lin, at=NOW + timedelta(days=30))
    services.recheck(
        quarter, holds=False, words="大雨后又堵了。", by=street.zhou, at=NOW + timedelta(days=90)
    )
    concern.refresh_from_db()
    assert concern.stage == "working"
    assert "又堵了" in Line.objects.filter(voice=concern.voice, did="reopened").get().says


def test_M91_the_street_chooses_what_is_looked_at_again(street):
    services.seed_rules()
    leaf = Category.objects.get(code="C4")
    services.change_rules(leaf, [60])
    assert list(RecheckRule.objects.filter(category=leaf).values_list("days", flat=True)) == [60]
    with pytest.raises(Refused, match="7 到 730"):
        services.change_rules(leaf, [3])
    services.change_rules(leaf, [])
    services.seed_rules()
    assert not RecheckRule.objects.filter(category=leaf).exists()
