"""M49: the election is prepared: a group, candidates from the roll, the list on the wall, the ballot made of it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services import votes
from huisheng.deliberate.elections import services
from huisheng.deliberate.notices import services as notices
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()


@pytest.fixture
def by(street):
    return {"by": street.lin, "at": NOW}


@pytest.fixture
def begun(street, by):
    made = services.begin(
        street.assembly, roll=street.roll, title="补选", seats=1, profile="national-2021", guidance="街道",
        founded_on=NOW.date(), **by,
    )  # fmt: skip
    for n, side in enumerate(("street", "owner", "owner")):
        services.add_member(made, name=f"成员{n}", side=side, named_by="推荐", leads=side == "street")
    services.settle(made, **by)
    return made


def name(begun, by, **more):
    told = {"name": "罗映荷", "unit": "2栋2单元302", "how": "self", "agreed": True}
    return services.name(begun, **told | more, **by)


def listed(begun, by):
    return services.put_up(
        begun, publisher="筹备组", phone="0731-55501201", boards=["itself"], begins=NOW.date(), **by
    )


def hung(notice, street):
    """The list has hung for its days, on its board."""
    over = NOW + timedelta(days=20)
    notices.post_up(notice, notices.missing_spots(notice), who="周志恒", on=NOW.date(), by=street.lin, at=NOW)
    notices.close(notice, says="名单定了。", by=street.lin, at=over)


def drafted(street, begun, by):
    opens = NOW + timedelta(days=50)
    return votes.draft(
        street.assembly, roll=begun.roll, title="补选", profile="national-2021", posted_at_place="公告栏",
        opens=opens, closes=opens + timedelta(days=5), counters=[street.lin, street.zhou], **by,
    )  # fmt: skip


def test_M49_the_ballot_is_the_list_as_it_hung(street, begun, by):
    name(begun, by)
    gone = name(begun, by, name="蔡一舟", unit="5栋2单元201")
    notice = listed(begun, by)
    assert "罗映荷（2栋，自己报名）" in notice.text.body
    assert notice.days == 5
    services.withdraw(gone, why="家里有事。", **by)
    vote = drafted(street, begun, by)
    with pytest.raises(Refused, match="公示还没有结束"):
        services.make_ballot(begun, vote=vote, **by)
    hung(notice, street)
    question = services.make_ballot(begun, vote=vote, **by)
    assert (question.matter, question.names) == ("election:1", ["罗映荷"])
    with pytest.raises(Refused, match="选票已经做好"):
        name(begun, by, name="又一位", unit="1栋1单元201")


def test_M49_the_list_is_not_over_while_an_objection_is_unanswered(street, begun, by):
    name(begun, by)
    notice = listed(begun, by)
    notices.object_(notice, words="她不住这里。", said=Said(), by=None, at=NOW)
    with pytest.raises(Refused, match="1 条意见没有答复"):
        hung(notice, street)


def test_M49_owners_who_name_a_candidate_are_counted_as_persons(begun, by):
    own, several = "5栋1单元102", ["5栋1单元101", "5栋1单元201", "5栋1单元301"]  # three homes of one buyer
    others = [f"4栋1单元{floor}01" for floor in range(1, 7)] + ["4栋2单元101", "4栋2单元201"]
    told = {"name": "欧阳澄", "unit": own, "how": "owners"}
    with pytest.raises(Refused, match="现在有 9 位"):
        name(begun, by, **told, backers=[*several, *others, own])
    with pytest.raises(Refused, match="没有这几套：9栋9单元999"):
        name(begun, by, **told, backers=["9栋9单元999"])
    assert name(begun, by, **told, backers=[*several, *others, "4栋2单元301"]).backed == 10


def test_M49_the_list_may_be_taken_back_and_put_up_again(begun, by):
    name(begun, by)
    with pytest.raises(Refused, match="已经公示"):
        name(begun, by, name="蔡一舟", unit="5栋2单元201") if listed(begun, by) else None
    notices.withdraw(services.known().get(pk=begun.pk).notice, why="漏了一位。", **by)
    name(begun, by, name="蔡一舟", unit="5栋2单元201")
    assert "蔡一舟" in listed(begun, by).text.body


def test_M49_one_election_at_a_time_and_one_that_stopped_says_why(street, begun, by):
    with pytest.raises(Refused, match="已经有一次选举在筹备"):
        services.begin(
            street.assembly, roll=street.roll, title="再来", seats=1, profile="national-2021", guidance="街道",
            founded_on=NOW.date(), **by,
        )  # fmt: skip
    with pytest.raises(Refused, match="为什么停下"):
        services.stop(begun, why=" ", **by)
    services.stop(begun, why="业主要求重来。", **by)
    assert street.assembly.voice.lines.filter(says__contains="业主要求重来").exists()
    with pytest.raises(Refused, match="停下了"):
        name(begun, by)


def test_M49_the_vote_is_on_the_roll_against_which_owners_were_checked(street, begun, by):
    name(begun, by)
    hung(listed(begun, by), street)
    with pytest.raises(Refused, match="已经公告"):
        services.make_ballot(begun, vote=street.vote_open, **by)


def test_M49_the_story_s_ballot_came_from_its_list(street):
    question = street.vote_open.questions.get(number=2)
    assert question.preparation == street.election
    assert street.election.candidates.get(how="owners").backed == 12
