"""Forms around tasks: who does what by which day, and what came of it."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.owners import Owner, OwnerField
from huisheng.collect.models import Category
from huisheng.echo.asking import in_words
from huisheng.echo.fields import Day, sentences
from huisheng.echo.naming import coded
from huisheng.echo.photos.forms import WithPictured
from huisheng.resolve.tasks import rules
from huisheng.resolve.tasks.services import Outcome

sentence = partial(sentences, most=2000)


class GiveForm(forms.Form):
    """What, who, by when, in which steps. Another owner is one line further down."""

    words = sentence(_("做什么"))
    owner = OwnerField(_("谁来做"))
    due = Day(label=_("哪天前做完"))
    steps = sentence(_("分几步"), hint=_("一行一步，做完一步勾一步；不分步就空着。"), required=False)

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(owners)  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """To whom, and why."""

    to = OwnerField(_("谁来做"))
    why = forms.CharField(label=_("为什么"), max_length=200, required=False)

    def __init__(self, *args: Any, owners: dict[str, Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(owners)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """A reason."""

    why = sentence(_("为什么"))


class NoteForm(forms.Form):
    """How it goes."""

    says = sentence(_("做到哪一步了"))


class StepsForm(forms.Form):
    """More steps, one a line."""

    steps = sentence(_("还要做哪几步"), hint=_("一行一步。"))


class StepForm(forms.Form):
    """A step in other words."""

    words = forms.CharField(label=_("这一步做什么"), max_length=120)


class AcceptForm(forms.Form):
    """Nothing to ask of somebody with a login."""


class FinishForm(WithPictured):
    """What was done, by whom, what there is to count, one a line, and a photo or two if somebody wants to show it."""

    field_order = ("words", "who", "counted", "photos", "pictured", "evidence", "cost", "paid_by")

    words = sentence(_("做了什么"), hint=_("居民会看到。不用拍照；想留凭据，写在下面。"))
    who = forms.CharField(label=_("谁做的"), max_length=60)
    counted = sentence(
        _("成果"),
        hint=_("一行一样：是什么 数量 单位。例如：清理杂物 12 立方米。没有就空着。"),
        required=False,
    )
    evidence = sentence(_("凭据"), hint=_("验收人、单据号。"), required=False, rows=2)
    cost = forms.DecimalField(
        label=_("花了多少钱（元）"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    paid_by = forms.CharField(label=_("谁出的钱"), max_length=60, required=False)

    def clean_counted(self) -> list[tuple[str, Any, str]]:
        try:
            found = rules.outputs_of(self.cleaned_data["counted"])
        except ValueError as wrong:
            raise forms.ValidationError(in_words(wrong.args[0])) from wrong
        return found

    def outcome(self) -> Outcome:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return Outcome(
            words=typed["words"], who=typed["who"], outputs=typed["counted"], evidence=typed["evidence"],
            cost=typed["cost"], paid_by=typed["paid_by"], photos=self.chosen, pictured=typed["pictured"],
        )  # fmt: skip


class LookForm(forms.Form):
    """Whether it still holds, and what was seen."""

    holds = forms.TypedChoiceField(
        label=_("现在怎么样"), choices=[("yes", _("还好")), ("no", _("又不行了，重新办"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect, empty_value=None,
    )  # fmt: skip
    words = sentence(_("看到什么"), hint=_("居民会看到这句话。"))


class RuleForm(forms.Form):
    """A category and its days."""

    category = forms.ModelChoiceField(
        Category.objects.filter(group__isnull=False, is_active=True).order_by("code"), label=_("哪一类"),
        empty_label=_("请选一类"),
    )  # fmt: skip
    days = forms.CharField(
        label=_("办结几天以后去看"),
        max_length=40,
        required=False,
        help_text=_("例如：30 90。空着就是不用复查。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].label_from_instance = coded  # type: ignore[attr-defined]

    def clean_days(self) -> list[int]:
        words = self.cleaned_data["days"].replace("，", " ").replace("、", " ").replace(",", " ").split()
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(_("请写天数，用空格隔开，例如：30 90。"))
        return [int(word) for word in words]
