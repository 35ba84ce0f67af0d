"""`manage.py hotspots` on invented tables, and once on the public messages."""

import csv
import gzip
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huisheng.collect.concerns.triage.hottables import read_dated
from huisheng.collect.concerns.triage.topics import topics

HEADERS = ["id", "user", "title", "sent_at", "text", "against", "likes"]
LAMPS = [
    [f"L{i}", f"u{i}", f"竹园小区路灯{what}", f"2026/3/{i + 1} 8:05:09", f"竹园小区的路灯{what}，晚上看不见路。", "0", "4"]
    for i, what in enumerate(["不亮", "坏了", "又坏了", "一直不亮", "坏了很久"])
]  # fmt: skip
OTHERS = [
    ["W1", "u7", "厨房漏水", "2026-03-02 08:05", "楼上厨房漏水，天花板湿了。", "0", "0"],
    ["W2", "u8", "公交太慢", "2026-03-02 09:05", "早上等公交要四十分钟。", "1", "0"],
    ["W3", "u9", "医保怎么报", "2026年3月4日", "住院的医保怎么报销。", "", ""],
]


def table(
    path: Path, rows: list[list[str]], headers: list[str] = HEADERS, encoding: str = "utf-8-sig"
) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return str(path)


def hotspots(file: str, out: Path, *more: str) -> tuple[list[list[str]], str, str]:
    """The rows that were written, header first, and what was printed."""
    said, told = StringIO(), StringIO()
    call_command("hotspots", "--csv", file, "--out", str(out), *more, stdout=said, stderr=told)
    with out.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines)), said.getvalue(), told.getvalue()


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.csv", "utf-8-sig"), ("a.csv.gz", "utf-8"), ("a.csv", "gbk")]
)
def test_a_topic_is_written_one_row_per_member(tmp_path, name, encoding):
    rows, said, _ = hotspots(table(tmp_path / name, LAMPS + OTHERS, encoding=encoding), tmp_path / "out.csv")
    assert rows[0] == ["topic", "rank", "heat", "from", "to", "place", "summary", "id"]
    assert {tuple(row[:6]) for row in rows[1:]} == {("1", "1", "9.5", "2026-03-01", "2026-03-05", "竹园小区")}
    assert sorted(row[7] for row in rows[1:]) == ["L0", "L1", "L2", "L3", "L4"]
    assert "竹园小区" in said
    assert said.splitlines()[-1] == "messages 8, refused 0, topics 1"


def test_the_order_of_the_rows_changes_no_byte(tmp_path):
    hotspots(table(tmp_path / "a.csv", LAMPS + OTHERS), tmp_path / "a.out.csv")
    hotspots(table(tmp_path / "b.csv", (LAMPS + OTHERS)[::-1]), tmp_path / "b.out.csv")
    assert (tmp_path / "a.out.csv").read_bytes() == (tmp_path / "b.out.csv").read_bytes()


def test_who_wrote_and_who_liked_may_be_missing(tmp_path):
    headers = ["id", "title", "sent_at", "text"]
    lines = [[row[0], *row[2:5]] for row in LAMPS + OTHERS]
    rows, _, _ = hotspots(table(tmp_path / "a.csv", lines, headers), tmp_path / "o")
    assert len(rows) == 6
    assert rows[1][2] == "5.0"


@pytest.mark.parametrize("likes", ["9" * 400, "9" * 5_000, "-3", "²", "1e9"])
def test_a_count_of_taps_that_nobody_made_counts_as_none(tmp_path, likes):
    lines = [[*row[:6], likes] for row in LAMPS]
    assert hotspots(table(tmp_path / "a.csv", lines), tmp_path / "o")[0][1][2] == "5.0"


def test_a_bad_row_is_told_and_the_rest_is_used(tmp_path):
    bad = [
        ["X1", "u", "路灯", "昨天", "坏了", "0", "0"],
        ["X2", "u", "路灯", "", "坏了", "0", "0"],
        ["X3", "u", "", "2026-03-01", "", "0", "0"],
        ["", "u", "路灯", "2026-03-01", "坏了", "0", "0"],
        LAMPS[0],
        ["X4", "u"],
    ]
    rows, said, told = hotspots(table(tmp_path / "a.csv", LAMPS + OTHERS + bad), tmp_path / "o")
    assert len(rows) == 6
    assert "refused 6" in said
    assert len(told.splitlines()) == 6
    assert "昨天" in told


def test_top_writes_only_the_hottest(tmp_path):
    water = [[f"P{i}", f"p{i}", f"松鹤公寓漏水{what}", "2026-03-01", f"松鹤公寓的屋顶漏水{what}。", "", ""] for i, what in enumerate(["了", "严重", "很久"])]  # fmt: skip
    every, _, _ = hotspots(table(tmp_path / "a.csv", LAMPS + water + OTHERS), tmp_path / "o")
    one, _, _ = hotspots(table(tmp_path / "a.csv", LAMPS + water + OTHERS), tmp_path / "o", "--top", "1")
    assert {row[0] for row in every[1:]} == {"1", "2"}
    assert {row[0] for row in one[1:]} == {"1"}


@pytest.mark.parametrize(
    ("headers", "rows", "words"),
    [
        (["id", "title"], [["1", "路灯"]], "sent_at"),
        (["id", "sent_at"], [["1", "2026-03-01"]], "title"),
        (HEADERS, [["1", "u", "路灯", "昨天", "", "", ""]], "没有一行.*第 2 行.*看不懂：昨天"),
        (HEADERS, [], "没有"),
    ],
)
def test_a_file_that_does_not_serve_is_one_sentence(tmp_path, headers, rows, words):
    with pytest.raises(CommandError, match=words) as refused:
        hotspots(table(tmp_path / "a.csv", rows, headers), tmp_path / "o")
    assert len(str(refused.value).splitlines()) == 1


def test_a_missing_file_and_a_missing_folder_are_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        hotspots(str(tmp_path / "none.csv"), tmp_path / "o")
    with pytest.raises(CommandError, match="写不了文件"):
        hotspots(table(tmp_path / "a.csv", LAMPS), tmp_path / "none" / "o")


@pytest.mark.parametrize(
    "text",
    [
        "2019/1/6 12:09:00",
        "2019-01-06 12:09",
        " 2019-1-6  12:09:00 ",
        "2019-01-06T12:09:00.5",
        "2019-01-06T04:09:00Z",
        "2019年1月6日 12:09",
    ],
)
def test_times_are_read_as_offices_write_them(tmp_path, text):
    (message,) = read_dated(table(tmp_path / "a.csv", [["1", "u", "路灯", text, "", "", ""]])).messages
    assert message.at.strftime("%Y-%m-%d %H:%M") == "2019-01-06 12:09"


@pytest.mark.parametrize(
    "headers",
    [
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"],
        ["id", "user", "title", "time", "text", "dislikes", "likes"],
        [name.upper() for name in HEADERS],
    ],
)
def test_columns_are_known_by_the_names_that_offices_give_them(tmp_path, headers):
    usual, _, _ = hotspots(table(tmp_path / "a.csv", LAMPS + OTHERS), tmp_path / "a.out.csv")
    other, _, _ = hotspots(table(tmp_path / "b.csv", LAMPS + OTHERS, headers), tmp_path / "b.out.csv")
    assert other == usual


def test_without_titles_a_topic_has_its_place_and_its_summary_from_the_text(tmp_path):
    lines = [[row[0], row[3], row[4]] for row in LAMPS + OTHERS]
    rows, _, _ = hotspots(table(tmp_path / "a.csv", lines, ["id", "sent_at", "text"]), tmp_path / "o")
    assert {row[5] for row in rows[1:]} == {"竹园小区"}
    assert rows[1][6].startswith("竹园小区的路灯")


def test_taps_that_a_spreadsheet_wrote_as_4_0_are_four(tmp_path):
    lines = [[*row[:5], "0.0", "4.0"] for row in LAMPS]
    assert hotspots(table(tmp_path / "a.csv", lines), tmp_path / "o")[0][1][2] == "9.5"


@pytest.mark.one_database
def test_hot_topics_of_the_public_messages_are_found_whole(shared_data):
    """What a topic holds is told here by its issue alone, which in these messages stands for one place."""
    messages = read_dated(str(shared_data / "messages" / "messages_4326.csv.gz")).messages
    found = [{each.id for each in topic.members} for topic in topics(messages)]
    for issue, bar in (("搅拌[站厂]", 0.95), ("捆绑.{0,12}车位|车位.{0,12}捆绑", 0.85)):
        told = {each.id for each in messages if re.search(issue, each.title + each.text)}
        assert max(2 * len(told & topic) / (len(told) + len(topic)) for topic in found) >= bar
    assert not [topic for topic in found if len(topic) > 80]
