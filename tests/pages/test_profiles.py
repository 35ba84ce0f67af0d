"""M11: what a community or a street is like, in figures that say their day, their source and whose they are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, localtime, now

from huisheng.echo.refusals import Refused
from huisheng.territory.models import ProfileFigure
from huisheng.territory.places.services import merge
from huisheng.territory.profiles.rules import What, due_on, heard_value
from huisheng.territory.profiles.services import counted, standing, take_off, write
from tests.pages.resident import words


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def clerk(street):
    return client_of(street.lin)


def there(place):
    return f"/places/{place.pk}/profile/"


def typed(**more):
    known = {"what": "firms", "value": "1,600余家", "as_of": localdate().isoformat(), "source": "社区台账"}
    return known | more


def put(street, what=What.FIRMS, value="40", days=0, place="lianchi", **more):
    day = localdate() - timedelta(days=days)
    return write(
        street[place], what, value=value, as_of=day, source="台账", by=street.lin, at=localtime(), **more
    )


def test_M11_profile_figures_show_as_of_date_source_and_editor_to_staff_and_to_everybody(street, clerk):
    assert clerk.post(there(street.lianchi), typed()).status_code == 302
    today, post = localdate().isoformat(), street.lin_post.title
    staff = words(clerk.get(f"/places/{street.lianchi.pk}/"))
    public = words(Client().get(f"/public/?in={street.lianchi.token}"))
    for page in (staff, public):
        assert all(word in page for word in ("1600余", today, "社区台账", post, "0.72", "平方公里"))
    assert street.lin.name in staff
    assert street.lin.name not in public


def test_M11_a_new_figure_replaces_the_old_one_which_stays_in_the_history(street, clerk):
    old = ProfileFigure.objects.get(place=street.lianchi, what="firms", replaced_at=None)
    clerk.post(there(street.lianchi), typed(value="41"))
    old.refresh_from_db()
    assert old.replaced_at
    assert [one.value for one in standing(street.lianchi) if one.what == "firms"] == ["41"]
    assert "36" in words(clerk.get(there(street.lianchi))).partition("从前的数")[2]


def test_M11_after_a_year_a_figure_is_marked_and_stands_on_today_until_it_is_refreshed(street, clerk):
    page = words(clerk.get("/today/"))
    assert "概况里过了一年的数" in page
    assert there(street.lianchi) in page
    assert "该更新了" in words(Client().get(f"/public/?in={street.lianchi.token}"))
    clerk.post(there(street.lianchi), typed())
    assert "概况里过了一年的数" not in words(clerk.get("/today/"))
    assert "该更新了" not in words(Client().get(f"/public/?in={street.lianchi.token}"))


def test_M11_the_clerk_edits_the_own_community_the_officer_the_street_and_nobody_else_is_asked(street, clerk):
    assert client_of(street.guo).post(there(street.street), typed()).status_code == 302
    assert clerk.post(there(street.guihua), typed()).status_code == 404
    assert clerk.post(there(street.street), typed()).status_code == 404
    put(street, place="guihua", days=400)
    assert there(street.guihua) not in words(clerk.get("/today/"))
    assert there(street.guihua) in words(client_of(street.guo).get("/today/"))
    assert client_of(street.zhou).get(there(street.lianchi)).status_code == 403
    assert there(street.lianchi) not in words(client_of(street.zhou).get("/today/"))


def test_M11_estates_parks_and_homes_are_counted_by_the_records_and_never_typed(street):
    found = {one.label: one.n for one in counted(street.guihua)}
    assert (found["小区"], found["园区"], found["街区"]) == (1, 1, 1)
    street.guihua.coverage.refresh_from_db()
    assert found["常住户"] == street.guihua.coverage.occupied
    assert {one.label: one.n for one in counted(street.street)}["社区"] == 2


def test_M11_a_line_of_ones_own_has_a_name_and_a_unit_and_goes_off_again(street, clerk):
    assert clerk.post(there(street.lianchi), typed(what="other", value="3", unit="家")).status_code == 409
    clerk.post(there(street.lianchi), typed(what="other", words="养老服务站", value="3", unit="处"))
    one = ProfileFigure.objects.get(words="养老服务站")
    assert "养老服务站" in words(Client().get(f"/public/?in={street.lianchi.token}"))
    assert clerk.post(f"{there(street.lianchi)}{one.pk}/taking-off/").status_code == 302
    assert "养老服务站" not in words(Client().get(f"/public/?in={street.lianchi.token}"))
    with pytest.raises(Refused, match="换过了"):
        take_off(one, by=None, at=now())


def test_what_points_to_a_person_is_hidden_on_the_public_page_and_shown_before(street, clerk):
    sent = typed(source="问过 13812340431")
    assert "大家会读到的" in words(clerk.post(there(street.lianchi), sent))
    assert clerk.post(there(street.lianchi), sent | {"previewed": "1"}).status_code == 302
    assert "13812340431" not in words(Client().get(f"/public/?in={street.lianchi.token}"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "很多"},
        {"what": "area", "value": "大约一"},
        {"what": "founded", "value": "2020-13"},
        {"as_of": (localdate() + timedelta(days=2)).isoformat()},
    ],
)
def test_what_is_no_figure_is_refused_with_a_reason(street, clerk, wrong):
    assert clerk.post(there(street.lianchi), typed(**wrong)).status_code == 409


def test_a_figure_of_a_building_is_refused(street):
    with pytest.raises(Refused, match="社区和街道"):
        put(street, place="tingyu3")


def test_values_are_heard_as_people_type_them_and_a_founding_is_never_due():
    assert heard_value("founded", "２０２０年12月") == heard_value("founded", "2020-12") == "2020-12"
    assert heard_value("founded", "2020年") == "2020"
    assert heard_value("area", "0.72 平方公里") == "0.72"
    assert heard_value("mix", "老人多，青年也多") == "老人多，青年也多"
    assert due_on(What.FOUNDED, date(2024, 1, 1)) is None
    assert due_on(What.FIRMS, date(2024, 2, 29)) == date(2025, 3, 1)


def test_when_communities_merge_no_figure_of_one_is_the_figure_of_both(street):
    put(street, place="guihua", value="77")
    merge(street.guihua, into=street.lianchi, by=street.guo, at=now())
    firms = ProfileFigure.objects.filter(place=street.lianchi, what="firms")
    assert firms.get(value="77").source.startswith("桂花坪社区：")
    assert firms.get(value="77").replaced_at
    assert {one.what for one in standing(street.lianchi) if not one.is_due} == {"founded"}


def test_a_profile_takes_the_same_queries_with_one_figure_and_with_three(
    street, clerk, django_assert_num_queries
):
    ProfileFigure.objects.filter(place=street.guihua).delete()
    yi = client_of(street.yi)
    put(street, place="guihua")
    yi.get(there(street.guihua))
    with CaptureQueriesContext(connection) as one:
        yi.get(there(street.guihua))
    put(street, place="guihua", what=What.MERCHANTS)
    put(street, place="guihua", what=What.AREA, value="1")
    with django_assert_num_queries(len(one)):
        yi.get(there(street.guihua))
