"""The reference on one plain page, written from the same description as openapi.json."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huisheng.people.permissions.views import act
from huisheng.square.api.views import description


@act("api.use")
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes. No statement, no script."""
    described = description()
    rows = [
        {
            "method": method.upper(),
            "path": path,
            "says": one.get("description") or one["summary"],
            "takes": _takes(one),
        }
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    ]
    return render(request, "square/api.html", {"rows": rows})


def _takes(operation: dict[str, Any]) -> list[str]:
    named = [one["name"] for one in operation.get("parameters", [])]
    body = operation.get("requestBody", {}).get("content", {})
    return [*named, *body]
