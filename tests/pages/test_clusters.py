"""M02: whoever holds a post at a cluster works on everything that it gathers, on the desk and on the street page."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.voices.services import Said
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add, gather
from huisheng.territory.posts.services import appoint

GATHERED = ("tingyu4", "tingyu5", "tingyu6", "hefeng")


def say(street, words, place):
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    return concerns.raise_(
        words, place=street[place], category=leaf, said=Said(), channel="page", by=None, at=now()
    )


def log_in(street, person, kind, place):
    appoint(street[person], kind=PostKind.objects.get(code=kind), place=place, by=None, at=now())
    client = Client()
    client.force_login(street[person])
    return client


@pytest.fixture(params=["secretary", "clerk"])
def of_the_cluster(request, street):
    """Somebody whose only post is at 北片, which gathers three buildings of one estate and the whole of another."""
    for place in ("tingyu5", "hefeng2", "tingyu1"):
        say(street, f"{place}的灯不亮", place)
    return log_in(street, "tan", request.param, street.north)


def inside(street):
    paths = tuple(street[key].path for key in GATHERED)
    return {
        one.speaker.number for one in Concern.objects.select_related("speaker") if one.path.startswith(paths)
    }


def every_row(client, tab="all"):
    found, page = [], client.get("/desk/", {"tab": tab})
    found += [row["number"] for row in page.context["rows"]]
    while page.context["older"]:
        page = client.get(page.context["older"])
        found += [row["number"] for row in page.context["rows"]]
    return found


def test_M02_the_desk_opens_on_the_cluster_with_everything_it_gathers_each_once(of_the_cluster, street):
    page = of_the_cluster.get("/desk/", {"tab": "all"})
    assert page.context["place"] == street.north
    shown = every_row(of_the_cluster)
    assert set(shown) == inside(street)
    assert len(shown) == len(set(shown))


def test_M02_the_street_page_counts_what_the_cluster_gathers(of_the_cluster, street):
    page = of_the_cluster.get("/street/?p=all")
    assert page.context["place"] == street.north
    assert f">{len(inside(street))}</a>" in page.context["summary"]
    listed = of_the_cluster.get("/street/list/", {"key": "raised", "p": "all"})
    assert {row["number"] for row in listed.context["rows"]} <= inside(street)
    assert len(listed.context["rows"]) == min(40, len(inside(street)))


def test_M02_what_is_gathered_stands_side_by_side_and_opens(of_the_cluster, street):
    page = of_the_cluster.get("/street/?p=all")
    parts = page.context["parts"]
    assert {part["name"] for part in parts} == {street[key].name for key in GATHERED}
    said = [int(re.sub("<[^>]*>", "", part["n"])) for part in parts]
    assert sum(said) == len(inside(street))
    for part in parts:
        assert of_the_cluster.get(part["url"]).status_code == 200


def test_M02_what_lies_beside_the_cluster_is_not_there(of_the_cluster, street):
    for key in ("tingyu", "tingyu1", "lianchi"):
        assert of_the_cluster.get("/desk/", {"at": street[key].pk}).status_code == 404
        assert of_the_cluster.get("/street/", {"at": street[key].pk}).status_code in (403, 404)
    elsewhere = Concern.objects.filter(path__startswith=street.tingyu1.path).first()
    assert of_the_cluster.get(f"/matter/{elsewhere.speaker.number}/").status_code == 404


def test_a_matter_of_two_overlapping_clusters_is_counted_once_in_each(street):
    say(street, "五栋的灯不亮", "tingyu5")
    other = add(kind="cluster", name="老楼片", parent=street.lianchi, by=None, at=now())
    gather(other, [street.tingyu, street.tingyu5], by=None, at=now())
    client = log_in(street, "tan", "secretary", other)
    there = Concern.objects.filter(area=street.tingyu)
    assert f">{there.count()}</a>" in client.get("/street/?p=all").context["summary"]
    assert len(every_row(client)) == there.count()
    assert [part["name"] for part in client.get("/street/?p=all").context["parts"]] == ["听雨苑"]


def test_a_post_at_a_community_stays_as_it_was(street, client):
    client.force_login(street.lin)
    assert client.get("/desk/").context["place"] == street.lianchi
    page = client.get("/street/?p=all")
    assert page.context["place"] == street.lianchi
    assert f">{Concern.objects.filter(community=street.lianchi).count()}</a>" in page.context["summary"]


def test_the_pages_of_a_cluster_keep_their_budgets(of_the_cluster, django_assert_max_num_queries):
    budgets = (("/desk/", 8), ("/street/?p=all", 13))  # a street has 12, a layer asks what it gathers
    for page, most in budgets:
        of_the_cluster.get(page)
        with django_assert_max_num_queries(most):
            of_the_cluster.get(page)
