"""Forms around councils."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import CADENCES, PARTIES, CouncilParty, Item
from huisheng.echo.fields import Day
from huisheng.people.models import Person
from huisheng.territory.posts.forms import TELEPHONE

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
ROLES = [(key, _(name)) for key, name in terms.ROLE_NAMES.items()]
PAPERS = [(key, _(name)) for key, name in terms.PAPER_NAMES.items()]
OUTCOMES = [(key, _(name)) for key, name in terms.OUTCOME_NAMES.items()]


def short_text(rows: int) -> forms.Textarea:
    """A place for a few lines."""
    return forms.Textarea(attrs={"rows": rows})


class WhenForm(forms.Form):
    """A day and an hour, that together are `starts`."""

    on = Day(label=_("哪天"))
    hour = forms.TimeField(label=_("几点"), widget=CLOCK, initial=time(19, 30))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        on, hour = typed.pop("on", None), typed.pop("hour", None)
        if isinstance(on, date) and isinstance(hour, time):
            typed["starts"] = make_aware(datetime.combine(on, hour))
        return typed


class FoundForm(WhenForm):
    """A new council after a blueprint."""

    name = forms.CharField(label=_("叫什么"), max_length=60)
    where = forms.CharField(label=_("在哪里开"), max_length=120, help_text=_("例如：3 栋前的亭子。"))
    cadence = forms.ChoiceField(label=_("多久一次"), choices=CADENCES)
    chair = forms.ModelChoiceField(Person.objects.none(), label=_("谁召集"))
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False, widget=TELEPHONE)
    field_order = ["name", "where", "cadence", "on", "hour", "chair", "phone"]

    def __init__(self, *args: Any, chairs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = Person.objects.filter(pk__in=chairs)  # type: ignore[attr-defined]
        self.fields["chair"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class ChangeForm(FoundForm):
    """What may change of a council."""

    field_order = ["name", "where", "cadence", "chair", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"], self.fields["hour"]


class PlanForm(WhenForm):
    """One more session."""

    where = forms.CharField(
        label=_("在哪里开"), max_length=120, required=False, help_text=_("不填就在老地方。")
    )


class SeriesForm(forms.Form):
    """The next few dates at once."""

    n = forms.IntegerField(label=_("排几次"), min_value=1, max_value=24, initial=6)


class MoveForm(WhenForm):
    """Another time, and why."""

    why = forms.CharField(
        label=_("为什么改"), max_length=200, required=False, help_text=_("通知过以后改期，要写原因。")
    )


class ClockForm(forms.Form):
    """Whether what is tabled may take longer."""

    days = forms.IntegerField(
        label=_("延到开会后几个工作日"), min_value=0, max_value=rules.MOST_EXTENDED,
        help_text=_("0 就是不延。只延一次；延过的、暂停的、转出去的不动。居民会看到原因。"),
    )  # fmt: skip


class WhyForm(forms.Form):
    """A reason that residents read."""

    why = forms.CharField(label=_("原因"), max_length=200, help_text=_("居民会看到。"))


class WithdrawForm(WhyForm):
    """A party leaves; perhaps another one sits in its place already."""

    replaced = forms.BooleanField(label=_("已经另请了一方，不用再等它"), required=False)


class SeatForm(forms.Form):
    """One more party at the table."""

    kind = forms.ChoiceField(label=_("哪一方"), choices=PARTIES)
    name = forms.CharField(label=_("名称"), max_length=60)
    body = forms.ModelChoiceField(
        OutsideBody.objects.none(), label=_("外部单位"), required=False,
        help_text=_("选了就能给对方发链接确认，不用账号。"),
    )  # fmt: skip
    required = forms.BooleanField(label=_("必须到场，缺了作不了结论"), required=False)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class TableForm(forms.Form):
    """A topic in one sentence, with what the parties should know beforehand."""

    title = forms.CharField(label=_("要议什么"), max_length=rules.LONGEST_TITLE)
    words = forms.CharField(
        label=_("会前说明"), max_length=rules.LONGEST_WORDS, required=False, widget=short_text(4),
        help_text=_("发给各方的材料。从居民说的事里选的，不写就用居民的话。"),
    )  # fmt: skip
    common_land = forms.BooleanField(label=_("要用到业主共有的地方"), required=False)


class MattersForm(TableForm):
    """A topic made of what residents said; each matter is ticked."""

    concerns = forms.ModelMultipleChoiceField(
        Item.objects.none(), label=_("说的是这些事"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ["title", "words", "concerns", "common_land"]

    def __init__(self, *args: Any, matters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["concerns"]
        field.queryset = matters
        field.label_from_instance = lambda one: f"{one.voice.title} · {one.place.where}"


class PartiesForm(forms.Form):
    """Which parties a topic concerns."""

    parties = forms.ModelMultipleChoiceField(
        CouncilParty.objects.none(), label=_("请哪几方"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = parties  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """Material as text."""

    kind = forms.ChoiceField(label=_("什么材料"), choices=PAPERS)
    title = forms.CharField(label=_("题目"), max_length=120)
    text = forms.CharField(label=_("内容"), max_length=20000, widget=short_text(10))
    who = forms.CharField(label=_("谁写的"), max_length=60)


class ArriveForm(forms.Form):
    """Who came: one name a line, or a whole list pasted."""

    party = forms.ModelChoiceField(
        CouncilParty.objects.none(), label=_("代表哪一方"), required=False, empty_label=_("自己来的")
    )
    role = forms.ChoiceField(label=_("身份"), choices=ROLES, initial="residents")
    names = forms.CharField(
        label=_("姓名"), max_length=40000, widget=short_text(3),
        help_text=_("一行一个，也可以把整张名单贴进来；电话会去掉，不保存。"),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """What a party said."""

    who = forms.ChoiceField(label=_("谁说"))
    words = forms.CharField(label=_("说了什么"), max_length=rules.LONGEST_WORDS, widget=short_text(2))

    def __init__(self, *args: Any, whos: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one, one) for one in whos]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """How an item ends. `seen`: the version on the scribe's screen."""

    resolution = forms.CharField(
        label=_("结论，一句话"), max_length=rules.LONGEST_WORDS, widget=short_text(3)
    )
    outcome = forms.ChoiceField(label=_("结果"), choices=OUTCOMES, widget=forms.RadioSelect, required=False)
    accountable = forms.ChoiceField(
        label=_("由哪一方负责"), choices=[("", _("请选一方")), *PARTIES], required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class InvitedForm(forms.Form):
    """An outside body's answer: comes or not, who says so, and a promise for each item if it has one."""

    coming = forms.TypedChoiceField(
        label=_("来不来"), choices=[("yes", _("来")), ("no", _("来不了"))], coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    who = forms.CharField(label=_("您的称呼"), max_length=60)
    tail = forms.CharField(label=_("联系电话的后四位"), max_length=20, required=False)
    words = forms.CharField(label=_("想说的话"), max_length=500, required=False, widget=short_text(2))

    def __init__(self, *args: Any, items: list[Item], asks_tail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["tail"].required = asks_tail
        if not asks_tail:
            self.fields["tail"].widget = forms.HiddenInput()
        for one in items:
            self.fields[f"promise_{one.pk}"] = forms.CharField(
                label=_("承诺做什么"), max_length=300, required=False
            )
            self.fields[f"due_{one.pk}"] = Day(label=_("哪天前"), required=False)

    def offers(self) -> dict[Item, tuple[str, date | None]]:
        """What was promised for which item."""
        typed = self.cleaned_data
        return {one: (typed[f"promise_{one.pk}"], typed[f"due_{one.pk}"]) for one in self.items}
