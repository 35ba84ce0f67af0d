"""M60, M63, M91 on the page: given from a matter, done on a telephone, answered by a link, looked at again, summed."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Concern
from huisheng.resolve.models import Task
from huisheng.resolve.tasks import services
from huisheng.resolve.tasks.services import Outcome
from tests.pages.resident import words
from tests.services.test_tasks import NOW, SOON, given, matter, settled

DUE = f"{SOON:%Y-%m-%d}"


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


@pytest.fixture
def zhou(client, street):
    client.force_login(street.zhou)
    return client


def test_M60_a_clerk_gives_a_task_from_a_matter(lin, street):
    concern = matter(street)
    there = f"/tasks/new/?about={concern.speaker.number}"
    assert there in words(lin.get(f"/matter/{concern.speaker.number}/"))
    assert words(lin.get(there)).count("邻长") >= 1
    nobody = lin.post(there, {"words": "换灯", "owner": "", "due": DUE})
    assert nobody.status_code == 422
    past = lin.post(there, {"words": "换灯", "owner": f"post-{street.zhou_post.pk}", "due": "2020-01-01"})
    assert past.status_code == 409
    assert "已经过了" in words(past)
    assert "换灯" in words(past)
    typed = {"words": "换灯", "owner": f"post-{street.zhou_post.pk}", "due": DUE, "steps": "借梯子\n换灯\n"}
    assert lin.post(there, typed).status_code == 302
    task = Task.objects.latest("pk")
    assert [step.words for step in task.steps.all()] == ["借梯子", "换灯"]
    assert "交给邻长周志恒去做" in words(lin.get(f"/matter/{concern.speaker.number}/"))
    assert "换灯" in words(lin.get(f"/tasks/?about={concern.speaker.number}"))


def test_M60_whoever_has_it_finds_it_on_today_and_does_it(zhou, street):
    task = given(street, matter(street), steps=["借梯子"])
    here = f"/task/{task.pk}"
    assert f"{here}/" in words(zhou.get("/today/"))
    assert zhou.post(f"{here}/accept/").status_code == 302
    assert zhou.post(f"{here}/step/{task.steps.get().pk}/").status_code == 302
    assert f"{here}/" not in words(zhou.get("/today/"))
    wrong = zhou.post(f"{here}/finish/", {"words": "换好了", "who": "周志恒", "counted": "换了好多灯"})
    assert wrong.status_code == 422
    assert "看不明白" in words(wrong)
    done = {"words": "换好了，亮了。", "who": "周志恒", "counted": "楼道灯 3 盏\n清理 0.5 方"}
    assert zhou.post(f"{here}/finish/", done).status_code == 302
    page = words(zhou.get(f"{here}/"))
    assert "0.5 立方米" in page
    assert "退回" not in page


def test_M60_a_neighbour_head_does_not_see_the_tasks_of_others(client, street):
    task = given(street)
    client.force_login(street.mo)
    assert client.get(f"/task/{task.pk}/").status_code == 404
    assert client.post(f"/task/{task.pk}/accept/").status_code == 404


def test_M60_the_second_return_is_refused_on_the_button_in_the_servers_words(zhou, street):
    task = given(street)
    services.return_(task, why="够不着，没有梯子。", by=street.zhou, at=NOW)
    services.hand_over(task, to=street.zhou_post, by=street.lin, at=NOW)
    page = words(zhou.get(f"/task/{task.pk}/"))
    said = "这项任务已经退回过一次，不能再退；可以转给别人。"
    assert said in page
    refused = zhou.post(f"/task/{task.pk}/return/", {"why": "还是够不着啊。"})
    assert refused.status_code == 409
    assert said in words(refused)
    assert "还是够不着啊" in words(refused)


def out(street) -> tuple[Task, str]:
    task = given(street, matter(street), owner=OutsideBody.objects.get(pk=street.property.pk))
    return task, f"/do/{task.holdings.get(until=None).token}/"


def test_M45_an_outside_body_accepts_and_finishes_by_its_link(client, street):
    task, link = out(street)
    page = words(client.get(link))
    for private in ("13812340431", "王桂香"):
        assert private not in page
    assert client.post(f"{link}accept/", {"accept-who": ""}).status_code == 422
    assert "收到了" in words(client.post(f"{link}accept/", {"accept-who": "彭经理"}))
    typed = {
        "finish-words": "换了三盏声控灯，试过都亮。",
        "finish-who": "陈师傅",
        "finish-counted": "楼道灯 3 盏",
    }
    assert "收到了" in words(client.post(f"{link}finish/", typed))
    task.refresh_from_db()
    assert task.stage == "done"
    assert Concern.objects.get(pk=task.concern_id).stage == "done"
    again = client.post(f"{link}finish/", typed)
    assert again.status_code == 409
    assert "已经结束了" in words(again)
    assert client.get(link).status_code == 410


def test_M45_a_forwarded_link_of_somebody_else_says_so(client, street):
    task, link = out(street)
    services.hand_over(task, to=street.zhou_post, by=street.lin, at=NOW)
    gone = client.post(f"{link}accept/", {"accept-who": "别的公司"})
    assert gone.status_code == 409
    assert "不在贵单位了" in words(gone)
    task.refresh_from_db()
    assert task.stage == "given"


def test_M91_what_is_to_be_looked_at_again_is_on_today(client, street):
    services.seed_rules()
    concern = settled(street, "C4")
    one = concern.rechecks.get(days=30)
    one.due = localtime().date()
    one.save()
    client.force_login(one.post.person)
    assert f"/recheck/{one.pk}/" in words(client.get("/today/"))
    assert client.post(f"/recheck/{one.pk}/", {"holds": "yes", "words": "水走得很顺。"}).status_code == 302
    assert f"/recheck/{one.pk}/" not in words(client.get("/today/"))
    twice = client.post(f"/recheck/{one.pk}/", {"holds": "no", "words": "又堵了。"})
    assert twice.status_code == 409


def test_M63_the_street_page_sums_each_unit_and_opens_its_list(lin, street):
    page = words(lin.get("/street/"))
    assert "12 <small>立方米</small>" in page
    assert "71 <small>个</small>" in page  # 15 charging points and 56 places for bicycles
    behind = words(lin.get(f"/outputs/?at={street.lianchi.pk}&unit=立方米"))
    assert "清理杂物 12 立方米" in behind
    assert "充电桩 15 个" not in behind


def test_M91_the_street_edits_what_is_looked_at_again_and_a_clerk_does_not(client, lin, street):
    assert lin.get("/rechecks/").status_code == 403
    client.force_login(street.guo)
    leaf = matter(street, category="C4").category
    assert client.post("/rechecks/", {"category": leaf.pk, "days": "30、60"}).status_code == 302
    assert "60 天" in words(client.get("/rechecks/"))
    assert client.post("/rechecks/", {"category": leaf.pk, "days": "3"}).status_code == 409


@pytest.mark.parametrize("page", ["/tasks/", "/tasks/?tab=done", "/today/", "/outputs/", "/street/"])
def test_three_tasks_cost_as_many_queries_as_one(lin, street, connection_queries, page):
    def one_more(n):
        task = given(street, owner=street.lin_post, at=NOW - timedelta(hours=n))
        other = given(street, owner=street.lin_post, at=NOW - timedelta(hours=n))
        services.finish(
            other, outcome=Outcome(words="好了。", who="林", outputs=[("灯", n, "盏")]), by=street.lin, at=NOW
        )
        return task

    one_more(1)
    lin.get(page)
    one = connection_queries(lambda: lin.get(page))
    one_more(2)
    one_more(3)
    assert connection_queries(lambda: lin.get(page)) == one


def test_M60_steps_are_added_and_reworded_on_the_task(zhou, street):
    task = given(street, steps=["借梯子"])
    here, step = f"/task/{task.pk}", task.steps.get().pk
    assert 'href="steps/"' in words(zhou.get(f"{here}/"))
    assert zhou.post(f"{here}/steps/", {"steps": "换灯\n试灯"}).status_code == 302
    assert "借梯子" in words(zhou.get(f"{here}/step/{step}/words/"))
    assert zhou.post(f"{here}/step/{step}/words/", {"words": "借长梯子"}).status_code == 302
    assert [one.words for one in task.steps.all()] == ["借长梯子", "换灯", "试灯"]
    zhou.post(f"{here}/step/{step}/")
    late = zhou.post(f"{here}/step/{step}/words/", {"words": "借短梯子"})
    assert late.status_code == 409
    assert "借短梯子" in words(late)


def test_M60_the_desk_moves_a_day_with_its_reason_and_a_neighbour_head_does_not(client, lin, street):
    task = given(street)
    there = f"/task/{task.pk}/day/"
    new = f"{SOON + timedelta(days=4):%Y-%m-%d}"
    assert 'href="day/"' in words(lin.get(f"/task/{task.pk}/"))
    assert lin.post(there, {"due": new, "why": "灯要订做"}).status_code == 302
    page = words(lin.get(f"/task/{task.pk}/"))
    assert f"原定{SOON.month}月{SOON.day}日前，改过 1 次：灯要订做" in page
    client.force_login(street.zhou)
    assert 'href="day/"' not in words(client.get(f"/task/{task.pk}/"))
    assert client.post(there, {"due": new, "why": "灯要订做"}).status_code == 403


def test_a_long_list_goes_on_on_a_second_page(lin, street, monkeypatch):
    monkeypatch.setattr("huisheng.resolve.tasks.views.staff.A_PAGE", 2)
    for _n in range(3):
        given(street)
    shown = [lin.get(f"/tasks/?page={n}").context["rows"] for n in (1, 2)]
    assert len(shown[0]) == 2
    assert shown[1]
    assert {row["task"].pk for row in shown[0]}.isdisjoint(row["task"].pk for row in shown[1])
    assert lin.get("/tasks/?page=999").status_code == 200
