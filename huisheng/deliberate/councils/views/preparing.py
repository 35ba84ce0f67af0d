"""A session before it begins: agenda, parties, papers, notice, checklist, another date."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huisheng.collect.models import Concern
from huisheng.deliberate.councils import forms, rules, services
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.services.suggesting import matters_behind, points_waiting, suggestions
from huisheng.deliberate.councils.terms import Act, State
from huisheng.deliberate.councils.views import shown
from huisheng.deliberate.councils.views.finding import RUN, doing, my_item, my_session, who
from huisheng.deliberate.councils.views.running import running
from huisheng.echo.addresses import whole
from huisheng.people.permissions.views import act

HERE = "deliberate:meeting"


@act(RUN)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The working page of a session: preparing it, running it; afterwards what residents read."""
    found = my_session(request, pk)
    if found.state in (State.CLOSED, State.CANCELLED):
        return redirect("deliberate:session", found.token)
    if found.state is State.OPEN:
        return running(request, found)
    return render(request, "deliberate/session_prepare.html", preparing(request, found))


def preparing(request: HttpRequest, found: CouncilSession) -> dict[str, Any]:
    """Agenda with the next step of each item, what might be tabled, who was invited, what is still missing."""
    items, standing = shown.items_of(found), services.standing(found)
    untold = [one for one in items if one["following_code"] in ("topic", "parties", "notify")]
    bare = [one["item"].title for one in untold if not one["parties"]]
    blueprint = found.council.blueprint
    checked = len(found.ticked) == len(blueprint.checklist)
    return {
        "session": found, "council": found.council, "row": shown.session_row(found), "items": items,
        "phase": blueprint.phases.get(found.state, {}).get("name", ""),
        "may_table": not rules.why_not_in_phase(standing, Act.TABLE),
        "may_paper": not rules.why_not_in_phase(standing, Act.PAPER),
        "why_not_notify": rules.why_not_notify(standing, items=len(untold), without_parties=bare, at=now()),
        "why_not_open": rules.why_not_open(standing, checked=checked),
        "suggestions": suggestions(found, at=now()) if not rules.why_not_in_phase(standing, Act.TABLE) else [],
        "invitations": _invitations(request, found),
        "by_hand": services.told_by_hand(found),
        "checklist": [(n, line, n in found.ticked) for n, line in enumerate(blueprint.checklist)],
    }  # fmt: skip


def _invitations(request: HttpRequest, found: CouncilSession) -> list[dict[str, Any]]:
    """The links to hand over, with what came back."""
    sent = found.invitations.filter(closed_at=None).select_related("body").order_by("pk")
    return [
        {"one": each, "url": request.build_absolute_uri(reverse("deliberate:invited", args=[each.token]))}
        for each in sent
    ]


@act(RUN)
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic by hand."""
    found = my_session(request, pk)
    form = forms.TableForm(request.POST or None)
    verb = partial(services.table, found, **who(request, found.council))
    return doing(request, form, verb, title=_("提一个议题"), button=_("列入议程"), done=_("列入了。"), to=HERE,
                 key=found.pk, under=str(found.council.name))  # fmt: skip


@act(RUN)
def table_matters(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic of what residents said: `?from=` a hot topic or a hot spot, else the newest open matters."""
    found, key = my_session(request, pk), request.GET.get("from", "")
    if key.startswith("point-"):
        return _table_point(request, found, key.removeprefix("point-"))
    title, source, several = matters_behind(found, key, at=now())
    shown_here = Concern.objects.filter(pk__in=[one.pk for one in several]).select_related("voice", "place")
    given = {"title": title, "concerns": [one.pk for one in several] if source == "hot" else []}
    form = forms.MattersForm(request.POST or None, matters=shown_here.order_by("-raised_at"), initial=given)
    verb = partial(services.table, found, source=source, **who(request, found.council))
    return doing(request, form, verb, title=_("从居民说的事里选"), button=_("列入议程"), to=HERE, key=found.pk,
                 done=_("列入了，说过这些事的每一位都已告知。"), under=found.council.name)  # fmt: skip


def _table_point(request: HttpRequest, found: CouncilSession, key: str) -> HttpResponse:
    """A topic that a talk sent to the council."""
    point = get_object_or_404(points_waiting(found), pk=whole(key))
    given = {} if point.private else {"title": point.words[: rules.LONGEST_TITLE]}
    form = forms.TableForm(request.POST or None, initial=given)
    verb = partial(services.table, found, source="talk", points=[point], **who(request, found.council))
    return doing(request, form, verb, title=_("从夜话来的一件"), button=_("列入议程"), done=_("列入了，说的人已经告知。"), to=HERE,
                 key=found.pk, under=point.talk.title)  # fmt: skip


@act(RUN)
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Which parties an item concerns."""
    item = my_item(request, pk)
    seats = services.seats(item.session.council)
    chosen = [one.party_id for one in item.parties.all()] or [one.pk for one in seats if one.required]
    form = forms.PartiesForm(request.POST or None, parties=seats, initial={"parties": chosen})
    by = who(request, item.session.council)
    verb = partial(services.set_parties, item, by=by["by"], at=by["at"])
    return doing(request, form, verb, title=_("这件事请哪几方？"), button=_("定了"), done=_("定了。"), to=HERE,
                 key=item.session_id, under=item.title)  # fmt: skip


@act(RUN)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Material for an item."""
    item = my_item(request, pk)
    form = forms.PaperForm(request.POST or None)
    by = who(request, item.session.council)
    verb = partial(services.attach, item, by=by["by"], at=by["at"])
    return doing(request, form, verb, title=_("附一份材料"), button=_("附上"), done=_("附上了，谁都能看。"), to=HERE,
                 key=item.session_id, under=item.title)  # fmt: skip


@require_POST
@act(RUN)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the parties of every item, and make the links for outside bodies."""
    found = my_session(request, pk)
    made = services.notify(found, **who(request, found.council))
    links = _("把下面 %(n)s 个链接交给对方。") % {"n": len(made)} if made else ""
    messages.success(request, _("通知记下了，各方和召集人都看得到。") + links)
    return redirect(HERE, found.pk)


@require_POST
@act(RUN)
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked lines of the checklist."""
    found = my_session(request, pk)
    who(request, found.council)
    services.tick(found, [whole(one) for one in request.POST.getlist("line")])
    return redirect(HERE, found.pk)


@require_POST
@act(RUN)
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """The session begins."""
    found = my_session(request, pk)
    services.open_(found, **who(request, found.council))
    return redirect(HERE, found.pk)


@act(RUN)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time."""
    found = my_session(request, pk)
    local = localtime(found.starts)
    form = forms.MoveForm(request.POST or None, initial={"on": local.date(), "hour": local.time()})
    verb = partial(services.move, found, **who(request, found.council))
    return doing(request, form, verb, title=_("改期"), button=_("改到这时"), done=_("改好了，该知道的都已告知。"), to=HERE,
                 key=found.pk, under=found.council.name)  # fmt: skip


@act(RUN)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Called off, with its reason."""
    found = my_session(request, pk)
    form = forms.WhyForm(request.POST or None)
    verb = partial(services.cancel, found, **who(request, found.council))
    return doing(request, form, verb, title=_("这一次不开了"), button=_("取消这一次"), done=_("取消了，议题留到下一次。"),
                 to="deliberate:council_edit", key=found.council_id, under=found.council.name)  # fmt: skip
