"""The catalogue as a street edits it: the tree, a leaf, the clocks, the reasons for a pause."""

from collections.abc import Callable
from itertools import groupby
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huisheng.collect.catalogue import services
from huisheng.collect.catalogue.forms import ClockForm, LeafForm, PauseForm
from huisheng.collect.catalogue.models import Category, ClockPolicy, PauseReason
from huisheng.collect.catalogue.rules import MOST_LEAVES
from huisheng.echo.asking import ask
from huisheng.echo.prepared import Prepared, Row
from huisheng.people.models import Person
from huisheng.people.permissions.views import act


@act("category.edit")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every group with its leaves: one query, in use or not."""
    rows = _leaves.rows()
    used = sum(row["is_active"] for row in rows)
    return render(request, "collect/catalogue.html", {"tree": _tree(rows), "used": used, "most": MOST_LEAVES})


_leaves = Prepared(
    lambda: (
        Category.objects.filter(group__isnull=False)
        .select_related("group", "clock", "receiver")
        .order_by("group__code", "code")
    )
)
_drawn: dict[object, str] = {}
MOST_DRAWN = 8


def _tree(rows: list[Row[Category]]) -> str:
    """The same rows in the same language are the same tree; it is drawn anew when one of them has changed."""
    key = (get_language(), tuple(row.plain for row in rows))
    if key not in _drawn:
        leaves = [row.whole() for row in rows]
        groups = [(group, list(of_group)) for group, of_group in groupby(leaves, key=lambda leaf: leaf.group)]
        if len(_drawn) >= MOST_DRAWN:
            _drawn.clear()
        _drawn[key] = render_to_string("collect/_catalogue_tree.html", {"groups": groups})
    return _drawn[key]


@act("category.edit")
def new(request: HttpRequest) -> HttpResponse:
    """A new leaf under one of the groups."""
    form = LeafForm(request.POST or None)
    return ask(request, form, do=lambda: _keep_leaf(request, form), page="collect/catalogue_leaf.html")


@act("category.edit")
def leaf(request: HttpRequest, code: str) -> HttpResponse:
    """Change a leaf, or put it out of use."""
    known = get_object_or_404(Category, code=code, group__isnull=False)
    form = LeafForm(request.POST or None, instance=known)
    return ask(
        request, form, do=lambda: _keep_leaf(request, form), page="collect/catalogue_leaf.html", code=code
    )


def _keep_leaf(request: HttpRequest, form: LeafForm) -> HttpResponse:
    kept = services.keep_leaf(form.instance, by=cast(Person, request.user), at=now())
    messages.success(request, _("“%(name)s”记下了。") % {"name": kept.name})
    return redirect("collect:catalogue")


@act("clock.edit")
def clocks(request: HttpRequest) -> HttpResponse:
    """The policy table (R2.13) and why a clock may stop."""
    context = {"clocks": ClockPolicy.objects.all(), "reasons": PauseReason.objects.order_by("code")}
    return render(request, "collect/catalogue_clocks.html", context)


@act("clock.edit")
def clock(request: HttpRequest, code: str) -> HttpResponse:
    """One row of the policy table; what was promised stays as promised."""
    form = ClockForm(request.POST or None, instance=get_object_or_404(ClockPolicy, pk=code))
    return _kept(request, form, services.keep_clock)


@act("clock.edit")
def pause(request: HttpRequest, code: str) -> HttpResponse:
    """One reason for a pause and its longest length."""
    form = PauseForm(request.POST or None, instance=get_object_or_404(PauseReason, pk=code))
    return _kept(request, form, services.keep_reason)


def _kept(request: HttpRequest, form: forms.ModelForm, keep: Callable[..., object]) -> HttpResponse:
    def do() -> HttpResponse:
        keep(form.instance, by=cast(Person, request.user), at=now())
        messages.success(request, _("记下了，从现在起说的事照新的算。"))
        return redirect("collect:clocks")

    return ask(request, form, do=do, page="collect/catalogue_clock.html")
