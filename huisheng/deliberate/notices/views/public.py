"""What hangs in my community, and one notice as anybody reads it; no name, phone or door of anybody (R13.4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from huisheng.deliberate.notices import rules, services
from huisheng.deliberate.notices.forms import ObjectForm
from huisheng.deliberate.notices.models import Notice, NoticeObjection
from huisheng.echo.asking import ask
from huisheng.echo.pace import keep_pace
from huisheng.echo.paper import SIZES
from huisheng.echo.voices.masking import masked
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.places.labels import qr
from huisheng.territory.places.rules import dialled, order_of

MOST = 100


def row_of(notice: Notice, today: Any) -> dict[str, Any]:
    """One notice in a list: its title without what points to a person, and how long it still hangs."""
    assert notice.text is not None
    standing = services.standing(notice)
    return {
        "notice": notice,
        "title": masked(notice.text.title),
        "left": rules.days_left(standing, on=today),
        "standing": standing,
        "waits": standing.begins > today,
    }


def by_token(token: str) -> Notice:
    """The notice that a QR code names, or 404. One query."""
    found = services.known().filter(token=token).first()
    if found is None:
        raise Http404
    return found


@act("notice.see")
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """One notice: its words, its days, where it hangs, what was said against it and answered; and the reader's own word."""
    found = by_token(token)
    form = ObjectForm(request.POST or None)
    return ask(
        request,
        form,
        do=lambda: _object(request, found, form),
        page="deliberate/notice.html",
        **page_of(found),
    )


def _object(request: HttpRequest, found: Notice, form: ObjectForm) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    typed = form.cleaned_data
    keep_pace(request, "object", str(found.pk))
    heard = services.object_(
        found, words=typed["words"], said=form.said(person), by=person, at=now(), once=typed["once"] or None
    )
    messages.success(request, told(heard))
    return redirect("deliberate:notice", found.token)


def told(heard: NoticeObjection) -> str:
    """The receipt in one sentence."""
    return _("记下了。回执号 %(number)s，后四位 %(tail)s；答复写在这一页，凭号也能查。") % {
        "number": heard.speaker.spoken, "tail": heard.speaker.phone_tail,
    }  # fmt: skip


def page_of(found: Notice) -> dict[str, Any]:
    """What the page shows of a notice; two queries more for objections and texts, one for where it hangs."""
    today, standing = localdate(), services.standing(found)
    objections = found.objections.select_related("speaker", "answer").order_by("at", "pk")
    return {
        **poster_of(found),
        "standing": standing,
        "left": rules.days_left(standing, on=today),
        "waits": standing.begins > today,
        "open": not rules.why_not_object(standing, "。", on=today),
        "objections": [_objection(one) for one in objections],
        "versions": [one for one in found.texts.order_by("-version") if one.pk != found.text_id],
        "spots": spots_of(found),
    }


def poster_of(found: Notice) -> dict[str, Any]:
    """What stands on the paper as well as on the page."""
    assert found.text is not None
    return {
        "notice": found,
        "title": masked(found.text.title),
        "body": masked(found.text.body),
        "dial": dialled(found.phone),
    }


def _objection(one: NoticeObjection) -> dict[str, Any]:
    names = [one.speaker.name]
    answer = getattr(one, "answer", None)
    return {
        "tail": one.speaker.spoken[-4:],
        "at": one.at,
        "words": masked(one.words, names),
        "fate": answer and answer.get_fate_display(),
        "answer": masked(answer.words, names) if answer else "",
    }


def spots_of(found: Notice) -> list[dict[str, Any]]:
    """Where it must hang, and since when the text of now is up there. Two queries."""
    up = {one.spot_id: one for one in found.text.postings.all()} if found.text else {}
    spots = sorted(found.spots.select_related("place"), key=lambda one: order_of(one.place.where))
    return [{"where": one.place.where, "why_not": one.why_not, "posting": up.get(one.pk)} for one in spots]


@act("notice.see")
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The notice as it is pinned up, for the browser's own printing (`?size=a3`)."""
    return render(request, "deliberate/notice_paper.html", paper_of(request, by_token(token)))


def paper_of(request: HttpRequest, found: Notice, size: str = "") -> dict[str, Any]:
    """The poster with its QR code."""
    wanted = size or request.GET.get("size", "")
    address = request.build_absolute_uri(reverse("deliberate:notice", args=[found.token]))
    chosen = wanted if wanted in SIZES else "a4"
    return poster_of(found) | {"qr": qr(address), "size": chosen, "address": address}
