"""The pages about posts, coverage, branches and estates: each reader within their own area."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from huisheng.people.models import Person
from huisheng.territory.models import Appointment, Branch, EstateBody, HouseholdLink, Nomination, PostKind
from huisheng.territory.nominations.services import nominate
from huisheng.territory.posts.services import appoint, end, held

STAFF_PAGES = ["posts", "coverage", "branches", "estates", "candidates", "trainings"]
NOW = localtime()


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


@pytest.fixture
def guo(client, street):
    client.force_login(street.guo)
    return client


def kind(code):
    return PostKind.objects.get(code=code)


def url(name, *args):
    return reverse(f"territory:{name}", args=args)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_see_the_page_and_residents_are_asked_to_log_in(client, street, name):
    assert client.get(url(name)).status_code == 302
    client.force_login(street.he)
    assert client.get(url(name)).status_code == 403
    client.force_login(street.lin)
    assert client.get(url(name)).status_code == 200


def test_a_clerk_sees_the_posts_of_her_own_community_only(lin, street):
    page = text(lin.get(url("posts")))
    assert street.zhou.name in page
    assert street.ruan.name not in page
    assert lin.get(url("post", street.ruan_post.pk)).status_code == 403
    assert lin.get(url("person", street.ruan.pk)).status_code == 403
    assert lin.get(url("coverage"), {"at": street.guihua.pk}).status_code == 403


def test_posts_are_found_by_kind_and_by_name(lin, street):
    page = text(lin.get(url("posts"), {"kind": kind("group_head").pk}))
    assert street.liu.name in page
    assert street.zhou.name not in page
    assert street.zhou.name in text(lin.get(url("posts"), {"q": "周志"}))


def test_M17_terms_ending_in_30_days_and_posts_left_vacant_are_lists_of_their_own(lin, street):
    assert street.mo.name in text(lin.get(url("posts"), {"show": "soon"}))
    end(street.wen_post, by=street.lin, at=NOW, why="搬家")
    page = text(lin.get(url("posts"), {"show": "vacant"}))
    assert "空缺" in page
    assert "楼栋长" in page


def test_a_place_is_picked_by_typing_and_a_new_person_is_appointed(lin, street):
    found = text(lin.get(url("appoint"), {"q": "听雨苑 6栋"}))
    assert f"?at={street.tingyu6.pk}" in found
    wide = text(lin.get(url("appoint"), {"q": "听雨苑"}))
    assert [wide.index(f'?at={street[f"tingyu{n}"].pk}"') for n in range(1, 7)] == sorted(
        wide.index(f'?at={street[f"tingyu{n}"].pk}"') for n in range(1, 7)
    )
    assert f"?at={street.xincun1.pk}" not in text(lin.get(url("appoint"), {"q": "桂花新村"}))
    there = f"{url('appoint')}?at={street.tingyu6.pk}"
    assert lin.get(there).status_code == 200
    typed = {"kind": kind("neighbour_head").pk, "name": "宁素梅", "phone": "13900001234", "public": "on"}
    assert lin.post(there, typed).status_code == 302
    post = Appointment.objects.get(person__name="宁素梅")
    assert (post.place, post.appointed_by, post.public) == (street.tingyu6, street.lin, True)
    again = lin.post(there, typed)
    assert again.status_code == 409
    assert "宁素梅已经是邻长" in text(again)
    assert 'value="宁素梅"' in text(again)


def test_an_impossible_phone_or_term_comes_back_with_what_was_typed(lin, street):
    there = f"{url('appoint')}?at={street.tingyu6.pk}"
    typed = {"kind": kind("neighbour_head").pk, "name": "宁素梅", "phone": "12"}
    answer = lin.post(there, typed)
    assert answer.status_code == 422
    assert 'value="宁素梅"' in text(answer)
    typed |= {"phone": "", "starts": "2026-05-02", "ends": "2026-05-01"}
    assert lin.post(there, typed).status_code == 409
    assert not Person.objects.filter(name="宁素梅").exists()


def test_nobody_is_appointed_outside_the_own_area_and_a_clerk_appoints_no_officer(lin, street):
    typed = {"kind": kind("neighbour_head").pk, "name": "宁素梅"}
    assert lin.post(f"{url('appoint')}?at={street.xincun1.pk}", typed).status_code == 403
    typed["kind"] = kind("officer").pk
    assert lin.post(f"{url('appoint')}?at={street.tingyu6.pk}", typed).status_code == 422


def test_a_post_ends_with_a_reason_and_its_matters_go_up(lin, street):
    there = url("post_end", street.zhou_post.pk)
    assert lin.post(there, {"why": ""}).status_code == 422
    assert lin.post(there, {"why": "搬去女儿家了"}).status_code == 302
    assert street.zhou_post.ended_why == "搬去女儿家了"
    assert street.zhou_post.ended_by == street.lin


def test_a_clerk_cannot_end_the_post_of_another_clerk(lin, street):
    answer = lin.post(url("post_end", street.lin_post.pk), {"why": "换人"})
    assert answer.status_code == 409
    assert street.lin_post.ended_at is None


def test_a_term_is_made_longer_and_the_consent_taken_back(lin, street):
    ends = localdate() + timedelta(days=400)
    assert lin.post(url("post", street.mo_post.pk), {"phone": "13800000121", "ends": ends}).status_code == 302
    assert (street.mo_post.ends, street.mo_post.public) == (ends, False)


def test_M05_homes_are_linked_and_let_go_on_the_page_of_the_post(lin, street):
    post = Appointment.objects.get(kind__code="linked")
    home = street["听雨苑 3栋 1单元-402"]
    assert "402" in text(lin.get(url("link", post.pk), {"q": "听雨苑 3栋 402"}))
    assert lin.post(f"{url('link', post.pk)}?at={home.pk}").status_code == 302
    link = HouseholdLink.objects.get(home=home, until=None)
    assert home.where in text(lin.get(url("post", post.pk)))
    assert lin.post(url("unlink", post.pk, link.pk)).status_code == 302
    assert not HouseholdLink.objects.filter(home=home, until=None).exists()


def test_M08_a_new_kind_made_in_settings_can_be_chosen_when_appointing(guo, street):
    typed = {"name": "单元长", "role": "head", "rank": 12, "is_contact": "on", "covers": "on"}
    assert guo.post(url("kind_new"), typed).status_code == 302
    assert "单元长" in text(guo.get(url("appoint"), {"at": street.tingyu6.pk}))


def test_M08_a_clerk_does_not_change_the_kinds_of_post(lin, street):
    assert lin.get(url("kinds")).status_code == 403


def test_M09_the_page_of_a_person_lists_every_post(lin, street):
    page = text(lin.get(url("person", street.zhou.pk)))
    for building in (1, 2, 3):
        assert f"听雨苑 {building}栋 邻长" in page


def test_a_login_is_given_to_who_holds_a_post_below_and_to_nobody_above(client, street):
    client.force_login(street.lin)
    typed = {"login": "mo", "password": "xiu-xie-tan-2026"}
    assert client.post(url("person", street.mo.pk), typed).status_code == 302
    assert street.mo.login == "mo"
    assert client.post(url("person", street.wen.pk), typed).status_code == 409
    assert client.post(url("person", street.wen.pk), {"login": "wen", "password": "123"}).status_code == 422
    own = client.post(url("person", street.lin.pk), {"login": "boss", "password": "xiu-xie-tan-2026"})
    assert own.status_code == 409
    assert street.lin.login == "lin"


def test_M03_the_coverage_page_names_the_doors_without_a_head_and_who_answers_instead(lin, street):
    page = text(lin.get(url("coverage")))
    assert street.tingyu.name in page
    assert "听雨苑 6栋 1单元" in page
    assert f"组长 {street.liu.name}" in page
    assert "data-print" in page


def test_coverage_of_one_estate_by_building(lin, street):
    page = lin.get(url("coverage"), {"at": street.tingyu.pk})
    assert [part.place for part in page.context["parts"]] == [street[f"tingyu{n}"] for n in range(1, 7)]
    assert page.context["figures"].lacking == 23


def test_M06_a_branch_is_registered_and_shown_with_its_secretary(lin, street):
    typed = {
        "name": "听雨苑党支部", "kind": "estate", "home": street.lianchi.pk, "estates": [street.tingyu.pk],
        "duty_hours": "周二周四 19:00", "members_count": 23,
    }  # fmt: skip
    assert lin.post(url("branch_new"), typed).status_code == 302
    page = text(lin.get(url("branches")))
    assert "周二周四 19:00" in page
    assert street.chen.name in page
    typed["home"] = street.guihua.pk
    assert lin.post(url("branch_new"), typed).status_code == 422
    branch = Branch.objects.get(duty_hours="周二周四 19:00")
    assert lin.get(url("branch", branch.pk)).status_code == 200
    lin.force_login(street.yi)
    assert lin.get(url("branch", branch.pk)).status_code == 403


def test_M10_estates_without_an_owners_committee_are_a_list(guo, street):
    there = url("estate", street.hefeng.pk)
    typed = {"body": "committee", "present": "yes", "name": "", "as_of": localdate()}
    assert guo.post(there, typed).status_code == 409
    assert guo.post(there, typed | {"name": "荷风里业主委员会"}).status_code == 302
    assert EstateBody.objects.get(estate=street.hefeng).by == street.guo
    page = guo.get(url("estates"), {"lacking": "committee"})
    assert {card.estate for card in page.context["cards"]} == {street.xincun}


def test_M17_somebody_is_proposed_and_anybody_may_object_while_the_notice_hangs(lin, client, street):
    today = localdate()
    there = f"{url('nominate')}?at={street.tingyu6.pk}"
    typed = {
        "kind": kind("neighbour_head").pk, "name": "宁素梅", "notice_from": today,
        "notice_to": today + timedelta(days=5),
    }  # fmt: skip
    assert lin.post(there, typed).status_code == 422
    assert lin.post(there, typed | {"agreed": "on"}).status_code == 302
    found = Nomination.objects.get()
    client.logout()
    assert "宁素梅" in text(client.get(url("notices")))
    assert client.post(url("object", found.pk), {"words": ""}).status_code == 422
    assert client.post(url("object", found.pk), {"words": "她要出远门"}).status_code == 302
    assert client.get(url("candidate", found.pk)).status_code == 302
    client.force_login(street.lin)
    objection = found.objections.get()
    assert "她要出远门" in text(client.get(url("candidate", found.pk)))
    assert client.post(url("objection", objection.pk), {"answer": "改到下月出门"}).status_code == 302
    assert client.post(url("candidate", found.pk), {"yes": "yes"}).status_code == 409


def test_a_notice_is_gone_when_its_days_are_over(client, street):
    today = localdate()
    old = nominate(
        street.tan, kind=kind("neighbour_head"), place=street.tingyu6, by=street.lin, at=now(),
        notice_from=today - timedelta(days=9), notice_to=today - timedelta(days=2),
    )  # fmt: skip
    assert street.tan.name not in text(client.get(url("notices")))
    assert client.get(url("object", old.pk)).status_code == 404


def test_M17_a_training_is_written_down_with_who_was_there(lin, street):
    typed = {"topic": "楼道用电安全", "kind": "safety", "on": localdate(), "attended": [street.zhou.pk]}
    assert lin.post(url("trainings"), typed).status_code == 302
    assert "楼道用电安全" in text(lin.get(url("person", street.zhou.pk)))
    assert lin.post(url("trainings"), typed | {"attended": [street.ruan.pk]}).status_code == 422


@pytest.mark.parametrize("name", ["posts", "coverage", "branches", "estates"])
def test_more_rows_need_no_more_queries(lin, street, connection_queries, name):
    few = connection_queries(lambda: lin.get(url(name)))
    for number in range(3):
        person = Person.objects.create(name=f"新人{number}")
        appoint(person, kind=kind("group_head"), place=street[f"tingyu{number + 1}"], by=None, at=NOW)
    assert held(localdate()).count() > 3
    assert connection_queries(lambda: lin.get(url(name))) == few
