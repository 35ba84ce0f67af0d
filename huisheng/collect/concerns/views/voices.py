"""一起商量: what neighbours are saying, and “my home too” (M35). No name, phone or door stands here (I6)."""

from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now

from huisheng.collect.concerns import photos, services, sounds
from huisheng.collect.concerns.finding import not_for_neighbours
from huisheng.collect.concerns.forms.voices import CosignForm
from huisheng.collect.concerns.grants import grant
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import why_not_cosign
from huisheng.collect.concerns.stages import Stage
from huisheng.echo.asking import asked, in_words, status_of
from huisheng.echo.naming import called, called_outside
from huisheng.echo.pace import keep_pace
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line
from huisheng.people.permissions.views import act
from huisheng.territory.estates.services import who_runs
from huisheng.territory.mine import my_place
from huisheng.territory.posts.services import posts_over

JOINABLE = [stage.value for stage in (Stage.HEARD, Stage.WORKING, Stage.PAUSED, Stage.REFERRED)]
MOST = 60


@act("concern.cosign")
def voices(request: HttpRequest) -> HttpResponse:
    """What is open in my community and may be joined, most said first; and who runs the place."""
    place = my_place(request)
    if place is None or place.community is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    found = joinable().filter(community=place.community)
    rows = [row_of(one) for one in found.order_by("-people", "-raised_at")[:MOST]]  # type: ignore[misc]
    today = localdate()
    posts = [post for post in posts_over(place.path, on=today) if post.public]
    posts.sort(key=lambda post: (post.kind.rank, post.pk))
    runs = who_runs([place.area], on=today)[0] if place.area and place.area.kind == "estate" else None
    return render(
        request, "collect/voices.html", {"place": place, "rows": rows, "posts": posts, "runs": runs}
    )


def joinable() -> QuerySet[Concern]:
    """Open matters that a neighbour may read of: their own kind, not sensitive, not anonymous, not from elsewhere."""
    known = Concern.objects.select_related(
        "voice", "speaker", "category", "area", "community", "holder__kind"
    )
    found = known.filter(stage__in=JOINABLE, is_open=True, lead=None, batch=None).exclude(
        not_for_neighbours()
    )
    return found.annotate(people=Count("followers") + 1)


def row_of(concern: Concern) -> dict[str, Any]:
    """A matter as neighbours read of it: names masked, the estate instead of the door."""
    return {
        "url": reverse("collect:voice", args=[concern.pk]),
        "title": masked(concern.voice.title, [concern.speaker.name]),
        "kind": called(concern.category),
        "place": (concern.area or concern.community or concern.place).name,
        "people": concern.people,  # type: ignore[attr-defined]
        "stage": concern.get_stage_display(),
        "holder": called_outside(concern.holder.kind) if concern.holder else "",
        "at": concern.raised_at,
        "due": concern.fix_due,
    }


@act("concern.cosign")
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what was said, and the neighbour's own “me too” with a receipt of their own."""
    lead = get_object_or_404(joinable(), pk=pk)
    form = CosignForm(request.POST or None)
    if request.method == "POST" and (same := asked(form, lambda **_: _cosign(request, lead, form))):
        answer = redirect("collect:said", same.speaker.number)
        return grant(request, answer, same.speaker.number)
    said = Line.objects.filter(voice=lead.voice, did="raised").values_list("says", flat=True).first()
    shown = {
        "form": form,
        "row": row_of(lead),
        "said": masked(said or "", [lead.speaker.name]),
        "why": in_words(why_not_cosign(lead)),
    }
    return render(request, "collect/voice.html", shown, status=status_of(form))


def _cosign(request: HttpRequest, lead: Concern, form: CosignForm) -> Concern:
    by = request.user if request.user.is_authenticated else None
    typed = form.cleaned_data
    keep_pace(request, "cosign", str(lead.pk))
    at = now()
    with transaction.atomic() if typed["held"] or typed["waiting"] else nullcontext():
        same = services.cosign(
            lead, said=form.said(by), words=typed["words"], channel="page", by=by, at=at,
            submission=typed["once"] or None, place=my_place(request),
        )  # fmt: skip
        if typed["held"]:
            sounds.claim(same, typed["held"], by=by, at=at)
        if typed["waiting"]:
            photos.claim(same, typed["waiting"].split(), by=by, at=at)
    return same
