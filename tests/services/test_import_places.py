"""Registers come in: what can be loaded is, every refused row is listed with its number and a sentence (M01)."""

import gzip
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from huisheng.echo.refusals import Refused
from huisheng.echo.tables import write_csv, write_xlsx
from huisheng.territory.coverage.services import coverage_of
from huisheng.territory.models import Place, PlaceChange
from huisheng.territory.places.services import add
from huisheng.territory.places.services.homes import HEADERS
from huisheng.territory.places.services.importing import load, template

pytestmark = pytest.mark.django_db
AT = now()
NAME = "莲池社区"


@pytest.fixture
def community():
    street = add(kind="street", name="莲池街道", code="439901001", parent=None, by=None, at=AT)
    return add(kind="community", name=NAME, code="439901001001", parent=street, by=None, at=AT)


def register(count: int = 150) -> list[list[str]]:
    """So many homes: 听雨苑, buildings of three entrances, ten doors each."""
    return [
        [NAME, "听雨苑", f"{n // 30 + 1}栋", f"{n // 10 % 3 + 1}单元", f"{n % 10 + 1}01", "是", ""]
        for n in range(count)
    ]


def loaded(rows: list[list[str]], **more):
    return load(io.BytesIO(write_xlsx(HEADERS, rows)), by=None, at=AT, **more)


def homes() -> int:
    return Place.objects.filter(kind="home").count()


def test_M01_150_homes_with_3_bad_rows_load_147_and_list_the_3(community):
    rows = register()
    rows[10][0] = "没有这个社区"
    rows[70][4] = ""
    rows[149][5] = "也许"
    report = loaded(rows)
    assert (report.read, report.created, report.already) == (150, 147, 0)
    assert [told.number for told in report.refused] == [12, 72, 151], "as the spreadsheet numbers them"
    reasons = " ".join(told.reason for told in report.refused)
    assert "没有叫“没有这个社区”的社区" in reasons
    assert "没有写房号" in reasons
    assert "“常住”请填 是 或 否" in reasons
    assert homes() == 147
    assert report.also == {"estate": 1, "building": 5, "entrance": 15}


def test_M01_loading_the_same_register_twice_changes_nothing(community):
    loaded(register(40))
    tokens = set(Place.objects.values_list("token", "path"))
    changes = PlaceChange.objects.count()
    again = loaded(register(40))
    assert (again.read, again.created, again.already, again.refused) == (40, 0, 40, [])
    assert set(Place.objects.values_list("token", "path")) == tokens
    assert PlaceChange.objects.count() == changes


def test_a_dry_run_says_the_same_and_writes_nothing(community):
    dry, before = loaded(register(), dry_run=True), Place.objects.count()
    assert Place.objects.count() == before
    real = loaded(register())
    assert (dry.read, dry.created, dry.also) == (real.read, real.created, real.also)


def test_one_door_has_one_name_however_it_is_typed(community):
    report = loaded(
        [
            ["莲池社区居委会", "听雨苑", "３ 幢", "２门", "301室", "是", ""],
            ["莲池", "听雨苑", "3号楼", "2", "301", "是", ""],
            ["", "听雨苑", "3", "2单元", "302", "否", "439901001001"],
        ]
    )
    assert [told.reason for told in report.refused] == ["与第 2 行重复。"]
    assert set(Place.objects.filter(kind="home").values_list("where", "occupied")) == {
        ("听雨苑 3栋 2单元 301", True),
        ("听雨苑 3栋 2单元 302", False),
    }
    home = Place.objects.get(name="301")
    assert home.area == Place.objects.get(kind="estate")
    assert home.community == community


def test_homes_need_no_estate_no_building_and_no_entrance(community):
    add(kind="lane", name="麓溪巷", parent=community, by=None, at=AT)
    rows = [
        [NAME, "", "粮站宿舍", "", "12号", "是", ""],
        [NAME, "麓溪巷", "", "", "7号", "是", ""],
        [NAME, "", "", "", "8号", "是", ""],
        [NAME, "听雨苑", "", "2单元", "8号", "是", ""],
    ]
    report = loaded(rows)
    assert report.created == 2
    assert [told.number for told in report.refused] == [4, 5]
    assert Place.objects.get(name="7").parent.kind == "lane"
    assert not Place.objects.filter(kind="estate").exists()


def test_a_later_register_says_who_has_moved_in_and_coverage_counts_again(community):
    rows = register(3)
    loaded(rows)
    assert coverage_of(community).occupied == 3
    rows[0][5] = "否"
    report = loaded(rows)
    assert (report.already, report.changed) == (3, 1)
    assert coverage_of(community).occupied == 2


def test_two_communities_of_one_name_are_told_apart_by_their_code(community):
    other = add(kind="street", name="荷池街道", code="439901002", parent=None, by=None, at=AT)
    add(kind="community", name="莲池社区", code="439901002001", parent=other, by=None, at=AT)
    report = loaded(
        [[NAME, "甲苑", "1", "", "1", "是", ""], [NAME, "乙苑", "1", "", "1", "是", "439901002001"]]
    )
    assert "请填社区代码" in report.refused[0].reason
    assert report.created == 1


def test_whoever_uploads_loads_into_their_own_area_only(community):
    other = add(kind="community", name="桂花坪社区", parent=community.parent, by=None, at=AT)
    report = loaded(register(2), areas=[other.path])
    assert report.created == 0
    assert len(report.refused) == 2
    with pytest.raises(Refused, match="表头"):
        load(io.BytesIO("code,name,level\n43,湖南省,province".encode()), by=None, at=AT, areas=[other.path])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_register_may_be_csv_in_any_encoding(community, encoding, tmp_path):
    text = ",".join(HEADERS) + "\n" + "\n".join(",".join(row) for row in register(5))
    file = tmp_path / "homes.csv.gz"
    file.write_bytes(gzip.compress(text.encode(encoding)))
    assert load(file, by=None, at=AT).created == 5


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_is_itself_a_register_that_loads(community, kind):
    report = load(io.BytesIO(template([NAME], kind=kind)), by=None, at=AT)
    assert (report.created, report.refused) == (2, [])


def test_a_file_of_another_kind_is_refused_with_the_header_that_it_should_have(community):
    with pytest.raises(Refused, match="社区、小区、楼栋、单元、房号、常住"):
        load(io.BytesIO(write_csv(["姓名", "电话"], [["某人", "1"]])), by=None, at=AT)


# Divisions


def divisions(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join(["code,name,level", *rows]).encode())


def test_R8_1_divisions_find_their_place_by_the_first_digits_of_their_code():
    report = load(
        divisions(
            "430102014001,恒达社区居委会,community",
            "430102014,荷花园街道,street",
            "430102,芙蓉区,county",
            "430102014201,新塘村委会,community",
            "430102099001,孤儿社区,community",
            "43010201400x,坏编码社区,community",
            "430102014001,恒达社区,community",
            "430102014999,少见社区,community",
        ),
        by=None,
        at=AT,
    )
    assert report.created == 5
    assert [(told.number, told.reason) for told in report.refused] == [
        (6, "找不到编码 430102099 的街道乡镇。"),
        (7, "编码“43010201400x”应当是 12 位数字。"),
        (8, "编码 430102014001 与第 2 行重复。"),
    ]
    assert [told.number for told in report.warned] == [9], "an unusual number is only a warning (R8.2)"
    community = Place.objects.get(code="430102014001")
    assert (community.street.name, community.community) == ("荷花园街道", community)
    assert community.path.startswith(Place.objects.get(code="430102").path)
    village = Place.objects.get(name="新塘村委会")
    assert village.kind == "community"
    assert loaded([["新塘村", "", "1", "", "1", "是", ""]]).created == 1


def test_a_division_that_has_another_name_here_keeps_it_and_is_told():
    load(divisions("430102,芙蓉区,county"), by=None, at=AT)
    report = load(divisions("430102,芙蓉新区,county"), by=None, at=AT)
    assert (report.created, report.already) == (0, 1)
    assert "没有改" in report.warned[0].reason
    assert Place.objects.get(code="430102").name == "芙蓉区"


def test_the_communities_of_the_seed_streets_bring_their_streets_and_counties(shared_data):
    file = shared_data / "territory_seed.csv"
    rows = len(file.read_text(encoding="utf-8-sig").splitlines()) - 1
    load(file, by=None, at=AT)
    assert Place.objects.filter(kind="community").count() == rows
    assert not Place.objects.filter(kind="community", street=None).exists()
    assert not Place.objects.filter(kind="street", parent__kind__in=["street", "community"]).exists()


def test_the_whole_of_hunan_loads(shared_data):
    report = load(shared_data / "hunan_divisions_2023.csv.gz", by=None, at=AT)
    assert report.refused == []
    assert Place.objects.filter(kind="community").count() == 29_534
    assert not Place.objects.filter(kind="community", community=None).exists()


# The command


def test_the_command_prints_how_many_and_lists_every_refused_row(community, tmp_path, capsys):
    rows = register()
    rows[3][4] = rows[4][4] = rows[5][4] = ""
    file: Path = tmp_path / "homes.xlsx"
    file.write_bytes(write_xlsx(HEADERS, rows))
    call_command("import_places", str(file), "--dry-run")
    assert homes() == 0
    assert "什么都没有写入" in capsys.readouterr().out
    call_command("import_places", str(file))
    out = capsys.readouterr().out
    assert "读到 150，新增 147，已有 0，没有导入 3" in out
    assert out.count("没有写房号") == 3
    assert "第 5 行" in out
    assert homes() == 147


def test_the_command_ends_with_a_sentence_when_the_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_places", str(tmp_path / "nothing.csv"))
