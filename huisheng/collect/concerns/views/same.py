"""“Is it this one?”: before words are sent, what neighbours said already about the same (M35)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from huisheng.collect.concerns.alike import same_nearby
from huisheng.collect.concerns.forms.saying import SayForm
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.views.voices import joinable, row_of


def same_as(form: SayForm) -> list[Concern]:
    """What neighbours said already, as far as one may read of it (M35); nothing for who wants to stay unnamed."""
    typed = form.cleaned_data
    if typed.get("anonymous") or not form.written:
        return []
    likely = same_nearby(form.written, typed["place"], at=now(), submission=form.submission)
    found = {one.pk: one for one in joinable().filter(pk__in=likely[:9])} if likely else {}
    return [found[pk] for pk in likely if pk in found][:3]


def is_it_this(request: HttpRequest, form: SayForm, same: list[Concern]) -> HttpResponse:
    """“Is it this one?”, before anything is sent; what was typed goes along either way."""
    kept = [(name, value) for name, value in form.data.items() if name != "csrfmiddlewaretoken"]
    shown = {
        "rows": [row_of(one) for one in same],
        "kept": kept,
        "typed": form.cleaned_data,
        "once": form.submission,
        "photos": form.chosen,
    }
    return render(request, "collect/is_it_this.html", shown, status=422)
