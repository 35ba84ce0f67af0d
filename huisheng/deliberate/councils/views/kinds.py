"""The gallery of ways to meet, a street's own copies, and the responsibility matrix (M41, M48)."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.collect.models import Category
from huisheng.deliberate.councils import kind_forms as forms
from huisheng.deliberate.councils import terms
from huisheng.deliberate.councils.models import Blueprint, Responsibility
from huisheng.deliberate.councils.services import kinds
from huisheng.echo.asking import ask
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.mine import my_street

KINDS = "council.kinds"


@act("council.found")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every way to meet, with a picture and a sentence; a street's own come first."""
    rows = [_card(one) for one in kinds.blueprints(my_street(request, "council.found"))]
    return render(request, "deliberate/gallery.html", {"rows": rows})


def _card(one: Blueprint) -> dict[str, Any]:
    parties = [(name, required) for _kind, name, required in one.parties]
    phases = [
        (
            _(terms.STATE_NAMES[state]),
            [_(terms.ACT_NAMES[terms.Act(name)]) for name in one.phases[state]["acts"]],
        )
        for state in terms.PHASES
        if state in one.phases
    ]
    return {
        "kind": one,
        "parties": parties,
        "phases": phases,
        "picture": f"deliberate/pictures/{one.picture}.html",
    }


@act(KINDS)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy and rename: a new kind of council from settings."""
    one = get_object_or_404(Blueprint, pk=pk)
    street = my_street(request, KINDS)
    given = {"name": _("我们的%(name)s") % {"name": one.name}}
    form = forms.BlueprintForm(request.POST or None, instance=one, initial=given)
    form.instance = Blueprint(parties=one.parties, phases=one.phases)

    def do() -> HttpResponse:
        assert street is not None
        made = kinds.copy(one, street=street, **form.changed())
        messages.success(request, _("有了自己的一种：%(name)s。") % {"name": made.name})
        return redirect("deliberate:gallery")

    return ask(request, form, do=do, page="deliberate/council_act.html", title=_("照着“%(name)s”做一种") % {"name": one.name},
               button=_("存成我们自己的"), up="deliberate:gallery")  # fmt: skip


@act(KINDS)
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a street's own kind."""
    one = get_object_or_404(Blueprint, pk=pk, street=my_street(request, KINDS))
    form = forms.BlueprintForm(request.POST or None, instance=one)

    def do() -> HttpResponse:
        kinds.change(Blueprint.objects.get(pk=one.pk), **form.changed())
        return redirect("deliberate:gallery")

    return ask(request, form, do=do, page="deliberate/council_act.html", title=one.name, button=_("改好"), up="deliberate:gallery")  # fmt: skip


@act(KINDS)
def matrix(request: HttpRequest) -> HttpResponse:
    """Whose each category is by default, and who said so. Three queries."""
    street = my_street(request, KINDS)
    kinds.blueprints(street).exists()
    rows: dict[int, Responsibility] = {}
    for row in Responsibility.objects.filter(street=None).union(
        Responsibility.objects.filter(street=street), all=True
    ):
        if row.category_id not in rows or row.street_id:
            rows[row.category_id] = row
    leaves = [(one, rows.get(one.pk)) for one in Category.objects.exclude(group=None).order_by("code")]
    return render(request, "deliberate/matrix.html", {"rows": leaves})


@act(KINDS)
def responsible(request: HttpRequest, code: str) -> HttpResponse:
    """The street's own answer for one category."""
    leaf, street = get_object_or_404(Category, code=code), my_street(request, KINDS)
    assert street is not None
    form = forms.ResponsibleForm(request.POST or None, initial={"party": kinds.responsible_for(leaf, street)})

    def do() -> HttpResponse:
        kinds.keep_responsibility(
            leaf, street=street, by=cast(Person, request.user), at=now(), **form.cleaned_data
        )
        return redirect("deliberate:matrix")

    return ask(request, form, do=do, page="deliberate/council_act.html", title=forms.leaf_name(leaf), button=_("从现在起"), up="deliberate:matrix")  # fmt: skip
