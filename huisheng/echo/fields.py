"""Fields that many forms have."""

from typing import Any

from django import forms

from huisheng.echo.asking import in_words
from huisheng.echo.voices.rules import why_not_phone


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
