"""M51, M67 on the page: chosen by slip without a login, looked at once more, counted again by anybody, nobody named."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localtime

from huisheng.deliberate.budgets import services as budgets
from huisheng.deliberate.models import Budget, BudgetReceipt
from tests.pages.resident import at_the_door, words

NOW = localtime()


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def end_window(budget):
    """The last minute was an hour ago."""
    Budget.objects.filter(pk=budget.pk).update(closes=NOW - timedelta(hours=1))


def test_M51_a_resident_votes_with_the_slip_and_looks_at_it_once_more(client, street):
    budget = street.budget_open
    voter = budget.voters.filter(person=None).order_by("-pk").first()
    there = f"/budgets/{budget.token}/vote/"
    assert "我要这个" in words(client.get(there))
    sure = words(client.post(there, {"p": ["1", "4"], "slip": voter.slip.lower()}))
    assert "您选了 2 个，加起来 25,400 元" in sure
    assert not budget.ballots.filter(unit=voter.code).exists()
    done = client.post(there, {"p": ["1", "4"], "slip": voter.slip, "sure": "1"}, follow=True)
    receipt = BudgetReceipt.objects.latest("pk")
    assert "票收到了" in words(done)
    assert receipt.code in words(done)
    assert budget.ballots.get(unit=voter.code).choice == "1,4"
    assert receipt.by is None


def test_M51_the_sum_so_far_is_said_without_sending_the_ballot(client, street):
    page = words(client.get(f"/budgets/{street.budget_open.token}/vote/?p=1&p=2&p=3&p=4"))
    assert "您选了 4 个，加起来 58,400 元" in page


def test_M51_a_login_on_the_roll_needs_no_slip(client, street):
    client.force_login(street.he)
    there = f"/budgets/{street.budget_open.token}/vote/"
    assert 'name="slip"' not in client.get(there).content.decode()
    assert client.post(there, {"p": ["2"], "sure": "1"}).status_code == 302
    assert "已经投过一次" in words(client.get(there))
    assert client.post(there, {"p": ["1"], "sure": "1"}).status_code == 302


def test_M51_who_is_not_on_the_roll_is_refused_and_the_ticks_stay(client, street):
    there = f"/budgets/{street.budget_open.token}/vote/"
    wrong = client.post(there, {"p": ["2"], "slip": "XXXX-XXXX-XXXX", "sure": "1"})
    assert wrong.status_code == 409
    assert "名册上没有" in words(wrong)
    assert 'value="2" checked' in wrong.content.decode()
    none = client.post(there, {"slip": street.budget_open.voters.first().slip, "sure": "1"})
    assert "一个也没有选" in words(none)


def test_M51_after_closing_no_ballot_comes_in(client, street):
    end_window(street.budget_open)
    there = f"/budgets/{street.budget_open.token}/vote/"
    late = client.post(there, {"p": ["2"], "slip": street.budget_open.voters.first().slip, "sure": "1"})
    assert late.status_code == 409
    assert "截止" in words(late)


def test_M51_the_page_says_what_the_owners_decide_and_by_how_many(client, street):
    page = words(client.get(f"/budgets/{street.budget_open.token}/"))
    for word in ("绿地改成 12 个停车位", "四分之三以上同意", "民法典第 278 条第一款第八项", "还没有开表决"):
        assert word in page


def test_M67_the_result_says_why_who_is_represented_and_how_to_count_again(client, street):
    page = words(client.get(f"/budgets/{street.budget_over.token}/"))
    for word in (
        "路灯更新",
        "游乐场翻新",
        "合伙，每人最多出",
        "谁的心愿有着落",
        "只按得票",
        "manage.py budget budget-",
    ):
        assert word in page
    for voter in street.budget_over.voters.all():
        assert voter.who not in page


def test_M67_the_downloaded_file_gives_the_same_result(client, street, tmp_path, capsys):
    budget = street.budget_over
    there = f"/budgets/{budget.token}/"
    answer = client.get(f"{there}ballots.pb")
    path = tmp_path / "again.pb"
    path.write_bytes(answer.content)
    page = words(client.get(there))
    asked = page.partition("python manage.py budget ")[2].partition("<")[0].split()
    call_command("budget", str(path), *asked[1:])
    printed = capsys.readouterr().out
    for project in budget.projects.all():
        assert (project.title in printed) == project.chosen


def test_before_the_result_there_is_no_file_and_before_the_notice_no_page(client, street):
    budget = street.budget_open
    assert client.get(f"/budgets/{budget.token}/ballots.pb").status_code == 302
    Budget.objects.filter(pk=budget.pk).update(announced_at=None)
    assert client.get(f"/budgets/{budget.token}/").status_code == 404


def test_a_receipt_says_that_it_came_in_and_never_what(client, street):
    budget = street.budget_open
    receipt = budget.receipts.first()
    page = words(client.get(f"/budgets/{budget.token}/received/?code={receipt.code.lower()}"))
    assert "票收到了" in page
    for project in budget.projects.all():
        assert project.title not in page
    assert "没有这个回执码" in words(client.get(f"/budgets/{budget.token}/received/?code=AAAA"))
    anywhere = words(client.get(f"/receipt/?code={receipt.code}"))
    assert budget.title in anywhere
    assert "收到了" in anywhere
    assert "都对得上" in words(client.get(f"/budgets/{budget.token}/chain/"))


def test_M51_the_clerk_plans_takes_the_shortlist_over_announces_and_counts(lin, street):
    typed = {
        "year": NOW.year, "title": "荷风里项目", "words": "", "fen": "20,000.50", "source": "street", "mandate": "",
        "rule": "greedy", "utility": "cost", "completion": "none", "again": "last",
        "opens": f"{NOW + timedelta(days=2):%Y-%m-%dT%H:%M}", "closes": f"{NOW + timedelta(days=9):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    there = f"/budget/new/?at={street.tingyu.pk}"
    assert "钱平均分到每个投票的人名下" in words(lin.get(there))
    assert lin.post(there, typed | {"closes": typed["opens"]}).status_code == 409
    assert lin.post(there, typed).status_code == 302
    budget = Budget.objects.latest("pk")
    here = f"/budget/{budget.pk}"
    assert budget.fen == 2_000_050
    assert "至少要有两个交居民选的项目" in words(lin.get(f"{here}/"))
    for title in ("修长椅", "添垃圾桶", "用维修资金修屋面"):
        project = {
            "title": title,
            "where": "中心花园",
            "fen": "3000",
            "words": "",
            "proposer": "",
            "matter": "",
        }
        assert lin.post(f"{here}/project/", project).status_code == 302
    owners = budget.projects.get(matter=5)
    page = words(lin.get(f"{here}/"))
    assert "过半数同意" in page
    assert "民法典第 278 条第一款第五项" in page
    assert "起草表决" in words(lin.get(f"/budget/project/{owners.pk}/owners/"))
    assert "放进来 2 人" in words(lin.post(f"{here}/roll/", {"people": "1栋101 甲\n1栋102 乙"}, follow=True))
    assert lin.post(f"{here}/residents/").status_code == 302
    assert lin.post(f"{here}/notice/").status_code == 302
    assert "选票码等于一张票" in words(lin.get(f"{here}/slips/"))
    assert lin.post(f"{here}/result/", HTTP_REFERER=f"{here}/").status_code == 409
    budgets.cast(budget, voter=budget.voters.first(), chosen=[2], at=NOW + timedelta(days=3))
    Budget.objects.filter(pk=budget.pk).update(opens=NOW - timedelta(days=5), closes=NOW - timedelta(hours=1))
    assert lin.post(f"{here}/result/").status_code == 302
    assert budget.projects.get(number=2).chosen


def test_the_clerk_takes_an_announcement_back_mends_the_plan_and_announces_it_anew(client, lin, street):
    typed = {
        "year": NOW.year, "title": "荷风里项目", "fen": "20000", "source": "street", "rule": "greedy", "utility": "cost",
        "completion": "none", "again": "last", "opens": f"{NOW + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "closes": f"{NOW + timedelta(days=9):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    lin.post(f"/budget/new/?at={street.tingyu.pk}", typed)
    budget = Budget.objects.latest("pk")
    here = f"/budget/{budget.pk}"
    for title in ("修长椅", "添垃圾桶"):
        lin.post(f"{here}/project/", {"title": title, "where": "花园", "fen": "3000"})
    lin.post(f"{here}/roll/", {"people": "1栋101 甲"})
    lin.post(f"{here}/notice/")
    assert lin.post(f"{here}/plan/", typed).status_code == 409, "announced: it stands still"
    assert lin.post(f"{here}/taking-back/", {"why": "错"}).status_code == 409, "a reason is a sentence"
    assert lin.post(f"{here}/taking-back/", {"why": "长椅的价钱写少了。"}).status_code == 302
    page = client.get(f"/budgets/{budget.token}/")
    assert page.status_code == 409
    assert "长椅的价钱写少了" in words(page)
    assert lin.post(f"{here}/plan/", typed | {"fen": "30000", "source": "company"}).status_code == 302
    budget.refresh_from_db()
    assert (budget.fen, budget.source) == (3_000_000, "street")
    assert lin.post(f"{here}/notice/").status_code == 302
    budgets.cast(budget, voter=budget.voters.first(), chosen=[1], at=NOW + timedelta(days=3))
    assert "已经有人投了票" in words(lin.post(f"{here}/taking-back/", {"why": "又写错了一个。"}))


def test_the_clerk_gives_more_time(lin, street):
    budget = street.budget_open
    later = f"{NOW + timedelta(days=40):%Y-%m-%dT%H:%M}"
    there = f"/budget/{budget.pk}/extending/"
    assert lin.post(there, {"closes": f"{NOW:%Y-%m-%dT%H:%M}", "why": "下雨。。"}).status_code == 409
    assert lin.post(there, {"closes": later, "why": "下了三天雨。"}).status_code == 302


def test_M49_two_persons_type_a_paper_slip_and_neither_sees_what_the_other_read(client, street):
    budget = street.budget_open
    voter = budget.voters.filter(person=None).order_by("-pk").first()
    there, typed = f"/budget/{budget.pk}/papers/", {"slip": voter.slip, "chosen": ["1", "4"]}
    client.force_login(street.lin)
    assert "再请另一个人录一遍" in words(client.post(there, typed, follow=True))
    assert "您录过这一张了" in words(client.post(there, typed))
    client.force_login(street.chen)
    page = client.get(there).content.decode()
    assert voter.who in page
    assert "checked" not in page
    assert "票收好了" in words(client.post(there, typed, follow=True))
    assert budget.ballots.get(unit=voter.code).choice == "1,4"
    assert "名册上没有" in words(client.post(there, typed | {"slip": "AAAA"}))


def test_a_clerk_of_another_community_does_not_find_it(client, street):
    client.force_login(street.yi)
    assert client.get(f"/budget/{street.budget_open.pk}/").status_code == 404


def test_a_list_asks_the_database_as_often_for_many_as_for_one(client, street, connection_queries):
    at_the_door(street)
    one = connection_queries(lambda: client.get("/budgets/?in=" + street.tingyu3.token))
    for n in range(3):
        copy = Budget.objects.get(pk=street.budget_over.pk)
        voice = type(copy.voice).objects.create(kind="budget", title="再", path=copy.voice.path, began=NOW)
        copy.pk, copy.token, copy.voice = None, f"again{n}", voice
        copy.save()
    assert connection_queries(lambda: client.get("/budgets/?in=" + street.tingyu3.token)) == one
