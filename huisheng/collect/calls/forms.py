"""Forms around calls."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import DOWN, FEASIBLE, KINDS, Call
from huisheng.echo.fields import Day, sentences, telephone
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.posts.forms import TELEPHONE


class OpenForm(forms.Form):
    """What is asked, of whom, until when."""

    read_by_all = ("title", "body")

    kind = forms.ChoiceField(
        label=_("种类"), choices=KINDS, widget=forms.RadioSelect, initial="proposals",
        help_text=_("征集建议：大家提，邻居支持，截止后列清单。征求意见：贴出草案，条条答复采纳不采纳。"),
    )  # fmt: skip
    title = forms.CharField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    body = sentences(
        _("征集什么，或草案全文"),
        rows=8,
        most=rules.LONGEST_BODY,
        hint=_("写清范围、能用多少钱、什么做不了。"),
    )
    opens = Day(label=_("从哪天"))
    closes = Day(label=_("到哪天"), help_text=_("这一天还能说。"))
    only_proven = forms.BooleanField(
        label=_("支持只数电话核实过的"), required=False,
        help_text=_("要按人数列清单的才选：支持的人会收到四位数的短信。发出以后不能改。"),
    )  # fmt: skip
    publisher = forms.CharField(label=_("谁征集"), max_length=80)
    phone = forms.CharField(
        label=_("不会上网的打哪个电话"), max_length=20, widget=TELEPHONE, validators=[telephone]
    )


class ProposeForm(forms.Form):
    """Anybody's words; a telephone only if they want to be told. Of a draft, which paragraph they are about."""

    read_by_all = ("words",)

    about = forms.TypedChoiceField(label=_("说哪一段"), coerce=int, required=False)
    words = sentences(_("您的想法"), rows=4, most=rules.LONGEST_WORDS)
    name = forms.CharField(label=_("怎么称呼您"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, widget=TELEPHONE, validators=[telephone],
        help_text=_("每走一步都告诉您；别人看不到。"),
    )  # fmt: skip
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: uuid4().hex
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = rules.paragraphs(call.body) if call.kind == rules.Kind.DRAFT else []
        if len(parts) < 2:
            del self.fields["about"]
            return
        named = [
            (n, _("第 %(n)s 段：%(words)s") % {"n": n, "words": part[:24]}) for n, part in enumerate(parts, 1)
        ]
        self.fields["about"].choices = [(0, _("整份草案")), *named]  # type: ignore[attr-defined]

    def said(self, person: Person | None) -> Said:
        """Who is speaking."""
        return Said(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"], person=person)


class SupportForm(forms.Form):
    """A telephone, for who is not logged in: each person counts once."""

    phone = forms.CharField(
        label=_("您的电话"), max_length=20, required=False, widget=TELEPHONE, validators=[telephone],
        help_text=_("只用来保证每个人算一次，不保存号码。"),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Four digits from a message."""

    code = forms.CharField(
        label=_("短信里的四位数"), max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class WhyForm(forms.Form):
    """One reason."""

    why = sentences(_("为什么"), hint=_("居民会读到。"))


class ExtendForm(WhyForm):
    """More time."""

    closes = Day(label=_("延到哪天"))
    field_order = ["closes", "why"]


class CloseForm(forms.Form):
    """What came of it."""

    read_by_all = ("says",)

    says = sentences(_("结果"), hint=_("居民会读到。"))


class RemoveForm(forms.Form):
    """Which of the three reasons."""

    why = forms.ChoiceField(label=_("为什么撤下"), choices=DOWN, widget=forms.RadioSelect)
    words = sentences(
        _("补一句"), required=False, most=200, rows=2, hint=_("只有提的人看得到，例如：把姓名去掉可以再提。")
    )


class RestoreForm(forms.Form):
    """One reason, for its author."""

    why = sentences(_("为什么放回来"), rows=2, hint=_("提的人会看到。"))


class ReviewForm(forms.Form):
    """What another person found."""

    words = sentences(_("看了以后怎么说"), hint=_("提的人会看到。"))


class AgainForm(forms.Form):
    """What the author says against it."""

    words = sentences(_("为什么不该撤"), hint=_("由另一位来看，不是撤下的那一位。"))


class MergeForm(forms.Form):
    """Which one the others go into, and a word on why."""

    into = forms.TypedChoiceField(label=_("并到哪一条"), widget=forms.RadioSelect)
    why = sentences(_("说一句"), required=False, hint=_("提的人会看到。"), rows=2)

    def __init__(self, *args: Any, chosen: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        by_number = {str(one.number): one for one in chosen}
        field.choices = [(number, f"{number}. {one.words[:60]}") for number, one in by_number.items()]
        field.coerce = by_number.get
        self.initial.setdefault("into", next(iter(by_number), ""))


class NoteForm(forms.Form):
    """Whether it can be done."""

    verdict = forms.ChoiceField(label=_("可行吗"), choices=FEASIBLE, widget=forms.RadioSelect)
    words = sentences(_("看了什么，怎么说"), most=rules.LONGEST_ANSWER, hint=_("提的人会看到。"))
    who = forms.CharField(label=_("谁看的"), max_length=60, help_text=_("例如：物业工程部、街道城管办"))
    cost = forms.DecimalField(
        label=_("大概要多少钱（元）"), min_value=0, max_digits=12, decimal_places=2, required=False
    )


class ListForm(forms.Form):
    """One item of the shortlist."""

    title = forms.CharField(label=_("这一项叫什么"), max_length=80)
    words = sentences(_("怎么做"), required=False, most=rules.LONGEST_ANSWER)
    cost = forms.DecimalField(
        label=_("大概要多少钱（元）"), min_value=0, max_digits=12, decimal_places=2, required=False
    )


class AnswerForm(forms.Form):
    """What becomes of it, and why."""

    read_by_all = ("words",)

    fate = forms.ChoiceField(label=_("怎样答复"), widget=forms.RadioSelect)
    words = sentences(_("理由"), rows=4, most=rules.LONGEST_ANSWER, hint=_("提的人会看到，公开页上也有。"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fates = rules.ANSWERS[rules.Kind(kind)]
        self.fields["fate"].choices = [(one.value, _(rules.FATE_NAMES[one])) for one in fates]  # type: ignore[attr-defined]
        if len(fates) == 1:
            self.initial["fate"] = fates[0].value
