"""Rename a place, move it, close it, say whether it is lived in. Every change keeps its line of history."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.dispatch import Signal

from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.places import codes, positions, rules
from huisheng.territory.places.models import Place, PlaceChange
from huisheng.territory.places.rules import SEGMENT
from huisheng.territory.places.services.layers import leave_grids
from huisheng.territory.places.services.making import (
    is_taken,
    place_changed,
    repath,
    under,
    where_of,
)

# Later rooms keep copies of a path; they follow in the same transaction.
place_moved = Signal()  # place (as it is now), old_path, new_path, by, at


@transaction.atomic
def rename(place: Place, *, name: str, by: Person | None, at: datetime) -> None:
    """Another name, in the full name of everything inside as well."""
    place, name = now_locked(place), name.strip()
    refuse_if(because("名称没有变。") if name == place.name else YES)
    taken = is_taken(name, kind=place.kind, above=above_of(place), but=place)
    refuse_if(rules.why_not_name(name, taken=taken))
    says = f"“{place.name}”改名为“{name}”"
    place.name, place.order = name, rules.order_of(name)
    place.save(update_fields=["name", "order"])
    _call(place, above_of(place))
    keep(place, did="renamed", says=says, by=by, at=at)


@transaction.atomic
def move(place: Place, *, under: Place, by: Person | None, at: datetime) -> None:
    """Into another place, with everything inside. A code of its own stays what it was."""
    place = now_locked(place)
    refuse_if(rules.why_not_move(place, under=under))
    refuse_if(rules.why_not_name(place.name, taken=is_taken(place.name, kind=place.kind, above=under)))
    old = above_of(place)
    place.parent, place.run_by = under, None
    place.save(update_fields=["parent", "run_by"])
    says = f"从{old.where if old else '最上一级'}搬到{under.where}"
    _follow(place, old=old, new=under, says=says, by=by, at=at)


@transaction.atomic
def hand_over(place: Place, *, run_by: Place | None, by: Person | None, at: datetime) -> None:
    """R8.3: coded in one place and run by another; None gives it back to the one it is coded in."""
    place = now_locked(place)
    old, new = above_of(place), run_by or place.parent
    refuse_if(rules.why_not_move(place, under=new))
    place.run_by = None if run_by == place.parent else run_by
    place.save(update_fields=["run_by"])
    _follow(place, old=old, new=new, says=f"由{new.where if new else ''}管理", by=by, at=at)


@transaction.atomic
def close(place: Place, *, by: Person | None, at: datetime, why: str) -> None:
    """A place that is no more; it stays for the record and takes no new matters."""
    refuse_if(YES if why.strip() else because("请写停用的原因。"))
    refuse_if(because("%(place)s已经停用。", place=place.where) if now_locked(place).closed_on else YES)
    Place.objects.filter(**under(place), closed_on=None).update(closed_on=at.date())
    keep(place, did="closed", says=f"停用：{why.strip()}", by=by, at=at)
    place_changed.send(Place, place=place, did="closed", at=at)


@transaction.atomic
def occupy(place: Place, *, occupied: bool, by: Person | None, at: datetime) -> None:
    """Whether somebody lives in a home (coverage counts occupied homes only)."""
    refuse_if(rules.why_not_occupied(place.kind))
    now = now_locked(place)
    refuse_if(because("本来就是这样登记的。") if now.occupied is occupied else YES)
    Place.objects.filter(pk=place.pk).update(occupied=occupied)
    keep(place, did="occupied", says="登记为常住" if occupied else "登记为不常住", by=by, at=at)
    place_changed.send(Place, place=now, did="occupied", at=at)


@transaction.atomic
def relabel(place: Place, *, by: Person | None, at: datetime) -> str:
    """A new QR label; the old one opens nothing any more. Returns the new token."""
    token = rules.new_token()
    Place.objects.filter(pk=place.pk).update(token=token)
    keep(place, did="relabelled", says="换发了二维码，旧码作废", by=by, at=at)
    return token


@transaction.atomic
def recode(place: Place, *, code: str, by: Person | None, at: datetime) -> None:
    """Another code (R8.1); "" takes it away."""
    code = codes.plain_code(code)
    refuse_if(codes.why_not_code(code, kind=place.kind, above=place.parent.code if place.parent else None))
    taken = bool(code) and Place.objects.filter(code=code).exclude(pk=place.pk).exists()
    refuse_if(because("编码 %(code)s 已经有了。", code=code) if taken else YES)
    Place.objects.filter(pk=place.pk).update(code=code or None)
    keep(place, did="recoded", says=f"编码改为 {code or '无'}", by=by, at=at)


@transaction.atomic
def publish_phone(place: Place, *, phone: str, by: Person | None, at: datetime) -> None:
    """The telephone of the office here, for whoever's contact shows none (R13.4); "" takes it away."""
    phone = rules.heard_office_phone(phone)
    refuse_if(rules.why_not_office_phone(phone, kind=place.kind))
    Place.objects.filter(pk=place.pk).update(phone=phone)
    keep(place, did="phoned", says=f"公开电话改为 {phone or '无'}", by=by, at=at)


@transaction.atomic
def locate(place: Place, *, lat: str, long: str, by: Person | None, at: datetime) -> None:
    """Where it is on the globe, in WGS84 degrees as typed; "" and "" take it away."""
    position = positions.heard(lat, long)
    refuse_if(positions.why_not_placed(place.kind))
    refuse_if(because("位置没有变。") if position == place.position else YES)
    place.lat, place.long = position or (None, None)
    place.save(update_fields=["lat", "long"])
    says = f"位置改为 {'，'.join(positions.told(position))}" if position else "去掉了位置"
    keep(place, did="located", says=says, by=by, at=at)


def above_of(place: Place) -> Place | None:
    """The place whose path this one continues: who runs it, else what it is coded in."""
    return place.run_by or place.parent


def keep(place: Place, *, did: str, says: str, by: Person | None, at: datetime) -> None:
    """One line of history."""
    PlaceChange.objects.create(place=place, did=did, says=says[:300], by=by, at=at)


def now_locked(place: Place) -> Place:
    """The place as it is now, locked."""
    return Place.objects.select_for_update(of=("self",)).select_related("parent", "run_by").get(pk=place.pk)


def _follow(
    place: Place, *, old: Place | None, new: Place | None, says: str, by: Person | None, at: datetime
) -> None:
    """Everything inside has another path, and a street, community and area from the new place above."""
    old_path = place.path
    new_path = (new.path if new else "") + old_path[-SEGMENT - 1 :]
    levels = {f"{name}_id": getattr(new, f"{name}_id", None) for name in rules.levels_from_above(place.kind)}
    Place.objects.filter(**under(place)).update(
        path=repath(old_path, new_path), **{name.removesuffix("_id"): pk for name, pk in levels.items()}
    )
    place.path = new_path
    for field, pk in levels.items():
        setattr(place, field, pk)
    _call(place, new)
    leave_grids(place)
    keep(place, did="moved", says=says, by=by, at=at)
    place_moved.send(Place, place=place, old_path=old_path, new_path=new_path, by=by, at=at)
    for changed in (old, new):
        if changed:
            place_changed.send(Place, place=changed, did="moved", at=at)


def _call(place: Place, above: Place | None) -> None:
    """The full name of a place, and of everything that is called by it."""
    old, new = place.where, where_of(place, above)
    called: Any = Place.objects.filter(pk=place.pk)
    if place.kind in rules.CALLED_BY_WHAT_IS_AROUND:
        called = Place.objects.filter(**under(place)).exclude(kind__in=rules.LAYERS)
    called.update(where=Concat(Value(new), Substr(F("where"), len(old) + 1)))
    place.where = new
