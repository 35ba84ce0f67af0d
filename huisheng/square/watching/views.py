"""What a watcher asks: /healthz for anybody, /metrics for this machine or by a token."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huisheng.people.permissions.views import act
from huisheng.square.watching import counting, exposition, services

HERE = {"127.0.0.1", "::1"}


@act("health.see")
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when everything stands, else 503 and what does not."""
    found = services.health(at=now())
    return JsonResponse(found, status=200 if found["ok"] else 503)


@act("health.see")
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus; 404 for whoever is neither here nor has the token."""
    if not _may(request):
        return HttpResponse(status=404)
    found = services.health(at=now())
    gauges = {
        "database_ok": int(found["database"] == "ok" == found.get("tables")),
        "clockwork_ok": int(found.get("clockwork") == "ok"),
    }
    if gauges["database_ok"]:
        gauges |= services.figures(at=now())
    text = exposition.exposed(counting.together(), gauges)
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may(request: HttpRequest) -> bool:
    """Whoever comes through a proxy is not here, whatever the address says."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(token, settings.METRICS_TOKEN):
        return True
    return request.META.get("REMOTE_ADDR") in HERE and "HTTP_X_FORWARDED_FOR" not in request.META
