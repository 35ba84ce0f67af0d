"""“My home too”: what a neighbour may add, all of it optional."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.forms.saying import telephone
from huisheng.echo.asking import in_words
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person


class CosignForm(forms.Form):
    """A sentence and a phone; the matter and its place are known."""

    words = forms.CharField(
        label=_("您家是什么情况"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(
        label=_("您的电话"), required=False, max_length=40, widget=telephone(),
        help_text=_("办好了告诉您，也请您自己说办好没有。"),
    )  # fmt: skip
    name = forms.CharField(label=_("怎么称呼您"), required=False, max_length=60)
    held = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    waiting = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: uuid4().hex
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if reason := why_not_phone(phone):
            raise forms.ValidationError(in_words(reason))
        return phone

    def said(self, by: Person | None) -> Said:
        """Who is speaking."""
        return Said(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"], person=by)
