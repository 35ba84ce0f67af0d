"""Tables in and out: a template, what would happen, then done; once, and only within one's own area."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huisheng.collect.models import Category, Concern
from huisheng.echo.tables import read_table, write_csv, write_xlsx
from huisheng.echo.workdays.models import CalendarDay
from huisheng.square.registers.tables import DAY, LEAF, ORDER, POST
from huisheng.territory.models import Appointment


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
    out = officer.get("/tables/categories/template.xlsx?now=1").content
    rows = [list(row.values()) for row in read_table(BytesIO(out), "out")]
    assert tried(officer, "categories", out)[1].already == len(rows)
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


@pytest.mark.parametrize("table", ["posts", "categories", "calendar", "orders"])
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


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04no zip", b"", b"\x89PNG\r\n", bomb(), write_csv(("别的", "表"), [("1", "2")])]
)
def test_what_is_no_such_table_is_answered_with_a_sentence(clerk, content):
    answer = hand_in(clerk, "posts", content)
    assert answer.status_code in (409, 422)
    assert str(answer.context["form"].errors)


def test_a_clerk_sees_no_table_of_the_street(clerk):
    assert clerk.get("/tables/categories/").status_code == 404
    names = [one.key for one in clerk.get("/tables/").context["registers"]]
    assert names == ["posts"]
