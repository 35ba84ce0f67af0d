"""M35: how sure it is that two matters are one, learned from what people joined. Plain values."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.collect.concerns.triage.likeness import reliability
from huisheng.collect.concerns.triage.likening import learn


def pairs(n, *, seed=1, chance=lambda score: score**2):
    """Pairs of which the truth is known: joined as often as `chance` says."""
    pick = random.Random(seed)
    scores = [pick.uniform(0.34, 1.0) for _ in range(n)]
    return [(score, pick.random() < chance(score)) for score in scores]


def test_M35_what_is_said_is_so_on_pairs_it_never_saw():
    found = learn(pairs(2000))
    fresh = [(found.sure(score), same) for score, same in pairs(4000, seed=2)]
    assert reliability(fresh) < 0.04
    assert abs(found.error - reliability(fresh)) < 0.04, "and it knows how far it is off"
    assert abs(found.sure(0.9) - 0.81) < 0.06


def test_M35_too_few_say_no_number():
    assert learn(pairs(90)) is None
    assert learn([(0.5, False)] * 300) is None
    assert learn([(0.9, True)] * 300) is None


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0.34, 1.0), st.booleans()), min_size=100, max_size=150))
def test_M35_the_liker_the_surer_and_never_quite_sure(several):
    found = learn(several)
    if found is None:
        assert not 20 <= sum(same for _score, same in several) < len(several)
        return
    said = [found.sure(x / 50) for x in range(51)]
    assert said == sorted(said)
    assert said[0] > 0
    assert said[-1] < 1
