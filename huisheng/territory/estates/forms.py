"""What is known of one body of an estate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import Day
from huisheng.territory.estates.rules import BODY_NAMES


class EstateBodyForm(forms.Form):
    """There or not, who it is, as of which day."""

    body = forms.ChoiceField(label=_("哪个机构"), choices=[(b.value, _(n)) for b, n in BODY_NAMES.items()])
    present = forms.TypedChoiceField(
        label=_("有没有"),
        choices=[("yes", _("有")), ("no", _("没有"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("名称"), max_length=80, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    as_of = Day(label=_("截至哪天"))
