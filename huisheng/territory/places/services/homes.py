"""The register of homes, row by row: 社区, 小区, 楼栋, 单元, 房号, 常住. What is missing on the way is made."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from huisheng.echo.refusals import YES, because
from huisheng.echo.tables import Row
from huisheng.people.models import Person
from huisheng.territory.places import codes, rules
from huisheng.territory.places.models import Place, PlaceChange
from huisheng.territory.places.reports import Report
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services.loading import Progress, save_all
from huisheng.territory.places.services.making import build, in_areas, place_changed, under

HEADERS = ["社区", "小区", "楼栋", "单元", "房号", "常住", "社区代码"]
YES_NO = {"是": True, "否": False}
Steps = tuple[
    tuple[Kind, str], ...
]  # from the community down: ((estate, 听雨苑), (building, 3栋), …, (home, 301))
LEVELS = (Kind.ESTATE, Kind.BUILDING, Kind.ENTRANCE, Kind.HOME)


@dataclass
class Planned:
    """What the file asks for in one community: what is there already, and what is to be made."""

    community: Place
    there: dict[Steps, Place] = field(default_factory=dict)
    new: dict[Steps, bool] = field(default_factory=dict)  # → occupied
    lived_in: dict[Steps, bool] = field(default_factory=dict)  # homes there whose 常住 changes
    first_row: dict[Steps, int] = field(default_factory=dict)


@transaction.atomic
def load_homes(
    rows: Iterable[Row],
    *,
    by: Person | None,
    at: datetime,
    dry_run: bool,
    progress: Progress,
    areas: Iterable[str] | None = None,
) -> Report:
    """Load what can be loaded, list the rest (M01). `areas`: only communities under these paths; None: everywhere.

    A row for a home that is there already changes nothing but whether it is lived in. Safe to run twice.
    """
    report = Report("homes")
    communities = _Communities(areas)
    plans: dict[int, Planned] = {}
    for row in rows:
        report.read += 1
        progress(report.read)
        community, why = communities.find(row)
        if community is None:
            report.refuse(row.number, why)
            continue
        if community.pk not in plans:
            plans[community.pk] = Planned(community, _there(community, lock=not dry_run))
        _take(row, plans[community.pk], report)
    for plan in plans.values():
        report.also += _on_the_way(plan)
        if not dry_run:
            _save(plan, by=by, at=at)
    return report


def _take(row: Row, plan: Planned, report: Report) -> None:
    steps, why = _steps(row, plan)
    occupied = YES_NO.get(unicodedata.normalize("NFKC", row.get("常住", "")).strip())
    if not why and occupied is None:
        why = because("“常住”请填 是 或 否，这里是“%(typed)s”。", typed=row.get("常住", ""))
    if not why and steps in plan.first_row:
        why = because("与第 %(row)s 行重复。", row=plan.first_row[steps])
    if why or occupied is None:
        return report.refuse(row.number, why)
    plan.first_row[steps] = row.number
    home = plan.there.get(steps)
    if home is None:
        plan.new[steps] = occupied
        report.created += 1
        return None
    report.already += 1
    if home.occupied is not occupied:
        plan.lived_in[steps] = occupied
        report.changed += 1
    return None


def _steps(row: Row, plan: Planned) -> tuple[Steps, str]:
    """The way from the community to the home, every name in its one spelling (R8.6)."""
    area, building = rules.plain_name(row.get("小区", "")), rules.plain_building(row.get("楼栋", ""))
    entrance, room = rules.plain_entrance(row.get("单元", "")), rules.plain_room(row.get("房号", ""))
    if not room:
        return (), because("没有写房号。")
    if not area and not building:
        return (), because("没有写小区，也没有写楼栋。")
    if entrance and not building:
        return (), because("写了单元，没有写楼栋。")
    typed = [(Kind.ESTATE, area), (Kind.BUILDING, building), (Kind.ENTRANCE, entrance), (Kind.HOME, room)]
    steps = tuple((kind, name) for kind, name in typed if name)
    long = next((name for _kind, name in steps if len(name) > rules.LONGEST_NAME), "")
    return steps, because("“%(name)s…”太长了。", name=long[:20]) if long else YES


def _there(community: Place, *, lock: bool) -> dict[Steps, Place]:
    """Everything open in a community by the way to it. Areas of any kind answer to their name in the column 小区."""
    if lock:
        Place.objects.select_for_update().get(
            pk=community.pk
        )  # two clerks with the same file: one after the other
    inside = Place.objects.filter(**under(community), closed_on=None).exclude(kind__in=rules.LAYERS)
    by_path: dict[str, Steps] = {community.path: ()}
    there: dict[Steps, Place] = {}
    for place in inside.exclude(pk=community.pk).order_by("path"):
        above = by_path.get(rules.path_above(place.path, 1))
        if above is None:
            continue
        kind = Kind.ESTATE if place.kind in rules.AREAS else Kind(place.kind)
        by_path[place.path] = steps = (*above, (kind, plain(kind, place.name)))
        there.setdefault(steps, place)
    return there


def plain(kind: Kind, name: str) -> str:
    """A name in the one spelling of its kind (R8.6)."""
    spelling = {
        Kind.BUILDING: rules.plain_building,
        Kind.ENTRANCE: rules.plain_entrance,
        Kind.HOME: rules.plain_room,
    }
    return spelling.get(kind, rules.plain_name)(name)


def _missing(plan: Planned) -> dict[Steps, None]:
    """Everything that has to be made for the new homes, homes included, in the order of the file."""
    ways = (steps[:length] for steps in plan.new for length in range(1, len(steps) + 1))
    return dict.fromkeys(way for way in ways if way not in plan.there)


def _on_the_way(plan: Planned) -> Counter[str]:
    return Counter(way[-1][0].value for way in _missing(plan) if way not in plan.new)


def _save(plan: Planned, *, by: Person | None, at: datetime) -> None:
    made, missing = dict(plan.there), _missing(plan)
    for level in LEVELS:
        fresh = {
            way: build(
                kind=level,
                name=way[-1][1],
                parent=made[way[:-1]] if len(way) > 1 else plan.community,
                occupied=plan.new.get(way, False),
            )
            for way in missing
            if way[-1][0] is level
        }
        save_all(list(fresh.values()), by=by, at=at)
        made |= fresh
    for way, occupied in plan.lived_in.items():
        Place.objects.filter(pk=made[way].pk).update(occupied=occupied)
    says = {True: "按登记表改为常住", False: "按登记表改为不常住"}
    PlaceChange.objects.bulk_create(
        [PlaceChange(place=made[way], did="occupied", says=says[lived], by=by, at=at)
         for way, lived in plan.lived_in.items()]
    )  # fmt: skip
    if plan.new or plan.lived_in:
        place_changed.send(Place, place=plan.community, did="imported", at=at)


class _Communities:
    """Finds the community of a row: by code when there is one, else by its name in any spelling (R8.8)."""

    def __init__(self, areas: Iterable[str] | None) -> None:
        found = Place.objects.filter(kind=Kind.COMMUNITY, closed_on=None)
        if areas is not None:
            found = found.filter(in_areas(areas))
        self.by_name: defaultdict[str, list[Place]] = defaultdict(list)
        self.by_code: dict[str, Place] = {}
        for place in found.iterator(chunk_size=2000):
            self.by_name[_called(place.name)].append(place)
            if place.code:
                self.by_code[place.code] = place

    def find(self, row: Row) -> tuple[Place | None, str]:
        """The community, or why there is none."""
        code, name = codes.plain_code(row.get("社区代码", "")), row.get("社区", "")
        if code:
            place = self.by_code.get(code)
            return place, YES if place else because("没有代码是 %(code)s 的社区。", code=code)
        if not name:
            return None, because("没有写社区。")
        named = self.by_name.get(_called(name), [])
        exact = [place for place in named if place.name == name] or named
        if len(exact) > 1:
            told = because("叫“%(name)s”的社区有 %(n)s 个，请填社区代码。", name=name, n=len(exact))
            return None, told
        return (exact[0], YES) if exact else (None, because("没有叫“%(name)s”的社区。", name=name))


def _called(name: str) -> str:
    """新塘村委会, 新塘村 and 新塘 are one name."""
    return rules.plain_community(name).removesuffix("村")
