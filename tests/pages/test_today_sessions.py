"""M40 on Today: the convener finds the sessions that wait, nobody else does, and three cost as much as one."""

from datetime import timedelta

from django.utils.timezone import now

from huisheng.deliberate.models import CouncilSession
from tests.meeting import council_of
from tests.pages.resident import words


def waiting(street, n=1):
    council = council_of(street)
    rows = [
        CouncilSession(council=council, number=90 + k, starts=now() + timedelta(days=1 + k), where="亭子")
        for k in range(n)
    ]
    return CouncilSession.objects.bulk_create(rows)


def test_M40_whoever_convenes_it_finds_what_a_session_waits_for(street, client):
    (session,) = waiting(street)
    client.force_login(street.chen)
    page = words(client.get("/today/"))
    assert f"/meeting/{session.pk}/" in page
    assert "还没有通知各方" in page
    CouncilSession.objects.filter(pk=session.pk).update(starts=now() - timedelta(days=2))
    assert "日子过了还没有开" in words(client.get("/today/"))
    client.force_login(street.zhou)
    assert f"/meeting/{session.pk}/" not in words(client.get("/today/"))


def test_M40_what_is_over_or_called_off_waits_for_nobody(street, client):
    (session,) = waiting(street)
    CouncilSession.objects.filter(pk=session.pk).update(cancelled_at=now(), why="停电")
    client.force_login(street.chen)
    assert f"/meeting/{session.pk}/" not in words(client.get("/today/"))


def test_three_sessions_cost_as_many_queries_as_one(street, client, connection_queries):
    waiting(street)
    client.force_login(street.chen)
    client.get("/today/")
    one = connection_queries(lambda: client.get("/today/"))
    waiting_more = CouncilSession.objects.latest("pk").council
    CouncilSession.objects.bulk_create(
        CouncilSession(council=waiting_more, number=95 + k, starts=now() + timedelta(days=2), where="亭子")
        for k in range(2)
    )
    assert connection_queries(lambda: client.get("/today/")) == one
