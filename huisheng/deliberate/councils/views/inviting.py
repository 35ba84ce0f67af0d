"""An outside body confirms by its link, without an account (M45)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now

from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.forms import InvitedForm
from huisheng.deliberate.councils.models import Invitation, Item
from huisheng.echo.asking import asked, status_of
from huisheng.people.permissions.views import act

KNOWN = ("body", "party", "session__council__place__area", "session__council__chair")


@act("council.answer")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is asked; POST answers, once. A used or forwarded link says whose it is (410, 409)."""
    invitation = get_object_or_404(Invitation.objects.select_related(*KNOWN), token=token)
    over = services.why_not_answer(invitation)
    if over:
        status = 409 if request.method == "POST" else 410
        return _show(request, invitation, None, status=status, over=over)
    items = list(_items(invitation))
    form = InvitedForm(request.POST or None, items=items, asks_tail=bool(invitation.body.phone))
    answered = asked(form, lambda **_: _answer(invitation, form)) if form.is_bound else None
    if answered:
        return _show(request, answered, None, done=True)
    return _show(request, invitation, form, status=status_of(form), rows=_rows(form))


def _items(invitation: Invitation) -> "list[Item]":
    mine = Item.objects.filter(session=invitation.session_id, parties__party=invitation.party_id)
    return list(mine.order_by("order"))


def _rows(form: InvitedForm) -> list[dict[str, object]]:
    return [
        {"item": one, "promise": form[f"promise_{one.pk}"], "due": form[f"due_{one.pk}"]}
        for one in form.items
    ]


def _answer(invitation: Invitation, form: InvitedForm) -> Invitation:
    typed = form.cleaned_data
    return services.answer(
        invitation, coming=typed["coming"], who=typed["who"], tail=typed["tail"], words=typed["words"],
        offers=form.offers(), at=now(),
    )  # fmt: skip


def _show(
    request: HttpRequest,
    invitation: Invitation,
    form: InvitedForm | None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    shown = {"invitation": invitation, "session": invitation.session, "council": invitation.session.council}
    return render(request, "deliberate/invited.html", {**shown, "form": form, **more}, status=status)
