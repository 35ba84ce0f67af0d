"""What is published of a vote on projects: a Pabulib file, from which anybody computes the same result (I5).

No name in it, and no time: ballots stand in the order of codes that say nothing.
"""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from huisheng.deliberate.budgets.rules import numbers_of, plain_yuan


def pabulib(
    meta: Mapping[str, str], fen: int, projects: Iterable[tuple[int, str, int]], ballots: Mapping[str, str]
) -> str:
    """The file. `projects`: (number, title, cost in fen); `ballots`: the code of a voter → the numbers ticked."""
    listed = list(projects)
    votes = dict.fromkeys((number for number, _title, _fen in listed), 0)
    for choice in ballots.values():
        for number in numbers_of(choice):
            votes[number] += 1
    about = {
        **meta, "budget": plain_yuan(fen), "currency": "CNY", "vote_type": "approval",
        "num_projects": str(len(listed)), "num_votes": str(len(ballots)),
    }  # fmt: skip
    rows: list[list[str]] = [["META"], ["key", "value"], *([key, value] for key, value in about.items())]
    rows += [["PROJECTS"], ["project_id", "cost", "votes", "name"]]
    rows += [[str(number), plain_yuan(cost), str(votes[number]), title] for number, title, cost in listed]
    rows += [["VOTES"], ["voter_id", "vote"], *([code, ballots[code]] for code in sorted(ballots))]
    target = StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator="\n").writerows(rows)
    return target.getvalue()


def command(rule: str, utility: str, completion: str, name: str) -> str:
    """How anybody counts again."""
    more = f" --completion {completion}" if rule == "equal-shares" else ""
    return f"python manage.py budget {name} --rule {rule} --utility {utility}{more}"
