"""From a filled form to a concern: the same for whoever says it on the page and for a clerk with a telephone."""

from contextlib import nullcontext

from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _

from huisheng.collect.catalogue.models import Category
from huisheng.collect.concerns import photos, services, sounds
from huisheng.collect.concerns.forms.saying import NEIGHBOUR, SELF, STAFF, SayForm
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.triage.services import suggest
from huisheng.echo.pace import keep_pace
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat


def take_down(
    request: HttpRequest, form: SayForm, hat: Hat | None, category: Category | None = None
) -> Concern:
    """Raise what a valid form says. `category`: what the clerk chose instead of the suggestion."""
    by: Person | None = request.user if request.user.is_authenticated else None
    typed, at = form.cleaned_data, now()
    found = suggest(simplified(form.written), street=typed["place"].street_id)
    refuse_if(YES if found else because("还没有设好事项类别，请先到社区当面说。"))
    assert found is not None
    keep_pace(request, "say", typed["place"].path)
    own = "qr" if typed["via"] == "qr" else "page"
    told = {SELF: "", NEIGHBOUR: _("邻居代说"), STAFF: hat.title if hat else ""}[form.mode]
    spoken = typed["held"] if form.spoken else ""
    with transaction.atomic() if spoken or form.chosen else nullcontext():
        concern = services.raise_(
            typed["words"], place=typed["place"], category=category or found.category, said=form.said(by),
            suggested=found, channel=typed.get("channel") or own, by=by, at=at, hat=told, submission=form.submission,
        )  # fmt: skip
        if spoken:
            sounds.claim(concern, spoken, by=by, at=at)
        if form.chosen:
            photos.claim(concern, form.chosen, by=by, at=at)
    return concern
