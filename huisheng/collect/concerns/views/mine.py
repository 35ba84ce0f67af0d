"""My matter: looked up by number and four digits, one timeline, and the last word on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.collect.concerns import rules, services
from huisheng.collect.concerns.forms.mine import FindForm, LetterForm, VerdictForm, WordsForm
from huisheng.collect.concerns.further import further_own
from huisheng.collect.concerns.grants import grant, held_numbers, opened, spoke_elsewhere, struck_out
from huisheng.collect.concerns.letters import allow, letter_of
from huisheng.collect.concerns.models import Concern, Verdict
from huisheng.collect.concerns.next_steps import next_step, steps_of
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.collect.concerns.timeline import photos_beside, timeline, who_did
from huisheng.echo.asking import in_words, read_by_all
from huisheng.echo.naming import called_outside, with_name
from huisheng.echo.readings.services import knock_failed, knock_opened, locked_until
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Speaker
from huisheng.echo.voices.rules import heard_number
from huisheng.echo.workdays.services import calendar
from huisheng.people.permissions.views import act
from huisheng.territory.mine import card_of, contact_card, my_place

MANY = 50


@act("mine.see")
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The matters opened on this telephone, those of one's own account, and the way to any other by its number."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (number := _found(request, form)):
        return grant(request, redirect("collect:my_matter", number), number)
    status = 422 if form.is_bound else 200
    return render(
        request,
        "collect/mine.html",
        {"form": form, "rows": my_matters(request), **_help(request)},
        status=status,
    )


def _help(request: HttpRequest) -> dict[str, Any]:
    """Who can be asked when the number is lost or the door is locked."""
    place = my_place(request)
    return {"contact": contact_card(place, on=localdate()) if place else None}


def _found(request: HttpRequest, form: FindForm) -> str:
    """The number, when the four digits fit. A wrong number and wrong digits take the same way and get one answer."""
    at = now()
    number = heard_number(form.cleaned_data["number"]) or form.cleaned_data["number"][:20]
    doors = ("number", number), ("address", request.META.get("REMOTE_ADDR", ""))
    locked = locked_until(*doors, at=at)
    if locked:
        form.add_error(None, _locked(locked))
        return ""
    speaker = Speaker.objects.filter(number=number).first()
    tail = speaker.phone_tail if speaker else ""
    if constant_time_compare(tail, heard_tail(form.cleaned_data["tail"])) and len(tail) == 4:
        knock_opened(doors[0])
        return number
    knock_failed(*doors, at=at)
    locked = locked_until(*doors, at=at)
    form.add_error(None, _locked(locked) if locked else _("回执号和后四位对不上，请看看回执再写一遍。"))
    return ""


def heard_tail(text: str) -> str:
    """Four digits as typed; full-width ones and a whole phone number are understood."""
    return "".join(str(int(char)) for char in text if char.isdecimal())[-4:]


def _locked(until: datetime) -> str:
    return _("试得太多了，先停一停，%(time)s 以后再试。急的话请打电话给社区，说出姓名就能查。") % {
        "time": f"{localtime(until):%H:%M}"
    }


def my_matters(request: HttpRequest) -> list[Concern]:
    """What this visitor may open, the newest first. One query; none when there is nothing to look for."""
    numbers, user = held_numbers(request), request.user
    if not numbers and not user.is_authenticated:
        return []
    known = Concern.objects.select_related("voice", "speaker", "holder__person", "holder__kind")
    found = known.filter(speaker__number__in=numbers)
    if user.is_authenticated:
        found |= known.filter(speaker__person=user)
    return list(found.order_by("-raised_at")[:MANY])


@act("mine.see")
@never_cache
def my_matter(request: HttpRequest, number: str) -> HttpResponse:
    """One matter as its own speaker sees it: where it stands, what is next, what happened, and the last word."""
    concern = opened(request, number)
    if concern is None:
        return _struck_out(request, number)
    return _show(request, concern, {})


def _struck_out(request: HttpRequest, number: str) -> HttpResponse:
    line = struck_out(request, number)
    if line is None:
        return _elsewhere(request, number)
    shown = {
        "line": line,
        "number": number,
        "who": who_did(line),
        "words": line.voice.lines.earliest("at", "id"),
    }
    return render(request, "collect/struck_out.html", shown | _help(request))


def _elsewhere(request: HttpRequest, number: str) -> HttpResponse:
    """What was done about something of a later room, such as a notice: every line that residents may read."""
    speaker = spoke_elsewhere(request, number)
    if speaker is None:
        return redirect("collect:mine")
    lines = speaker.voice.lines.exclude(says="").order_by("at", "id")
    shown = {
        "number": number,
        "voice": speaker.voice,
        "lines": [(one.at, masked(one.says)) for one in lines],
        "acts": further_own(speaker),
    }
    return render(request, "collect/elsewhere.html", shown)


def _show(request: HttpRequest, concern: Concern, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    stage, lines, may = Stage(concern.stage), timeline(concern), last_words(concern)
    shown = {
        "concern": concern, "speaker": concern.speaker, "contact": _contact(concern), "lines": lines,
        "steps": steps_of(concern), "next": _next(concern), "stage": stage.value, "people": _people(concern),
        "may": may, "forms": _empty_forms(may) | forms, "photos": photos_beside(lines, concern),
        "letter": letter_of(concern) if stage is Stage.SETTLED else None,
    }  # fmt: skip
    return render(request, "collect/my_matter.html", shown, status=status)


def _empty_forms(may: dict[str, bool]) -> dict[str, Any]:
    """Those that the page shows."""
    words = may["withdraw"] or may["reopen"] or may["object"]
    wanted = {
        "verdict": (may["judge"], VerdictForm),
        "words": (words, WordsForm),
        "letter": (may["thank"], LetterForm),
    }
    return {name: form() for name, (shown, form) in wanted.items() if shown}


def last_words(concern: Concern) -> dict[str, bool]:
    """Which last words the rules allow now; the same rules refuse them on the server."""
    at = now()
    return {
        "judge": not rules.why_not_act(concern, Act.CONFIRMED),
        "withdraw": not rules.why_not_act(concern, Act.WITHDRAWN),
        "reopen": concern.stage == Stage.SETTLED and not rules.why_not_reopen(concern, at=at),
        "object": not rules.why_not_act(concern, Act.OBJECTED),
        "thank": not rules.why_not_act(concern, Act.THANKED),
    }


def _next(concern: Concern) -> Any:
    holder = concern.holder
    who = with_name(holder.kind, holder.person.name) if holder else _("社区")
    out = concern.referrals.filter(answered_at=None, closed_at=None).select_related("body")
    body = next((one.body.name for one in out), "") if concern.stage == Stage.REFERRED else ""
    reachable = concern.speaker.can_be_reached
    return next_step(concern, who=who, at=now(), calendar=calendar(), body=body, reachable=reachable)


def _people(concern: Concern) -> int:
    """How many neighbours said the same (M35), oneself included."""
    lead = concern.lead_id or (concern.pk if concern.has_followers else None)
    return Concern.objects.filter(lead=lead).count() + 1 if lead else 1


def _contact(concern: Concern) -> dict[str, Any] | None:
    holder = concern.holder
    if holder is None:
        return None
    title = _("负责的%(post)s") % {"post": called_outside(holder.kind)}
    return card_of(holder, title=title, path=concern.path)


@require_POST
@act("mine.judge")
def verdict(request: HttpRequest, number: str) -> HttpResponse:
    """Done or not, in one tap; sent twice it is one verdict."""
    return _say(request, number, "verdict", VerdictForm(request.POST), _judge)


def _judge(concern: Concern, solved: str, rating: str, words: str) -> None:
    if concern.stage != Stage.DONE and _said_last(concern) == (solved, rating, words.strip()):
        return
    services.judge(concern, solved=solved, rating=rating, words=words, at=now())


def _said_last(concern: Concern) -> tuple[str, str, str] | None:
    given = Verdict.objects.filter(concern=concern).order_by("-pk")
    return given.values_list("solved", "rating", "words").first()


@require_POST
@act("mine.judge")
def last_word(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Withdraw it, reopen it, object to the exit, or write a letter."""
    form_class, verb = LAST_WORDS[what]
    kind = "letter" if what == "thank" else "words"
    return _say(request, number, kind, form_class(request.POST), verb)


def _thank(concern: Concern, words: str, public: bool) -> None:
    services.thank(concern, at=now(), words=words, public=public)


@require_POST
@act("mine.judge")
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """Let neighbours read one's letter, or no longer."""
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    public = request.POST.get("public") == "on"
    allow(concern, public=public, at=now())
    messages.success(request, _("邻居看得到了，不写您的名字。") if public else _("不公开了。"))
    return redirect("collect:my_matter", number)


LAST_WORDS: dict[str, tuple[type[WordsForm], Callable[..., Any]]] = {
    "withdraw": (WordsForm, lambda concern, words: services.withdraw(concern, at=now(), words=words)),
    "reopen": (WordsForm, lambda concern, words: services.reopen(concern, at=now(), words=words)),
    "object": (WordsForm, lambda concern, words: services.object_(concern, at=now(), words=words)),
    "thank": (LetterForm, _thank),
}
HEARD_WORDS = {
    "verdict": "听到了，谢谢您告诉我们。",
    "words": "听到了，记下了。",
    "letter": "信收到了，已经转给办这件事的人。",
}


def _say(request: HttpRequest, number: str, kind: str, form: Any, verb: Callable[..., Any]) -> HttpResponse:
    concern = opened(request, number)
    if concern is None:
        return redirect("collect:mine")
    if not form.is_valid():
        return _refused(request, concern, kind, form, status=422)
    if preview := read_by_all(request, form):
        return _show(request, concern, {kind: form, "preview": preview})
    try:
        verb(concern, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, in_words(refused.reason))
        return _refused(request, opened(request, number) or concern, kind, form, status=409)
    messages.success(request, _(HEARD_WORDS[kind]))
    return redirect("collect:my_matter", number)


def _refused(request: HttpRequest, concern: Concern, kind: str, form: Any, *, status: int) -> HttpResponse:
    """The page again with the reason on the form; above it where the matter has moved on and the form is gone."""
    if kind not in _empty_forms(last_words(concern)):
        typed = form.data.get("words", "").strip()
        for why in (one for errors in form.errors.values() for one in errors):
            told = _("%(why)s 您刚才写的是：%(typed)s") if typed else "%(why)s"
            messages.error(request, told % {"why": why, "typed": typed})
    return _show(request, concern, {kind: form}, status=status)
