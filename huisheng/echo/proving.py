"""Four digits go to a telephone, on a voice of their own: nobody who reads of anything else reads of them."""

from datetime import datetime

from django.utils.crypto import constant_time_compare

from huisheng.echo.notices.models import State
from huisheng.echo.notices.rules import CODE_SENT, code_words
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.models import Speaker
from huisheng.echo.voices.rules import heard_phone, new_code, why_not_code
from huisheng.echo.voices.services import Said, begin, hear


def send_code(phone: str, *, title: str, path: str, at: datetime) -> Speaker:
    """The digits are on their way by SMS; they wait in the answer's `code` until they are written back."""
    refuse_if(why_not_code(phone))
    voice = begin(kind="code", title=title, path=path, at=at)
    waiting = hear(voice, said=Said(phone=phone, told_by="sms"), filed_by=None, at=at)
    waiting.code = new_code()
    waiting.save(update_fields=["code"])
    words = code_words(waiting.code)
    say(voice, by=None, at=at, did=CODE_SENT, says="发了一个验证码。", urgent=True, words=words)
    return waiting


def fits(waiting: Speaker | None, code: str) -> bool:
    """Whether these are the digits that were sent."""
    return (
        waiting is not None and bool(waiting.code) and constant_time_compare(waiting.code, heard_phone(code))
    )


def forget_phone(waiting: Speaker) -> None:
    """The telephone and the digits have done their work; the words of the message carry the digits too."""
    Speaker.objects.filter(pk=waiting.pk).update(phone="", code="")
    waiting.message_set.filter(state=State.WAITING).delete()
    waiting.message_set.exclude(words="").update(words="")
