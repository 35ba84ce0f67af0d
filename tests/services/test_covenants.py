"""M52: neighbours write a covenant, comment article by article, adopt it, file it and hang it up."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services import counting, law, official, votes
from huisheng.deliberate.covenants import services
from huisheng.deliberate.covenants.changes import Text, compare, marked
from huisheng.deliberate.models import CovenantVersion
from huisheng.deliberate.notices import services as notices
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import write_csv
from huisheng.echo.voices.services import Said

NOW = localtime()
MEETING = {
    "body": "residents",
    "present": 100,
    "agreed": 80,
    "against": 3,
    "minutes": "会议记录第 4 号",
    "by_hand": "举手表决",
}


@pytest.fixture
def by(street):
    return {"by": street.lin, "at": NOW}


def adopt(version, by, **more):
    return services.adopt(version, **MEETING | {"on": NOW.date()} | more, **by)


def answered(street, by):
    services.answer(street.covenant_comment, accepted=True, words="加上午休。", **by)
    return street.second_covenant


def test_M52_version_2_shows_what_changed_and_where_it_was_posted(street, by):
    draft = answered(street, by)
    kinds = [one.kind for one in services.changes_of(draft)]
    assert kinds == ["same", "changed", "same", "same", "same", "added"]
    services.put_up(draft, **by)
    adopt(draft, by)
    services.file(draft, office="莲池街道办事处", on=NOW.date(), **by)
    notice = services.hang(
        draft, publisher="居民会议", phone="0731-55501201", boards=["building"], begins=NOW.date(), **by
    )
    spots = list(notices.missing_spots(notice))
    notices.post_up(notice, spots[:4], who="周志恒", on=NOW.date(), **by)
    assert [spot.place.where for spot in notices.missing_spots(notice)] == [s.place.where for s in spots[4:]]
    assert services.current(draft.covenant) == draft
    dids = [line.did for line in draft.covenant.voice.lines.order_by("pk")]
    assert dids[-5:] == ["answered", "put_up", "adopted", "filed", "hung"]


def test_M52_a_comment_is_answered_with_a_reason_before_the_version_is_put_up(street, by):
    with pytest.raises(Refused, match="1 条意见没有答复"):
        services.put_up(street.second_covenant, **by)
    with pytest.raises(Refused, match="理由"):
        services.answer(street.covenant_comment, accepted=False, words=" ", **by)
    services.put_up(answered(street, by), **by)
    with pytest.raises(Refused, match="不再收意见"):
        services.comment(street.covenant_article, words="晚了", said=Said(), by=None, at=NOW)
    with pytest.raises(Refused, match="文字不能再改"):
        services.change_article(street.covenant_article, words="另外的话", **by)


def test_M52_it_is_adopted_only_as_put_up_with_numbers_that_can_be_true(street, by):
    draft = answered(street, by)
    with pytest.raises(Refused, match="先交付表决"):
        adopt(draft, by)
    services.put_up(draft, **by)
    for wrong, why in (
        ({"agreed": 50}, "没有过半数"), ({"against": 30}, "比到会的多"), ({"minutes": ""}, "会议记录"),
        ({"on": NOW.date() + timedelta(days=1)}, "还没有到"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            adopt(draft, by, **wrong)
    adopt(draft, by)
    with pytest.raises(Refused, match="已经记过"):
        adopt(draft, by)


def test_M52_filed_and_hung_only_when_adopted_and_once(street, by):
    with pytest.raises(Refused, match="通过以后才能备案"):
        services.file(street.second_covenant, office="街道", on=NOW.date(), **by)
    with pytest.raises(Refused, match="已经备案"):
        services.file(street.first_covenant, office="街道", on=NOW.date(), **by)
    with pytest.raises(Refused, match="已经在张贴"):
        services.hang(
            street.first_covenant,
            publisher="x",
            phone="073155501201",
            boards=["itself"],
            begins=NOW.date(),
            **by,
        )


def test_M52_one_draft_at_a_time_and_no_vote_on_what_did_not_change(street, by):
    with pytest.raises(Refused, match="还有一版没有通过"):
        services.redraft(street.first_covenant.covenant, why="再改", **by)
    draft = answered(street, by)
    services.put_up(draft, **by)
    adopt(draft, by)
    third = services.redraft(draft.covenant, why="再看看", **by)
    assert third.number == 3
    with pytest.raises(Refused, match="一字不差"):
        services.put_up(third, **by)
    services.drop_article(third.articles.last(), **by)
    assert [one.kind for one in services.changes_of(third)][-1] == "dropped"
    assert services.current(third.covenant) == CovenantVersion.objects.get(pk=draft.pk)


def test_M52_an_article_with_a_comment_is_not_dropped(street, by):
    with pytest.raises(Refused, match="有人提过意见"):
        services.drop_article(street.covenant_article, **by)


def test_M52_the_words_that_changed_are_marked_and_nothing_is_lost():
    old, new = "晚上十点以后放低声音。", "晚上九点半以后放低声音，先说一声。"
    parts = marked(old, new)
    assert "".join(words for kind, words in parts if kind != "added") == old
    assert "".join(words for kind, words in parts if kind != "gone") == new
    kinds = [
        one.kind
        for one in compare(
            [Text(1, None, "甲"), Text(2, None, "乙")], [Text(3, 2, "乙"), Text(4, None, "丙")]
        )
    ]
    assert kinds == ["same", "added", "dropped"]


def voted_on(street, by, *, agree, announced=None):
    """A vote of the owners on the covenant, declared; of the roll all take part and so many parts of six agree."""
    at = announced or NOW - timedelta(days=40)
    opens = at + timedelta(days=16)
    vote = votes.draft(
        street.assembly, roll=street.roll, title="公约第二版", profile="national-2021", posted_at_place="公告栏",
        opens=opens, closes=opens + timedelta(days=5), counters=[street.lin, street.zhou], by=street.lin, at=at,
    )  # fmt: skip
    question = votes.ask(vote, text="通过公约第二版", matter="2")
    votes.announce(vote, by=street.lin, at=at)
    when = f"{localtime(opens) + timedelta(hours=1):%Y-%m-%d %H:%M}"
    units = enumerate(vote.roll.units.values_list("unit", flat=True))
    rows = [(unit, "1", "同意" if n % 6 < agree else "反对", when) for n, unit in units]
    file = BytesIO(write_csv(("房号", "议题", "意见", "收到时间"), rows))
    official.take_in(vote, file, name="e.csv", by=street.lin, at=opens + timedelta(days=6))
    counting.finish(vote, by=street.lin, at=opens + timedelta(days=6))
    return question


@pytest.fixture
def put_up(street, by):
    """The second version, its words fixed 50 days ago."""
    draft = answered(street, by)
    services.put_up(draft, by=street.lin, at=NOW - timedelta(days=50))
    return draft


def test_M52_a_linked_vote_adopts_and_its_numbers_are_read_not_typed(street, by, put_up):
    question = voted_on(street, by, agree=5)
    services.link_vote(put_up, question=question, **by)
    with pytest.raises(Refused, match="结果从那里来"):
        adopt(put_up, by)
    adoption = services.adopt_by_vote(put_up, **by)
    assert adoption.question == question
    assert (adoption.body, adoption.present) == ("owners", adoption.agreed + adoption.against)
    assert services.current(put_up.covenant) == put_up


def test_M52_a_vote_that_failed_adopts_nothing_and_another_may_be_linked(street, by, put_up):
    services.link_vote(put_up, question=voted_on(street, by, agree=2), **by)
    with pytest.raises(Refused, match="表决没有通过，公约不能算通过"):
        services.adopt_by_vote(put_up, **by)
    services.link_vote(put_up, question=voted_on(street, by, agree=4), **by)
    assert services.adopt_by_vote(put_up, **by).agreed


def test_M52_only_a_question_on_covenants_announced_after_the_words_stood(street, by, put_up):
    with pytest.raises(Refused, match="制定和修改管理规约"):
        services.link_vote(put_up, question=street.vote_over.questions.get(number=1), **by)
    early = voted_on(street, by, agree=5, announced=NOW - timedelta(days=60))
    with pytest.raises(Refused, match="文字还没有定下来"):
        services.link_vote(put_up, question=early, **by)


def test_M52_by_hand_only_with_the_reason_and_by_the_street_s_share(street, by, put_up):
    with pytest.raises(Refused, match="为什么手工记"):
        adopt(put_up, by, by_hand=" ")
    law.change(street.law, field="covenant", value="9/10", source="试", by=street.guo, at=NOW)
    with pytest.raises(Refused, match="没有9/10 以上"):
        adopt(put_up, by)
    law.change(street.law, field="covenant", value=">1/2", source="试", by=street.guo, at=NOW)
    adopt(put_up, by)
