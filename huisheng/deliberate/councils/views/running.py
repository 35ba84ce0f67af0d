"""A session while it runs, on a screen in a courtyard: the item of now, who is here, what was said, how it ends."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.alliance.owners import owners_at
from huisheng.deliberate.councils import forms, rules, services
from huisheng.deliberate.councils.models import Attendee, CouncilSession, Item
from huisheng.deliberate.councils.terms import Act
from huisheng.deliberate.councils.views import shown
from huisheng.deliberate.councils.views.finding import RUN, my_item, my_session, who
from huisheng.deliberate.promises import services as promises
from huisheng.deliberate.promises.forms import ConcludeForm, PromiseForm
from huisheng.deliberate.promises.rules import DECIDED
from huisheng.deliberate.promises.shown import overdue_of
from huisheng.echo.asking import asked, status_of
from huisheng.people.permissions.views import act

HERE = "deliberate:meeting"
ANYBODY = "居民"


def running(
    request: HttpRequest, found: CouncilSession, *, item: Item | None = None, status: int = 200, **bound: Any
) -> HttpResponse:
    """The screen. `item`: the one that is being talked about; `bound`: a form that came back with what was typed."""
    items = shown.agenda_of(found)
    current = _current(request, found, items, item)
    people = shown.people_of(found)
    context = {
        "session": found, "council": found.council, "items": items, "people": people,
        "left": sum(not one["outcome"] for one in items),
        "why_not_quorate": rules.why_not_quorate(people["missing"]),
        "overdue": overdue_of(found.council),
        "arrive": forms.ArriveForm(parties=services.seats(found.council)),
        "may_table": not rules.why_not_in_phase(services.standing(found), Act.TABLE),
    }  # fmt: skip
    if current:
        context |= _talked_about(found, current, bound)
    return render(request, "deliberate/session_meeting.html", context | bound, status=status)


def _current(
    request: HttpRequest, found: CouncilSession, items: list[dict[str, Any]], item: Item | None
) -> dict[str, Any] | None:
    """The item asked for, else the first without an outcome, else the last."""
    wanted = str(item.pk) if item else request.GET.get("item", "")
    chosen = next((one["pk"] for one in items if str(one["pk"]) == wanted), None)
    waits = next((one["pk"] for one in items if not one["outcome"]), items[-1]["pk"] if items else None)
    key = chosen or waits
    return shown.items_of(found, only=key)[0] if key else None


def _talked_about(found: CouncilSession, current: dict[str, Any], bound: dict[str, Any]) -> dict[str, Any]:
    one: Item = current["item"]
    owners = owners_at(found.council.place)
    return {
        "current": current,
        "steps": shown.steps_of(one),
        "said": one.said.order_by("at", "pk"),
        "said_by": whos(found),
        "word": bound.get("word") or forms.WordForm(whos=whos(found)),
        "outcome": bound.get("outcome") or ConcludeForm(initial=_so_far(one), owners=owners),
        "promise": PromiseForm(owners=owners) if one.outcome in DECIDED else None,
    }


def _so_far(item: Item) -> dict[str, Any]:
    return {"resolution": item.resolution, "accountable": item.accountable, "seen": item.version}


def whos(found: CouncilSession) -> list[str]:
    """Who may be written down as speaking: the parties of the table, and a resident without a name (R13.4)."""
    return [*(one.name for one in services.seats(found.council)), ANYBODY]


def back(item: Item) -> HttpResponse:
    """To the screen, at this item."""
    return redirect(f"{reverse(HERE, args=[item.session_id])}?item={item.pk}")


@require_POST
@act(RUN)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The table turns to this item."""
    item = my_item(request, pk)
    by = who(request, item.session.council)
    services.begin(item, by=by["by"], at=by["at"])
    return back(item)


@require_POST
@act(RUN)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody said."""
    item = my_item(request, pk)
    by = who(request, item.session.council)
    form = forms.WordForm(request.POST, whos=whos(item.session))
    if asked(form, lambda **typed: services.write_down(item, by=by["by"], at=by["at"], **typed)):
        return back(item)
    return running(request, item.session, item=item, status=status_of(form), word=form)


@require_POST
@act(RUN)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the formulation; the second of two scribes gets both texts back."""
    return _written(request, pk, decide=False)


@require_POST
@act(RUN)
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """The item ends."""
    return _written(request, pk, decide=True)


def _written(request: HttpRequest, pk: int, *, decide: bool) -> HttpResponse:
    item = my_item(request, pk)
    council = item.session.council
    form = ConcludeForm(request.POST, owners=owners_at(council.place))
    by = who(request, council)

    def verb(**typed: Any) -> Item:
        if decide:
            return promises.conclude(item, **typed, **by)
        return services.draft(
            item, resolution=typed["resolution"], seen=typed["seen"], by=by["by"], at=by["at"]
        )

    saved = asked(form, verb)
    if saved is None:
        return _once_more(request, pk, form)
    messages.success(request, _("定了，说过这件事的每一位都已告知。") if decide else _("草稿存下了。"))
    if not decide and form.says_more:
        return _once_more(request, pk, form, saved=saved)
    more_may_follow = saved.outcome in DECIDED  # further promises are asked right under it
    return redirect(HERE, item.session_id) if decide and not more_may_follow else back(saved)


def _once_more(request: HttpRequest, pk: int, form: ConcludeForm, saved: Item | None = None) -> HttpResponse:
    """The form with everything typed: refused, or its draft was saved; the other scribe's words beside it."""
    fresh = my_item(request, pk)
    newer = fresh.version != form.cleaned_data.get("seen", fresh.version)
    if newer:
        form.data = {**form.data.dict(), "seen": str(fresh.version)}  # type: ignore[attr-defined]
    other = fresh if newer and not saved else None
    return running(request, fresh.session, item=fresh, status=status_of(form), outcome=form, other=other)


@require_POST
@act(RUN)
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came, one or three hundred at once."""
    found = my_session(request, pk)
    by = who(request, found.council)
    form = forms.ArriveForm(request.POST, parties=services.seats(found.council))
    read = asked(form, lambda **typed: services.arrive(found, by=by["by"], at=by["at"], **typed))
    if read is None:
        return people(request, pk, form=form)
    told = _("记下 %(n)s 人。") % {"n": len(read.names)}
    if read.twice:
        told += _("重复的没有再记：%(names)s。") % {"names": "、".join(read.twice[:8])}
    if read.refused:
        told += _("读不懂的：%(names)s。") % {"names": "、".join(read.refused[:8])}
    messages.success(request, told)
    return redirect("deliberate:people" if request.POST.get("list") else HERE, found.pk)


@act(RUN)
def people(request: HttpRequest, pk: int, form: Any = None) -> HttpResponse:
    """Who is here by name, for the scribe: those that leave early are marked."""
    found = my_session(request, pk)
    arrive = form or forms.ArriveForm(parties=services.seats(found.council))
    context = {
        "session": found, "council": found.council, "rows": shown.names_of(found), "people": shown.people_of(found),
        "arrive": arrive,
    }  # fmt: skip
    return render(request, "deliberate/session_people.html", context, status=status_of(arrive))


def _attendee(request: HttpRequest, pk: int) -> Attendee:
    one = get_object_or_404(Attendee, pk=pk)
    one.session = my_session(request, one.session_id)
    return one


@require_POST
@act(RUN)
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody goes before the end; if that leaves the table short, it says so at once."""
    one = _attendee(request, pk)
    missing = services.leave(one, **who(request, one.session.council))
    if missing:
        messages.warning(
            request, _("%(who)s没有人在场了：从现在起作不了结论。") % {"who": "、".join(missing)}
        )
    return redirect("deliberate:people", one.session_id)


@require_POST
@act(RUN)
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """And comes back."""
    one = _attendee(request, pk)
    who(request, one.session.council)
    services.come_back(one, at=now())
    return redirect("deliberate:people", one.session_id)


@require_POST
@act(RUN)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The session ends; what residents read from now on is the page it goes to."""
    found = my_session(request, pk)
    services.close(found, **who(request, found.council))
    messages.success(request, _("开完了，记录公开了，说过这些事的每一位都已告知。"))
    return redirect("deliberate:session", found.token)
