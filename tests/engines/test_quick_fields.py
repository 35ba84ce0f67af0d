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
    one = forms.ChoiceField(choices=[("1", "是<"), ("&", "不是")], widget=forms.RadioSelect, initial="&")
    several = forms.MultipleChoiceField(
        choices=[(1, "灯"), (2, "水")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "two"}),
        required=False,
    )
    grouped = forms.ChoiceField(
        choices=[("夜里", [("1", "灯")]), ("白天", [("2", "水")])], widget=forms.RadioSelect
    )


def tags(html: str) -> list[tuple[str, list[str]]]:
    """The order of attributes means nothing, nor does white space between tags; everything else does."""
    found = re.findall(r"<(.*?)>([^<]*)", html.strip(), re.S)
    return [(text.strip(), sorted(re.findall(r'[\w/-]+(?:="[^"]*")?', tag))) for tag, text in found]


@pytest.mark.parametrize(
    "data", [None, {"words": "1&", "tick": "on", "long": "", "one": "1", "several": ["2", "1"]}]
)
@pytest.mark.parametrize("name", Every.base_fields)
def test_a_field_is_the_same_whoever_writes_it(data, name):
    field = Every(data)[name]
    field.form.renderer = DjangoTemplates()
    django = str(field.as_widget())
    field.form.renderer = QuickRenderer()
    assert tags(str(field.as_widget())) == tags(django)
