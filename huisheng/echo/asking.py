"""A form that asks a service: what the service refuses stands on the form, beside what was typed."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django import forms
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from huisheng.echo.refusals import Because, Refused, because
from huisheng.echo.voices.masking import masked

T = TypeVar("T")
# What no calendar and no database takes: the year 0, twenty digits, a character that is none.
UNUSABLE = (OverflowError, DataError)
USELESS = because("有一个日期、数字或字符用不了，请核对以后再试。")
# Whoever presses a page's button for a program listens here for the forms that it showed (square/api/pressing.py).
forms_told: ContextVar[list[forms.BaseForm] | None] = ContextVar("forms_told", default=None)


def in_words(reason: Any) -> str:
    """A reason in the reader's language: its pattern translated, its values (reasons themselves or plain) put in."""
    if not isinstance(reason, Because):
        return str(reason)
    pattern = gettext(reason.pattern) if reason else ""
    values = {
        name: in_words(value) if isinstance(value, Because) else value
        for name, value in reason.values.items()
    }
    return pattern % values if values else pattern


def asked(form: forms.BaseForm, verb: Callable[..., T]) -> T | None:
    """What `verb(**typed)` returned; None when the form is not complete or the verb refused.

    Then the form carries the reason as an error of its own, and `status_of` says how the page answers.
    """
    try:
        return verb(**form.cleaned_data) if form.is_valid() else None
    except Refused as refused:
        form.add_error(None, in_words(refused.reason))
        form.was_refused = True  # type: ignore[attr-defined]
    except UNUSABLE:
        form.add_error(None, in_words(USELESS))
    return None


def status_of(form: forms.BaseForm) -> int:
    """200 for a form not sent yet, 422 for one that is not complete, 409 for one that was refused."""
    if (told := forms_told.get()) is not None:
        told.append(form)
    if not form.is_bound:
        return 200
    return 409 if getattr(form, "was_refused", False) else 422 if form.errors else 200


def offer(label: str, url: str, why: str = "", style: str = "") -> dict[str, Any]:
    """An act as a button (_acts.html) that opens a form of its own; `why`: the reason why not, which stands on it."""
    return {"label": label, "url": url, "why": in_words(why), "style": style, "form_page": True}


def ask(
    request: HttpRequest, form: forms.BaseForm, *, do: Callable[[], HttpResponse], page: str, **context: Any
) -> HttpResponse:
    """GET shows the form on `page`; POST does what it asks, or shows it again (422 incomplete, 409 refused).

    `do` calls one verb with the form's `cleaned_data` and answers with a redirect.
    """
    preview = read_by_all(request, form)
    answer = asked(form, lambda **_: do()) if request.method == "POST" and not preview else None
    shown = {"form": form, "preview": preview, **context}
    return answer or render(request, page, shown, status=status_of(form))


def read_by_all(request: HttpRequest, form: forms.BaseForm) -> list[tuple[str, str]]:
    """What everybody will read of a form's `read_by_all` fields, before it is published (R13.4): when asked for, and once
    without being asked when something would be hidden, so that nobody is surprised by it. `names_hidden` of the form:
    names that are hidden besides what a pattern finds."""
    names = getattr(form, "read_by_all", ())
    if not names or request.method != "POST" or "previewed" in request.POST or not form.is_valid():
        return []
    typed = [
        (str(form[name].label), str(form.cleaned_data[name])) for name in names if form.cleaned_data.get(name)
    ]
    rows = [(label, masked(words, getattr(form, "names_hidden", ()))) for label, words in typed]
    return rows if "preview" in request.POST or rows != typed else []
