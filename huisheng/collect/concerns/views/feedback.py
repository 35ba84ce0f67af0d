"""What somebody thinks of this system itself, with a holder, a clock, and an answer that everybody may read (R1.4)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns import services
from huisheng.collect.concerns.forms.saying import SayForm
from huisheng.collect.concerns.grants import grant
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.stages import Act
from huisheng.collect.talks.views.public import ground_of
from huisheng.echo.asking import asked, status_of
from huisheng.echo.pace import keep_pace
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person
from huisheng.people.permissions.views import act
from huisheng.territory.models import Place

SUGGESTIONS = "Z2"  # the leaf of the shipped catalogue; the street itself receives it, not a community
ANSWERS = (Act.FINISHED, Act.EXITED, Act.NOTED)
MOST = 20


@act("concern.raise")
def feedback(request: HttpRequest) -> HttpResponse:
    """One sentence about the pages themselves; below it what others wrote and what was answered, without names."""
    ground = ground_of(request)
    street = ground and ground.street
    if street is None:
        return redirect(f"{reverse('collect:where')}?{urlencode({'next': request.path})}")
    form = SayForm(request.POST or None, at=street, initial={"place": street.token})
    form.fields["words"].label = _("哪里不好用，或者该怎么改")
    if request.method == "POST" and (concern := asked(form, lambda **_: _take(request, form, street))):
        return grant(request, redirect("collect:said", concern.speaker.number), concern.speaker.number)
    shown = {"form": form, "street": street, "rows": [_row(one) for one in answered(street)[:MOST]]}
    return render(request, "collect/feedback.html", shown, status=status_of(form))


def _take(request: HttpRequest, form: SayForm, street: Place) -> Concern:
    by: Person | None = request.user if request.user.is_authenticated else None
    kind = Category.objects.select_related("clock", "receiver").filter(code=SUGGESTIONS).first()
    refuse_if(YES if kind else because("还没有设好事项类别，请先到社区当面说。"))
    assert kind is not None
    keep_pace(request, "feedback", street.path)
    return services.raise_(
        form.cleaned_data["words"], place=street, category=kind, said=form.said(by), channel=Concern.Channel.SYSTEM,
        by=by, at=now(), submission=form.submission,
    )  # fmt: skip


def answered(street: Place) -> QuerySet[Concern]:
    """What was written about the system and has an answer, the newest first, with the answer beside it. One query."""
    answers = (
        Line.objects.filter(voice=OuterRef("voice"), did__in=ANSWERS).exclude(says="").order_by("-at", "-pk")
    )
    found = Concern.objects.filter(street=street, channel=Concern.Channel.SYSTEM).select_related(
        "voice", "speaker"
    )
    found = found.annotate(answer=Subquery(answers.values("says")[:1])).exclude(answer=None)
    return found.order_by("-raised_at", "-pk")


def _row(concern: Concern) -> dict[str, Any]:
    names = [concern.speaker.name]
    answer: str = concern.answer  # type: ignore[attr-defined]
    return {
        "at": concern.raised_at,
        "words": masked(concern.voice.title, names),
        "answer": masked(answer, names),
    }
