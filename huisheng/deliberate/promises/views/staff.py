"""The board for those who run councils, and the one line in which somebody promises something."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.alliance.owners import owners_at
from huisheng.deliberate.councils.models import Item
from huisheng.deliberate.councils.views.finding import RUN, my_item, reachable, who
from huisheng.deliberate.promises import services, shown
from huisheng.deliberate.promises.forms import DayForm, PromiseForm
from huisheng.echo.asking import ask, in_words
from huisheng.echo.workdays.words import month_day
from huisheng.people.permissions.views import act


@act(RUN)
def board(request: HttpRequest) -> HttpResponse:
    """Everything promised at the councils that I run, with its owners."""
    found = services.known().filter(reachable(request, "item__session__council__"))
    return render(request, "deliberate/promises_mine.html", {"board": shown.board(found)})


@act(RUN)
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does what by when, for a decided item; back to the screen in the courtyard."""
    item = my_item(request, pk)
    council = item.session.council
    form = PromiseForm(request.POST or None, owners=owners_at(council.place))

    def do() -> HttpResponse:
        services.promise(item, **form.cleaned_data, **who(request, council))
        messages.success(request, _("记下了，做的人和说过这件事的每一位都已告知。"))
        return redirect(back_of(item))

    return ask(
        request, form, do=do, page="deliberate/promise.html", item=item, council=council, back=back_of(item)
    )


@act(RUN)
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for a promise, with the reason."""
    found = services.known().filter(reachable(request, "item__session__council__"))
    one = get_object_or_404(found, pk=pk)
    council = one.item.session.council
    form = DayForm(request.POST or None)

    def do() -> HttpResponse:
        services.move(one, **form.cleaned_data, **who(request, council))
        messages.success(request, _("改了，说过这件事的每一位都已告知。"))
        return redirect("deliberate:promises_mine")

    under = _("%(who)s：%(day)s前") % {"who": one.owner, "day": in_words(month_day(one.due))}
    return ask(request, form, do=do, page="deliberate/council_act.html", title=one.words, under=under,
               button=_("改到这天"), up="deliberate:promises_mine")  # fmt: skip


def back_of(item: Item) -> str:
    """The screen while the session runs; what residents read when it is over."""
    session = item.session
    if session.closed_at:
        return reverse("deliberate:session", args=[session.token])
    return f"{reverse('deliberate:meeting', args=[session.pk])}?item={item.pk}"
