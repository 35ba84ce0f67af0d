"""The addresses of the API: each lets in whoever has a token; who may what is asked behind it, as on every page."""

from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from huisheng.people.permissions.views import act
from huisheng.square.api.docs import reference
from huisheng.square.api.doing import api
from huisheng.square.api.problems import problem
from huisheng.square.api.views import openapi


def _gated(pattern: Any) -> URLPattern:
    pattern.callback = _told(pattern.callback)
    pattern.callback.act = "api.use"
    return cast(URLPattern, pattern)


def _told(view: Any) -> Any:
    """A wrong method is told as every other problem is."""

    @wraps(view)
    def answered(request: HttpRequest, **which: Any) -> HttpResponse:
        answer: HttpResponse = view(request, **which)
        if answer.status_code != 405 or answer["Content-Type"].startswith("application/json"):
            return answer
        allowed = ", ".join(sorted(answer["Allow"].split(", ")))
        told = problem(request, 405, _("这里只能用 %(methods)s。") % {"methods": allowed})
        told["Allow"] = allowed
        return told

    return answered


@csrf_exempt
@act("api.use")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address."""
    return problem(request, 404, _("没有这个地址。"))


_ninjas: list[Any] = [*api.urls[0]]
urlpatterns: list[URLPattern] = [
    path("", reference, name="api_reference"),
    path("openapi.json", act("api.use")(openapi), name="api_description"),
    *(_gated(one) for one in _ninjas if one.name != "api-root"),
    path("<path:rest>", nothing, name="api_nothing"),
]
