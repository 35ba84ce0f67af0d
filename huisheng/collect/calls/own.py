"""What the author of a proposal may still do, on the page behind their number."""

from typing import Any

from django.utils.translation import gettext as _

from huisheng.collect.calls.services import down_of
from huisheng.collect.concerns.further import OWN_FURTHER
from huisheng.echo.addresses import address
from huisheng.echo.asking import offer
from huisheng.echo.models import Speaker


def offers(speaker: Speaker) -> list[dict[str, Any]]:
    """To ask that another person looks at what was taken down."""
    proposal = getattr(speaker, "proposal", None)
    down = down_of(proposal) if proposal else None
    if down is None or down.asked_at:
        return []
    return [offer(_("不同意撤下，请另一位再看"), address("collect:call_again", speaker.number))]


OWN_FURTHER.append(offers)
