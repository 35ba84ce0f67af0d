"""The site on a telephone's first screen and without a line: manifest, service worker, and the two pages it keeps."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from huisheng.collect.concerns.forms.saying import SELF, SayForm
from huisheng.people.permissions.views import act
from huisheng.square.offline import rules

FILES = settings.ROOT / "huisheng" / "static"
KEPT_FILES = (
    "huisheng.css",
    "offline.js",
    "recording.js",
    "pictures.js",
    "huisheng.js",
    "huisheng.svg",
    "icon-192.png",
)


@act("home.see")
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to put the site on its first screen (W3C Web Application Manifest)."""
    icons = [
        {
            "src": static(f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    told = {
        "id": "/",
        "name": _("回声"),
        "short_name": _("回声"),
        "description": _("家门口的事，说一声，有人管。"),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": icons,
        "shortcuts": [{"name": _("说一件事"), "url": reverse("collect:say")}],
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@act("home.see")
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with what it keeps written before it; another version whenever one of the files changes."""
    text = f"const KEEP = {json.dumps(_kept())};\n{_worker_text()}"
    return HttpResponse(text, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


def _kept() -> dict[str, Any]:
    pages = [reverse("square:offline"), reverse("square:offline_say")]
    return {
        "version": _version(),
        "shell": [*pages, *(static(name) for name in KEPT_FILES), static("django_htmx/htmx-2.min.js")],
        "files": settings.STATIC_URL,
        "offline": pages[0],
        "say": {"path": reverse("collect:say"), "page": pages[1]},
        "doors": [reverse("people:login"), reverse("people:logout")],
        "open": rules.OPEN,
        "open_hours": rules.OPEN_HOURS,
        "fresh_hours": rules.FRESH_HOURS,
        "round": rules.ROUND,
        "round_hours": rules.ROUND_HOURS,
    }


@lru_cache(maxsize=1)
def _worker_text() -> str:
    return (FILES / "worker.js").read_text()


@lru_cache(maxsize=1)
def _version() -> str:
    """From what the files say, so that a telephone takes over the new ones together."""
    pages = sorted((settings.ROOT / "huisheng" / "templates").glob("square/offline*.html"))
    files = [*(FILES / name for name in ("worker.js", *KEPT_FILES)), *pages]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@act("home.see")
@cache_control(max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """There is no line: what still works, and whom to call."""
    return render(request, "square/offline.html")


@act("concern.raise")
@cache_control(max_age=3600)
def say(request: HttpRequest) -> HttpResponse:
    """The form of “say it” for a telephone without a line: nobody's name on it; what is written is sent later."""
    return render(request, "square/offline_say.html", {"form": SayForm(mode=SELF)})


@act("concern.raise")
@never_cache
def token(request: HttpRequest) -> HttpResponse:
    """For what was kept on a telephone: the token of today, for whom it is, and the words to say what became of it."""
    words = {
        "sent": _("没有网时写的那件，已经送出去了。"),
        "receipt": _("看回执"),
        "again": _("没有网时写的那件还没送出去，请打开看一下再送。"),
        "open": _("打开"),
        "other": _("有一件是别的账号在没有网时写的，请用那个账号登录再送。"),
    }
    who = request.user.pk if request.user.is_authenticated else 0
    return JsonResponse({"token": get_token(request), "who": who, "words": words})
