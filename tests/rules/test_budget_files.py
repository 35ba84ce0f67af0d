"""Files of Pabulib as they come, and what is said about those that cannot be counted."""

import gzip
from fractions import Fraction

import pytest

from huisheng.deliberate.budgets.pabulib import parse_pabulib, read_pabulib
from huisheng.echo.refusals import Refused

META = "META\nkey;value\nbudget;100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;votes;name;selected\na;60;2;Bench;1\nb;50.5;1;Lamp;0\n"
VOTES = "VOTES\nvoter_id;age;vote\n1;34;a,b\n2;;a\n3;18;\n"


def read(meta=META, projects=PROJECTS, votes=VOTES):
    return parse_pabulib(meta + projects + votes)


def test_a_plain_file_is_read_and_empty_ballots_are_voters():
    election = read()
    assert (election.budget, election.voters, list(election.votes)) == (100, 3, [2, 1])
    assert [(each.id, each.cost, each.won) for each in election.projects] == [
        ("a", 60, True),
        ("b", Fraction("50.5"), False),
    ]
    assert election.notes == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace(";", " ; ").replace(",", " , "),
        lambda text: text.replace("META\n", "META;;\n").replace("VOTES\n", "VOTES;;\n"),
        lambda text: text.replace("Bench", '"Bench; ""the old one"""'),
        lambda text: text.replace("budget;100", "budget;1 00,00\ncomment;#1: a; b"),
        lambda text: text.replace("a,b", "a,b,a"),
        lambda text: text.replace("META", "meta").replace("VOTES", "Votes"),
    ],
)
def test_what_does_not_matter_changes_nothing(changed, tmp_path):
    path = tmp_path / "x.pb"
    path.write_bytes(changed(META + PROJECTS + VOTES).encode())
    election, plain = read_pabulib(path), read()
    assert (election.budget, election.ballots) == (plain.budget, plain.ballots)
    assert [(p.id, p.cost) for p in election.projects] == [(p.id, p.cost) for p in plain.projects]


def test_packed_files_are_known_by_their_content(tmp_path):
    path = tmp_path / "x.pb"
    path.write_bytes(gzip.compress((META + PROJECTS + VOTES).encode()))
    assert read_pabulib(path).voters == 3


def test_columns_and_sections_that_we_do_not_know_are_passed_over_and_told():
    election = read(projects="COMMENTS\nwhatever;1\n" + PROJECTS.replace("selected", "colour"))
    assert election.voters == 3
    assert [each.won for each in election.projects] == [None, None]
    assert election.notes == ["不认识的一段没有读：COMMENTS。"]


def test_contradictions_in_the_file_are_told_and_every_row_counts():
    election = read(META + "num_votes;7\nnum_projects;2\n", votes=VOTES + "1;40;b\n")
    assert election.voters == 4
    assert election.notes == [
        "num_votes 写的是 7，实际是 4。",
        "有 1 行的 voter_id 与别的行相同，每行都算一张选票。",
    ]


def test_districts_of_voters_are_kept():
    election = read(votes="VOTES\nvoter_id;vote;district\n1;a;North\n2;a;North\n3;a;\n")
    assert election.ballots == {(1, "North"): 2, (1, ""): 1}


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_above_0_are_approval(kind):
    votes = "VOTES\nvoter_id;vote;points\n1;a,b;3,0\n2;b;2\n3;;\n4;a,b;-1,1.5\n"
    assert list(read(META.replace("approval", kind), votes=votes).votes) == [1, 2]


@pytest.mark.parametrize("kind", ["ordinal", "choose-1"])
def test_ranked_and_single_choices_are_approval(kind):
    assert list(read(META.replace("approval", kind)).votes) == [2, 1]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"meta": ""}, "没有 META 这一段"),
        ({"votes": ""}, "没有 VOTES 这一段"),
        ({"meta": META.replace("budget;100\n", "")}, "META 没有金额（budget）"),
        ({"meta": META.replace("100", "很多")}, "META 的金额（budget）不是数：很多"),
        ({"meta": META.replace("100", "-5")}, "META 的金额（budget）是负数：-5"),
        ({"meta": META.replace("approval", "dice")}, "不认识的投票方式（vote_type）：dice"),
        ({"meta": META.replace("approval", "cumulative")}, "VOTES 里没有 points 这一列"),
        ({"projects": PROJECTS.replace("60", "-60")}, "a 的金额（cost）是负数：-60"),
        ({"projects": PROJECTS.replace("60", "")}, "a 没有金额（cost）"),
        ({"projects": PROJECTS.replace("b;", "a;")}, "项目编号 a 出现了两次"),
        ({"projects": PROJECTS.replace("b;", ";")}, "有一行没有项目编号"),
        ({"projects": PROJECTS.replace("cost", "price")}, "PROJECTS 里没有 cost 这一列"),
        ({"projects": "PROJECTS\nproject_id;cost\n"}, "一个项目也没有"),
        ({"votes": VOTES.replace("vote\n", "choice\n")}, "VOTES 里没有 vote 这一列"),
        ({"votes": VOTES + "4;20\n"}, "VOTES 里 4 这一行缺少选票"),
        ({"votes": VOTES + "4;20;zz\n"}, "投给了不存在的项目：zz"),
        ({"votes": "VOTES\nvoter_id;vote\n"}, "一张选票也没有"),
        ({"votes": VOTES + VOTES}, "VOTES 这一段出现了两次"),
        (
            {
                "meta": META.replace("approval", "scoring\ndefault_score;1"),
                "votes": "VOTES\nid;vote;points\n1;a;1\n",
            },
            "没有写到的项目也得分",
        ),
        (
            {"meta": META.replace("approval", "scoring"), "votes": "VOTES\nid;vote;points\n1;a,b;1\n"},
            "有 2 个项目，却有 1 个分数",
        ),
        (
            {"meta": META.replace("approval", "scoring"), "votes": "VOTES\nid;vote;points\n1;a;x\n"},
            "分数不是数：x",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(parts, words):
    with pytest.raises(Refused) as refused:
        read(**parts)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "找不到文件"),
        (b"\x1f\x8b\x08\x00broken", "压缩文件不完整"),
        (gzip.compress(b"x" * 9999)[:-9], "压缩文件不完整"),
        ("META\nŁódź".encode("utf-16"), "不是 UTF-8"),
        (b"", "没有 META 这一段"),
        (b"%PDF-1.7 ...", "没有 META 这一段"),
        (b'META\nkey;value\nnote;"' + b"x" * 200_000, "引号没有合上"),
    ],
)
def test_files_that_are_something_else_are_refused(content, words, tmp_path):
    path = tmp_path / "x.pb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_pabulib(path)
    assert words in str(refused.value)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="打不开文件"):
        read_pabulib(tmp_path)
