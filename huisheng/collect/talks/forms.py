"""Forms around talks."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.talks import rules
from huisheng.collect.talks.models import KINDS, ROLES, TalkPoint
from huisheng.echo.choosing import QuickSelect
from huisheng.echo.fields import Day, Moment, sentences, telephone
from huisheng.echo.naming import called
from huisheng.echo.voices.services import Said
from huisheng.territory.models import Appointment, Place
from huisheng.territory.posts.forms import TELEPHONE


class HostsField(forms.ModelMultipleChoiceField):
    """Posts by name and place."""

    def label_from_instance(self, post: Any) -> str:
        return f"{post.person.name}（{post.title}）"


class HoldForm(forms.Form):
    """When, where, who hosts."""

    title = forms.CharField(label=_("叫什么"), max_length=rules.LONGEST_TITLE)
    starts = Moment(label=_("什么时候"))
    spot = forms.CharField(label=_("坐在哪里"), max_length=80, help_text=_("例如：3栋前面的香樟树下"))
    hosts = HostsField(
        Appointment.objects.none(), label=_("谁主持"), widget=forms.CheckboxSelectMultiple,
        help_text=_("主持的人用自己的手机就能记。"),
    )  # fmt: skip
    guests = forms.CharField(
        label=_("请了哪些单位"), max_length=200, required=False, help_text=_("例如：物业、城管中队、社区民警")
    )

    def __init__(self, *args: Any, posts: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Appointment.objects.filter(pk__in=[post.pk for post in posts])
        self.fields["hosts"].queryset = found.select_related("person", "kind", "place")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another time or spot."""

    starts = Moment(label=_("改到什么时候"))
    spot = forms.CharField(label=_("坐在哪里"), max_length=80)


class PointForm(forms.Form):
    """One line while people speak: Enter sends it and the next one begins. Who said it only if they want to hear back."""

    words = forms.CharField(
        label=_("说了什么"), max_length=rules.LONGEST_POINT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "send"}),
        error_messages={"required": _("请写一句：说了什么。")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("是什么"), choices=KINDS, widget=forms.RadioSelect, initial="problem")
    name = forms.CharField(label=_("谁说的"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, widget=TELEPHONE, validators=[telephone],
        help_text=_("有了着落告诉他（她）；别人看不到。"),
    )  # fmt: skip
    private = forms.BooleanField(label=_("家里的事，不公开"), required=False)
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: uuid4().hex
    )

    def said(self) -> Said:
        """Who is speaking."""
        return Said(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])

    @property
    def read_by_all(self) -> tuple[str, ...]:
        """What stands on the page that is shared in the evening's group."""
        return () if self.data.get("private") else ("words",)

    @property
    def names_hidden(self) -> list[str]:
        """Whoever said it is not named there, wherever the name stands."""
        return [self.cleaned_data.get("name", "")]


class NamelessForm(forms.Form):
    """About one point, of which everybody reads all but who said it; of a private one nothing."""

    shown: tuple[str, ...] = ("words",)

    def __init__(self, *args: Any, point: TalkPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_nobody = point.private
        self.names_hidden = [point.speaker.name] if point.speaker else []

    @property
    def read_by_all(self) -> tuple[str, ...]:
        """What stands on the page that is shared in the evening's group."""
        return () if self.for_nobody else tuple(name for name in self.shown if name in self.fields)


class RewordForm(NamelessForm):
    """The same point, put right."""

    words = forms.CharField(label=_("说了什么"), max_length=rules.LONGEST_POINT)
    kind = forms.ChoiceField(label=_("是什么"), choices=KINDS, widget=forms.RadioSelect)
    private = forms.BooleanField(label=_("家里的事，不公开"), required=False)

    def __init__(self, *args: Any, point: TalkPoint, **kwargs: Any) -> None:
        super().__init__(*args, point=point, **kwargs)
        self.for_nobody = bool(self.data.get("private"))


class WhyForm(forms.Form):
    """One reason."""

    why = sentences(_("为什么"), most=200, rows=2)


class KindField(forms.ModelChoiceField):
    """A leaf of the catalogue in the reader's language."""

    widget = QuickSelect

    def label_from_instance(self, row: Any) -> str:
        return f"{called(row.group)} · {called(row)}"


class PlaceField(forms.ModelChoiceField):
    """A place by its full name."""

    widget = QuickSelect

    def label_from_instance(self, row: Any) -> str:
        return str(row.where)


class ConcernForm(forms.Form):
    """It becomes a matter: where, and of which kind."""

    place = PlaceField(Place.objects.none(), label=_("在哪里"), empty_label=None)
    category = KindField(Category.objects.none(), label=_("归到哪一类"), empty_label=None)

    def __init__(self, *args: Any, places: Any, leaves: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["category"].queryset = leaves  # type: ignore[attr-defined]


class FateForm(NamelessForm):
    """What became of it, and why that was corrected."""

    shown = ("whom", "words", "why")


class AgendaForm(FateForm):
    """It goes to a council."""

    words = sentences(_("为什么要大家定"), required=False, rows=2)


class ExplainedForm(FateForm):
    """It was answered on the spot."""

    words = sentences(_("怎么说的"), hint=_("没来的人也看得明白。"), most=rules.LONGEST_WORDS)


class OutsideForm(FateForm):
    """Somebody else decides it."""

    whom = forms.CharField(
        label=_("该找谁"), max_length=120, help_text=_("单位和电话，例如：供电营业厅 95598")
    )
    words = sentences(_("再说一句"), required=False, rows=2)


def why_corrected(*, required: bool) -> forms.CharField:
    """What every fate asks besides, when it takes the place of another."""
    hint = _("大家看得到。") if required else ""
    return sentences(_("为什么改"), required=required, most=200, rows=2, hint=hint)


class OfferedForm(FateForm):
    """Somebody offers something."""

    words = sentences(_("愿意出什么力、什么时候可以"), most=rules.LONGEST_WORDS)


class PeopleForm(forms.Form):
    """A pasted list of names, all of one role."""

    role = forms.ChoiceField(label=_("他们是"), choices=ROLES, widget=forms.RadioSelect, initial="resident")
    text = sentences(
        _("名字"), rows=8, most=60_000,
        hint=_("整份名单粘进来就行：一行一个，或用逗号、顿号隔开；序号和电话会自动丢掉。"),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("他们同意留下名字"), required=False, help_text=_("没同意就只记人数和身份，名字不保存。")
    )


class HeadcountForm(forms.Form):
    """How many sat there."""

    came = forms.IntegerField(label=_("一共来了多少人"), min_value=0, max_value=20_000)


class CloseForm(forms.Form):
    """A last sentence."""

    read_by_all = ("says",)

    says = sentences(_("最后说一句"), required=False, hint=_("居民会读到。"))


class RepeatForm(forms.Form):
    """A weekly evening, set once."""

    title = forms.CharField(label=_("叫什么"), max_length=rules.LONGEST_TITLE)
    first = Day(label=_("第一次"), help_text=_("以后都在同一个星期几。"))
    hour = forms.TimeField(label=_("几点"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    weeks = forms.IntegerField(label=_("隔几周"), min_value=1, max_value=8, initial=1)
    until = Day(label=_("到哪天为止"), required=False)
    spot = forms.CharField(label=_("坐在哪里"), max_length=80)
    hosts = HostsField(Appointment.objects.none(), label=_("谁主持"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, posts: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Appointment.objects.filter(pk__in=[post.pk for post in posts])
        self.fields["hosts"].queryset = found.select_related("person", "kind", "place")  # type: ignore[attr-defined]


class CallOffForm(forms.Form):
    """One date, and why it is left out."""

    day = Day(label=_("哪一次"))
    why = sentences(_("为什么不开"), most=200, rows=2, hint=_("居民会读到。"))
