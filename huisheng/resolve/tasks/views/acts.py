"""One small form an act: done, given back, handed over, a note, not needed any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from huisheng.alliance.owners import owners_at
from huisheng.deliberate.promises.forms import DayForm
from huisheng.echo.asking import ask
from huisheng.echo.models import Photo
from huisheng.echo.photos.forms import PhotoForm, RemovePhotoForm
from huisheng.people.permissions.views import act, doer
from huisheng.resolve.tasks import forms, photos, services
from huisheng.resolve.tasks.models import Step
from huisheng.resolve.tasks.views.staff import mine


def _doing(request: HttpRequest, pk: int, form: Any, name: str, verb: Any, **words: str) -> HttpResponse:
    task, own = mine(request, pk)

    def do() -> HttpResponse:
        verb(task, form.cleaned_data, doer(request, name, path=task.place.path, own=own))
        messages.success(request, words.pop("done"))
        return redirect("resolve:task", pk)

    return ask(request, form, do=do, page="resolve/act.html", under=task.voice.title, task=task, **words)


@act("task.do")
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, by whom, what there is to count."""
    given = {"who": request.user.name}  # type: ignore[union-attr]
    form = forms.FinishForm(request.POST or None, request.FILES or None, initial=given)
    return _doing(
        request, pk, form, "task.do",
        lambda task, typed, who: services.finish(task, outcome=form.outcome(), **who),
        title=_("做完了"), button=_("做完了"), done=_("记下了，说过这件事的人都会知道。"),
    )  # fmt: skip


@act("task.do")
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back, once, with the reason."""
    return _doing(
        request, pk, forms.WhyForm(request.POST or None), "task.do",
        lambda task, typed, who: services.return_(task, why=typed["why"], **who),
        title=_("退回"), button=_("退回"), done=_("退回了，期限不变。"),
    )  # fmt: skip


@act("task.do")
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """To somebody else; the day stays."""
    task, _own = mine(request, pk)
    return _doing(
        request, pk, forms.HandForm(request.POST or None, owners=owners_at(task.place)), "task.do",
        lambda task, typed, who: services.hand_over(task, to=typed["to"], why=typed["why"], **who),
        title=_("转给别人"), button=_("转过去"), done=_("转过去了，期限不变。"),
    )  # fmt: skip


@act("task.do")
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes."""
    return _doing(
        request, pk, forms.NoteForm(request.POST or None), "task.do",
        lambda task, typed, who: services.note(task, says=typed["says"], **who),
        title=_("记一笔"), button=_("记下"), done=_("记下了。"),
    )  # fmt: skip


@act("task.move")
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, with the reason."""
    return _doing(
        request, pk, DayForm(request.POST or None), "task.move",
        lambda task, typed, who: services.move(task, **typed, **who),
        title=_("改日子"), button=_("改到这天"), done=_("改了，说过这件事的人都会知道。"),
    )  # fmt: skip


@act("task.do")
def steps(request: HttpRequest, pk: int) -> HttpResponse:
    """A few steps more."""
    return _doing(
        request, pk, forms.StepsForm(request.POST or None), "task.do",
        lambda task, typed, who: services.add_steps(task, steps=typed["steps"].splitlines(), **who),
        title=_("加几步"), button=_("加上"), done=_("加上了。"),
    )  # fmt: skip


@act("task.do")
def step_words(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """A step in other words."""
    one = get_object_or_404(Step.objects.select_related("task"), pk=step, task=pk)
    return _doing(
        request, pk, forms.StepForm(request.POST or None, initial={"words": one.words}), "task.do",
        lambda task, typed, who: services.reword(one, words=typed["words"], **who),
        title=_("改这一步"), button=_("改好"), done=_("改好了。"),
    )  # fmt: skip


@act("task.do")
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo beside it, on the way or afterwards, if it helps."""
    return _doing(
        request, pk, PhotoForm(request.POST or None, request.FILES or None), "task.do",
        lambda task, typed, who: photos.show(task, **typed, **who),
        title=_("放一张照片"), button=_("放上去"), done=_("照片放上去了。"),
    )  # fmt: skip


@act("task.do")
def photo_gone(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """It should not be there."""
    one = get_object_or_404(Photo.objects.select_related("line__voice"), pk=photo, line__voice__task=pk)
    return _doing(
        request, pk, RemovePhotoForm(request.POST or None), "task.do",
        lambda task, typed, who: photos.take_away(task, one, why=typed["why"], **who),
        title=_("撤掉一张照片"), button=_("撤掉"), done=_("撤掉了。"),
    )  # fmt: skip


@act("task.drop")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """It need not be done any more."""
    return _doing(
        request, pk, forms.WhyForm(request.POST or None), "task.drop",
        lambda task, typed, who: services.drop(task, why=typed["why"], **who),
        title=_("不用做了"), button=_("取消这项任务"), done=_("取消了，说过这件事的人会看到原因。"),
    )  # fmt: skip
