"""The page of the suggestions: for the street office, with reasons, and nothing that acts unasked."""

import re
from html import unescape

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.triage import services as triage
from huisheng.collect.concerns.triage import teaching
from huisheng.collect.models import Allowance, Category, Learned
from huisheng.echo.voices.services import Said
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
    assert "说明卡" in page
    assert "照明" in page[page.index("说明卡") :]
    assert "98%–100%" in page
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


def test_who_spoke_reads_that_nobody_was_asked_about_the_kind_of_their_matter(client, street):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    triage.allow(street.street, automatic=True, precision=0.90, by=street.guo, at=now())
    words = "四栋半夜施工太吵，第1次说了"
    found = triage.suggest(words, street=street.street.pk)
    assert found.automatic
    concern = concerns.raise_(words, place=street.tingyu3, category=found.category, suggested=found,
                              said=Said(person=street.he), channel="page", by=street.he, at=now())  # fmt: skip
    client.force_login(street.he)
    page = f"/my/{concern.speaker.number}/"
    assert "自动归的，没有人看过" in client.get(page).content.decode()
    concerns.sort(concern, category=Category.objects.get(code="C2"), by=street.lin, at=now())
    assert "自动归的" not in client.get(page).content.decode()


@pytest.fixture
def with_a_model(street):
    taught(street)
    teaching.ask_to_learn(street.street, by=street.guo, at=now())
    teaching.learn_waiting(at=now())
    return street


def matter_page(client, street, words):
    """What the clerk sees beside a new matter in these words."""
    client.force_login(street.lin)
    concern = concerns.raise_(
        words, place=street.tingyu3, said=Said(phone="13900000188"), channel="page", by=None, at=now(),
        category=Category.objects.select_related("clock", "receiver").get(code="Z9"),
    )  # fmt: skip
    found = triage.suggest(words, street=street.street.pk)
    triage.keep_suggestion(concern.voice, found, street=street.street.pk, at=now())
    return unescape(client.get(f"/matter/{concern.speaker.number}/").content.decode())


def test_the_suggestion_says_how_sure_it_is_why_and_like_which_ones(with_a_model, client):
    page = matter_page(client, with_a_model, "我们单元楼道灯不亮，老人看不见")
    kind = page[page.index("归哪一类") if "归哪一类" in page else 0 :]
    assert re.search(r"把握 \d+(\.\d)?%，因为说到“", kind)
    like = re.findall(r'href="/matter/(\d+)/"', kind)
    assert like, "the decided matters that are like it can be opened"


def test_who_receives_it_is_as_sure_as_the_kind_it_follows_from(with_a_model, client):
    page = matter_page(client, with_a_model, "我们单元楼道灯不亮，老人看不见")
    assert re.search(r"先由这个岗位接，把握 \d+", page[page.index("谁来接") :])


def test_words_of_an_emergency_stand_first_with_the_number_to_dial(street, client):
    page = matter_page(client, street, "楼道里燃气泄漏，味道很呛人")
    assert re.search(r"先问打过 \d+ 没有", page)
    assert page.index("先问打过") < page.index("谁来接")


def test_what_was_sorted_by_itself_says_so_beside_the_matter(with_a_model, client):
    triage.allow(with_a_model.street, automatic=True, precision=0.9, by=with_a_model.guo, at=now())
    page = matter_page(client, with_a_model, "三楼楼道灯不亮，声控灯一直不亮")
    assert "自动归的，把握" in page
