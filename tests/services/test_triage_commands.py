"""`manage.py triage` on invented tables."""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

LAMPS = [
    f"{where}路灯{what}" for where in ("东门", "楼道", "后院", "车棚") for what in ("坏了", "不亮", "闪")
]
WATER = [
    f"{where}水管{what}" for where in ("厨房", "楼道", "屋顶", "车库") for what in ("漏水", "爆了", "堵")
]


def table(path: Path, headers: list[str], rows: list[list[str]], encoding: str = "utf-8") -> str:
    text = StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return str(path)


def lessons(path: Path, encoding: str = "utf-8") -> str:
    rows = [[f"L{i}", text, f"{text}，请处理", "照明"] for i, text in enumerate(LAMPS)]
    rows += [[f"W{i}", text, f"{text}，请处理", "给排水"] for i, text in enumerate(WATER)]
    return table(path, ["id", "title", "text", "label"], rows, encoding)


def triage(*words: str) -> str:
    out = StringIO()
    call_command("triage", *words, stdout=out)
    return out.getvalue()


def rows_of(path: str) -> list[dict[str, str]]:
    content = Path(path).read_bytes()
    text = gzip.decompress(content) if path.endswith(".gz") else content
    return list(csv.DictReader(StringIO(text.decode())))


@pytest.fixture
def model(tmp_path: Path) -> str:
    file, target = lessons(tmp_path / "lessons.csv"), str(tmp_path / "model")
    triage("train", "--csv", file, "--text", "title,text", "--label", "label", "--model", target)
    return target


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.csv", "utf-8-sig"), ("a.csv", "gbk"), ("a.csv.gz", "utf-8")]
)
def test_training_prints_the_card_whatever_the_encoding(tmp_path, name, encoding):
    file, target = lessons(tmp_path / name, encoding), str(tmp_path / "model")
    said = triage("train", "--csv", file, "--text", "title,text", "--label", "label", "--model", target)
    assert "examples: 24 (照明 12、给排水 12)" in said
    assert "macro-F1" in said
    assert Path(target).stat().st_size < 10_000_000


def test_every_row_gets_a_line_in_its_order_even_without_text(model, tmp_path):
    file = table(
        tmp_path / "new.csv",
        ["id", "title", "text"],
        [["7", "路灯不亮", ""], ["8", "", ""], ["9", "水管漏水", "急"]],
    )
    triage("predict", "--model", model, "--csv", file, "--out", str(tmp_path / "out.csv.gz"))
    rows = rows_of(str(tmp_path / "out.csv.gz"))
    assert list(rows[0]) == ["id", "label", "probability", "second_label"]
    assert [row["id"] for row in rows] == ["7", "8", "9"]
    assert (rows[0]["label"], rows[2]["label"], rows[0]["second_label"]) == ("照明", "给排水", "给排水")
    assert all(0 <= float(row["probability"]) <= 1 for row in rows)


def test_text_columns_are_found_when_they_are_called_otherwise(model, tmp_path):
    file = table(tmp_path / "cut.csv", ["text_segmented"], [["楼道 路灯 坏"], ["屋顶 水管 爆"]])
    triage("predict", "--model", model, "--csv", file, "--out", str(tmp_path / "out.csv"))
    assert [(row["id"], row["label"]) for row in rows_of(str(tmp_path / "out.csv"))] == [
        ("1", "照明"),
        ("2", "给排水"),
    ]


@pytest.mark.parametrize(
    "headers",
    [["ID", "Title", "Text"], ["留言编号", "留言主题", "留言详情"], ["工单编号", "标题", "诉求内容"]],
)
def test_columns_are_known_by_the_names_that_offices_give_them(model, tmp_path, headers):
    file = table(tmp_path / "new.csv", headers, [["a7", "路灯不亮", "楼道"], ["a8", "水管", "漏水"]])
    triage("predict", "--model", model, "--csv", file, "--out", str(tmp_path / "out.csv"))
    assert [(row["id"], row["label"]) for row in rows_of(str(tmp_path / "out.csv"))] == [
        ("a7", "照明"),
        ("a8", "给排水"),
    ]


def test_a_row_without_its_id_does_not_take_another_ones(model, tmp_path):
    file = table(tmp_path / "new.csv", ["id", "text"], [["2", "路灯不亮"], ["", "水管漏水"], ["2", "水管堵"]])
    triage("predict", "--model", model, "--csv", file, "--out", str(tmp_path / "out.csv"))
    assert [row["id"] for row in rows_of(str(tmp_path / "out.csv"))] == ["2", "", "2"]


def test_a_huge_cell_is_read(model, tmp_path):
    file = table(tmp_path / "huge.csv", ["id", "text"], [["1", "路灯不亮" * 60_000]])
    triage("predict", "--model", model, "--csv", file, "--out", str(tmp_path / "out.csv"))
    assert rows_of(str(tmp_path / "out.csv"))[0]["label"] == "照明"


def test_evaluating_tells_the_figures_and_labels_never_seen(model, tmp_path):
    file = table(
        tmp_path / "e.csv",
        ["title", "kind"],
        [["路灯坏了", "照明"], ["水管漏水", "给排水"], ["电梯坏", "电梯"]],
    )
    said = triage("evaluate", "--model", model, "--csv", file, "--label", "kind")
    assert "macro-F1" in said
    assert "coverage at 98 % precision" in said
    assert "labels that the model never saw: 电梯" in said
    told = json.loads(triage("evaluate", "--model", model, "--csv", file, "--label", "kind", "--json"))
    assert told["accuracy"] == pytest.approx(2 / 3)


def test_unlabelled_texts_can_be_given_several_times(tmp_path):
    file = lessons(tmp_path / "lessons.csv")
    more = table(
        tmp_path / "more.csv", ["title", "text"], [["路灯", f"{what}，请处理"] for what in LAMPS + WATER] * 7
    )
    said = triage(
        "train", "--csv", file, "--text", "title,text", "--unlabelled", more, "--unlabelled", more,
        "--model", str(tmp_path / "model"),
    )  # fmt: skip
    assert "unlabelled: 336" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["train", "--csv", "{lessons}", "--text", "title,body", "--model", "{out}"], "表里没有这一列：body"),
        (["train", "--csv", "{lessons}", "--label", "kind", "--model", "{out}"], "表里没有这一列：kind"),
        (["train", "--csv", "{missing}", "--model", "{out}"], "打不开文件"),
        (["train", "--csv", "{lessons}", "--model", "{missing}/x/y"], "写不了文件"),
        (["predict", "--model", "{missing}", "--csv", "{lessons}", "--out", "{out}"], "打不开文件"),
        (["predict", "--model", "{lessons}", "--csv", "{lessons}", "--out", "{out}"], "不完整或者不是模型"),
        (["predict", "--model", "{model}", "--csv", "{odd}", "--out", "{out}"], "找不到文字列"),
        (["evaluate", "--model", "{model}", "--csv", "{odd}", "--text", "a", "--label", "no"], "表里没有这一列：no"),
        (["evaluate", "--model", "{model}", "--csv", "{odd}", "--text", "a", "--label", "b"], "没有一行有类别"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence(model, tmp_path, words, says):
    names = {
        "lessons": lessons(tmp_path / "lessons.csv"),
        "odd": table(tmp_path / "odd.csv", ["a", "b"], [["1", ""]]),
        "missing": str(tmp_path / "missing"),
        "out": str(tmp_path / "out"),
        "model": model,
    }
    with pytest.raises(CommandError, match=says):
        triage(*(word.format(**names) for word in words))
