"""M42 on the page: decide → owner → date in one line on the screen; overdue ones open the session; a board for anybody."""

from datetime import timedelta

import pytest

from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.models import Promise, PromiseKept
from huisheng.deliberate.promises import services
from huisheng.resolve.models import Task
from huisheng.resolve.tasks import services as tasks
from tests.meeting import AT, EVENING, agree, by, met, said
from tests.pages.resident import words
from tests.services.test_promises import DAY, DONE


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def test_M42_owner_and_day_are_one_line_under_the_decision(lin, street):
    session, item = met(street, said(street))
    here, there = f"/meeting/{session.pk}/?item={item.pk}", f"/item/{item.pk}/promise/"
    assert there not in words(lin.get(here))
    typed = {"words": "装隔音围挡", "owner": f"body-{street.property.pk}", "due": f"{DAY:%Y-%m-%d}"}
    early = lin.post(there, typed)
    assert early.status_code == 409
    assert "还没有形成决议" in words(early)
    agree(street, item)
    assert there in words(lin.get(here))
    for missing, why in (("owner", "请选由谁来做"), ("due", "请写哪天前做到")):
        refused = lin.post(there, typed | {missing: ""})
        assert refused.status_code == 409
        assert why in words(refused)
        assert "装隔音围挡" in words(refused)
    assert lin.post(there, typed).status_code == 302
    page = words(lin.get(here))
    assert "装隔音围挡" in page
    assert "听雨苑物业服务中心" in page


def made(street, *, owner=None, due=DAY):
    _session, item = met(street, said(street))
    item = agree(street, item)
    return services.promise(
        item, words="每晚巡查一遍", owner=owner or street.zhou_post, due=due, at=EVENING, **by(street)
    )


def test_M42_the_board_is_for_anybody_and_names_nobody_who_did_not_agree(client, street):
    one = made(street)
    street.zhou_post.__class__.objects.filter(pk=street.zhou_post.pk).update(public=False)
    page = words(client.get(f"/promises/?in={street.tingyu.token}"))
    assert "每晚巡查一遍" in page
    assert "邻长" in page
    assert street.zhou.name not in page
    minutes = words(client.get(f"/session/{one.item.session.token}/"))
    assert "每晚巡查一遍" in minutes
    assert street.zhou.name not in minutes


def test_M42_the_staff_board_shows_owners_and_what_was_kept(lin, street):
    one = made(street)
    tasks.finish(Task.objects.get(promise=one), outcome=DONE, by=street.zhou, at=EVENING + timedelta(days=1))
    page = words(lin.get("/promise/"))
    assert street.zhou.name in page
    assert "装了门磁和告示" in page


def test_M42_what_is_overdue_opens_the_next_session(lin, street):
    one = made(street)
    Promise.objects.filter(pk=one.pk).update(due=AT.date() - timedelta(days=2))
    council = one.item.session.council
    session = councils.plan(council, starts=EVENING + timedelta(days=9), at=AT, **by(street))
    item = councils.table(session, title="下一件", words="看看。", at=AT, **by(street))
    councils.set_parties(item, councils.seats(council), by=street.lin, at=AT)
    councils.notify(session, at=AT, **by(street))
    councils.tick(session, list(range(9)))
    councils.open_(session, at=EVENING, **by(street))
    page = words(lin.get(f"/meeting/{session.pk}/"))
    assert "先说 1 件过了日子的" in page
    assert "每晚巡查一遍" in page


@pytest.mark.parametrize("page", ["/promise/", "/promises/?in={0.token}", "/session/{1.token}/"])
def test_M42_three_promises_cost_as_many_queries_as_one(lin, street, connection_queries, page):
    one = made(street)
    there = page.format(street.tingyu, one.item.session)
    lin.get(there)
    before = connection_queries(lambda: lin.get(there))
    for n in range(2):
        services.promise(
            one.item, words=f"又一件{n}", owner=street.property, due=DAY, at=EVENING, **by(street)
        )
    assert connection_queries(lambda: lin.get(there)) == before


def test_M41_chair_and_scribe_write_the_decision_and_its_first_promise_on_one_form(lin, street):
    session, item = met(street, said(street))
    here, there = f"/meeting/{session.pk}/?item={item.pk}", f"/meeting/item/{item.pk}/outcome/"
    assert 'name="first"' in words(lin.get(here))
    typed = {
        "resolution": "夜里十点以后不施工。",
        "outcome": "agreed",
        "accountable": "property",
        "seen": item.version,
    }
    refused = lin.post(there, typed)
    assert refused.status_code == 409
    assert "不用谁去做的，请写为什么" in words(refused)
    promise = {"first": "装隔音围挡", "owner": f"body-{street.property.pk}", "due": f"{DAY:%Y-%m-%d}"}
    half = lin.post(there, typed | promise | {"due": ""})
    assert half.status_code == 409
    for kept in ("请写哪天前做到", "装隔音围挡", "夜里十点以后不施工。"):
        assert kept in words(half)
    assert lin.post(there, typed | promise).status_code == 302
    assert "装隔音围挡" in words(lin.get(here))


def test_a_draft_keeps_on_the_screen_what_it_does_not_store(lin, street):
    _session, item = met(street, said(street))
    typed = {"resolution": "十点停工", "seen": item.version, "first": "装隔音围挡", "outcome": "agreed"}
    page = lin.post(f"/meeting/item/{item.pk}/draft/", typed)
    assert page.status_code == 200
    for kept in ("草稿存下了", "十点停工", "装隔音围挡"):
        assert kept in words(page)
    assert f'value="{item.version + 1}"' in words(page)
    item.refresh_from_db()
    assert (item.resolution, item.outcome) == ("十点停工", "")


def test_M41_residents_read_why_nobody_has_to_do_anything(lin, street):
    session, item = met(street, said(street))
    ending = {
        "outcome": "agreed",
        "resolution": "收了。",
        "accountable": "property",
        "none_needed": "店家当场就改了",
    }
    services.conclude(item, at=EVENING, **ending, **by(street))
    assert "不用再安排谁去做：店家当场就改了" in words(lin.get(f"/session/{session.token}/"))
    assert "不用再安排谁去做：店家当场就改了" in words(lin.get(f"/session/{session.token}/minutes/"))


def test_M42_a_day_is_moved_by_its_page_and_the_old_one_stays_for_anybody(lin, client, street):
    one = made(street)
    there, new = f"/promise/{one.pk}/day/", DAY + timedelta(days=5)
    assert there in words(lin.get("/promise/"))
    assert there in words(lin.get(f"/meeting/{one.item.session_id}/?item={one.item_id}"))
    refused = lin.post(there, {"due": f"{AT.date() - timedelta(days=1)}", "why": "等材料到货"})
    assert refused.status_code == 409
    assert "等材料到货" in words(refused)
    assert lin.post(there, {"due": f"{new}", "why": "等材料到货"}).status_code == 302
    for page in ("/promise/", f"/promises/?in={street.tingyu.token}", f"/session/{one.item.session.token}/"):
        assert f"原定{DAY.month}月{DAY.day}日前，改过 1 次：等材料到货" in words(client.get(page))


def many(street, one, n, *, kept=False):
    rows = [
        Promise(
            item=one.item,
            words=f"第{k}件",
            due=DAY + timedelta(days=k // 3),
            body=street.property,
            at=EVENING,
        )
        for k in range(n)
    ]
    made_now = Promise.objects.bulk_create(rows)
    if kept:
        PromiseKept.objects.bulk_create(
            PromiseKept(promise=p, words="好了", who="物业", at=EVENING) for p in made_now
        )
    return made_now


def test_M42_the_public_board_turns_pages_of_a_hundred_newest_day_first_and_skips_none(client, street):
    one = made(street)
    many(street, one, 250)
    page, seen = f"/promises/?in={street.tingyu.token}", []
    wanted = Promise.objects.filter(item__session__council__place=street.tingyu).order_by("-due", "-pk")
    turned = 0
    while page:
        answer = client.get(page)
        seen += [row["pk"] for row in answer.context["rows"]]
        page, turned = answer.context["more"] and f"/promises/{answer.context['more']}", turned + 1
    assert seen == list(wanted.values_list("pk", flat=True))
    assert turned == 3


def test_M42_the_board_is_asked_by_state_and_by_council(client, street):
    one = made(street)
    many(street, one, 2, kept=True)
    Promise.objects.filter(pk=one.pk).update(due=AT.date() - timedelta(days=2))
    here, council = f"/promises/?in={street.tingyu.token}", one.item.session.council
    told = {state: client.get(f"{here}&state={state}&council={council.token}").context["rows"]
            for state in ("", "late", "coming", "kept", "nonsense")}  # fmt: skip
    assert [len(told[state]) for state in told] == [3, 1, 0, 2, 3]
    assert len(client.get(here).context["rows"]) > 3, "the story's council was promised something too"
    assert client.get(f"{here}&state=coming&council={council.token}").status_code == 200


@pytest.mark.parametrize("before", ["2026-02-30_1", "x", "2026-01-01_", "2026-01-01_9" + "9" * 30, "_1"])
def test_an_address_that_nobody_printed_is_the_beginning(client, street, before):
    one = made(street)
    answer = client.get(f"/promises/?in={street.tingyu.token}&before={before}")
    assert one.pk in [row["pk"] for row in answer.context["rows"]]
