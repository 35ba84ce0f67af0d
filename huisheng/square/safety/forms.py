"""One field: six digits from the telephone, or a recovery code."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code that a telephone shows now."""

    code = forms.CharField(
        label=_("手机上的六位数"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class OpenForm(CodeForm):
    """At the door a recovery code will do, too."""

    code = forms.CharField(
        label=_("手机上的六位数"),
        help_text=_("手机不在身边，写一个备用码。"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
