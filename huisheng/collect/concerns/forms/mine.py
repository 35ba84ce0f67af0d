"""Look a matter up, and say what one thinks of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class FindForm(forms.Form):
    """The number on the receipt and four digits: of the phone that was left, or the code on the receipt."""

    number = forms.CharField(
        label=_("回执号"),
        max_length=40,
        widget=forms.TextInput(attrs=DIGITS | {"placeholder": "26-4831-0927"}),
    )
    tail = forms.CharField(label=_("电话后四位"), max_length=20, widget=forms.TextInput(attrs=DIGITS))


class VerdictForm(forms.Form):
    """The resident's own verdict; one tap sends `solved` alone."""

    solved = forms.ChoiceField(label=_("办好了吗"), choices=Concern.Solved.choices, widget=forms.RadioSelect)
    rating = forms.ChoiceField(
        label=_("满意吗"),
        choices=Concern.Rating.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("不满意的，会重新办。"),
    )
    words = forms.CharField(
        label=_("想说的话"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordsForm(forms.Form):
    """A sentence of one's own: why it is broken again, why not content with the exit, a thank-you letter."""

    words = forms.CharField(
        label=_("想说的话"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LetterForm(WordsForm):
    """M34: a letter, and whether others may read it."""

    public = forms.BooleanField(label=_("可以公开给邻居看（不写我的名字）"), required=False)

    @property
    def read_by_all(self) -> tuple[str, ...]:
        """What is to be shown first as neighbours will read it."""
        return ("words",) if self.data.get("public") else ()
