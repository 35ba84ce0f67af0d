"""The desk: queue, filters, paging, several at once; always within its budget of queries."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.models import Line
from huisheng.echo.voices.services import Said
from huisheng.square.desk.queue import Wanted, page
from huisheng.square.desk.rules import Cursor, read_cursor
from huisheng.territory.posts.services import posts_over

DESK = "/desk/"


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


def say(street, words="三楼楼道灯不亮", place="tingyu", category="C2", channel="page", **more):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    more = {"said": Said(phone="13812340431"), "by": None, "at": now(), **more}
    return concerns.raise_(words, place=street[place], category=leaf, channel=channel, **more)


def rows(response):
    return [row["number"] for row in response.context["rows"]]


def test_the_queue_opens_on_what_nobody_has_contacted_yet_first_due_on_top(clerk, street):
    response = clerk.get(DESK)
    heard = Concern.objects.filter(community=street.lianchi, stage="heard").order_by("due_at", "id")
    assert rows(response) == list(heard.values_list("speaker__number", flat=True)[:20])


def test_every_tab_shows_how_many_lie_in_it_and_the_numbers_come_from_records(clerk, street):
    tabs = {tab["label"]: tab["count"] for tab in clerk.get(DESK).context["tabs"]}
    here = Concern.objects.filter(community=street.lianchi)
    assert tabs["在办"] == here.filter(stage="working").count()
    assert tabs["等居民确认"] == here.filter(stage="done").count()
    assert tabs["全部"] == here.count()


def test_a_clerk_sees_only_matters_of_the_own_community(clerk, street):
    shown = rows(clerk.get(DESK, {"tab": "all"}))
    places = set(Concern.objects.filter(speaker__number__in=shown).values_list("community", flat=True))
    assert places == {street.lianchi.pk}


def test_a_place_of_another_community_is_not_there(clerk, street):
    assert clerk.get(DESK, {"at": street.guihua.pk}).status_code == 404
    assert clerk.get(DESK, {"at": street.street.pk}).status_code == 404


@pytest.mark.parametrize("key", ["tingyu", "tingyu3", "tingyu3u1", "luxi", "north"])
def test_M01_M02_the_desk_can_be_narrowed_to_any_node(clerk, street, key):
    place = street[key]
    shown = rows(clerk.get(DESK, {"at": place.pk, "tab": "all"}))
    paths = [place.path, *place.gathers.values_list("place__path", flat=True)]
    expected = [
        one.speaker.number
        for one in Concern.objects.order_by("-raised_at", "-id").select_related("speaker")
        if one.path.startswith(tuple(paths[1:] or paths))
    ]
    assert shown == expected[:20]


def test_category_channel_mine_and_late_narrow_the_list(clerk, street):
    here = Concern.objects.filter(community=street.lianchi)
    some = here.first()
    assert some is not None
    by_category = rows(clerk.get(DESK, {"tab": "all", "category": some.category_id}))
    assert len(by_category) == min(20, here.filter(category=some.category_id).count())
    by_channel = rows(clerk.get(DESK, {"tab": "all", "channel": "phone"}))
    assert len(by_channel) == min(20, here.filter(channel="phone").count())
    late = rows(clerk.get(DESK, {"tab": "all", "late": "on"}))
    assert len(late) == min(20, here.filter(is_open=True, due_at__lt=now()).count())
    mine = rows(clerk.get(DESK, {"tab": "all", "mine": "on"}))
    assert len(mine) == min(20, here.filter(holder__person=street.lin).count())


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"tab": "all"},
        {"tab": "working"},
        {"tab": "all", "late": "1"},
        {"mine": "1"},
        {"category": "3"},
        {"channel": "qr"},
        {"at": "tingyu"},
        {"at": "tingyu3"},
        {"at": "north"},
    ],
)
def test_a_list_costs_at_most_eight_queries_whatever_the_filter(
    clerk, street, django_assert_max_num_queries, asked
):
    asked = {name: street[value].pk if name == "at" else value for name, value in asked.items()}
    clerk.get(DESK, asked)
    with django_assert_max_num_queries(8):
        assert clerk.get(DESK, asked).status_code == 200


def test_one_row_and_three_rows_cost_the_same(clerk, street, connection_queries):
    asked = {"at": street.plaza.pk, "tab": "all"}
    before = len(rows(clerk.get(DESK, asked)))
    say(street, place="plaza")
    one = connection_queries(lambda: clerk.get(DESK, asked))
    say(street, place="plaza")
    say(street, place="plaza")
    three = connection_queries(lambda: clerk.get(DESK, asked))
    assert len(rows(clerk.get(DESK, asked))) == before + 3
    assert one == three


def test_paging_forward_and_back_shows_every_matter_once(street):
    for n in range(45):
        say(street, f"第 {n} 盏灯不亮", place="plaza", at=now() - timedelta(minutes=n // 3))
    wanted = Wanted(place=street.plaza, tab="all", at=now())
    seen, cursor, pages = [], None, []
    while True:
        found = page(wanted, cursor)
        seen += [one.pk for one in found.rows]
        pages.append([one.pk for one in found.rows])
        if not found.after:
            break
        cursor = read_cursor(str(found.after), "")
    everything = Concern.objects.filter(area=street.plaza).order_by("-raised_at", "-id")
    assert seen == list(everything.values_list("pk", flat=True))
    back = page(wanted, read_cursor("", str(found.before)))
    assert [one.pk for one in back.rows] == pages[-2]


def test_a_cursor_says_exactly_where_the_page_begins():
    moment = now()
    cursor = read_cursor(str(Cursor(moment, 7)), "")
    assert cursor == Cursor(moment, 7)
    assert read_cursor("no-sense", "") is None


def test_a_number_typed_into_the_finder_opens_the_matter(clerk, street):
    concern = say(street)
    response = clerk.get(DESK, {"find": concern.speaker.spoken})
    assert response.status_code == 302
    page = clerk.get(response.url)
    assert page.context["concern"].pk == concern.pk
    assert "三楼楼道灯不亮" in page.content.decode()


def test_the_open_matter_comes_alone_when_a_script_asks_for_it(clerk, street, connection_queries):
    concern = say(street)
    asked = {"open": concern.speaker.number}
    alone = clerk.get(DESK, asked, headers={"HX-Request": "true"})
    assert "rows" not in alone.context
    assert 'id="matter"' in alone.content.decode()
    assert connection_queries(lambda: clerk.get(DESK, asked, headers={"HX-Request": "true"})) <= 8


def test_several_are_dispatched_at_once_and_each_answers_for_itself(clerk, street):
    first, second = say(street, place="tingyu3"), say(street, place="tingyu3")
    to = next(post for post in posts_over(first.path, on=localdate()) if post.pk != first.holder_id)
    concerns.dispatch(second, to=to, by=street.lin, at=now())
    picks = [first.speaker.number, second.speaker.number]
    asked = clerk.post("/desk/several/", {"act": "dispatch", "pick": picks})
    assert [one.pk for one in asked.context["concerns"]] == [first.pk, second.pk]
    done = clerk.post("/desk/several/", {"act": "dispatch", "pick": picks, "go": "1", "to": to.pk})
    assert [bool(result.why) for result in done.context["results"]] == [False, True]
    assert "已经由" in done.content.decode()
    first.refresh_from_db()
    assert first.holder_id == to.pk


def test_several_are_noted_and_joined(clerk, street):
    three = [say(street, "楼上半夜跳舞", category="B3") for _ in range(3)]
    picks = [one.speaker.number for one in three]
    clerk.post("/desk/several/", {"act": "note", "pick": picks, "go": "1", "inner": "一起去看"})
    assert Line.objects.filter(inner="一起去看").count() == 3
    clerk.post("/desk/several/", {"act": "join", "pick": picks, "go": "1", "lead": three[0].pk})
    assert Concern.objects.filter(lead=three[0]).count() == 2


def test_nothing_ticked_is_a_sentence_not_an_error(clerk, street):
    response = clerk.post("/desk/several/", {"act": "join"}, follow=True)
    assert "还没有选中" in response.content.decode()


def test_matters_of_another_community_cannot_be_ticked(clerk, street):
    elsewhere = say(street, place="xincun")
    clerk.post(
        "/desk/several/", {"act": "note", "pick": [elsewhere.speaker.number], "go": "1", "inner": "x" * 5}
    )
    assert not Line.objects.filter(inner="xxxxx").exists()


@pytest.mark.parametrize("who", ["he", "zhou", "xie"])
def test_the_desk_is_for_those_who_answer_for_an_area(client, street, who):
    client.force_login(street[who])
    assert client.get(DESK).status_code == 403
