"""An outside body answers by its one-time link, without an account (M15, R2.7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now

from huisheng.collect.concerns import services
from huisheng.collect.concerns.forms.answering import AnswerForm
from huisheng.collect.concerns.models import Referral
from huisheng.echo.asking import asked, status_of
from huisheng.echo.voices.masking import masked
from huisheng.echo.voices.models import Line
from huisheng.people.permissions.views import act

KNOWN = (
    "body",
    "concern__voice",
    "concern__speaker",
    "concern__place__area",
    "concern__holder__person",
    "concern__holder__kind",
)


@act("referral.answer")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is asked; POST answers, once. A link that is over says why (410), used twice at once too (409)."""
    referral = get_object_or_404(Referral.objects.select_related(*KNOWN), token=token)
    over = services.why_not_answer(referral)
    if over:
        return _show(request, referral, None, status=409 if request.method == "POST" else 410, over=over)
    form = AnswerForm(request.POST or None)
    answered = (
        asked(form, lambda says, who: services.answer(referral, says=says, who=who, at=now()))
        if form.is_bound
        else None
    )
    if answered:
        return _show(request, referral, None, done=True)
    return _show(request, referral, form, status=status_of(form))


def _show(
    request: HttpRequest, referral: Referral, form: AnswerForm | None, *, status: int = 200, **more: object
) -> HttpResponse:
    """The matter as far as the body needs it: no name, phone or door but what the request to it says."""
    concern = referral.concern
    names = [concern.speaker.name]
    said = Line.objects.filter(voice=concern.voice, did="raised").values_list("says", flat=True).first()
    shown = {
        "referral": referral, "form": form, "title": masked(concern.voice.title, names),
        "said": masked(said or "", names), "place": concern.place.area or concern.place.community,
        "holder": concern.holder, **more,
    }  # fmt: skip
    return render(request, "collect/answer.html", shown, status=status)
