"""Forms around notices."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.notices import rules
from huisheng.deliberate.notices.models import COUNTED, NoticeLength, Spot
from huisheng.echo.fields import Day, telephone
from huisheng.echo.naming import called
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.territory.posts.forms import TELEPHONE


class SubjectField(forms.ModelChoiceField):
    """A subject with how long it must hang, and whether anybody has checked that."""

    def label_from_instance(self, row: Any) -> str:
        sure = "" if row.confirmed else f" · {_('待确认')}"
        return f"{called(row)} · {row.get_kind_display()} · {row.days} {row.get_counted_display()}{sure}"


class TextForm(forms.Form):
    """What it says."""

    read_by_all = ("title", "body")

    title = forms.CharField(label=_("标题"), max_length=rules.LONGEST_TITLE)
    body = forms.CharField(
        label=_("正文"), max_length=rules.LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("写清什么事、谁可以看、有意见找谁。电话、门牌和身份证号公开时会自动隐去。"),
    )  # fmt: skip


class PublishForm(TextForm):
    """A notice of a place that was picked before."""

    about = SubjectField(NoticeLength.objects.none(), label=_("关于什么"), empty_label=_("请选一类"))
    boards = forms.MultipleChoiceField(
        label=_("贴在哪里"), choices=[(key, _(name)) for key, name in rules.BOARD_NAMES.items()],
        widget=forms.CheckboxSelectMultiple, initial=["entrance", "itself"],
    )  # fmt: skip
    begins = Day(label=_("哪天贴出"), help_text=_("从第二天起算，贴出的那天不算。"))
    days = forms.IntegerField(
        label=_("贴几天"),
        min_value=1,
        max_value=365,
        required=False,
        help_text=_("不填就按表里的天数；可以更长，不能更短。"),
    )
    publisher = forms.CharField(label=_("谁发布"), max_length=80)
    phone = forms.CharField(
        label=_("提意见打哪个电话"), max_length=20, widget=TELEPHONE, validators=[telephone]
    )
    field_order = ["about", "title", "body", "boards", "begins", "days", "publisher", "phone"]

    def __init__(self, *args: Any, rows: list[NoticeLength], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = NoticeLength.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
        self.fields["about"].queryset = found  # type: ignore[attr-defined]


class CorrectForm(TextForm):
    """The text once more, and what was corrected."""

    why = forms.CharField(
        label=_("更正了什么"), max_length=300, help_text=_("居民会看到。天数从今天重新算起。")
    )


class ObjectForm(forms.Form):
    """Anybody's words; a telephone only if they want to be told the answer."""

    read_by_all = ("words",)

    words = forms.CharField(
        label=_("您的意见"), max_length=rules.LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    name = forms.CharField(label=_("怎么称呼您"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, widget=TELEPHONE, validators=[telephone],
        help_text=_("答复了告诉您；别人看不到。"),
    )  # fmt: skip
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: uuid4().hex
    )

    def said(self, person: Person | None) -> Said:
        """Who is speaking."""
        return Said(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"], person=person)


class AnswerForm(forms.Form):
    """What becomes of an objection, and why."""

    read_by_all = ("words",)

    fate = forms.ChoiceField(
        label=_("怎样处理"),
        choices=[(key, _(name)) for key, name in rules.FATE_NAMES.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("居民会读到。"),
    )


class PostForm(forms.Form):
    """Several spots at once: who put it up, and when."""

    spots = forms.ModelMultipleChoiceField(
        Spot.objects.none(), label=_("贴好了哪些"), widget=forms.CheckboxSelectMultiple
    )
    who = forms.CharField(label=_("谁贴的"), max_length=60)
    on = Day(label=_("哪天贴的"))
    board = forms.CharField(label=_("贴在哪块板上"), max_length=80, required=False)

    def __init__(self, *args: Any, spots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spots"].queryset = spots  # type: ignore[attr-defined]


class LeaveOutForm(forms.Form):
    """Spots where it will not hang."""

    spots = forms.ModelMultipleChoiceField(
        Spot.objects.none(), label=_("不贴哪些"), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label=_("为什么不贴"), max_length=200)

    def __init__(self, *args: Any, spots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spots"].queryset = spots  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What came of it."""

    read_by_all = ("says",)

    says = forms.CharField(
        label=_("结果"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("居民会读到。")
    )


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    read_by_all = ("why",)

    why = forms.CharField(
        label=_("为什么撤回"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("居民会读到。"),
    )


class LengthForm(forms.Form):
    """Another length from a day on."""

    days = forms.IntegerField(label=_("至少几天"), min_value=1, max_value=365)
    counted = forms.ChoiceField(label=_("怎么算"), choices=COUNTED)
    source = forms.CharField(label=_("依据"), max_length=200)
    confirmed = forms.BooleanField(label=_("原文核对过"), required=False)
    valid_from = Day(label=_("从哪天起用"))
