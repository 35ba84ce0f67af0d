"""M165: each community's own name, slogan and colour, on one server."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from huisheng.echo.refusals import Refused
from huisheng.territory.brands.rules import HUES, why_not_brand, worn
from huisheng.territory.brands.services import set_brand
from huisheng.territory.models import Place
from huisheng.territory.places.services import merge
from tests.pages.resident import at_the_door, words


@pytest.fixture
def clerk(street):
    client = Client()
    client.force_login(street.lin)
    return client


def put(place, **brand):
    set_brand(place, **({"name": "", "slogan": "", "hue": ""} | brand), by=None, at=now())


def test_M165_two_communities_on_one_server_show_different_names_and_slogans(street):
    one = street.tingyu3
    other = Place.objects.filter(kind="building", closed_on=None).exclude(community=one.community).first()
    put(one.community, name="荷你在一起", slogan="推门就有人应", hue="pine")
    put(other.community, name="三美街区", hue="indigo")
    here, there = at_the_door(street), Client()
    there.get(f"/q/{other.token}/")
    for page in ("/", "/say/", "/my/", "/voices/"):
        first, second = words(here.get(page)), words(there.get(page))
        assert 'data-brand="pine"' in first
        assert 'data-brand="indigo"' in second
    assert "推门就有人应" in words(here.get("/voices/")) + words(here.get("/"))
    assert "三美街区" in words(there.get("/"))
    assert "荷你在一起" not in words(there.get("/"))


def test_M165_what_a_community_left_empty_is_its_streets(street):
    street.street.refresh_from_db()
    put(street.street, name="莲池街道", slogan="有事您说", hue="plum")
    put(street.tingyu3.community, slogan="推门就有人应")
    page = words(at_the_door(street).get("/"))
    assert 'data-brand="plum"' in page
    assert worn({"slogan": "a"}, {"slogan": "b", "hue": "plum"}) == {"slogan": "a", "hue": "plum"}


def test_a_telephone_learns_the_new_brand_on_the_first_page_and_asks_nothing_for_it(
    street, django_assert_num_queries
):
    phone = at_the_door(street)
    with CaptureQueriesContext(connection) as before:
        phone.get("/my/")
    asked = len(before)
    put(street.tingyu3.community, hue="osmanthus")
    phone.get("/")
    with django_assert_num_queries(asked):
        assert 'data-brand="osmanthus"' in words(phone.get("/my/"))
    put(street.tingyu3.community)
    phone.get("/")
    assert "data-brand" not in words(phone.get("/my/"))
    phone.cookies["brand"] = "made-up"
    assert "data-brand" not in words(phone.get("/my/"))


def test_whoever_edits_the_place_sets_its_brand_on_a_page(street, clerk):
    community = street.tingyu3.community
    there = f"/places/{community.pk}/brand/"
    assert "桂黄" in words(clerk.get(there))
    assert clerk.post(there, {"name": "荷你在一起", "slogan": "", "hue": "pine"}).status_code == 302
    community.refresh_from_db()
    assert community.brand == {"name": "荷你在一起", "hue": "pine"}
    assert clerk.post(there, {"name": "荷" * 13, "hue": "pine"}).status_code == 422
    assert clerk.post(there, {"hue": "neon"}).status_code == 422


def test_only_communities_and_streets_have_a_brand_and_only_in_colours_that_all_can_read(street):
    with pytest.raises(Refused, match="社区和街道"):
        put(street.tingyu3, name="三栋")
    assert "看得清" in why_not_brand("street", name="", slogan="", hue="neon")
    assert "12 字" in why_not_brand("street", name="荷" * 13, slogan="", hue="")
    assert set(HUES) == {"", "plum", "indigo", "osmanthus", "pine"}


def _contrast(one, two):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        plain = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * plain[0] + 0.7152 * plain[1] + 0.0722 * plain[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _hues(style, part):
    """Every warm colour that may be worn, the default with them: {hue: colour}."""
    found = dict(re.findall(rf'\[data-brand="(\w+)"\] {{[^}}]*--warm-{part}: (#\w+)', style))
    return found | {"": re.search(rf"--warm-{part}: (#\w+)", style)[1]}


@pytest.mark.parametrize("part", ["light", "dark"])
def test_every_colour_is_read_on_every_ground_of_the_light_and_the_dark_page(settings, part):
    """长辈版 has the same grounds; what it changes are inks."""
    style = (settings.ROOT / "huisheng" / "static" / "huisheng.css").read_text()
    elder = style[style.index('[data-look="elder"] {') :]
    assert not re.search(r"--(paper|sheet|wash|warm\S*):", elder[: elder.index("@media print")])
    night = style.index("@media (prefers-color-scheme: dark)")
    rules = style[:night] if part == "light" else style[night:]
    grounds = [re.search(rf"--{name}: (#\w+)", rules)[1] for name in ("paper", "sheet", "wash")]
    hues = _hues(style, part)
    assert set(hues) == set(HUES)
    weak = {(hue, ground) for hue, one in hues.items() for ground in grounds if _contrast(one, ground) < 4.5}
    assert weak == set()


def test_M165_a_community_that_merges_keeps_its_own_brand_or_takes_the_others(street):
    one = street.tingyu3.community
    other = (
        Place.objects.filter(kind="community", closed_on=None, street=one.street_id)
        .exclude(pk=one.pk)
        .first()
    )
    put(other, name="三美街区", hue="indigo")
    put(one)  # whatever the story gave it
    merge(other, into=one, by=None, at=now())
    one.refresh_from_db()
    assert one.brand == {"name": "三美街区", "hue": "indigo"}
    assert 'data-brand="indigo"' in words(at_the_door(street).get("/"))


def test_M165_the_brand_of_the_community_that_stays_wins(street):
    one = street.tingyu3.community
    other = (
        Place.objects.filter(kind="community", closed_on=None, street=one.street_id)
        .exclude(pk=one.pk)
        .first()
    )
    put(other, name="三美街区", hue="indigo")
    put(one, slogan="推门就有人应")
    merge(other, into=one, by=None, at=now())
    one.refresh_from_db()
    assert one.brand == {"slogan": "推门就有人应"}
