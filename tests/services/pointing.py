"""One of everything that points at a place, for the test of merging: a new relation is added here."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.utils.timezone import localdate, now

from huisheng.collect.calls.services import open_ as open_call
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Batch, Category, Learned, Sorting, Switch, Visit
from huisheng.collect.talks.services import hold, repeat
from huisheng.deliberate.ballots.services.rolls import found as found_assembly
from huisheng.deliberate.budgets.services import plan as plan_budget
from huisheng.deliberate.dossiers.services import open_ as open_dossier
from huisheng.deliberate.models import (
    Blueprint,
    Covenant,
    HandoverThing,
    LawProfile,
    Notice,
    NoticeLength,
    Spot,
)
from huisheng.echo.voices.services import Said, begin
from huisheng.territory.branches.services import keep as found_branch
from huisheng.territory.estates.services import mark
from huisheng.territory.models import (
    Appointment,
    Branch,
    HouseholdLink,
    Nomination,
    Place,
    Residence,
    Training,
)
from huisheng.territory.places import services
from huisheng.territory.profiles.rules import What
from huisheng.territory.profiles.services import write
from tests.given import begun, given_to_do
from tests.meeting import council_at, lights_at

TODAY = localdate()
# Which two places are merged for a relation, by their keys in the story.
ESTATES, COMMUNITIES, HOMES = ("hefeng", "tingyu"), ("guihua", "lianchi"), ("wang_home", "he_home")
STREETS = ("莲塘街道", "street")  # made where it is needed


def concern_at(street, place):
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    return concerns.raise_(
        "灯不亮", place=place, category=leaf, said=Said(), channel="page", by=None, at=now()
    )


def sorted_at(street, place):
    return Sorting.objects.create(voice=concern_at(street, place).voice, street=place, at=now())


def inside(kind, name, key=""):
    """A new part of the place, coded or run elsewhere when `key` says so (R8.3)."""

    def make(street, place):
        above = {"parent": place, "run_by": street[key] if key else None}
        return services.add(kind=kind, name=name, by=None, at=now(), **above)

    return make


def run_from_here(street, place):
    return services.add(kind="building", name="70栋", parent=street.lianchi, run_by=place, by=None, at=now())


def row(model: Any, field: str, **fixed: Any) -> Callable[..., Any]:
    """A maker of one row that points at the place; a text among its values is a key of the story."""

    def make(street, place):
        values = {name: street[value] if name == "person" else value for name, value in fixed.items()}
        return model.objects.create(**values, **{field: place})

    return make


def nominated(street, place):
    day = {"notice_from": TODAY, "notice_to": TODAY + timedelta(days=5)}
    return Nomination.objects.create(person=street.tan, kind=street.zhou_post.kind, place=place, **day)


def posted(street, place):
    return Appointment.objects.create(
        person=street.tan, kind=street.zhou_post.kind, place=place, starts=TODAY - timedelta(days=9)
    )


def branch_serving(street, place):
    return found_branch(None, home=street.lianchi, estates=[place], name="新支部")


def looked_at(street, place):
    return mark(place, "team", present=True, name="巡逻队", as_of=TODAY, by=None, at=now())


def measured(street, place):
    return write(place, What.FIRMS, value="40", as_of=TODAY, source="台账", by=None, at=now())


def assembled(street, place):
    return found_assembly(place, by=None, at=now())


def voice_at(kind, place):
    return begin(kind=kind, title="试一试", path=place.path, at=now())


def noticed(street, place):
    about = NoticeLength.objects.order_by("pk")[0]
    return Notice.objects.create(
        voice=voice_at("notice", place), kind=about.kind, about=about, place=place, publisher="社区",
        phone="0731-5550 1200", days=7, at=now(),
    )  # fmt: skip


def spotted(street, place):
    return Spot.objects.create(notice=noticed(street, street.north), place=place)


def agreed(street, place):
    return Covenant.objects.create(voice=voice_at("covenant", place), place=place, title="公约", at=now())


def talked(street, place):
    return hold(
        place=place, title="夜话", spot="树下", starts=now(), hosts=[street.lin_post], by=None, at=now()
    )


def talked_weekly(street, place):
    return repeat(
        place=place,
        title="晚饭后",
        spot="树下",
        first=TODAY,
        hour=time(19),
        hosts=[street.lin_post],
        by=None,
        at=now(),
    )


def asked_at(street, place):
    return open_call(
        kind="proposals", place=place, title="问一问", body="问什么", publisher="社区", phone="0731-5550 1200",
        opens=TODAY, closes=TODAY + timedelta(days=5), by=None, at=now(),
    )  # fmt: skip


def budgeted(street, place):
    opens = now() + timedelta(days=2)
    return plan_budget(
        place=place, year=TODAY.year, title="试一试", fen=100, source="street", rule="greedy", utility="cost",
        completion="none", opens=opens, closes=opens + timedelta(days=5), by=None, at=now(),
    )  # fmt: skip


def visited(street, place):
    return Visit.objects.create(place=place, by=street.zhou, hat="邻长", at=now(), words="灯不亮")


def bound_at(street, place):
    return open_dossier(place=place, title="路口", words="通了。", owner=street.lin, by=None, at=now())


FOLLOWS: dict[str, tuple[tuple[str, str], Callable[..., Any]]] = {
    "territory.Place.parent": (ESTATES, inside("building", "80栋", "luxi")),
    "territory.Place.run_by": (ESTATES, run_from_here),
    "territory.Place.street": (STREETS, inside("community", "新社区")),
    "territory.Place.community": (COMMUNITIES, inside("estate", "新小区")),
    "territory.Place.area": (ESTATES, inside("building", "90栋")),
    "territory.Branch.home": (COMMUNITIES, row(Branch, "home", name="新支部")),
    "territory.Branch.estates": (ESTATES, branch_serving),
    "territory.EstateBody.estate": (ESTATES, looked_at),
    "territory.ProfileFigure.place": (COMMUNITIES, measured),
    "territory.Appointment.place": (ESTATES, posted),
    "territory.HouseholdLink.home": (HOMES, row(HouseholdLink, "home", person="tan", since=TODAY)),
    "territory.Residence.home": (HOMES, row(Residence, "home", person="zeng", since=TODAY)),
    "territory.Nomination.place": (ESTATES, nominated),
    "territory.Training.place": (COMMUNITIES, row(Training, "place", topic="消防", on=TODAY)),
    "collect.Batch.street": (STREETS, row(Batch, "street", name="热线", at=now())),
    "collect.Learned.street": (STREETS, row(Learned, "street", made_at=now(), content=b"")),
    "collect.Switch.street": (STREETS, row(Switch, "street", at=now())),
    "collect.Sorting.street": (STREETS, sorted_at),
    "collect.Concern.place": (ESTATES, concern_at),
    "collect.Concern.street": (STREETS, concern_at),
    "collect.Concern.community": (COMMUNITIES, concern_at),
    "collect.Concern.area": (ESTATES, concern_at),
    "collect.Talk.place": (ESTATES, talked),
    "collect.TalkSeries.place": (ESTATES, talked_weekly),
    "collect.Visit.place": (HOMES, visited),
    "collect.Call.place": (ESTATES, asked_at),
    "deliberate.Notice.place": (ESTATES, noticed),
    "deliberate.Spot.place": (ESTATES, spotted),
    "deliberate.Covenant.place": (ESTATES, agreed),
    "deliberate.Budget.place": (ESTATES, budgeted),
    "deliberate.Council.place": (ESTATES, council_at),
    "deliberate.Dossier.place": (ESTATES, bound_at),
    "deliberate.Blueprint.street": (STREETS, row(Blueprint, "street", name="本街的", sentence="试")),
    "deliberate.Responsibility.street": (STREETS, lights_at),
    "resolve.Task.place": (ESTATES, given_to_do),
    "deliberate.LawProfile.street": (
        STREETS,
        row(LawProfile, "street", name="own", title="本地", base="national-2021", since=TODAY, at=now()),
    ),
    "resolve.Project.place": (ESTATES, begun),
    "deliberate.HandoverThing.street": (STREETS, row(HandoverThing, "street", name="公章")),
    "deliberate.Assembly.estate": (("hefeng", "xincun"), assembled),
}
STAYS = {
    "square.Webhook.street": "what another system was told of one street was not agreed for the other",
    "territory.Place.merged_into": "which place took in which, as it was then",
    "territory.PlaceChange.place": "the history of the place itself",
    "territory.LayerPart.place": "is written anew for the place that stays (test below)",
    "territory.LayerPart.layer": "is written anew for the layer that stays (test below)",
    "territory.CoverageTally.place": "is counted anew (test below)",
    "collect.Tally.place": "is added up anew (test below)",
    "collect.HotTopic.street": "is found anew every day",
    "collect.Joining.street": "is learned anew every day, from the matters that moved along",
    "collect.Drift.street": "is looked at anew every day, and its model is not in use any more",
    "collect.HotReading.street": "is written anew every day",
    "collect.Allowance.street": "what the other street allowed is nothing that this one decided",
}


def place_of(street, key):
    """A place of the story; the second street is made when it is first asked for, with a clerk."""
    if key != "莲塘街道":
        return street[key]
    found = Place.objects.filter(name=key).first()
    if found is None:
        found = services.add(kind="street", name=key, parent=street.county, by=None, at=now())
        clerk = {"kind": street.lin_post.kind, "starts": TODAY, "public": True}
        Appointment.objects.create(person=street.tan, place=found, **clerk)
    return found
