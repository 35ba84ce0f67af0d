"""R7: a party without a link is notified by hand, and it is written down; registered in one step, it answers by link (M45)."""

from datetime import timedelta

import pytest

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import services
from huisheng.deliberate.models import Invitation, PartyNotice
from huisheng.echo.refusals import Refused
from tests.meeting import AT, EVENING, by, opened, planned, tabled

TOLD = {"how": "phone", "who": "值班的老周", "told_at": AT - timedelta(hours=2)}
BODY = {"name": "听雨苑沿街商户会", "kind": "enterprise", "contact": "谭老板", "phone": "0731-5550 9911"}


def ready(street):
    """A session with one item, and a party of it without a link."""
    session = planned(street)
    tabled(street, session)
    return session, services.seats(session.council)[0]


def record(street, session, party, at=AT, **changed):
    return services.record_notice(session, party, at=at, **(TOLD | changed), **by(street))


def register(street, session, party, at=AT, **changed):
    return services.register(session, party, at=at, **(BODY | changed), **by(street))


def test_R7_how_whom_and_when_a_party_was_told_is_on_record(street):
    session, party = ready(street)
    assert dict(services.told_by_hand(session))[party] == []
    record(street, session, party)
    record(street, session, party, how="paper", told_at=AT - timedelta(hours=1))
    told = dict(services.told_by_hand(session))[party]
    assert [(one.how, one.who) for one in told] == [("phone", "值班的老周"), ("paper", "值班的老周")]
    said = session.council.voice.lines.order_by("pk").last().says
    assert said.endswith(f"送了纸质材料，通知了{party.name}。")
    assert "老周" not in said, "the council's own line names no person"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"how": "dream"}, "请选怎么通知的"),
        ({"who": " "}, "请写通知了谁"),
        ({"told_at": AT + timedelta(hours=1)}, "还没到"),
        ({"told_at": EVENING, "at": EVENING + timedelta(hours=1)}, "不算事先通知"),
    ],
)
def test_R7_a_notice_that_was_none_is_refused(street, wrong, why):
    session, party = ready(street)
    with pytest.raises(Refused, match=why):
        record(street, session, party, **wrong)
    assert not PartyNotice.objects.filter(session=session).exists()


def test_M45_a_party_registered_before_the_notice_gets_its_link_with_it(street):
    session, party = ready(street)
    assert register(street, session, party) is None
    party.refresh_from_db()
    assert (party.body.name, party.body.phone, party.body.path) == (
        BODY["name"],
        BODY["phone"],
        session.council.place.path,
    )
    (invitation,) = services.notify(session, at=AT, **by(street))
    assert invitation.body == party.body
    assert party not in dict(services.told_by_hand(session))


def test_M45_a_party_registered_after_the_notice_gets_its_link_at_once_and_answers_by_it(street):
    session, party = ready(street)
    services.notify(session, at=AT, **by(street))
    session.refresh_from_db()
    invitation = register(street, session, party)
    assert Invitation.objects.get(session=session) == invitation
    services.answer(invitation, coming=True, who="谭老板", tail="9911", at=AT)
    invitation.refresh_from_db()
    assert invitation.coming


def test_M45_a_body_is_registered_once_with_a_telephone_and_in_time(street):
    session, party = ready(street)
    for wrong, why in (({"phone": ""}, "请写联系电话"), ({"name": ""}, "请写名称"),
                       ({"name": street.property.name}, "已经登记过了")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            register(street, session, party, **wrong)
    register(street, session, party)
    party.refresh_from_db()
    with pytest.raises(Refused, match="已经登记了，有链接"):
        register(street, session, party, name="又一个")
    session = opened(street, session)
    other = services.seats(session.council)[1]
    with pytest.raises(Refused, match="会已经开了"):
        register(street, session, other, name="来晚的")
    assert OutsideBody.objects.filter(name=BODY["name"]).count() == 1


def test_another_councils_party_and_one_that_left_are_refused(street):
    session, party = ready(street)
    services.withdraw(party, why="搬走了", at=AT, **by(street))
    party.refresh_from_db()
    with pytest.raises(Refused, match="已经退出了"):
        record(street, session, party)
    with pytest.raises(Refused, match="不在这个议事会里"):
        record(street, session, street.council_seat)
