"""Put up a notice, correct it, close it after its days, take it back. Every verb ends in a line that residents read."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.notices import rules
from huisheng.deliberate.notices.models import Notice, NoticeEnd, NoticeLength, NoticeText, Spot
from huisheng.deliberate.notices.services.finding import known, standing
from huisheng.echo.models import Voice
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import begin
from huisheng.echo.workdays.services import calendar
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS
from huisheng.territory.places.services import in_areas

KIND_OF_BOARD = {"entrance": ["entrance"], "building": ["building"], "area": [kind.value for kind in AREAS]}


def places_for(place: Place, boards: Iterable[str]) -> list[Place]:
    """Where a notice about a place must hang: the kinds of board chosen (rules.BOARD_NAMES), under the place. One query.

    A building without entrances stands for its own door. A layer reaches what it gathers.
    """
    chosen = set(boards)
    kinds = [kind for board in chosen for kind in KIND_OF_BOARD.get(board, [])]
    inside = Place.objects.filter(in_areas(place.reach), kind__in=kinds, closed_on=None).order_by("where")
    found = list(inside[: rules.MOST_PLACES + 1]) if kinds else []
    return [place, *(one for one in found if one != place)] if "itself" in chosen else found


@transaction.atomic
def publish(
    *,
    about: NoticeLength,
    place: Place,
    title: str,
    body: str,
    publisher: str,
    phone: str,
    places: Iterable[Place],
    begins: date,
    by: Person | None,
    at: datetime,
    days: int | None = None,
    hat: str = "",
) -> Notice:
    """A notice hangs from `begins` for at least the days that the table says; with the places where it must hang.

    Refused when shorter than that, without words, place, publisher or a telephone for objections.
    """
    spots, days = list(dict.fromkeys(places)), days or about.days
    on = localtime(at).date()
    refuse_if(rules.why_not_publish(title, body, places=len(spots), begins=begins, on=on))
    refuse_if(rules.why_not_length(days=days, least=about.days, kind=about.kind))
    refuse_if(because("请写谁发布、提意见打哪个电话。") if not publisher.strip() or not phone.strip() else "")
    refuse_if(why_not_phone(phone))
    voice = begin(kind="notice", title=title.strip(), path=place.path, at=at)
    notice = Notice.objects.create(
        voice=voice, kind=about.kind, about=about, place=place, publisher=publisher.strip(),
        phone=phone.strip(), days=days, counted=about.counted, by=by, at=at,
    )  # fmt: skip
    text = _write(notice, 1, title, body, begins=begins, by=by, at=at)
    Spot.objects.bulk_create([Spot(notice=notice, place=one) for one in spots])
    says = f"{notice.get_kind_display()}《{text.title}》从{month_day(begins)}贴到{month_day(text.ends)}，要贴 {len(spots)} 处。"
    say(voice, by=by, at=at, did="published", says=says, hat=hat)
    return notice


def _write(
    notice: Notice,
    version: int,
    title: str,
    body: str,
    *,
    begins: date,
    by: Person | None,
    at: datetime,
    why: str = "",
) -> NoticeText:
    ends = rules.last_day(begins, days=notice.days, counted=notice.counted, calendar=calendar())
    notice.text = NoticeText.objects.create(
        notice=notice, version=version, title=title.strip(), body=body.strip(), why=why.strip(),
        begins=begins, ends=ends, by=by, at=at,
    )  # fmt: skip
    notice.save(update_fields=["text"])
    return notice.text


def locked(notice: Notice) -> Notice:
    """The notice as it is now, and nobody else changes it until this transaction ends."""
    Notice.objects.select_for_update().get(pk=notice.pk)
    return known().get(pk=notice.pk)


@transaction.atomic
def correct(
    notice: Notice, *, title: str, body: str, why: str, by: Person | None, at: datetime, hat: str = ""
) -> NoticeText:
    """A corrected text is a new version: the days begin again today, and it must be put up again everywhere."""
    now = locked(notice)
    old, on = now.text, localtime(at).date()
    assert old is not None
    same = (old.title, old.body) == (title.strip(), body.strip().replace("\r\n", "\n"))
    refuse_if(rules.why_not_correct(standing(now), title=title, body=body, why=why, same=same))
    text = _write(now, old.version + 1, title, body, begins=max(on, old.begins), by=by, at=at, why=why)
    Voice.objects.filter(pk=now.voice_id).update(title=text.title)
    says = f"更正了文字：{why.strip()}。天数重新计算，贴到{month_day(text.ends)}，原来贴的要换下来。"
    say(now.voice, by=by, at=at, did="corrected", says=says, hat=hat)
    return text


@transaction.atomic
def close(notice: Notice, *, says: str, by: Person | None, at: datetime, hat: str = "") -> NoticeEnd:
    """After its last day, every objection answered and every place accounted for. `says`: what came of it."""
    now = locked(notice)
    refuse_if(rules.why_not_close(standing(now), on=localtime(at).date()))
    refuse_if(because("请写一句结果，居民会看到。") if not says.strip() else "")
    return _end(now, says=says, by=by, at=at, hat=hat, withdrawn=False)


@transaction.atomic
def withdraw(notice: Notice, *, why: str, by: Person | None, at: datetime, hat: str = "") -> NoticeEnd:
    """Take it back, with a reason that everybody reads."""
    now = locked(notice)
    refuse_if(rules.why_not_withdraw(standing(now), why))
    return _end(now, says=why, by=by, at=at, hat=hat, withdrawn=True)


def _end(
    notice: Notice, *, says: str, by: Person | None, at: datetime, hat: str, withdrawn: bool
) -> NoticeEnd:
    end = NoticeEnd.objects.create(notice=notice, withdrawn=withdrawn, says=says.strip(), by=by, at=at)
    words = f"撤回了：{end.says}" if withdrawn else f"期满结束，提了 {notice.objected} 条意见。{end.says}"  # type: ignore[attr-defined]
    say(notice.voice, by=by, at=at, did="withdrawn" if withdrawn else "closed", says=words, hat=hat)
    return end
