"""Forms around the preparation of an election. What is typed here is judged by rules, not by the form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.models import Roll, Vote
from huisheng.deliberate.elections import rules
from huisheng.echo.fields import Day, sentences

SIDES = [(side, _(name)) for side, name in rules.SIDE_NAMES.items()]
HOW = [(how, _(name)) for how, name in rules.HOW_NAMES.items()]


class BeginForm(forms.Form):
    """An election that begins."""

    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：第三届业主委员会委员"))
    seats = forms.IntegerField(label=_("要选几位委员"), min_value=1, max_value=15)
    roll = forms.ModelChoiceField(Roll.objects.none(), label=_("对照哪份名册"), empty_label=None)
    profile = forms.ChoiceField(label=_("按哪套规则"))
    guidance = forms.CharField(label=_("街道谁指导"), max_length=80)
    asked_on = Day(label=_("哪天收到业主的书面申请"), required=False)
    founded_on = Day(label=_("筹备组哪天成立"))
    arrears_rule = forms.CharField(
        label=_("议事规则哪一条不让欠费的参选"), max_length=120, required=False,
        help_text=_("议事规则没有写就不填：没有规定的，不查欠费。"),
    )  # fmt: skip

    def __init__(self, *args: Any, rolls: Any, profiles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roll"].queryset = rolls  # type: ignore[attr-defined]
        self.fields["profile"].choices = profiles  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """One member of the group."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    side = forms.ChoiceField(label=_("代表谁"), choices=SIDES)
    named_by = forms.CharField(
        label=_("谁推荐、谁指派"), max_length=120, help_text=_("例如：街道办事处指派；3 栋业主推荐")
    )
    leads = forms.BooleanField(label=_("是组长"), required=False)


class CandidateForm(forms.Form):
    """One candidate, with the units of those who named them."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    unit = forms.CharField(label=_("名册上的哪一套"), max_length=60, help_text=_("例如：3栋1单元402"))
    how = forms.ChoiceField(label=_("怎样参选"), choices=HOW, widget=forms.RadioSelect)
    backers = sentences(
        _("联名的业主是哪几套"), hint=_("业主联名推荐才填，一行一套；签名的纸留在社区。"), required=False,
        rows=4, most=4000,
    )  # fmt: skip
    words = forms.CharField(
        label=_("介绍"), max_length=300, required=False, help_text=_("会公示，不写电话和门牌。")
    )
    clear = forms.BooleanField(label=_("查过，没有欠费"), required=False)
    agreed = forms.BooleanField(label=_("本人同意参选，同意公布姓名"), required=False)

    def __init__(self, *args: Any, arrears_rule: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if arrears_rule:
            self.fields["clear"].help_text = arrears_rule
        else:
            del self.fields["clear"]

    def clean_backers(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["backers"]).splitlines() if line.strip()]


class WhyForm(forms.Form):
    """A reason that owners read."""

    why = sentences(_("为什么"), hint=_("业主会看到。"), most=300)


class BallotForm(forms.Form):
    """Into which vote the ballot goes."""

    vote = forms.ModelChoiceField(
        Vote.objects.none(), label=_("放进哪次表决"), empty_label=None,
        help_text=_("起草中的表决。没有的话，先在业主大会那一页新建一次表决。"),
    )  # fmt: skip

    def __init__(self, *args: Any, votes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vote"].queryset = votes  # type: ignore[attr-defined]
