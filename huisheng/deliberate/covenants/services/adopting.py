"""Put a version up for adoption, record that it was adopted, file it with the street, hang it up."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.covenants import rules
from huisheng.deliberate.covenants.models import Adoption, CovenantVersion, Filing
from huisheng.deliberate.covenants.services.finding import locked, standing
from huisheng.deliberate.notices import services as notices
from huisheng.deliberate.notices.models import Notice
from huisheng.deliberate.notices.rules import day
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
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
    by: Person | None,
    at: datetime,
    vote: str = "",
    hat: str = "",
) -> Adoption:
    """A meeting adopted it: recorded with its day, its numbers, and where the minutes are. It holds from now on."""
    now = locked(version)
    count = rules.Count(present=present, agreed=agreed, against=against)
    today = localtime(at).date()
    refuse_if(rules.why_not_adopt(standing(now), count, on=on, today=today, minutes=minutes))
    adoption = Adoption.objects.create(
        version=now, body=body, on=on, present=present, agreed=agreed, against=against,
        minutes=minutes.strip(), vote=vote.strip(), by=by, at=at,
    )  # fmt: skip
    says = f"第 {now.number} 版{day(on)}由{rules.BODY_NAMES[body]}通过：到会 {present}，赞成 {agreed}，反对 {against}。"
    say(now.covenant.voice, by=by, at=at, did="adopted", says=says, hat=hat)
    return adoption


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
    say(now.covenant.voice, by=by, at=at, did="filed", says=f"{day(on)}向{filing.office}备案。", hat=hat)
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
    about = next(row for row in notices.lengths(on=begins) if row.code == "covenant")
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
