"""Forms around candidates and trainings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import Day
from huisheng.echo.naming import called
from huisheng.people.models import Person
from huisheng.territory.nominations.models import Training
from huisheng.territory.posts.forms import TELEPHONE
from huisheng.territory.posts.models import PostKind


class NominateForm(forms.Form):
    """Who, as what, and how long the notice hangs."""

    kind = forms.ModelChoiceField(PostKind.objects.none(), label=_("做什么"), empty_label=_("请选岗位"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False, widget=TELEPHONE)
    about = forms.CharField(
        label=_("一句介绍"),
        max_length=300,
        required=False,
        help_text=_("居民会读到；不写家庭、健康和政治面貌。"),
    )
    notice_from = Day(label=_("公示从"))
    notice_to = Day(label=_("公示到"), help_text=_("至少三天。"))
    agreed = forms.BooleanField(label=_("本人同意被提名，也同意公示姓名"))

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["kind"].label_from_instance = called  # type: ignore[attr-defined]


class ObjectForm(forms.Form):
    """Anybody's words; a name and a telephone only if they want an answer."""

    words = forms.CharField(
        label=_("您的意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )
    name = forms.CharField(label=_("怎么称呼您"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话，想听答复就留"), max_length=20, required=False, widget=TELEPHONE)


class AnswerForm(forms.Form):
    """What an objection was answered."""

    answer = forms.CharField(label=_("答复"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(forms.Form):
    """After the notice."""

    yes = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", _("任命")), ("no", _("不任命"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    ends = Day(label=_("任期到哪天"), required=False)
    public = forms.BooleanField(label=_("本人同意公开姓名和电话"), required=False)
    decision = forms.CharField(label=_("理由"), max_length=300, required=False)


class TrainingForm(forms.Form):
    """A training and who of my area was there."""

    topic = forms.CharField(label=_("题目"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"), choices=Training.Kind.choices)
    on = Day(label=_("日期"))
    attended = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("谁参加了"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].queryset = people  # type: ignore[attr-defined]
