"""What the desk's list can be narrowed to, and what is done to several matters at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.echo.choosing import QuickSelect


class FilterForm(forms.Form):
    """GET. Anything unknown is left out, never an error: a link kept for a year still opens the queue."""

    find = forms.CharField(
        label=_("编号或几个字"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"data-key": "/", "placeholder": _("编号、几个字或拼音")}),
    )
    at = forms.ChoiceField(label=_("哪里"), required=False, widget=QuickSelect)
    category = forms.ChoiceField(label=_("类别"), required=False, widget=QuickSelect)
    channel = forms.ChoiceField(
        label=_("渠道"),
        required=False,
        widget=QuickSelect,
        choices=[("", _("全部")), *Concern.Channel.choices],
    )
    mine = forms.BooleanField(label=_("只看我负责的"), required=False)
    late = forms.BooleanField(label=_("只看超时的"), required=False)

    def __init__(self, *args: Any, places: dict[int, str], leaves: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["at"].choices = list(places.items())
        fields["category"].choices = [("", _("全部")), *leaves.items()]


class DispatchSeveral(forms.Form):
    to = forms.TypedChoiceField(label=_("派给谁"), empty_value=None)

    def __init__(self, *args: Any, posts: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["to"]
        field.choices = [(str(post.pk), f"{post.person.name}（{post.title}）") for post in posts]
        field.coerce = {str(post.pk): post for post in posts}.get


class JoinSeveral(forms.Form):
    lead = forms.TypedChoiceField(
        label=_("并到哪一件"),
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("其余的跟着它办，每人各自确认。"),
    )

    def __init__(self, *args: Any, concerns: list[Concern], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["lead"]
        field.choices = [(str(one.pk), f"{one.voice.title}({one.place.where})") for one in concerns]
        field.coerce = {str(one.pk): one for one in concerns}.get
        field.initial = str(concerns[0].pk) if concerns else None


class NoteSeveral(forms.Form):
    inner = forms.CharField(
        label=_("只给同事看"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("居民看不到。"),
    )
    says = forms.CharField(label=_("给居民也看到"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ExportForm(forms.Form):
    """What to take out, as which file; names and phones only with a purpose."""

    what = forms.ChoiceField(
        label=_("导出什么"),
        widget=forms.RadioSelect,
        initial="list",
        choices=[
            ("list", _("看到的这张清单")),
            ("named", _("清单，加上称呼和电话")),
            ("orders", _("热线工单的结果，可以交回热线")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("存成"),
        widget=forms.RadioSelect,
        initial="xlsx",
        choices=[("xlsx", ".xlsx"), ("csv", ".csv")],
        help_text=_("打开就能看用 .xlsx，编号和电话不会变样；件数多用 .csv。"),
    )
    purpose = forms.CharField(
        label=_("为了什么要导出"),
        required=False,
        max_length=200,
        help_text=_("带称呼和电话，或者带居民原话的，一定要写。会记下来，改不了也删不掉。"),
    )
