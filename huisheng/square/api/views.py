"""REST for programs, described by openapi.json: everything that a role may do on a page, with a token of that role."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from ninja import Query

from huisheng.collect.concerns.acts import acts_for
from huisheng.collect.concerns.counting import months_before
from huisheng.collect.concerns.figures import figures as counted
from huisheng.collect.concerns.finding import find
from huisheng.collect.concerns.grants import opened
from huisheng.collect.concerns.stages import Act
from huisheng.collect.concerns.timeline import timeline
from huisheng.collect.concerns.views.acts import hat_to_open
from huisheng.collect.concerns.views.mine import last_words
from huisheng.echo.asking import in_words
from huisheng.echo.readings.services import open_speaker
from huisheng.people.permissions.rules import MAY, hat_for
from huisheng.people.permissions.views import wear
from huisheng.square.api import rules, schemas
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
        cursor: Annotated[str, Query(pattern=rules.CURSOR)] = "",
        limit: Annotated[int, Query(ge=1, le=rules.MOST_ROWS)] = 50,
    ) -> Any:
        let_in(request, resource.act)
        rows = resource.rows(request.hats, request.user)  # type: ignore[attr-defined]
        if cursor:
            rows = rows.filter(pk__lt=rules.read_cursor(cursor))
        found = list(rows[: limit + 1])
        onward = rules.cursor_after(found[limit - 1].pk) if len(found) > limit else None
        return {"items": [read(resource, row) for row in found[:limit]], "next": onward}

    listing.__name__ = f"list_{resource.name}"
    listing.__doc__ = "What lies under the places of one's posts, or is one's own; the newest first."
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


@api.get("/mine/{number}", response={200: schemas.OwnMatter, **PROBLEMS}, url_name="api_my_matter")
def my_matter(request: HttpRequest, number: str) -> Any:
    """One's own matter as its page shows it; what may be said now is said with the buttons of the page."""
    concern = opened(request, number)
    if concern is None:
        raise Http404
    return {
        "number": concern.speaker.number, "title": concern.voice.title, "place": concern.place.where,
        "stage": concern.stage, "stage_name": _(concern.get_stage_display()), "is_open": concern.is_open,
        "lines": timeline(concern), "may": last_words(concern),
    }  # fmt: skip


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


def openapi(request: HttpRequest) -> HttpResponse:
    """The description of all this."""
    return JsonResponse(description())


@cache
def description() -> dict[str, Any]:
    """The same for everybody: written once a process."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))
