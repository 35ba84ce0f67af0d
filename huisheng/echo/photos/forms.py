"""A photo, if somebody wants to show one; a recording, if somebody would rather speak."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.echo.fields import sentences
from huisheng.echo.photos import rules


def sound_input() -> forms.FileInput:
    """A telephone offers its recorder; with scripts the page records by itself (recording.js)."""
    return forms.FileInput(attrs={"accept": "audio/*", "capture": True, "data-recording": True})


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


class OwnSoundForm(forms.Form):
    """One recording of whoever spoke."""

    file = forms.FileField(
        label=_("说一段"),
        help_text=_("一分钟以内；办的人听了写成文字。"),
        allow_empty_file=True,
        widget=sound_input(),
    )


class WriteOutForm(forms.Form):
    """What is heard in a recording."""

    words = sentences(_("录音里说了什么"), most=2000, rows=5)


class RemovePhotoForm(forms.Form):
    """Why it goes."""

    why = sentences(_("为什么撤掉"), most=200, rows=2)
