"""M163: what several people of a street speak of, found once a day, shown to those who work there."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.hot.following import follow_all
from huisheng.collect.concerns.hot.models import HotReading, HotTopic
from huisheng.collect.concerns.hot.services import find, find_all
from huisheng.collect.models import Category, Concern
from huisheng.echo.voices.services import Said

pytestmark = pytest.mark.django_db

NOISE = [
    "楼下烧烤店半夜油烟大，窗户不敢开",
    "烧烤店的油烟直往家里灌",
    "一楼烧烤店油烟熏人，天天半夜",
    "烧烤油烟太大，老人咳嗽",
    "烧烤店油烟没有装净化器",
]


def say(street, words, phone):
    leaf = Category.objects.select_related("clock", "receiver").get(code="Z9")
    return concerns.raise_(
        words, place=street.tingyu3, category=leaf, said=Said(phone=phone), channel="page", by=None, at=now()
    )


@pytest.fixture
def fumes(street):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    return [say(street, words, f"1390000000{i}") for i, words in enumerate(NOISE)]


def test_M163_five_neighbours_with_the_same_trouble_are_a_topic(street, fumes):
    topic = find(street.street, at=now())[0]
    assert topic.people == 5
    assert set(topic.concerns.all()) == set(fumes)
    assert "油烟" in topic.summary
    assert any("油烟" in word for word in topic.reason)


def test_one_person_who_writes_five_times_is_no_topic(street):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    for words in NOISE:
        say(street, words, "13900000001")
    assert find(street.street, at=now()) == []


def test_it_is_looked_for_once_a_day_and_found_anew(street, fumes):
    assert find_all(at=now()) == 1
    assert find_all(at=now()) == 0
    assert find_all(at=now() + timedelta(days=1)) == 1
    assert HotTopic.objects.count() == 1


def test_a_day_without_a_topic_is_not_read_again(street):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    say(street, "只有一件事", "13900000001")
    assert [find_all(at=now()), find_all(at=now())] == [1, 0]


def test_the_page_shows_only_what_lies_in_ones_own_places(client, street, fumes):
    find(street.street, at=now())
    client.force_login(street.lin)
    page = client.get("/hot/").content.decode()
    assert "5 人说过" in page
    assert "把另外 4 件并到最早的一件" in page
    client.logout()
    assert "油烟" not in client.get("/hot/", follow=True).content.decode()


def test_the_page_joins_them_with_one_press(client, street, fumes):
    find(street.street, at=now())
    client.force_login(street.lin)
    row = client.get("/hot/").context["rows"][0]
    numbers = [one.speaker.number for one in row["others"]]
    client.post(f"/matter/{row['lead'].speaker.number}/gather/", {"one": numbers, "back": "/hot/"})
    assert Concern.objects.filter(lead=fumes[0]).count() == 4


def test_the_page_costs_the_same_for_one_topic_and_for_three(
    client, street, fumes, django_assert_max_num_queries
):
    find(street.street, at=now())
    client.force_login(street.lin)
    with django_assert_max_num_queries(8):
        client.get("/hot/")


def test_M163_a_new_message_finds_its_topic_within_the_minute(street, fumes):
    find(street.street, at=now())
    sixth = say(street, "烧烤店油烟又来了，天天半夜", "13900000009")
    other = say(street, "电梯里的灯不亮", "13900000010")
    assert follow_all(at=now()) == 1
    assert follow_all(at=now()) == 0
    topic = sixth.hot_topics.get()
    assert (topic.people, float(topic.heat)) == (6, 6.0)
    assert not other.hot_topics.exists()


def test_a_topic_begins_by_its_fifth_message_without_waiting_for_the_night(street):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    find(street.street, at=now())
    for i, words in enumerate(NOISE):
        say(street, words, f"1390000000{i}")
    assert follow_all(at=now()) > 0
    topic = HotTopic.objects.get()
    assert topic.people >= 3
    assert "油烟" in topic.summary


def test_one_person_alone_begins_no_topic(street):
    Concern.objects.update(raised_at=now() - timedelta(days=200))
    find(street.street, at=now())
    for words in NOISE:
        say(street, words, "13900000001")
    assert follow_all(at=now()) == 0


def test_following_goes_on_where_it_stopped(street, fumes):
    find(street.street, at=now())
    say(street, "烧烤店油烟又来了，天天半夜", "13900000009")
    follow_all(at=now())
    last = HotReading.objects.get(street=street.street).followed_at
    assert last == Concern.objects.latest("raised_at").raised_at


def test_the_page_is_looked_at_by_week_by_place_and_by_kind(client, street, fumes):
    find(street.street, at=now())
    client.force_login(street.lin)
    group = fumes[0].category.group_id
    for asked, there in (
        ("", True), ("?week=new", True), ("?week=again", True), (f"?at={street.tingyu.pk}", True), (f"?kind={group}", True),
        (f"?at={street.hefeng.pk}", False), ("?kind=99999", False), ("?week=nonsense&at=x&kind=9x", True),
    ):  # fmt: skip
        assert bool(client.get(f"/hot/{asked}").context["rows"]) is there, asked


def test_the_number_of_matters_of_a_topic_opens_all_of_them_however_many(client, street, fumes):
    for i in range(20):
        say(street, NOISE[i % 5], f"139000001{i:02}")
    topic = find(street.street, at=now())[0]
    client.force_login(street.lin)
    first = client.get("/hot/")
    assert len(first.context["rows"][0]["concerns"]) == 12
    assert first.content.decode().count(f'href="?topic={topic.pk}"') == 2
    page = client.get(f"/hot/?topic={topic.pk}")
    assert set(page.context["rows"][0]["concerns"]) == set(topic.concerns.all())
    assert topic.concerns.count() > 12
    assert not client.get("/hot/?topic=999999").context["rows"]


def test_the_plan_shows_the_quiet_estates_too(client, street, fumes):
    find(street.street, at=now())
    client.force_login(street.lin)
    tiles = {
        tile.place.name: tile
        for ground in client.get("/hot/").context["plan"].grounds
        for tile in ground.tiles
    }
    assert (tiles[street.tingyu.name].people, tiles[street.tingyu.name].level) == (5, 2)
    assert any(tile.people == 0 for tile in tiles.values())


def test_M163_one_press_brings_it_before_the_council(client, street, fumes):
    topic = find(street.street, at=now())[0]
    client.force_login(street.guo)
    page = client.get("/hot/").content.decode()
    assert f"/council/topic/{topic.pk}/" in page
    answer = client.get(f"/council/topic/{topic.pk}/", follow=True)
    agenda = [url for url, _status in answer.redirect_chain] or [row["url"] for row in answer.context["rows"]]
    form = client.get(agenda[-1]).context["form"]
    assert topic.summary in form["title"].value()
