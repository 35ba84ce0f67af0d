"""Make a token, know one again, count its use, end it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import Refused, because, refuse_if
from huisheng.people.models import Person
from huisheng.square.tokens import rules
from huisheng.square.tokens.models import Token


class TooOftenError(Refused):
    """A token was used more often than it may be in one minute."""


@transaction.atomic
def make(person: Person, *, name: str, days: int, at: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is told this once. Refused without a name, for longer than a year, or too many."""
    refuse_if(rules.why_not_make(name, days=days, others=living(person, at=at).count()))
    secret = rules.new_secret()
    token = Token.objects.create(
        person=person, name=name.strip(), digest=rules.digest(secret), tail=secret[-4:], made_at=at,
        until=at + timedelta(days=days),
    )  # fmt: skip
    keep("token_made", by=person, whose=person, at=at, about=f"token {token.pk}")
    return token, secret


def living(person: Person, *, at: datetime) -> QuerySet[Token]:
    """The tokens of a person that still open something, the newest first."""
    return Token.objects.filter(person=person, revoked_at=None, until__gt=at).order_by("-id")


def token_of(secret: str, *, at: datetime) -> Token:
    """The token with this secret, one use of it counted. Refused when it opens nothing; TooOftenError above the limit."""
    token = Token.objects.select_related("person").filter(digest=rules.digest(secret)).first()
    refuse_if(rules.why_not_use(token, at=at))
    assert token is not None
    _spend(token, at=at)
    return token


def _spend(token: Token, *, at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    mine = Token.objects.filter(pk=token.pk)
    again = mine.filter(minute=minute, spent__lt=settings.API_PER_MINUTE)
    if again.update(spent=F("spent") + 1, used_at=at):
        return
    if not mine.filter(Q(minute=None) | ~Q(minute=minute)).update(minute=minute, spent=1, used_at=at):
        most = settings.API_PER_MINUTE
        raise TooOftenError(because("用得太快了：一分钟最多 %(most)s 次，请过一分钟再来。", most=most))


@transaction.atomic
def revoke(token: Token, *, at: datetime) -> None:
    """From now on it opens nothing. Refused when it was revoked before."""
    refuse_if(rules.why_not_revoke(token))
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    keep("token_ended", by=token.person, whose=token.person, at=at, about=f"token {token.pk}")
