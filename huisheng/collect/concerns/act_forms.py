"""What each act on a matter asks for. Whether it may happen the service decides, in its own words."""

from datetime import date, datetime, time
from functools import partial
from typing import Any

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.collect.catalogue.models import Category, PauseReason
from huisheng.collect.concerns.exits import EXIT_NAMES, Exit
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services import Report
from huisheng.echo.fields import Day, sentences
from huisheng.echo.naming import coded
from huisheng.echo.voices.rules import heard_number
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import posts_over

END_OF_DAY = time(18)


class EndOfDay(Day):
    """A day, meant as its end of business: 18:00 local time."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return day if day is None else end_of(day)


def end_of(day: date) -> datetime:
    """18:00 of a day."""
    return make_aware(datetime.combine(day, END_OF_DAY))


words = partial(sentences, most=None)


class ActForm(forms.Form):
    """`seen`: the version on the screen, so that a second clerk reads what the first did before deciding."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, concern: Concern, **options: Any) -> None:
        self.concern = concern
        options["initial"] = {"seen": concern.version, **options.get("initial", {})}
        super().__init__(*args, **options)
        self.offer()
        shown = self.visible_fields()
        if shown:
            shown[0].field.widget.attrs["autofocus"] = True

    def offer(self) -> None:
        """Fill in the choices that depend on the matter."""


class MetForm(ActForm):
    says = words(_("说了什么，看到了什么"), hint=_("居民会看到这句话。"))


class NoteForm(ActForm):
    inner = words(_("只给同事看"), hint=_("居民看不到。"), required=False)
    says = words(_("给居民也看到"), required=False, rows=2)


class SortForm(ActForm):
    category = forms.ModelChoiceField(Category.objects.none(), label=_("归到哪一类"), empty_label=None)

    def offer(self) -> None:
        leaves = Category.objects.filter(is_active=True, group__isnull=False)
        self.fields["category"].queryset = leaves.order_by("code")  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = coded  # type: ignore[attr-defined]
        self.initial["category"] = self.concern.category_id


class DispatchForm(ActForm):
    to = forms.TypedChoiceField(label=_("派给谁"), empty_value=None)
    says = words(_("说一句"), hint=_("不写就告诉居民现在由谁负责。"), required=False, rows=2)

    def offer(self) -> None:
        self.posts = {str(post.pk): post for post in posts_over(self.concern.path, on=localdate())}
        field: Any = self.fields["to"]
        field.choices = [(pk, post_words(post)) for pk, post in self.posts.items() if self._other(post)]
        field.coerce = self.posts.get

    def _other(self, post: Appointment) -> bool:
        return post.pk != self.concern.holder_id


def post_words(post: Appointment) -> str:
    """周志远（听雨苑 3栋 邻长）."""
    return f"{post.person.name}（{post.title}）"


class WhyForm(ActForm):
    why = words(_("为什么"), hint=_("居民会看到。"))


class RemoveForm(ActForm):
    why = words(
        _("为什么"),
        hint=_(
            "只用来删测试时录的，或同一张单录了两遍的。居民凭编号会看到谁删的、为什么；这件事从所有清单和数字里去掉，不能恢复。"
        ),
    )


class SaysForm(ActForm):
    says = words(_("说一句"), hint=_("不写就告诉居民新的期限。"), required=False, rows=2)


class PauseForm(ActForm):
    reason = forms.ModelChoiceField(PauseReason.objects.all(), label=_("等什么"), empty_label=None)
    until = EndOfDay(label=_("等到哪天"))
    says = words(_("说一句"), required=False, rows=2)


class ExtendForm(ActForm):
    until = EndOfDay(label=_("延到哪天"))
    why = words(_("为什么"), hint=_("居民会看到。"))


class ReferForm(ActForm):
    body = forms.ModelChoiceField(OutsideBody.objects.none(), label=_("转给哪个单位"))
    asks = words(_("请对方做什么"))
    expected = EndOfDay(label=_("希望哪天前答复"))

    def offer(self) -> None:
        bodies = OutsideBody.objects.filter(is_active=True)
        near = [body.pk for body in bodies if self.concern.path.startswith(body.path)]
        self.fields["body"].queryset = bodies.filter(pk__in=near)  # type: ignore[attr-defined]


class JoinForm(ActForm):
    lead = forms.CharField(
        label=_("主件的编号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def clean_lead(self) -> Concern:
        number = heard_number(self.cleaned_data["lead"])
        found = Concern.objects.filter(speaker__number=number, street=self.concern.street_id).first()
        if found is None:
            raise forms.ValidationError(_("这个街道没有这个编号，请对一遍。"))
        return found


class FinishForm(ActForm):
    found = words(_("查到了什么"))
    done = words(_("做了什么"), hint=_("只写“已收到、已转交”不算。四样加起来至少 30 个字。"))
    who = forms.CharField(label=_("谁做的"), max_length=60)
    following = words(_("接下来"), required=False, rows=2)
    refused = forms.BooleanField(label=_("这件事不能办"), required=False)
    basis = words(_("依据"), hint=_("不能办的，写依据。"), required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.errors:
            return typed
        return {
            "seen": typed.get("seen"),
            "report": Report(**{k: v for k, v in typed.items() if k != "seen"}),
        }


class ExitForm(ActForm):
    kind = forms.ChoiceField(
        label=_("哪一种"), choices=[(e.value, _(EXIT_NAMES[e])) for e in Exit], widget=forms.RadioSelect
    )
    says = words(_("告诉居民可以找谁、怎么办"), hint=_("居民会看到。"))


class CallBackForm(ActForm):
    solved = forms.ChoiceField(
        label=_("办好了吗"),
        choices=[*Concern.Solved.choices, ("unanswered", _("没有打通"))],
        widget=forms.RadioSelect,
    )
    rating = forms.ChoiceField(
        label=_("满意吗"),
        required=False,
        choices=Concern.Rating.choices,
        widget=forms.RadioSelect,
        help_text=_("不满意的，会重新办。"),
    )
    words = words(_("原话"), required=False, rows=2)


class OpenForm(forms.Form):
    purpose = forms.CharField(
        label=_("为了什么"),
        max_length=200,
        help_text=_("看过的人、时间和原因都会记下来，居民也看得到。"),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
