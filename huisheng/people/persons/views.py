"""Coming in and going out."""

from typing import Any, cast

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse

from huisheng.people.permissions.views import act
from huisheng.people.persons.forms import LoginForm
from huisheng.people.persons.services import can_log_in


class _Login(auth.LoginView):
    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The same page, and a status that says that nobody came in."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`first`: whether there is nobody yet who could log in, so that the page says what to do."""
        return super().get_context_data(first=not can_log_in().exists(), **kwargs)


_login, _logout = _Login.as_view(), auth.LogoutView.as_view()


@act("login")
def login(request: HttpRequest) -> HttpResponse:
    """Goes on to `next` (kept safe: this site only), else to the roof's landing page for the role."""
    return cast(HttpResponse, _login(request))


@act("logout")
def logout(request: HttpRequest) -> HttpResponse:
    """By POST only, so that no link can do it."""
    return _logout(request)
