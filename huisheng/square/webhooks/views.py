"""The receivers of one's street, and what became of each delivery."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huisheng.echo.asking import ask, asked, status_of
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.rules import areas
from huisheng.people.permissions.views import act
from huisheng.square.webhooks import services
from huisheng.square.webhooks.forms import EndForm, WebhookForm
from huisheng.square.webhooks.models import Delivery, Webhook
from huisheng.territory.models import Place

MOST = 100


@act("webhook.edit")
@never_cache
def webhooks(request: StaffRequest) -> HttpResponse:
    """All receivers of the street; a new one's secret stands on the answer to its form and nowhere else."""
    street = _street(request)
    form, at = WebhookForm(request.POST or None), now()
    made = (
        asked(form, lambda **typed: services.subscribe(street, by=request.user, at=at, **typed))
        if request.POST
        else None
    )
    webhook, secret = made or (None, "")
    shown = {
        "form": WebhookForm() if made else form, "made": webhook, "secret": secret, "street": street,
        "webhooks": services.living(street), "stopped": services.stopped(street)[:MOST],
    }  # fmt: skip
    return render(request, "square/webhooks.html", shown, status=status_of(form))


def _street(request: StaffRequest) -> Place:
    return get_object_or_404(Place, path__in=areas("webhook.edit", request.hats)[:1], kind="street")


def _mine(request: StaffRequest, pk: int) -> Webhook:
    return get_object_or_404(Webhook.objects.select_related("street"), pk=pk, street=_street(request))


@act("webhook.edit")
@require_safe
def webhook(request: StaffRequest, pk: int) -> HttpResponse:
    """One receiver and its latest deliveries."""
    found = _mine(request, pk)
    rows = found.deliveries.select_related("line__voice").order_by("-pk")[:MOST]
    return render(request, "square/webhook.html", {"webhook": found, "rows": rows})


@act("webhook.edit")
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """It hears nothing more; why stays with it."""
    found, form = _mine(request, pk), EndForm(request.POST or None)

    def do() -> HttpResponse:
        services.end(found, **form.cleaned_data, by=request.user, at=now())
        return redirect("square:webhooks")

    title = _("停用 %(name)s") % {"name": found.name}
    page = "square/webhook_end.html"
    return ask(request, form, do=do, page=page, title=title, button=_("停用"), webhook=found)


@act("webhook.edit")
@require_POST
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """What was given up is tried once more."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("webhook__street"), pk=pk, webhook__street=_street(request)
    )
    services.send_again(delivery, by=request.user, at=now())
    return redirect("square:webhook", delivery.webhook_id)
