"""The gallery of blueprints and the responsibility matrix: shipped rows, and what a street makes of them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from huisheng.collect.models import Category
from huisheng.deliberate.councils import terms
from huisheng.deliberate.councils.models import Blueprint, Responsibility
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.models import Place

SHIPPED = Path(__file__).parent.parent / "blueprints.json"


@transaction.atomic
def seed() -> None:
    """The six blueprints and the usual party of each category. Safe to run twice: what a street changed stays."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    known = set(Blueprint.objects.exclude(code="").values_list("code", flat=True))
    Blueprint.objects.bulk_create(
        Blueprint(**row) for row in shipped["blueprints"] if row["code"] not in known
    )
    have = set(Responsibility.objects.filter(street=None).values_list("category__code", flat=True))
    leaves = Category.objects.filter(code__in=set(shipped["responsible"]) - have)
    Responsibility.objects.bulk_create(
        Responsibility(category=one, party=shipped["responsible"][one.code], at=now()) for one in leaves
    )


def blueprints(street: Place | None) -> QuerySet[Blueprint]:
    """The gallery: the shipped ones and the street's own, in use; seeded when it is first asked for."""
    if not Blueprint.objects.exclude(code="").exists():
        seed()
    return Blueprint.objects.filter(Q(street=None) | Q(street=street), is_active=True).order_by(
        "-street", "pk"
    )


@transaction.atomic
def copy(blueprint: Blueprint, *, street: Place, name: str, sentence: str = "", **changed: Any) -> Blueprint:
    """A street's own kind after another one, renamed (M48). `changed`: cadence, parties, checklist, phases."""
    refuse_if(because("请写名称。") if not name.strip() else YES)
    taken = Blueprint.objects.filter(Q(street=street) | Q(street=None), name=name.strip()).exists()
    refuse_if(because("已经有一种叫“%(name)s”，请换一个名字。", name=name.strip()) if taken else YES)
    fields = {
        key: getattr(blueprint, key) for key in ("picture", "cadence", "parties", "checklist", "phases")
    }
    made = Blueprint(
        street=street, name=name.strip(), sentence=sentence.strip() or blueprint.sentence,
        copied_from=blueprint, **(fields | changed),
    )  # fmt: skip
    refuse_if(why_not_blueprint(made))
    made.save()
    return made


@transaction.atomic
def change(blueprint: Blueprint, **changed: Any) -> Blueprint:
    """Change a street's own kind; what comes with the house is copied, never changed."""
    refuse_if(because("这一种是自带的，请复制一份再改。") if blueprint.street_id is None else YES)
    for key, value in changed.items():
        setattr(blueprint, key, value)
    refuse_if(why_not_blueprint(blueprint))
    blueprint.save(update_fields=list(changed))
    return blueprint


def why_not_blueprint(blueprint: Blueprint) -> str:
    """A kind needs a name, a sentence, and phases that let somebody table and, if at all, decide when it is open."""
    if not blueprint.name.strip() or not blueprint.sentence.strip():
        return because("请写名称和一句话。")
    if any(kind not in terms.PARTY_NAMES for kind, _name, _required in blueprint.parties):
        return because("请从表里选哪一方。")
    acts = {state: set(phase.get("acts", ())) for state, phase in blueprint.phases.items()}
    if not any("table" in one for one in acts.values()):
        return because("总要有一步可以提议题。")
    early = "decide" in acts.get("planned", set()) | acts.get("notified", set())
    return because("开会以前不能作结论。") if early else YES


def responsible_for(category: Category, place: Place) -> str:
    """The usual party for a category in a street (M41); "" when nobody has written one down."""
    rows = Responsibility.objects.filter(
        Q(street=None) | Q(street=place.street_id or place.pk), category=category
    )
    found = sorted(rows, key=lambda row: row.street_id is None)
    return found[0].party if found else ""


@transaction.atomic
def keep_responsibility(
    category: Category, *, street: Place, party: str, by: Person | None, at: datetime, note: str = ""
) -> Responsibility:
    """A street's own answer to whose this is. Items decided before keep what was decided."""
    refuse_if(YES if party in terms.PARTY_NAMES else because("请选由哪一方负责。"))
    row, _new = Responsibility.objects.update_or_create(
        category=category, street=street, defaults={"party": party, "note": note.strip(), "by": by, "at": at}
    )
    return row
