"""What is written down about health, hardship, minors; and why it is opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.sensitive.rules import LONGEST
from huisheng.echo.consents.rules import HOW_NAMES, How
from huisheng.echo.fields import sentences


class WriteForm(forms.Form):
    """The words, and how whom it is about agreed."""

    words = sentences(
        _("要照顾到的情况"),
        hint=_("只写办这件事用得着的，例如：一个人住、听不清、坐轮椅。加密保存，写明原因才能打开。"),
        most=LONGEST,
    )
    how = forms.ChoiceField(
        label=_("本人怎样同意的"),
        choices=[(how.value, _(HOW_NAMES[how])) for how in (How.COUNTER, How.PHONE, How.PAPER)],
    )
    agreed = forms.BooleanField(label=_("我问过本人，本人同意记下来，只用来办这件事"), required=False)


class ReasonForm(forms.Form):
    """A reason, before anything is shown."""

    purpose = forms.CharField(
        label=_("为什么要看"), max_length=200, help_text=_("这句话会记下来，街道看得到。")
    )
