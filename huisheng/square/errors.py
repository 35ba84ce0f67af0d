"""What is shown when what was sent cannot be read, when a page is forbidden, missing, or broken: a sentence, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: letters of another kind, too many fields; nothing of the request is read again."""
    return render(request, "unreadable.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason that the gate gave."""
    return render(request, "refused.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what exists but is not this reader's to know of."""
    return render(request, "not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page that asks nothing of the database, not even who is asking: it may be the database that is away."""
    return HttpResponse(render_to_string("broken.html"), status=500)
