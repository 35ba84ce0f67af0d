"""A call is taken down while somebody speaks: one order of fields, nothing that needs a mouse."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns.forms.saying import STAFF, SayForm, telephone
from huisheng.echo.choosing import QuickSelect
from huisheng.echo.naming import called


def asking(target: str) -> dict[str, str]:
    """Attributes of a field whose words are answered while they are typed (htmx); by POST: a number stays out of logs."""
    return {
        "hx-post": str(reverse_lazy("collect:phone_hints")),
        "hx-trigger": "input changed delay:250ms",
        "hx-target": target,
        "hx-select": target,
        "hx-swap": "outerHTML",
        "hx-include": "closest form",
    }


class PhoneForm(SayForm):
    """Phone, place by typing, words, name; then what is rarely needed. `place` is one of those that typing found."""

    where = forms.CharField(
        label=_("在哪里"), max_length=60, required=False,
        help_text=_("名称或拼音首字母，后面空一格写门牌：tyy3 2-301"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("类别"), required=False, widget=QuickSelect)
    calm = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, leaves: list[Category], **options: Any) -> None:
        super().__init__(*args, mode=STAFF, channels=[("phone", "")], **options)
        fields: Any = self.fields
        fields["channel"].widget = forms.HiddenInput()
        self.initial.setdefault("channel", "phone")
        fields["phone"].label, fields["phone"].help_text = _("来电号码"), ""
        fields["phone"].widget = telephone()
        fields["phone"].widget.attrs |= asking("#callers") | {"autofocus": True, "autocomplete": "off"}
        fields["where"].widget.attrs |= asking("#found-place") | {"autocomplete": "off"}
        fields["words"].widget = forms.Textarea(attrs={"rows": 3} | asking("#suggested"))
        fields["kind"].choices = [("", _("照建议")), *((leaf.code, called(leaf)) for leaf in leaves)]
        self.leaves = {leaf.code: leaf for leaf in leaves}

    @property
    def category(self) -> Category | None:
        """What the clerk chose instead of the suggestion."""
        return self.leaves.get(self.cleaned_data["kind"])
