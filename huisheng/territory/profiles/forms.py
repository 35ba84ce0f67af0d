"""One figure of a profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import Day
from huisheng.territory.profiles import rules


class ProfileFigureForm(forms.Form):
    """What, how much, as of which day, from where."""

    read_by_all = ("words", "value", "source")

    what = forms.ChoiceField(
        label=_("哪一项"), choices=[(w.value, _(n)) for w, n in rules.WHAT_NAMES.items()]
    )
    words = forms.CharField(
        label=_("另加的叫什么"), required=False, max_length=rules.LONGEST_WORDS,
        help_text=_("选了“另加一项”才写，例如：幼儿园。"),
    )  # fmt: skip
    value = forms.CharField(
        label=_("多少"), max_length=rules.LONGEST_VALUE,
        help_text=_("例如 0.72、1600余、2020-12；人口构成写成一句话。"),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("单位"), required=False, max_length=rules.LONGEST_UNIT,
        help_text=_("另加的才写；表里的单位是定好的。"),
    )  # fmt: skip
    as_of = Day(label=_("截至哪天"))
    source = forms.CharField(
        label=_("从哪里来的"), max_length=rules.LONGEST_SOURCE,
        help_text=_("例如：社区台账、统计年报。居民看得到。"),
    )  # fmt: skip
