"""Begin an election: the group, the candidates, their list on the wall, and the ballot made of it (M49; R5.12)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.law import Profile
from huisheng.deliberate.ballots.models import Assembly, Question, Roll, RollOwner, RollUnit, Vote
from huisheng.deliberate.ballots.roll import Unit, persons_of
from huisheng.deliberate.ballots.services import votes
from huisheng.deliberate.ballots.services.law import profile_of
from huisheng.deliberate.elections import rules
from huisheng.deliberate.elections.models import Candidate, GroupMember, Preparation
from huisheng.deliberate.notices import services as notices
from huisheng.deliberate.notices.models import Notice
from huisheng.echo.consents.rules import How
from huisheng.echo.consents.services import consent, take_back
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.sealed.services import compared
from huisheng.people.models import Person

ABOUT = "candidates"  # the row of notices/lengths.csv that says how long the list hangs


def known() -> QuerySet[Preparation]:
    """Preparations with what is asked of each."""
    return Preparation.objects.select_related(
        "assembly__estate__community", "assembly__estate__street", "assembly__voice", "roll", "notice__end",
        "question__vote",
    )  # fmt: skip


def standing(one: Preparation) -> rules.Standing:
    """Where it stands. A list that was withdrawn from the wall does not hang: names can be added again."""
    end = getattr(one.notice, "end", None) if one.notice else None
    listed = one.notice is not None and not (end and end.withdrawn)
    return rules.Standing(
        settled=one.settled_on is not None, listed=listed, over=listed and end is not None,
        made=one.made_on is not None, stopped=one.stopped_on is not None,
    )  # fmt: skip


def _locked(one: Preparation) -> Preparation:
    Preparation.objects.select_for_update().get(pk=one.pk)
    return known().get(pk=one.pk)


def law_of(one: Preparation) -> Profile:
    """The law by which it is prepared."""
    return profile_of(one.profile)


@transaction.atomic
def begin(
    assembly: Assembly, *, roll: Roll | None, title: str, seats: int, profile: str, guidance: str, founded_on: date,
    by: Person | None, at: datetime, asked_on: date | None = None, arrears_rule: str = "",
) -> Preparation:  # fmt: skip
    """The street sets up a preparatory group, against one roll. Its members are written down next."""
    open_ones = Preparation.objects.filter(assembly=assembly, made_on=None, stopped_on=None)
    refuse_if(
        rules.why_not_begin(
            running=open_ones.exists(), rolls=int(roll is not None), founded_on=founded_on,
            on=localtime(at).date(),
        )
    )  # fmt: skip
    refuse_if(because("书面申请的日子晚于成立的日子。") if asked_on and asked_on > founded_on else YES)
    assert roll is not None
    refuse_if(YES if roll.assembly_id == assembly.pk else because("这份名册不是这个小区的。"))
    made = Preparation.objects.create(
        assembly=assembly, roll=roll, title=title.strip(), seats=seats, profile=profile, guidance=guidance.strip(),
        asked_on=asked_on, founded_on=founded_on, arrears_rule=arrears_rule.strip(), by=by, at=at,
    )  # fmt: skip
    says = f"{made.title}开始筹备，{made.guidance}指导。"
    say(assembly.voice, by=by, at=at, did="preparation_begun", says=says, to=())
    return made


@transaction.atomic
def add_member(one: Preparation, *, name: str, side: str, named_by: str, leads: bool = False) -> GroupMember:
    """One member, for whom, named by whom."""
    now = _locked(one)
    refuse_if(rules.why_not_member(standing(now), name, named_by))
    refuse_if(YES if side in rules.SIDE_NAMES else because("请选这位成员代表谁。"))
    return GroupMember.objects.create(
        preparation=now, name=name.strip(), side=side, named_by=named_by.strip(), leads=leads
    )


@transaction.atomic
def drop_member(member: GroupMember) -> None:
    """Off the draft of the group."""
    now = _locked(member.preparation)
    refuse_if(rules.why_not_member(standing(now), member.name, member.named_by))
    member.delete()


def why_not_settle(one: Preparation) -> str:
    """Why the group as it is written down is none."""
    members = list(one.members.all())
    leaders = [member.side for member in members if member.leads]
    return rules.why_not_settle(standing(one), [member.side for member in members], leaders)


@transaction.atomic
def settle(one: Preparation, *, by: Person | None, at: datetime) -> None:
    """Publish who is in the group; from now on it stands, and candidates may be named."""
    now = _locked(one)
    refuse_if(why_not_settle(now))
    now.settled_on = localtime(at).date()
    now.save(update_fields=["settled_on"])
    names = "、".join(
        f"{member.name}（{member.get_side_display()}{'，组长' if member.leads else ''}）"
        for member in now.members.all()
    )
    say(now.assembly.voice, by=by, at=at, did="group_settled", says=f"筹备组成员：{names}。", to=())


@transaction.atomic
def name(
    one: Preparation, *, name: str, unit: str, how: str, agreed: bool, by: Person | None, at: datetime,
    backers: Iterable[str] = (), clear: bool = False, words: str = "",
) -> Candidate:  # fmt: skip
    """A candidate, checked against the roll; those who name one are counted as persons, not as units."""
    now = _locked(one)
    home = RollUnit.objects.filter(roll=now.roll, unit=unit.strip()).first()
    refuse_if(YES if how in rules.HOW_NAMES else because("请选怎样参选。"))
    units = list(dict.fromkeys(line for each in backers if (line := each.strip())))
    backed, unknown = _behind(now, units, unit.strip()) if how == rules.OWNERS else (0, ())
    owners = _owners(home, rules.bare(name)) if home else None
    told = rules.Named(name, how, owners, agreed, backed, unknown, clear)
    names = set(now.candidates.filter(withdrawn_on=None).values_list("name", flat=True))
    refuse_if(
        rules.why_not_candidate(
            standing(now), told, known=names, needed=law_of(now).backers, arrears_rule=now.arrears_rule
        )
    )
    assert home is not None
    made = Candidate.objects.create(
        preparation=now, name=name.strip(), unit=home.unit, building=home.building, how=how, backed=backed,
        backers="\n".join(units) if how == rules.OWNERS else "", words=words.strip(), by=by, at=at,
    )  # fmt: skip
    consent("stands", about=f"candidate:{made.pk}", by=by, at=at, how=How.PAPER)
    return made


def _owners(home: RollUnit, name: str) -> list[str]:
    """Whether each owner of a unit is so called: compared under seal, so that nobody reads another's name."""
    rows = list(home.owners.values_list("pk", flat=True))
    same = compared(RollOwner, "name", rows, words=name)
    return [name if same.get(row) else "**" if row in same else "" for row in rows]


def _behind(one: Preparation, units: list[str], own: str) -> tuple[int, tuple[str, ...]]:
    """How many persons stand behind these units, the candidate's own left out; and which are not on the roll."""
    owners: dict[str, set[str]] = {}
    rows = RollOwner.objects.filter(unit__roll=one.roll).values_list("unit__unit", "owner_id")
    for unit, owner in rows:
        owners.setdefault(unit, set()).add(owner)
    people = persons_of([Unit(unit, 1, frozenset(ids)) for unit, ids in owners.items()], law_of(one))
    unknown = tuple(unit for unit in units if unit not in people)
    return len({people[unit] for unit in units if unit in people} - {people.get(own, -1)}), unknown


@transaction.atomic
def withdraw(candidate: Candidate, *, why: str, by: Person | None, at: datetime) -> None:
    """Off the list, with the reason; those who read the assembly's page read it."""
    now = _locked(candidate.preparation)
    row = Candidate.objects.get(pk=candidate.pk)
    refuse_if(rules.why_not_withdraw(standing(now), why, gone=row.withdrawn_on is not None))
    row.withdrawn_on, row.withdrawn_why = localtime(at).date(), why.strip()
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    take_back("stands", about=f"candidate:{row.pk}", by=by, at=at, how=How.PAPER)
    says = f"候选人{row.name}退出：{row.withdrawn_why}"
    say(now.assembly.voice, by=by, at=at, did="candidate_withdrawn", says=says, to=())


def standing_for(one: Preparation) -> list[Candidate]:
    """Those who stand, in the order in which they came."""
    return [each for each in one.candidates.all() if each.withdrawn_on is None]


@transaction.atomic
def put_up(
    one: Preparation, *, publisher: str, phone: str, boards: list[str], begins: date, by: Person | None,
    at: datetime, hat: str = "",
) -> Notice:  # fmt: skip
    """The list goes up as a public notice, with its days; objections come in and are answered there (M56)."""
    now = _locked(one)
    those = standing_for(now)
    refuse_if(rules.why_not_list(standing(now), candidates=len(those), seats=now.seats))
    about = notices.length_of(ABOUT, on=begins)
    estate = now.assembly.estate
    now.notice = notices.publish(
        about=about, place=estate, title=f"{estate.name}{now.title}：候选人名单", body=_listed(now, those),
        publisher=publisher, phone=phone, places=notices.places_for(estate, boards), begins=begins, by=by, at=at,
        hat=hat,
    )  # fmt: skip
    now.save(update_fields=["notice"])
    says = f"{len(those)} 位候选人的名单贴出来了，有意见请在公示期内提。"
    say(now.assembly.voice, by=by, at=at, did="candidates_listed", says=says, to=())
    return now.notice


def _listed(one: Preparation, those: list[Candidate]) -> str:
    lines = []
    for n, each in enumerate(those, 1):
        how = each.get_how_display() + (f"，{each.backed} 位业主联名" if each.backed else "")
        where = f"{each.building}，" if each.building else ""
        lines.append(f"{n}. {each.name}（{where}{how}）{each.words}")
    return f"名额 {one.seats} 位，候选人 {len(those)} 位，按报名先后：\n\n" + "\n\n".join(lines)


@transaction.atomic
def make_ballot(one: Preparation, *, vote: Vote, by: Person | None, at: datetime) -> Question:
    """The election question of a vote that is being written, made of the list. Refused while the list hangs."""
    now = _locked(one)
    those = standing_for(now)
    refuse_if(rules.why_not_ballot(standing(now), candidates=len(those), seats=now.seats))
    refuse_if(
        rules.why_not_vote(announced=vote.announced_at is not None, same_roll=vote.roll_id == now.roll_id)
    )
    names = [each.name for each in those]
    now.question = votes.ask(vote, text=f"选举{now.title}", matter=f"election:{now.seats}", candidates=names)
    now.made_on = localtime(at).date()
    now.save(update_fields=["question", "made_on"])
    says = f"按公示的名单做好选票：{'、'.join(names)}。"
    say(now.assembly.voice, by=by, at=at, did="ballot_made", says=says, to=())
    return now.question


@transaction.atomic
def stop(one: Preparation, *, why: str, by: Person | None, at: datetime) -> None:
    """It comes to nothing, for a reason that owners read; another may begin."""
    now = _locked(one)
    refuse_if(rules.why_not_stop(standing(now), why))
    now.stopped_on, now.stopped_why = localtime(at).date(), why.strip()
    now.save(update_fields=["stopped_on", "stopped_why"])
    says = f"{now.title}的筹备停下了：{now.stopped_why}"
    say(now.assembly.voice, by=by, at=at, did="preparation_stopped", says=says, to=())


def dues(one: Preparation) -> list[rules.Due]:
    """What should be done by when."""
    law = law_of(one)
    return rules.dues(
        asked_on=one.asked_on, founded_on=one.founded_on, settled_on=one.settled_on, made_on=one.made_on,
        within=law.group_within, days=law.group_days,
    )  # fmt: skip
