"""What every request needs: the hats of who is asking, and a refusal shown in its own words."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from huisheng.echo.addresses import inside
from huisheng.echo.asking import UNUSABLE, USELESS
from huisheng.echo.refusals import Refused
from huisheng.people.permissions.rules import Hat, Role
from huisheng.square.landing.sessions import posts_held
from huisheng.square.templatetags.words import said
from huisheng.territory.posts.services import hats_of


class RefusalMiddleware:
    """Puts `hats` on the request; shows a Refused on the page it came from, or as a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.hats = SimpleLazyObject(lambda: hats(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form that can show its own refusal does so itself; this is for buttons and for what slipped through."""
        if isinstance(exception, UNUSABLE):
            return render(request, "refused.html", {"reason": USELESS}, status=422)
        if not isinstance(exception, Refused):
            return None
        if back := inside(request, request.POST.get("back", "")):
            messages.error(request, said(exception.reason))
            return redirect(back)
        return render(request, "refused.html", {"reason": exception.reason}, status=409)


def hats(request: HttpRequest) -> list[Hat]:
    """Everything the person asking may act as; somebody not logged in is anyone."""
    if not request.user.is_authenticated:
        return [Hat(Role.ANYONE)]
    return hats_of(request.user, on=localdate(), posts=posts_held(request))
