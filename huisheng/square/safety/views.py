"""The page of the security log; the second lock at the door; a person's own lock and logins."""

import time
from typing import Any

import segno
from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huisheng.echo.asking import ask, in_words
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act
from huisheng.square.messages.listing import page_of, pager
from huisheng.square.safety import factor, logins, rules
from huisheng.square.safety.forms import CodeForm, OpenForm
from huisheng.square.safety.listing import choices, entries_for
from huisheng.square.safety.telling import told

PENDING = "second"


@act("audit.see")
@require_safe
def audit(request: StaffRequest) -> HttpResponse:
    """What happened to logins, posts, keys and personal data, newest first (RULES R16)."""
    did, day = request.GET.get("did", ""), _day(request.GET.get("day", ""))
    found = entries_for(request.hats, did=did, day=day)
    rows, older = page_of(found, before=request.GET.get("before", ""))
    context = {
        "rows": told(rows, request.hats, request.user),
        "choices": choices(did),
        "day": day,
        **pager(request.GET, older),
    }
    return render(request, "square/audit.html", context)


def _day(typed: str) -> str:
    """A day as it was typed, or "" for what is none."""
    try:
        return typed if parse_date(typed) else ""
    except ValueError:
        return ""


def ask_for_second(request: HttpRequest, person: Person, onward: str) -> HttpResponse | None:
    """After the password: whoever has a second lock, or must have one, is not in yet."""
    if factor.lock_of(person) is None and not factor.must_have(person):
        return None
    request.session[PENDING] = {"pk": person.pk, "at": time.time(), "onward": onward}
    return redirect("square:second")


@act("login")
@never_cache
def second(request: HttpRequest) -> HttpResponse:
    """The code of the telephone; whose post asks for a lock and who has none sets it here."""
    person = _pending(request)
    if person is None:
        return redirect(settings.LOGIN_URL)
    if factor.lock_of(person) is None:
        return _set(request, person, onward=lambda: _in(request, person))
    form = OpenForm(request.POST or None)

    def do() -> HttpResponse:
        fits = factor.opens(person, code=form.cleaned_data["code"], at=now())
        refuse_if(YES if fits else because("这个码不对，或者刚用过。过一会儿用新的六位数再试。"))
        return redirect(_in(request, person))

    return ask(request, form, do=do, page="square/second.html")


def _pending(request: HttpRequest) -> Person | None:
    kept: dict[str, Any] = request.session.get(PENDING) or {}
    fresh = kept and time.time() - kept["at"] < rules.PENDING_SECONDS
    return Person.objects.filter(pk=kept["pk"], is_active=True).first() if fresh else None


def _in(request: HttpRequest, person: Person) -> str:
    """Both locks are open; where to go on."""
    onward: str = request.session.pop(PENDING)["onward"]
    auth.login(request, person)
    return onward


def _set(request: HttpRequest, person: Person, *, onward: Any) -> HttpResponse:
    """The QR code; a code from it puts the lock in use and shows the recovery codes, this once."""
    form = CodeForm(request.POST or None)

    def do() -> HttpResponse:
        codes = factor.confirm(person, code=form.cleaned_data["code"], at=now())
        return render(request, "square/recovery.html", {"codes": codes, "onward": onward()})

    if request.method == "POST":
        return ask(request, form, do=do, page="square/lock.html", **_shown(person))
    return render(request, "square/lock.html", {"form": form, **_shown(person)})


def _shown(person: Person) -> dict[str, Any]:
    url = factor.new_lock(person).config_url
    code = segno.make(url, error="m", micro=False)
    # segno writes numbers and the given colours only
    drawn = SafeString(code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True))  # nosec B703
    secret = url.partition("secret=")[2].partition("&")[0]
    return {"qr": drawn, "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


@act("self.guard")
@never_cache
@require_safe
def own(request: StaffRequest) -> HttpResponse:
    """One's own second lock and one's own logins."""
    person = request.user
    has, must = factor.lock_of(person) is not None, factor.must_have(person)
    why = rules.why_not_unlock(has=has, must=must)
    shown = logins.logins_of(person, here=request.session.session_key)
    context = {"has": has, "why": in_words(why), "left": factor.codes_left(person), "logins": shown}
    return render(request, "square/own.html", context | {"form": CodeForm()})


@act("self.guard")
@never_cache
def lock(request: StaffRequest) -> HttpResponse:
    """Set the second lock, or set it anew on another telephone."""
    return _set(request, request.user, onward=lambda: "/me/logins/")


@act("self.guard")
@require_POST
def unlock(request: StaffRequest) -> HttpResponse:
    """Take one's own lock away; asks for a code of it, so that an open desk is not enough."""
    code = request.POST.get("code", "")
    refuse_if(YES if factor.opens(request.user, code=code, at=now()) else because("这六位数不对。"))
    factor.remove(request.user, by=request.user, at=now(), must=factor.must_have(request.user))
    messages.success(request, _("第二道锁去掉了，以后只要密码。"))
    return redirect("square:own")


@act("self.guard")
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """Every login but this one."""
    return _ended(request, but=request.session.session_key)


@act("self.guard")
@require_POST
def end_one(request: StaffRequest, handle: str) -> HttpResponse:
    """One login; the same answer for one that is somebody else's as for none."""
    return _ended(request, only=handle)


def _ended(request: StaffRequest, **which: Any) -> HttpResponse:
    ended = logins.end(request.user, by=request.user, at=now(), **which)
    if not ended and which.get("only"):
        raise Http404
    messages.success(request, _("结束了 %(n)s 个登录。") % {"n": ended})
    return redirect("square:own")
