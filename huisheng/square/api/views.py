"""REST for programs, described by openapi.json: everything that a role may do on a page, with a token of that role."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from ninja import Body, Query
from ninja.errors import HttpError
from ninja.responses import Status

from huisheng.collect.concerns.acts import acts_for
from huisheng.collect.concerns.counting import months_before
from huisheng.collect.concerns.figures import figures as counted
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.stages import Act
from huisheng.collect.concerns.views.acts import hat_to_open
from huisheng.echo.asking import in_words
from huisheng.echo.readings.services import open_speaker
from huisheng.people.permissions.rules import MAY, hat_for
from huisheng.people.permissions.views import wear
from huisheng.square.api import rules, schemas, services
from huisheng.square.api.pressing import Pressed, pages, press
from huisheng.square.api.problems import PROBLEMS, api
from huisheng.square.api.resources import RESOURCES, Resource, read
from huisheng.territory.mine import find_place


def let_in(request: HttpRequest, act: str) -> None:
    """The gate of the pages, for a list."""
    if hat_for(act, request.hats) is None:  # type: ignore[attr-defined]
        raise PermissionDenied(_("您的岗位不能打开这一页。"))


@api.get("/me", response={200: schemas.Me, **PROBLEMS}, url_name="api_me")
def me(request: HttpRequest) -> Any:
    """Whose token this is and what it may do."""
    token, hats = getattr(request, "token", None), request.hats  # type: ignore[attr-defined]
    return {
        "name": request.user.name,  # type: ignore[union-attr]
        "token": token and token.name,
        "until": token and token.until,
        "posts": sorted({hat.title for hat in hats if hat.title}),
        "acts": [act for act in MAY if hat_for(act, hats)],
    }


def _listing(resource: Resource) -> Callable[..., Any]:
    def listing(
        request: HttpRequest,
        cursor: Annotated[str, Query(max_length=60)] = "",
        limit: Annotated[int, Query(ge=1, le=rules.MOST_ROWS)] = 50,
    ) -> Any:
        let_in(request, resource.act)
        rows = resource.rows(request.hats, request.user)  # type: ignore[attr-defined]
        if cursor:
            after = rules.read_cursor(cursor)
            if after is None:
                raise HttpError(422, _("cursor 要原样带回来。"))
            rows = rows.filter(pk__lt=after)
        found = list(rows[: limit + 1])
        onward = rules.cursor_after(found[limit - 1].pk) if len(found) > limit else None
        return {"items": [read(resource, row) for row in found[:limit]], "next": onward}

    listing.__name__ = f"list_{resource.name}"
    listing.__doc__ = f"{resource.says}: what lies under the places of one's posts, the newest first."
    return listing


for _one in RESOURCES:
    api.get(
        f"/{_one.name}", response={200: schemas.PAGES[_one.name], **PROBLEMS}, url_name=f"api_{_one.name}"
    )(_listing(_one))


@api.get("/concerns/{number}", response={200: schemas.Matter, **PROBLEMS}, url_name="api_concern")
def concern(request: HttpRequest, number: str) -> Any:
    """One matter: its words, its lines, and what may be done now or why not."""
    let_in(request, "concern.see")
    found, own = find(number, request.hats, request.user)  # type: ignore[attr-defined, arg-type]
    lines = list(found.voice.lines.order_by("at", "id"))
    offers = acts_for(found, request.hats, request.user, own=own)  # type: ignore[attr-defined]
    raised = next((line.says for line in lines if line.did == Act.RAISED), found.voice.title)
    acts = [
        {"name": one.button.name, "label": _(one.button.label), "why_not": in_words(one.why)}
        for one in offers
    ]
    whole = read(RESOURCES[0], found)
    return whole | {"words": raised, "lines": lines, "acts": acts}


@api.post(
    "/concerns/{number}/speaker", response={200: schemas.SpeakerOpened, **PROBLEMS}, url_name="api_speaker"
)
def speaker(request: HttpRequest, number: str, asked: schemas.Purpose) -> Any:
    """The name and phone of who spoke, for a purpose; the reading is kept."""
    let_in(request, "speaker.open")
    found, own = find(number, request.hats, request.user)  # type: ignore[attr-defined, arg-type]
    hat = hat_to_open(request, found, own=own)  # type: ignore[arg-type]
    open_speaker(found.speaker, by=request.user, hat=hat.title, purpose=asked.purpose, at=now())  # type: ignore[arg-type]
    return found.speaker


@api.post("/concerns", response={201: schemas.Receipt, **PROBLEMS}, url_name="api_raise")
def raise_(request: HttpRequest, said: schemas.Raised) -> Any:
    """File somebody's words, as the page “say it” does for staff."""
    typed = {"alone": True, "calm": True, **said.dict()}

    def do() -> services.Answer:
        status, answer = _answer(_press(request, "collect:say", {}, typed))
        onward = str(answer.get("next", ""))
        return (201, {"number": onward.rstrip("/").rpartition("/")[2]}) if status == 200 else (status, answer)

    return _once(request, said.dict(), do)


@api.post("/concerns/{number}/acts/{name}", response={200: schemas.Done, **PROBLEMS}, url_name="api_act")
def act_on(request: HttpRequest, number: str, name: str, fields: Annotated[schemas.Fields, Body()]) -> Any:
    """Contact, visit, dispatch, refer, finish …: the act's own form. `seen` is the version that was read."""
    where = {"number": number, "name": name}
    return _once(request, fields, lambda: _answer(_press(request, "collect:act", where, fields)))


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
    where = {name: value for name, value in request.GET.items() if name in _parts(page)}
    typed = {name: values for name, values in request.GET.lists() if name not in where}
    pressed = press(request, page, where, typed, "GET")
    if pressed.status != 200:
        return _answer(pressed)
    asked = [one for form in pressed.forms for one in form]
    fields = [
        {
            "name": one.html_name, "label": str(one.label), "required": one.field.required,
            "choices": _choices(one.field),
        }
        for one in asked
    ]  # fmt: skip
    return {"fields": fields, "told": pressed.told}


@api.post("/pages/{page}", response={200: schemas.Done, **PROBLEMS}, url_name="api_press")
def press_page(request: HttpRequest, page: str, asked: schemas.Pressing) -> Any:
    """Press the button of a page: `where` as its address needs it, `fields` as its form asks (GET the same address)."""
    return _once(request, asked.dict(), lambda: _answer(_press(request, page, asked.where, asked.fields)))


FILES = {"type": "object", "additionalProperties": {"type": "string"}}
MULTIPART = {"requestBody": {"content": {"multipart/form-data": {"schema": FILES}}}}


@api.post(
    "/files/{page}", response={200: schemas.Done, **PROBLEMS}, url_name="api_files", openapi_extra=MULTIPART
)
def press_with_files(request: HttpRequest, page: str) -> Any:
    """As /pages/{page}, for a page that takes a file: its form as multipart, the parts of its address in the query."""
    where = {name: value for name, value in request.GET.items() if name in _parts(page)}
    fields = {name: [*values] for name, values in request.POST.lists()}
    files: Any = request.FILES
    sent = [where, fields, [[name, one.name, one.size] for name, one in files.items()]]
    return _once(request, sent, lambda: _answer(_press(request, page, where, fields)))


@api.get("/figures", response={200: schemas.FiguresShown, **PROBLEMS}, url_name="api_figures")
def figures(
    request: HttpRequest,
    place: Annotated[str, Query(max_length=16)],
    months: Annotated[int, Query(ge=1, le=36)] = 3,
) -> Any:
    """What the street page counts, of one place (its token) over some months."""
    let_in(request, "street.see")
    ground = find_place(place) if "\0" not in place else None
    if ground is None:
        raise Http404
    wear(request, "street.see", path=ground.path)
    until = localdate()
    since = months_before(until, months - 1)
    counts = counted(ground, since=since, until=until, now=now()).counts
    sums = {measure: sum(buckets.values()) for measure, buckets in counts.items()}
    return {"place": ground.where, "since": since, "until": until, "counts": sums}


def _press(request: HttpRequest, page: str, where: dict[str, Any], fields: dict[str, Any]) -> Pressed:
    typed, address = rules.as_typed(fields), rules.as_typed(where)
    if typed is None or address is None:
        raise HttpError(422, _("内容里有不能用的字符或写法。"))
    return press(request, page, {name: value[0] for name, value in address.items() if value}, typed, "POST")


def _answer(pressed: Pressed) -> services.Answer:
    """What a program is told of what a page answered."""
    if pressed.status == 200:
        return 200, {"done": True, "told": pressed.told, "next": pressed.next}
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


def openapi(request: HttpRequest) -> HttpResponse:
    """The description of all this."""
    return JsonResponse(description())


@cache
def description() -> dict[str, Any]:
    """The same for everybody: written once a process."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))
