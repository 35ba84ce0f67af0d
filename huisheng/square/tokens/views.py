"""One's own tokens: make one (it is shown this once), see when each was used, end it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huisheng.echo.asking import asked, status_of
from huisheng.people.permissions.requests import StaffRequest
from huisheng.people.permissions.views import act
from huisheng.square.tokens import services
from huisheng.square.tokens.forms import TokenForm
from huisheng.square.tokens.models import Token


@act("token.own")
@never_cache
def tokens(request: StaffRequest) -> HttpResponse:
    """All tokens of the reader; a new one's secret stands on the answer to its form and nowhere else."""
    at = now()
    form = TokenForm(request.POST or None)
    made = asked(form, lambda **typed: services.make(request.user, at=at, **typed)) if request.POST else None
    token, secret = made or (None, "")
    own = services.living(request.user, at=at)
    shown = {"form": TokenForm() if made else form, "made": token, "secret": secret, "tokens": own}
    return render(request, "square/tokens.html", shown, status=status_of(form))


@act("token.own")
@require_POST
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """It ends at once; only its own person may."""
    services.revoke(get_object_or_404(Token, pk=pk, person=request.user), at=now())
    return redirect("square:tokens")
