"""Looking for somebody: who, and what for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonForm(forms.Form):
    """By name or phone; without a purpose nothing is looked up (I6)."""

    who = forms.CharField(
        label=_("姓名或电话"),
        min_length=2,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("姓名可以只写一部分；电话写全，或写后四位。"),
    )
    purpose = forms.CharField(
        label=_("为了什么要找"),
        max_length=200,
        help_text=_("例如：居民到柜台来问，忘了回执号。这一条会记下来，改不了也删不掉。"),
    )
