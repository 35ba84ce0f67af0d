"""How councils, sessions and items are shown: plain rows for the templates, a fixed number of queries each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.html import format_html
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from huisheng.deliberate.councils import cadence, services, terms
from huisheng.deliberate.councils.models import (
    Absence,
    Attendee,
    Council,
    CouncilSession,
    Item,
    ItemPaper,
    ItemParty,
    ItemStep,
)
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


TONES = {"agreed": "ok", "escalated": "due", "put_off": "due"}


def agenda_of(session: CouncilSession) -> list[dict[str, Any]]:
    """The agenda in one line each, for the screen of the meeting. One query."""
    names = {key: _(name) for key, name in terms.OUTCOME_NAMES.items()}
    rows = session.items.values_list("pk", "title", "outcome").order_by("order", "pk")
    return [
        {"pk": pk, "title": title, "outcome": names.get(outcome, ""), "tag": TONES.get(outcome, "")}  # type: ignore[call-overload]
        for pk, title, outcome in rows
    ]


def items_of(session: CouncilSession, *, only: int | None = None) -> list[dict[str, Any]]:
    """The agenda: each item with its steps, parties, papers, promises, how many matters it is about. Six queries."""
    here = {"item__session": session} if only is None else {"item": only}
    items = session.items.annotate(n=Count("matters"))
    beside = _Beside(
        steps=_grouped(ItemStep.objects.filter(**here).values_list("item", "step")),
        parties=_grouped(
            ItemParty.objects.filter(**here).order_by("party__pk").values_list("item", "party__name")
        ),
        papers=_grouped((one.item_id, one) for one in ItemPaper.objects.filter(**here)),
        promised=of_session(session, only=only),
        sources={key: _(name) for key, name in terms.SOURCE_NAMES.items()},
        outcomes={key: _(name) for key, name in terms.OUTCOME_NAMES.items()},
    )
    return [_item(one, beside) for one in (items if only is None else items.filter(pk=only))]


@dataclass(frozen=True)
class _Beside:
    """What stands beside the items, by item; and the words for sources and outcomes."""

    steps: dict[int, list[Any]]
    parties: dict[int, list[Any]]
    papers: dict[int, list[Any]]
    promised: dict[int, list[Any]]
    sources: dict[str, str]
    outcomes: dict[terms.Outcome, str]


def _grouped(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found


def _item(one: Item, beside: _Beside) -> dict[str, Any]:
    steps = beside.steps.get(one.pk, ())
    following = next((step for step in terms.STEPS if step not in steps), None)
    return {
        "item": one,
        "n": one.n,  # type: ignore[attr-defined]
        "title": masked(one.title),
        "words": masked(one.words),
        "source": beside.sources[one.source],
        "following": following and _(terms.STEP_NAMES[following]),
        "following_code": following,
        "decided": bool(one.outcome),
        "outcome": beside.outcomes[terms.Outcome(one.outcome)] if one.outcome else "",
        "tag": TONES.get(one.outcome, ""),
        "resolution": masked(one.resolution) if one.outcome else "",
        "answers": _answers(one.accountable_name) if one.outcome not in ("", "put_off") else "",
        "papers": beside.papers.get(one.pk, ()),
        "parties": "、".join(beside.parties.get(one.pk, ())),
        "promises": beside.promised.get(one.pk, ()),
    }


def _answers(name: str) -> str:
    """由物业公司负责, the name in bold."""
    return format_html(_("由<b>{}</b>负责"), name) if name else ""


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


def names_of(session: CouncilSession) -> list[tuple[int, str, str, bool]]:
    """Everybody by name for the scribe: number, name, for whom, whether they left. Two queries."""
    away = set(
        Absence.objects.filter(attendee__session=session, back_at=None).values_list("attendee", flat=True)
    )
    roles = {key: _(name) for key, name in terms.ROLE_NAMES.items()}
    rows = session.attendees.values_list("pk", "name", "role", "party__name").order_by("came_at", "pk")
    return [(pk, name, party or roles[role], pk in away) for pk, name, role, party in rows]


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
