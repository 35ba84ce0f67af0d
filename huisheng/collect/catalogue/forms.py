"""Forms over the catalogue; what is allowed the rules say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.echo.naming import called, coded


class LeafForm(forms.ModelForm):
    class Meta:
        model = Category
        fields = [
            "group",
            "name",
            "name_en",
            "keywords",
            "clock",
            "receiver",
            "hint",
            "knowledge",
            "is_active",
        ]
        help_texts = {
            "keywords": _("用竖线隔开，例如：电梯|加装电梯。居民的话里有其中一个，就先归到这里。"),
            "knowledge": _("经办人打开这一类的事，旁边就看得到。"),
            "receiver": _("没有这个岗位的地方，往上一级接。"),
        }
        widgets = {"knowledge": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        group, clock = self.fields["group"], self.fields["clock"]
        group.queryset = Category.objects.filter(group=None)  # type: ignore[attr-defined]
        group.required = clock.required = True
        group.label_from_instance = coded  # type: ignore[attr-defined]
        self.fields["receiver"].label_from_instance = called  # type: ignore[attr-defined]


class ClockForm(forms.ModelForm):
    class Meta:
        model = ClockPolicy
        fields = ["name", "contact_amount", "contact_unit", "contact_runs",
                  "fix_amount", "fix_unit", "fix_runs", "source"]  # fmt: skip
        labels = {"contact_unit": _("联系：单位"), "contact_runs": _("联系：计时"),
                  "fix_unit": _("办好：单位"), "fix_runs": _("办好：计时")}  # fmt: skip


class PauseForm(forms.ModelForm):
    class Meta:
        model = PauseReason
        fields = ["name", "most_days"]
