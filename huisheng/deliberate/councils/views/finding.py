"""What of the councils somebody may work on, and who they are while they do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Council, CouncilSession, Item
from huisheng.echo.asking import ask
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import doer
from huisheng.territory.places.services import in_areas

RUN = "council.run"


def reachable(request: HttpRequest, prefix: str = "") -> Q:
    """Councils in my area, and those that I convene."""
    paths = areas(RUN, request.hats)  # type: ignore[attr-defined]
    return in_areas(paths, f"{prefix}place__path") | Q(**{f"{prefix}chair": request.user.pk})


def my_council(request: HttpRequest, pk: int) -> Council:
    """A council that I may work on; another street's does not exist for me."""
    return get_object_or_404(services.councils().filter(reachable(request)), pk=pk)


def my_session(request: HttpRequest, pk: int) -> CouncilSession:
    """A session of such a council."""
    return get_object_or_404(services.known().filter(reachable(request, "council__")), pk=pk)


def my_item(request: HttpRequest, pk: int) -> Item:
    """An item of such a session."""
    found = Item.objects.select_related("session", "category", "accountable_body", "wrote")
    item = get_object_or_404(found, pk=pk)
    item.session = my_session(request, item.session_id)
    return item


def who(request: HttpRequest, council: Council) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this council; refused outside the reader's reach."""
    return doer(request, RUN, path=council.place.path, own=council.chair_id == request.user.pk)


def doing(
    request: HttpRequest,
    form: Any,
    verb: Callable[..., Any],
    *,
    title: str,
    button: str,
    done: str,
    to: str,
    key: int,
    under: str = "",
    **more: Any,
) -> HttpResponse:
    """A form on a page of its own that calls one verb with what was typed and goes back to `to`."""

    def do() -> HttpResponse:
        verb(**form.cleaned_data)
        messages.success(request, done)
        return redirect(to, key)

    return ask(
        request, form, do=do, page="deliberate/council_act.html", title=title, button=button, under=under,
        up=to, up_key=key, **more,
    )  # fmt: skip
