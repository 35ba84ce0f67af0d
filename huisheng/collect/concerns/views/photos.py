"""Put a photo or a recording beside a matter, write down what is heard, take one away."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.grants import opened
from huisheng.collect.concerns.photos import show, show_own, take_away
from huisheng.collect.concerns.sounds import speak_own
from huisheng.collect.concerns.writing_out import write_out
from huisheng.echo.asking import ask
from huisheng.echo.pace import keep_pace
from huisheng.echo.photos.forms import OwnPhotoForm, OwnSoundForm, PhotoForm, RemovePhotoForm, WriteOutForm
from huisheng.echo.photos.models import Photo
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act, wear

NOTE = "concern.note"


@act(NOTE)
def adding(request: StaffRequest, number: str) -> HttpResponse:
    """One photo, if it helps."""
    concern, mine = find(number, request.hats, request.user)
    hat = wear(request, NOTE, path=concern.path, own=mine)
    form = PhotoForm(request.POST or None, request.FILES or None)
    back = reverse("collect:matter", args=[number])

    def do() -> HttpResponse:
        show(concern, **form.cleaned_data, by=request.user, at=now(), hat=hat.title)
        messages.success(request, _("照片放上去了。"))
        return redirect(back)

    return ask(request, form, do=do, page="collect/photo.html", title=_("放一张照片"), under=concern.voice.title,
               button=_("放上去"), back=back, back_words=concern.voice.title)  # fmt: skip


@act("mine.see")
def own(request: HttpRequest, number: str) -> HttpResponse:
    """One photo of whoever spoke, if it helps; only from where the matter may be opened."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    form = OwnPhotoForm(request.POST or None, request.FILES or None)
    by = request.user if request.user.is_authenticated else None
    back = reverse("collect:my_matter", args=[number])

    def do() -> HttpResponse:
        show_own(concern, **form.cleaned_data, by=by, at=now())
        messages.success(request, _("照片放上去了。"))
        return redirect(back)

    return ask(request, form, do=do, page="collect/photo.html", title=_("放一张照片"), under=concern.voice.title,
               button=_("放上去"), back=back, back_words=concern.voice.title)  # fmt: skip


@act("mine.see")
def speaking(request: HttpRequest, number: str) -> HttpResponse:
    """One more recording of whoever spoke, instead of writing."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    form = OwnSoundForm(request.POST or None, request.FILES or None)
    by = request.user if request.user.is_authenticated else None
    back = reverse("collect:my_matter", args=[number])

    def do() -> HttpResponse:
        keep_pace(request, "file")
        speak_own(concern, **form.cleaned_data, by=by, at=now())
        messages.success(request, _("录音放上去了，办的人听得到。"))
        return redirect(back)

    return ask(request, form, do=do, page="collect/speak.html", title=_("再说一段"), under=concern.voice.title,
               button=_("放上去"), back=back, back_words=concern.voice.title)  # fmt: skip


@act(NOTE)
def writing_out(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Listen or look, and write it down."""
    concern, mine = find(number, request.hats, request.user)
    hat = wear(request, NOTE, path=concern.path, own=mine)
    one = get_object_or_404(Photo, pk=pk, line__voice=concern.voice, removed_at=None)
    form = WriteOutForm(request.POST or None, is_sound=one.is_sound)
    back = reverse("collect:matter", args=[number])

    def do() -> HttpResponse:
        write_out(concern, one, **form.cleaned_data, by=request.user, at=now(), hat=hat.title)
        messages.success(request, _("写下来了，本人看得到，也能改正。"))
        return redirect(back)

    return ask(request, form, do=do, page="collect/write_out.html", one=one, title=_("听录音，写下来") if one.is_sound else _("看照片，写下来"),
               under=concern.voice.title, button=_("写下来"), back=back, back_words=concern.voice.title)  # fmt: skip


@act(NOTE)
def removing(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """It should not be there."""
    concern, mine = find(number, request.hats, request.user)
    hat = wear(request, NOTE, path=concern.path, own=mine)
    photo = get_object_or_404(Photo.objects.select_related("line"), pk=pk, line__voice=concern.voice)
    form = RemovePhotoForm(request.POST or None)
    back = reverse("collect:matter", args=[number])
    verb = partial(take_away, concern, photo, by=request.user, at=now(), hat=hat.title)

    def do() -> HttpResponse:
        verb(**form.cleaned_data)
        messages.success(request, _("撤掉了。"))
        return redirect(back)

    return ask(request, form, do=do, page="collect/act.html", title=_("撤掉这段录音") if photo.is_sound else _("撤掉一张照片"), under=photo.words,
               button=_("撤掉"), back=back, back_words=concern.voice.title)  # fmt: skip
