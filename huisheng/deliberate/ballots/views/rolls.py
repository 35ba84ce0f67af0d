"""A roll: take it in from a table, let owners put it right, freeze it (M49)."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.deliberate.ballots import forms, rules, sheet
from huisheng.deliberate.ballots.models import Roll, RollObjection
from huisheng.deliberate.ballots.services import rolls
from huisheng.deliberate.ballots.told import square_metres
from huisheng.deliberate.ballots.views.finding import (
    EDIT,
    SEE,
    answer_file,
    assembly_of,
    guides,
    is_owner,
    roll_of,
    seen,
)
from huisheng.echo.asking import ask
from huisheng.echo.tables import XLSX
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.places import uploads

KEPT = "owners_rolls"
SHOWN = 300
TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}


@act(EDIT)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new roll with its correction period."""
    one = assembly_of(request, pk, EDIT)
    form = forms.RollForm(request.POST or None, initial={"notice_from": localdate()})

    def do() -> HttpResponse:
        made = rolls.open_roll(one, by=cast(Person, request.user), at=localtime(), **form.cleaned_data)
        return redirect("deliberate:roll_table", made.pk)

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("新建业主名册"), action=_("下一步：导入"),
        assembly=one,
    )  # fmt: skip


@act(SEE)
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The roll without names; one's own units with the codes under which they are published."""
    one = roll_of(request, pk)
    units = list(one.units.all()[: SHOWN + 1])
    on = localdate()
    context = {
        "roll": one, "assembly": one.assembly, "guides": guides(request, one.assembly), "units": units[:SHOWN],
        "more": len(units) > SHOWN, "n": one.units.count(), "area": square_metres(_area(one)),
        "mine": rolls.units_of(request.user, one), "objections": one.objections.select_related("by"),
        "open": not one.frozen_at and one.notice_from <= on <= one.notice_to, "why_not": _why_not_freeze(one),
    }  # fmt: skip
    return render(request, "deliberate/roll.html", context)


def _area(one: Roll) -> int:
    return sum(one.units.values_list("area", flat=True))


def _why_not_freeze(one: Roll) -> str:
    return rules.why_not_freeze(
        frozen=one.frozen_at is not None, units=one.units.count(),
        unanswered=one.objections.filter(answered_at=None).count(), notice_to=one.notice_to, on=localdate(),
    )  # fmt: skip


@act(EDIT)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a table; the next page says what would happen."""
    one = roll_of(request, pk, EDIT)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.TableForm(*sent)
    return ask(
        request, form, do=lambda: _keep(request, one, form.cleaned_data["file"]),
        page="deliberate/roll_table.html", roll=one, assembly=one.assembly,
    )  # fmt: skip


def _keep(request: HttpRequest, one: Roll, file: Any) -> HttpResponse:
    key = uploads.keep(file.chunks())
    _take_in(request, one, key, file.name, dry_run=True)
    request.session[KEPT] = {**request.session.get(KEPT, {}), key: file.name}
    return redirect("deliberate:roll_check", one.pk, key)


@act(EDIT)
def check(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What would happen, every refused row with its reason; sending it takes the rest in."""
    one = roll_of(request, pk, EDIT)
    name = request.session.get(KEPT, {}).get(key)
    if name is None or uploads.path_of(key) is None:
        raise Http404
    found = _take_in(request, one, key, name, dry_run=request.method != "POST")
    if request.method == "POST":
        messages.success(request, _("导入了 %(n)d 套。") % {"n": len(found.units)})
        return redirect("deliberate:roll", one.pk)
    area = square_metres(sum(unit.area for unit in found.units.values()))
    context = {"roll": one, "name": name, "found": found, "refused": found.refused[:SHOWN], "area": area}
    return render(request, "deliberate/roll_check.html", context)


def _take_in(request: HttpRequest, one: Roll, key: str, name: str, *, dry_run: bool) -> sheet.Sheet:
    by = cast(Person, request.user)
    return rolls.take_in(one, uploads.path_of(key), name=name, by=by, at=localtime(), dry_run=dry_run)


@act(EDIT)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty table."""
    if kind not in TYPES:
        raise Http404
    return answer_file(rolls.template(kind), f"owners.{kind}", TYPES[kind])


@act("roll.object")
def object_(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner says what is wrong."""
    one = roll_of(request, pk)
    if not is_owner(request, one.assembly):
        raise Http404
    mine = rolls.units_of(request.user, one)
    form = forms.ObjectionForm(request.POST or None, initial={"unit": mine[0].unit if mine else ""})

    def do() -> HttpResponse:
        rolls.object_(one, by=cast(Person, request.user), at=localtime(), **form.cleaned_data)
        messages.success(request, _("记下了。定下名册以前会答复您。"))
        return redirect("deliberate:roll", one.pk)

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("名册哪里不对"), action=_("提出来"),
        assembly=one.assembly,
    )  # fmt: skip


@act(EDIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepted or not, with the reason."""
    one = get_object_or_404(
        RollObjection.objects.select_related("roll__assembly__estate", "roll__assembly__voice"), pk=pk
    )
    seen(request, one.roll.assembly, EDIT)
    form = forms.AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        rolls.answer(one, by=cast(Person, request.user), at=localtime(), **form.cleaned_data)
        return redirect("deliberate:roll", one.roll_id)

    return ask(
        request, form, do=do, page="deliberate/form.html", title=_("答复意见"), action=_("答复"),
        assembly=one.roll.assembly, words=one.words, under=one.unit,
    )  # fmt: skip


@act(EDIT)
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on nothing changes."""
    one = roll_of(request, pk, EDIT)
    rolls.freeze(one, by=cast(Person, request.user), at=localtime())
    messages.success(request, _("名册定下来了，指纹已经公布。"))
    return redirect("deliberate:roll", one.pk)


@act(SEE)
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen table, letter by letter, to check its hash."""
    one = roll_of(request, pk)
    if not one.frozen:
        raise Http404
    return answer_file(one.frozen.encode(), "roll.csv", TYPES["csv"])
