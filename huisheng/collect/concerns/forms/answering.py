"""What an outside body answers with."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """What was done or can be done, and who says so."""

    says = forms.CharField(
        label=_("答复"), help_text=_("做了什么、什么时候做。说这件事的居民会读到。"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-draft": "answer"}),
        error_messages={"required": _("请写答复内容（至少 10 个字）。")},
    )  # fmt: skip
    who = forms.CharField(label=_("答复人"), max_length=60, error_messages={"required": _("请写答复人。")})
