"""Read councils and sessions with what every page and every rule asks of them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from huisheng.collect.models import Concern
from huisheng.deliberate.councils.models import (
    Absence,
    Attendee,
    Council,
    CouncilParty,
    CouncilSession,
    Item,
    ItemMatter,
    ItemStep,
)
from huisheng.deliberate.councils.rules import Standing
from huisheng.deliberate.councils.terms import State
from huisheng.echo.refusals import Because
from huisheng.echo.workdays.words import month_day

OF_COUNCIL = ("council__voice", "council__blueprint", "council__place__community", "council__place__street")


def known() -> QuerySet[CouncilSession]:
    """Sessions with their council, its blueprint and its place. One query."""
    return CouncilSession.objects.select_related(*OF_COUNCIL, "council__chair")


def councils() -> QuerySet[Council]:
    """Councils with what their pages show of them. One query."""
    return Council.objects.select_related("voice", "blueprint", "place__community", "place__street", "chair")


def locked(session: CouncilSession) -> CouncilSession:
    """The session as it is now, and nobody else changes it until this transaction ends."""
    CouncilSession.objects.select_for_update().get(pk=session.pk)
    return known().get(pk=session.pk)


def standing(session: CouncilSession) -> Standing:
    """Where it stands, as the rules take it. One query while it is open, else none."""
    phases = session.council.blueprint.phases
    allows = {state: phase.get("acts", ()) for state, phase in phases.items()}
    missing = [one.name for one in missing_parties(session)] if session.state is State.OPEN else []
    return Standing(session.state, session.starts, allows, missing)


def present() -> QuerySet[Attendee]:
    """Who is in the room: came and did not leave, or came back."""
    return Attendee.objects.filter(~Exists(Absence.objects.filter(attendee=OuterRef("pk"), back_at=None)))


def missing_parties(session: CouncilSession) -> QuerySet[CouncilParty]:
    """The required parties that nobody in the room speaks for now. One that withdrew is missed until it is replaced."""
    here = present().filter(session=session, party=OuterRef("pk"))
    return CouncilParty.objects.filter(~Exists(here), council=session.council_id, required=True)


def seats(council: Council) -> QuerySet[CouncilParty]:
    """The parties that sit at the table now."""
    return council.parties.filter(left_on=None).select_related("body")


def upcoming_of(several: list[Council]) -> dict[int, CouncilSession]:
    """The next session of each that is neither over nor called off. One query."""
    ahead = CouncilSession.objects.filter(council__in=several, cancelled_at=None, closed_at=None)
    return {one.council_id: one for one in ahead.order_by("-starts")}


def steps_of(item: Item) -> set[str]:
    """Which of the six steps an item has taken."""
    return set(ItemStep.objects.filter(item=item).values_list("step", flat=True))


def untold(session: CouncilSession) -> QuerySet[Item]:
    """The items whose parties have not been notified yet."""
    return session.items.exclude(steps__step="notify")


def where_tabled(voices: list[int]) -> str:
    """Where one of these matters stands on an agenda already and waits for an outcome; "" when none does."""
    waits = Q(item__outcome="") | Q(item__outcome="put_off", item__next=None)
    found = ItemMatter.objects.filter(waits, voice__in=voices)
    one = found.select_related("item__session__council").order_by("-item__session__starts").first()
    return place_on_agenda(one.item) if one else ""


def place_on_agenda(item: Item) -> str:
    """11月28日红网格议事厅第 2 项“…”."""
    return f"{day(item.session.starts)}{item.session.council.name}第 {item.order} 项“{item.title}”"


def day(moment: datetime) -> Because:
    """11月28日."""
    return month_day(localtime(moment).date())


def hour(moment: datetime) -> str:
    """11月28日 19:30."""
    return f"{day(moment)} {localtime(moment):%H:%M}"


def matters_of(items: QuerySet[Item]) -> list[Concern]:
    """The concerns that these items are about, whoever holds them now. One query."""
    shown = Concern.objects.select_related("voice", "speaker", "category", "place")
    return list(shown.filter(voice__items__item__in=items).distinct().order_by("raised_at"))
