"""Buttons for programs: every page's own, pressed with a token; and every page as it is shown."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _
from ninja import Body
from ninja.errors import HttpError
from ninja.responses import Status

from huisheng.people.permissions.rules import hat_for
from huisheng.square.api import rules, schemas, services
from huisheng.square.api.pressing import Pressed, press
from huisheng.square.api.problems import PROBLEMS, api
from huisheng.square.api.reach import pages
from huisheng.square.api.state import State, brought


@api.post("/concerns", response={201: schemas.Receipt, **PROBLEMS}, url_name="api_raise")
def raise_(request: HttpRequest, said: schemas.Raised) -> Any:
    """Say it, as on the page: a resident for themselves, somebody in a post for whoever told them."""
    typed = {"alone": True, "calm": True, **said.dict()}

    def do() -> services.Answer:
        status, answer = _answer(request, _press(request, "collect:say", {}, typed))
        onward = str(answer.get("next", ""))
        return (201, {"number": onward.rstrip("/").rpartition("/")[2]}) if status == 200 else (status, answer)

    return _once(request, said.dict(), do)


@api.post("/concerns/{number}/acts/{name}", response={200: schemas.Done, **PROBLEMS}, url_name="api_act")
def act_on(request: HttpRequest, number: str, name: str, fields: Annotated[schemas.Fields, Body()]) -> Any:
    """Contact, visit, dispatch, refer, finish …: the act's own form. `seen` is the version that was read."""
    where = {"number": number, "name": name}
    return _once(request, fields, lambda: _answer(request, _press(request, "collect:act", where, fields)))


@api.get("/pages", response={200: list[schemas.PageKnown], **PROBLEMS}, url_name="api_pages")
def known_pages(request: HttpRequest) -> Any:
    """Every page that this reader may open and whose button a program may press."""
    return [
        {
            "page": name,
            "act": one.callback.act,
            "address": f"/{one.pattern}",
            "where": [*one.pattern.converters],
        }
        for name, one in pages().items()
        if hat_for(one.callback.act, request.hats)  # type: ignore[attr-defined]
    ]


@api.get("/pages/{page}", response={200: schemas.FormShown, **PROBLEMS}, url_name="api_form")
def form_of(request: HttpRequest, page: str) -> Any:
    """What the page's form asks; the parts of its address stand in the query."""
    pressed = _look(request, page)
    if pressed.status != 200:
        return Status(*_answer(request, pressed))
    asked = [one for form in pressed.forms for one in form]
    fields = [
        {
            "name": one.html_name, "label": str(one.label), "required": one.field.required,
            "choices": _choices(one.field),
        }
        for one in asked
    ]  # fmt: skip
    return {"fields": fields, "told": pressed.told}


ANYTHING = {"schema": {"type": "string", "format": "binary"}}
AS_SHOWN = {
    "responses": {200: {"content": {"text/html": ANYTHING, "application/*": ANYTHING, "*/*": ANYTHING}}}
}


@api.get(
    "/shown/{page}", response={200: schemas.Done, **PROBLEMS}, url_name="api_shown", openapi_extra=AS_SHOWN
)
def shown(request: HttpRequest, page: str) -> Any:
    """The page itself, as its reader would see it: HTML, a PDF, a table, a picture. The parts of its address and what
    it is asked stand in the query. Where it would lead on to another page, the answer is as for a button.
    """
    pressed = _look(request, page)
    if pressed.status != 200 or pressed.next or pressed.shown is None:
        return Status(*_answer(request, pressed))
    return pressed.shown


def _look(request: HttpRequest, page: str) -> Pressed:
    where = {name: value for name, value in request.GET.items() if name in _parts(page)}
    typed = {name: values for name, values in request.GET.lists() if name not in {*where, "state"}}
    if rules.as_typed(typed) is None:
        raise HttpError(422, _("内容里有不能用的字符或写法。"))
    return press(request, page, where, typed, "GET", _brought(request, request.GET.get("state", "")))


@api.post("/pages/{page}", response={200: schemas.Done, **PROBLEMS}, url_name="api_press")
def press_page(request: HttpRequest, page: str, asked: schemas.Pressing) -> Any:
    """Press the button of a page: `where` as its address needs it, `fields` as its form asks (GET the same address)."""
    state = _brought(request, asked.state)
    sent = asked.dict(exclude={"state"})
    return _once(
        request, sent, lambda: _answer(request, _press(request, page, asked.where, asked.fields, state))
    )


FILES = {"type": "object", "additionalProperties": {"type": "string"}}
MULTIPART = {"requestBody": {"content": {"multipart/form-data": {"schema": FILES}}}}


@api.post(
    "/files/{page}", response={200: schemas.Done, **PROBLEMS}, url_name="api_files", openapi_extra=MULTIPART
)
def press_with_files(request: HttpRequest, page: str) -> Any:
    """As /pages/{page}, for a page that takes a file: its form as multipart, the parts of its address and `state` in the
    query."""
    where = {name: value for name, value in request.GET.items() if name in _parts(page)}
    fields = {name: [*values] for name, values in request.POST.lists()}
    files: Any = request.FILES
    came = [[name, one.name, _print_of(one)] for name, several in files.lists() for one in several]
    state, sent = _brought(request, request.GET.get("state", "")), [where, fields, came]
    return _once(request, sent, lambda: _answer(request, _press(request, page, where, fields, state)))


def _print_of(file: Any) -> str:
    """Of its content; it is read again from the start by whoever takes it."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _press(
    request: HttpRequest, page: str, where: dict[str, Any], fields: dict[str, Any], state: State | None = None
) -> Pressed:
    typed, address = rules.as_typed(fields), rules.as_typed(where)
    if typed is None or address is None:
        raise HttpError(422, _("内容里有不能用的字符或写法。"))
    there = {name: value[0] for name, value in address.items() if value}
    return press(request, page, there, typed, "POST", state)


def _brought(request: HttpRequest, text: str) -> State:
    state = brought(text, request.user)
    if state is None:
        raise HttpError(422, _("state 要原样带回来，过了八小时就要从头来。"))
    return state


def _answer(request: HttpRequest, pressed: Pressed) -> services.Answer:
    """What a program is told of what a page answered."""
    if pressed.status == 200:
        state = pressed.state.signed(request.user)
        return 200, {"done": True, "told": pressed.told, "next": pressed.next, "state": state}
    known = {
        403: _("您的岗位不能做这一步。"),
        404: _("没有这一件，或者不在您负责的范围里。"),
        405: _("这一页没有要按的。"),
        422: _("内容不完整，或者写法不对。"),
    }
    errors = pressed.errors
    words = " ".join([*pressed.told, *errors.get("", [])])
    status = pressed.status if pressed.status in PROBLEMS else 409
    return status, {"detail": words or known.get(status, _("做不了。")), "errors": errors}


def _once(request: HttpRequest, sent: Any, do: Callable[[], services.Answer]) -> Any:
    key, content = request.headers.get("Idempotency-Key", ""), rules.content_of(request.path, sent)
    (status, answer), _again = services.once(request.token, key=key, content=content, do=do, at=now())  # type: ignore[attr-defined]
    return Status(status, answer)


def _parts(page: str) -> set[str]:
    return {*pages()[page].pattern.converters} if page in pages() else set()


def _choices(field: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for value, label in getattr(field, "choices", ()):
        found += label if isinstance(label, list | tuple) else [(value, label)]
    return [(str(value), str(label)) for value, label in found]
