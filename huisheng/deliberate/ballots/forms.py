"""Forms around assemblies, rolls and votes. What is typed here is judged by rules, not by the form."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.law import ITEM_NAMES
from huisheng.deliberate.ballots.local import CHOICES, SHARE_NAMES
from huisheng.deliberate.ballots.models import Question, Roll, Vote
from huisheng.deliberate.ballots.roll import area_of
from huisheng.echo.fields import Day, Moment, sentences
from huisheng.people.models import Person
from huisheng.territory.models import Place

VOICES = [("for", _("同意")), ("against", _("反对")), ("abstain", _("弃权"))]
MATTERS = [(str(item), _(name)) for item, name in ITEM_NAMES.items()]


_words = partial(sentences, most=2000)


class FoundForm(forms.Form):
    """The estate whose owners come together."""

    estate = forms.ModelChoiceField(Place.objects.none(), label=_("小区"), empty_label=_("请选小区"))

    def __init__(self, *args: Any, estates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["estate"].queryset = estates  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """The usual rules, and online ballots."""

    profile = forms.ChoiceField(label=_("平常按哪套规则"), required=False)
    online_adopted_on = Day(
        label=_("网上投票从哪天起采用"), required=False,
        help_text=_("业主大会议事规则写明以后才填；不填，网上票只供参考。"),
    )  # fmt: skip
    online_adopted_by = forms.CharField(label=_("哪次决定采用的"), max_length=200, required=False)

    def __init__(self, *args: Any, profiles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("没有另选"))] + profiles  # type: ignore[attr-defined]


class TermForm(forms.Form):
    """A committee from a day to a day."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：第三届业主委员会"))
    starts = Day(label=_("哪天开始"))
    ends = Day(label=_("到哪天"), help_text=_("一届最长五年；到期前三个月会提醒。"))
    vote = forms.ModelChoiceField(
        Vote.objects.none(), label=_("哪次表决选出的"), required=False, empty_label=_("不是在这里选的")
    )

    def __init__(self, *args: Any, votes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vote"].queryset = votes  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """One thing from hand to hand."""

    gave = forms.CharField(label=_("谁交的"), max_length=40)
    received = forms.CharField(label=_("谁收的"), max_length=40)
    on = Day(label=_("哪天"))
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("例如：共 4 本，到 2025 年底")
    )


class ThingForm(forms.Form):
    """One more thing on the list."""

    name = forms.CharField(label=_("移交什么"), max_length=80)


class CopyLawForm(forms.Form):
    """A street's own rules, to begin with."""

    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：本市物业管理条例（2024）"))
    name = forms.SlugField(label=_("代号"), max_length=40, help_text=_("字母、数字和短横，命令行里用。"))
    since = Day(label=_("从哪天起用"))


class LawRuleForm(forms.Form):
    """One value of a street's rules."""

    value = forms.CharField(label=_("规定"), max_length=20)
    source = sentences(_("依据"), hint=_("哪个文件、第几条；抄一句原文更好。"), most=300)
    confirmed_by = forms.CharField(
        label=_("谁核对了原文"), max_length=80, required=False, help_text=_("没有人对着原文看过就不填，会标“待确认”。")
    )  # fmt: skip

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field in CHOICES:
            known = [(value, _(name)) for value, name in CHOICES[field].items()]
            self.fields["value"] = forms.ChoiceField(label=_("规定"), choices=known)
        elif field in SHARE_NAMES:
            self.fields["value"].help_text = _("写成 2/3（含本数）或 >1/2（超过）。")


class RollForm(forms.Form):
    """A new roll."""

    name = forms.CharField(label=_("名称"), max_length=80)
    notice_from = Day(label=_("公示从"))
    notice_to = Day(label=_("公示到"), help_text=_("至少三天，业主在这几天里改错。"))


class TableForm(forms.Form):
    """A table from the office."""

    file = forms.FileField(label=_("表格（.xlsx 或 .csv）"))


class ObjectionForm(forms.Form):
    """What an owner finds wrong."""

    unit = forms.CharField(label=_("哪一套"), max_length=60)
    words = _words(_("哪里不对"))


class AnswerForm(forms.Form):
    """What they are answered."""

    accepted = forms.TypedChoiceField(
        label=_("决定"), choices=[("yes", _("采纳")), ("no", _("不采纳"))],
        coerce=lambda answer: answer == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    answer = _words(_("理由"))
    area = forms.CharField(
        label=_("改正后的面积（平方米）"), required=False, max_length=20,
        help_text=_("别的要改，请改好表再导入一次。"),
    )  # fmt: skip

    def clean_area(self) -> int | None:
        typed = self.cleaned_data["area"]
        found = area_of(typed) if typed else None
        if isinstance(found, str):
            raise forms.ValidationError(found)
        return found


class LinkForm(forms.Form):
    """Which login is which owner."""

    login = forms.CharField(label=_("登录名"), max_length=60)
    owner_id = forms.CharField(label=_("业主编号"), max_length=80, help_text=_("看过房产证或购房合同再填。"))


class VoteForm(forms.Form):
    """A vote before its questions."""

    title = forms.CharField(label=_("标题"), max_length=120)
    roll = forms.ModelChoiceField(Roll.objects.none(), label=_("名册"), empty_label=None)
    profile = forms.ChoiceField(label=_("按哪套规则"), help_text=_("公告时定下来，以后不再变。"))
    opens = Moment(label=_("开始投票"), help_text=_("公告以后至少 15 天。"))
    closes = Moment(label=_("截止"))
    posted_at_place = forms.CharField(label=_("公告贴在哪里"), max_length=200)
    counters = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("计票组"), widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两个人，每张纸票由两个人分别录。"),
    )  # fmt: skip

    def __init__(self, *args: Any, rolls: Any, people: Any, profiles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = profiles  # type: ignore[attr-defined]
        self.fields["roll"].queryset = rolls  # type: ignore[attr-defined]
        self.fields["counters"].queryset = people  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """One question; the matter picks the threshold."""

    text = forms.CharField(label=_("议题"), max_length=300)
    matter = forms.ChoiceField(
        label=_("这是哪一类事项"), choices=[*MATTERS, ("election", _("选举业主委员会委员"))],
        help_text=_("门槛由法律定，不由人选：第 6 到 8 项要四分之三，其他过半数。"),
    )  # fmt: skip
    seats = forms.IntegerField(label=_("名额"), required=False, min_value=1, max_value=15)
    candidates = forms.CharField(
        label=_("候选人"), max_length=600, required=False, help_text=_("选举才填，用分号隔开。")
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        seats = told.pop("seats", None)
        if told.get("matter") == "election":
            told["matter"] = f"election:{seats or 0}"
        names = (told.get("candidates") or "").replace("；", ";").replace("、", ";")
        told["candidates"] = [name for name in names.split(";") if name.strip()]
        return told


class BallotForm(forms.Form):
    """One field for each question; nothing is ticked beforehand."""

    def __init__(self, *args: Any, questions: list[Question], late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.fields["received"] = Moment(
                label=_("几点收到"),
                help_text=_("这张票是晚记的：两个人写的要一样，问看见的人。"),
            )
        for one in questions:
            label = f"{one.number}. {one.text}"
            field: forms.Field = forms.ChoiceField(
                label=label, choices=VOICES, widget=forms.RadioSelect, required=False
            )
            if one.names:
                named = [*((name, name) for name in one.names), ("abstain", _("弃权"))]
                seats = rules.chosen_matter(one.matter).seats
                field = forms.MultipleChoiceField(
                    label=label, choices=named, widget=forms.CheckboxSelectMultiple, required=False,
                    help_text=_("最多选 %(n)d 人。") % {"n": seats},
                )  # fmt: skip
            self.fields[str(one.number)] = field

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        hour = {"received": typed.pop("received", None)} if "received" in self.fields else {}
        marked = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        return {"choices": marked, **hour}


class LateForm(forms.Form):
    """A paper that came in time and is marked after closing."""

    received = Moment(label=_("几点收到"))
    seen_by = forms.CharField(label=_("谁看见按时交来的"), max_length=60)


class DutyForm(forms.Form):
    """A duty that was done."""

    duty = forms.ChoiceField(
        label=_("做了什么"), choices=[(one, _(name)) for one, name in rules.DUTY_NAMES.items()]
    )
    on = Day(label=_("哪天"))
    says = forms.CharField(label=_("说明"), max_length=200, required=False)


class PurposeForm(forms.Form):
    """Why somebody has to see who voted what."""

    purpose = forms.CharField(label=_("为什么要看"), max_length=200)
