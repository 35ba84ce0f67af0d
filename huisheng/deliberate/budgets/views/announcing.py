"""A draft is changed, announced, given more time, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.budgets import forms, services
from huisheng.deliberate.budgets.services.planning import CHANGED
from huisheng.deliberate.budgets.views.finding import EDIT, mine, who
from huisheng.deliberate.budgets.views.staff import doing
from huisheng.people.permissions.views import act


@act(EDIT)
def replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, money or rule, before the announcement."""
    found = mine(request, pk)
    now = {name: getattr(found, name) for name in CHANGED} | {"fen": found.yuan.replace(",", "")}
    initial = now | {"opens": localtime(found.opens), "closes": localtime(found.closes)}
    form = forms.ReplanForm(request.POST or None, initial=initial)
    return doing(request, found, form, lambda **typed: services.replan(found, **typed), title=_("改计划"),
                 button=_("改好"), done=_("改好了。"))  # fmt: skip


@act(EDIT)
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on residents read it."""
    found = mine(request, pk)
    services.announce(found, **who(request, found.place))
    messages.success(request, _("公告了。项目和名册从现在起不再变。"))
    return redirect("deliberate:budget_edit", pk)


@act(EDIT)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time to vote."""
    found = mine(request, pk)
    form = forms.ExtendForm(request.POST or None, initial={"closes": localtime(found.closes)})
    return doing(request, found, form, lambda **typed: services.extend(found, **typed), title=_("投票延几天"),
                 button=_("延"), done=_("延好了。"))  # fmt: skip


@act(EDIT)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The announcement is taken back to mend it, while nobody has voted."""
    found = mine(request, pk)
    form = forms.WhyForm(request.POST or None)
    return doing(request, found, form, lambda **typed: services.take_back(found, **typed), title=_("收回公告"),
                 button=_("收回"), done=_("收回了，改好再公告。"))  # fmt: skip
