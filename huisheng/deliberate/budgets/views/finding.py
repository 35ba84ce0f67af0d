"""Which budget a page is about, and under which hat somebody works on it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from huisheng.deliberate.budgets.models import Budget, BudgetProject
from huisheng.deliberate.budgets.services import known
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import doer
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

EDIT, SEE, VOTE = "budget.edit", "budget.see", "budget.vote"


def by_token(token: str) -> Budget:
    """The budget of an address once it is announced, or 404; whoever has a slip of one taken back reads why. One query."""
    found = get_object_or_404(known(), token=token)
    if found.announced_at is None:
        back = found.voice.lines.filter(did="taken_back").order_by("-at", "-pk").first()
        refuse_if(because("%(says)s", says=back.says) if back else YES)
        raise Http404
    return found


def mine(request: HttpRequest, pk: int) -> Budget:
    """A budget of my area; one of another street does not exist for me."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    return get_object_or_404(known().filter(in_areas(paths, "place__path")), pk=pk)


def my_project(request: HttpRequest, pk: int) -> BudgetProject:
    """A project of a budget of my area."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    rows = BudgetProject.objects.select_related("budget__place", "budget__voice", "vote__verdict", "item")
    return get_object_or_404(rows.filter(in_areas(paths, "budget__place__path")), pk=pk)


def who(request: HttpRequest, place: Place) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this place; refused outside the reader's area."""
    return doer(request, EDIT, path=place.path)
