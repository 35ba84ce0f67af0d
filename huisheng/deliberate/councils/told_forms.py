"""Forms for a party without a link: how it was told, or whom to call from now on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import terms
from huisheng.deliberate.councils.forms import WhenForm
from huisheng.echo.fields import telephone
from huisheng.territory.posts.forms import TELEPHONE


class ToldForm(WhenForm):
    """How a party was notified by hand, whom, and when; together that is `told_at`."""

    how = forms.ChoiceField(
        label=_("怎么通知的"), choices=[(key, _(name)) for key, name in terms.HOW_NAMES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    who = forms.CharField(label=_("通知了谁"), max_length=60)
    field_order = ["how", "who", "on", "hour"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if "starts" in typed:
            typed["told_at"] = typed.pop("starts")
        return typed


class RegisterForm(forms.Form):
    """A party becomes a body with a link: name, contact, telephone."""

    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=OutsideBody.Kind.choices)
    contact = forms.CharField(label=_("联系人"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=20, widget=TELEPHONE, validators=[telephone],
        help_text=_("对方打开链接，要写这个电话的后四位。"),
    )  # fmt: skip
