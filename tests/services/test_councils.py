"""Councils from the blueprint to the minutes (M40-M48, M163, R7)."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Attendee, BodyOffer, Item, ItemMatter
from huisheng.deliberate.councils.services.inviting import body_promised, why_not_answer
from huisheng.deliberate.councils.services.kinds import blueprints, copy, keep_responsibility, responsible_for
from huisheng.echo.models import Line, Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

AT = localtime().replace(hour=10, minute=0, second=0, microsecond=0)
EVENING = AT + timedelta(days=7, hours=9)
LONG_AGO = AT - timedelta(days=30)


def by(street):
    return {"by": street.lin, "hat": "莲池社区 社区经办人"}


def council_of(street, code="red-grid"):
    kind = blueprints(None).get(code=code)
    return services.found(
        kind, place=street.tingyu, name="听雨苑红网格议事厅", where="3栋前的亭子", starts=EVENING,
        chair=street.chen, at=LONG_AGO, **by(street),
    )  # fmt: skip


def said(street, words="半夜施工太吵", n=0):
    leaf = Category.objects.select_related("clock", "receiver").get(code="B1")
    phone = f"1390000{n:04d}"
    return concerns.raise_(
        words, place=street.tingyu, category=leaf, said=Said(phone=phone), channel="page", by=None,
        at=AT - timedelta(days=3),
    )  # fmt: skip


def planned(street, code="red-grid", **kwargs):
    return services.plan(council_of(street, code), starts=EVENING, at=AT, **by(street))


def tabled(street, session, *matters, title="夜间施工噪声"):
    item = services.table(
        session, title=title, concerns=matters, source="matters" if matters else "hand",
        words="请看材料。", at=AT, **by(street),
    )  # fmt: skip
    services.set_parties(item, services.seats(session.council), by=street.lin, at=AT)
    return item


def opened(street, session):
    services.notify(session, at=AT, **by(street))
    session.refresh_from_db()
    services.tick(session, list(range(9)))
    return services.open_(session, at=EVENING, **by(street))


def seated(street, session, *, but=()):
    for party in services.seats(session.council):
        if party.name not in but:
            services.arrive(
                session, names=f"{party.name}来的人", role="", party=party, by=street.lin, at=EVENING
            )


def met(street, *matters, but=()):
    """A session in full swing with one item."""
    session = planned(street)
    item = tabled(street, session, *matters)
    session = opened(street, session)
    seated(street, session, but=but)
    services.begin(item, by=street.lin, at=EVENING)
    item.refresh_from_db()
    return session, item


def agree(street, item, **changed):
    given = {"outcome": "agreed", "resolution": "夜里十点以后不施工。", "accountable": "property"} | changed
    return services.decide(item, at=EVENING + timedelta(minutes=30), **given, **by(street))


def lines(concern):
    return list(Line.objects.filter(voice=concern.voice).order_by("pk").values_list("says", flat=True))


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


def test_what_is_put_off_stands_on_the_next_agenda_and_the_resident_hears_it_once(street):
    session, item = met(street, matter := said(street))
    following = services.plan(session.council, starts=EVENING + timedelta(days=30), at=AT, **by(street))
    n = len(lines(matter))
    agree(street, item, outcome="put_off", resolution="等物业的报价。", accountable="")
    assert following.items.get().again_id == item.pk
    assert len(lines(matter)) == n + 1
    services.close(session, at=EVENING + timedelta(hours=1), **by(street))
    assert len(lines(matter)) == n + 1


def test_everyone_who_spoke_is_told_exactly_once_per_step(street):
    several = [said(street, f"半夜施工，第{n}家", n) for n in range(3)]
    session, item = met(street, *several)
    agree(street, item)
    services.close(session, at=EVENING + timedelta(hours=1), **by(street))
    for matter in several:
        told = Message.objects.filter(speaker=matter.speaker, channel="app", line__did="noted")
        assert told.count() == 3  # tabled, decided, reported back
        assert len(set(lines(matter))) == len(lines(matter))


def test_two_scribes_at_once_one_wins_and_the_other_reads_why(street):
    _session, item = met(street)
    services.draft(item, resolution="十点以后不施工", seen=item.version, by=street.lin, at=EVENING)
    with pytest.raises(Refused, match="林晓汶刚刚改过这一项。您写的字还在下面"):
        services.draft(item, resolution="九点以后不施工", seen=item.version, by=street.chen, at=EVENING)
    with pytest.raises(Refused, match="刚刚改过"):
        agree(street, item, seen=item.version)
    item.refresh_from_db()
    assert item.resolution == "十点以后不施工"


def test_M43_somebody_at_three_sessions_counts_once(street):
    council = council_of(street)
    for n in range(3):
        session = services.plan(council, starts=EVENING + timedelta(days=n), at=AT, **by(street))
        tabled(street, session, title=f"第{n}件")
        opened(street, session)
        services.arrive(session, names="王桂香、何 婉宁", role="residents", by=street.lin, at=EVENING)
    assert Attendee.objects.count() == 6
    assert services.distinct_people(council) == (2, {"residents": 2})


def test_M43_three_hundred_attendees_pasted_as_one_list(street):
    session, _item = met(street)
    pasted = (
        "\n".join(f"{n + 1}. 居民{n:03d}\t1380000{n:04d}" for n in range(300)) + "\n居民007\n13800001234\n"
    )
    read = services.arrive(session, names=pasted, role="residents", by=street.lin, at=EVENING)
    assert (len(read.names), read.twice) == (300, ["居民007"])
    assert not Attendee.objects.filter(name__contains="13800").exists()
    with pytest.raises(Refused, match="已经记过了"):
        services.arrive(session, names="居民007", role="residents", by=street.lin, at=EVENING)


def invited(street, phone="0731-8555 4321"):
    body = OutsideBody.objects.create(name="区城管中队", kind="department", phone=phone)
    session = planned(street)
    party = services.seat(
        session.council, kind="city", name="城管", required=False, body=body, at=AT, **by(street)
    )
    item = tabled(street, session)
    services.notify(session, at=AT, **by(street))
    return session.invitations.get(party=party), item


def test_M45_an_outside_body_confirms_by_link_and_its_promise_becomes_a_promise_of_the_item(street):
    invitation, item = invited(street)
    heard = []
    body_promised.connect(listen := lambda sender, offer, **_: heard.append(offer), weak=False)
    due = (AT + timedelta(days=20)).date()
    services.answer(invitation, coming=True, who="程队", tail="4321", offers={item: ("夜查三次", due)}, at=AT)
    body_promised.disconnect(listen)
    assert heard == [BodyOffer.objects.get(item=item)]
    invitation.refresh_from_db()
    assert (invitation.coming, invitation.answered_by) == (True, "程队")
    with pytest.raises(Refused, match="程队已经用这个链接答复过了"):
        services.answer(invitation, coming=False, who="别人", tail="4321", at=AT)


def test_M45_a_link_forwarded_to_someone_else_says_whose_it_is_and_stops_after_five_guesses(street):
    invitation, _item = invited(street)
    for _ in range(5):
        with pytest.raises(Refused, match="这个链接是发给区城管中队联系人的"):
            services.answer(invitation, coming=True, who="路人", tail="0000", at=AT)
    with pytest.raises(Refused, match="输错太多次"):
        services.answer(invitation, coming=True, who="程队", tail="4321", at=AT)
    assert why_not_answer(invitation.__class__.objects.get(pk=invitation.pk))


def test_M45_no_promise_without_a_date(street):
    invitation, item = invited(street, phone="")
    with pytest.raises(Refused, match="请写哪天前做到"):
        services.answer(invitation, coming=True, who="程队", tail="", offers={item: ("夜查", None)}, at=AT)
    invitation.refresh_from_db()
    assert invitation.answered_at is None
    assert not BodyOffer.objects.exists()


def test_M40_everybody_is_reminded_once(street):
    session, matter = planned(street), said(street)
    tabled(street, session, matter)
    services.notify(session, at=AT, **by(street))
    soon = EVENING - timedelta(hours=20)
    assert services.remind_all(at=AT) == 0
    assert [services.remind_all(at=soon) for _ in range(2)] == [1, 0]
    assert sum("快开会了" in one for one in lines(matter)) == 1
    assert Message.objects.filter(person=street.chen, line__did="reminded").count() == 1


def test_M48_a_new_kind_is_copied_and_renamed_and_the_shipped_one_stays(street):
    shipped = blueprints(None).get(code="senior")
    own = copy(shipped, street=street.street, name="莲池老伙计议事")
    assert (own.copied_from, own.parties) == (shipped, shipped.parties)
    with pytest.raises(Refused, match="已经有一种叫"):
        copy(shipped, street=street.street, name="莲池老伙计议事")
    assert own in blueprints(street.street)
    assert own not in blueprints(None)


def test_each_phase_declares_which_acts_it_allows(street):
    session, _item = met(street)
    with pytest.raises(Refused, match="现在是“正在开”，不能提议题"):
        services.table(session, title="临时加一项", words="加。", at=EVENING, **by(street))
