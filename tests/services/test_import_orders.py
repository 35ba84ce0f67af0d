"""A hotline's export comes in: original times, replies as lines, bad rows told, safe to run twice (issue item 7)."""

import csv
import gzip
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localtime, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.behind import concerns_behind
from huisheng.collect.concerns.figures import figures
from huisheng.collect.concerns.orders import columns_of, read_mapping
from huisheng.collect.concerns.services import importing
from huisheng.collect.models import Batch, Category, Concern, Tally
from huisheng.echo.models import Line, Message
from huisheng.echo.refusals import Refused
from huisheng.square.doctor.telling import every_step_has_its_line, everyone_who_spoke_is_told
from huisheng.territory.models import Place
from huisheng.territory.places.services import add

HEADERS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
LONG = "您好，您反映的楼道灯问题，物业已于当日更换了灯泡和声控开关，并检查了整栋楼的线路，谢谢您的监督。"


def run(*arguments: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_orders", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


@pytest.fixture
def export(tmp_path):
    """Write rows as a hotline would; returns the file."""

    def write(*rows, headers=HEADERS, name="orders.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headers, *rows])
        return path

    return write


def order(
    number,
    sent="2019/4/25 9:32:09",
    text="三楼楼道灯不亮，晚上看不见台阶。",
    reply=LONG,
    replied="2019/5/9 10:02:08",
):
    return [number, "A0001", "楼道灯不亮", sent, text, reply, replied]


@pytest.mark.django_db
def test_an_empty_database_gets_a_street_to_be_named_later(export):
    told = run(export(order("1")))
    assert "读到 1，新增 1，已有 0，没有导入 0" in told
    assert Place.objects.get(kind="street").name == "未命名街道"
    assert "/street/?batch=" in told


@pytest.mark.django_db
def test_original_times_are_kept_and_the_reply_is_a_line(export):
    run(export(order("1")))
    one = Concern.objects.get()
    assert localtime(one.raised_at).isoformat() == "2019-04-25T09:32:09+08:00"
    assert localtime(one.finished_at).isoformat() == "2019-05-09T10:02:08+08:00"
    assert one.contacted_at == one.finished_at
    assert one.workdays_taken == 9  # 26 April to 9 May 2019, with the holidays of May and the shifted Sundays
    lines = list(Line.objects.filter(voice=one.voice).order_by("pk").values_list("did", "hat", "at"))
    assert [did for did, _hat, _at in lines] == ["raised", "contacted", "finished", "lapsed"]
    assert lines[2][1:] == ("热线", one.finished_at)


@pytest.mark.django_db
def test_nobody_was_asked_so_it_lapsed_by_the_rule_and_is_never_satisfied(export):
    run(export(order("1")))
    one = Concern.objects.get()
    assert (one.stage, one.closed_as, one.rating) == ("settled", "lapsed", "")
    assert one.closed_at == one.finished_at + timedelta(days=7)
    found = figures(one.street, now=now())
    assert (found.n("lapsed"), found.satisfaction.of, found.resolution.of) == (1, 0, 0)


@pytest.mark.django_db
def test_history_is_told_to_nobody_and_the_doctor_agrees(export):
    run(export(order("1"), order("2")))
    assert not Message.objects.exists()
    assert every_step_has_its_line(now()).wrong == []
    assert everyone_who_spoke_is_told(now()).wrong == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2019/4/25 9:32:09", "2019-04-25 09:32:09"),
        ("2019-04-08 08:37:20", "2019-04-08 08:37:20"),
        ("2018/4/24", "2018-04-24 00:00:00"),
        ("2019年4月25日 9:32", "2019-04-25 09:32:00"),
        ("43580.397326", "2019-04-25 09:32:09"),
        ("２０１９/４/２５ ９：３２", "2019-04-25 09:32:00"),
        ("2019年4月25日9时32分", "2019-04-25 09:32:00"),
        ("2019/4/25 下午3:20", "2019-04-25 15:20:00"),
        ("2019/4/25 上午 12:05:01", "2019-04-25 00:05:01"),
    ],
)
@pytest.mark.django_db
def test_times_come_in_many_shapes(export, sent, kept):
    run(export(order("1", sent=sent)))
    assert f"{localtime(Concern.objects.get().raised_at):%Y-%m-%d %H:%M:%S}" == kept


@pytest.mark.django_db
def test_bad_rows_are_told_with_their_number_and_the_rest_is_loaded(export):
    told = run(
        export(
            order("1"),
            order("2", text="……"),
            order("3", sent="昨天"),
            order("4", sent="2019/5/10", replied="2019/5/9"),
            order("5", sent="1900/1/1"),
            order("1"),
            order("6", sent="2099/1/1", reply="", replied=""),
            order("7", replied=""),
            order("", text="没有编号的一行"),
            order("8"),
        )
    )
    assert "读到 10，新增 2，已有 0，没有导入 8" in told
    for row, why in {
        3: "没有留言内容", 4: "留言时间看不懂：昨天", 5: "答复时间早于留言时间", 6: "时间太早了",
        7: "出现了两次", 8: "时间在将来", 9: "没有答复时间", 10: "没有编号",
    }.items():  # fmt: skip
        assert any(line.startswith(f"第 {row} 行") and why in line for line in told.splitlines()), (row, why)


@pytest.mark.django_db
def test_a_second_run_creates_nothing_and_a_longer_file_only_what_is_new(export):
    run(export(order("1"), order("2")))
    assert "新增 0，已有 2" in run(export(order("1"), order("2")))
    assert "新增 1，已有 2" in run(export(order("1"), order("2"), order("3"), name="later.csv"))
    assert Concern.objects.count() == 3
    assert Batch.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_checks_everything_and_writes_nothing(export):
    told = run(export(order("1"), order("2", sent="昨天")), "--dry-run")
    assert "试运行" in told
    assert "新增 1，已有 0，没有导入 1" in told
    assert not Concern.objects.exists()
    assert not Place.objects.exists()
    assert not Category.objects.exists(), "nor the catalogue that it was read by"


@pytest.mark.django_db
def test_a_run_killed_in_the_middle_is_completed_by_the_next_and_nothing_is_double(export, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [order(str(number)) for number in range(5)]
    whole, chunks = importing._count, []

    def dies(concerns, batch):
        chunks.append(batch)
        if len(chunks) == 2:
            raise KeyboardInterrupt
        whole(concerns, batch)

    monkeypatch.setattr(importing, "_count", dies)
    with pytest.raises(KeyboardInterrupt):
        run(export(*rows))
    assert Concern.objects.count() == 2
    monkeypatch.setattr(importing, "_count", whole)
    assert "新增 3，已有 2" in run(export(*rows))
    assert sum(Tally.objects.filter(measure="raised").values_list("n", flat=True)) == 5


def test_what_is_not_answered_goes_to_who_holds_a_post_there(street, export):
    run(export(order("1", reply="", replied="")))
    one = Concern.objects.get(outside_number="1")
    assert (one.stage, one.is_open, one.place) == ("heard", True, street.street)
    assert one.holder is not None
    concerns.contact(one, by=one.holder.person, at=now(), says="打了电话,明天上门看。")
    assert one.stage == "working"
    assert everyone_who_spoke_is_told(now()).wrong == []


@pytest.mark.django_db
def test_what_is_not_answered_where_nobody_is_responsible_is_refused_with_a_sentence(export):
    told = run(export(order("1", reply="", replied=""), order("2")))
    assert "新增 1，已有 0，没有导入 1" in told
    assert "没有人负责" in told


def test_a_recent_reply_waits_seven_days_before_it_lapses(street, export):
    day = localtime(now() - timedelta(days=2))
    run(export(order("1", replied=f"{day:%Y/%m/%d %H:%M:%S}")))
    one = Concern.objects.get(outside_number="1")
    assert (one.stage, one.is_open, one.closed_as) == ("done", True, "")
    assert concerns.lapse_overdue(at=now() + timedelta(days=6)) >= 1
    one.refresh_from_db()
    assert one.closed_as == "lapsed"


def test_a_mapping_names_other_columns_and_places_are_found_in_the_tree(street, export):
    headers = ["工单号", "内容", "时间", "哪里", "类", "来电号码"]
    rows = [
        ["1", "电梯困人以后一直没修好", "2026-11-01 09:00", "莲池街道听雨苑 3号楼2单元", "B2", "13812340431"],
        ["2", "垃圾没人清运", "2026-11-01 09:00", "不知道哪里", "", ""],
    ]
    mapping = "id=工单号,text=内容,sent_at=时间,place=哪里,category=类,phone=来电号码"
    told = run(export(*rows, headers=headers), "--mapping", mapping)
    first, second = Concern.objects.filter(batch__isnull=False).order_by("outside_number")
    assert first.place.where == "听雨苑 3栋 2单元"
    assert (first.category.code, first.speaker.phone) == ("B2", "13812340431")
    assert second.place == street.street
    assert "1 件的地点没认出来" in told


@pytest.mark.django_db
def test_a_file_without_the_needed_columns_says_which_are_missing(export):
    with pytest.raises(CommandError, match="文件缺少这些列：留言时间、留言详情"):
        run(export(["1"], headers=["id"]))
    with pytest.raises(CommandError, match="没有“工单”这一列"):
        run(export(order("1")), "--mapping", "id=工单")


def test_several_streets_ask_for_one(street, export):
    add(kind="street", name="别的街道", parent=None, by=None, at=now(), code="430102999")
    with pytest.raises(CommandError, match="有好几个街道"):
        run(export(order("1")))
    run(export(order("1")), "--street", "430102999")
    assert Concern.objects.get(outside_number="1").street.name == "别的街道"


@pytest.mark.django_db
def test_the_real_export_comes_in_whole_and_shows_what_was_measured(
    shared_data, django_assert_max_num_queries
):
    path = shared_data / "messages" / "messages_replied_2816.csv.gz"
    told = run(path)
    assert "读到 2816，新增 2816，已有 0，没有导入 0" in told
    street, batch = Place.objects.get(kind="street"), Batch.objects.get()
    found = figures(street, batch=batch, now=now())
    assert (found.days(0.5), found.days(0.9)) == (11.2, 41.0)
    assert (found.within_days(3).percent, found.within_days(3).of) == (15.9, 2816)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        short = {row["id"] for row in csv.DictReader(file) if len(row["reply"].strip()) < 40}
    listed = concerns_behind("no_content", street, batch=batch, now=now())
    assert set(listed.values_list("outside_number", flat=True)) == short
    assert found.n("no_content") == len(short)
    assert "新增 0，已有 2816" in run(path)


@pytest.mark.django_db
def test_a_quote_that_is_never_closed_swallows_no_row_and_what_is_in_already_is_counted(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(importing, "CHUNK", 1)
    path = tmp_path / "orders.csv"
    rows = [f"{number},2019/4/25,灯不亮,修好了,2019/4/26" for number in range(12)]
    bad = ['12,2019/4/25,"没有收尾,好,2019/4/26', "13,2019/4/25,下一行,好,2019/4/26"]
    path.write_text(
        "\n".join(["留言编号,留言时间,留言详情,答复意见,答复时间", *rows, *bad]), encoding="utf-8"
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="第 14 行附近的引号没有成对"):
        call_command("import_orders", str(path), stdout=out)
    assert "read 12, created 12, already there 0, refused 0" in out.getvalue()
    assert Concern.objects.count() == 12


def test_a_mapping_that_a_spreadsheet_saved_is_read_and_a_slip_in_it_is_named(tmp_path):
    path = tmp_path / "mapping.csv"
    path.write_bytes("项,列名\nid,工单号\ntext,内容\n".encode("gbk"))
    assert read_mapping(str(path)) == {"id": "工单号", "text": "内容"}
    assert read_mapping("id＝工单号，text=内容") == {"id": "工单号", "text": "内容"}
    path.write_text("id,工单号\nrepply,答复\n", encoding="utf-8")
    with pytest.raises(Refused, match="repply"):
        columns_of(["工单号", "答复"], str(path))
