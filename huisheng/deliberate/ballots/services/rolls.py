"""Found the assembly, take its roll in from a table, hear objections, freeze it with a published hash (M49)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules, sheet
from huisheng.deliberate.ballots.models import (
    Assembly,
    OwnerLogin,
    Roll,
    RollObjection,
    RollOwner,
    RollUnit,
)
from huisheng.deliberate.ballots.roll import KIND_NAMES
from huisheng.deliberate.ballots.services.law import find_profile
from huisheng.echo.audit import services as audit
from huisheng.echo.models import Voice
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.echo.sealed.services import drop, keep
from huisheng.echo.tables import read_table, write_csv, write_xlsx
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind

EXAMPLE = ("3", "2", "301", "王桂香", "Y0301", "80.5", "住宅", "否")


@transaction.atomic
def found(estate: Place, *, by: Person | None, at: datetime) -> Assembly:
    """The owners' assembly of an estate. Refused for what is no estate, and where there is one already."""
    refuse_if(YES if estate.kind == Kind.ESTATE else because("请选一个小区。"))
    refuse_if(
        because("这个小区已经有业主大会了。") if Assembly.objects.filter(estate=estate).exists() else YES
    )
    voice = Voice.objects.create(kind="assembly", title=f"{estate.name}业主大会", path=estate.path, began=at)
    say(voice, by=by, at=at, did="founded", says="开始建业主名册。", to=())
    return Assembly.objects.create(estate=estate, voice=voice)


@transaction.atomic
def settle(
    assembly: Assembly, *, by: Person | None, at: datetime, online_adopted_on: date | None = None,
    online_adopted_by: str = "", profile: str = "",
) -> None:  # fmt: skip
    """By which rules it usually votes; whether its rules of procedure take online ballots (R5.10)."""
    refuse_if(YES if not profile or find_profile(profile) else because("请选一套规则。"))
    day = localtime(at).date()
    unnamed = because("请写是哪次业主大会的决定采用了网上投票。")
    refuse_if(unnamed if online_adopted_on and not online_adopted_by.strip() else YES)
    refuse_if(because("日期在今天之后。") if online_adopted_on and online_adopted_on > day else YES)
    assembly.profile = profile
    assembly.online_adopted_on = online_adopted_on
    assembly.online_adopted_by = online_adopted_by.strip()
    assembly.save(update_fields=["online_adopted_on", "online_adopted_by", "profile"])
    says = "网上投票只供参考。"
    if online_adopted_on:
        says = f"网上投票从 {online_adopted_on} 起采用：{online_adopted_by.strip()}。"
    say(assembly.voice, by=by, at=at, did="settled", says=says, to=())


@transaction.atomic
def open_roll(
    assembly: Assembly, *, name: str, notice_from: date, notice_to: date, by: Person | None, at: datetime
) -> Roll:
    """A new roll with its correction period."""
    refuse_if(rules.why_not_correction(notice_from=notice_from, notice_to=notice_to))
    roll = Roll.objects.create(
        assembly=assembly, name=name.strip(), notice_from=notice_from, notice_to=notice_to, by=by, at=at
    )
    says = f"{roll.name}公示：{notice_from} 到 {notice_to}，业主可以改错。"
    say(assembly.voice, by=by, at=at, did="roll_opened", says=says, to=())
    return roll


@transaction.atomic
def take_in(
    roll: Roll, source: Any, *, name: str, by: Person | None, at: datetime, dry_run: bool
) -> sheet.Sheet:
    """The table's units in place of what the roll had. A dry run reads everything and writes nothing.

    Refused when the roll is frozen or the table is no roll; rows that are wrong are in the answer, named one by one.
    """
    now = Roll.objects.select_for_update(of=("self",)).get(pk=roll.pk)
    refuse_if(because("名册已经定下来了，不能再改。") if now.frozen_at else YES)
    table = read_table(source, name)
    columns, missing = sheet.columns_of(table.headers)
    refuse_if(because("表里缺少这些列：%(columns)s。", columns="、".join(missing)) if missing else YES)
    found = sheet.read_roll(((row.number, row) for row in table), columns, roll.assembly.key)
    if not dry_run:
        refuse_if(YES if found.units else because("没有一行能导入。"))
        _write(roll, found)
        says = f"{roll.name}导入 {len(found.units)} 套房屋。"
        say(roll.assembly.voice, by=by, at=at, did="roll_taken_in", says=says, to=())
        audit.keep("imported", by=by, at=at, about=f"roll {roll.pk}", path=roll.assembly.estate.path)
    return found


def _write(roll: Roll, found: sheet.Sheet) -> None:
    drop(RollOwner, RollOwner.objects.filter(unit__roll=roll).values_list("pk", flat=True))
    roll.units.all().delete()
    units = RollUnit.objects.bulk_create(
        [
            RollUnit(
                roll=roll, unit=one.number, building=one.building, entrance=one.entrance, area=one.area,
                kind=one.kind, developer_stock=one.stock, code=sheet.pseudonym(roll.key, "unit", one.number),
            )
            for one in found.units.values()
        ],
        batch_size=500,
    )  # fmt: skip
    named = [
        (RollOwner(unit=unit, owner_id=owner), name)
        for unit in units
        for owner, name in found.units[unit.unit].owners.items()
    ]
    RollOwner.objects.bulk_create([owner for owner, _name in named], batch_size=500)
    keep(RollOwner, "name", {owner.pk: name for owner, name in named})


@transaction.atomic
def object_(roll: Roll, *, unit: str, words: str, by: Person, at: datetime) -> RollObjection:
    """An owner says what is wrong, while the roll hangs out."""
    refuse_if(
        rules.why_not_object(
            words, frozen=roll.frozen_at is not None, notice_from=roll.notice_from, notice_to=roll.notice_to,
            on=localtime(at).date(),
        )
    )  # fmt: skip
    return RollObjection.objects.create(roll=roll, unit=unit.strip(), words=words.strip(), by=by, at=at)


@transaction.atomic
def answer(
    objection: RollObjection,
    *,
    accepted: bool,
    answer: str,
    by: Person,
    at: datetime,
    area: int | None = None,
) -> None:
    """Accepted or not, always with the reason; an area (cm²) that was wrong is put right at once."""
    refuse_if(YES if answer.strip() else because("请写一句答复。"))
    refuse_if(because("名册已经定下来了，不能再改。") if objection.roll.frozen_at else YES)
    units = RollUnit.objects.filter(roll=objection.roll, unit=objection.unit)
    if accepted and area:
        refuse_if(YES if units.update(area=area) else because("名册上没有这一套，请改好表再导入一次。"))
    objection.accepted, objection.answer = accepted, answer.strip()
    objection.answered_by, objection.answered_at = by, at
    objection.save()
    says = f"对名册的一条意见{'采纳了' if accepted else '没有采纳'}：{answer.strip()}"
    say(objection.roll.assembly.voice, by=by, at=at, did="objection_answered", says=says, to=())


@transaction.atomic
def freeze(roll: Roll, *, by: Person | None, at: datetime) -> None:
    """From now on nothing changes: the table as it is published is kept letter by letter, with its SHA-256."""
    now = Roll.objects.select_for_update(of=("self",)).select_related("assembly__voice").get(pk=roll.pk)
    refuse_if(
        rules.why_not_freeze(
            frozen=now.frozen_at is not None, units=now.units.count(),
            unanswered=now.objections.filter(answered_at=None).count(), notice_to=now.notice_to,
            on=localtime(at).date(),
        )
    )  # fmt: skip
    now.frozen = sheet.published(_rows(now))
    now.sha256, now.frozen_at, now.frozen_by = sheet.sha256(now.frozen), at, by
    now.save()
    says = f"{now.name}定下来了，指纹（SHA-256）{now.sha256}。"
    say(now.assembly.voice, by=by, at=at, did="roll_frozen", says=says, to=())
    roll.refresh_from_db()


def _rows(roll: Roll) -> list[tuple[str, str, int, str, bool]]:
    """One row for each owner of a unit; unsold units without an owner have one row with none."""
    owners: dict[int, list[str]] = {}
    for unit, owner in RollOwner.objects.filter(unit__roll=roll).values_list("unit_id", "owner_id"):
        owners.setdefault(unit, []).append(sheet.pseudonym(roll.key, "owner", owner))
    return [
        (unit.code, owner, unit.area, unit.kind, unit.developer_stock)
        for unit in roll.units.all()
        for owner in owners.get(unit.pk, [""])
    ]


def link(assembly: Assembly, *, login: str, owner_id: str, by: Person | None, at: datetime) -> OwnerLogin:
    """A login belongs to this owner, seen on paper. Refused for an unknown login or an owner on no roll."""
    person = Person.objects.filter(login=login.strip(), is_active=True).first()
    refuse_if(YES if person else because("没有这个登录名。"))
    known = RollOwner.objects.filter(unit__roll__assembly=assembly, owner_id=owner_id.strip()).exists()
    refuse_if(YES if known else because("名册上没有这个业主编号。租户不是业主，不能投票。"))
    assert person is not None
    linked, _new = OwnerLogin.objects.get_or_create(
        assembly=assembly, owner_id=owner_id.strip(), person=person, defaults={"by": by, "at": at}
    )
    return linked


def units_of(person: Any, roll: Roll) -> list[RollUnit]:
    """The units of somebody with a login on a roll; none for a tenant (R5.1)."""
    if not person.is_authenticated:
        return []
    ids = OwnerLogin.objects.filter(assembly=roll.assembly_id, person=person).values("owner_id")
    return list(roll.units.filter(owners__owner_id__in=ids).distinct().order_by("unit"))


def template(kind: str) -> bytes:
    """The empty table to fill in, with one line as an example."""
    if kind == "csv":
        return write_csv(sheet.HEADERS, [EXAMPLE])
    choices = {"用途": list(KIND_NAMES.values()), "是否未售": ["是", "否"]}
    return write_xlsx(sheet.HEADERS, [EXAMPLE], choices, title="业主名册")
