"""M67: what a budget says of each project is what was paid for it."""

from hypothesis import given
from hypothesis import strategies as st

from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.deciding import decided, pay, result
from huisheng.deliberate.budgets.equal_shares import COMPLETIONS, UTILITIES
from huisheng.deliberate.budgets.pabulib import parse_pabulib
from huisheng.deliberate.budgets.published import pabulib

PROJECTS = [(1, "长椅", 30_000), (2, "路灯", 18_000), (3, "秋千", 24_000), (4, "绿篱", 12_000)]
SOME = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.sets(st.integers(1, 4), min_size=1).map(rules.choice_of), min_size=1, max_size=12
)  # fmt: skip


@given(ballots=SOME, utility=st.sampled_from(UTILITIES), completion=st.sampled_from(COMPLETIONS), rule=st.sampled_from(["equal-shares", "greedy"]))  # fmt: skip
def test_the_sentences_pay_for_exactly_what_was_bought(ballots, utility, completion, rule):
    text = pabulib({}, 60_000, PROJECTS, ballots)
    election = parse_pabulib(text)
    asked = {
        "rule": rule,
        "utility": utility,
        "completion": completion,
        "stop": "last-feasible",
        "tie": "votes",
        "whole": False,
    }
    outcome = decided(election, asked)
    found = result(text, rule, utility, completion)
    assert found.selected == [election.projects[place].id for place in outcome.chosen]
    held = dict.fromkeys(election.alike, outcome.endowment)
    for place in outcome.chosen[: len(outcome.chosen) - outcome.completed] if rule == "equal-shares" else []:
        before = sum(held[ballot] * n for ballot, n in election.alike.items())
        pay(election, held, place)
        assert (
            before - sum(held[ballot] * n for ballot, n in election.alike.items())
            == election.projects[place].cost
        )
        assert min(held.values()) >= 0
