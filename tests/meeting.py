"""A council in the invented street, for the tests: found it, table something, meet."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category
from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.services.kinds import blueprints, keep_responsibility
from huisheng.echo.models import Line
from huisheng.echo.voices.services import Said

AT = localtime().replace(hour=10, minute=0, second=0, microsecond=0)
EVENING = AT + timedelta(days=7, hours=9)
LONG_AGO = AT - timedelta(days=30)


def by(street):
    return {"by": street.lin, "hat": "莲池社区 社区经办人"}


def council_of(street, code="red-grid"):
    kind = blueprints(None).get(code=code)
    return services.found(
        kind, place=street.tingyu, name="听雨苑红网格议事厅", where="3栋前的亭子", starts=EVENING,
        chair=street.chen, at=LONG_AGO, **by(street),
    )  # fmt: skip


def said(street, words="半夜施工太吵", n=0):
    leaf = Category.objects.select_related("clock", "receiver").get(code="B1")
    phone = f"1390000{n:04d}"
    return concerns.raise_(
        words, place=street.tingyu, category=leaf, said=Said(phone=phone), channel="page", by=None,
        at=AT - timedelta(days=3),
    )  # fmt: skip


def planned(street, code="red-grid", **kwargs):
    return services.plan(council_of(street, code), starts=EVENING, at=AT, **by(street))


def tabled(street, session, *matters, title="夜间施工噪声"):
    item = services.table(
        session, title=title, concerns=matters, source="matters" if matters else "hand",
        words="请看材料。", at=AT, **by(street),
    )  # fmt: skip
    services.set_parties(item, services.seats(session.council), by=street.lin, at=AT)
    return item


def opened(street, session):
    services.notify(session, at=AT, **by(street))
    session.refresh_from_db()
    services.tick(session, list(range(9)))
    return services.open_(session, at=EVENING, **by(street))


def seated(street, session, *, but=()):
    for party in services.seats(session.council):
        if party.name not in but:
            services.arrive(
                session, names=f"{party.name}来的人", role="", party=party, by=street.lin, at=EVENING
            )


def met(street, *matters, but=()):
    """A session in full swing with one item."""
    session = planned(street)
    item = tabled(street, session, *matters)
    session = opened(street, session)
    seated(street, session, but=but)
    services.begin(item, by=street.lin, at=EVENING)
    item.refresh_from_db()
    return session, item


def agree(street, item, **changed):
    given = {"outcome": "agreed", "resolution": "夜里十点以后不施工。", "accountable": "property"} | changed
    return services.decide(item, at=EVENING + timedelta(minutes=30), **given, **by(street))


def lines(concern):
    return list(Line.objects.filter(voice=concern.voice).order_by("pk").values_list("says", flat=True))


# For the walk through every page: what must not be seen from another street, and which thing each page shows.
COUNCIL = ("council_edit", "council_change", "council_clock", "session_new", "session_series", "seat_new")
MEETING = ("meeting", "item_new", "item_matters", "meeting_notice", "meeting_checklist", "meeting_opening",
           "meeting_move", "meeting_cancel", "people", "arrival", "meeting_closing")  # fmt: skip
ITEM = ("parties", "paper", "begin", "word", "draft", "outcome")
PARTS = (
    "seat_withdrawal",
    "seat_excuse",
    "attendee_leaving",
    "attendee_return",
    "party_notice",
    "party_register",
)
DOSSIER = ("edit", "change", "session", "session_out", "matter", "matter_out", "ending")
COUNCIL_PAGES = {f"deliberate:dossier_{name}" for name in DOSSIER} | {
    f"deliberate:{name}" for name in (*COUNCIL, *MEETING, *PARTS, *(f"item_{one}" for one in ITEM))
}


def council_pages(street: Any) -> dict[str, dict[str, Any]]:
    """The council of 听雨苑, its session to come, and one that is over."""
    known: dict[str, dict[str, Any]] = {f"deliberate:{name}": {"pk": street.council.pk} for name in COUNCIL}
    known |= {f"deliberate:{name}": {"pk": street.coming_session.pk} for name in MEETING}
    known |= {f"deliberate:item_{name}": {"pk": street.coming_item.pk} for name in ITEM}
    known |= {f"deliberate:seat_{name}": {"pk": street.council_seat.pk} for name in ("withdrawal", "excuse")}
    known |= {f"deliberate:attendee_{name}": {"pk": street.attendee.pk} for name in ("leaving", "return")}
    here = {"pk": street.coming_session.pk, "party": street.council_seat.pk}
    known |= {f"deliberate:party_{name}": here for name in ("notice", "register")}
    kind = {"pk": street.council.blueprint_id}
    known |= {f"deliberate:{name}": kind for name in ("kind_edit", "kind_copy", "council_new")}
    tokens = {"token": street.held_session.token}
    known |= {f"deliberate:{name}": tokens for name in ("session", "minutes", "minutes_pdf", "minutes_docx")}
    known |= {f"deliberate:{name}": {"token": street.council.token} for name in ("council", "council_dates")}
    known["deliberate:invited"] = {"token": street.invitation.token}
    out = {"session_out": street.held_session.pk, "matter_out": street.dossier_matter.voice_id}
    for name in DOSSIER:
        known[f"deliberate:dossier_{name}"] = {"pk": street.dossier.pk, "one": out.get(name, 0)}
    known["deliberate:dossier"] = {"token": street.dossier.token}
    return known | {"deliberate:responsible": {"code": "C2"}}


def council_at(street, place):
    """A council of a place, for what follows a merger."""
    return services.found(
        blueprints(None)[0], place=place, name="试", where="亭子", starts=EVENING, chair=street.chen, at=AT, **by(street)
    )  # fmt: skip


def lights_at(street, place):
    """A street's own answer to whose the lights are."""
    leaf = Category.objects.get(code="C2")
    return keep_responsibility(leaf, street=place, party="property", by=None, at=AT)
