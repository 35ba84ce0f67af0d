"""Who a visitor is as far as their own data goes: an account, or the receipt opened last on this telephone."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from huisheng.collect.concerns.grants import held_numbers
from huisheng.echo.models import Proof, Speaker
from huisheng.echo.rights import proofs
from huisheng.echo.rights.rules import CODE_LASTS, PROVEN_FOR

COOKIE, SALT = "proof", "huisheng.proof"
LASTS = int((CODE_LASTS + PROVEN_FOR).total_seconds())


def who_of(request: HttpRequest) -> dict[str, Any]:
    """`person` or `speaker`, as far as this visitor is known; nothing for a stranger."""
    if request.user.is_authenticated:
        return {"person": request.user}
    several = Speaker.objects.select_related("voice").filter(number__in=held_numbers(request)[:1])
    held = several.first()
    return {"speaker": held} if held else {}


def proof_of(request: HttpRequest, who: dict[str, Any]) -> Proof | None:
    """That this visitor showed to be the speaker whose receipt is open here."""
    found = proofs.standing(_kept(request), at=now())
    return found if found and who.get("speaker") == found.speaker else None


def waiting_proof(request: HttpRequest, who: dict[str, Any]) -> Proof | None:
    """The digits that are on their way to the telephone of this speaker, asked for on this telephone."""
    found = proofs.waiting_for(_kept(request), at=now())
    return found if found and who.get("speaker") == found.speaker else None


def keep_proof(response: HttpResponse, proof: Proof) -> HttpResponse:
    """Only this telephone may go on with it; signed, so that no other can be put in by hand."""
    response.set_cookie(
        COOKIE, signing.dumps(proof.pk, salt=SALT), max_age=LASTS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def _kept(request: HttpRequest) -> int:
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return 0
