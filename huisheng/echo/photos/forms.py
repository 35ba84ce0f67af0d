"""A photo, if somebody wants to show one; a recording, if somebody would rather speak."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from huisheng.echo.asking import in_words
from huisheng.echo.fields import sentences
from huisheng.echo.photos import rules
from huisheng.echo.photos.services import readable
from huisheng.echo.photos.waiting import held_picture, hold_picture
from huisheng.echo.refusals import Refused


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


class SeveralPhotos(forms.FileInput):
    """A telephone offers its camera and its album."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """As many files as were chosen; none is an empty list. An empty file is refused when it is read (rules.why_not_file)."""

    widget = SeveralPhotos(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as Django takes one."""
        return [super(PhotosField, self).clean(one, initial) for one in data or []]


class WithPhotos(forms.Form):
    """A few photos beside what a form asks, never asked for (R1). They wait (waiting.py) while the rest is put right, so
    that nobody chooses them twice; `chosen` are the names under which they wait."""

    photos = PhotosField(
        label=_("照片"),
        required=False,
        allow_empty_file=True,
        help_text=_("不放也行，最多 3 张。人脸、门牌和车牌请避开；拍照的地点和时间会去掉。"),
    )
    waiting = forms.CharField(widget=forms.HiddenInput, required=False, max_length=33 * rules.MOST_AT_ONCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = str(self["waiting"].value() or "").split()
        self.chosen = [one for one in names if held_picture(one) is not None]
        self._tell()

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        came = typed.get("photos") or []
        if reason := rules.why_not_together(len(self.chosen) + len(came)):
            self.add_error("photos", in_words(reason))
        else:
            self._take(came)
        return typed

    def _take(self, came: list[Any]) -> None:
        """Each that is a photo waits from now on; the form goes on with its name."""
        for one in came:
            try:
                self.chosen.append(hold_picture(readable(one)))
            except Refused as refused:
                self.add_error("photos", f"{one.name}：{in_words(refused.reason)}")
        filled = QueryDict(mutable=True)
        filled.update(self.data)
        filled[self.add_prefix("waiting")] = " ".join(self.chosen)
        self.data = filled
        self._tell()

    def _tell(self) -> None:
        if self.chosen:
            self["photos"].help_text = _("收到 %(n)s 张照片，不用再选。") % {"n": len(self.chosen)}


class WithPictured(WithPhotos):
    """The same with a sentence on what is to be seen."""

    pictured = forms.CharField(
        label=_("照片上是什么"),
        required=False,
        max_length=rules.LONGEST_WORDS,
        help_text=_("放了照片才写。看不见的人也能知道，例如：修好的踏步，装了扶手。"),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.chosen and (reason := rules.why_not_unsaid(typed.get("pictured", ""))):
            self.add_error("pictured", in_words(reason))
        return typed


class OwnSoundForm(forms.Form):
    """One recording of whoever spoke."""

    file = forms.FileField(
        label=_("说一段"),
        help_text=_("一分钟以内；办的人听了写成文字。"),
        allow_empty_file=True,
        widget=sound_input(),
    )


class WriteOutForm(forms.Form):
    """What is heard in a recording, or seen on a photo."""

    words = sentences(_("录音里说了什么"), most=2000, rows=5)

    def __init__(self, *args: Any, is_sound: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_sound:
            self.fields["words"].label = _("照片上是什么")


class RemovePhotoForm(forms.Form):
    """Why it goes."""

    why = sentences(_("为什么撤掉"), most=200, rows=2)
