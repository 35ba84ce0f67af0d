"""What somebody asks about their own data, and the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.shown import masked_name
from huisheng.echo.fields import sentences, telephone
from huisheng.echo.models import Speaker
from huisheng.echo.rights.models import RIGHTS
from huisheng.people.models import ToldBy


class AskForm(forms.Form):
    """One right, and a sentence."""

    right = forms.ChoiceField(label=_("您要什么"), choices=RIGHTS, widget=forms.RadioSelect)
    words = sentences(_("想说的话"), required=False, hint=_("改错的，写明哪里不对、该是什么。"), most=1000)


class AnswerForm(forms.Form):
    """Done, or not with the reason."""

    done = forms.TypedChoiceField(
        label=_("办了吗"), choices=[("yes", _("办了")), ("no", _("不能办"))], coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = sentences(_("答复"), hint=_("本人会看到。不能办的，写明理由和依据。"), most=1000)


class ContactForm(forms.Form):
    """How somebody is called, reached and told."""

    name = forms.CharField(label=_("怎么称呼"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, validators=[telephone],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    told_by = forms.ChoiceField(label=_("怎样告知"), choices=ToldBy, widget=forms.RadioSelect)

    def __init__(self, *args: Any, speaker: Speaker, whole: bool, **more: Any) -> None:
        """`whole`: they proved who they are. Otherwise what is held is not shown, and what is left empty stays."""
        held = {"name": speaker.name, "phone": speaker.phone}
        initial = {"told_by": speaker.told_by} | (held if whole else {})
        super().__init__(*args, **more | {"initial": initial})
        self.held = {} if whole else held
        if not whole:
            self.fields["name"].help_text = _("现在是%(name)s；不改就空着。") % {"name": masked_name(speaker)}
            if speaker.phone:
                del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        return typed | {key: kept for key, kept in self.held.items() if not typed.get(key)}


class CounterForm(forms.Form):
    """Whose receipt, and how the clerk knows that it is the person."""

    number = forms.CharField(
        label=_("回执号"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "26-4831-0927"}),
    )  # fmt: skip
    how = forms.CharField(
        label=_("怎样核实的"),
        max_length=150,
        help_text=_("例如：看了身份证，说得出报的是哪件事。证件号不要写。"),
    )
