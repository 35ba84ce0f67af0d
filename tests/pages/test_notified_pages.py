"""R7 on the page: how a party without a link was notified, and its registration in one step."""

from datetime import timedelta

from tests.meeting import AT, opened
from tests.services.test_councils_notified import BODY, ready, record

YESTERDAY = AT - timedelta(days=1)


def test_R7_the_desk_writes_it_down_and_registers_by_the_sessions_page(street, client):
    session, party = ready(street)
    client.force_login(street.lin)
    here, there = f"/meeting/{session.pk}/", f"/meeting/{session.pk}/party/{party.pk}"
    page = client.get(here).content.decode()
    assert f"{there}/notice/" in page
    assert f"{there}/body/" in page
    typed = {"how": "paper", "who": "谭老板", "on": f"{YESTERDAY:%Y-%m-%d}", "hour": "19:10"}
    assert client.post(f"{there}/notice/", typed).status_code == 302
    assert "谭老板" in client.get(here).content.decode()
    late = client.post(f"{there}/notice/", typed | {"on": f"{AT + timedelta(days=2):%Y-%m-%d}"})
    assert late.status_code == 409
    assert "谭老板" in late.content.decode()
    assert client.post(f"{there}/body/", BODY | {"phone": "不知道"}).status_code == 422
    assert client.post(f"{there}/body/", BODY).status_code == 302
    assert f"{there}/body/" not in client.get(here).content.decode()


def test_R7_the_minutes_say_how_they_were_told_without_saying_whom(street, client):
    session, party = ready(street)
    record(street, session, party)
    opened(street, session)
    page = client.get(f"/session/{session.token}/minutes/").content.decode()
    assert f"{party.name} {AT.month}月{AT.day}日 打了电话" in page
    assert "老周" not in page
