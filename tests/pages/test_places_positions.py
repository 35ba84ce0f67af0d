"""The page on which somebody says where a place is."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


def url(place, page: str = "") -> str:
    return f"/places/{place.pk}/{page}/" if page else f"/places/{place.pk}/"


def test_where_a_place_is_is_written_on_its_page_and_kept_in_its_history(clerk, street):
    assert "29.304029" in clerk.get(url(street.tingyu3, "position")).content.decode()
    sent = {"lat": "２9.3045", "long": "112.995"}
    assert clerk.post(url(street.tingyu3, "position"), sent).status_code == 302
    page = clerk.get(url(street.tingyu3)).content.decode()
    assert "29.304500, 112.995000" in page
    assert "位置改为 29.304500，112.995000" in page
    for typed, words in (({"lat": "112.995", "long": "29.3"}, "写反"), ({"lat": "29.3", "long": ""}, "一起写"), (
        {"lat": "北", "long": "东"}, "写成数字"), (sent, "没有变")):  # fmt: skip
        refused = clerk.post(url(street.tingyu3, "position"), typed)
        assert refused.status_code == 409
        assert words in refused.content.decode()
        assert f'value="{typed["lat"]}"' in refused.content.decode()
    assert clerk.post(url(street.tingyu3, "position"), {"lat": "", "long": ""}).status_code == 302
    assert "29.30" not in clerk.get(url(street.tingyu3)).content.decode().partition("变动")[0]


def test_R1_no_home_and_no_entrance_has_a_position(clerk, street):
    for place in (street["听雨苑 3栋 2单元-301"], street.tingyu3u2, street.north):
        refused = clerk.post(url(place, "position"), {"lat": "29.3", "long": "113.0"})
        assert "这里不记位置" in refused.content.decode()
        assert "position/" not in {act["url"] for act in clerk.get(url(place)).context["acts"]}
