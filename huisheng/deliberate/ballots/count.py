"""Count the ballots of an owners' vote so that a court, a loser and a loser's lawyer can recompute it.

Areas are whole square centimetres and shares are fractions; there is no floating point anywhere. Every ballot either
counts or stands in the list of those that do not, with its reason. Standard library only: part of the verifier.
Source: 民法典 第 278 条; 法释〔2009〕7号 第 8、9 条; RULES R5.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from huisheng.deliberate.ballots.law import ELECTION, Matter, Profile, Share
from huisheng.deliberate.ballots.roll import Bad, Roll

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CHOICES = {"for": FOR, "同意": FOR, "赞成": FOR, "against": AGAINST, "反对": AGAINST, "不同意": AGAINST,
           "abstain": ABSTAIN, "弃权": ABSTAIN}  # fmt: skip
NO_NAMES = {word for word, choice in CHOICES.items() if choice != ABSTAIN} | {"total", "took_part"}
CHANNELS = {"paper": "纸质", "online": "网上", "meeting": "会场", "proxy": "委托", "official": "官方系统"}


@dataclass(frozen=True)
class Question:
    """What is asked. `candidates` empty: not given; `opens`, `closes`: moments in ISO form, "" unknown."""

    id: str
    text: str
    matter: Matter
    candidates: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""


class Ballot(NamedTuple):
    """One choice of one unit. `received_at` as ISO text, "" unknown; equal ones were handed in together."""

    unit: str
    choice: str
    channel: str = "paper"
    received_at: str = ""


@dataclass
class Sum:
    """Persons and cm²."""

    persons: int = 0
    area: int = 0


@dataclass(frozen=True)
class Counted:
    """The result of one question; `sums` by total, took_part, for, against, abstain or a candidate's name."""

    question: Question
    profile: Profile
    sums: Mapping[str, Sum]
    quorum: bool
    passed: bool
    short: Sum
    invalid: tuple[Bad, ...]
    ranked: tuple[tuple[str, Sum, bool], ...] = ()
    elected: tuple[str, ...] = ()
    tie: tuple[str, ...] = ()
    online: int = 0
    voices: Mapping[str, frozenset[str]] = field(default_factory=dict)


def count(question: Question, ballots: Iterable[Ballot], roll: Roll, profile: Profile) -> Counted:
    """The result of one question from all of its ballots, in whatever order they come."""
    papers, invalid = _papers(question, ballots, roll, profile)
    counted, more = _one_each(question, papers, profile)
    counted, still_more = _one_will(counted, roll)
    voices = {unit: choices for unit, (choices, _when, _channel) in counted.items()}
    online = sum(channel == "online" for _choices, _when, channel in counted.values())
    if question.matter.kind == ELECTION:
        sums = _sums(voices, roll)
    else:
        sums = _sums(_with_silent(voices, roll, profile), roll)
    bad = tuple(sorted([*roll.bad, *invalid, *more, *still_more], key=lambda one: (one.unit, one.reason)))
    quorum = _quorum(sums, profile)
    if question.matter.kind == ELECTION:
        return _elected(question, profile, sums, quorum=quorum, bad=bad, online=online, voices=voices)
    share, took = question.matter.share(profile), sums["took_part"]
    passed = quorum and share.met(sums[FOR].persons, took.persons) and share.met(sums[FOR].area, took.area)
    short = _short(sums, profile, share, FOR, quorum=quorum)
    return Counted(question, profile, sums, quorum, passed, short, bad, online=online, voices=voices)


Paper = tuple[frozenset[str], str, str]  # choices, when, channel


def _papers(
    question: Question, ballots: Iterable[Ballot], roll: Roll, profile: Profile
) -> tuple[dict[str, list[Paper]], list[Bad]]:
    """Ballot papers by unit: what one unit handed in at one moment."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    invalid = []
    for ballot in ballots:
        choice = ballot.choice.strip()
        if reason := _why_invalid(question, ballot, choice, roll, profile):
            invalid.append(Bad(ballot.unit, reason, question.id))
        else:
            known = CHOICES.get(choice.lower())
            choice = known if known and (question.matter.kind != ELECTION or known == ABSTAIN) else choice
            # an election's paper names several; two ways at one moment are two papers there, one voice elsewhere
            way = ballot.channel if question.matter.kind == ELECTION else ""
            found[ballot.unit, ballot.received_at, way].append(choice)
            ways[ballot.unit, ballot.received_at].add(ballot.channel)
    papers: dict[str, list[Paper]] = defaultdict(list)
    for (unit, when, way), choices in found.items():
        channel = way or min(ways[unit, when])
        if len(choices) == 1:
            papers[unit].append((frozenset(choices), when, channel))
        elif reason := _why_not_paper(question, choices):
            invalid += [Bad(unit, reason, question.id) for _each in choices]
        else:
            invalid += [
                Bad(unit, "同一张票交了两次，只算一次", question.id)
                for _again in range(len(choices) - len(set(choices)))
            ]
            papers[unit].append((frozenset(choices), when, channel))
    return papers, invalid


def _why_invalid(question: Question, ballot: Ballot, choice: str, roll: Roll, profile: Profile) -> str:
    if ballot.unit not in roll.units:
        return f"名册里没有“{ballot.unit}”" if ballot.unit else "没有写房号"
    if ballot.channel not in CHANNELS:
        return f"投票方式“{ballot.channel}”不认识"
    if ballot.channel == "proxy" and not profile.proxies:
        return "议事规则不许委托"
    if not choice:
        return "空白票"
    if question.matter.kind != ELECTION and choice.lower() not in CHOICES:
        return f"“{choice}”不是同意、反对或者弃权"
    if question.matter.kind == ELECTION and choice.lower() in NO_NAMES:
        return f"“{choice}”不是候选人的名字"
    if question.candidates and choice not in question.candidates and CHOICES.get(choice.lower()) != ABSTAIN:
        return f"候选人里没有“{choice}”"
    if ballot.received_at and question.closes and ballot.received_at > question.closes:
        return "截止以后才收到"
    if ballot.received_at and question.opens and ballot.received_at < question.opens:
        return "开始以前就收到"
    return ""


def _why_not_paper(question: Question, choices: Sequence[str]) -> str:
    different = set(choices)
    if question.matter.kind != ELECTION:
        return UNCLEAR if len(different) > 1 else ""
    if ABSTAIN in different and len(different) > 1:
        return "又弃权又选人"
    seats = question.matter.seats
    return f"选了 {len(different)} 人，最多选 {seats} 人" if len(different) > seats else ""


def _one_each(
    question: Question, papers: Mapping[str, list[Paper]], profile: Profile
) -> tuple[dict[str, Paper], list[Bad]]:
    """Of several papers of one unit the profile's counts; the others are listed. Different ones handed in at the same
    moment count neither way, and the next one is asked."""
    counted, invalid = {}, []
    for unit, papers_of_unit in papers.items():
        if len(papers_of_unit) == 1:
            counted[unit] = papers_of_unit[0]
            continue
        chosen, unclear = _clear(papers_of_unit, last=profile.duplicates == "last")
        if profile.duplicates == "none":
            why = ["交了不止一张，按规则都不算"] * len(papers_of_unit)
        elif chosen is None:
            why = [UNCLEAR] * unclear
        else:
            counted[unit] = chosen
            rest = (
                "后来又交了一张，先交的不算"
                if profile.duplicates == "last"
                else "先交过一张有效票，后交的不算"
            )
            why = [UNCLEAR] * unclear + [rest] * (len(papers_of_unit) - unclear - 1)
        invalid += [Bad(unit, reason, question.id) for reason in why]
    return counted, invalid


UNCLEAR = "同一时刻交了几种不同的意见，分不出先后"


def _clear(papers: Sequence[Paper], *, last: bool) -> tuple[Paper | None, int]:
    """The first (or last) paper whose moment knows no other choice, and how many unclear ones stand before it."""
    moments: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        moments[paper[1]].append(paper)
    unclear = 0
    for when in sorted(moments, reverse=last):
        if len({choices for choices, _when, _channel in moments[when]}) == 1:
            return min(moments[when], key=lambda paper: paper[2]), unclear
        unclear += len(moments[when])
    return None, unclear


def _one_will(counted: Mapping[str, Paper], roll: Roll) -> tuple[dict[str, Paper], list[Bad]]:
    """A person with several units has one will (法释 第 9 条): what was handed in first. Another choice for another
    unit does not count and is listed; different ones of the same moment count neither way."""
    of: dict[int, list[str]] = defaultdict(list)
    for unit in counted:
        of[roll.person_of[unit]].append(unit)
    kept, invalid = dict(counted), []
    for units in of.values():
        if len(units) == 1 or len({counted[unit][0] for unit in units}) == 1:
            continue
        will, _unclear = _clear([counted[unit] for unit in units], last=False)
        for unit in units:
            if will is None or counted[unit][0] != will[0] or counted[unit][1] < will[1]:
                clash = will is None or counted[unit][1] < will[1]
                invalid.append(Bad(unit, f"同一人名下几套，{UNCLEAR}" if clash else OTHER_WILL))
                del kept[unit]
    return kept, invalid


OTHER_WILL = "同一人名下另一套先投了不同的意见，一人只有一个意见，这一张不算"


def _with_silent(
    voices: Mapping[str, frozenset[str]], roll: Roll, profile: Profile
) -> dict[str, frozenset[str]]:
    """Units that handed in nothing, where the profile says that silence means something."""
    told = dict(voices)
    if profile.silence == "absent":
        return told
    meaning = frozenset({ABSTAIN})
    if profile.silence == "majority":
        sums = _sums(voices, roll)
        agree, refuse = sums[FOR], sums[AGAINST]
        if agree.persons > refuse.persons and agree.area > refuse.area:
            meaning = frozenset({FOR})
        elif refuse.persons > agree.persons and refuse.area > agree.area:
            meaning = frozenset({AGAINST})
    heard = {roll.person_of[unit] for unit in voices}
    return told | {unit: meaning for unit in roll.units if roll.person_of[unit] not in heard}


def _sums(voices: Mapping[str, frozenset[str]], roll: Roll) -> dict[str, Sum]:
    """Each person once, each voted unit's area once, for everything that was chosen."""
    sums: dict[str, Sum] = defaultdict(Sum)
    persons: dict[str, set[int]] = defaultdict(set)
    for unit, choices in voices.items():
        area, person = roll.units[unit].area, roll.person_of[unit]
        for key in ("took_part", *choices):
            sums[key].area += area
            persons[key].add(person)
    for key, who in persons.items():
        sums[key].persons = len(who)
    for key in ("took_part", FOR, AGAINST, ABSTAIN):
        sums[key]  # there, even when nobody chose it
    sums["total"] = Sum(roll.persons, roll.area)
    return dict(sums)


def _quorum(sums: Mapping[str, Sum], profile: Profile) -> bool:
    took, total = sums["took_part"], sums["total"]
    return profile.quorum.met(took.persons, total.persons) and profile.quorum.met(took.area, total.area)


def _short(sums: Mapping[str, Sum], profile: Profile, share: Share, choice: str, *, quorum: bool) -> Sum:
    """How many persons and cm² are missing: to take part first; then, of those who took part, to agree."""
    part, whole = (sums[choice], sums["took_part"]) if quorum else (sums["took_part"], sums["total"])
    rule = share if quorum else profile.quorum
    return Sum(max(0, rule.needed(whole.persons) - part.persons), max(0, rule.needed(whole.area) - part.area))


def _elected(
    question: Question, profile: Profile, sums: Mapping[str, Sum], *, quorum: bool, bad: tuple[Bad, ...], online: int,
    voices: Mapping[str, frozenset[str]],
) -> Counted:  # fmt: skip
    """Each winner needs the ordinary double majority; the profile orders them; a tie at the last seat is not broken."""
    took, share, seats = sums["took_part"], profile.ordinary, question.matter.seats
    names = set(question.candidates) | {name for chosen in voices.values() for name in chosen} - {ABSTAIN}

    def rank(name: str) -> tuple[int, ...]:
        return tuple(-getattr(sums.get(name, Sum()), measure) for measure in profile.order)

    ranked = []
    for name in sorted(names, key=lambda name: (rank(name), name)):
        own = sums.get(name, Sum())
        ranked.append(
            (name, own, quorum and share.met(own.persons, took.persons) and share.met(own.area, took.area))
        )
    able = [name for name, _sum, passed in ranked if passed]
    tie: tuple[str, ...] = ()
    elected = able[:seats]
    if len(able) > seats and rank(able[seats - 1]) == rank(able[seats]):
        tie = tuple(name for name in able if rank(name) == rank(able[seats]))
        elected = [name for name in elected if name not in tie]
    short = _short(sums, profile, share, "took_part", quorum=quorum) if not quorum else Sum()
    return Counted(question, profile, sums, quorum, len(elected) == seats, short, bad, tuple(ranked), tuple(elected), tie,
                   online, voices)  # fmt: skip
