"""How councils, sessions and items are shown: plain rows for the templates, a fixed number of queries each."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from huisheng.deliberate.councils import cadence, services, terms
from huisheng.deliberate.councils.models import Attendee, Council, CouncilSession, Item, ItemStep
from huisheng.deliberate.councils.terms import State, Step
from huisheng.deliberate.promises.shown import of_session
from huisheng.echo.voices.masking import masked

SHOWN_MONTHS = 12
TAGS = {
    State.PLANNED: "",
    State.NOTIFIED: "due",
    State.OPEN: "due",
    State.CLOSED: "ok",
    State.CANCELLED: "late",
}
MARKS = {"held": "✓", "missed": "✗", "cancelled": "—", "coming": "○", "running": "·"}
MARK_NAMES = {"held": "开了", "missed": "没有开", "cancelled": "取消", "coming": "要开", "running": "还没排"}


def session_row(one: CouncilSession) -> dict[str, Any]:
    """A session in a list."""
    state = one.state
    return {"session": one, "state": _(terms.STATE_NAMES[state]), "tag": TAGS[state], "code": state.value}


def calendar_of(council: Council, sessions: list[CouncilSession]) -> list[dict[str, Any]]:
    """The last periods of a council's cadence: a month without a session is shown as missed (M40)."""
    today = localdate()
    met = [
        cadence.Met(
            localtime(one.starts).date(), one.opened_at is not None, one.why if one.cancelled_at else ""
        )
        for one in sessions
    ]
    first = min([localtime(council.starts).date(), *(one.on for one in met)])
    every = cadence.periods(council.cadence, first, until=council.ended_on or today)[-SHOWN_MONTHS:]
    return [
        {
            "label": _("%(month)s 月") % {"month": one.period.begins.month}
            if council.cadence == "monthly"
            else f"{one.period.begins:%-m-%-d}",
            "state": one.state, "sign": MARKS[one.state], "name": _(MARK_NAMES[one.state]), "why": one.why,
        }
        for one in cadence.marks(every, met, today=today)
    ]  # fmt: skip


def items_of(session: CouncilSession) -> list[dict[str, Any]]:
    """The agenda: each item with its steps, how many matters it is about, its papers. Three queries, and two with papers."""
    items = session.items.select_related("category", "accountable_body").annotate(n=Count("matters"))
    steps: dict[int, dict[str, Any]] = defaultdict(dict)
    for item, step, at in ItemStep.objects.filter(item__session=session).values_list("item", "step", "at"):
        steps[item][step] = at
    promised = of_session(session)
    return [
        _item(one, steps[one.pk]) | {"promises": promised.get(one.pk, [])}
        for one in items.prefetch_related("papers", "parties__party")
    ]


def _item(one: Item, steps: dict[str, Any]) -> dict[str, Any]:
    following = next((step for step in terms.STEPS if step not in steps), None)
    return {
        "item": one,
        "n": one.n,  # type: ignore[attr-defined]
        "words": masked(one.words),
        "following": following and _(terms.STEP_NAMES[following]),
        "following_code": following,
        "decided": bool(one.outcome),
        "outcome": one.get_outcome_display() if one.outcome else "",
        "tag": {"agreed": "ok", "escalated": "due", "put_off": "due"}.get(one.outcome, ""),
        "resolution": masked(one.resolution) if one.outcome else "",
        "papers": one.papers.all(),
        "parties": [each.party for each in one.parties.all()],
    }


def steps_of(item: Item) -> list[dict[str, Any]]:
    """The six steps of one item with their dates; the next one is marked. One query."""
    taken = dict(ItemStep.objects.filter(item=item).values_list("step", "at"))
    following = next((step for step in terms.STEPS if step not in taken), None)
    return [
        {"name": _(terms.STEP_NAMES[step]), "at": taken.get(step), "next": step is following} for step in Step
    ]


def people_of(session: CouncilSession) -> dict[str, Any]:
    """Who is here by party and role, without names: counts, and each party of the table with whether it is here."""
    here = list(services.present().filter(session=session).values_list("role", "party").order_by())
    parties = list(services.seats(session.council))
    present = {party for _role, party in here if party}
    return {
        "n": len(here),
        "roles": [
            (_(terms.ROLE_NAMES[role]), n) for role, n in Counter(role for role, _p in here).most_common()
        ],
        "parties": [{"party": one, "here": one.pk in present} for one in parties],
        "missing": [one.name for one in services.missing_parties(session)],
    }


def came(session: CouncilSession) -> dict[str, Any]:
    """How many came, in which roles; for a session that is over. One query."""
    rows = Attendee.objects.filter(session=session).values_list("role").annotate(n=Count("pk")).order_by("-n")
    roles = [(_(terms.ROLE_NAMES[role]), n) for role, n in rows]
    return {"n": sum(n for _name, n in roles), "roles": roles}


def met_of(council: Council) -> dict[str, Any]:
    """What a council has done so far: sessions held, topics, resolutions, different people (M40, M43). Three queries."""
    items = Item.objects.filter(session__council=council).exclude(outcome="")
    counted = Counter(items.values_list("outcome", flat=True))
    people, roles = services.distinct_people(council)
    return {
        "held": council.sessions.exclude(opened_at=None).count(),
        "items": sum(n for key, n in counted.items() if key != "put_off"),
        "agreed": counted["agreed"],
        "people": people,
        "roles": [
            (_(terms.ROLE_NAMES[role]), n) for role, n in sorted(roles.items(), key=lambda pair: -pair[1])
        ],
    }


def upcoming(council: Council) -> CouncilSession | None:
    """The next session that is not called off."""
    ahead = council.sessions.filter(cancelled_at=None, closed_at=None, starts__gte=now() - cadence.A_DAY)
    return ahead.order_by("starts").first()
