"""The table of who may what, gathered for readers: for the page and for the filing pack."""

from typing import Any

from django.utils.translation import gettext as _

from huisheng.people.permissions.rules import MAY, REACH_NAMES, ROLE_NAMES, Reach, Role
from huisheng.people.permissions.words import ACT_NAMES


def groups() -> list[dict[str, Any]]:
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
