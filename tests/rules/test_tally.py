"""Owners' votes (M49, M51; RULES R5): every boundary, every trap, and the law's own example."""

import pytest

from huisheng.deliberate.ballots.law import HALF, NATIONAL, THREE_QUARTERS, TWO_THIRDS, matter_of, replace
from huisheng.deliberate.ballots.reading import results
from huisheng.deliberate.ballots.roll import area_of, roll_of


def unit(number, owner=None, area="100", kind="dwelling", stock="no"):
    return {
        "unit": str(number),
        "owner_id": owner or f"o{number}",
        "area_m2": area,
        "kind": kind,
        "developer_stock": stock,
    }


def ballot(number, choice="for", when="2026-05-01 10:00", channel="paper", question="q"):
    return {
        "unit": str(number),
        "question": question,
        "choice": choice,
        "channel": channel,
        "received_at": when,
    }


def vote(roll, ballots, matter="ordinary", profile=NATIONAL, **more):
    return results(roll, ballots, [{"question": "q", "text": "议题", "matter": matter, **more}], profile)[0]


def units(n, **more):
    return [unit(i, **more) for i in range(1, n + 1)]


def many(first, last, choice="for", **more):
    return [ballot(i, choice, **more) for i in range(first, last + 1)]


def reasons(result):
    return {one["unit"]: one["reason"] for one in result["invalid"]}


def test_the_shares_of_the_law_are_exact():
    assert TWO_THIRDS.met(2, 3)
    assert not TWO_THIRDS.met(199_999, 300_000)
    assert not HALF.met(50, 100)
    assert HALF.met(51, 100)
    assert THREE_QUARTERS.met(75, 100)
    assert not THREE_QUARTERS.met(0, 0)
    assert (TWO_THIRDS.needed(148), THREE_QUARTERS.needed(110), HALF.needed(100), HALF.needed(101)) == (
        99,
        83,
        51,
        51,
    )


def test_R5_the_example_of_the_rules_150_units_one_buyer_of_three():
    roll = [
        unit(i, owner="buyer" if i <= 3 else None, area="80" if i <= 3 else "66.5306") for i in range(1, 151)
    ]
    result = vote(roll, many(1, 112), matter="8")
    assert result["persons"]["total"] == 148
    assert result["persons"]["took_part"] == 110
    assert result["quorum"] is True


@pytest.mark.parametrize(("took_part", "quorum"), [(20, True), (19, False)])
def test_exactly_two_thirds_take_part_is_enough_and_one_less_is_not(took_part, quorum):
    result = vote(units(30), many(1, took_part))
    assert result["quorum"] is quorum
    assert result["passed"] is quorum
    assert result["short_by"]["persons"] == 20 - took_part


@pytest.mark.parametrize(("agree", "passed", "short"), [(10, False, 1), (11, True, 0)])
def test_exactly_half_is_not_more_than_half(agree, passed, short):
    result = vote(units(20), many(1, agree) + many(agree + 1, 20, "against"))
    assert (result["passed"], result["short_by"]["persons"]) == (passed, short)


@pytest.mark.parametrize(("agree", "passed"), [(15, True), (14, False)])
def test_exactly_three_quarters_is_enough_for_a_special_matter(agree, passed):
    result = vote(units(20), many(1, agree) + many(agree + 1, 20, "against"), matter="special")
    assert result["passed"] is passed


def test_most_persons_with_too_little_area_do_not_decide():
    roll = [*units(9, area="50"), unit(10, area="1000")]
    result = vote(roll, many(1, 9) + [ballot(10, "against")])
    assert result["quorum"] is True
    assert result["passed"] is False
    assert result["short_by"] == {"persons": 0, "area": "275.0001"}


@pytest.mark.parametrize(
    ("matter", "rule"), [(str(i), "special" if i in (6, 7, 8) else "ordinary") for i in range(1, 10)]
)
def test_M51_the_matter_picks_the_threshold(matter, rule):
    result = vote(units(20), many(1, 14) + many(15, 20, "against"), matter=matter)
    assert result["passed"] is (rule == "ordinary")
    assert "第 278 条" in result["because"]


def test_co_owners_are_one_person_and_the_area_counts_once():
    roll = [unit(1, "a"), unit(1, "b"), unit(2, "c")]
    result = vote(roll, [ballot(1), ballot(2)])
    assert result["persons"]["total"] == 2
    assert result["area"]["total"] == "200.00"


def test_several_units_of_one_buyer_are_one_person_with_all_their_area():
    result = vote(
        [unit(1, "a"), unit(2, "a"), unit(3, "a"), unit(4)], [ballot(1), ballot(2), ballot(3), ballot(4)]
    )
    assert (result["persons"]["for"], result["area"]["for"]) == (2, "400.00")


def test_what_the_developer_has_not_sold_is_one_person():
    roll = [unit(i, "dev", stock="yes") for i in range(1, 6)] + [unit(6), unit(7)]
    assert vote(roll, [])["persons"]["total"] == 3


def test_abstaining_is_taking_part_and_silence_is_not():
    result = vote(units(3), [ballot(1), ballot(2, "abstain")])
    assert result["persons"] == {"total": 3, "took_part": 2, "for": 1, "against": 0, "abstain": 1}
    assert (result["quorum"], result["passed"]) == (True, False)


def test_a_profile_may_count_silence_with_the_majority():
    profile = replace(NATIONAL, silence="majority")
    result = vote(units(10), many(1, 3) + [ballot(4, "against")], profile=profile)
    assert result["persons"]["for"] == 9
    assert result["passed"] is True


def test_of_two_ballots_of_a_unit_the_first_counts_and_the_other_is_listed():
    ballots = [ballot(1, "against", "2026-05-02 09:00"), ballot(1, "for", "2026-05-01 09:00"), ballot(2)]
    result = vote(units(2), ballots)
    assert result["persons"]["for"] == 2
    assert "后交的不算" in reasons(result)["1"]
    assert vote(units(2), ballots, profile=replace(NATIONAL, duplicates="last"))["persons"]["against"] == 1


def test_two_different_ballots_at_the_same_moment_count_neither_way():
    result = vote(units(2), [ballot(1, "for"), ballot(1, "against"), ballot(2)])
    assert result["persons"]["took_part"] == 1
    assert len(result["invalid"]) == 2


def test_one_person_has_one_will_whatever_the_number_of_units():
    roll = [unit(1, "a"), unit(2, "a"), unit(3)]
    result = vote(roll, [ballot(1, "for", "2026-05-01"), ballot(2, "against", "2026-05-03"), ballot(3)])
    assert result["persons"] == {"total": 2, "took_part": 2, "for": 2, "against": 0, "abstain": 0}
    assert "一人只有一个意见" in reasons(result)["2"]


@pytest.mark.parametrize(
    ("cast", "reason"),
    [
        (ballot(99), "名册里没有"),
        (ballot(1, "maybe"), "不是同意"),
        (ballot(1, ""), "空白票"),
        (ballot(1, channel="dove"), "不认识"),
        (ballot(1, when="2026-06-01 00:00"), "截止以后"),
        (ballot(1, when="2026-04-01 00:00"), "开始以前"),
        (ballot(1, when="昨天"), "不是时间"),
        (ballot(""), "没有写房号"),
    ],
)
def test_every_ballot_that_does_not_count_is_listed_with_its_reason(cast, reason):
    result = vote(units(2), [cast], opens="2026-05-01", closes="2026-05-31 18:00")
    assert result["persons"]["took_part"] == 0
    assert [one["reason"] for one in result["invalid"] if reason in one["reason"]]


@pytest.mark.parametrize("area", ["0", "约80", "-3", "", "1e3", "80,5", "NaN", "80.00001"])
def test_an_area_that_is_none_is_named_and_never_counted(area):
    roll = roll_of([unit(1, area=area), unit(2)], NATIONAL)
    assert [bad.unit for bad in roll.bad] == ["1"]
    assert roll.area == 1_000_000


@pytest.mark.parametrize(
    ("text", "cm2"),
    [("80.5", 805_000), ("８０．５", 805_000), ("1,080.25 平方米", 10_802_500), ("80㎡", 800_000)],
)
def test_an_area_is_read_to_the_square_centimetre_however_it_is_typed(text, cm2):
    assert area_of(text) == cm2


def test_full_width_unit_numbers_are_the_same_unit():
    assert vote([unit("１０１")], [ballot("101")])["persons"]["took_part"] == 1


def test_parking_counts_unless_the_profile_leaves_it_out():
    roll = [unit(1), unit("P1", kind="parking", area="12")]
    assert vote(roll, [])["persons"]["total"] == 2
    assert vote(roll, [], profile=replace(NATIONAL, parking="excluded"))["area"]["total"] == "100.00"


def test_an_election_needs_the_double_majority_for_each_seat():
    cast = [ballot(i, name) for i in range(1, 11) for name in (["甲", "乙"] if i <= 6 else ["甲", "丙"])]
    result = vote(units(10), cast, matter="election:2")
    assert result["elected"] == ["甲", "乙"]
    assert [(one["candidate"], one["persons"], one["passed"]) for one in result["ranked"]] == [
        ("甲", 10, True), ("乙", 6, True), ("丙", 4, False),
    ]  # fmt: skip
    assert "passed" not in result


def test_a_tie_at_the_last_seat_is_reported_and_not_broken():
    cast = [ballot(i, name) for i in range(1, 11) for name in ("甲", "乙", "丙")]
    result = vote(units(10), cast, matter="election:3")
    assert result["elected"] == ["丙", "乙", "甲"] or sorted(result["elected"]) == sorted("甲乙丙")
    cast = [ballot(i, name) for i in range(1, 11) for name in (["甲", "乙"] if i <= 8 else ["甲", "丙"])]
    cast += [ballot(11, "abstain")]
    assert vote(units(11), cast, matter="election:2")["tie"] == []
    cast = [
        ballot(i, name)
        for i in range(1, 10)
        for name in (["甲", "乙"] if i % 3 == 0 else ["乙", "丙"] if i % 3 == 1 else ["甲", "丙"])
    ]
    result = vote(units(9), cast, matter="election:2")
    assert (result["elected"], sorted(result["tie"])) == ([], ["丙", "乙", "甲"])
    assert "要重选" in result["because"]


def test_too_many_names_on_a_paper_spoil_it():
    cast = [ballot(1, name) for name in "甲乙丙"] + [ballot(2, "甲")]
    result = vote(units(2), cast, matter="election:2")
    assert result["persons"]["took_part"] == 1
    assert "最多选 2 人" in reasons(result)["1"]


@pytest.mark.parametrize("word", ["for", "反对", "took_part", "total"])
def test_what_is_no_name_is_no_candidate_and_counts_nowhere(word):
    result = vote(units(3), [ballot(1, "甲"), ballot(2, word), ballot(3, "甲")], matter="election:1")
    assert (result["persons"]["took_part"], result["area"]["took_part"]) == (2, "200.00")
    assert [one["candidate"] for one in result["ranked"]] == ["甲"]
    assert "不是候选人的名字" in reasons(result)["2"]


def test_a_closing_day_without_an_hour_lasts_until_midnight():
    cast = [ballot(1, when="2026-05-31 20:00"), ballot(2, when="2026-06-01 00:00")]
    result = vote(units(2), cast, closes="2026-05-31")
    assert result["persons"]["took_part"] == 1
    assert "截止以后" in reasons(result)["2"]


def test_ballots_that_contradict_each_other_at_one_moment_say_so():
    cast = [ballot(1, "甲", channel="paper"), ballot(1, "乙", channel="online")]
    result = vote(units(1), cast, matter="election:1")
    assert [one["reason"] for one in result["invalid"]] == ["同一时刻交了几种不同的意见，分不出先后"] * 2


def test_online_ballots_are_indicative_until_the_rules_of_procedure_adopt_them():
    cast = [ballot(1, channel="online")]
    assert vote(units(1), cast)["indicative"] is True
    assert vote(units(1), cast, profile=replace(NATIONAL, online="adopted"))["indicative"] is False


@pytest.mark.parametrize("text", ["", "0", "10", "election", "election:0", "重要", "election:x"])
def test_an_unknown_matter_is_refused(text):
    assert matter_of(text) is None
