"""Forms around covenants."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.models import Question
from huisheng.deliberate.covenants import rules
from huisheng.deliberate.notices.forms import ObjectForm, telephone
from huisheng.deliberate.notices.rules import BOARD_NAMES
from huisheng.echo.fields import Day
from huisheng.territory.posts.forms import TELEPHONE

NUMBERED = re.compile(r"^\s*(?:第[一二三四五六七八九十百\d]+条|\d+[.、．)）]|[一二三四五六七八九十]+、)\s*")


class BeginForm(forms.Form):
    """A covenant and its first articles, a line each."""

    title = forms.CharField(label=_("名称"), max_length=80)
    articles = forms.CharField(
        label=_("条文"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("一行一条，不用写序号。"),
    )

    def clean_articles(self) -> list[str]:
        """The lines that say something, without the numbers that were typed before them."""
        lines = (NUMBERED.sub("", line).strip() for line in self.cleaned_data["articles"].splitlines())
        return [line for line in lines if line]


class ArticleForm(forms.Form):
    """The words of one article."""

    read_by_all = ("words",)

    words = forms.CharField(
        label=_("这一条"), max_length=rules.LONGEST_ARTICLE, widget=forms.Textarea(attrs={"rows": 4})
    )


class CommentForm(ObjectForm):
    """Anybody's words on an article."""


class AnswerForm(forms.Form):
    """Accepted or not, and why."""

    accepted = forms.TypedChoiceField(
        label=_("怎样处理"), choices=[("yes", _("采纳")), ("no", _("不采纳"))], coerce=lambda v: v == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("理由"),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("居民会读到。"),
    )


class RedraftForm(forms.Form):
    """Why it is revised."""

    why = forms.CharField(label=_("为什么改"), max_length=300)


class AdoptForm(forms.Form):
    """A meeting's numbers."""

    body = forms.ChoiceField(
        label=_("谁通过的"), choices=[(key, _(name)) for key, name in rules.BODY_NAMES.items()]
    )
    on = Day(label=_("哪天"))
    present = forms.IntegerField(label=_("到会"), min_value=1)
    agreed = forms.IntegerField(label=_("赞成"), min_value=0)
    against = forms.IntegerField(label=_("反对"), min_value=0)
    minutes = forms.CharField(label=_("会议记录在哪里"), max_length=200)
    by_hand = forms.CharField(
        label=_("为什么手工记"),
        max_length=200,
        help_text=_("在这里办过表决的，请连上那次表决，不手工记。例如：在会场举手表决。"),
    )


class LinkVoteForm(forms.Form):
    """The question by which it is decided."""

    question = forms.ModelChoiceField(
        Question.objects.none(), label=_("哪次表决的哪一题"), empty_label=None,
        help_text=_("只列出这个小区“制定和修改管理规约”的议题。"),
    )  # fmt: skip

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = questions  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """With whom, when, under which number."""

    office = forms.CharField(label=_("向哪里备案"), max_length=80)
    on = Day(label=_("哪天"))
    reference = forms.CharField(label=_("备案号"), max_length=80, required=False)


class HangForm(forms.Form):
    """Where it must hang, and who publishes it."""

    boards = forms.MultipleChoiceField(
        label=_("贴在哪里"), choices=[(key, _(name)) for key, name in BOARD_NAMES.items()],
        widget=forms.CheckboxSelectMultiple, initial=["entrance", "itself"],
    )  # fmt: skip
    begins = Day(label=_("哪天贴出"))
    publisher = forms.CharField(label=_("谁发布"), max_length=80)
    phone = forms.CharField(
        label=_("提意见打哪个电话"), max_length=20, widget=TELEPHONE, validators=[telephone]
    )


class NothingTyped(forms.Form):
    """A button that asks once more."""
