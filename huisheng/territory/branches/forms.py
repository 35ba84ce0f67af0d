"""The form of a branch."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import Day
from huisheng.territory.branches.models import Branch
from huisheng.territory.places.models import Place


class BranchForm(forms.Form):
    """A branch and the estates it serves; the choices are those of the reader's own area."""

    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=Branch.Kind.choices)
    home = forms.ModelChoiceField(Place.objects.none(), label=_("设在哪个社区"))
    estates = forms.ModelMultipleChoiceField(
        Place.objects.none(), label=_("服务的小区"), widget=forms.CheckboxSelectMultiple
    )
    founded_on = Day(label=_("成立日期"), required=False)
    members_count = forms.IntegerField(
        label=_("党员人数"), required=False, min_value=0, max_value=9999, help_text=_("只写人数，不写是谁。")
    )
    duty_hours = forms.CharField(label=_("值班时间"), required=False, max_length=120)

    def __init__(self, *args: Any, homes: Any, estates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]
        self.fields["estates"].queryset = estates  # type: ignore[attr-defined]
