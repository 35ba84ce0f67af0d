"""M27 on the page: captured on a telephone, read by anybody, without a name, a phone or a door."""

import pytest
from django.utils.timezone import localtime

from huisheng.collect.models import Category, TalkPoint
from huisheng.collect.talks import services as talks
from huisheng.echo.say import say
from tests.pages.resident import at_the_door, words

NOW = localtime()


@pytest.fixture
def chen(client, street):
    client.force_login(street.chen)
    return client


def test_M27_the_page_of_an_evening_is_shareable_and_names_nobody(client, street):
    page = words(client.get(f"/talks/{street.talk.token}/"))
    for word in ("救护车进不来", "上议事会", "市政维护热线 12319", "条条有着落", "来了 42 人", "居民"):
        assert word in page
    for private in ("王桂香", "何婉宁", "13800000412", "陈立渠", "罗映荷", "陈经理"):
        assert private not in page


def test_a_point_from_home_life_shows_its_fate_only(client, street):
    point = talks.capture(
        street.talk_open,
        words="我叫何婉宁，家里为养老的事吵",
        kind="problem",
        private=True,
        by=street.chen,
        at=NOW,
    )
    talks.settle(point, fate="explained", words="约好周三上门听两边说。", by=street.chen, at=NOW)
    page = words(client.get(f"/talks/{street.talk_open.token}/"))
    assert "养老" not in page
    assert "周三上门" not in page
    assert "不公开" in page


def test_M27_a_line_is_captured_with_one_field_and_the_next_begins(chen, street):
    there = f"/talks/desk/{street.talk_open.pk}/"
    before = street.talk_open.points.count()
    page = words(
        chen.post(there, {"words": "东门的灯也不亮", "kind": "suggestion", "once": "tap"}, follow=True)
    )
    chen.post(there, {"words": "东门的灯也不亮", "kind": "suggestion", "once": "tap"})
    assert "东门的灯也不亮" in page
    assert "autofocus" in page
    assert street.talk_open.points.count() == before + 1
    empty = chen.post(there, {"words": "", "kind": "problem"})
    assert empty.status_code == 422
    far = chen.post(
        f"/talks/desk/{street.talk_coming.pk}/", {"words": "早了", "kind": "problem", "name": "罗"}
    )
    assert far.status_code == 409


def test_M27_the_scribe_goes_from_fate_to_fate_until_all_are_set(chen, street):
    talk = street.talk_open
    refused = chen.post(f"/talks/desk/{talk.pk}/closing/", {"says": ""})
    assert refused.status_code == 409
    assert "没有着落" in words(refused)
    leaf = Category.objects.get(code="E1")
    one, two, three = talk.points.order_by("number")
    answer = chen.post(
        f"/talks/desk/points/{one.pk}/", {"fate": "concern", "place": talk.place_id, "category": leaf.pk}
    )
    assert answer.url == f"/talks/desk/points/{two.pk}/"
    nothing = chen.post(f"/talks/desk/points/{two.pk}/", {"fate": "explained", "words": ""})
    assert nothing.status_code == 422
    answer = chen.post(f"/talks/desk/points/{two.pk}/", {"fate": "agenda", "words": ""})
    assert answer.url == f"/talks/desk/points/{three.pk}/"
    answer = chen.post(
        f"/talks/desk/points/{three.pk}/", {"fate": "offered", "words": "随叫随到，周末都行。"}
    )
    assert answer.url == f"/talks/desk/{talk.pk}/"
    assert chen.post(f"/talks/desk/{talk.pk}/closing/", {"says": "散了"}).status_code == 302
    assert "条条有着落" in words(chen.get(f"/talks/{talk.token}/"))


def test_whoever_hosts_may_capture_though_it_is_not_their_area(client, street):
    client.force_login(street.zhou)
    there = f"/talks/desk/{street.talk_open.pk}/"
    assert client.post(there, {"words": "在树下记的", "kind": "problem"}).status_code == 302
    assert client.get("/talks/desk/new/").status_code == 403
    client.force_login(street.yi)
    assert client.get(there).status_code == 404


def test_the_list_pasted_on_the_page_says_what_was_counted(chen, street):
    there = f"/talks/desk/{street.talk_open.pk}/people/"
    typed = {"role": "resident", "text": "1. 罗映荷\n2. 蔡一舟\n3. 罗映荷\n4. 13800000000"}
    page = words(chen.post(there, typed, follow=True))
    assert "记下了 2 人" in page
    assert "重复 1 个" in page
    assert chen.post(there, {"role": "resident", "text": "12345"}).status_code == 409
    assert chen.post(there, {"came": "37"}).status_code == 302
    assert "来了 37 人" in words(chen.get(f"/talks/{street.talk_open.token}/"))


def test_M57_the_lists_name_what_talks_brought(chen):
    page = words(chen.get("/talks/desk/points/?kind=resource"))
    assert "小家电" in page
    assert "三轮车" in page
    assert "路灯" not in page


def test_the_talks_of_my_community_are_found_from_its_page(street):
    door = at_the_door(street)
    assert "/talks/" in words(door.get("/voices/"))
    page = words(door.get("/talks/"))
    assert street.talk_coming.title in page
    assert page.index(street.talk_coming.title) < page.index(street.talk.title)
    assert street.talk.title not in words(at_the_door(street, "xincun1").get("/talks/"))


def test_a_clerk_calls_people_together(client, street):
    client.force_login(street.lin)
    there = f"/talks/desk/new/?at={street.hefeng.pk}"
    page = client.get(there)
    assert page.status_code == 200
    typed = {
        "title": "荷风里夜话",
        "starts": f"{NOW:%Y-%m-%dT%H:%M}",
        "spot": "修鞋摊旁",
        "hosts": [street.lin_post.pk],
    }
    assert client.post(there, typed).status_code == 302
    assert client.post(there, typed | {"starts": "2019-07-01T19:30"}).status_code == 409


def test_the_pages_ask_as_often_for_nine_points_as_for_three(client, street, connection_queries):
    client.force_login(street.chen)
    for page in ("/talks/{token}/", "/talks/desk/{pk}/"):
        asked = []
        for n in (1, 9):
            while street.talk_open.points.count() < n:
                point = talks.capture(
                    street.talk_open, words="再说一条", kind="problem", by=street.chen, at=NOW
                )
                talks.settle(point, fate="agenda", by=street.chen, at=NOW)
            url = page.format(token=street.talk_open.token, pk=street.talk_open.pk)
            asked.append(connection_queries(lambda url=url: client.get(url)))
        assert asked[0] == asked[1], page
    assert TalkPoint.objects.filter(talk=street.talk_open).count() == 9


def test_M28_the_weeks_stand_on_the_page_of_the_community(client, street):
    page = words(at_the_door(street, "hefeng1").get("/talks/"))
    for word in ("晚饭后", "下大雨，改到下周", "没有开，也没有说为什么", "要开"):
        assert word in page
    client.force_login(street.mo)
    there = f"/talks/desk/series/{street.talk_series.pk}/"
    assert client.get(there).status_code == 200
    assert client.post(f"{there}beginning/", {"day": "2020-01-01"}).status_code == 409
    assert client.post(there, {"day": "2020-01-01", "why": "早过了"}).status_code == 409


def test_M28_a_clerk_sets_a_weekly_evening_once(client, street):
    client.force_login(street.lin)
    typed = {
        "title": "听雨苑晚饭后", "first": f"{NOW:%Y-%m-%d}", "hour": "19:30", "weeks": "1", "spot": "树下",
        "hosts": [street.lin_post.pk],
    }  # fmt: skip
    answer = client.post(f"/talks/desk/series/?at={street.tingyu.pk}", typed)
    assert answer.status_code == 302
    began = client.post(f"{answer.url}beginning/", {"day": f"{NOW:%Y-%m-%d}"})
    assert "/talks/desk/" in began.url
    assert client.get(began.url).status_code == 200


def test_M27_what_became_of_a_point_later_stands_beside_it(client, street):
    point = street.talk_agenda
    says = "上了11月28日红网格议事厅的议程。"
    say(point.voice, by=street.lin, at=NOW, did="tabled", says=says)
    assert says in words(client.get(f"/talks/{street.talk.token}/"))


def test_M27_a_corrected_fate_stands_beside_the_old_one_on_both_pages(chen, street):
    point = street.talk.points.get(fate__fate="explained")
    there = f"/talks/desk/points/{point.pk}/fate/"
    assert "着落写错了" in words(chen.get(f"/talks/desk/points/{point.pk}/"))
    refused = chen.post(there, {"fate": "agenda", "words": "写进公约。", "why": ""})
    assert refused.status_code == 422
    assert "写进公约" in words(refused)
    typed = {"fate": "agenda", "words": "写进公约。", "why": "说好了又敲"}
    page = words(chen.post(there, typed, follow=True))
    for word in ("着落改好了", "原来写的是“当场说清楚了”", "说好了又敲"):
        assert word in page
    page = words(chen.get(f"/talks/{street.talk.token}/"))
    for word in ("写进公约", "原来写的是“当场说清楚了”", "说好了又敲"):
        assert word in page


def test_M27_what_a_council_went_on_with_says_so_instead_of_the_button(chen, street):
    there = f"/talks/desk/points/{street.talk_agenda.pk}/"
    assert "有人接着办了" in words(chen.get(there))
    assert "就这样" not in words(chen.get(f"{there}fate/"))


def test_R13_whoever_captures_sees_first_what_the_shared_page_hides(chen, street):
    there = f"/talks/desk/{street.talk_open.pk}/"
    typed = {"words": "罗映荷说三楼漏水，电话13900001234", "kind": "problem", "name": "罗映荷"}
    before = street.talk_open.points.count()
    page = chen.post(there, typed)
    assert page.status_code == 200
    assert "**说三楼漏水，电话**" in words(page)
    assert "13900001234" in words(page), "what was typed is kept in the form"
    assert street.talk_open.points.count() == before
    assert chen.post(there, typed | {"previewed": "1"}).status_code == 302
    assert chen.post(there, typed | {"private": "on"}).status_code == 302, "nobody else reads it"
    assert street.talk_open.points.count() == before + 2


def test_R13_a_fate_and_better_words_are_shown_first_as_everybody_reads_them(chen, street):
    point = street.talk_open.points.order_by("number").first()
    there = f"/talks/desk/points/{point.pk}/"
    reworded = {"words": "找李师傅，13900001234", "kind": "problem"}
    assert "找某师傅，**" in words(chen.post(f"{there}words/", reworded))
    assert chen.post(f"{there}words/", reworded | {"previewed": "1"}).status_code == 302
    fate = {"fate": "explained", "words": "已经给李师傅打了13900001234。"}
    page = chen.post(there, fate)
    assert (page.status_code, words(page).count("给某师傅打了**")) == (200, 1)
    assert chen.post(there, fate | {"previewed": "1"}).status_code == 302
