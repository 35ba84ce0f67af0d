"""Plan a year's budget: its projects from a call's shortlist or typed, its residents' roll, its announcement (M51)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.models import Call, Shortlisted
from huisheng.deliberate.ballots.models import Assembly, Vote
from huisheng.deliberate.ballots.services import votes
from huisheng.deliberate.ballots.sheet import pseudonym, sha256
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.matters import SOURCE_NAMES, owners_matter
from huisheng.deliberate.budgets.models import Budget, BudgetProject, BudgetVoter
from huisheng.deliberate.budgets.services.finding import standing
from huisheng.deliberate.budgets.services.telling import tell, tell_project
from huisheng.echo.readings.services import open_several
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.voices.services import begin
from huisheng.people.models import Person
from huisheng.territory.models import Place, Residence


@transaction.atomic
def plan(
    *, place: Place, year: int, title: str, fen: int, source: str, rule: str, utility: str, completion: str,
    opens: datetime, closes: datetime, by: Person | None, at: datetime, again: str = "last", words: str = "",
    mandate: str = "", hat: str = "",
) -> Budget:  # fmt: skip
    """A budget that nobody but its makers sees yet."""
    refuse_if(rules.why_not_plan(title, source=source, fen=fen, opens=opens, closes=closes))
    voice = begin(kind="budget", title=title.strip(), path=place.path, at=at)
    budget = Budget.objects.create(
        voice=voice, place=place, year=year, title=title.strip(), words=words.strip(), fen=fen, source=source,
        mandate=mandate.strip(), rule=rule, utility=utility, completion=completion, again=again, opens=opens,
        closes=closes, by=by, at=at,
    )  # fmt: skip
    says = f"{year} 年有 {budget.yuan} 元（{SOURCE_NAMES[source]}），由居民选项目。"
    tell(budget, "planned", says, by=by, at=at, hat=hat)
    return budget


CHANGED = ("year", "title", "words", "fen", "rule", "utility", "completion", "again", "opens", "closes")


@transaction.atomic
def replan(budget: Budget, *, by: Person | None, at: datetime, hat: str = "", **typed: Any) -> Budget:
    """A draft is changed: days, money, rule (`CHANGED`). Whose money it is stays, for it says what the owners decide."""
    now = locked(budget)
    refuse_if(rules.why_not_change(standing(now, at=at).stage))
    for name in CHANGED:
        setattr(now, name, typed[name])
    refuse_if(
        rules.why_not_plan(now.title, source=now.source, fen=now.fen, opens=now.opens, closes=now.closes)
    )
    now.save(update_fields=CHANGED)
    says = f"计划改了：{now.yuan} 元，{localtime(now.opens):%Y-%m-%d %H:%M} 到 {localtime(now.closes):%Y-%m-%d %H:%M} 投票。"
    tell(now, "replanned", says, by=by, at=at, hat=hat)
    return now


def locked(budget: Budget) -> Budget:
    """The budget as it is now, and nobody else changes it until this transaction ends."""
    Budget.objects.select_for_update().get(pk=budget.pk)
    return Budget.objects.select_related("voice", "place", "result").get(pk=budget.pk)


@transaction.atomic
def add(
    budget: Budget, *, title: str, where: str, fen: int, by: Person | None, at: datetime, words: str = "",
    proposer: str = "", item: Shortlisted | None = None, matter: int = 0, hat: str = "",
) -> BudgetProject:  # fmt: skip
    """One more project. What the law gives to the owners is found by its words and its money; `matter` says it where
    they do not, and never takes it away."""
    now = locked(budget)
    refuse_if(rules.why_not_add(standing(now, at=at), title, fen=fen, where=where))
    found = owners_matter(title, words, source=now.source, mandate=now.mandate)
    item_of_law, sign = (found.item, found.sign) if found else (matter, title.strip() if matter else "")
    last = now.projects.order_by("-number").values_list("number", flat=True).first() or 0
    project = BudgetProject.objects.create(
        budget=now, number=last + 1, title=title.strip(), words=words.strip(), where=where.strip(), fen=fen,
        proposer=proposer.strip(), item=item, matter=item_of_law, sign=sign[:80],
    )  # fmt: skip
    told = f"：{project.found.sentence()}" if project.found else "。"
    says = f"第 {project.number} 项“{project.title}”进了项目清单，估 {project.yuan} 元{told}"
    tell(now, "added", says, by=by, at=at, hat=hat)
    tell_project(
        project,
        "budgeted",
        f"进了“{now.title}”的项目清单，是第 {project.number} 项{told}",
        by=by,
        at=at,
        hat=hat,
    )
    return project


@transaction.atomic
def take_over(budget: Budget, call: Call, *, by: Person | None, at: datetime, hat: str = "") -> int:
    """The whole shortlist of a call with one press; each author hears it. Items without an estimate stay behind."""
    waiting = list(call.items.filter(project=None).exclude(cost=None).exclude(cost=0))
    refuse_if(YES if waiting else because("这次征集的清单上没有估过价、还没进预算的项目。"))
    for item in waiting:
        assert item.cost is not None
        fen = rules.fen_of(item.cost)
        add(budget, title=item.title, words=item.words, where=call.place.where, fen=fen, item=item,
            proposer="居民征集", by=by, at=at, hat=hat)  # fmt: skip
    return len(waiting)


@transaction.atomic
def remove(project: BudgetProject, *, why: str, by: Person | None, at: datetime, hat: str = "") -> None:
    """Not this time, with the reason, before the announcement; its authors hear it."""
    now = locked(project.budget)
    refuse_if(rules.why_not_change(standing(now, at=at).stage))
    refuse_if(YES if len(why.strip()) >= 4 else because("请写一句为什么拿掉，提的人会看到。"))
    says = f"第 {project.number} 项“{project.title}”不在这次的清单里了：{why.strip()}"
    tell(now, "removed", says, by=by, at=at, hat=hat)
    tell_project(project, "removed", says, by=by, at=at, hat=hat)
    project.delete()


@transaction.atomic
def put_on_roll(budget: Budget, people: Iterable[tuple[str, str]], *, by: Person | None, at: datetime) -> int:
    """Residents by what names them and perhaps a telephone; whoever is on it already stays once. Answers how many came."""
    now = locked(budget)
    refuse_if(rules.why_not_change(standing(now, at=at).stage))
    several = list(people)
    logins = dict(
        Person.objects.filter(phone__in=[phone for _who, phone in several if phone], is_active=True)
        .exclude(login=None).order_by("-pk").values_list("phone", "pk")
    )  # fmt: skip
    there = set(now.voters.exclude(person=None).values_list("person", flat=True))
    rows = []
    for who, phone in several:
        person = logins.get(phone)
        if person not in there or person is None:
            rows.append((who, person))
            there.add(person or 0)
    return _added(now, rows)


@transaction.atomic
def residents_on_roll(budget: Budget, *, by: Person | None, at: datetime) -> int:
    """Everybody whose home the platform knows to lie in the place. Answers how many came."""
    now = locked(budget)
    refuse_if(rules.why_not_change(standing(now, at=at).stage))
    there = set(now.voters.exclude(person=None).values_list("person", flat=True))
    homes = Residence.objects.filter(home__path__startswith=now.place.path, until=None)
    rows = {
        one.person_id: f"{one.home.where} {one.person.name}"[: rules.LONGEST_WHO]
        for one in homes.select_related("home", "person").order_by("home__order", "pk")
        if one.person_id not in there
    }
    return _added(now, [(who, person) for person, who in rows.items()])


def _added(budget: Budget, rows: list[tuple[str, Any]]) -> int:
    known = set(budget.voters.values_list("who", flat=True))
    fresh = {who: person for who, person in rows if who not in known}
    refuse_if(YES if len(known) + len(fresh) <= rules.MOST_VOTERS else because("名册太长了，最多 %(most)s 人。", most=rules.MOST_VOTERS))  # fmt: skip
    BudgetVoter.objects.bulk_create(
        [
            BudgetVoter(budget=budget, who=who, person_id=person, code=pseudonym(budget.key, "resident", who))
            for who, person in fresh.items()
        ],
        batch_size=500,
    )
    return len(fresh)


@transaction.atomic
def announce(budget: Budget, *, by: Person | None, at: datetime, hat: str = "") -> Budget:
    """From now on everybody reads it; projects and roll stand still, the roll with its fingerprint."""
    now = locked(budget)
    standing_now = standing(now, at=at)
    refuse_if(rules.why_not_announce(standing_now, opens=now.opens, at=at))
    now.roll = "\n".join(sorted(now.voters.values_list("code", flat=True))) + "\n"
    now.roll_sha256, now.announced_at = sha256(now.roll), at
    now.save(update_fields=["roll", "roll_sha256", "announced_at"])
    opens, closes = localtime(now.opens), localtime(now.closes)
    says = (
        f"{standing_now.projects} 个项目交居民选，{opens:%Y-%m-%d %H:%M} 到 {closes:%Y-%m-%d %H:%M} 投票，"
        f"名册 {standing_now.voters} 人，按“{rules.RULE_NAMES[rules.Rule(now.rule)]}”算。"
    )
    tell(now, "announced", says, by=by, at=at, hat=hat)
    return now


@transaction.atomic
def take_back(budget: Budget, *, why: str, by: Person | None, at: datetime, hat: str = "") -> Budget:
    """The announcement is taken back, with the reason: projects, days and roll may be mended, and it is announced anew."""
    now = locked(budget)
    refuse_if(rules.why_not_take_back(standing(now, at=at), why=why))
    now.roll, now.roll_sha256, now.announced_at = "", "", None
    now.save(update_fields=["roll", "roll_sha256", "announced_at"])
    says = f"公告收回了，改好再公告：{why.strip()}"
    tell(now, "taken_back", says, by=by, at=at, hat=hat)
    for project in now.projects.select_related("item"):
        tell_project(project, "taken_back", f"“{now.title}”{says}", by=by, at=at, hat=hat)
    return now


@transaction.atomic
def extend(
    budget: Budget, *, closes: datetime, why: str, by: Person | None, at: datetime, hat: str = ""
) -> Budget:
    """More time to vote, and why; never less."""
    now = locked(budget)
    was, until = localtime(now.closes), localtime(closes)
    refuse_if(rules.why_not_extend(standing(now, at=at), closes=was, until=until, why=why, at=localtime(at)))
    now.closes = closes
    now.save(update_fields=["closes"])
    tell(now, "extended", f"投票延到 {until:%Y-%m-%d %H:%M}：{why.strip()}", by=by, at=at, hat=hat)
    return now


@transaction.atomic
def slips(budget: Budget, *, by: Person, at: datetime, hat: str = "") -> list[BudgetVoter]:
    """The slips to hand out, in the order of the roll. Who had them printed is on record (I6); over when it closes."""
    stage = standing(budget, at=at).stage
    refuse_if(because("先公告，再发选票。") if stage is rules.Stage.DRAFT else YES)
    over = stage in (rules.Stage.CLOSED, rules.Stage.DECIDED)
    refuse_if(because("投票已经截止，选票码不再给人看。") if over else YES)
    open_several(what="slips", by=by, hat=hat, path=budget.place.path, purpose="印选票发给居民", at=at)
    return list(budget.voters.order_by("pk"))


@transaction.atomic
def to_owners(
    project: BudgetProject, assembly: Assembly, *, by: Person | None, at: datetime, **typed: Any
) -> Vote:
    """An owners' vote on a project that the law gives to them: its matter picks the threshold (M51)."""
    now = (
        BudgetProject.objects.select_for_update(of=("self",))
        .select_related("budget__voice", "item")
        .get(pk=project.pk)
    )
    found = now.found
    refuse_if(YES if found else because("这个项目由居民选，不用开业主表决。"))
    refuse_if(because("已经开了业主表决。") if now.vote_id else YES)
    assert found is not None
    vote = votes.draft(assembly, by=by, at=at, **typed)
    votes.ask(vote, text=f"{now.title}，预算 {now.yuan} 元", matter=str(found.item))
    now.vote = vote
    now.save(update_fields=["vote"])
    says = f"“{now.title}”交业主表决：{found.sentence()}"
    tell(now.budget, "to_owners", says, by=by, at=at)
    tell_project(now, "to_owners", says, by=by, at=at)
    return vote
