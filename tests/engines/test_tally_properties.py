"""What must hold for every assembly, against a slow count straight from the words of the law (I5)."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.deliberate.ballots import verifier
from huisheng.deliberate.ballots.reading import results

ALONE: dict = {"__name__": "verify"}
exec(
    compile(verifier.source(), "verify.py", "exec"), ALONE
)  # the file that owners get, counted against the rest

OWNERS = st.sampled_from("abcdefgh")
CHOICES = st.sampled_from(["for", "against", "abstain"])
TIMES = st.integers(0, 30).map(lambda day: f"2026-05-{day % 28 + 1:02d} {day % 24:02d}:00")


@st.composite
def assemblies(draw):
    """(roll rows, ballot rows): co-owners, several units of one owner, unsold ones, duplicates, strangers."""
    n = draw(st.integers(1, 7))
    roll = []
    for i in range(n):
        area, stock = (
            str(draw(st.integers(1, 400)) / Fraction(2)),
            draw(st.booleans()) and draw(st.booleans()),
        )
        area = f"{float(Fraction(area)):.1f}"
        for owner in draw(st.sets(OWNERS, min_size=1, max_size=2)):
            roll.append({"unit": f"u{i}", "owner_id": owner, "area_m2": area, "kind": "dwelling",
                         "developer_stock": "yes" if stock else "no"})  # fmt: skip
    cast = st.tuples(st.integers(0, n), CHOICES, TIMES)
    ballots = [
        {"unit": f"u{i}", "question": "q", "choice": choice, "channel": "paper", "received_at": when}
        for i, choice, when in draw(st.lists(cast, max_size=10))
    ]
    return roll, ballots


def told(roll, ballots, matter="ordinary", count=results):
    return count(roll, ballots, [{"question": "q", "text": "", "matter": matter}])[0]


def first_clear(cast):
    """The first moment with one choice only, as (when, choice)."""
    for when in sorted({when for when, _choice in cast}):
        choices = {choice for at, choice in cast if at == when}
        if len(choices) == 1:
            return when, choices.pop()
    return None


def slowly(roll, ballots, matter):
    """The law, word by word, with no thought for speed."""
    owners, areas, groups = {}, {}, []
    for row in roll:
        keys = owners.setdefault(row["unit"], set())
        keys.add(row["owner_id"])
        if row["developer_stock"] == "yes":
            keys.add("DEVELOPER")
        areas[row["unit"]] = Fraction(row["area_m2"])
    for unit, keys in owners.items():  # units that share an owner, however remotely, are one person's
        touching = [group for group in groups if group[1] & keys]
        groups = [group for group in groups if group not in touching]
        groups.append(({unit}.union(*(g[0] for g in touching)), keys.union(*(g[1] for g in touching))))
    valid = {}
    for unit in owners:
        if will := first_clear([(b["received_at"], b["choice"]) for b in ballots if b["unit"] == unit]):
            valid[unit] = will
    for units, _keys in groups:
        cast = [valid[unit] for unit in units if unit in valid]
        if len({choice for _when, choice in cast}) > 1:
            will = first_clear(cast)
            for unit in [unit for unit in units if unit in valid]:
                if will is None or valid[unit][1] != will[1] or valid[unit][0] < will[0]:
                    del valid[unit]
    heads = {choice: sum(any(valid.get(u, ("", ""))[1] == choice for u in units) for units, _ in groups)
             for choice in ("for", "against", "abstain")}  # fmt: skip
    space = {choice: sum((areas[u] for u in valid if valid[u][1] == choice), Fraction()) for choice in heads}
    took, size = sum(heads.values()), sum(space.values(), Fraction())
    whole, total = len(groups), sum(areas.values(), Fraction())
    quorum = 3 * took >= 2 * whole and 3 * size >= 2 * total
    enough = (lambda a, b: 4 * a >= 3 * b) if matter == "special" else (lambda a, b: 2 * a > b)
    passed = quorum and took > 0 and enough(heads["for"], took) and enough(space["for"], size)
    return whole, took, heads, size, quorum, passed


@settings(max_examples=300, deadline=None)
@given(assemblies(), st.sampled_from(["ordinary", "special"]), st.randoms(use_true_random=False))
def test_the_count_is_the_laws_and_the_verifiers_and_no_order_matters(assembly, matter, random):
    roll, ballots = assembly
    ours = told(roll, ballots, matter)
    whole, took, heads, size, quorum, passed = slowly(roll, ballots, matter)
    persons = ours["persons"]
    assert persons == {"total": whole, "took_part": took, **heads}
    assert Fraction(ours["area"]["took_part"]) == size
    assert (ours["quorum"], ours["passed"]) == (quorum, passed)
    random.shuffle(ballots)
    random.shuffle(roll)
    assert told(roll, ballots, matter, ALONE["results"]) == ours


@settings(max_examples=100, deadline=None)
@given(assemblies())
def test_totals_are_their_parts_and_every_ballot_counts_or_is_listed(assembly):
    roll, ballots = assembly
    found = told(roll, ballots)
    for measure in (found["persons"], {key: Fraction(value) for key, value in found["area"].items()}):
        assert (
            measure["took_part"]
            == measure["for"] + measure["against"] + measure["abstain"]
            <= measure["total"]
        )
    assert len(found["invalid"]) <= len(ballots)
    counted = {ballot["unit"] for ballot in ballots} - {one["unit"] for one in found["invalid"]}
    assert len(found["invalid"]) + len(counted) <= len(ballots) or not counted


@settings(max_examples=100, deadline=None)
@given(assemblies(), st.sampled_from(["ordinary", "special"]))
def test_one_more_household_in_favour_never_fails_what_passed(assembly, matter):
    roll, ballots = assembly
    if not told(roll, ballots, matter)["passed"]:
        return
    heard = {ballot["unit"] for ballot in ballots}
    for unit in {row["unit"] for row in roll} - heard:
        more = [
            *ballots,
            {"unit": unit, "question": "q", "choice": "for", "channel": "paper", "received_at": "2026-06-01"},
        ]
        assert told(roll, more, matter)["passed"]


@settings(max_examples=100, deadline=None)
@given(assemblies(), st.sampled_from(["ordinary", "special"]))
def test_what_is_short_is_just_what_is_missing(assembly, matter):
    found = told(*assembly, matter)
    short = found["short_by"]
    assert (short["persons"] == 0 and Fraction(short["area"]) == 0) == found["passed"] or not assembly[1]
