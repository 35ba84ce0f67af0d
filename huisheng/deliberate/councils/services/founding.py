"""Found a council after a blueprint, and who sits at its table."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import Blueprint, Council, CouncilParty
from huisheng.deliberate.councils.services.finding import hour
from huisheng.deliberate.councils.services.telling import tell_council
from huisheng.echo.refusals import because, refuse_if
from huisheng.echo.voices.rules import why_not_phone
from huisheng.echo.voices.services import begin
from huisheng.people.models import Person
from huisheng.territory.models import Place


@transaction.atomic
def found(
    blueprint: Blueprint,
    *,
    place: Place,
    name: str,
    where: str,
    starts: datetime,
    chair: Person,
    by: Person | None,
    at: datetime,
    phone: str = "",
    cadence: str = "",
    hat: str = "",
) -> Council:
    """A council of a place, with the parties and the cadence of its blueprint. Its sessions are planned apart."""
    refuse_if(
        because("请写名称和在哪里开。") if not name.strip() or not where.strip() else why_not_phone(phone)
    )
    council = Council.objects.create(
        voice=begin(kind="council", title=name.strip(), path=place.path, at=at), blueprint=blueprint,
        name=name.strip(), place=place, where=where.strip(), cadence=cadence or blueprint.cadence,
        starts=starts, chair=chair, phone=phone.strip(),
    )  # fmt: skip
    CouncilParty.objects.bulk_create(
        CouncilParty(council=council, kind=kind, name=called, required=required)
        for kind, called, required in blueprint.parties
    )
    says = f"{council.name}成立了，{terms.CADENCE_NAMES[council.cadence]}，第一次{hour(starts)}在{council.where}。"
    tell_council(council, "founded", says, by=by, at=at, hat=hat, staff=[chair])
    return council


@transaction.atomic
def seat(
    council: Council,
    *,
    kind: str,
    name: str,
    required: bool,
    by: Person | None,
    at: datetime,
    body: OutsideBody | None = None,
    hat: str = "",
) -> CouncilParty:
    """One more party at the table, or one that was there before and comes back."""
    refuse_if(
        because("请选哪一方，写名称。") if kind not in terms.PARTY_NAMES or not name.strip() else rules.YES
    )
    party, _new = CouncilParty.objects.update_or_create(
        council=council, name=name.strip(),
        defaults={"kind": kind, "required": required, "body": body, "left_on": None},
    )  # fmt: skip
    says = f"请{party.name}参加{council.name}" + ("，必须到场。" if required else "。")
    tell_council(council, "seated", says, by=by, at=at, hat=hat)
    return party


@transaction.atomic
def withdraw(
    party: CouncilParty, *, why: str, by: Person | None, at: datetime, hat: str = "", replaced: bool = False
) -> None:
    """A party leaves the table, with its reason. A required one is missed until it is replaced (`replaced`)."""
    refuse_if(because("请写退出的原因。") if len(why.strip()) < 2 else rules.YES)
    now = CouncilParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    refuse_if(because("这一方已经退出了。") if now.left_on else rules.YES)
    party.left_on = localtime(at).date()
    party.required = party.required and not replaced
    party.save(update_fields=["left_on", "required"])
    lacks = "；在另请一方以前，人不齐，作不了结论" if party.required else ""
    says = f"{party.name}不再参加：{why.strip()}{lacks}。"
    tell_council(party.council, "withdrew", says, by=by, at=at, hat=hat, staff=[party.council.chair])


@transaction.atomic
def excuse(party: CouncilParty, *, why: str, by: Person | None, at: datetime, hat: str = "") -> None:
    """A required party need not be there any more, for a reason that everybody reads."""
    refuse_if(because("请写原因，居民会看到。") if len(why.strip()) < 4 else rules.YES)
    now = CouncilParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    refuse_if(rules.YES if now.required else because("这一方本来就可以不到场。"))
    party.required = False
    party.save(update_fields=["required"])
    says = f"{party.name}改为可以不到场：{why.strip()}"
    tell_council(party.council, "excused", says, by=by, at=at, hat=hat)


@transaction.atomic
def change(
    council: Council, *, name: str, where: str, cadence: str, phone: str, chair: Person, by: Person | None,
    at: datetime, hat: str = "",
) -> Council:  # fmt: skip
    """Rename it, another chair, another cadence. What was planned stays planned."""
    refuse_if(
        because("请写名称和在哪里开。") if not name.strip() or not where.strip() else why_not_phone(phone)
    )
    now: dict[str, Any] = {
        "name": name.strip(), "where": where.strip(), "cadence": cadence, "phone": phone.strip(), "chair": chair,
    }  # fmt: skip
    changed = [key for key, value in now.items() if getattr(council, key) != value]
    for key in changed:
        setattr(council, key, now[key])
    council.save(update_fields=changed)
    if changed:
        says = f"{council.name}：{terms.CADENCE_NAMES[cadence]}，在{council.where}，召集人{chair.name}。"
        tell_council(council, "changed", says, by=by, at=at, hat=hat, staff=[chair])
    return council


def kinds_of(parties: Iterable[CouncilParty], kind: str) -> CouncilParty | None:
    """The party of a kind at this table, if there is one."""
    return next((one for one in parties if one.kind == kind), None)
