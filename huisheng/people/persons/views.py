"""Coming in and going out."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import login as auth_login
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huisheng.people.permissions.views import KEPT, act
from huisheng.people.persons.forms import LoginForm
from huisheng.people.persons.models import Person
from huisheng.people.persons.services import can_log_in

KEPT_SECONDS = 3600

# Later rooms put here what they ask after a right password: (request, person, onward) → an answer, or None.
asked_after: list[Callable[[HttpRequest, Person, str], HttpResponse | None]] = []


class _Login(auth.LoginView):
    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In, unless a later room asks for something more than the password (`asked_after`)."""
        onward = self._onward()
        for ask in asked_after:
            if answer := ask(self.request, form.get_user(), onward):
                return answer
        auth_login(self.request, form.get_user())
        return redirect(onward)

    def _onward(self) -> str:
        """Where to go on; to what was typed before, when it came along."""
        try:
            kept = signing.loads(self.request.POST.get("kept", ""), salt=KEPT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            return self.get_success_url()
        self.request.session["typed"] = kept
        return reverse("people:go_on")

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The same page, and a status that says that nobody came in."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`first`: whether there is nobody yet who could log in, so that the page says what to do."""
        return super().get_context_data(
            first=not can_log_in().exists(), kept=self.request.POST.get("kept", ""), **kwargs
        )


_login, _logout = _Login.as_view(), auth.LogoutView.as_view()


@act("login")
def login(request: HttpRequest) -> HttpResponse:
    """Goes on to `next` (kept safe: this site only), else to the roof's landing page for the role."""
    return cast(HttpResponse, _login(request))


@act("landing.see")
@never_cache
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """What was typed before the login ended, and the button that sends it to where it was going."""
    kept = request.session.pop("typed", None)
    if kept is None or not url_has_allowed_host_and_scheme(kept["to"], {request.get_host()}):
        return redirect("people:login")
    return render(request, "people/go_on.html", kept)


@act("logout")
def logout(request: HttpRequest) -> HttpResponse:
    """By POST only, so that no link can do it."""
    return _logout(request)
