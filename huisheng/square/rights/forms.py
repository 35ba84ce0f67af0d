"""What somebody asks about their own data, and the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import sentences
from huisheng.echo.rights.models import RIGHTS


class AskForm(forms.Form):
    """One right, and a sentence."""

    right = forms.ChoiceField(label=_("要什么"), choices=RIGHTS, widget=forms.RadioSelect)
    words = sentences(_("想说的话"), required=False, hint=_("改错的，写明哪里不对、该是什么。"), most=1000)


class AnswerForm(forms.Form):
    """Done, or not with the reason."""

    done = forms.TypedChoiceField(
        label=_("办了吗"), choices=[("yes", _("办了")), ("no", _("不能办"))], coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = sentences(_("答复"), hint=_("本人会看到。不能办的，写明理由和依据。"), most=1000)
