"""Write a vote, ask its questions, announce it; note what the law wants by a date (M49, M51; R5.8–R5.11)."""

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.law import SHARES, Profile, Share
from huisheng.deliberate.ballots.models import Assembly, Clock, Question, Roll, Vote
from huisheng.deliberate.ballots.rules import Stage, stage_of
from huisheng.deliberate.ballots.services.law import find_profile, profile_of
from huisheng.echo.models import Voice
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person


@transaction.atomic
def draft(
    assembly: Assembly, *, roll: Roll, title: str, profile: str, posted_at_place: str, opens: datetime,
    closes: datetime, counters: Iterable[Person], by: Person | None, at: datetime,
) -> Vote:  # fmt: skip
    """A vote that nobody but its makers sees yet."""
    refuse_if(because("截止要在开始之后。") if closes <= opens else YES)
    refuse_if(YES if find_profile(profile) else because("请选一套规则。"))
    refuse_if(YES if roll.assembly_id == assembly.pk else because("这份名册不是这个小区的。"))
    voice = Voice.objects.create(kind="vote", title=title.strip(), path=assembly.estate.path, began=at)
    vote = Vote.objects.create(
        assembly=assembly, roll=roll, voice=voice, title=title.strip(), profile=profile,
        posted_at_place=posted_at_place.strip(), opens=opens, closes=closes,
    )  # fmt: skip
    vote.counters.set(list(counters))
    return vote


@transaction.atomic
def ask(vote: Vote, *, text: str, matter: str, candidates: Iterable[str] = ()) -> Question:
    """One more question; its matter picks the threshold by itself (M51)."""
    names = [name.strip() for name in candidates if name.strip()]
    refuse_if(rules.why_not_ask(text, matter, names, announced=vote.announced_at is not None))
    number = vote.questions.count() + 1
    return Question.objects.create(
        vote=vote, number=number, text=text.strip(), matter=matter, candidates=";".join(dict.fromkeys(names))
    )


@transaction.atomic
def announce(vote: Vote, *, by: Person | None, at: datetime) -> None:
    """Put up the notice: from now on questions, law and dates stand still. Refused less than 15 days before (R5.8)."""
    now = Vote.objects.select_for_update(of=("self",)).select_related("assembly").get(pk=vote.pk)
    chosen = find_profile(now.profile)
    refuse_if(
        rules.why_not_announce(
            announced=now.announced_at is not None, questions=now.questions.count(),
            counters=now.counters.count(), law=chosen, opens=localtime(now.opens),
            today=localtime(at).date(),
        )
    )  # fmt: skip
    adopted = now.assembly.online_adopted_on is not None
    assert chosen is not None
    law = replace(chosen, online="adopted" if adopted else "indicative")
    now.law, now.announced_at, now.announced_by = law_text(law), at, by
    now.save()
    opens, closes = localtime(now.opens), localtime(now.closes)
    says = f"公告贴在{now.posted_at_place}：{opens:%Y-%m-%d %H:%M} 到 {closes:%Y-%m-%d %H:%M} 投票，规则按“{law.title}”。"
    say(now.voice, by=by, at=at, did="announced", says=says, to=())
    vote.refresh_from_db()


def law_text(law: Profile) -> str:
    """A profile as JSON, shares as [numerator, denominator, more than, words]."""
    values = {one.name: getattr(law, one.name) for one in fields(law)}
    plain = {
        name: [value.least.numerator, value.least.denominator, value.strict, value.words]
        if isinstance(value, Share)
        else value
        for name, value in values.items()
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def law_of(vote: Vote) -> Profile:
    """The law as it stood when the vote was announced; before, as it stands now."""
    if not vote.law:
        return profile_of(vote.profile)
    return law_from(vote.law)


def law_from(text: str) -> Profile:
    """A profile that was written down with `law_text`."""
    values: dict[str, Any] = json.loads(text)
    for name in SHARES & values.keys():
        part, whole, strict, words = values[name]
        values[name] = Share(Fraction(part, whole), strict, words)
    values["order"] = tuple(values["order"])
    return Profile(**values)


def stage(vote: Vote, *, at: datetime) -> Stage:
    """Where a vote stands."""
    return stage_of(
        announced=vote.announced_at is not None, decided=hasattr(vote, "verdict"), opens=vote.opens,
        closes=vote.closes, at=at,
    )  # fmt: skip


def dues(vote: Vote) -> list[rules.Due]:
    """The statutory dates of a vote with what was done."""
    decided = localtime(vote.verdict.at).date() if hasattr(vote, "verdict") else None
    return rules.dues(
        announced=localtime(vote.announced_at).date() if vote.announced_at else None,
        opens=localtime(vote.opens).date(), decided=decided,
        election=any(rules.chosen_matter(one.matter).seats for one in vote.questions.all()),
        done={one.duty: one.on for one in vote.clocks.all()}, law=law_of(vote),
    )  # fmt: skip


@transaction.atomic
def done(vote: Vote, *, duty: str, on: date, by: Person | None, at: datetime, says: str = "") -> Clock:
    """Somebody did what the law wants by a date."""
    refuse_if(YES if duty in rules.DUTY_NAMES else because("请选做了哪一件。"))
    refuse_if(because("日期在今天之后。") if on > localtime(at).date() else YES)
    refuse_if(because("这一件已经记过了。") if vote.clocks.filter(duty=duty).exists() else YES)
    late = duty != "committee" and not hasattr(vote, "verdict")
    refuse_if(because("还没有结果，先计票。") if late else YES)
    clock = Clock.objects.create(vote=vote, duty=duty, on=on, says=says.strip(), by=by, at=at)
    say(
        vote.voice,
        by=by,
        at=at,
        did="duty_done",
        says=f"{rules.DUTY_NAMES[duty]}：{on}。{says.strip()}",
        to=(),
    )
    return clock
