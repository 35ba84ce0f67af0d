"""What a setting was before and is now, in words: names of fields and choices as its own page calls them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Model
from django.utils.translation import gettext

from huisheng.collect.models import Allowance, Category, ClockPolicy, PauseReason
from huisheng.deliberate.ballots.law import PROFILES
from huisheng.deliberate.ballots.local import FIELDS
from huisheng.deliberate.models import LawProfile
from huisheng.echo.asking import in_words
from huisheng.echo.audit.rules import Change, read_changes
from huisheng.territory.brands.rules import HUES
from huisheng.territory.models import PostKind
from huisheng.territory.profiles.rules import WHAT_NAMES, What

MODELS: dict[str, type[Model]] = {
    "category": Category, "clock": ClockPolicy, "pause": PauseReason, "kind": PostKind, "triage": Allowance,
    "law": LawProfile,
}  # fmt: skip
BRAND_NAMES = {"name": "品牌名", "slogan": "口号", "hue": "颜色"}


def changes_told(kind: str, why: str) -> str:
    """“联系期限 1 → 2；单位 小时 → 天”, in the reader's language; "" where `why` keeps no changes."""
    changes, more = read_changes(why)
    told = [_sentence(kind, one) for one in changes]
    told += [gettext("还有 %(n)s 处") % {"n": more}] if more else []
    return gettext("；").join(told)


def _sentence(kind: str, change: Change) -> str:
    name, before, after = change
    label, shown = SHOWN[kind](name) if kind in SHOWN else _of_model(kind, name)
    if not before and not after:
        return gettext("%(field)s改了") % {"field": label}
    nothing = gettext("（空）")
    words = {"field": label, "before": shown(before) or nothing, "after": shown(after) or nothing}
    return gettext("%(field)s %(before)s → %(after)s") % words


Shown = tuple[str, Callable[[str], str]]


def _of_model(kind: str, name: str) -> Shown:
    if kind == "law" and name in FIELDS:
        return gettext(FIELDS[name]), str
    if kind == "law" and name == "base":
        return gettext(
            "从哪一套复制"
        ), lambda value: gettext(PROFILES[value].title) if value in PROFILES else value
    try:
        field: Any = MODELS[kind]._meta.get_field(name) if kind in MODELS else None
    except FieldDoesNotExist:
        field = None
    if field is None:
        return name, str
    if isinstance(field, BooleanField):
        return str(field.verbose_name), _yes_or_no
    choices = dict(field.flatchoices)
    return str(field.verbose_name), lambda value: str(choices.get(value, value))


def _yes_or_no(value: str) -> str:
    return {"1": gettext("是"), "0": gettext("否")}.get(value, value)


def _brand(name: str) -> Shown:
    label = gettext(BRAND_NAMES.get(name, name))
    return label, (lambda value: in_words(HUES.get(value, value))) if name == "hue" else str


def _day(name: str) -> Shown:
    return name, lambda value: {"1": gettext("上班"), "0": gettext("放假"), "": gettext("平常")}.get(
        value, value
    )


def _figure(name: str) -> Shown:
    return (gettext(WHAT_NAMES[What(name)]) if name in set(What) else name), str


SHOWN: dict[str, Callable[[str], Shown]] = {"brand": _brand, "calendar": _day, "profile": _figure}
