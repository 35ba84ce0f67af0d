"""Councils up to the decision (M40, M41, M44, M46, R7)."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Attendee, Item, ItemMatter
from huisheng.deliberate.councils.services.kinds import blueprints, keep_responsibility, responsible_for
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.square.doctor.meeting import every_decision_of_a_council_was_made_by_the_rules as doctor
from tests.meeting import (
    AT,
    EVENING,
    agree,
    by,
    lines,
    met,
    opened,
    planned,
    said,
    seated,
    tabled,
)


def test_M40_an_agenda_is_made_of_what_residents_said_and_everyone_who_spoke_is_told_once(street):
    session, matter = planned(street), said(street)
    before = Message.objects.filter(speaker=matter.speaker, channel="app").count()
    holder, due = matter.holder_id, matter.due_at
    item = tabled(street, session, matter)
    matter.refresh_from_db()
    assert "听雨苑红网格议事厅的议程，第 1 项：夜间施工噪声" in lines(matter)[-1]
    assert Message.objects.filter(speaker=matter.speaker, channel="app").count() == before + 1
    assert (matter.holder_id, matter.due_at) == (holder, due)
    assert list(ItemMatter.objects.filter(item=item))
    assert item.category.code == "B1"


def test_M40_an_item_tabled_twice_is_refused_with_where_it_is(street):
    session, matter = planned(street), said(street)
    tabled(street, session, matter)
    with pytest.raises(Refused, match="已经在议程上了.*听雨苑红网格议事厅第 1 项“夜间施工噪声”"):
        tabled(street, session, matter, title="又说一次")
    with pytest.raises(Refused, match="已经在议程上了"):
        tabled(street, session, title="夜间 施工噪声")
    assert session.items.count() == 1


def test_M40_a_matter_that_is_over_is_not_tabled(street):
    matter = said(street)
    concerns.withdraw(matter, by=None, at=AT)
    with pytest.raises(Refused, match="已经办好或者结束了"):
        tabled(street, planned(street), matter)


def test_M40_matters_that_were_joined_stand_on_the_agenda_as_the_one_they_follow(street):
    first, second = said(street), said(street, n=2)
    concerns.join(second, lead=first, by=street.lin, at=AT)
    item = tabled(street, planned(street), second)
    assert [one.voice_id for one in item.matters.all()] == [first.voice_id]
    assert Message.objects.filter(speaker=second.speaker, line__voice=first.voice, channel="app").count() == 1


def test_M40_a_session_is_neither_planned_in_nor_moved_to_the_past(street):
    session = planned(street)
    with pytest.raises(Refused, match="已经过去了"):
        services.move(session, starts=AT - timedelta(hours=1), at=AT, **by(street))
    with pytest.raises(Refused, match="已经过去了"):
        services.plan(session.council, starts=AT - timedelta(days=1), at=AT, **by(street))
    session.refresh_from_db()
    assert session.starts == EVENING


def test_M40_a_session_that_was_notified_moves_with_a_reason_that_everyone_reads(street):
    session, matter = planned(street), said(street)
    tabled(street, session, matter)
    services.notify(session, at=AT, **by(street))
    later = EVENING + timedelta(days=1)
    with pytest.raises(Refused, match="请写改期的原因"):
        services.move(session, starts=later, at=AT, **by(street))
    moved = services.move(session, starts=later, why="那天停电", at=AT, **by(street))
    assert moved.moves == 1
    assert "那天停电" in lines(matter)[-1]


def test_M40_a_session_called_off_says_why_and_loses_no_item(street):
    session, matter = planned(street), said(street)
    tabled(street, session, matter)
    services.cancel(session, why="下大雨", at=AT, **by(street))
    assert "下大雨" in lines(matter)[-1]
    following = services.plan(session.council, starts=EVENING + timedelta(days=7), at=AT, **by(street))
    again = following.items.get()
    assert (again.title, again.source, again.matters.count()) == ("夜间施工噪声", "again", 1)


def test_M46_skipping_notify_parties_is_refused(street):
    session = planned(street)
    item = services.table(session, title="加一盏灯", words="路口太黑。", at=AT, **by(street))
    with pytest.raises(Refused, match="还没有定请哪几方"):
        services.notify(session, at=AT, **by(street))
    services.set_parties(item, services.seats(session.council), by=street.lin, at=AT)
    with pytest.raises(Refused, match="还没有通知各方，不能开会"):
        services.open_(session, at=EVENING, **by(street))


def test_M46_what_is_tabled_too_late_to_notify_is_talked_about_but_not_decided(street):
    session = planned(street, "evening-talk")
    tabled(street, session)
    session = opened(street, session)
    seated(street, session)
    late = services.table(session, title="路灯", words="坏了。", at=EVENING, **by(street))
    services.write_down(late, who="居民", words="三天没亮了。", by=street.lin, at=EVENING)
    with pytest.raises(Refused, match="还没有定这件事请哪几方"):
        services.begin(late, by=street.lin, at=EVENING)
    with pytest.raises(Refused, match="还没有定这件事请哪几方"):
        agree(street, late)


def test_M46_each_of_the_six_steps_has_its_date(street):
    session, item = met(street, said(street))
    agree(street, item)
    services.close(session, at=EVENING + timedelta(hours=1), **by(street))
    steps = list(item.steps.order_by("pk").values_list("step", flat=True))
    assert steps == ["topic", "parties", "notify", "deliberate", "outcome", "feedback"]


def test_M44_a_session_lacking_the_property_company_is_not_quorate_and_cannot_decide(street):
    session, item = met(street, but=("物业公司",))
    assert [one.name for one in services.missing_parties(session)] == ["物业公司"]
    with pytest.raises(Refused, match="物业公司没有到场，人不齐"):
        agree(street, item)
    item.refresh_from_db()
    assert item.outcome == ""


def test_M44_a_party_that_leaves_in_the_middle_makes_what_follows_not_quorate(street):
    session, item = met(street)
    one = Attendee.objects.get(session=session, party__name="物业公司")
    assert services.leave(one, at=EVENING, **by(street)) == ["物业公司"]
    with pytest.raises(Refused, match="人不齐"):
        agree(street, item)
    services.come_back(one, at=EVENING + timedelta(minutes=5))
    assert agree(street, item).outcome == "agreed"


def test_M44_a_required_party_that_withdraws_is_missed_until_it_is_replaced(street):
    session, item = met(street)
    party = session.council.parties.get(name="物业公司")
    services.withdraw(party, why="合同到期", at=EVENING, **by(street))
    services.leave(Attendee.objects.get(session=session, party=party), at=EVENING, **by(street))
    with pytest.raises(Refused, match="物业公司没有到场"):
        agree(street, item)
    with pytest.raises(Refused, match="物业公司已经退出了"):
        services.arrive(session, names="新来的", role="", party=party, by=street.lin, at=EVENING)
    services.excuse(party, why="物业撤场，业委会代管", at=EVENING, **by(street))
    assert agree(street, item).outcome == "agreed"


def test_M44_common_land_is_not_decided_without_a_legal_opinion(street):
    session, item = met(street)
    Item.objects.filter(pk=item.pk).update(common_land=True)
    with pytest.raises(Refused, match="合法性意见"):
        agree(street, item)


def test_M41_every_item_ends_with_exactly_one_accountable_party(street):
    session, item = met(street, matter := said(street))
    with pytest.raises(Refused, match="只能是一方"):
        agree(street, item, accountable="")
    with pytest.raises(Refused, match="还有 1 项没有结论"):
        services.close(session, at=EVENING, **by(street))
    done = agree(street, item)
    assert (done.accountable, done.accountable_name) == ("property", "物业公司")
    assert lines(matter)[-1].endswith("夜里十点以后不施工。 由物业公司负责。")


def test_M41_the_matrix_gives_the_usual_party_and_a_street_writes_its_own(street):
    leaf = Category.objects.get(code="C2")
    blueprints(None).first()
    assert responsible_for(leaf, street.tingyu) == "property"
    keep_responsibility(leaf, street=street.street, party="utility", by=street.guo, at=AT)
    assert responsible_for(leaf, street.tingyu) == "utility"
    matter = said(street)
    assert tabled(street, planned(street), matter).accountable == "city"


def test_the_doctor_sees_a_decision_without_its_notice(street):
    _session, item = met(street)
    agree(street, item)
    assert doctor(now()).wrong == []
    item.steps.filter(step="notify").delete()
    assert [words.split(":")[0] for words in doctor(now()).wrong] == ["结论前少走了一步"]
