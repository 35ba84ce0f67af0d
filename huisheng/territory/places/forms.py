"""What is typed about places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.territory.places.codes import LENGTHS
from huisheng.territory.places.rules import KIND_NAMES, LONGEST_NAME, Kind, kinds_in

MOST_BYTES = 20_000_000
MOST_NAMES = 200


class PartsForm(forms.Form):
    """New places inside another one, several of a kind at once."""

    kind = forms.ChoiceField(label=_("种类"))
    names = forms.CharField(
        label=_("名称"),
        help_text=_("一次可以登记几个，一行一个，例如：1栋、2栋。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_NAME * MOST_NAMES,
    )
    code = forms.CharField(
        label=_("编码"), required=False, max_length=12, help_text=_("只有街道和社区才有。")
    )
    occupied = forms.BooleanField(label=_("常住"), required=False, initial=True)

    def __init__(self, *args: Any, parent_kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = kinds_in(parent_kind)
        self.fields["kind"].choices = [(kind.value, _(KIND_NAMES[kind])) for kind in kinds]  # type: ignore[attr-defined]
        if not {kind.value for kind in kinds} & LENGTHS.keys():
            del self.fields["code"]
        if Kind.HOME not in kinds:
            del self.fields["occupied"]

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if not names:
            raise forms.ValidationError(_("请写名称。"))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(
                _("一次最多 %(most)s 个，更多的请用登记表导入。"), params={"most": MOST_NAMES}
            )
        return names


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("名称"), max_length=LONGEST_NAME)


class CodeForm(forms.Form):
    """Another code."""

    code = forms.CharField(label=_("编码"), required=False, max_length=14)


class PhoneForm(forms.Form):
    """The telephone of the office, which anybody may call."""

    phone = forms.CharField(
        label=_("公开电话"),
        required=False,
        max_length=20,
        help_text=_("办公室的电话，不写个人的。联系人没有公开自己的电话时，居民看到的是这个。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class PositionForm(forms.Form):
    """Where a place is on the globe."""

    lat = forms.CharField(
        label=_("纬度"),
        required=False,
        max_length=20,
        help_text=_(
            "WGS84（GPS）的度数，例如 29.304000。从国内地图上抄来的（GCJ-02）会偏几百米，请先换算。两格都空着，就是不记位置。"
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    long = forms.CharField(
        label=_("经度"),
        required=False,
        max_length=20,
        help_text=_("例如 112.994300。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class CloseForm(forms.Form):
    """Why a place is no more."""

    why = forms.CharField(label=_("停用的原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class NothingTyped(forms.Form):
    """A question that is answered by sending it."""


class RegisterForm(forms.Form):
    """A register of homes to load."""

    file = forms.FileField(
        label=_("登记表"),
        help_text=_(".xlsx 或 .csv，最大 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.gz"}),
        error_messages={"empty": _("文件是空的，请检查是不是选错了文件。"), "required": _("请选一个文件。")},
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请分成几份再导入。"))
        return self.cleaned_data["file"]
