"""Fields written in one go say the same as Django's own."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from huisheng.echo.choosing import QuickRenderer


class Every(forms.Form):
    words = forms.CharField(
        max_length=5, initial='<"x">', widget=forms.TextInput(attrs={"autofocus": True, "lang": False})
    )
    number = forms.IntegerField(required=False, initial=0)
    tick = forms.BooleanField(required=False, initial=True)
    day = forms.DateField(initial="2026-01-01")
    long = forms.CharField(widget=forms.Textarea, initial="a<b\nc")
    file = forms.FileField()
    hidden = forms.CharField(widget=forms.HiddenInput)


def attributes(html: str) -> tuple[str, list[str]]:
    """The order of attributes means nothing; everything else does."""
    head, rest = re.fullmatch(r"\s*<(.*?)>(.*)", html, re.S).groups()  # type: ignore[union-attr]
    return rest.rstrip("\n"), sorted(re.findall(r'[\w-]+(?:="[^"]*")?', head))


@pytest.mark.parametrize("data", [None, {"words": "1&", "tick": "on", "long": ""}])
@pytest.mark.parametrize("name", Every.base_fields)
def test_a_field_is_the_same_whoever_writes_it(data, name):
    field = Every(data)[name]
    field.form.renderer = DjangoTemplates()
    django = str(field.as_widget())
    field.form.renderer = QuickRenderer()
    assert attributes(str(field.as_widget())) == attributes(django)
