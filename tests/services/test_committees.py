"""M50: a committee's term, the reminder before it ends, and what is handed over; filing after an election."""

import zipfile
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime

from huisheng.deliberate.ballots.services import committees, counting, official, votes
from huisheng.deliberate.ballots.services.terms import tasks_of, waiting
from huisheng.deliberate.models import Vote
from huisheng.echo import paper
from huisheng.echo.models import Reading
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import write_csv
from huisheng.territory.estates.services import who_runs

NOW, TODAY = localtime(), localdate()


@pytest.fixture
def by(street):
    return {"by": street.lin, "at": NOW}


def told_today(login, street):
    client = Client()
    client.force_login(street[login])
    return client.get("/today/").content.decode()


def test_M50_three_months_before_term_end_a_task_appears(street):
    path, ends = street.lianchi.path, street.term.ends
    assert tasks_of([path], on=ends - timedelta(days=100)) == []
    (task,) = tasks_of([path], on=ends - timedelta(days=90))
    assert (task.kind, task.pk, task.late) == ("term", street.term.pk, False)
    assert tasks_of([path], on=ends + timedelta(days=1))[0].late
    assert tasks_of([street.guihua.path], on=ends) == []


def test_M50_the_clerk_ticks_it_on_today_and_the_handover_list_is_made(street):
    assert "开始准备换届" in told_today("lin", street)
    assert "开始准备换届" not in told_today("zhou", street)
    client = Client()
    client.force_login(street.lin)
    answer = client.post(f"/term/{street.term.pk}/preparation/", {"back": "/today/"})
    assert answer["Location"] == "/today/"
    assert "开始准备换届" not in told_today("lin", street)
    assert [one.name for one in street.term.handovers.all()][:2] == ["印章", "银行账户和存款"]


def test_M50_a_thing_is_handed_over_once_by_somebody_to_somebody(street, by):
    committees.prepare(street.term, **by)
    with pytest.raises(Refused, match="已经开始"):
        committees.prepare(street.term, **by)
    item = street.term.handovers.first()
    with pytest.raises(Refused, match="谁交的、谁收的"):
        committees.hand_over(item, gave="陈立渠", received="", on=TODAY, **by)
    committees.hand_over(item, gave="陈立渠", received="欧阳澄", on=TODAY, **by)
    with pytest.raises(Refused, match="已经移交过"):
        committees.hand_over(item, gave="陈立渠", received="欧阳澄", on=TODAY, **by)
    after = street.term.ends + timedelta(days=1)
    assert any("没有移交完" in words for words in waiting([street.assembly], on=after)[street.assembly.pk])


def test_M50_the_street_changes_the_list_and_lists_being_ticked_stay(street, by):
    ground = street.lianchi.street
    committees.add_thing(ground, name="监控账号")
    with pytest.raises(Refused, match="已经有了"):
        committees.add_thing(ground, name="监控账号")
    committees.drop_thing(committees.things(ground)[0], at=NOW)
    committees.prepare(street.term, **by)
    names = [one.name for one in street.term.handovers.all()]
    assert "印章" not in names
    assert names[-1] == "监控账号"
    assert street.handed_over.name == "印章"


def test_M50_a_term_is_five_years_at_most_and_follows_the_one_before(street, by):
    for wrong, why in (
        ({"ends": TODAY + timedelta(days=2000)}, "最长 5 年"), ({"ends": TODAY}, "第一天之后"),
        ({"starts": street.term.starts, "ends": TODAY}, "更晚开始"),
    ):  # fmt: skip
        told = {"name": "第三届", "starts": TODAY, "ends": TODAY + timedelta(days=1000)} | wrong
        with pytest.raises(Refused, match=why):
            committees.begin_term(street.assembly, **told, **by)


def test_M50_the_estate_s_page_counts_the_days_down(street):
    part = next(one for one in who_runs([street.tingyu], on=TODAY)[0].parts if one.body == "committee")
    assert (part.name, part.until) == ("第二届业主委员会", street.term.ends)
    assert part.days == (street.term.ends - TODAY).days
    assert part.contact == street.chen.name
    client = Client()
    client.force_login(street.lin)
    assert f"还有 {part.days} 天" in client.get(f"/estates/{street.tingyu.pk}/").content.decode()


def elected(street, by):
    """The election of the story, voted on and declared."""
    vote = street.vote_open
    Vote.objects.filter(pk=vote.pk).update(opens=NOW - timedelta(days=6), closes=NOW - timedelta(days=1))
    vote.refresh_from_db()
    when = f"{localtime(vote.opens) + timedelta(hours=1):%Y-%m-%d %H:%M}"
    rows = [(unit, "2", "罗映荷", when) for unit in vote.roll.units.values_list("unit", flat=True)[30:]]
    file = BytesIO(write_csv(("房号", "议题", "意见", "收到时间"), rows))
    official.take_in(vote, file, name="e.csv", **by)
    vote.papers.filter(receipt=None).delete()
    counting.finish(vote, **by)
    return Vote.objects.get(pk=vote.pk)


def test_M49_an_election_is_filed_within_thirty_days_and_today_counts_them(street, by):
    vote, path = elected(street, by), street.lianchi.path
    later = TODAY + timedelta(days=12)
    (task,) = [one for one in tasks_of([path], on=later) if one.kind == "filing"]
    assert "第 12 天" in task.words
    assert task.by == TODAY + timedelta(days=30)
    assert tasks_of([path], on=TODAY + timedelta(days=31))[0].late
    assert task.pk == vote.pk
    votes.done(vote, duty="filed", on=TODAY, **by)
    assert not [one for one in tasks_of([path], on=later) if one.kind == "filing"]


def test_M49_the_filing_bundle_has_its_papers_when_the_result_was_posted(street, by, monkeypatch):
    monkeypatch.setattr(paper, "sheets", lambda *_: SimpleNamespace(write_pdf=lambda: b"%PDF"))
    vote, client = elected(street, by), Client()
    client.force_login(street.lin)
    address = f"/vote/{vote.pk}/filing.zip"
    assert "先公布决定" in client.post(address).content.decode()
    votes.done(vote, duty="posted", on=TODAY, **by)
    before = Reading.objects.filter(what="owners").count()
    archive = zipfile.ZipFile(BytesIO(client.post(address).content))
    assert [name.partition("-")[0] for name in archive.namelist()] == [
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "2",
        "7",
    ]
    inner = zipfile.ZipFile(BytesIO(archive.read("7-核对包.zip")))
    assert "verify.py" in inner.namelist()
    assert len(archive.read("0-目录.txt").decode().splitlines()) == 10
    assert Reading.objects.filter(what="owners").count() == before + 1


def test_M49_the_papers_say_what_was_decided_and_name_no_telephone(street, by):
    if reason := paper.why_no_pdf():
        pytest.skip(str(reason))
    vote = elected(street, by)
    votes.done(vote, duty="posted", on=TODAY, **by)
    client = Client()
    client.force_login(street.lin)
    archive = zipfile.ZipFile(BytesIO(client.post(f"/vote/{vote.pk}/filing.zip").content))
    papers = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]
    assert len(papers) == 6
    assert all(one.startswith(b"%PDF") for one in papers)
