"""Who sits at a council's table and what they are told (M43, M45, M48)."""

from datetime import timedelta

import pytest

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Attendee, BodyOffer
from huisheng.deliberate.councils.services.inviting import body_promised, why_not_answer
from huisheng.deliberate.councils.services.kinds import blueprints, copy
from huisheng.deliberate.councils.services.suggesting import points_waiting
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from tests.meeting import (
    AT,
    EVENING,
    agree,
    by,
    council_of,
    lines,
    met,
    opened,
    planned,
    said,
    tabled,
)


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
        services.arrive(session, names="王桂香、向　晴", role="residents", by=street.lin, at=EVENING)
    assert Attendee.objects.filter(session__council=council).count() == 6
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


def test_M27_M40_a_point_of_a_talk_is_taken_up_and_who_said_it_hears_each_step(street):
    point = street.talk_agenda
    assert point.voice.items.get().item.source == "talk"
    session = services.plan(council_of(street), starts=EVENING, at=AT, **by(street))
    waiting = points_waiting(session)
    assert point not in waiting
    other = waiting.first()
    item = services.table(session, title="车位和消防通道", source="talk", points=[other], at=AT, **by(street))
    assert "上了" in other.voice.lines.order_by("-pk")[0].says
    assert other not in points_waiting(session)
    assert item.words
    with pytest.raises(Refused, match="已经在议程上了"):
        services.table(session, title="又一次", points=[other], at=AT, **by(street))
