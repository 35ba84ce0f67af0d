"""Open a call, give it more time, close it when everything is answered, take it back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, CallEnd
from huisheng.collect.calls.services.finding import standing
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import begin
from huisheng.echo.workdays.words import month_day
from huisheng.people.models import Person
from huisheng.territory.models import Place


@transaction.atomic
def open_(
    *,
    kind: str,
    place: Place,
    title: str,
    body: str,
    publisher: str,
    phone: str,
    opens: date,
    closes: date,
    by: Person | None,
    at: datetime,
    only_proven: bool = False,
    hat: str = "",
) -> Call:
    """Ask everybody at a place, from a day to a day, both included.

    `only_proven`: who is for a proposal counts when their telephone was proved; settled before anybody spoke.
    """
    on = localtime(at).date()
    refuse_if(rules.why_not_open(title, body, opens=opens, closes=closes, on=on))
    refuse_if(
        because("请写谁征集、不会上网的打哪个电话。") if not publisher.strip() or not phone.strip() else ""
    )
    refuse_if(why_not_phone(phone))
    voice = begin(kind="call", title=title.strip(), path=place.path, at=at)
    call = Call.objects.create(
        voice=voice, kind=kind, place=place, title=title.strip(), body=body.strip(), publisher=publisher.strip(),
        phone=phone.strip(), opens=opens, closes=closes, by=by, at=at,
        only_proven=only_proven and kind == rules.Kind.PROPOSALS,
    )  # fmt: skip
    says = f"{call.get_kind_display()}，从{month_day(opens)}到{month_day(closes)}。"
    say(voice, by=by, at=at, did="opened", says=says, to=[], hat=hat)
    return call


def locked(call: Call) -> Call:
    """The call as it is now, and nobody else changes it until this transaction ends."""
    Call.objects.select_for_update().get(pk=call.pk)
    return Call.objects.select_related("voice", "end", "place").get(pk=call.pk)


@transaction.atomic
def extend(call: Call, *, closes: date, why: str, by: Person | None, at: datetime, hat: str = "") -> Call:
    """More time, and why; never less."""
    now = locked(call)
    refuse_if(rules.why_not_extend(standing(now), closes=closes, why=why, on=localtime(at).date()))
    now.closes = closes
    now.save(update_fields=["closes"])
    says = f"延到{month_day(closes)}：{why.strip()}"
    say(now.voice, by=by, at=at, did="extended", says=says, to=[], hat=hat)
    return now


@transaction.atomic
def close(call: Call, *, says: str, by: Person | None, at: datetime, hat: str = "") -> CallEnd:
    """After its last day, everything answered (M33). Who proposed was told with each answer, and is not told again."""
    now = locked(call)
    where = standing(now)
    refuse_if(rules.why_not_close(where, on=localtime(at).date()))
    refuse_if(because("请写一句结果，居民会看到。") if not says.strip() else "")
    end = CallEnd.objects.create(call=now, says=says.strip(), by=by, at=at)
    items = now.items.count()
    listed = f"，列出 {items} 项" if items else ""
    words = f"结束了：收到 {where.proposals} 条，条条答复{listed}。{end.says}"
    say(now.voice, by=by, at=at, did="closed", says=words, to=[], hat=hat)
    return end


@transaction.atomic
def withdraw(call: Call, *, why: str, by: Person | None, at: datetime, hat: str = "") -> CallEnd:
    """Take it back; everybody whose words were not answered is told why, on their own receipt."""
    now = locked(call)
    refuse_if(rules.why_not_withdraw(standing(now), why))
    end = CallEnd.objects.create(call=now, withdrawn=True, says=why.strip(), by=by, at=at)
    say(now.voice, by=by, at=at, did="withdrawn", says=f"撤回了：{end.says}", to=[], hat=hat)
    for one in now.proposals.filter(answer=None, into__answer=None).select_related("voice", "speaker"):
        words = f"“{now.title}”撤回了：{end.says}"
        say(one.voice, by=by, at=at, did="withdrawn", says=words, to=[one.speaker], caller=by, hat=hat)
    return end
