"""Budgets for those who run them: plan, projects, the residents' roll, announce, slips, count, hand to the owners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.models import Call
from huisheng.deliberate.ballots.models import Assembly
from huisheng.deliberate.ballots.services.law import profiles, usual
from huisheng.deliberate.ballots.views.finding import may_count
from huisheng.deliberate.budgets import forms, rules, services, shown
from huisheng.deliberate.budgets.models import Budget, BudgetPaper, BudgetProject
from huisheng.deliberate.budgets.views.finding import EDIT, mine, my_project, who
from huisheng.echo.asking import ask, in_words, offer
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.places.labels import qr
from huisheng.territory.places.services import in_areas

MOST = 100


@act(EDIT)
def desk(request: HttpRequest) -> HttpResponse:
    """The budgets of my area."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    found = services.known().filter(in_areas(paths, "place__path"))[:MOST]
    return render(
        request, "deliberate/budgets_mine.html", {"rows": [shown.row_of(one, at=now()) for one in found]}
    )


@act(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A year's money at a place of my area: an estate, a community, the street."""
    picked = pick(request, EDIT, kinds=("estate", "community", "street", "block", "park"))
    if picked.place is None:
        return render(request, "territory/pick_place.html", {"picked": picked, "title": _("哪里的钱？")})
    place = picked.place
    form = forms.PlanForm(request.POST or None, initial=_beginning(place))

    def do() -> HttpResponse:
        made = services.plan(place=place, **form.cleaned_data, **who(request, place))
        return redirect("deliberate:budget_edit", made.pk)

    return ask(request, form, do=do, page="deliberate/budget_act.html", title=_("建一个年度预算"), under=place.where,
               button=_("建起来"))  # fmt: skip


def _beginning(place: Place) -> dict[str, Any]:
    start = (localtime() + timedelta(days=7)).replace(hour=8, minute=0, second=0, microsecond=0)
    year = start.year
    return {
        "year": year, "opens": start, "closes": start + timedelta(days=14, hours=12),
        "title": _("%(name)s %(year)s 年提质改造项目") % {"name": place.name, "year": year},
    }  # fmt: skip


@act(EDIT)
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """One budget: its projects, its roll, what may be done now."""
    found = mine(request, pk)
    at = now()
    standing = services.standing(found, at=at)
    projects = list(found.projects.select_related("vote__verdict", "item__call"))
    address = request.build_absolute_uri(reverse("deliberate:budget", args=[found.token]))
    page = shown.row_of(found, at=at) | {
        "standing": standing, "projects": [one for one in projects if not one.matter], "owners": shown.of_owners(projects),
        "acts": _acts(found, standing), "draft": standing.stage is rules.Stage.DRAFT, "calls": _calls(found), "method": shown.method(found),
        "address": address, "qr": qr(address), "history": found.voice.lines.select_related("by").order_by("-at", "-pk")[:40],
    }  # fmt: skip
    return render(request, "deliberate/budget_edit.html", page)


def _acts(found: Budget, standing: rules.Standing) -> list[dict[str, Any]]:
    stage = standing.stage
    if stage is rules.Stage.DRAFT:
        why = rules.why_not_announce(standing, opens=found.opens, at=now())
        return [offer(_("公告"), "notice/", why, "main") | {"form_page": False}, offer(_("写一个项目"), "project/"),
                offer(_("居民名册"), "roll/"), offer(_("改计划"), "plan/", "", "quiet")]  # fmt: skip
    later, typing = offer(_("延几天"), "extending/", "", "quiet"), offer(_("录纸票"), "papers/")
    back = [] if standing.ballots or standing.pending else [offer(_("收回公告"), "taking-back/", "", "quiet")]
    if stage in (rules.Stage.ANNOUNCED, rules.Stage.OPEN):
        slips = offer(_("印选票"), "slips/", "", "main")
        return [slips, *([typing] if stage is rules.Stage.OPEN else []), later, *back]
    if stage is rules.Stage.CLOSED:
        count = offer(_("算结果，公布"), "result/", rules.why_not_count(standing), "main") | {
            "form_page": False
        }
        return [count, *([typing] if standing.pending else []), *([] if standing.ballots else [later, *back])]
    return []


def _calls(found: Budget) -> list[dict[str, Any]]:
    """The calls of this place whose shortlist can be taken over, with how many items wait."""
    here = Q(place=found.place) | in_areas([found.place.path], "place__path")
    waiting = (
        Call.objects.filter(here, items__project=None, items__cost__gt=0).distinct().order_by("-closes")[:5]
    )
    return [{"call": one, "n": one.items.filter(project=None, cost__gt=0).count()} for one in waiting]


def doing(
    request: HttpRequest, found: Budget, form: Any, verb: Callable[..., Any], *, title: str, button: str, done: str, **more: Any
) -> HttpResponse:  # fmt: skip
    """A form about one budget that calls one verb and goes back to the budget."""

    def do() -> HttpResponse:
        made = verb(**form.cleaned_data, **who(request, found.place))
        messages.success(request, done % {"n": made} if "%(n)s" in done else done)
        return redirect("deliberate:budget_edit", found.pk)

    return ask(request, form, do=do, page="deliberate/budget_act.html", title=title, button=button, under=found.title,
               budget=found, **more)  # fmt: skip


@act(EDIT)
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One more project, typed."""
    found = mine(request, pk)
    form = forms.ProjectForm(request.POST or None, initial={"where": found.place.where})
    return doing(request, found, form, lambda **typed: services.add(found, **typed), title=_("写一个项目"),
                 button=_("放进清单"), done=_("放进清单了。"))  # fmt: skip


@act(EDIT)
@require_POST
def take_over(request: HttpRequest, pk: int, call: int) -> HttpResponse:
    """The whole shortlist of a call."""
    found = mine(request, pk)
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    one = get_object_or_404(
        Call.objects.select_related("place").filter(in_areas(paths, "place__path")), pk=call
    )
    n = services.take_over(found, one, **who(request, found.place))
    messages.success(request, _("%(n)s 项放进来了，提的人都告诉了。") % {"n": n})
    return redirect("deliberate:budget_edit", pk)


@act(EDIT)
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Who votes: pasted, one a line."""
    found = mine(request, pk)
    form = forms.RollForm(request.POST or None)

    def verb(*, people: str, by: Person, at: Any, hat: str) -> int:
        return services.put_on_roll(found, rules.voters_of(people), by=by, at=at)

    return doing(request, found, form, verb, title=_("居民名册"), button=_("放进名册"), done=_("放进来 %(n)s 人。"))  # fmt: skip


@act(EDIT)
@require_POST
def residents(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody whose home the platform knows to lie here."""
    found = mine(request, pk)
    typed = who(request, found.place)
    n = services.residents_on_roll(found, by=typed["by"], at=typed["at"])
    messages.success(request, _("放进来 %(n)s 人。") % {"n": n})
    return redirect("deliberate:budget_edit", pk)


@act(EDIT)
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """The slips to print and hand out, each with its code."""
    found = mine(request, pk)
    rows = services.slips(found, **who(request, found.place))
    there = request.build_absolute_uri(reverse("deliberate:budget_vote", args=[found.token]))
    several = [(one, qr(f"{there}?slip={one.slip}")) for one in rows]
    return render(request, "deliberate/budget_slips.html", {"budget": found, "slips": several})


@act(EDIT)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper slip that came back, typed by two persons; nobody is shown what the other read."""
    found = mine(request, pk)
    offered = found.projects.filter(matter=0).values_list("number", "title")
    form = forms.PaperForm(request.POST or None, projects=offered)

    def do() -> HttpResponse:
        typed, who_types = form.cleaned_data, who(request, found.place)
        voter = services.voter_of(found, slip=typed["slip"])
        paper = services.read_paper(
            found, voter=voter, chosen=typed["chosen"], by=who_types["by"], at=who_types["at"]
        )
        messages.success(request, _told(paper))
        return redirect("deliberate:budget_papers", pk)

    waiting = found.papers.filter(receipt=None).select_related("voter").prefetch_related("readings")[:MOST]
    rows = [
        (one.voter.who, len(one.readings.all()), any(r.by_id == request.user.pk for r in one.readings.all()))
        for one in waiting
    ]
    return ask(request, form, do=do, page="deliberate/budget_papers.html", budget=found, waiting=rows,
               done=found.papers.exclude(receipt=None).count())  # fmt: skip


def _told(paper: BudgetPaper) -> str:
    if paper.receipt:
        return _("两个人录的一样，票收好了。回执码 %(code)s") % {"code": paper.receipt.code}
    several = paper.readings.count() > 1
    return (
        _("跟前一个人录的不一样。请第三个人看着纸票再录一遍。")
        if several
        else _("记下了，再请另一个人录一遍。")
    )


@act(EDIT)
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count and publish."""
    found = mine(request, pk)
    services.finish(found, **who(request, found.place))
    messages.success(request, _("结果公布了，提的人都告诉了。"))
    return redirect("deliberate:budget_edit", pk)


@act(EDIT)
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Not this time, and why."""
    one = my_project(request, pk)
    form = forms.WhyForm(request.POST or None)
    return doing(request, one.budget, form, lambda **typed: services.remove(one, **typed), title=one.title,
                 button=_("拿掉"), done=_("拿掉了，提的人都告诉了。"))  # fmt: skip


@act(EDIT)
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """An owners' vote on a project that the law gives to them; the threshold is picked by its matter."""
    one = my_project(request, pk)
    assembly = Assembly.objects.filter(estate__path__startswith=one.budget.place.path).order_by("pk").first()
    if assembly is None or one.found is None:
        messages.warning(request, _("这里还没有业主大会，先建业主大会、公示名册，再来表决。"))
        return redirect("deliberate:assemblies")
    return _owners(request, one, assembly)


def _owners(request: HttpRequest, one: BudgetProject, assembly: Assembly) -> HttpResponse:
    start = (localtime() + timedelta(days=16)).replace(hour=9, minute=0, second=0, microsecond=0)
    initial = {"title": one.title, "opens": start, "closes": start + timedelta(days=15)}
    form = forms.OwnersForm(
        request.POST or None, rolls=assembly.rolls.all(), people=may_count(request, assembly),
        profiles=profiles(assembly), initial=initial | {"profile": usual(assembly.estate)},
    )  # fmt: skip

    def do() -> HttpResponse:
        typed = who(request, one.budget.place)
        vote = services.to_owners(one, assembly, by=typed["by"], at=typed["at"], **form.cleaned_data)
        return redirect("deliberate:vote", vote.pk)

    assert one.found is not None
    return ask(request, form, do=do, page="deliberate/budget_act.html", title=_("开业主表决"), button=_("起草表决"),
               under=in_words(one.found.sentence()), budget=one.budget)  # fmt: skip


@act(EDIT)
@require_POST
def adopted(request: HttpRequest, pk: int) -> HttpResponse:
    """Their vote passed: the project goes on."""
    one = my_project(request, pk)
    services.adopt(one, **who(request, one.budget.place))
    messages.success(request, _("表决通过，转给人去办了。"))
    return redirect("deliberate:budget_edit", one.budget_id)
