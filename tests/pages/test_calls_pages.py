"""M29, M33 on the page: proposed and supported without a login, answered by the clerk, nobody named, no ranking."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from huisheng.collect.calls import services as calls
from huisheng.collect.models import Call, Proposal, Support
from huisheng.echo.voices.services import Said
from tests.pages.resident import at_the_door, words

NOW = localtime()


@pytest.fixture
def lin(client, street):
    client.force_login(street.lin)
    return client


def end_window(call):
    """The last day was yesterday."""
    day = NOW.date()
    Call.objects.filter(pk=call.pk).update(opens=day - timedelta(days=9), closes=day - timedelta(days=1))


def test_M29_anybody_proposes_without_a_login_and_the_receipt_shows_where_it_went(client, street):
    there = f"/calls/{street.call_open.token}/"
    typed = {"words": "我叫何婉宁，13800000412，楼下装个充电桩", "phone": "13812340431", "once": "tap"}
    assert "大家会读到的是这样" in words(client.post(there, typed)), "first as everybody will read it"
    typed["previewed"] = "1"
    page = words(client.post(there, typed, follow=True))
    client.post(there, typed)
    one = Proposal.objects.get(once="tap")
    assert one.speaker.spoken in page
    assert "充电桩" in page
    for private in ("何婉宁", "13800000412", "13812340431"):
        assert private not in page
    calls.note(one, verdict="changed", words="装在车棚里可以。", who="物业", by=street.lin, at=NOW)
    assert "装在车棚里可以" in words(client.get(f"/my/{one.speaker.number}/"))
    assert client.post(there, {"words": "", "phone": "12"}).status_code == 422


def test_M29_support_is_counted_without_a_login_and_shown_only_when_it_is_over(client, street):
    there = f"/calls/{street.call_open.token}/2/"
    assert client.post(there, {"phone": ""}).status_code == 409
    assert client.post(there, {"phone": "13812340431"}).status_code == 302
    again = client.post(there, {"phone": "13812340431"})
    assert again.status_code == 409
    assert "已经支持过" in words(again)
    assert "人支持" not in words(client.get(f"/calls/{street.call_open.token}/"))
    end_window(street.call_open)
    page = words(client.get(f"/calls/{street.call_open.token}/"))
    assert "2 人支持" in page
    assert page.index("车棚的灯") < page.index("东边绿地")


def test_M29_what_is_over_shows_the_shortlist_and_where_each_went(client, street):
    page = words(client.get(f"/calls/{street.call_over.token}/"))
    for word in ("十二个单元口装扶手", "来自第 1、2、4 条", "18600", "没有列入", "门禁卡", "三项交业主大会"):
        assert word in page


def test_M33_an_opinion_stands_with_its_answer(client, street):
    page = words(client.get(f"/calls/{street.call_draft.token}/"))
    assert "部分采纳" in page
    assert "留四个给登记过夜班的" in page
    assert "我也支持" not in page


def test_M29_the_clerk_merges_lists_answers_and_closes_and_is_refused_in_words(lin, street):
    call = street.call_open
    here = f"/calls/desk/{call.pk}"
    assert "第二天起才能结束" in words(lin.get(f"{here}/"))
    assert "请选两条以上" in words(lin.post(f"{here}/merging/?one=1", {"into": "1", "why": ""}))
    assert lin.post(f"{here}/merging/?one=1&one=3", {"into": "1", "why": "都是照看"}).status_code == 302
    assert Proposal.objects.get(call=call, number=3).into.number == 1
    early = lin.post(f"{here}/listing/?one=1", {"title": "夜里照看"})
    assert early.status_code == 409
    end_window(call)
    assert lin.post(f"{here}/listing/?one=1", {"title": "夜里照看", "cost": "300"}).status_code == 302
    refused = lin.post(f"{here}/closing/", {"says": "好"})
    assert refused.status_code == 409
    assert "还有 2 条没有答复：第 2、4 条" in words(refused)
    kept = {"words": "姓和楼栋一起写，邻居都认得出。", "by": street.chen, "at": NOW}
    calls.keep_down(Proposal.objects.get(call=call, number=4), **kept)
    answer = {"fate": "not_listed", "words": "绿地归全体业主，要另外表决。"}
    assert lin.post(f"{here}/answering/?one=2", answer).status_code == 302
    assert lin.post(f"{here}/closing/", {"says": "先把灯开着。"}).status_code == 302
    assert "先把灯开着" in words(lin.get(f"/calls/{call.token}/"))
    late = lin.post(f"/calls/{call.token}/", {"words": "晚了"})
    assert late.status_code == 409
    assert "截止" in words(late)


def test_the_clerk_opens_a_call_and_types_for_a_caller(lin, street):
    there = f"/calls/desk/new/?at={street.hefeng.pk}"
    assert lin.get(there).status_code == 200
    typed = {
        "kind": "draft", "title": "车位办法", "body": "先到先停。", "publisher": "社区", "phone": "0731-5550 1201",
        "opens": f"{NOW:%Y-%m-%d}", "closes": f"{NOW + timedelta(days=7):%Y-%m-%d}",
    }  # fmt: skip
    assert lin.post(there, typed | {"opens": "2020-01-01"}).status_code == 409
    assert lin.post(there, typed).status_code == 302
    call = Call.objects.latest("pk")
    page = words(
        lin.post(f"/calls/desk/{call.pk}/calling/", {"words": "太贵了", "phone": "13900001111"}, follow=True)
    )
    one = call.proposals.get()
    assert one.by == street.lin
    assert one.speaker.spoken in page
    longer = {"closes": f"{NOW + timedelta(days=9):%Y-%m-%d}", "why": "下雨"}
    assert lin.post(f"/calls/desk/{call.pk}/extending/", longer).status_code == 302
    assert lin.post(f"/calls/desk/{call.pk}/withdrawing/", {"why": "另想办法"}).status_code == 302


def test_a_clerk_of_another_community_does_not_find_it(client, street):
    client.force_login(street.yi)
    assert client.get(f"/calls/desk/{street.call_open.pk}/").status_code == 404


def test_the_calls_of_my_community_are_found_from_its_page(street):
    door = at_the_door(street)
    assert "/calls/" in words(door.get("/voices/"))
    assert street.call_open.title in words(door.get("/calls/"))
    assert street.call_open.title not in words(at_the_door(street, "xincun1").get("/calls/"))


def test_the_pages_ask_as_often_for_thirty_proposals_as_for_three(client, street, connection_queries):
    client.force_login(street.lin)
    call = street.call_open
    for page in (f"/calls/{call.token}/", f"/calls/desk/{call.pk}/"):
        few = connection_queries(lambda page=page: client.get(page))
        for n in range(10):
            one = calls.propose(call, words=f"再来{n}", said=Said(), by=None, at=NOW)
            calls.note(one, verdict="can", words="可以办的。", who="物业", by=street.lin, at=NOW)
        assert connection_queries(lambda page=page: client.get(page)) == few


def test_M29_what_is_taken_down_is_read_by_nobody_and_its_author_asks_another_person(client, street):
    call, here = street.call_open, f"/calls/desk/{street.call_open.pk}"
    page = words(
        client.post(f"/calls/{call.token}/", {"words": "隔壁那家都是贼", "once": "rude"}, follow=True)
    )
    assert "隔壁那家都是贼" in page
    one = Proposal.objects.get(once="rude")
    number = one.speaker.number
    staff = Client()
    staff.force_login(street.lin)
    assert staff.post(f"{here}/removing/?one={one.number}", {"why": "disliked"}).status_code == 422
    assert staff.post(f"{here}/removing/?one={one.number}", {"why": "abuse"}).status_code == 302
    for there in (f"/calls/{call.token}/", f"/calls/{call.token}/{one.number}/"):
        page = words(client.get(there))
        assert "已撤下：骂人或者中伤别人" in page
        assert "隔壁那家都是贼" not in page
    assert client.post(f"/calls/{call.token}/{one.number}/", {"phone": "13812340431"}).status_code == 409
    assert "请另一位再看" in words(client.get(f"/my/{number}/"))
    assert client.post(f"/calls/again/{number}/", {"words": ""}).status_code == 422
    assert client.post(f"/calls/again/{number}/", {"words": "我说的是真的"}).status_code == 302
    assert Client().get(f"/calls/again/{number}/").status_code == 302
    assert "请另一位来看" in words(staff.get(f"{here}/"))
    refused = staff.post(f"{here}/reviewing/?one={one.number}", {"words": "还是中伤别人。"})
    assert refused.status_code == 409
    assert "是您撤下的" in words(refused)
    staff.force_login(street.chen)
    assert "我说的是真的" in words(staff.get(f"{here}/"))
    assert staff.post(f"{here}/restoring/?one={one.number}", {"why": "去掉姓名就行"}).status_code == 302
    assert "隔壁那家都是贼" in words(client.get(f"/calls/{call.token}/"))


def test_M29_support_that_counts_is_proved_on_the_page_and_the_clerk_sees_who_was_not(client, street):
    call = street.call_counted
    there = f"/calls/{call.token}/1/"
    asked = client.post(there, {"phone": "13812340431"})
    assert asked.url.startswith("/calls/code/")
    assert "138****0431" in words(client.get(asked.url))
    assert client.post(asked.url, {"code": "abcd"}).status_code == 409
    code = Support.objects.exclude(waiting=None).latest("pk").waiting.code
    assert "核实好了" in words(client.post(asked.url, {"code": code}, follow=True))
    end_window(call)
    assert "2 人支持" in words(client.get(f"/calls/{call.token}/"))
    client.force_login(street.lin)
    assert "另有 1 人未核实，没有算" in words(client.get(f"/calls/desk/{call.pk}/"))


def test_supports_from_one_address_are_limited(client, street):
    there = f"/calls/{street.call_open.token}/2/"
    for n in range(20):
        assert client.post(there, {"phone": f"138{n:08d}"}).status_code == 302
    late = client.post(there, {"phone": "13812340431"})
    assert late.status_code == 409
    assert "试得太多了" in words(late)


def test_M29_a_call_asks_as_often_for_one_proposal_as_for_fifty(client, street, connection_queries):
    client.force_login(street.lin)
    made = [
        calls.open_(
            kind="proposals", place=street.tingyu, title=f"问{n}条", body="说吧。", publisher="社区",
            phone="0731-5550 1201", opens=NOW.date(), closes=(NOW + timedelta(days=7)).date(), by=street.lin, at=NOW,
        )
        for n in (1, 3, 50)
    ]  # fmt: skip
    for call, n in zip(made, (1, 3, 50), strict=True):
        for each in range(n):
            calls.propose(call, words=f"主意{each}", said=Said(phone=f"139{each:08d}"), by=None, at=NOW)
    for page in ("/calls/{token}/", "/calls/desk/{pk}/", "/calls/{token}/1/"):
        urls = [page.format(token=call.token, pk=call.pk) for call in made]
        asked = [connection_queries(lambda url=url: client.get(url)) for url in urls]
        assert len(set(asked)) == 1, (page, asked)
    first = words(client.get(f"/calls/{made[2].token}/"))
    assert "?after=0-40" in first
    assert "主意49" in words(client.get(f"/calls/{made[2].token}/?after=0-40"))


def test_M33_opinions_stand_by_paragraph_and_several_alike_are_answered_with_one_act(client, street):
    call = street.call_draft
    there = f"/calls/{call.token}/"
    page = words(client.get(f"{there}?about=3"))
    assert '<option value="3" selected>' in page
    for n in range(2):
        typed = {"about": "3", "words": f"半小时太短，吃顿饭都不够{n}", "once": f"short{n}"}
        assert client.post(there, typed).status_code == 302
    assert client.post(there, {"about": "9", "words": "没有这一段"}).status_code == 422
    page = words(client.get(there))
    assert page.index("整份草案</h3>") < page.index("第 2 段</h3>") < page.index("第 3 段</h3>")
    one, other = Proposal.objects.filter(once__startswith="short").order_by("number")
    assert one.paragraph == 3
    assert "（说第 3 段）" in one.voice.lines.get().says
    client.force_login(street.lin)
    here = f"/calls/desk/{call.pk}/"
    page = words(client.get(here))
    assert "一起答复" in page
    several = f"?one={one.number}&one={other.number}"
    answer = {"fate": "accepted", "words": "改成一小时。"}
    assert client.post(f"{here}answering/{several}", answer).status_code == 302
    assert words(client.get(there)).count("改成一小时。") == 2
