"""Say it: one sentence, a phone, a name. Three ways to speak: for oneself, for a neighbour, as staff for a caller."""

from hashlib import sha1
from itertools import chain
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.rules import why_not_raise
from huisheng.collect.concerns.unwritten import PICTURED, SPOKEN, written
from huisheng.echo.asking import in_words
from huisheng.echo.naming import called
from huisheng.echo.photos.forms import PhotosField, WithPhotos, sound_input
from huisheng.echo.photos.waiting import held, hold, read
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person, ToldBy
from huisheng.territory.models import Place

SELF, NEIGHBOUR, STAFF = "self", "neighbour", "staff"
SHOWN = {
    SELF: ("words", "photos", "sound", "phone", "name", "anonymous"),
    NEIGHBOUR: ("words", "photos", "name", "phone", "is_elder", "agreed"),
    STAFF: ("channel", "words", "name", "phone", "is_elder"),
}
OPEN_GROUND = SimpleNamespace(closed_on=None)


def telephone() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})


class SayForm(WithPhotos):
    """At most five questions whoever speaks (M23), and a photo if it says more than words; the place comes from the label
    or from the steps before."""

    channel = forms.ChoiceField(label=_("怎么听到的"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("什么事，在哪里"),
        widget=forms.Textarea(attrs={"rows": 4, "data-draft": "say", "data-draft-told": "draft-told"}),
        error_messages={"required": _("请写一句话：什么事，在哪里。")},
    )
    photos = PhotosField(
        label=_("或者拍张照片"),
        required=False,
        allow_empty_file=True,
        help_text=_("最多 3 张，人脸和门牌请避开。"),
    )
    sound = forms.FileField(
        label=_("或者说一段"),
        required=False,
        allow_empty_file=True,
        help_text=_("一分钟以内，不会打字的说就行；办的人听了写成文字。"),
        widget=sound_input(),
    )
    held = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    name = forms.CharField(label=_("怎么称呼您"), required=False, max_length=60)
    phone = forms.CharField(label=_("您的电话"), required=False, max_length=40, widget=telephone())
    anonymous = forms.BooleanField(label=_("不留名（办的人也看不到我的姓名）"), required=False)
    is_elder = forms.BooleanField(label=_("是老人，有消息请打电话说"), required=False)
    agreed = forms.BooleanField(
        label=_("本人知道并同意我替他（她）说"),
        error_messages={"required": _("请先问过本人，再替他（她）说。")},
    )
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    via = forms.CharField(widget=forms.HiddenInput, required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self, *args: Any, mode: str = SELF, channels: Any = (), at: Place | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.mode = mode
        for name in {*chain(*SHOWN.values())} - {*SHOWN[mode]}:
            del self.fields[name]
        self.order_fields(SHOWN[mode])
        self.initial.setdefault("once", uuid4().hex)
        came = "sound" in self.fields and self.files.get("sound")
        self.spoken = bool(came or "sound" in self.fields and held(self.data.get("held", "")))
        self.pictured = "photos" in self.fields and bool(self.chosen or self.files.getlist("photos"))
        self.fields["words"].required = not (self.spoken or self.pictured)
        if mode == STAFF:
            self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        if mode != SELF:
            self.fields["name"].label = _("他（她）怎么称呼")
            self.fields["phone"].label = _("他（她）的电话")
        hints = {
            SELF: _("回电话、查进度都用它，只有办事的人看得到。"),
            NEIGHBOUR: _("没有电话的，写您的也行。"),
        }
        self.fields["phone"].help_text = hints.get(mode, "")

    def clean_place(self) -> Place:
        """The place that the page named; the view has found it already, to know who is asking there."""
        if reason := why_not_raise("有", place=self.at):
            raise forms.ValidationError(in_words(reason))
        assert self.at is not None
        return self.at

    def clean_words(self) -> str:
        unwritten = SPOKEN if self.spoken else PICTURED if self.pictured else ""
        words: str = self.cleaned_data["words"] or unwritten
        if reason := why_not_raise(words, place=OPEN_GROUND):
            raise forms.ValidationError(in_words(reason))
        return words

    @property
    def written(self) -> str:
        """The words of whoever speaks; "" while nobody knows what a recording or a photo says."""
        return written(self.cleaned_data["words"])

    def hold_sound(self) -> None:
        """The recording, if one came, waits for its matter; the form goes on with its name, on whatever page it is shown
        next. Call it before the form is asked whether it is valid; what is no recording is an error of the field."""
        sound = self.files.get("sound")
        if sound is None or "sound" not in self.fields:
            return
        try:
            name = hold(read(sound))
        except Refused as refused:
            self.spoken, self.fields["words"].required = False, True
            self.full_clean()
            self.add_error("sound", in_words(refused.reason))
            return
        filled = QueryDict(mutable=True)
        filled.update(self.data)
        filled["held"] = name
        self.data = filled

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if reason := why_not_phone(phone):
            raise forms.ValidationError(in_words(reason))
        return phone

    def said(self, by: Person | None) -> Said:
        """Who is speaking: the visitor with their account, or somebody else by name and phone."""
        typed = self.cleaned_data
        own = self.mode == SELF or typed.get("channel") == "page"
        elder = bool(typed.get("is_elder"))
        told_by = ToldBy.CALL if elder and typed["phone"] else by.told_by if own and by else ""
        return Said(
            name=typed["name"], phone=typed["phone"], is_elder=elder, anonymous=bool(typed.get("anonymous")),
            told_by=told_by, person=by if own else None,
        )  # fmt: skip

    @property
    def submission(self) -> str:
        """The same words sent twice from the same page are one matter; other words are another."""
        typed = self.cleaned_data
        once = f"{typed['once'] or uuid4().hex} {typed['place'].pk} {typed['words']}"
        return sha1(once.encode(), usedforsecurity=False).hexdigest()


class DoorForm(forms.Form):
    """A door inside a building, as people write it."""

    door = forms.CharField(label=_("门牌，例如 2单元301"), max_length=20)


class KindForm(forms.Form):
    """Another kind of matter than the one guessed."""

    category = forms.ChoiceField(label=_("是哪一类的事"))

    def __init__(self, *args: Any, leaves: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for leaf in leaves:
            groups.setdefault(called(leaf.group), []).append((leaf.code, called(leaf)))
        self.fields["category"].choices = list(groups.items())  # type: ignore[attr-defined]
