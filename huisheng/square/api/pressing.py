"""Press the button of a page for a program: the page's own view, gate, form and verb; its answer in plain values.

Nothing is said twice: what a page refuses, a program is refused in the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import NoReverseMatch, URLPattern, get_resolver, resolve, reverse
from django.utils.datastructures import MultiValueDict
from django_htmx.middleware import HtmxDetails

from huisheng.echo.asking import forms_told, in_words
from huisheng.echo.refusals import Refused
from huisheng.square.landing.sessions import SessionStore

ROOMS = ("territory", "alliance", "collect", "deliberate", "resolve")
ALSO = {"square:told", "square:several", "square:message_resend", "square:message_let_be", "square:calendar"}


@dataclass
class Pressed:
    """What became of it. `status`: 200 done, 403, 404, 405, 409 refused, 422 not complete."""

    status: int
    told: list[str] = field(default_factory=list)
    next: str = ""
    forms: list[BaseForm] = field(default_factory=list)

    @property
    def errors(self) -> dict[str, list[str]]:
        """By field; what is about the whole under ""."""
        found = {}
        for form in self.forms:
            wrong = form.errors if form.is_bound else self._missing(form)
            for name, words in wrong.items():
                found["" if name == "__all__" else str(name)] = [str(one) for one in words]
        return found

    def _missing(self, form: BaseForm) -> dict[str, list[Any]]:
        """Nothing was typed, so the page showed its empty form: what it asks for."""
        required = {name: one for name, one in form.fields.items() if one.required and self.status == 422}
        return {name: [one.error_messages["required"]] for name, one in required.items()}


@lru_cache(maxsize=1)
def pages() -> dict[str, Any]:
    """Every page of the rooms by its name, `collect:act`."""
    return {name: one for name, one in _named() if name.partition(":")[0] in ROOMS or name in ALSO}


def _named(resolver: Any = None, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{room}:{one.name}", one
        else:
            yield from _named(one, one.namespace or room)


def press(
    outer: HttpRequest, page: str, where: dict[str, Any], typed: dict[str, list[str]], method: str
) -> Pressed:
    """Ask the page as its reader would, with `where` in its address and `typed` in its form."""
    try:
        address = reverse(page, kwargs=where) if page in pages() else ""
    except (NoReverseMatch, UnicodeError):
        address = ""
    if not address:
        return Pressed(404)
    request, match = _inner(outer, address, typed, method), resolve(address)
    listening = forms_told.set([])
    try:
        answer = match.func(request, *match.args, **match.kwargs)
        pressed = _pressed(request, answer)
    except Refused as refused:
        pressed = Pressed(409, [in_words(refused.reason)])
    except PermissionDenied as denied:
        pressed = Pressed(403, [str(denied)])
    except Http404:
        pressed = Pressed(404)
    except (BadRequest, SuspiciousOperation) as wrong:
        pressed = Pressed(400, [str(wrong)])
    finally:
        forms = forms_told.get() or []
        forms_told.reset(listening)
    pressed.forms = forms
    if (
        method == "POST"
        and pressed.status == 200
        and not pressed.next
        and forms
        and not any(f.is_bound for f in forms)
    ):
        pressed.status = 422
    return pressed


def _inner(outer: HttpRequest, address: str, typed: dict[str, list[str]], method: str) -> Any:
    request: Any = HttpRequest()
    request.method, request.path, request.path_info = method, address, address
    kept = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "REMOTE_ADDR", "HTTP_X_FORWARDED_PROTO")
    request.META = {name: outer.META[name] for name in kept if name in outer.META}
    fields = QueryDict(mutable=True)
    for name, values in typed.items():
        fields.setlist(name, values)
    fields._mutable = False
    request.GET, request.POST = (fields, QueryDict()) if method == "GET" else (QueryDict(), fields)
    request.FILES = (
        outer.FILES if method == "POST" and outer.content_type == "multipart/form-data" else MultiValueDict()
    )
    request.user, request.hats = outer.user, outer.hats  # type: ignore[attr-defined]
    request.session, request._messages = SessionStore(), _Told(request)
    request.htmx = HtmxDetails(request)
    request.resolver_match = None
    return request


class _Told(BaseStorage):
    """What a page would have shown at the top of the next one."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: HttpResponse, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def _pressed(request: Any, answer: HttpResponse) -> Pressed:
    said = list(request._messages._queued_messages)
    told, onward = [str(one.message) for one in said], answer.get("Location", "")
    if any(one.level >= ERROR for one in said) and answer.status_code < 400:
        return Pressed(409, told)
    return Pressed(200 if answer.status_code < 400 else answer.status_code, told, onward)
