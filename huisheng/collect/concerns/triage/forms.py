"""What a street allows the suggestions to do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.triage.rules import LEAST_PRECISION, MOST_PRECISION


class AllowForm(forms.Form):
    """A switch, and how sure a suggestion must be to act by itself."""

    automatic = forms.BooleanField(label=_("把握够大的，自动归类"), required=False)
    percent = forms.DecimalField(
        label=_("至少多大把握（%）"), min_value=LEAST_PRECISION * 100, max_value=MOST_PRECISION * 100,
        max_digits=4, decimal_places=1, initial=98,
        help_text=_("98 就是：照这样自动归的，一百件里错的不该超过两件。"),
    )  # fmt: skip
