"""People and what they said come in and go out as tables: within one's own area, for a purpose, and once."""

from io import BytesIO

from django.utils.timezone import localdate, localtime

from huisheng.collect.models import Category, Concern
from huisheng.echo.models import AuditEntry, Reading
from huisheng.echo.tables import read_table, write_csv, write_xlsx
from huisheng.people.models import Person
from huisheng.square.registers.matters import CONCERN
from huisheng.square.registers.people import PERSON
from huisheng.square.safety.telling import told
from huisheng.territory.models import Residence
from huisheng.territory.posts.services import hats_of
from tests.pages.test_registers import _uploads_elsewhere, changed, clerk, officer, out, tried

__all__ = ["_uploads_elsewhere", "clerk", "officer"]
HOME = "听雨苑 3栋 2单元 302"


def new(name, phone="", home=HOME, told="", login="", elder=""):
    return ("", name, phone, "", home, elder, told, login)


def test_people_come_in_with_a_login_or_none_and_once(clerk, street):
    rows = [
        new("欧阳春晓", "13900017788", told="短信", login="ouyang"),
        new("邓一鸣", elder="是"),
        new("没有住处的", "13900017789", home=""),
        new("住在别处的", "13900017780", home="桂花新村 2栋 1单元 502"),
        new("住在楼里的", "13900017781", home="听雨苑 3栋"),
        new("没有电话的", told="打电话"),
        new("抢登录名的", "13900017782", login="GUO"),
        (street.tan.pk, "谭小舟", "13800000413", "", "", "", "", ""),
        new("谭小舟", "13800000413"),
    ]
    page, came = tried(clerk, "people", write_xlsx(PERSON, rows))
    assert (came.created, [told.number for told in came.refused]) == (2, [4, 5, 6, 7, 8, 9, 10])
    clerk.post(page)
    one, two = Person.objects.get(name="欧阳春晓"), Person.objects.get(name="邓一鸣")
    assert (one.login, one.told_by, one.has_usable_password()) == ("ouyang", "sms", False)
    assert (two.login, two.is_elder, two.homes.get().home.where) == (None, True, HOME)
    shown = clerk.get(page)
    assert shown.context["came"].already == 2
    assert f"/people/{one.pk}/" in shown.content.decode()


def test_a_password_is_given_face_to_face_to_who_lives_here(clerk, street):
    page, _came = tried(clerk, "people", write_csv(PERSON, [new("欧阳春晓", "13900017788", login="ouyang")]))
    clerk.post(page)
    one = Person.objects.get(name="欧阳春晓")
    clerk.post(f"/people/{one.pk}/", {"login": "ouyang", "password": "lianchi-2099"})
    one.refresh_from_db()
    assert one.check_password("lianchi-2099")
    assert clerk.get(f"/people/{street.tan.pk}/").status_code == 403


def test_a_move_and_a_new_login_name_stand_in_the_security_log(clerk, street):
    wang = street.wang
    Person.objects.filter(pk=wang.pk).update(login=None)
    table = [(wang.pk, wang.name, wang.phone, "", HOME, "", "", "wangmoved")]
    page, _came = tried(clerk, "people", write_csv(PERSON, table))
    before = AuditEntry.objects.count()
    clerk.post(page)
    kept = AuditEntry.objects.filter(number__gt=before, did="personal_corrected", whose=wang)
    assert {(one.about, one.by) for one in kept} == {("home", street.lin), ("login", street.lin)}
    said = {one.words for one in told(kept, hats_of(street.guo, on=localdate()), street.guo)}
    assert said == {f"{street.lin.name}改了{wang.name}的{what}。" for what in ("住处", "登录名")}


def test_people_go_out_for_a_purpose_and_come_in_as_they_were(officer, street):
    before = Reading.objects.count()
    assert officer.post("/tables/people/now/", {"kind": "csv", "purpose": ""}).status_code == 422
    assert Reading.objects.count() == before
    content = out(officer, "people", "csv")
    rows = [row["姓名"] for row in read_table(BytesIO(content), "out")]
    assert {street.wang.name, street.tan.name, street.lin.name} <= set(rows)
    assert Reading.objects.latest("pk").path == street.street.path
    came = tried(officer, "people", content, "t.csv")[1]
    assert (came.already, came.created, came.changed, came.refused) == (len(rows), 0, 0, [])


def test_who_moved_and_has_another_telephone_is_corrected_by_the_number(clerk, street):
    wang = street.wang
    content = changed(out(clerk, "people", at=street.tingyu.path), "电话", wang.phone, "0731-8456 0999")
    content = changed(content, "住在", street.wang_home.where, HOME)
    page, came = tried(clerk, "people", content, "t.csv")
    assert (came.changed, came.refused) == (1, [])
    clerk.post(page)
    wang.refresh_from_db()
    assert (wang.phone, wang.homes.get(until=None).home.where) == ("073184560999", HOME)
    assert AuditEntry.objects.latest("number").did == "imported"
    assert AuditEntry.objects.filter(did="personal_corrected", whose=wang, about="phone").exists()


def test_who_also_lives_or_works_elsewhere_or_above_is_not_changed(clerk, street):
    Residence.objects.create(person=street.tan, home=street.he_home, since=localdate())
    content = out(clerk, "people", "csv")
    phones = {street.tan.phone, street.lin.phone}
    rows = [row for row in read_table(BytesIO(content), "out") if row["电话"] in phones]
    assert len(rows) == 2
    assert tried(clerk, "people", write_csv(PERSON, [list(row.values()) for row in rows]))[1].already == 2
    other = [[*list(row.values())[:2], "13911110000", *list(row.values())[3:]] for row in rows]
    came = tried(clerk, "people", write_csv(PERSON, other))[1]
    refused = {told.number for told in came.refused}
    assert [row["姓名"] for row in rows].index(street.tan.name) + 2 in refused
    assert street.guo.name not in [row["姓名"] for row in read_table(BytesIO(content), "out")]


def matter(
    words, place="听雨苑 3栋", number="", outside="", said_at="", phone="", channel="", kind="", due=""
):
    return (number, outside, place, kind, words, "", phone, channel, said_at, due)


def test_matters_come_in_once_with_the_number_and_the_day_from_elsewhere(clerk, street):
    lamps = Category.objects.get(code="C2").name
    rows = [
        matter(
            "三楼的灯不亮",
            outside="WJ-7",
            kind=lamps,
            said_at="2026-03-02 08:30",
            due="2026-03-09",
            channel="上门",
        ),
        matter("水压太小，热水器打不着火", place="听雨苑3号楼2单元", phone="13900017788"),
        matter("别处的事", place="桂花新村"),
        matter("", phone="13900017788"),
        matter("将来的事", said_at="2099-01-01"),
        matter("网上说的", channel="系统接口"),
        matter("电话不对", phone="12"),
        matter("类别不对", kind="没有这一类"),
        matter("三楼的灯不亮", outside="WJ-7"),
    ]
    before = Concern.objects.count()
    page, came = tried(clerk, "concerns", write_xlsx(CONCERN, rows))
    assert (came.created, came.already, [told.number for told in came.refused]) == (2, 1, [4, 5, 6, 7, 8, 9])
    assert Concern.objects.count() == before
    clerk.post(page)
    one = Concern.objects.get(outside_number="WJ-7")
    assert f"{localtime(one.raised_at):%Y-%m-%d %H:%M}" == "2026-03-02 08:30"
    assert f"{localtime(one.outside_due):%Y-%m-%d}" == "2026-03-09"
    assert (one.channel, one.category.code, one.speaker.filed_by) == ("door", "C2", street.lin)
    assert one.holder is not None
    assert Concern.objects.get(speaker__phone="13900017788").place.where == "听雨苑 3栋 2单元"
    assert tried(clerk, "concerns", write_xlsx(CONCERN, rows))[1].already == 3
    results = clerk.post("/desk/export/?tab=all", {"what": "orders", "kind": "csv", "purpose": "交回街道"})
    sent = {row["工单编号"]: row for row in read_table(BytesIO(b"".join(results.streaming_content)), "out")}
    assert sent["WJ-7"]["办理期限"] == "2026-03-09 00:00:00"


def test_matters_go_out_and_come_back_sorted_anew_and_with_nothing_else_changed(clerk, street):
    content = out(clerk, "concerns", "csv")
    rows = [list(row.values()) for row in read_table(BytesIO(content), "out")]
    assert len(rows) == Concern.objects.filter(community=street.lianchi).count()
    came = tried(clerk, "concerns", content, "t.csv")[1]
    assert (came.already, came.created, came.changed, came.refused) == (len(rows), 0, 0, [])
    lamp = next(row for row in rows if row[0] == street.piling.speaker.spoken)
    sorted_anew, retold = [*lamp], [*lamp]
    sorted_anew[3], retold[4] = Category.objects.get(code="C2").name, "别的话"
    page, came = tried(clerk, "concerns", write_csv(CONCERN, [sorted_anew, retold]))
    assert (came.changed, [told.number for told in came.refused]) == (1, [3])
    clerk.post(page)
    assert street.piling.category.code == "C2"
    guihua = Concern.objects.filter(community=street.guihua).first().speaker.spoken
    assert tried(clerk, "concerns", write_csv(CONCERN, [matter("x", number=guihua)]))[1].refused
