"""What every request is read as, and what every page tells the browser: what it may load, run and ask of its senses."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Behind a proxy (HUISHENG_HTTPS=1) a request comes from where the proxy says: the last address that it added.
    Whoever comes past the proxy says nothing about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_proxy = settings.HTTPS and request.META.get("REMOTE_ADDR") in settings.PROXIES
        told = request.META.get("HTTP_X_FORWARDED_FOR", "") if from_proxy else ""
        if told:
            request.META["REMOTE_ADDR"] = told.rpartition(",")[2].strip()
        return self.get_response(request)


class LettersMiddleware:
    """What names an encoding that is none for words (`charset=rot13`) is read as if it had named nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            b"a".decode(request.encoding or "utf-8")
        except (LookupError, UnicodeError):
            request.encoding = "utf-8"
        return self.get_response(request)


class PolicyMiddleware:
    """The policy of settings.CONTENT_SECURITY_POLICY, written once a process: it is the same for every page.

    But a page with a map may name whose pictures it shows besides (`answer.images_from`, settings.TILES). Files
    (/static/) go out before this: a picture's own style is no page's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = _policy("")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        elsewhere = getattr(answer, "images_from", "")
        answer.headers.setdefault(HEADER, _policy(elsewhere) if elsewhere else self.policy)
        answer.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return answer


def _policy(images_from: str) -> str:
    directives: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    images = [*directives["img-src"], *([images_from] if images_from else [])]
    policy = build_policy(config={**directives, "img-src": images})
    return "; ".join(sorted(policy.split("; ")))
