"""M51, M67: equal shares, held against its definition."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from huisheng.deliberate.budgets.election import TIES, Election, Project, ballot_of, ranks
from huisheng.deliberate.budgets.equal_shares import COMPLETIONS, STOPS, UTILITIES, equal_shares
from huisheng.deliberate.budgets.greedy import greedy
from huisheng.deliberate.budgets.represented import represented
from tests import budget_reference as reference

MANY = settings(max_examples=300, deadline=None)
SOME = settings(max_examples=60, deadline=None)


def vote(budget, costs, ballots, ids=None):
    """An election: `costs` of projects, `ballots` as lists of their places, one for each voter."""
    ids = ids or [f"p{place}" for place in range(len(costs))]
    projects = [Project(id_, Fraction(cost)) for id_, cost in zip(ids, costs, strict=True)]
    counted = Counter((ballot_of(ballot), "") for ballot in ballots)
    return Election(Fraction(budget), projects, dict(counted))


# Round costs and few different ones make exact ties the rule and not the exception; cents and thirds test the scale.
COSTS = st.one_of(
    st.integers(1, 6), st.sampled_from([0, 10, 12, 20, 30, 60]), st.decimals("0.01", "40", places=2)
)


@st.composite
def elections(draw):
    costs = draw(st.lists(COSTS.map(Fraction), min_size=1, max_size=7))
    places = st.lists(st.integers(0, len(costs) - 1), max_size=5)
    ballots = draw(st.lists(places, min_size=1, max_size=9))
    budget = draw(st.one_of(st.integers(0, 70), st.decimals("0.5", "70", places=2)))
    return vote(budget, costs, ballots)


CHOICES = {
    "utility": st.sampled_from(UTILITIES),
    "completion": st.sampled_from(COMPLETIONS),
    "stop": st.sampled_from(STOPS),
}


@MANY
@given(elections(), st.sampled_from(list(TIES)), st.booleans(), st.fixed_dictionaries(CHOICES))
@example(
    vote(1, [1, 1], [[0], [1]]),
    "votes",
    False,
    {"utility": "cost", "completion": "add1", "stop": "exhaustive"},
)
def test_M67_every_outcome_is_the_one_of_the_definition_ties_included(election, tie, whole, asked):
    by_definition = reference.decided(reference.as_vote(election, ranks(election, tie)), whole=whole, **asked)
    assert equal_shares(election, tie=tie, whole=whole, **asked).chosen == by_definition


@SOME
@given(elections(), st.sampled_from(UTILITIES))
def test_M67_greedy_is_the_one_of_the_definition_and_exhaustive(election, utility):
    chosen = greedy(election, utility=utility)
    assert chosen == reference.by_votes(reference.as_vote(election, ranks(election)), [], utility)
    assert election.exhaustive(chosen)
    assert election.cost(chosen) <= election.budget


@SOME
@given(elections(), st.fixed_dictionaries(CHOICES))
def test_M67_never_more_is_spent_than_there_is(election, asked):
    outcome = equal_shares(election, **asked)
    assert election.cost(outcome.chosen) <= election.budget
    assert len(set(outcome.chosen)) == len(outcome.chosen)
    if asked["completion"] == "add1-utilitarian":
        assert election.exhaustive(outcome.chosen)


@SOME
@given(elections(), st.fixed_dictionaries(CHOICES), st.randoms(use_true_random=False))
def test_M67_the_order_of_ballots_never_matters(election, asked, random):
    ballots = list(election.ballots.items())
    random.shuffle(ballots)
    shuffled = Election(election.budget, election.projects, dict(ballots))
    assert equal_shares(shuffled, **asked) == equal_shares(election, **asked)


@SOME
@given(elections(), st.fixed_dictionaries(CHOICES), st.sampled_from(["votes", "cost", "file"]))
def test_M67_new_names_of_projects_change_nothing_but_a_tie_broken_by_name(election, asked, tie):
    renamed = [Project(f"{99 - place}", each.cost) for place, each in enumerate(election.projects)]
    again = Election(election.budget, renamed, election.ballots)
    assert equal_shares(again, tie=tie, **asked) == equal_shares(election, tie=tie, **asked)


@SOME
@given(elections())
def test_M67_parts_add_up_to_the_whole(election):
    chosen = greedy(election)
    found = represented(election, chosen)
    assert sum(found.by_count.values()) == found.voters == election.voters
    assert found.represented == found.voters - found.by_count.get(0, 0)
    assert sum(each.share for each in found.districts.values()) + found.unasked == election.cost(chosen)


def test_M67_a_minority_gets_its_share():
    """51 voters want the red projects, 49 the blue ones; the budget is enough for 10 of 20."""
    red, blue = list(range(10)), list(range(10, 20))
    election = vote(100, [10] * 20, [red] * 51 + [blue] * 49)
    assert greedy(election) == red
    bought = equal_shares(election, completion="add1").chosen
    assert (sum(p in red for p in bought), sum(p in blue for p in bought)) == (5, 4)
    assert equal_shares(election, completion="add1-utilitarian").completed == 1


def test_M67_the_worked_example_of_the_handbook():
    """docs/budgets.md: six neighbours, 600 yuan, a bench (300), lamps (180), a swing (240) and a hedge (120)."""
    bench, lamps, swing, hedge = 0, 1, 2, 3
    election = vote(
        600,
        [300, 180, 240, 120],
        [[bench, lamps], [bench, lamps], [bench, lamps], [bench], [swing], [swing, hedge]],
    )
    assert greedy(election) == [bench, lamps, hedge]
    first = equal_shares(election)
    assert (first.chosen, first.endowment) == ([bench], 100)
    assert equal_shares(election, completion="add1").chosen == [bench, swing]


@pytest.mark.parametrize(
    ("tie", "order"), [("votes", [1, 2, 0]), ("cost", [0, 1, 2]), ("id", [2, 0, 1]), ("file", [0, 1, 2])]
)
def test_M67_an_exact_tie_is_broken_as_announced(tie, order):
    """Each as one unit of satisfaction: 4 / 2 supporters, 6 / 3 and 6 / 3 are the same price."""
    election = vote(16, [4, 6, 6], [[0]] * 2 + [[1]] * 3 + [[2]] * 3, ids=["b", "c", "a"])
    assert equal_shares(election, utility="cardinality", tie=tie).chosen == order


def test_M67_what_differs_by_a_millionth_of_a_cent_is_no_tie():
    big = 10**15
    election = vote(2 * big, [big, big - 1], [[0], [1]])
    assert equal_shares(election, utility="cardinality").chosen == [1, 0]
