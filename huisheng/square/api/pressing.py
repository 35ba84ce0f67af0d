"""Press the button of a page for a program: the page's own view, gate, form and verb; its answer in plain values.

Nothing is said twice: what a page refuses, a program is refused in the same words.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.datastructures import MultiValueDict
from django_htmx.middleware import HtmxDetails

from huisheng.echo.asking import UNUSABLE, USELESS, forms_told, in_words
from huisheng.echo.refusals import Refused
from huisheng.square.api.reach import pages
from huisheng.square.api.state import State
from huisheng.square.landing.sessions import SessionStore


@dataclass
class Pressed:
    """What became of it. `status`: 200 done, 403, 404, 405, 409 refused, 422 not complete. `shown`: the page itself.

    `state`: what a browser would keep for the next page.
    """

    status: int
    told: list[str] = field(default_factory=list)
    next: str = ""
    forms: list[BaseForm] = field(default_factory=list)
    shown: HttpResponse | None = None
    state: State = field(default_factory=State)

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


def press(
    outer: HttpRequest, page: str, where: dict[str, Any], typed: dict[str, list[str]], method: str,
    state: State | None = None,
) -> Pressed:  # fmt: skip
    """Ask the page as its reader would, with `where` in its address and `typed` in its form.

    `state`: what the pages before it kept.
    """
    try:
        address = reverse(page, kwargs=where) if page in pages() else ""
    except (NoReverseMatch, UnicodeError):
        address = ""
    if not address:
        return Pressed(404)
    request, match = _inner(outer, address, typed, method, state or State()), resolve(address)
    listening = forms_told.set([])
    try:
        answer = match.func(request, *match.args, **match.kwargs)
        pressed = _pressed(request, answer)
    except Refused as refused:
        pressed = Pressed(409, [in_words(refused.reason)])
    except UNUSABLE:
        pressed = Pressed(422, [in_words(USELESS)])
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


def _inner(outer: HttpRequest, address: str, typed: dict[str, list[str]], method: str, state: State) -> Any:
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
    request.session.update(state.session)
    request.COOKIES = dict(state.cookies)
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
    status = 200 if answer.status_code < 400 else answer.status_code
    return Pressed(status, told, onward, shown=answer, state=_kept(request, answer))


def _kept(request: Any, answer: HttpResponse) -> State:
    set_now = {name: one.value for name, one in answer.cookies.items()}
    cookies = {name: value for name, value in {**request.COOKIES, **set_now}.items() if value}
    return State(dict(request.session.items()), cookies)
