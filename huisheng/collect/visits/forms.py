"""A visit in four fields, two of them optional."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.visits import rules
from huisheng.echo.fields import sentences, telephone


class VisitForm(forms.Form):
    """Where and what; a name and a phone only when it becomes a matter and the household wants to hear of it."""

    where = forms.CharField(
        label=_("去了哪一户"),
        max_length=60,
        required=False,
        help_text=_("门牌，例如 2单元301；或者名称，例如 tyy3 2-301"),
    )
    words = sentences(
        _("听到什么、看到什么"),
        most=rules.LONGEST,
        hint=_("只写办事用得上的，不写病情、家事。不用拍照，不用定位。"),
    )
    name = forms.CharField(label=_("他（她）怎么称呼"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("他（她）的电话"), required=False, max_length=40, validators=[telephone],
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        help_text=_("报成一件事的时候才用，回音告诉本人。"),
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.initial.setdefault("once", uuid4().hex)
