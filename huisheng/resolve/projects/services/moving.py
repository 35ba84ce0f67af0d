"""Begin a project, move it along its road, hand it over, set its days: each a Line that residents read (M67, I3)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.collect.calls.services import tell_authors
from huisheng.deliberate.budgets.rules import yuan
from huisheng.deliberate.models import BudgetProject
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.services import begin as begin_voice
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.resolve.projects import rules
from huisheng.resolve.projects.models import Milestone, Project
from huisheng.resolve.projects.rules import Stage
from huisheng.territory.models import Appointment, Place

Owner = Appointment | OutsideBody


@transaction.atomic
def begin(
    *, title: str, place: Place, year: int, fen: int, owner: Owner | None, by: Person | None, at: datetime,
    words: str = "", where: str = "", chosen: BudgetProject | None = None, hat: str = "",
) -> Project:  # fmt: skip
    """The work begins with design, and somebody answers for it from the first day."""
    refuse_if(rules.why_not_begin(title, fen=fen, owner=owner))
    assert owner is not None
    voice = begin_voice(kind="project", title=title.strip(), path=place.path, at=at)
    project = Project(
        voice=voice, title=title.strip(), words=words.strip(), where=where.strip(), place=place, year=year, fen=fen,
        chosen=chosen, by=by, at=at,
    )  # fmt: skip
    _give(project, owner)
    project.save()
    _tell(project, "begun", f"立项了，预算 {yuan(fen)} 元，由{named(owner)}负责。", by=by, at=at, hat=hat)
    return project


def _give(project: Project, owner: Owner) -> None:
    project.post = owner if isinstance(owner, Appointment) else None
    project.body = owner if isinstance(owner, OutsideBody) else None


def named(owner: Owner) -> str:
    """The owner as anybody reads it: a post by its kind, and by the person's name only where that person agreed (R13.4)."""
    if isinstance(owner, OutsideBody):
        return owner.name
    return f"{owner.kind.shown}{owner.person.name if owner.public else ''}"


def locked(project: Project) -> Project:
    """The project as the database has it, which nobody else changes until the transaction ends."""
    rows = Project.objects.select_for_update(of=("self",))
    return rows.select_related("voice", "place", "post__person", "post__kind", "body", "chosen__item").get(
        pk=project.pk
    )


def _tell(project: Project, did: str, says: str, *, by: Any, at: datetime, hat: str) -> None:
    """On its own page, to whoever answers for it, and on the receipts of those who proposed it."""
    staff = [project.post.person] if project.post and project.post.person_id != (by and by.pk) else []
    say(project.voice, by=by, at=at, did=did, says=says, to=(), staff=staff, hat=hat)
    if project.chosen and project.chosen.item:
        tell_authors(project.chosen.item, did, f"“{project.title}”：{says}", by=by, at=at, hat=hat)


@transaction.atomic
def move(
    project: Project, *, to: str, percent: int, says: str, by: Person | None, at: datetime, hat: str = "",
    until: date | None = None, spent: int | None = None,
) -> Project:  # fmt: skip
    """To another stage, or further in this one. `until`: the warranty's last day; `spent`: what it cost in fen."""
    now = locked(project)
    on = localtime(at).date()
    refuse_if(
        rules.why_not_move(now.stage, to, percent=percent, says=says, until=until, on=on, was=now.percent)
    )
    if to != now.stage:
        _through(now, Stage(to), at=at)
    now.stage, now.percent = to, percent if to in rules.COUNTED else 0
    now.warranty_until, now.spent = until or now.warranty_until, spent or now.spent
    now.save(update_fields=["stage", "percent", "warranty_until", "spent"])
    ends = f"（质保到 {now.warranty_until}）" if until and now.stage == Stage.WARRANTY else ""
    cost = f"花了 {yuan(spent)} 元。" if spent else ""
    _tell(
        now,
        "moved",
        f"{rules.told(now.stage, now.percent)}{ends}：{says.strip()}{cost}",
        by=by,
        at=at,
        hat=hat,
    )
    return now


def _through(project: Project, to: Stage, *, at: datetime) -> None:
    """The stage that is left is through, when the road goes on; what is built again has to be reached again."""
    order = list(rules.WORK)
    if to in order and order.index(to) < order.index(Stage(project.stage)):
        Milestone.objects.filter(project=project, stage__in=order[order.index(to) :]).update(reached_at=None)
    elif to is not Stage.STOPPED:
        Milestone.objects.update_or_create(project=project, stage=project.stage, defaults={"reached_at": at})


@transaction.atomic
def hand(
    project: Project, *, to: Owner | None, why: str, by: Person | None, at: datetime, hat: str = ""
) -> Project:
    """Somebody else answers for it, and residents read why."""
    now = locked(project)
    refuse_if(rules.why_not_hand(now.stage, now=now.owner, to=to, why=why))
    assert to is not None
    _give(now, to)
    now.save(update_fields=["post", "body"])
    _tell(now, "handed", f"改由{named(to)}负责：{why.strip()}", by=by, at=at, hat=hat)
    return now


@transaction.atomic
def set_dates(
    project: Project,
    dates: Mapping[str, date | None],
    *,
    why: str = "",
    by: Person | None,
    at: datetime,
    hat: str = "",
) -> Project:
    """By which day each stage is to be through; changed with the reason."""
    now = locked(project)
    planned = now.milestones.exclude(due=None).exists()
    refuse_if(rules.why_not_plan(now.stage, dates, why=why, planned=planned, on=localtime(at).date()))
    for stage in rules.WORK:
        if due := dates.get(stage):
            Milestone.objects.update_or_create(project=now, stage=stage, defaults={"due": due})
    days = "，".join(
        f"{rules.STAGE_NAMES[one]}{month_day(due)}前" for one in rules.WORK if (due := dates.get(one))
    )
    because_of = f"（{why.strip()}）" if planned else ""
    _tell(now, "planned", f"日程{because_of}：{days}。", by=by, at=at, hat=hat)
    return now
