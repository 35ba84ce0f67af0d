"""Words for pages: reasons in the reader's language, numbers in groups, moments as people say them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext

from huisheng.echo import asking, naming
from huisheng.echo.voices.masking import masked as hidden
from huisheng.echo.voices.rules import masked_phone, spoken
from huisheng.echo.workdays.services import calendar
from huisheng.echo.workdays.words import in_words
from huisheng.people.permissions.rules import hat_for
from huisheng.resolve.tasks import rules

register = template.Library()


@register.filter
def said(reason: Any) -> str:
    """A reason in the reader's language: its pattern translated, its values put in."""
    return asking.in_words(reason)


@register.filter
def due(moment: datetime) -> str:
    """A due moment: 已超 40 分, 还剩 1 时 20, 周三 17:00, 12 月 5 日."""
    return said(in_words(moment, now(), calendar())) if moment else ""


@register.filter
def late(moment: datetime) -> bool:
    """Whether a due moment has passed."""
    return bool(moment) and moment < now()


@register.filter
def when(moment: datetime) -> str:
    """When something happened: 14:20 today, 11月20日 14:20 this year, with the year before that."""
    if not moment:
        return ""
    local, today = localtime(moment), localtime()
    if local.date() == today.date():
        return f"{gettext('今天')} {local:%H:%M}"
    day = _day(local.month, local.day, get_language())
    return f"{day} {local:%H:%M}" if local.year == today.year else f"{local.year}-{local:%m-%d %H:%M}"


@lru_cache(maxsize=1_000)
def _day(month: int, day: int, language: str) -> str:
    return date_format(date(2000, month, day), gettext("n月j日"))


@register.filter
def number(value: str) -> str:
    """A receipt number in groups."""
    return spoken(value) if value else ""


@register.filter
def plain(number: int) -> str:
    """A number that goes back with a form, not written out for a reader: Django's writing of it takes 20 times as long."""
    return str(number)


@register.filter
def masked(phone: str) -> str:
    """A phone for the eye only."""
    return masked_phone(phone)


@register.filter
def called(row: Any) -> str:
    """A category or a kind of post in the reader's language, for those who work here."""
    return naming.called(row)


@register.filter
def called_outside(kind: Any) -> str:
    """A kind of post in the reader's language, on pages that anybody may read."""
    return naming.called_outside(kind)


@register.filter
def publicly(words: str) -> str:
    """Words as anybody may read them: without what points to a person."""
    return hidden(words)


@register.filter
def has_act(hats: Any, name: str) -> bool:
    """Whether any of these hats may do an act somewhere (for links; the act itself asks again)."""
    return hat_for(name, list(hats)) is not None


@register.filter
def amount(quantity: Decimal) -> str:
    """A quantity without the zeros that nobody said: 60, 2.5."""
    return rules.amount(quantity)
