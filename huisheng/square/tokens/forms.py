"""What a new token needs: for whom, for how long."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.square.tokens.rules import LONGEST_DAYS


class TokenForm(forms.Form):
    """A name by which it is known again, and an end."""

    name = forms.CharField(label=_("给谁用"), max_length=60, help_text=_("例如：物业的报修系统。"))
    days = forms.IntegerField(
        label=_("用多少天"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=90,
        help_text=_("最多一年，到期自己失效。"),
    )
