"""The command line speaks the language of who types, and what other programs read stays as it is."""

import csv
import io

import pytest
from django.core.management import call_command, load_command_class
from django.test.utils import captured_stdout
from django.utils.translation import get_language

from huisheng.echo.operators import operators_language
from huisheng.square.doctor import examination
from huisheng.square.doctor.examination import RECORDS


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"HUISHENG_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"HUISHENG_LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, "zh-hans"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_what_is_set_first_decides_and_anything_but_english_is_chinese(environment, language):
    assert operators_language(environment) == language


@pytest.fixture
def orders(tmp_path):
    file = tmp_path / "orders.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"])
        rows.writerow(["1", "甲", "路灯不亮", "2025/3/1 10:00:00", "莲池街道的路灯不亮。", "", ""])
        rows.writerow(["2", "乙", "噪声", "nothing", "莲池街道的噪声。", "", ""])
    return str(file)


def told(name, *arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "读到 2，新增 1，已有 0，没有导入 1。"),
        ("en", "2 read, 1 created, 0 already there, 1 refused."),
    ],
)
def test_an_import_reports_in_the_operators_language_and_once_for_scripts(
    street, orders, monkeypatch, language, sentence
):
    monkeypatch.setenv("HUISHENG_LANGUAGE", language)
    words = told("import_orders", orders, "--dry-run")
    assert sentence in words
    assert "read 2, created 1, already there 0, refused 1" in words
    assert get_language() == "zh-hans"


def test_the_doctor_and_the_help_speak_english_when_asked(street, monkeypatch):
    monkeypatch.setenv("HUISHENG_LANGUAGE", "en")
    monkeypatch.setattr(examination, "ALL", RECORDS)  # the database of a test survives nothing
    words = told("doctor")
    assert "open matters, each looked at for who holds it." in words
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in words)


def test_the_help_is_in_the_operators_language(monkeypatch):
    monkeypatch.setenv("HUISHENG_LANGUAGE", "en")
    with captured_stdout() as out, pytest.raises(SystemExit):
        load_command_class("huisheng.square", "doctor").run_from_argv(["manage.py", "doctor", "--help"])
    assert "first write every figure anew" in out.getvalue()
