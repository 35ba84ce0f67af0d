"""Forms around yearly budgets. What is typed here is judged by rules, not by the form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.forms import VoteForm
from huisheng.deliberate.ballots.law import ITEM_NAMES
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.matters import SOURCE_NAMES
from huisheng.echo.asking import in_words
from huisheng.echo.fields import Moment, sentences


def _named(names: Any, words: Any) -> list[tuple[str, Any]]:
    """A choice with what it means in two sentences."""
    return [(str(key), format_lazy("{}：{}", _(name), _(words[key]))) for key, name in names.items()]


class YuanField(forms.DecimalField):
    """Yuan as people type them, as whole fen."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, max_digits=13, decimal_places=2, min_value=0, **more)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)
        try:
            return None if typed is None else rules.fen_of(typed)
        except ValueError as wrong:
            raise forms.ValidationError(in_words(wrong.args[0])) from wrong


class PlanForm(forms.Form):
    """A year's money, whose it is, and how residents spend it."""

    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    words = sentences(_("说明"), required=False, most=2000, hint=_("哪些能做、哪些不能做、谁来办。"))
    fen = YuanField(_("一共多少钱（元）"))
    source = forms.ChoiceField(
        label=_("钱从哪里来"), choices=[(key, _(name)) for key, name in SOURCE_NAMES.items()]
    )
    mandate = forms.CharField(
        label=_("业主大会哪次决定交居民选"), max_length=200, required=False,
        help_text=_("只有花公共收益才填。没有这样的决定，每个项目都要业主表决。"),
    )  # fmt: skip
    rule = forms.ChoiceField(
        label=_("按什么选"), choices=_named(rules.RULE_NAMES, rules.RULE_WORDS), widget=forms.RadioSelect, initial="equal-shares"
    )  # fmt: skip
    utility = forms.ChoiceField(
        label=_("怎么比"), choices=_named(rules.UTILITY_NAMES, rules.UTILITY_WORDS), widget=forms.RadioSelect, initial="cost"
    )  # fmt: skip
    completion = forms.ChoiceField(
        label=_("剩下的钱（等份法才用）"), choices=_named(rules.COMPLETION_NAMES, rules.COMPLETION_WORDS),
        widget=forms.RadioSelect, initial="add1-utilitarian",
    )  # fmt: skip
    again = forms.ChoiceField(
        label=_("能不能改"), choices=[(key, _(name)) for key, name in rules.AGAIN_NAMES.items()],
        widget=forms.RadioSelect, initial="last",
    )  # fmt: skip
    opens = Moment(label=_("开始投票"))
    closes = Moment(label=_("截止"))


class ReplanForm(PlanForm):
    """A draft changed; whose money it is stays."""

    source = None  # type: ignore[assignment]
    mandate = None  # type: ignore[assignment]


class ProjectForm(forms.Form):
    """One project, typed."""

    title = forms.CharField(label=_("这个项目叫什么"), max_length=80)
    where = forms.CharField(label=_("在哪里做"), max_length=80)
    fen = YuanField(_("要多少钱（元）"))
    words = sentences(_("怎么做"), required=False, most=rules.LONGEST_WORDS)
    proposer = forms.CharField(
        label=_("谁提的"), max_length=60, required=False, help_text=_("居民会看到，不写姓名也行。")
    )
    matter = forms.TypedChoiceField(
        label=_("归业主共同决定吗"), coerce=int, empty_value="0", required=False,
        choices=[("", _("看字面和钱的来源，自动认")), *((item, _(name)) for item, name in ITEM_NAMES.items())],
        help_text=_("动维修资金、改绿地这类会自动认出来，交业主表决。没认出来的在这里选。"),
    )  # fmt: skip

    def clean_matter(self) -> int:
        return int(self.cleaned_data["matter"])


class RollForm(forms.Form):
    """Residents, one a line."""

    people = sentences(
        _("居民名单"), rows=10, most=400_000,
        hint=_("一行一人：楼栋门牌 姓名 电话。从 Excel 贴过来也行；有电话的登录就能投，别的凭选票码。"),
    )  # fmt: skip


class WhyForm(forms.Form):
    """One reason."""

    why = sentences(_("为什么"), hint=_("提的人会看到。"))


class ExtendForm(forms.Form):
    """More time."""

    closes = Moment(label=_("延到什么时候"))
    why = sentences(_("为什么"), hint=_("居民会读到。"))


class SlipForm(forms.Form):
    """The code on the slip, for who is not logged in."""

    slip = forms.CharField(
        label=_("选票码"), max_length=30, help_text=_("在发给您的选票上，大小写都行。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class PaperForm(SlipForm):
    """What somebody reads on a paper slip."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("打了勾的项目"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, projects: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["chosen"]
        offered.choices = [(number, f"{number}. {title}") for number, title in projects]


class ReceiptForm(forms.Form):
    """A receipt code."""

    code = forms.CharField(label=_("回执码"), max_length=20)


class OwnersForm(VoteForm):
    """An owners' vote on one project; the matter is known already."""
