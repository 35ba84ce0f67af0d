"""After the login: everybody to their own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huisheng.people.permissions.views import act
from huisheng.square.landing.rules import first_page


@act("landing.see")
def landing(request: HttpRequest) -> HttpResponse:
    """M164: to-do first, by role."""
    return redirect(first_page(hat.role for hat in request.hats))  # type: ignore[attr-defined]
