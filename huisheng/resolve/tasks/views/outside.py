"""An outside body takes a task on, gives it back or says it is done, by its link and without an account (M45, M60)."""

from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from huisheng.echo.asking import asked, status_of
from huisheng.echo.refusals import YES, because
from huisheng.people.permissions.views import act
from huisheng.resolve.tasks import forms, services, shown
from huisheng.resolve.tasks.models import Holding, Task
from huisheng.resolve.tasks.rules import OPEN

KNOWN = ("body", "task__voice", "task__place__area", "task__place__community", "task__body", "task__post",
         "task__giver__person", "task__giver__kind", "task__concern__lead")  # fmt: skip


class WhoForm(fields.Form):
    """Who says so; a link can be passed on, so a name is asked for."""

    who = fields.CharField(label=_("您是谁"), max_length=60)


class BackForm(WhoForm):
    """Why not."""

    why = forms.sentence(_("为什么做不了"))


def why_over(holding: Holding) -> str:
    """A link serves while the body has the task."""
    if holding.task.stage not in OPEN:
        return because("这项任务已经结束了，不用再回。")
    if holding.until:
        return because("这项任务已经不在贵单位了。这个链接是给原来那家的，请打电话给交办的人。")
    return YES


@act("task.answer")
def answer(request: HttpRequest, token: str, name: str = "") -> HttpResponse:
    """GET shows what is asked with three ways to answer; POST to one of them does it. Over: why (410, or 409 when sent)."""
    holding = get_object_or_404(Holding.objects.select_related(*KNOWN), token=token)
    if over := why_over(holding):
        return _show(request, holding, status=409 if request.method == "POST" else 410, over=over)
    ways: dict[str, Any] = {
        "accept": WhoForm(request.POST if name == "accept" and request.POST else None, prefix="accept"),
        "finish": forms.FinishForm(
            *((request.POST, request.FILES) if name == "finish" and request.POST else ()), prefix="finish"
        ),
        "return": BackForm(request.POST if name == "return" and request.POST else None, prefix="return"),
    }
    form = ways.get(name)
    done = (
        asked(form, lambda **_: _do(holding.task, name, form)) if form is not None and form.is_bound else None
    )
    if done:
        return _show(request, holding, done=name)
    return _show(
        request, holding, status=status_of(form) if form is not None else 200, ways=ways, chosen=name
    )


def _do(task: Task, name: str, form: Any) -> bool:
    typed, at = form.cleaned_data, now()
    if name == "accept":
        services.accept(task, by=None, at=at, hat=str(task.body), who=typed["who"])
    elif name == "return":
        services.return_(task, why=typed["why"], by=None, at=at, hat=str(task.body), who=typed["who"])
    else:
        services.finish(task, outcome=form.outcome(), by=None, at=at, hat=str(task.body))
    return True


def _show(request: HttpRequest, holding: Holding, *, status: int = 200, **more: Any) -> HttpResponse:
    """The task as far as the body needs it: no name, phone or door of a resident."""
    task = holding.task
    page = {
        "task": task, "holding": holding, "clock": shown.clock_of(task, on=localdate()),
        "place": task.place.area or task.place.community or task.place, **more,
    }  # fmt: skip
    return render(request, "resolve/answer.html", page, status=status)
