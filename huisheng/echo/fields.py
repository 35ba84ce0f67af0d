"""Fields that many forms have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.asking import in_words
from huisheng.echo.voices.rules import why_not_phone

YEARS = range(1900, 2200)


def day_of_our_time(value: date) -> None:
    """A validator: refuses a year that was mistyped (0026, 20226) before anybody counts days from it."""
    if value.year not in YEARS:
        raise forms.ValidationError(_("年份不对，请看看是不是打错了。"))


class Day(forms.DateField):
    """A day, chosen from a calendar or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [day_of_our_time]


class Moment(forms.DateTimeField):
    """A day and its time, local."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_validators = [day_of_our_time]


def telephone(value: str) -> None:
    """A validator: refuses what nobody could call."""
    if reason := why_not_phone(value):
        raise forms.ValidationError(in_words(reason))


def sentences(
    label: Any, *, hint: Any = "", required: bool = True, rows: int = 3, most: int | None = 500
) -> forms.CharField:
    """A field for a few sentences, at most so many characters (None: no limit)."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=area)
