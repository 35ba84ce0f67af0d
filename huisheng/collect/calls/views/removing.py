"""Take words down, look at them again, put them back; and the author's own page to ask for that."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.collect.calls import forms, rules, services
from huisheng.collect.calls.models import Call
from huisheng.collect.calls.views.several import chosen, shown
from huisheng.collect.calls.views.staff import EDIT, doing, mine
from huisheng.collect.concerns.grants import spoke_elsewhere
from huisheng.echo.asking import ask, in_words
from huisheng.people.permissions.views import act


def _each(request: HttpRequest, pk: int, form: Any, verb: Any, *said: str) -> HttpResponse:
    found = mine(request, pk)
    several = chosen(request, found)

    def do(_call: Call, **typed: Any) -> None:
        services.each(verb, several, **typed)

    return doing(request, found, form, do, *said, **shown(several))


@act(EDIT)
def removing(request: HttpRequest, pk: int) -> HttpResponse:
    """No page shows the words any more."""
    form = forms.RemoveForm(request.POST or None)
    done = _("撤下了，提的人告诉了。")
    return _each(request, pk, form, services.take_down, _("撤下这几句话"), _("撤下"), done)


@act(EDIT)
def restoring(request: HttpRequest, pk: int) -> HttpResponse:
    """They stand on the page again."""
    form = forms.RestoreForm(request.POST or None)
    done = _("放回来了，提的人告诉了。")
    return _each(request, pk, form, services.put_back, _("放回来"), _("放回来"), done)


@act(EDIT)
def reviewing(request: HttpRequest, pk: int) -> HttpResponse:
    """Another one has looked: it stays down."""
    form = forms.ReviewForm(request.POST or None)
    done = _("记下了，提的人告诉了。")
    return _each(request, pk, form, services.keep_down, _("复核：还是撤下"), _("还是撤下"), done)


@act("call.see")
@never_cache
def again(request: HttpRequest, number: str) -> HttpResponse:
    """The author asks that somebody else looks at it."""
    speaker = spoke_elsewhere(request, number)
    proposal = getattr(speaker, "proposal", None)
    if proposal is None:
        return redirect("collect:mine")
    down, form = services.down_of(proposal), forms.AgainForm(request.POST or None)
    why_not = rules.why_not_ask_again("一句话", down=down is not None, asked=bool(down and down.asked_at))

    def do() -> HttpResponse:
        services.ask_again(proposal, **form.cleaned_data, at=now())
        messages.success(request, _("记下了，请另一位来看，看了告诉您。"))
        return redirect("collect:my_matter", number)

    back = reverse("collect:my_matter", args=[number])
    return ask(
        request, form, do=do, page="collect/call_again.html", down=down, why_not=in_words(why_not), back=back,
        words=proposal.words,
    )  # fmt: skip
