"""What every page tells the browser about itself: what it may load and run, and which senses it may use."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Behind a proxy (HUISHENG_HTTPS=1) a request comes from where the proxy says: the last address that it added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
        if told:
            request.META["REMOTE_ADDR"] = told.rpartition(",")[2].strip()
        return self.get_response(request)


class PolicyMiddleware:
    """The policy of settings.CONTENT_SECURITY_POLICY, written once a process: it is the same for every page.

    Files (/static/) go out before this: a picture's own style is no page's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        policy = build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
        self.policy = "; ".join(sorted(policy.split("; ")))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault(HEADER, self.policy)
        answer.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return answer
