"""A form that asks for an act: shown, done, or shown again with what was typed and the reason."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from huisheng.echo.refusals import Because, Refused

INCOMPLETE, REFUSED = 422, 409


def ask(
    request: HttpRequest, form: BaseForm, *, do: Callable[[], HttpResponse], page: str, **context: Any
) -> HttpResponse:
    """GET shows the form on `page`; POST does it. Incomplete (422) or refused (409): shown again, nothing lost.

    `do` calls the one verb and answers with a redirect; it runs only when the form is complete.
    """
    status = 200
    if request.method == "POST":
        status = INCOMPLETE
        if form.is_valid():
            try:
                return do()
            except Refused as refused:
                form.add_error(None, in_words(refused.reason))
                status = REFUSED
    return render(request, page, {"form": form, **context}, status=status)


def in_words(reason: str) -> str:
    """A reason in the reader's language."""
    if not isinstance(reason, Because) or not reason:
        return str(reason)
    return gettext(reason.pattern) % reason.values if reason.values else gettext(reason.pattern)
