"""Notices for those who put them up: what hangs in my area, publish, correct, close, withdraw."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huisheng.deliberate.notices import forms, rules, services
from huisheng.deliberate.notices.models import Notice, NoticeObjection
from huisheng.deliberate.notices.views.public import page_of, paper_of, row_of
from huisheng.echo.asking import ask, offer
from huisheng.echo.paper import SIZES, pdf, why_no_pdf
from huisheng.people.models import Person
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act, doer
from huisheng.territory.mine import office_over
from huisheng.territory.models import Place
from huisheng.territory.picking import pick
from huisheng.territory.places.services import in_areas

EDIT = "notice.edit"
MOST = 200


@act(EDIT)
def notices(request: HttpRequest) -> HttpResponse:
    """Everything that hangs or hung in my area, with what is still to be done."""
    paths, today = areas(EDIT, request.hats), localdate()  # type: ignore[attr-defined]
    found = services.known().filter(in_areas(paths, "place__path")).order_by("-text__ends", "-pk")[:MOST]
    return render(request, "deliberate/notices.html", {"rows": [row_of(one, today) for one in found]})


@act(EDIT)
def publish(request: HttpRequest) -> HttpResponse:
    """A new notice for a place of my area."""
    picked = pick(request, EDIT)
    if picked.place is None:
        return render(
            request, "territory/pick_place.html", {"picked": picked, "title": _("哪里的公示或公告？")}
        )
    place, today = picked.place, localdate()
    form = forms.PublishForm(
        request.POST or None, rows=services.lengths(on=today), initial=beginning(place) | {"begins": today}
    )

    def do() -> HttpResponse:
        typed = dict(form.cleaned_data)
        places = services.places_for(place, typed.pop("boards"))
        found = services.publish(place=place, places=places, **typed, **who(request, place))
        messages.success(request, _("发布了。打印出来贴好，再把贴在哪里记下来。"))
        return redirect("deliberate:notice_edit", found.pk)

    return ask(request, form, do=do, page="deliberate/act.html", title=_("发一张公示或公告"), under=place.where,
               button=_("发布"), back="deliberate:notices")  # fmt: skip


def beginning(place: Place) -> dict[str, Any]:
    """Who usually publishes here, and the office's telephone."""
    ground, office = place.community or place.street or place, office_over(place.path)
    name = f"{ground.name}居民委员会" if ground.kind == "community" else ground.name
    return {"publisher": name, "phone": office.phone if office else ""}


def who(request: HttpRequest, place: Place) -> dict[str, Any]:
    """`by`, `at` and the hat for a verb about this place; refused outside the reader's area."""
    return doer(request, EDIT, path=place.path)


def mine(request: HttpRequest, pk: int) -> Notice:
    """A notice of my area; one of another street does not exist for me."""
    paths = areas(EDIT, request.hats)  # type: ignore[attr-defined]
    return get_object_or_404(services.known().filter(in_areas(paths, "place__path")), pk=pk)


@act(EDIT)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice with what is still to be done: objections to answer, places to put it up, the end."""
    found = mine(request, pk)
    why_not_close = rules.why_not_close(services.standing(found), on=localdate())
    acts = [
        offer(_("期满结束"), "closing/", why_not_close, "main"),
        offer(_("更正文字"), "correction/", rules.why_over(services.standing(found)), ""),
        offer(_("撤回"), "withdrawal/", rules.why_over(services.standing(found)), "stop"),
    ]
    shown: dict[str, Any] = page_of(found) | {
        "acts": acts,
        "why_no_pdf": why_no_pdf(),
        "history": _history(found),
    }
    shown["objections"] = [
        _objection(one) for one in found.objections.select_related("speaker", "answer", "by")
    ]
    return render(request, "deliberate/notice_edit.html", shown)


def _objection(one: NoticeObjection) -> dict[str, Any]:
    """An objection in its own words; the name and the telephone stay with the receipt (I6)."""
    answer = getattr(one, "answer", None)
    return {
        "pk": one.pk, "tail": one.speaker.spoken[-4:], "at": one.at, "by": one.by, "words": one.words,
        "fate": answer and answer.get_fate_display(), "answer": answer.words if answer else "",
    }  # fmt: skip


def _history(found: Notice) -> Any:
    return found.voice.lines.select_related("by").order_by("-at", "-pk")[:60]


def doing(
    request: HttpRequest,
    found: Notice,
    form: Any,
    verb: Callable[..., Any],
    title: str,
    button: str,
    done: str,
) -> HttpResponse:
    """A form about one notice that calls one verb and goes back to the notice."""

    def do() -> HttpResponse:
        verb(found, **form.cleaned_data, **who(request, found.place))
        messages.success(request, done)
        return redirect("deliberate:notice_edit", found.pk)

    return ask(
        request, form, do=do, page="deliberate/act.html", title=title, button=button, notice=found,
        under=found.voice.title,
    )  # fmt: skip


@act(EDIT)
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The corrected text; the days begin again."""
    found = mine(request, pk)
    assert found.text is not None
    typed = {"title": found.text.title, "body": found.text.body}
    form = forms.CorrectForm(request.POST or None, initial=typed)
    return doing(
        request,
        found,
        form,
        services.correct,
        _("更正文字"),
        _("更正，天数重新算"),
        _("更正了，请把新的贴上。"),
    )


@act(EDIT)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """After its days."""
    form = forms.CloseForm(request.POST or None)
    return doing(
        request,
        mine(request, pk),
        form,
        services.close,
        _("期满结束"),
        _("结束"),
        _("结束了，结果写在公示页上。"),
    )


@act(EDIT)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    form = forms.WithdrawForm(request.POST or None)
    return doing(
        request,
        mine(request, pk),
        form,
        services.withdraw,
        _("撤回"),
        _("撤回"),
        _("撤回了，请把贴出去的揭下来。"),
    )


@act(EDIT)
def notice_pdf(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The paper to pin up, A4 or A3."""
    found = mine(request, pk)
    chosen = size if size in SIZES else "a4"
    name = f"notice-{found.pk}-v{found.text.version if found.text else 1}-{chosen}"
    return pdf("deliberate/notice_paper.html", paper_of(request, found, chosen), name=name)


@act("notice.days")
def lengths(request: HttpRequest) -> HttpResponse:
    """How long each subject must hang, since when and by what."""
    return render(request, "deliberate/lengths.html", {"rows": services.lengths(on=localdate())})


@act("notice.days")
def length(request: HttpRequest, code: str) -> HttpResponse:
    """Another length from a day on."""
    row = next((one for one in services.lengths(on=localdate()) if one.code == code), None)
    given = {"days": row.days, "counted": row.counted, "source": row.source} if row else {}
    form = forms.LengthForm(request.POST or None, initial=given | {"valid_from": localdate()})

    def do() -> HttpResponse:
        services.keep_length(code, by=cast(Person, request.user), **form.cleaned_data)
        return redirect("deliberate:lengths")

    return ask(request, form, do=do, page="deliberate/act.html", title=row.name if row else code,
               button=_("从那天起用"), back="deliberate:lengths")  # fmt: skip
