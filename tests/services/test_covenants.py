"""M52: neighbours write a covenant, comment article by article, adopt it, file it and hang it up."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.covenants import services
from huisheng.deliberate.covenants.changes import Text, compare, marked
from huisheng.deliberate.models import CovenantVersion
from huisheng.deliberate.notices import services as notices
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()
MEETING = {"body": "residents", "present": 100, "agreed": 80, "against": 3, "minutes": "会议记录第 4 号"}


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
    adopt(draft, by, vote="26-0001")
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
