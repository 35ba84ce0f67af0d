"""Tables as offices send them: every encoding and container, merged cells, broken files in a sentence."""

import gzip
import io
import re
import tracemalloc
import zipfile

import pytest
from xlsxwriter import Workbook

from huisheng.echo import workbooks
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import read_table, write_csv, write_xlsx

HEADERS = ["小区", "楼栋", "房号"]
ROWS = [["听雨苑", "3栋", "301"], ["听雨苑", "3栋", "302"]]
CSV = "小区,楼栋,房号\r\n听雨苑,3栋,301\r\n听雨苑,3栋,302\r\n"


def read(content: bytes) -> list[dict[str, str]]:
    return [dict(row) for row in read_table(io.BytesIO(content))]


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_offices_use(encoding):
    expected = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    assert read(CSV.encode(encoding)) == expected
    assert read(gzip.compress(CSV.encode(encoding))) == expected


def test_what_is_written_can_be_read_again():
    expected = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    assert read(write_xlsx(HEADERS, ROWS, {"楼栋": ["3栋", "4栋"]})) == expected
    assert read(write_csv(HEADERS, ROWS)) == expected


def test_rows_carry_the_number_that_the_spreadsheet_shows():
    table = read_table(io.BytesIO("住户登记表,,\n\n小区,楼栋,房号\n,,\n听雨苑,3栋,301".encode()))
    assert table.headers == HEADERS
    assert [row.number for row in table] == [5]


def test_a_sheet_that_begins_lower_down_keeps_its_row_numbers():
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([HEADERS, *ROWS], 3):
            sheet.write_row(number, 2, line)
    table = read_table(target)
    assert table.headers == HEADERS
    assert [(row.number, row["房号"]) for row in table] == [(5, "301"), (6, "302")]


def test_cells_merged_downward_repeat_their_text_and_a_merged_title_is_no_header():
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "莲池街道住户登记表")
        sheet.write_row(1, 0, HEADERS)
        sheet.merge_range(2, 0, 3, 0, "听雨苑")
        sheet.write_row(2, 1, [3, 301])
        sheet.write_row(3, 1, ["4", 302.0])
    assert read(target.getvalue()) == [
        {"小区": "听雨苑", "楼栋": "3", "房号": "301"},
        {"小区": "听雨苑", "楼栋": "4", "房号": "302"},
    ]


def test_nul_bytes_quoted_line_ends_tabs_and_a_header_printed_twice_do_no_harm():
    text = '小区\t楼栋\t房号\n"听雨\n苑"\t3\x00栋\t301\n小区\t楼栋\t房号\n听雨苑\t\n'
    assert read(text.encode()) == [
        {"小区": "听雨\n苑", "楼栋": "3栋", "房号": "301"},
        {"小区": "听雨苑", "楼栋": "", "房号": ""},
    ]


def test_nothing_written_is_ever_a_formula():
    formula = "=HYPERLINK(1)"
    assert read(write_xlsx(["备注"], [[formula]])) == [{"备注": formula}]
    with zipfile.ZipFile(io.BytesIO(write_xlsx(["备注"], [[formula]]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert b"'=HYPERLINK(1)" in write_csv(["备注"], [[formula]])
    assert "'＝1＋1" in write_csv(["备注"], [["＝1＋1"]]).decode()
    assert read(write_csv(["备注"], [[formula]])) == [{"备注": formula}], "what goes out comes in as it was"


def test_a_drop_down_offers_and_where_more_may_be_typed_it_stops_nobody():
    choices = {"小区": ["听雨苑"], "楼栋": ["3栋", "4栋"]}
    made = write_xlsx(HEADERS, ROWS, choices, open_to_more=["小区"])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    estate, building = re.findall(r"<dataValidation .*?</dataValidation>", sheet)
    assert ('sqref="A2:A5001"' in estate, "选项!$A$1:$A$1<" in estate, "showErrorMessage" in estate) == (
        True,
        True,
        False,
    )
    assert (
        'sqref="B2:B5001"' in building,
        "选项!$B$1:$B$2<" in building,
        "showErrorMessage" in building,
    ) == (True, True, True)
    assert read(made)[0]["房号"] == "301"


def test_bad_files_are_refused_in_a_sentence():
    book = write_xlsx(HEADERS, ROWS)
    assert "空的" in refusal(b"")
    assert "没有内容" in refusal(b"\n\n,,\n")
    assert "没有内容" in refusal(gzip.compress(b""))
    assert "编码" in refusal(b"\xff\xff\x00\xfe" * 20)
    assert "损坏" in refusal(book[: len(book) // 2])
    assert "损坏" in refusal(gzip.compress(CSV.encode() * 5000)[:-100])
    assert "打不开" in refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 2000)
    assert "打不开" in refusal(_zip({"a.txt": b"hello"}))
    assert "引号" in refusal(b'a,b\n"' + b"x" * 200_000)
    with pytest.raises(Refused, match="路径"):
        read_table("/nowhere/file.csv")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES", 3_000_000)
    assert "200 MB" in refusal(gzip.compress(b"a,b\n" * 1_000_000))
    assert "200 MB" in refusal(_zip({"xl/worksheets/sheet1.xml": b" " * 4_000_000}))


@pytest.mark.parametrize("far", ["x", 1])
def test_a_sheet_with_two_cells_a_million_rows_apart_is_refused(far):
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["小区", "楼栋"])
        sheet.write(1_048_575, 16_383, far)
    assert "太大" in refusal(target.getvalue())


def test_columns_that_are_merged_to_the_last_row_fill_no_memory():
    """A few bytes say it, of as many columns as somebody likes."""
    whole = "".join(f'<mergeCell ref="{letter}2:{letter}1048576"/>' for letter in "ABCDEFGH" * 50)
    with zipfile.ZipFile(io.BytesIO(write_xlsx(HEADERS, ROWS))) as book:
        files = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(
        b"</sheetData>", f"</sheetData><mergeCells>{whole}</mergeCells>".encode()
    )
    tracemalloc.start()
    assert [row["房号"] for row in read(_zip(files))] == ["301", "302"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_number_of_which_a_spreadsheet_kept_the_first_digits_spoils_its_row():
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["工单编号", "电话"])
        sheet.write_row(1, 0, [20260302000000123, 13800000000])
        sheet.write_row(2, 0, ["20260302000000124", 13800000000])
    csv = "工单编号,电话\n2.0260302E+16,13800000000\n20260302000000124,13800000000\n"
    for content in (target.getvalue(), csv.encode()):
        first, second = read_table(io.BytesIO(content))
        assert "设成文本" in first.spoiled
        assert (second["工单编号"], second["电话"], second.spoiled) == (
            "20260302000000124",
            "13800000000",
            "",
        )


def _zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
