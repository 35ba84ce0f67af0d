"""The page of the suggestions: for the street office, with reasons, and nothing that acts unasked."""

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns.triage import teaching
from huisheng.collect.models import Allowance, Learned
from tests.services.test_triage_services import taught

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, street):
    client.force_login(street.guo)
    return client


def test_before_anything_was_learned_the_page_says_what_is_missing(officer, street):
    page = officer.get("/triage/").content.decode()
    assert "只按类别里的关键词建议" in page
    assert "还不够学" in page
    assert "用这些学一次" not in page


def test_learning_is_asked_for_here_and_done_by_the_clockwork(officer, street):
    taught(street)
    assert officer.post("/triage/learn/").status_code == 302
    assert Learned.objects.get().state == "waiting"
    officer.post("/triage/learn/")
    assert Learned.objects.count() == 1, "asked twice, learned once"
    teaching.learn_waiting(at=now())
    page = officer.get("/triage/").content.decode()
    assert "在用" in page
    assert "各类平均" in page
    assert officer.post("/triage/stop/").status_code == 302
    assert not Learned.objects.filter(state="used").exists()
    kept = Learned.objects.get()
    officer.post(f"/triage/{kept.pk}/use/")
    assert Learned.objects.get().state == "used"


def test_the_switch_keeps_who_changed_it_and_refuses_a_silly_precision(officer, street):
    assert officer.post("/triage/", {"automatic": "on", "percent": "97.5"}).status_code == 302
    kept = Allowance.objects.get()
    assert (kept.automatic, float(kept.precision), kept.by) == (True, 0.975, street.guo)
    assert officer.post("/triage/", {"automatic": "on", "percent": "40"}).status_code == 422
    assert officer.post("/triage/", {"automatic": "on", "percent": "很大"}).status_code == 422
    assert Allowance.objects.count() == 1


def test_only_the_street_office_sees_it(client, street):
    for person in (street.lin, street.chen, street.zhou, street.he):
        client.force_login(person)
        assert client.get("/triage/").status_code == 403


def test_the_page_costs_the_same_for_one_model_and_for_three(officer, street, connection_queries):
    def made():
        return Learned.objects.create(
            street=street.street, made_at=now(), by=street.guo, state="kept", content=b"x"
        )

    made()
    one = connection_queries(lambda: officer.get("/triage/"))
    made(), made()
    assert connection_queries(lambda: officer.get("/triage/")) == one
