"""What is kept about whom, and who may do what: both pages are written by the tables that the code obeys (R13.1)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.retention.rules import KEPT, NEVER
from huisheng.people.permissions.rules import MAY, REACH_NAMES, ROLE_NAMES, Reach, Role
from huisheng.people.permissions.views import act
from huisheng.people.permissions.words import ACT_NAMES


@act("privacy.see")
def privacy(request: HttpRequest) -> HttpResponse:
    """R13.1: what is held for what, who reads it, how long, by which law, and what one may ask."""
    return render(
        request, "square/privacy.html", {"purposes": PURPOSES.values(), "kept": KEPT.values(), "never": NEVER}
    )


@act("privacy.see")
def permissions(request: HttpRequest) -> HttpResponse:
    """Every act of the table, gathered by who may."""
    return render(request, "square/permissions.html", {"groups": _groups()})


def _groups() -> list[dict[str, Any]]:
    """The acts under those who may do them; those that more may come first."""
    gathered: dict[tuple[tuple[Role, Reach], ...], list[str]] = {}
    for name, reaches in MAY.items():
        who = tuple((role, reaches[role]) for role in ROLE_NAMES if role in reaches)
        gathered.setdefault(who, []).append(_(ACT_NAMES[name]) if name in ACT_NAMES else name)
    several = sorted(gathered.items(), key=lambda one: -len(one[0]))
    return [{"who": _who(who), "acts": acts} for who, acts in several]


def _who(reaches: tuple[tuple[Role, Reach], ...]) -> list[str]:
    if (Role.ANYONE, Reach.ALL) in reaches:
        return [_(ROLE_NAMES[Role.ANYONE])]
    return [
        _("%(who)s：%(reach)s") % {"who": _(ROLE_NAMES[role]), "reach": _(REACH_NAMES[reach])}
        for role, reach in reaches
    ]
