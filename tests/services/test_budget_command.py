"""`manage.py budget`: the published winners of real elections, and what the command prints."""

import json
from time import process_time

import pytest
from django.core.management import CommandError, call_command

from huisheng.deliberate.budgets.equal_shares import STOPS

SMALL = """META
key;value
budget;600
vote_type;approval
num_votes;9
PROJECTS
project_id;cost;name
bench;300;长椅
lamps;180;路灯
swing;240;秋千
hedge;120;绿篱
VOTES
voter_id;vote;district
1;bench,lamps;北区
2;bench,lamps;北区
3;bench,lamps;北区
4;bench;北区
5;swing;南区
6;swing,hedge;南区
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.pb"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def told(capsys, *asked):
    call_command("budget", *asked, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["Netherlands_Assen_2024", "Poland_Swiecie_2023"])
@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("start", [(), ("--whole",)])
def test_M67_the_published_winners_of_equal_shares_come_out(shared_data, capsys, name, stop, start):
    file = str(shared_data / "budgets" / f"{name}.pb.gz")
    asked = ("--rule", "equal-shares", "--utility", "cost", "--completion", "add1", "--stop", stop, *start)
    found = told(capsys, file, *asked)
    assert sorted(found["selected"]) == sorted(found["published"])


def test_M67_the_published_winners_of_greedy_come_out(shared_data, capsys):
    found = told(capsys, str(shared_data / "budgets" / "Poland_Lodz_2022.pb.gz"), "--rule", "greedy")
    assert sorted(found["selected"]) == sorted(found["published"])
    assert found["spent"] == found["budget"] == 6112868


def test_M67_a_city_of_90000_ballots_is_decided_at_once(shared_data, capsys):
    begun = process_time()
    sum(range(3_000_000))
    pace = (process_time() - begun) / 0.1  # how much slower than usual this machine is just now
    file = str(shared_data / "budgets" / "Poland_Lodz_2022.pb.gz")
    found = told(capsys, file, "--completion", "add1")
    assert (len(found["selected"]), found["spent"]) == (44, 5985880)
    assert found["seconds"] < max(1, pace)
    assert found["reading_seconds"] < max(1, pace)


def test_M67_json_says_who_won_what_it_cost_and_who_is_represented(small, capsys):
    found = told(capsys, small, "--completion", "add1")
    assert (found["selected"], found["spent"], found["published"]) == (["bench", "swing"], 540, None)
    assert found["seconds"] >= 0
    assert found["represented"] == {
        "voters": 6,
        "represented": 6,
        "exclusion_ratio": 0.0,
        "average_projects": 1.0,
        "average_cost": 280.0,
        "voters_by_projects": {"1": 6},
        "unasked": 0,
        "districts": {
            "北区": {"voters": 4, "represented": 4, "share": 300.0},
            "南区": {"voters": 2, "represented": 2, "share": 240.0},
        },
    }
    assert found["notes"] == ["num_votes 写的是 9，实际是 6。"]


def test_without_json_the_command_tells_it_in_words(small, capsys):
    call_command("budget", small, "--rule", "greedy")
    printed = capsys.readouterr()
    assert "bench  长椅  300，4 票" in printed.out
    assert "选中 3 个项目，共 600，预算 600。" in printed.out
    assert "num_votes 写的是 9，实际是 6。" in printed.err


def test_what_is_wrong_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("budget", str(tmp_path / "missing.pb"))


def test_an_operator_who_speaks_english_reads_english(monkeypatch, tmp_path):
    monkeypatch.setenv("HUISHENG_LANGUAGE", "en")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("budget", str(tmp_path / "missing.pb"))
