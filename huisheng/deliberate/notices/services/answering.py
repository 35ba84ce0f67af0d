"""Hear an objection, by the page or typed by a clerk; answer it with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.notices import rules
from huisheng.deliberate.notices.models import Notice, NoticeAnswer, NoticeObjection
from huisheng.deliberate.notices.services.finding import standing
from huisheng.deliberate.notices.services.publishing import locked
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said, hear
from huisheng.people.models import Person


@transaction.atomic
def object_(
    notice: Notice,
    *,
    words: str,
    said: Said,
    by: Person | None,
    at: datetime,
    hat: str = "",
    once: str | None = None,
) -> NoticeObjection:
    """Somebody has something against it, or to add, while it hangs; they get a receipt.

    `by`: the clerk who typed it for a caller; None or the speaker's own account when they wrote it themselves.
    `once`: the form's own token; sent twice it is one objection.
    """
    now = locked(notice)
    if once and (same := NoticeObjection.objects.select_related("speaker").filter(once=once).first()):
        return same
    refuse_if(
        rules.why_not_object(standing(now), words, on=localtime(at).date()) or why_not_phone(said.phone)
    )
    typed_by = None if by == said.person else by
    assert now.text is not None
    speaker = hear(now.voice, said=said, filed_by=typed_by, at=at)
    found = NoticeObjection.objects.create(
        notice=now, text=now.text, speaker=speaker, words=words.strip(), by=typed_by, at=at, once=once
    )
    how = "有人打电话来提了一条意见" if typed_by else "有人提了一条意见"
    staff = [now.by] if now.by else []
    says = f"{how}，收在{speaker.spoken[-4:]}号。"
    say(now.voice, by=by, at=at, did="objected", says=says, to=[speaker], staff=staff, hat=hat)
    return found


@transaction.atomic
def answer(
    objection: NoticeObjection, *, fate: str, words: str, by: Person | None, at: datetime, hat: str = ""
) -> NoticeAnswer:
    """Accepted, partly, or not, and why. Whoever objected is told; everybody can read it."""
    now = locked(objection.notice)
    answered = NoticeAnswer.objects.filter(objection=objection).exists()
    refuse_if(rules.why_not_answer(standing(now), words, answered=answered))
    given = NoticeAnswer.objects.create(objection=objection, fate=fate, words=words.strip(), by=by, at=at)
    says = f"答复了{objection.speaker.spoken[-4:]}号意见：{rules.FATE_NAMES[fate]}。{given.words}"
    say(now.voice, by=by, at=at, did="answered", says=says, to=[objection.speaker], caller=by, hat=hat)
    return given
