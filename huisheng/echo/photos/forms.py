"""A photo, if somebody wants to show one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import sentences
from huisheng.echo.photos import rules


class PhotoForm(forms.Form):
    """One picture and what is on it."""

    file = forms.FileField(
        label=_("照片"), help_text=_("JPG 或 PNG，10 MB 以内。拍照的地点和时间会去掉。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("照片上是什么"),
        max_length=rules.LONGEST_WORDS,
        help_text=_("看不见的人也能知道，例如：修好的踏步，装了扶手。"),
    )
    inner = forms.BooleanField(label=_("只给同事看"), required=False)


class OwnPhotoForm(PhotoForm):
    """The same for whoever spoke: colleagues are not theirs to keep it among."""

    inner = None  # type: ignore[assignment]


class RemovePhotoForm(forms.Form):
    """Why it goes."""

    why = sentences(_("为什么撤掉"), most=200, rows=2)
