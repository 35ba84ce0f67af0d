"""What is written down about a notice: where it was put up, who called, what they were answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.deliberate.notices import forms, services
from huisheng.deliberate.notices.models import NoticeObjection
from huisheng.deliberate.notices.views.public import told
from huisheng.deliberate.notices.views.staff import EDIT, doing, mine, who
from huisheng.echo.asking import ask
from huisheng.people.permissions.views import act


@act(EDIT)
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """Several places at once: put up by whom, on which day."""
    found = mine(request, pk)
    given = {"on": localdate(), "who": request.user.name}  # type: ignore[union-attr]
    form = forms.PostForm(request.POST or None, spots=services.missing_spots(found), initial=given)
    return doing(request, found, form, services.post_up, _("记下贴好的地方"), _("贴好了"), _("记下了。"))


@act(EDIT)
def leaving_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Places where it will not hang, and why."""
    found = mine(request, pk)
    form = forms.LeaveOutForm(request.POST or None, spots=services.missing_spots(found))
    return doing(
        request,
        found,
        form,
        services.leave_out,
        _("有些地方不贴"),
        _("不贴这些"),
        _("记下了，理由居民看得到。"),
    )


@act(EDIT)
def calling(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody called: their words, typed for them, with a receipt read out to them."""
    found = mine(request, pk)
    form = forms.ObjectForm(request.POST or None)

    def do() -> HttpResponse:
        typed = form.cleaned_data
        heard = services.object_(
            found,
            words=typed["words"],
            said=form.said(None),
            once=typed["once"] or None,
            **who(request, found.place),
        )
        messages.success(request, told(heard))
        return redirect("deliberate:notice_edit", found.pk)

    return ask(request, form, do=do, page="deliberate/act.html", notice=found, title=_("替打电话来的人记一条"),
               under=found.voice.title, button=_("记下来"))  # fmt: skip


@act(EDIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one objection with its reason."""
    objection = get_object_or_404(NoticeObjection.objects.select_related("speaker"), pk=pk)
    found = mine(request, objection.notice_id)
    form = forms.AnswerForm(request.POST or None)

    def verb(_found: Any, **typed: Any) -> None:
        services.answer(objection, **typed)

    return doing(request, found, form, verb, objection.words, _("答复"), _("答复了，已经告诉提意见的人。"))
