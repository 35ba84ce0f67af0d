"""Put a version up for adoption, record that it was adopted, file it with the street, hang it up."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.models import Question, Verdict
from huisheng.deliberate.ballots.services.law import profile_of, usual
from huisheng.deliberate.covenants import rules
from huisheng.deliberate.covenants.models import Adoption, CovenantVersion, Filing
from huisheng.deliberate.covenants.services.finding import locked, standing
from huisheng.deliberate.notices import services as notices
from huisheng.deliberate.notices.models import Notice
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person


@transaction.atomic
def put_up(version: CovenantVersion, *, by: Person | None, at: datetime, hat: str = "") -> None:
    """Its words are fixed from now on. Refused while a comment is unanswered."""
    now = locked(version)
    refuse_if(rules.why_not_put_up(standing(now)))
    now.put_up_at = at
    now.save(update_fields=["put_up_at"])
    says = f"第 {now.number} 版的意见都答复了，交付表决。"
    say(now.covenant.voice, by=by, at=at, did="put_up", says=says, hat=hat)


@transaction.atomic
def adopt(
    version: CovenantVersion,
    *,
    body: str,
    on: date,
    present: int,
    agreed: int,
    against: int,
    minutes: str,
    by_hand: str,
    by: Person | None,
    at: datetime,
    hat: str = "",
) -> Adoption:
    """A meeting outside adopted it: typed with its day, its numbers, where the minutes are, and why by hand. It holds
    from now on. How many must agree is the street's rule (ballots/law.py, `covenant`)."""
    now = locked(version)
    count = rules.Count(present=present, agreed=agreed, against=against)
    today, share = localtime(at).date(), profile_of(usual(now.covenant.place)).covenant
    refuse_if(
        rules.why_not_adopt(standing(now), count, share, on=on, today=today, minutes=minutes, by_hand=by_hand)
    )
    adoption = Adoption.objects.create(
        version=now, body=body, on=on, present=present, agreed=agreed, against=against,
        minutes=minutes.strip(), by_hand=by_hand.strip(), by=by, at=at,
    )  # fmt: skip
    says = f"第 {now.number} 版{month_day(on)}由{rules.BODY_NAMES[body]}通过：到会 {present}，赞成 {agreed}，反对 {against}。"
    say(now.covenant.voice, by=by, at=at, did="adopted", says=says, hat=hat)
    return adoption


@transaction.atomic
def link_vote(
    version: CovenantVersion, *, question: Question, by: Person | None, at: datetime, hat: str = ""
) -> None:
    """The question of an owners' vote by which this version is adopted, or is not."""
    now, vote = locked(version), question.vote
    refuse_if(
        rules.why_not_link(
            standing(now), matter=question.matter, announced=vote.announced_at is not None,
            before=bool(now.put_up_at and vote.announced_at and vote.announced_at < now.put_up_at),
        )
    )  # fmt: skip
    here = now.covenant.place.path.startswith(vote.assembly.estate.path)
    refuse_if(YES if here else because("这次表决是别的小区的。"))
    now.question = question
    now.save(update_fields=["question"])
    says = f"第 {now.number} 版由业主大会表决：“{vote.title}”第 {question.number} 题。"
    say(now.covenant.voice, by=by, at=at, did="vote_linked", says=says, hat=hat)


@transaction.atomic
def adopt_by_vote(version: CovenantVersion, *, by: Person | None, at: datetime, hat: str = "") -> Adoption:
    """What the linked vote decided is read from its verdict, never typed."""
    now = locked(version)
    verdict = getattr(now.question.vote, "verdict", None) if now.question else None
    result = _result(now, verdict)
    told, passed = result.get("because", ""), bool(result.get("passed"))
    refuse_if(rules.why_not_by_vote(standing(now), decided=verdict is not None, passed=passed, told=told))
    assert verdict is not None
    assert now.question is not None
    people = result["persons"]
    on, minutes = (
        localtime(verdict.at).date(),
        f"表决结果单：{now.question.vote.title}，名册指纹 {verdict.roll_sha256[:12]}",
    )
    adoption = Adoption.objects.create(
        version=now, body="owners", on=on, present=people["took_part"], agreed=people["for"], against=people["against"],
        minutes=minutes[:200], question=now.question, by=by, at=at,
    )  # fmt: skip
    says = f"第 {now.number} 版{month_day(on)}由业主大会表决通过：{told}"
    say(now.covenant.voice, by=by, at=at, did="adopted", says=says, hat=hat)
    return adoption


def _result(version: CovenantVersion, verdict: Verdict | None) -> dict[str, Any]:
    """The result of its question; {} before there is one."""
    if verdict is None or version.question is None:
        return {}
    number = str(version.question.number)
    return next((one for one in json.loads(verdict.results) if one["question"] == number), {})


@transaction.atomic
def file(
    version: CovenantVersion,
    *,
    office: str,
    on: date,
    by: Person | None,
    at: datetime,
    reference: str = "",
    hat: str = "",
) -> Filing:
    """Filed with the street (R6)."""
    now = locked(version)
    refuse_if(rules.why_not_file(standing(now), on=on, today=localtime(at).date()))
    refuse_if(because("请写向哪里备案。") if not office.strip() else "")
    filing = Filing.objects.create(
        version=now, office=office.strip(), on=on, reference=reference.strip(), by=by, at=at
    )
    say(
        now.covenant.voice, by=by, at=at, did="filed", says=f"{month_day(on)}向{filing.office}备案。", hat=hat
    )
    return filing


@transaction.atomic
def hang(
    version: CovenantVersion,
    *,
    publisher: str,
    phone: str,
    boards: list[str],
    begins: date,
    by: Person | None,
    at: datetime,
    hat: str = "",
) -> Notice:
    """Hang it up as a public notice: where it must hang, and the record of where it does, are the notice's."""
    now = locked(version)
    hanging = now.notice_id is not None and not notices.standing(now.notice).withdrawn  # type: ignore[arg-type]
    refuse_if(rules.why_not_hang(standing(now), hanging=hanging))
    about = notices.length_of("covenant", on=begins)
    body = "\n\n".join(f"{n}. {one.words}" for n, one in enumerate(now.articles.all(), 1))
    place = now.covenant.place
    now.notice = notices.publish(
        about=about, place=place, title=now.covenant.title, body=body, publisher=publisher, phone=phone,
        places=notices.places_for(place, boards), begins=begins, by=by, at=at, hat=hat,
    )  # fmt: skip
    now.save(update_fields=["notice"])
    says = f"第 {now.number} 版开始张贴，要贴 {now.notice.spots.count()} 处。"
    say(now.covenant.voice, by=by, at=at, did="hung", says=says, to=[], hat=hat)
    return now.notice
