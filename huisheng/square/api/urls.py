"""The addresses of the API: each lets in whoever has a token; who may what is asked behind it, as on every page."""

from typing import Any, cast

from django.urls import URLPattern, path

from huisheng.people.permissions.views import act
from huisheng.square.api.docs import reference
from huisheng.square.api.doing import api
from huisheng.square.api.views import openapi


def _gated(pattern: Any) -> URLPattern:
    pattern.callback.act = "api.use"
    return cast(URLPattern, pattern)


_ninjas: list[Any] = [*api.urls[0]]
urlpatterns: list[URLPattern] = [
    path("", reference, name="api_reference"),
    path("openapi.json", act("api.use")(openapi), name="api_description"),
    *(_gated(one) for one in _ninjas if one.name != "api-root"),
]
