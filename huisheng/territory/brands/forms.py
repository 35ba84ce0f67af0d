"""A community's own name, slogan and colour."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.asking import in_words
from huisheng.territory.brands import rules


class BrandForm(forms.Form):
    """All may stay empty: then the street's, or the house's own."""

    name = forms.CharField(
        label=_("品牌名"), required=False, max_length=rules.LONGEST_NAME,
        help_text=_("写在居民每一页的左上角，例如：荷你在一起。空着就用街道的。"),
    )  # fmt: skip
    slogan = forms.CharField(label=_("口号"), required=False, max_length=rules.LONGEST_SLOGAN)
    hue = forms.ChoiceField(
        label=_("颜色"), required=False, widget=forms.RadioSelect,
        help_text=_("这几种在白天、夜里和长辈版里都看得清。"),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["hue"].choices = [(key, in_words(name)) for key, name in rules.HUES.items()]  # type: ignore[attr-defined]
