"""Kinds of post are data (M08), and one person's page (M09)."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from huisheng.echo.asking import ask
from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import because, refuse_if
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act
from huisheng.people.persons.forms import NewLoginForm
from huisheng.people.persons.services import give_login, login_is_taken, second_lock_lost
from huisheng.territory.posts import rules, services
from huisheng.territory.posts.forms import KindForm
from huisheng.territory.posts.living import is_within, people_of
from huisheng.territory.posts.models import Appointment, PostKind


@act("post.kinds")
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of post, from the door upward."""
    return render(request, "territory/kinds.html", {"kinds": PostKind.objects.all()})


@act("post.kinds")
def kind(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new kind, or changes to one; what it covers is counted anew."""
    found = get_object_or_404(PostKind, pk=pk) if pk else None
    form = KindForm(request.POST or None, instance=found)
    return ask(request, form, do=lambda: _keep_kind(request, form), page="territory/kind.html", kind=found)


def _keep_kind(request: HttpRequest, form: KindForm) -> HttpResponse:
    kept = services.keep_kind(form.save(commit=False), by=cast(Person, request.user), at=localtime())
    messages.success(request, _("“%(kind)s”可以任命了。") % {"kind": kept.name})
    return redirect("territory:kinds")


@act("person.see")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """All the posts of one person, held and past (M09), trainings, and a way in."""
    found = get_object_or_404(Person, pk=pk)
    posts = _posts_of(request, found)
    form = NewLoginForm(request.POST or None, initial={"login": found.login or ""})
    return ask(
        request,
        form,
        do=lambda: _give_login(request, found, form),
        page="territory/person.html",
        person=found,
        held=[post for post in posts if post.ended_at is None],
        past=[post for post in posts if post.ended_at],
        trainings=found.trainings.all(),
        why=_why_not_login(request, found),
    )


def _posts_of(request: HttpRequest, found: Person) -> QuerySet[Appointment]:
    """Whoever lives there, or holds or held a post in my area, is known there, with all their posts."""
    posts = Appointment.objects.filter(person=found).select_related("kind", "place").order_by("-starts")
    mine = areas("person.see", request.hats)  # type: ignore[attr-defined]
    worked = any(post.place.path.startswith(path) for post in posts for path in mine)
    if not worked and not people_of(mine).filter(pk=found.pk).exists():
        raise PermissionDenied(_("这个人不在您负责的范围里。"))
    return posts


def _why_not_login(request: HttpRequest, found: Person) -> str:
    """Only who has all of somebody's homes, and could have given all their posts, may give the way in."""
    held = services.held(localdate()).filter(person=found)
    hats: Any = request.hats  # type: ignore[attr-defined]
    mine = areas("person.login", hats)
    if not is_within(mine, found, held):
        return because("登录名由管着这个人全部岗位和住处的人来设。")
    reasons = (rules.why_not_give(post.kind.role, by={hat.role for hat in hats}) for post in held)
    return next((reason for reason in reasons if reason), because(""))


def _give_login(request: HttpRequest, found: Person, form: NewLoginForm) -> HttpResponse:
    refuse_if(_why_not_login(request, found))
    login = form.cleaned_data["login"]
    refuse_if(because("这个登录名已经有人用了。") if login_is_taken(login, but=found) else "")
    give_login(found, login=login, password=form.cleaned_data["password"])
    if form.cleaned_data["lost"]:
        second_lock_lost.send(Person, person=found, by=request.user, at=localtime())
    keep("password_set", by=cast(Person, request.user), at=localtime(), whose=found)
    messages.success(request, _("%(who)s可以用“%(login)s”登录了。") % {"who": found.name, "login": login})
    return redirect("territory:person", found.pk)
