"""What a receiver is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import sentences
from huisheng.square.webhooks.rules import LONGEST_WHY


class EndForm(forms.Form):
    """Why it hears nothing more."""

    why = sentences(_("停用的原因"), rows=2, most=LONGEST_WHY)


class WebhookForm(forms.Form):
    """Whose it is, and where."""

    name = forms.CharField(label=_("给谁用"), max_length=60)
    url = forms.CharField(
        label=_("网址"), max_length=300, help_text=_("https 开头。不跟重定向，不往内部网络发。")
    )
    words = forms.BooleanField(
        label=_("带上对居民说的话（遮住姓名电话）"), required=False, help_text=_("居民自己的话从不带。")
    )
