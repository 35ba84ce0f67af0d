"""The pages about places: only my own area, every edit with its refusal beside what was typed, import in two steps."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from huisheng.echo.tables import read_table, write_xlsx
from huisheng.territory.models import Place
from huisheng.territory.places import rules, services
from huisheng.territory.places.services.homes import HEADERS
from huisheng.territory.posts.services import appoint

EDITS = ["parts", "name", "code", "phone", "position", "parent", "merger", "closing"]


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


def url(place: Place, page: str = "") -> str:
    return f"/places/{place.pk}/{page}/" if page else f"/places/{place.pk}/"


def shown(response) -> list[str]:
    return [place.name for place in response.context["page"]]


# Looking


def test_M01_places_begin_in_my_own_area_and_any_node_can_be_opened(clerk, street):
    assert "听雨苑" in shown(clerk.get("/places/"))
    assert shown(clerk.get("/places/", {"at": street.tingyu.pk})) == [f"{n}栋" for n in range(1, 7)]
    assert shown(clerk.get("/places/", {"at": street["听雨苑 3栋 2单元-301"].pk})) == []


def test_what_lies_in_another_community_is_not_there(clerk, street):
    for place in (street.guihua, street.xincun, street.street):
        assert clerk.get("/places/", {"at": place.pk}).status_code == 404
        assert clerk.get(url(place)).status_code == 404
        for page in EDITS:
            assert clerk.get(url(place, page)).status_code == 404
        assert clerk.get(url(place, "label")).status_code == 404
        for page in ("occupied", "label"):
            assert clerk.post(url(place, page)).status_code == 404
    assert "桂花新村" not in clerk.get("/places/", {"q": "1栋"}).content.decode()


def test_a_resident_and_a_neighbour_head_do_not_browse_places(client, street):
    for person in (street.wang, street.zhou):
        client.force_login(person)
        assert client.get("/places/").status_code == 403
        assert client.get(url(street.tingyu)).status_code == 403


def test_a_secretary_reads_and_does_not_edit(client, street):
    client.force_login(street.chen)
    page = client.get(url(street.tingyu))
    assert page.status_code == 200
    assert page.context["acts"] == []
    assert client.post(url(street.tingyu, "name"), {"name": "别名"}).status_code == 403


def test_a_door_is_found_by_parts_of_its_name(clerk):
    assert shown(clerk.get("/places/", {"q": "听雨苑 3栋 301"})) == ["301", "301"]
    assert "没有找到" in clerk.get("/places/", {"q": "月球"}).content.decode()


def test_the_page_of_a_place_says_who_answers_and_what_gathers_it(clerk, street):
    page = clerk.get(url(street.tingyu4)).content.decode()
    assert street.wen.name in page
    assert "北片" in page
    assert rules.label_path(street.tingyu4.token) in page
    assert "登记了听雨苑 4栋" in page


def test_the_label_on_the_door_opens_the_page_where_words_are_taken(street):
    assert rules.label_path(street.tingyu3.token) == reverse("collect:qr", args=[street.tingyu3.token])
    assert url(street.north, "border") == reverse("collect:border", args=[street.north.pk])


def test_a_list_of_three_takes_as_many_queries_as_a_list_of_one(clerk, street, connection_queries):
    lane, at = street.luxi, now()

    def build(number):
        building = services.add(kind="building", name=f"{number}栋", parent=lane, by=None, at=at)
        services.add(kind="home", name="1", parent=building, occupied=True, by=None, at=at)
        grid = services.add(kind="grid", name=f"{number}网格", parent=street.lianchi, by=None, at=at)
        services.gather(grid, [building], by=None, at=at)
        kind = street.zhou_post.kind
        appoint(street.zhou if number == 1 else street.wen, kind=kind, place=building, by=None, at=at)

    pages = [f"/places/?at={lane.pk}", url(lane), f"/places/?q=栋&at={lane.pk}", url(street.lianchi)]
    clerk.get("/places/")
    build(1)
    one = [connection_queries(lambda page=page: clerk.get(page)) for page in pages]
    build(2)
    build(3)
    assert [connection_queries(lambda page=page: clerk.get(page)) for page in pages] == one
    assert max(one) <= 15


# Editing


def test_every_edit_has_a_page_that_opens(clerk, street):
    for page in EDITS:
        assert clerk.get(url(street.tingyu3, page)).status_code == 200


def test_several_places_are_registered_at_once_and_all_or_none(clerk, street):
    answer = clerk.post(url(street.luxi, "parts"), {"kind": "building", "names": "1栋\n 2栋 \n\n3栋"})
    assert answer.status_code == 302
    assert shown(clerk.get(url(street.luxi))) == ["1栋", "2栋", "3栋"]
    again = clerk.post(url(street.luxi, "parts"), {"kind": "building", "names": "4栋\n3栋"})
    assert again.status_code == 409
    page = again.content.decode()
    assert "这里已经有“3栋”了" in page
    assert "4栋" in page, "what was typed is kept"
    assert not Place.objects.filter(parent=street.luxi, name="4栋").exists()


def test_a_name_that_is_taken_comes_back_with_the_reason(clerk, street):
    answer = clerk.post(url(street.tingyu3, "name"), {"name": "4栋"})
    assert answer.status_code == 409
    assert 'value="4栋"' in answer.content.decode()
    assert clerk.post(url(street.tingyu3, "name"), {"name": ""}).status_code == 422
    clerk.post(url(street.tingyu3, "name"), {"name": "听雨楼"})
    assert street.tingyu3.where == "听雨苑 听雨楼"
    assert street.lin.name in clerk.get(url(street.tingyu3)).content.decode()


def test_moving_first_finds_the_other_place_then_asks_once_more(clerk, street):
    page = url(street.hefeng4, "parent")
    assert str(street.tingyu.pk) in clerk.get(page, {"q": "听雨苑"}).content.decode()
    confirm = clerk.get(page, {"at": street.luxi.pk})
    assert "麓溪巷" in confirm.content.decode()
    assert street.hefeng4.parent == street.hefeng, "looking moves nothing"
    assert clerk.post(f"{page}?at={street.luxi.pk}").status_code == 302
    assert street.hefeng4.parent == street.luxi


def test_a_move_that_cannot_be_is_refused_in_words(clerk, street):
    answer = clerk.post(f"{url(street.hefeng4, 'parent')}?at={street.tingyu3.pk}")
    assert answer.status_code == 409
    assert "楼栋要放在" in answer.content.decode()


def test_a_place_of_another_community_cannot_be_moved_to(clerk, street):
    answer = clerk.post(f"{url(street.hefeng4, 'parent')}?at={street.xincun.pk}")
    assert answer.status_code in (403, 404)
    assert street.hefeng4.parent == street.hefeng


def test_merging_and_closing_leave_a_place_that_says_so(clerk, street):
    assert clerk.post(f"{url(street.hefeng2, 'merger')}?at={street.hefeng1.pk}").status_code == 302
    assert "并入" in clerk.get(url(street.hefeng2)).content.decode()
    assert clerk.post(url(street.plaza, "closing"), {"why": ""}).status_code == 422
    assert clerk.post(url(street.plaza, "closing"), {"why": "改建"}).status_code == 302
    page = clerk.get(url(street.plaza))
    assert "起停用" in page.content.decode()
    assert page.context["acts"] == []


def test_a_home_becomes_empty_and_a_label_new_by_one_button(clerk, street):
    home = street["听雨苑 3栋 2单元-302"]
    token = home.token
    assert clerk.post(url(home, "occupied"), {"back": url(home)}).status_code == 302
    assert not Place.objects.get(pk=home.pk).occupied
    clerk.post(url(home, "occupied"), {"yes": "1"})
    assert Place.objects.get(pk=home.pk).occupied
    clerk.post(url(home, "label"))
    assert Place.objects.get(pk=home.pk).token != token


def test_a_label_can_be_printed_for_a_building_and_for_each_entrance_in_it(clerk, client, street):
    assert clerk.get(url(street.tingyu3, "label")).content.decode().count("<li><svg") == 1
    page = clerk.get(url(street.tingyu3, "label"), {"inside": "1"}).content.decode()
    assert page.count("<li><svg") == 3
    assert "听雨苑 3栋 2单元" in page
    client.force_login(street.chen)
    assert client.get(url(street.tingyu3, "label")).context["acts"] is False
    assert client.post(url(street.tingyu3, "label")).status_code == 404


# M07


def test_M07_a_border_is_looked_at_before_it_is_redrawn(clerk, street):
    page = url(street.north, "border")
    assert street.hefeng.pk in clerk.get(page).context["ticked"]
    look = clerk.get(page, {"look": "1", "place": [street.tingyu1.pk, street.hefeng.pk]})
    assert look.status_code == 200
    assert {place.pk for place in services.gathered(street.north)} != {street.tingyu1.pk, street.hefeng.pk}
    answer = clerk.post(page, {"place": [street.tingyu1.pk, street.hefeng.pk]})
    assert answer.status_code == 302
    assert {place.pk for place in services.gathered(street.north)} == {street.tingyu1.pk, street.hefeng.pk}
    assert clerk.get(url(street.tingyu, "border")).status_code == 404, "only a grid or a cluster has a border"


def test_M07_a_border_over_another_grid_is_refused_and_keeps_its_ticks(clerk, street):
    grids = [
        services.add(kind="grid", name=n, parent=street.lianchi, by=None, at=now())
        for n in ("一网格", "二网格")
    ]
    services.gather(grids[0], [street.tingyu], by=None, at=now())
    look = clerk.get(url(grids[1], "border"), {"look": "1", "place": [street.tingyu3.pk]})
    assert look.status_code == 409
    assert "重叠" in look.content.decode()
    assert look.context["ticked"] == {street.tingyu3.pk}
    answer = clerk.post(
        url(grids[1], "border"), {"place": [street.tingyu3.pk], "back": url(grids[1], "border")}
    )
    assert answer.status_code == 302, "a button that slips through goes back with the reason"
    assert not services.gathered(grids[1]).exists()


# Import


@pytest.fixture
def register(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA", tmp_path)

    def file(*rows: list[str], headers: list[str] = HEADERS, name: str = "住户.xlsx") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, write_xlsx(headers, rows))

    return file


def test_M01_a_register_is_tried_first_and_then_loaded(clerk, street, register):
    rows = [["莲池社区", "新苑", "1", "1", f"{n}01", "是", ""] for n in range(1, 6)]
    rows[1][5], rows[2][0] = "?", "桂花坪社区"
    answer = clerk.post("/places/import/", {"file": register(*rows)})
    assert answer.status_code == 302
    page = clerk.get(answer.url)
    words = page.content.decode()
    assert "可以导入 3 户" in words
    assert [told.number for told in page.context["refused"]] == [3, 4]
    assert "没有叫“桂花坪社区”的社区" in words, "another community's homes are not mine to load"
    assert not Place.objects.filter(name="新苑").exists()
    assert clerk.post(answer.url, follow=True).status_code == 200
    assert Place.objects.filter(kind="home", area__name="新苑").count() == 3
    after = clerk.get(answer.url).content.decode()
    assert "没有要新导入的" in after
    assert "原来就有 3 户" in after


def test_a_file_that_is_no_register_comes_back_with_the_reason(clerk, street, register):
    wrong = clerk.post("/places/import/", {"file": register(["某人", "1"], headers=["姓名", "电话"])})
    assert wrong.status_code == 409
    assert "看不懂这个文件的表头" in wrong.content.decode()
    broken = clerk.post("/places/import/", {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")})
    assert broken.status_code == 409
    assert clerk.post("/places/import/", {"file": SimpleUploadedFile("x.csv", b"")}).status_code == 422
    assert clerk.post("/places/import/", {}).status_code == 422


def test_a_register_is_opened_only_by_whoever_handed_it_in(clerk, client, street, register):
    answer = clerk.post(
        "/places/import/", {"file": register(["莲池社区", "新苑", "1", "1", "101", "是", ""])}
    )
    client.force_login(street.guo)
    assert client.get(answer.url).status_code == 404
    assert client.get("/places/import/../../etc/passwd/").status_code == 404


def test_the_template_offers_my_communities_and_loads_as_it_is(clerk, street):
    for kind in ("xlsx", "csv"):
        answer = clerk.get(f"/places/import/template.{kind}")
        rows = list(read_table(io.BytesIO(answer.content)))
        assert {row["社区"] for row in rows} == {"莲池社区"}
    assert clerk.get("/places/import/template.exe").status_code == 404
