"""The shapes of questions and answers, as openapi.json describes them."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from huisheng.echo.voices.rules import PHONE_PATTERN
from huisheng.square.api.resources import RESOURCES, Resource

Typed = str | bool | int | float | None
# What a form of a page takes, by the names of its fields.
Fields = dict[str, Typed | list[Typed]]
Short = Annotated[str, Field(max_length=200)]


class Closed(Schema):
    """What is not described is refused."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Why not, in a sentence; `errors` by field, "" for the whole."""

    detail: str
    errors: dict[str, list[str]] = {}


class Done(Schema):
    """What the page said when it was done, and where it would have gone on. `state`: to be brought back to the next
    page, where pages follow each other (a table is looked at before it is taken)."""

    done: bool
    told: list[str]
    next: str
    state: str = ""


class Raised(Closed):
    """Somebody's words, filed by a post of the token's person. Only words and place are needed."""

    words: Annotated[str, Field(pattern=r"\S", max_length=5000)]
    place: Annotated[str, Field(min_length=1, max_length=200)]
    name: Annotated[str, Field(max_length=60)] = ""
    phone: Annotated[str, Field(pattern=PHONE_PATTERN, max_length=40)] = ""
    is_elder: bool = False
    channel: Short = ""


class Receipt(Schema):
    """The number of the new matter."""

    number: str


class Purpose(Closed):
    """Why a name and a phone are opened; the reading is kept."""

    purpose: Short


class SpeakerOpened(Schema):
    """Who spoke."""

    name: str
    phone: str


class Pressing(Closed):
    """A page's button: what stands in its address, what is typed into its form."""

    where: dict[str, str | int] = {}
    fields: Fields = {}
    state: Annotated[str, Field(max_length=20_000)] = ""


class LineShown(Schema):
    """One thing that was done. `inner` is for those who work on it."""

    at: datetime
    did: str
    hat: str
    says: str
    inner: str


class ActOffered(Schema):
    """What may be done now: allowed when `why_not` is empty."""

    name: str
    label: str
    why_not: str


class FieldAsked(Schema):
    """One field of a form."""

    name: str
    label: str
    required: bool
    choices: list[tuple[str, str]] = []


class PageKnown(Schema):
    """A page whose button can be pressed: its act in the table of permissions, and what its address needs."""

    page: str
    act: str
    address: str
    where: list[str]


class FormShown(Schema):
    """What a page asks."""

    fields: list[FieldAsked]
    told: list[str]


class Me(Schema):
    """Whose token it is, under which posts, and until when."""

    name: str
    token: str | None
    until: datetime | None
    posts: list[str]
    acts: list[str]


class OwnLine(Schema):
    """One thing that was said or done, as who spoke reads it."""

    at: datetime
    kind: str
    who: str
    words: str


class OwnMatter(Schema):
    """One's own matter: where it stands, what happened, and which last words may be said now (pages collect:verdict …)."""

    number: str
    title: str
    stage: str
    stage_name: str
    place: str
    is_open: bool
    lines: list[OwnLine]
    may: dict[str, bool]


class FiguresShown(Schema):
    """How many of each measure (docs/glossary.md), of one place over some months."""

    place: str
    since: date
    until: date
    counts: dict[str, int]


def _row(resource: Resource) -> Any:
    fields: dict[str, Any] = {name: (kind, ...) for name, (kind, _where) in resource.fields.items()}
    return create_model(f"{resource.name.title()}Row", __base__=Schema, **fields)


def _page(name: str, row: Any) -> Any:
    fields: dict[str, Any] = {"items": (list[row], ...), "next": (str | None, ...)}
    return create_model(f"{name.title()}Page", __base__=Schema, **fields)


ROWS: dict[str, Any] = {one.name: _row(one) for one in RESOURCES}
PAGES: dict[str, Any] = {name: _page(name, row) for name, row in ROWS.items()}
_Concern: Any = ROWS["concerns"]


class Matter(_Concern):
    """One matter with everything that was done and what may be done now."""

    words: str
    lines: list[LineShown]
    acts: list[ActOffered]
