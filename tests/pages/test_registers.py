"""Tables in and out: a template, what would happen, then done; once, and only within one's own area."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huisheng.collect.models import Category, Concern
from huisheng.echo.models import AuditEntry, Reading
from huisheng.echo.tables import read_table, write_csv, write_xlsx
from huisheng.echo.workdays.models import CalendarDay
from huisheng.square.registers.hotline import ORDER
from huisheng.square.registers.office import DAY, LEAF
from huisheng.square.registers.places import PLACE
from huisheng.square.registers.posts import POST
from huisheng.territory.models import Appointment, Place
from huisheng.territory.places.services import gathered


@pytest.fixture(autouse=True)
def _uploads_elsewhere(settings, tmp_path):
    settings.DATA = tmp_path


def hand_in(client, table, content, name="table.xlsx"):
    return client.post(f"/tables/{table}/", {"file": SimpleUploadedFile(name, content)})


def tried(client, table, content, name="table.xlsx"):
    """The page that says what would happen."""
    answer = hand_in(client, table, content, name)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url, client.get(answer.url).context["came"]


def out(client, table, kind="xlsx", **asked):
    """The table as it is now."""
    answer = client.post(f"/tables/{table}/now/", {"kind": kind, "purpose": "核对名单", **asked})
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.content


def posts(*rows):
    return write_xlsx(POST, rows)


@pytest.fixture
def clerk(client, street):
    client.force_login(street.lin)
    return client


@pytest.fixture
def officer(client, street):
    client.force_login(street.guo)
    return client


def test_posts_are_tried_first_then_given_and_the_same_table_again_gives_nothing(clerk, street):
    before = Appointment.objects.count()
    table = posts(
        ("欧阳春晓", "13900017788", "邻长", "听雨苑 3栋", "2026-01-01", "", "否"),
        ("王五", "123", "邻长", "听雨苑 3栋", "", "", ""),
        ("赵六", "13900017789", "邻长", "桂花新村 1栋", "", "", ""),
        ("钱七", "13900017780", "街道干部", "莲池社区", "", "", ""),
    )
    page, came = tried(clerk, "posts", table)
    assert (came.read, came.created, [told.number for told in came.refused]) == (4, 1, [3, 4, 5])
    assert Appointment.objects.count() == before
    clerk.post(page)
    post = Appointment.objects.latest("pk")
    assert (post.person.phone, post.place, post.kind.name) == ("13900017788", street.tingyu3, "邻长")
    assert tried(clerk, "posts", table)[1].already == 1


def test_categories_go_out_and_come_back_changed(officer):
    content = out(officer, "categories")
    rows = [list(row.values()) for row in read_table(BytesIO(content), "out")]
    assert tried(officer, "categories", content)[1].already == len(rows)
    leaf = Category.objects.get(code="C2")
    changed = [[*row[:2], "楼道照明", *row[3:]] if row[0] == "C2" else row for row in rows]
    new = ["", leaf.group.name, "示例：门禁坏了", "", "门禁", leaf.clock.name, "", "", "是"]
    gbk = write_csv(LEAF, [*changed, new]).decode("utf-8-sig").encode("gb18030") + b"\x00"
    page, came = tried(officer, "categories", gbk, "table.csv")
    assert (came.created, came.changed, came.refused) == (1, 1, [])
    officer.post(page)
    assert Category.objects.get(code="C2").name == "楼道照明"
    assert Category.objects.filter(name="示例：门禁坏了").count() == 1


def test_the_calendar_takes_a_correction_and_refuses_half_a_year(officer):
    day = CalendarDay.objects.filter(provisional=False, is_workday=False).latest("day").day
    page, came = tried(officer, "calendar", write_csv(DAY, [(day, "1", "调休")]), "table.csv")
    assert (came.read, came.changed) == (1, 1)
    officer.post(page)
    assert CalendarDay.objects.get(day=day).is_workday
    assert hand_in(officer, "calendar", write_csv(DAY, [("2039-01-01", "0", "元旦")])).status_code == 409


def test_orders_are_tried_and_taken_into_the_own_street(officer, street):
    row = ("HT-9", "", "莲池广场的灯坏了，请处理", "2026-03-02 08:30:00", "莲池广场", "", "", "", "", "", "")
    page, came = tried(officer, "orders", write_xlsx(ORDER, [row]))
    assert (came.created, Concern.objects.filter(outside_number="HT-9").count()) == (1, 0)
    officer.post(page)
    assert Concern.objects.get(outside_number="HT-9").street == street.street


@pytest.mark.parametrize(
    "table", ["places", "posts", "people", "concerns", "categories", "calendar", "orders"]
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_template_can_be_handed_in_as_it_is(officer, table, kind):
    template = officer.get(f"/tables/{table}/template.{kind}").content
    assert hand_in(officer, table, template, f"t.{kind}").status_code in (302, 409)
    assert len(list(read_table(BytesIO(template), "t"))) >= 1


def bomb():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(3):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", b"0" * 70_000_000)
    return target.getvalue()


NO_TABLES = {
    "no-zip": lambda: b"PK\x03\x04no zip",
    "nothing": lambda: b"",
    "picture": lambda: b"\x89PNG\r\n",
    "bomb": bomb,
    "another": lambda: write_csv(("别的", "表"), [("1", "2")]),
}


@pytest.mark.parametrize("made", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_such_table_is_answered_with_a_sentence(clerk, made):
    answer = hand_in(clerk, "posts", made())
    assert answer.status_code in (409, 422)
    assert str(answer.context["form"].errors)


def test_a_clerk_sees_no_table_of_the_street(clerk):
    assert clerk.get("/tables/categories/").status_code == 404
    names = [one.key for one in clerk.get("/tables/").context["registers"]]
    assert names == ["places", "posts", "people", "concerns"]


def changed(content, header, value, new):
    """The file with another word in one column, wherever that value stands."""
    table = read_table(BytesIO(content), "out")
    rows = [[new if key == header and cell == value else cell for key, cell in row.items()] for row in table]
    return write_csv(table.headers, rows)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("table", ["places", "posts", "categories", "calendar"])
def test_what_goes_out_comes_in_again_and_changes_nothing(officer, table, kind):
    content = out(officer, table, kind)
    came = tried(officer, table, content, f"t.{kind}")[1]
    assert (came.already, came.created, came.changed, came.refused) == (came.read, 0, 0, [])
    assert came.read > 1
    assert f"/tables/{table}/now/" in officer.get(f"/tables/{table}/").content.decode()


def test_a_post_that_is_not_ones_own_to_give_comes_in_again_as_long_as_it_stays_as_it_is(clerk):
    content = out(clerk, "posts")
    came = tried(clerk, "posts", content)[1]
    assert (came.already, came.refused) == (came.read, [])
    other = tried(clerk, "posts", changed(content, "岗位", "社区经办人", "街道干部"))[1]
    own = changed(content, "到哪天", "", "2099-12-31")
    assert [len(one.refused) for one in (other, tried(clerk, "posts", own)[1])] == [1, 1]


def test_places_of_every_kind_come_in_each_in_what_a_row_before_it_made(clerk, street):
    rows = [
        ("", "小区", "桂雨苑", "莲池社区", "", "", "", ""),
        ("", "楼栋", "３号楼", "桂雨苑", "", "", "", ""),
        ("", "单元", "2", "桂雨苑 3栋", "", "", "", ""),
        ("", "户", "301室", "桂雨苑 3栋 2单元", "", "", "否", ""),
        ("", "网格", "第九网格", "莲池社区", "", "", "", "桂雨苑 3栋"),
        ("", "楼栋", "1栋", "桂花新村", "", "", "", ""),
        ("", "户", "9", "莲池社区", "", "", "", ""),
        ("", "塔", "9", "莲池社区", "", "", "", ""),
        ("", "单元", "2单元", "听雨苑 3栋", "", "", "", "听雨苑 1栋"),
    ]
    page, came = tried(clerk, "places", write_csv(PLACE, rows))
    assert (came.created, [told.number for told in came.refused]) == (5, [7, 8, 9, 10])
    assert not Place.objects.filter(name="桂雨苑").exists()
    clerk.post(page)
    home = Place.objects.get(where="桂雨苑 3栋 2单元 301")
    assert (home.kind, home.occupied, home.community) == ("home", False, street.lianchi)
    grid = Place.objects.get(name="第九网格")
    assert [one.where for one in gathered(grid)] == ["桂雨苑 3栋"]
    assert AuditEntry.objects.filter(did="imported", about="table places").count() == 1
    assert tried(clerk, "places", write_csv(PLACE, rows[:5]))[1].already == 5


def test_a_place_that_went_out_is_renamed_moved_and_given_a_telephone_by_its_number(clerk, street):
    content = out(clerk, "places", at=street.tingyu.path)
    content = changed(content, "名称", "3栋", "三号楼")
    content = changed(content, "公开电话", "", "0731-5550 1234")
    rows = [row for row in read_table(BytesIO(content), "out") if row["种类"] in ("小区", "楼栋")]
    page, came = tried(clerk, "places", write_csv(PLACE, [list(row.values()) for row in rows]))
    assert (came.changed, came.refused) == (len(rows), [])
    clerk.post(page)
    street.tingyu3.refresh_from_db()
    found = Place.objects.get(pk=street.tingyu3.pk)
    assert (found.where, found.phone) == ("听雨苑 三号楼", "0731-5550 1234")


def test_a_row_with_the_number_of_another_street_or_another_kind_is_refused(clerk, street):
    rows = [
        (street.guihua.pk, "社区", "别人的", "莲池街道", "", "", "", ""),
        (street.tingyu3.pk, "小区", "3栋", "听雨苑", "", "", "", ""),
        (street.tingyu3.pk, "楼栋", "3栋", "桂花新村", "", "", "", ""),
    ]
    came = tried(clerk, "places", write_csv(PLACE, rows))[1]
    assert [told.number for told in came.refused] == [2, 3, 4]


def test_a_post_that_went_out_comes_back_with_another_end_and_only_with_a_purpose(clerk, street):
    before = Reading.objects.count()
    assert clerk.post("/tables/posts/now/", {"kind": "csv", "purpose": ""}).status_code == 422
    assert Reading.objects.count() == before
    rows = [
        list(row.values()) for row in read_table(BytesIO(out(clerk, "posts", at=street.tingyu.path)), "out")
    ]
    kept = Reading.objects.latest("pk")
    assert (kept.what, kept.by, kept.path) == ("list", street.lin, street.tingyu.path)
    assert all("听雨苑" in row[3] for row in rows)
    page, came = tried(clerk, "posts", write_csv(POST, [[*row[:5], "2099-12-31", row[6]] for row in rows]))
    assert (came.changed, came.refused) == (len(rows), [])
    clerk.post(page)
    assert set(Appointment.objects.filter(place__area=street.tingyu, ended_at=None).values_list("ends")) == {
        (date(2099, 12, 31),)
    }


def test_nothing_goes_out_of_another_area(clerk, street):
    asked = {"kind": "csv", "purpose": "核对名单", "at": street.guihua.path}
    assert clerk.post("/tables/places/now/", asked).status_code == 422
    wheres = {row["名称"] for row in read_table(BytesIO(out(clerk, "places")), "out")}
    assert "听雨苑" in wheres
    assert "桂花新村" not in wheres
    assert clerk.get("/tables/orders/now/").status_code == 404
    assert clerk.get("/tables/calendar/now/").status_code == 404


def test_a_row_with_a_nul_in_a_word_is_refused_and_the_others_go_in(officer):
    places = write_csv(PLACE, [("", "小区", "桂\x00雨苑", "莲池社区"), ("", "小区", "荷雨苑", "莲池社区")])
    gbk = places.decode("utf-8-sig").replace("桂雨", "桂\x00雨").encode("gb18030") + b"\x00"
    came = tried(officer, "places", gbk, "t.csv")[1]
    assert (came.created, [told.number for told in came.refused]) == (1, [2])
    orders = f"{','.join(ORDER[:4])}\nHT-1,,灯\x00坏了,2026-03-02\nHT-2,,广场的灯坏了,2026-03-02\n"
    came = tried(officer, "orders", orders.encode(), "o.csv")[1]
    assert (came.read, [told.number for told in came.refused][:1]) == (2, [2])
