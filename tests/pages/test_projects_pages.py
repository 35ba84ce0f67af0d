"""M67 on the page: the board of a year, one project with its road, and who moves it on."""

import pytest
from django.utils.timezone import localdate

from huisheng.deliberate.models import BudgetProject
from huisheng.resolve.models import Project
from huisheng.resolve.projects import services as projects
from tests.given import begun
from tests.pages.resident import words

YEAR = localdate().year


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def board(client, street, year):
    return words(client.get(f"/projects/?year={year}&in={street.tingyu3.token}"))


def test_M67_the_board_of_last_year_shows_two_at_build_90_percent(client, street):
    page = board(client, street, YEAR - 1)
    assert page.count("施工，90%") == 2
    for word in ("路灯更新", "游乐场翻新", "质保", f"{YEAR - 1} 年的项目"):
        assert word in page


def test_M67_this_years_board_shows_what_is_being_voted_on(client, street):
    page = board(client, street, YEAR)
    assert "投票" in page
    assert "换一座滑梯" in page
    assert "业主表决" in page


def test_M67_one_project_shows_its_road_its_days_its_money_and_what_was_done(client, street):
    page = words(client.get(f"/projects/{street.tap_project.token}/"))
    for word in ("质保", "4,680 元", "5,000 元", "水压够", "看它是怎么选上的"):
        assert word in page


def test_M67_the_owner_writes_how_far_it_is_and_the_refusal_stands_on_the_form(client, street):
    client.force_login(street.chen)
    here = f"/project/{street.playground.pk}"
    assert "写进度" in words(client.get(f"{here}/"))
    typed = {"to": "accept", "percent": "95", "says": "都好了，来看看。"}
    refused = client.post(f"{here}/move/", typed)
    assert refused.status_code == 409
    assert "才能验收" in words(refused)
    assert client.post(f"{here}/move/", typed | {"to": "build", "percent": "100"}).status_code == 302
    assert client.post(f"{here}/move/", typed).status_code == 302
    assert street.playground.stage == "accept"


def test_M67_the_clerk_hands_over_sets_days_and_begins_one_decided_elsewhere(lin, street):
    here = f"/project/{street.lamps.pk}"
    to = f"post-{street.chen_post.pk}"
    assert lin.post(f"{here}/hand/", {"to": to, "why": "组长住院了。"}).status_code == 302
    assert street.lamps.post == street.chen_post
    dates = {"build": f"{YEAR + 1}-06-01", "why": "等配件，晚两个月。"}
    assert lin.post(f"{here}/dates/", dates).status_code == 302
    typed = {"title": "修北门", "year": YEAR, "fen": "3000.50", "where": "", "words": "", "owner": to}
    assert lin.post(f"/project/new/?at={street.tingyu.pk}", typed).status_code == 302
    assert Project.objects.latest("pk").fen == 300_050
    assert "修北门" in words(lin.get("/project/"))


def test_somebody_elses_project_is_not_there(client, street):
    client.force_login(street.yi)
    assert client.get(f"/project/{street.lamps.pk}/").status_code == 404


def test_the_board_asks_the_database_as_often_for_many_as_for_one(client, street, connection_queries):
    BudgetProject.objects.filter(budget=street.budget_open).exclude(number=1).update(chosen=False)
    there = f"/projects/?year={YEAR}&in={street.tingyu3.token}"
    begun(street, street.tingyu)
    one = connection_queries(lambda: client.get(there))
    for _ in range(2):
        begun(street, street.tingyu)
    BudgetProject.objects.filter(budget=street.budget_open).update(chosen=None)
    assert connection_queries(lambda: client.get(there)) == one
    assert len(projects.board(street.lianchi, YEAR)[0]) == 3
