"""The rules that may be chosen: those shipped with the house, and a street's own, copied and changed (R5)."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext

from huisheng.deliberate.ballots.law import NATIONAL, PROFILES, Profile
from huisheng.deliberate.ballots.local import FIELDS, SOURCES, profile_from, read, written
from huisheng.deliberate.ballots.models import Assembly, LawProfile, LawRule
from huisheng.echo.audit import rules as audit
from huisheng.echo.audit.services import keep
from huisheng.echo.refusals import YES, Because, because, refuse_if
from huisheng.people.models import Person
from huisheng.territory.models import Place


def find_profile(name: str) -> Profile | None:
    """The rules of that name, shipped or a street's own. No query for shipped ones, two for others."""
    if name in PROFILES:
        return PROFILES[name]
    own = LawProfile.objects.filter(name=name).first()
    return _profile(own) if own else None


def profile_of(name: str) -> Profile:
    """The rules of that name; the national ones where there are none of that name (any more)."""
    return find_profile(name) or NATIONAL


def _profile(own: LawProfile) -> Profile:
    rows = list(own.rules.all())
    sources = "；".join(dict.fromkeys(row.source for row in rows))
    return profile_from(
        PROFILES.get(own.base, NATIONAL), {row.field: row.value for row in rows}, name=own.name, title=own.title,
        source=sources, since=own.since.isoformat(), confirmed=all(row.confirmed_on for row in rows),
    )  # fmt: skip


def own_profiles() -> dict[str, Profile]:
    """Every street's own, by name: for the command that counts files."""
    return {own.name: _profile(own) for own in LawProfile.objects.prefetch_related("rules")}


def profiles(assembly: Assembly) -> list[tuple[str, str]]:
    """What may be chosen for an assembly: (name, title), shipped ones and its street's own."""
    own = LawProfile.objects.filter(street=assembly.estate.street_id)
    shipped = [(name, gettext(one.title)) for name, one in PROFILES.items()]
    return [*own.values_list("name", "title"), *shipped]


def usual(place: Place) -> str:
    """The name of the rules at a place: what its assembly chose, else what its street usually uses, else national."""
    chosen = (
        Assembly.objects.filter(estate=place).exclude(profile="").values_list("profile", flat=True).first()
    )
    if chosen:
        return chosen
    streets = Q(street=place.street_id) | Q(street=place.pk)
    own = LawProfile.objects.filter(streets, usual=True).values_list("name", flat=True).first()
    return own or NATIONAL.name


@transaction.atomic
def copy(
    base: str, *, street: Place, name: str, title: str, since: date, by: Person | None, at: datetime
) -> LawProfile:
    """A street's own rules, with every value of the shipped ones and its source; nobody has confirmed them here yet."""
    refuse_if(YES if base in PROFILES else because("请选从哪一套复制。"))
    taken = name in PROFILES or LawProfile.objects.filter(name=name).exists()
    refuse_if(because("这个代号有人用了，请换一个。") if taken else YES)
    refuse_if(YES if title.strip() else because("请写名称。"))
    shipped = PROFILES[base]
    made = LawProfile.objects.create(
        street=street, name=name, title=title.strip(), base=base, since=since, by=by, at=at
    )
    LawRule.objects.bulk_create(
        [
            LawRule(profile=made, field=field, value=written(shipped, field), source=SOURCES.get(field, shipped.source), by=by, at=at)
            for field in FIELDS
        ]
    )  # fmt: skip
    _log(made, [("base", "", base)], by=by, at=at)
    return made


@transaction.atomic
def change(
    profile: LawProfile, *, field: str, value: str, source: str, by: Person | None, at: datetime,
    confirmed_by: str = "",
) -> LawRule:  # fmt: skip
    """Another value with its source; confirmed when somebody says who has read the text. Votes that were announced
    keep what they announced."""
    found = read(field, value)
    refuse_if(found if isinstance(found, Because) else YES)
    refuse_if(YES if source.strip() else because("请写依据：哪个文件、第几条。"))
    kept, read_by = written(replace(NATIONAL, **{field: found}), field), confirmed_by.strip()
    confirmed_on = localtime(at).date() if read_by else None
    was = LawRule.objects.filter(profile=profile, field=field).values_list("value", flat=True).first() or ""
    row, _new = LawRule.objects.update_or_create(
        profile=profile, field=field,
        defaults={
            "value": kept, "source": source.strip(), "confirmed_by": read_by, "confirmed_on": confirmed_on, "by": by,
            "at": at,
        },
    )  # fmt: skip
    _log(profile, [(field, was, kept)] if was != kept else [], by=by, at=at)
    return row


@transaction.atomic
def use(profile: LawProfile, *, by: Person | None, at: datetime) -> None:
    """From now on this is what the street usually uses."""
    _log(profile, [] if profile.usual else [("usual", "0", "1")], by=by, at=at)
    LawProfile.objects.filter(street=profile.street_id, usual=True).update(usual=False)
    LawProfile.objects.filter(pk=profile.pk).update(usual=True)


def _log(profile: LawProfile, changes: list[audit.Change], *, by: Person | None, at: datetime) -> None:
    if changes:
        path = profile.street.path
        keep(
            "setting_changed", by=by, at=at, about=f"law {profile.pk}", why=audit.written(changes), path=path
        )
