"""The gate in front of every view. A view without a gate fails a test."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.people.permissions.rules import Hat, Role, hat_for, reach_of
from huisheng.people.persons.forms import LoginForm

KEPT = "huisheng.typed"
NOT_KEPT = {"csrfmiddlewaretoken", "back"}
View = Callable[..., HttpResponse]


def act(name: str) -> Callable[[View], View]:
    """Let a request in only with a hat that may `name`; a page about one thing asks again with its place.

    `request.hats` is put there by the roof's middleware. Somebody not logged in is asked to; others read why not.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if hat_for(name, request.hats) is None:  # type: ignore[attr-defined]
                if not request.user.is_authenticated:
                    return typed_kept(request) or redirect_to_login(request.get_full_path())
                raise PermissionDenied(_("您的岗位不能打开这一页。"))
            return view(request, *args, **kwargs)

        gated.act = name  # type: ignore[attr-defined]
        return gated

    return gate


def typed_kept(request: HttpRequest) -> HttpResponse | None:
    """A form that was sent after the login ended: the login page, with what was typed sealed inside it.

    None where nothing was typed. After the login people/persons/views.py shows it again, one press from being sent.
    """
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_KEPT and "password" not in name
    ]
    if request.method != "POST" or not any(value.strip() for _name, value in typed):
        return None
    kept = signing.dumps({"to": request.get_full_path(), "typed": typed}, salt=KEPT, compress=True)
    shown = {"form": LoginForm(request), "kept": kept, "next": "", "first": False}
    return render(request, "people/login.html", shown, status=401)


def wear(request: HttpRequest, name: str, *, path: str, own: bool = False) -> Hat:
    """The hat under which this act on this place is done, or PermissionDenied. The log keeps its title (M09)."""
    hat = hat_for(name, request.hats, path=path, own=own)  # type: ignore[attr-defined]
    if hat is None:
        raise PermissionDenied(_("这件事不在您负责的范围里。"))
    return hat


def doer(request: HttpRequest, name: str, *, path: str, own: bool = False) -> dict[str, Any]:
    """`by`, `at` and the title of the `hat` for a verb about this place; PermissionDenied where `wear` denies."""
    return {"by": request.user, "at": now(), "hat": wear(request, name, path=path, own=own).title}


def is_open_to_anyone(name: str) -> bool:
    """Whether an act needs no login."""
    return bool(reach_of(name, Role.ANYONE))
