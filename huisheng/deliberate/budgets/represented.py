"""Who is represented: how many voters find something of theirs among what is bought, and where the money goes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from huisheng.deliberate.budgets.election import Election, ballot_of, places


@dataclass(frozen=True)
class District:
    """The voters of one district: how many, how many have something, and the money that is spent in their name."""

    voters: int
    represented: int
    share: Fraction


@dataclass(frozen=True)
class Represented:
    """`by_count[k]`: voters with exactly k of their projects bought. Money is split: each project's cost equally among
    those who wanted it; what nobody wanted is `unasked`. Averages are over all voters, empty ballots included."""

    voters: int
    represented: int
    by_count: dict[int, int]
    average_projects: Fraction
    average_cost: Fraction
    unasked: Fraction
    districts: dict[str, District]

    @property
    def exclusion(self) -> Fraction:
        """The share of voters for whom nothing is bought that they wanted."""
        return 1 - Fraction(self.represented, self.voters)


def represented(election: Election, chosen: Iterable[int]) -> Represented:
    """Count the voters of every district against what is bought."""
    chosen = list(chosen)
    bought = ballot_of(chosen)
    share = {place: election.projects[place].cost / (election.votes[place] or 1) for place in chosen}
    by_count: Counter[int] = Counter()
    in_district: Counter[str] = Counter()
    pleased: Counter[str] = Counter()
    supporters: Counter[tuple[str, int]] = Counter()
    for (ballot, district), voters in election.ballots.items():
        hits = ballot & bought
        by_count[hits.bit_count()] += voters
        in_district[district] += voters
        pleased[district] += voters if hits else 0
        for place in places(hits):
            supporters[district, place] += voters
    money = shares_by_district(supporters, share)
    asked = [place for place in chosen if election.votes[place]]
    return Represented(
        voters=election.voters,
        represented=sum(pleased.values()),
        by_count=dict(sorted(by_count.items())),
        average_projects=Fraction(sum(k * n for k, n in by_count.items()), election.voters),
        average_cost=sum(election.votes[p] * election.projects[p].cost for p in chosen)
        / Fraction(election.voters),
        unasked=election.cost(set(chosen) - set(asked)),
        districts={
            name: District(voters, pleased[name], money.get(name, Fraction(0)))
            for name, voters in sorted(in_district.items())
        },
    )


def shares_by_district(
    supporters: Counter[tuple[str, int]], share: dict[int, Fraction]
) -> dict[str, Fraction]:
    money: dict[str, Fraction] = {}
    for (district, place), voters in supporters.items():
        money[district] = money.get(district, Fraction(0)) + voters * share[place]
    return money
