"""Owners' votes on the platform: the roll, the ballots, the verdict (M49, M50, M51, I5)."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services import bundle, casting, counting, official, rolls, votes
from huisheng.deliberate.ballots.services.terms import waiting
from huisheng.deliberate.models import Ballot, Paper, Roll, Vote
from huisheng.echo.models import Reading
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import write_csv, write_xlsx
from huisheng.square.doctor.voting import every_chain_of_ballots_holds
from stories.assembly import HEADERS

FOR, AGAINST = {"1": ["for"], "2": ["abstain"]}, {"1": ["against"], "2": ["abstain"]}
HEAD = ("房号", "议题", "意见", "收到时间")


def table(rows):
    return BytesIO(write_csv(HEADERS, rows))


def frozen_roll(street, homes, at):
    made = rolls.found(street.hefeng, by=street.lin, at=at)
    roll = rolls.open_roll(
        made,
        name="名册",
        notice_from=at.date(),
        notice_to=at.date() + timedelta(days=3),
        by=street.lin,
        at=at,
    )
    rows = [("1", "1", str(n), "", f"Y{n}", "80", "住宅", "否") for n in range(1, homes + 1)]
    rolls.take_in(roll, table(rows), name="a.csv", by=street.lin, at=at, dry_run=False)
    rolls.freeze(roll, by=street.lin, at=at + timedelta(days=5))
    return roll


def announced(street, roll, at, *matters):
    opens = at + timedelta(days=16)
    vote = votes.draft(
        roll.assembly, roll=roll, title="表决", profile="national-2021", posted_at_place="公告栏", opens=opens,
        closes=opens + timedelta(days=5), counters=[street.lin, street.zhou, street.chen], by=street.lin, at=at,
    )  # fmt: skip
    for n, matter in enumerate(matters, 1):
        votes.ask(vote, text=f"议题{n}", matter=matter)
    votes.announce(vote, by=street.lin, at=at)
    return vote


def voted(street, vote, n, at):
    """The first n units for, by an official file; then the result."""
    when = f"{localtime(vote.opens) + timedelta(hours=1):%Y-%m-%d %H:%M}"
    rows = [(unit.unit, "1", "同意", when) for unit in vote.roll.units.all()[:n]]
    official.take_in(vote, BytesIO(write_csv(HEAD, rows)), name="e.csv", by=street.lin, at=at)
    counting.finish(vote, by=street.lin, at=at)
    return json.loads(Vote.objects.get(pk=vote.pk).verdict.results)[0]


@pytest.mark.parametrize(("n", "quorum"), [(99, False), (100, True)])
def test_M49_with_150_units_a_result_below_two_thirds_is_refused_and_the_tally_printed(street, n, quorum):
    at = localtime() - timedelta(days=60)
    result = voted(street, announced(street, frozen_roll(street, 150, at), at, "5"), n, localtime())
    assert (result["quorum"], result["passed"]) == (quorum, quorum)
    assert result["persons"] == {"total": 150, "took_part": n, "for": n, "against": 0, "abstain": 0}
    assert result["short_by"]["persons"] == (0 if quorum else 1)


def test_M50_three_months_before_the_term_ends_somebody_has_to_begin(street):
    one, today = street.assembly, localtime().date()
    assert any("换届" in words for words in waiting([one], on=today)[one.pk])
    long_before = street.term.ends - timedelta(days=120)
    assert not any("换届" in words for words in waiting([one], on=long_before)[one.pk])


def test_M51_the_matter_picks_the_threshold(street):
    law = votes.law_of(street.vote_over)
    shares = [counting.results and matter.matter for matter in street.vote_over.questions.all()]
    assert shares == ["4", "8"]
    results = json.loads(street.vote_over.verdict.results)
    assert "过半数" in results[0]["because"]
    assert "四分之三以上" in results[1]["because"]
    assert law.notice_days == 15


def test_the_notice_comes_fifteen_days_before(street):
    at = localtime()
    opens = at + timedelta(days=10)
    vote = votes.draft(
        street.assembly, roll=street.roll, title="急", profile="national-2021", posted_at_place="门口", opens=opens,
        closes=opens + timedelta(days=3), counters=[street.lin, street.zhou], by=street.lin, at=at,
    )  # fmt: skip
    votes.ask(vote, text="修门", matter="5")
    with pytest.raises(Refused, match="15 天以前"):
        votes.announce(vote, by=street.lin, at=at)


def test_what_was_not_announced_is_not_voted_on(street):
    with pytest.raises(Refused, match="没有公告的事不能表决"):
        votes.ask(street.vote_open, text="再加一个", matter="5")
    bad = BytesIO(write_csv(HEAD, [("1栋1单元101", "9", "同意", f"{localtime():%Y-%m-%d %H:%M}")]))
    found = official.take_in(street.vote_open, bad, name="e.csv", by=street.lin, at=localtime())
    assert [reason for _row, reason in found.refused] == ["没有公告过“9”这个议题。"]


def test_a_bad_row_of_a_roll_is_named_and_the_others_come_in(street):
    at = localtime()
    roll = rolls.open_roll(
        street.assembly,
        name="新",
        notice_from=at.date(),
        notice_to=at.date() + timedelta(days=3),
        by=street.lin,
        at=at,
    )
    rows = [
        ("１", "２", "３０１", "甲", "Y1", "８０．５", "住宅", "否"), ("1", "2", "302", "乙", "Y2", "约80", "住宅", "否"),
        ("1", "2", "303", "丙", "Y3", "0", "住宅", "否"), ("1", "2", "304", "丁", "430102199001011234", "80", "住宅", "否"),
        ("1", "2", "305", "", "", "80", "住宅", "否"),
    ]  # fmt: skip
    book = BytesIO(write_xlsx(HEADERS, rows))
    found = rolls.take_in(roll, book, name="a.xlsx", by=street.lin, at=at, dry_run=True)
    assert list(found.units) == ["1栋2单元301", "1栋2单元304"]
    assert [row for row, _reason in found.refused] == [3, 4, 6]
    assert "约80" in found.refused[0][1]
    assert found.units["1栋2单元301"].area == 805_000
    assert not any("430102" in owner for owner in found.units["1栋2单元304"].owners)
    assert not roll.units.exists()


def test_a_roll_is_frozen_after_its_period_and_when_everybody_was_answered(street):
    at = localtime()
    roll = rolls.open_roll(
        street.assembly,
        name="新",
        notice_from=at.date(),
        notice_to=at.date() + timedelta(days=3),
        by=street.lin,
        at=at,
    )
    rolls.take_in(
        roll,
        table([("1", "1", "101", "", "Y", "80", "", "")]),
        name="a.csv",
        by=street.lin,
        at=at,
        dry_run=False,
    )
    objection = rolls.object_(roll, unit="1栋1单元101", words="面积不对", by=street.he, at=at)
    with pytest.raises(Refused, match="过后才能定下"):
        rolls.freeze(roll, by=street.lin, at=at)
    later = at + timedelta(days=5)
    with pytest.raises(Refused, match="1 条意见没有答复"):
        rolls.freeze(roll, by=street.lin, at=later)
    rolls.answer(objection, accepted=False, answer="测绘报告就是 80。", by=street.lin, at=later)
    rolls.freeze(roll, by=street.lin, at=later)
    assert len(Roll.objects.get(pk=roll.pk).sha256) == 64


def test_papers_are_entered_by_two_and_a_third_looks_when_they_differ(street):
    vote, now = street.vote_open, localtime()
    unit = vote.roll.units.get(unit="2栋1单元101")
    casting.deliver(vote, unit=unit, state="returned", by=street.zhou, at=now)
    paper = Paper.objects.get(vote=vote, unit=unit)
    casting.read_paper(paper, choices=FOR, by=street.zhou, at=now)
    with pytest.raises(Refused, match="换一个人"):
        casting.read_paper(paper, choices=FOR, by=street.zhou, at=now)
    assert casting.read_paper(paper, choices=AGAINST, by=street.chen, at=now).receipt is None
    assert casting.differing(paper) == ["1"]
    with pytest.raises(Refused, match="都不一样"):
        casting.read_paper(paper, choices={"1": ["abstain"]}, by=street.lin, at=now)
    assert casting.read_paper(paper, choices=FOR, by=street.lin, at=now).receipt
    assert Ballot.objects.get(vote=vote, unit=unit.code, question="1").choice == "for"


def test_nobody_votes_twice_nor_for_a_unit_of_somebody_else(street):
    vote, now = street.vote_open, localtime()
    own, other = rolls.units_of(street.he, vote.roll)[0], vote.roll.units.get(unit="2栋1单元101")
    with pytest.raises(Refused, match="已经交过票"):
        casting.cast_online(vote, unit=own, choices=FOR, by=street.he, at=now)
    with pytest.raises(Refused, match="租户不是业主"):
        casting.cast_online(vote, unit=other, choices=FOR, by=street.he, at=now)


def test_a_ballot_after_closing_is_refused_in_words(street):
    vote = street.vote_open
    after = vote.closes + timedelta(minutes=1)
    with pytest.raises(Refused, match="已经在 .* 截止"):
        casting.deliver(vote, unit=vote.roll.units.last(), state="returned", by=street.zhou, at=after)


def test_nobody_reads_who_voted_what_before_closing_and_then_only_the_counting_group(street):
    with pytest.raises(Refused, match="谁也不能看"):
        counting.open_ballots(street.vote_open, by=street.lin, hat="", purpose="核对纸票", at=localtime())
    with pytest.raises(Refused, match="只有计票组"):
        counting.open_ballots(street.vote_over, by=street.guo, hat="", purpose="核对纸票", at=localtime())
    before = Reading.objects.count()
    assert counting.open_ballots(
        street.vote_over, by=street.lin, hat="经办人", purpose="核对纸票", at=localtime()
    )
    assert Reading.objects.count() == before + 1


def test_I5_one_changed_byte_of_the_chain_is_found(street):
    assert counting.chain_broken(street.vote_over) == ""
    assert every_chain_of_ballots_holds(localtime()).wrong == []
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deliberate_ballot SET choice = 'against' WHERE vote_id = %s AND seq = 5",
            [street.vote_over.pk],
        )
    assert "第 5 张票被改过" in counting.chain_broken(street.vote_over)
    assert len(every_chain_of_ballots_holds(localtime()).wrong) == 1


def test_ballots_are_neither_changed_nor_taken_away(street):
    one = Ballot.objects.first()
    for act in (
        one.save,
        one.delete,
        Ballot.objects.all().delete,
        lambda: Ballot.objects.update(choice="for"),
    ):
        with pytest.raises(TypeError):
            act()


@pytest.mark.parametrize(
    "name", ["", "roll.csv", "ballots.csv", "questions.csv", "result.json", "README.txt"]
)
def test_I5_the_bundle_counts_the_same_at_home_and_finds_one_changed_byte(street, tmp_path, name):
    content = bundle.bundle(street.vote_over, at=localtime())
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    if name:
        text = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(text[:200] + bytes([text[200] ^ 1]) + text[201:])
    run = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == (3 if name else 0), run.stdout + run.stderr
    assert (f"{name} 被改过" if name else "都对得上") in run.stdout
    assert street.he.name not in content.decode("utf-8", "ignore")
