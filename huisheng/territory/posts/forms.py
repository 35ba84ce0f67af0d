"""Forms around posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import Day
from huisheng.echo.naming import called
from huisheng.echo.voices.rules import why_not_phone
from huisheng.people.models import Person
from huisheng.territory.posts.models import Appointment, PostKind

TELEPHONE = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"})


def _phone(value: str) -> None:
    if reason := why_not_phone(value):
        raise forms.ValidationError(reason)


class AppointForm(forms.Form):
    """Who, as what, from when. The place is picked before; a person already known is picked as well."""

    kind = forms.ModelChoiceField(PostKind.objects.none(), label=_("做什么"), empty_label=_("请选岗位"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, validators=[_phone], widget=TELEPHONE
    )
    starts = Day(label=_("从哪天起"), required=False, help_text=_("不填就是今天。"))
    ends = Day(label=_("任期到哪天"), required=False, help_text=_("不填就是没有期限。"))
    public = forms.BooleanField(label=_("本人同意公开姓名和这个电话，居民能直接找到"), required=False)

    def __init__(self, *args: Any, kinds: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["kind"].label_from_instance = called  # type: ignore[attr-defined]
        if person:
            del self.fields["name"]
            self.fields["phone"].initial = person.phone


class AmendForm(forms.Form):
    """What may change while somebody holds a post."""

    phone = AppointForm.base_fields["phone"]
    ends = AppointForm.base_fields["ends"]
    public = AppointForm.base_fields["public"]

    @classmethod
    def of(cls, post: Appointment, data: Any = None) -> "AmendForm":
        return cls(data, initial={"phone": post.phone, "ends": post.ends, "public": post.public})


class EndForm(forms.Form):
    """Why it ends; read by whoever asks later."""

    why = forms.CharField(
        label=_("为什么卸任"),
        max_length=200,
        help_text=_("例如：搬家了、换届、身体原因。手上的事马上转给上一级。"),
    )


class KindForm(forms.ModelForm):
    """M08: a new kind of post is a row."""

    class Meta:
        model = PostKind
        fields = ["name", "public_name", "name_en", "role", "rank", "is_contact", "covers"]
        help_texts = {
            "public_name": _("居民看到的名称，不填就和名称一样。"),
            "rank": _("从家门口往上数：邻长 10，楼栋长 15，组长 20，片长 30，社区 50。0 表示不在这条线上。"),
            "role": _("在系统里能做哪些事，和谁一样。"),
        }
