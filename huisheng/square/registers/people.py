"""People of one's own area, with or without a login, whether they hold a post or not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from huisheng.echo.addresses import whole
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.tables import Row, Table
from huisheng.echo.voices.rules import heard_phone
from huisheng.people.models import Person
from huisheng.people.persons.services import can_log_in
from huisheng.square.registers.cells import BETWEEN, NUMBERED, YES_NO, Here, cell, each_row, yes
from huisheng.square.registers.rules import Doing, Outcome, Told
from huisheng.territory.models import Residence
from huisheng.territory.places.services import in_areas
from huisheng.territory.posts import living as residents

PERSON = (NUMBERED, "姓名", "电话", "邮箱", "住在", "长者", "怎样告知", "登录名")
TOLD_BY = {"看网页": "app", "短信": "sms", "邮件": "email", "打电话": "call"}
FIELDS = {"姓名": "name", "电话": "phone", "邮箱": "email", "长者": "is_elder", "怎样告知": "told_by"}


def load_people(table: Table, came: Outcome, doing: Doing) -> None:
    """Each row for itself."""
    here = Here(doing.paths)
    each_row(table, came, lambda row: _person(row, came, doing, here))


def _person(row: Row, came: Outcome, doing: Doing, here: Here) -> None:
    """One person: by the number, else by name and telephone; new when nobody is known by both."""
    facts, login = _facts(row), cell(row, "登录名")
    homes = [here.find(one.strip()) for one in cell(row, "住在").split(BETWEEN) if one.strip()]
    person = _known(row, facts, homes, doing)
    if person is None:
        facts = {"told_by": "app", **facts}
        person = residents.register(homes=homes, login=login, by=doing.by, at=doing.at, **facts)
        came.note(row.number, because("新登记：%(who)s。", who=person.name), new=True)
    elif _change(person, facts, homes, login, row, doing):
        came.note(row.number, because("改：%(who)s。", who=person.name), new=False)
    else:
        came.already += 1
        if login and not can_log_in().filter(pk=person.pk).exists():
            came.open.append(Told(row.number, because("%(who)s还没有密码。", who=person.name), person.pk))


def _facts(row: Row) -> dict[str, Any]:
    """What the row says; a column that is not there says nothing, an empty cell of a choice neither."""
    facts: dict[str, Any] = {field: cell(row, header) for header, field in FIELDS.items() if header in row}
    if "phone" in facts:
        facts["phone"] = heard_phone(facts["phone"]) or facts["phone"]
    if told := facts.pop("told_by", ""):
        wanted = TOLD_BY.get(told)
        refuse_if(because("“怎样告知”里没有“%(text)s”这一项。", text=told[:40]) if wanted is None else YES)
        facts["told_by"] = wanted
    if facts.pop("is_elder", ""):
        facts["is_elder"] = yes(row, "长者", default=False)
    return facts


def _known(row: Row, facts: dict[str, Any], homes: list[Any], doing: Doing) -> Person | None:
    here = residents.people_of(doing.paths)
    if number := cell(row, NUMBERED).removeprefix(NUMBERED):
        found = here.filter(pk=whole(number)).first()
        told = because("您的辖区里没有编号是 %(number)s 的人。新加的请空着编号。", number=number[:20])
        refuse_if(told if found is None else YES)
        return found
    same = Person.objects.filter(name=facts.get("name", ""), phone=facts.get("phone", ""), is_active=True)
    if not facts.get("phone"):  # nobody is known by the name alone, but at the same door
        return same.filter(homes__home__in=[home.pk for home in homes], homes__until=None).first()
    found = same.first()
    elsewhere = found is not None and not here.filter(pk=found.pk).exists()
    told = because("%(who)s已经登记过，住处和岗位不在您的辖区里，请由那边来改。", who=facts.get("name", ""))
    refuse_if(told if elsewhere else YES)
    return found


def _change(
    person: Person, facts: dict[str, Any], homes: list[Any], login: str, row: Row, doing: Doing
) -> bool:
    """One verb for what differs; whether anything did."""
    differs = {field: value for field, value in facts.items() if getattr(person, field) != value}
    inside = [
        one for one in residents.homes_of(person) if any(one.path.startswith(path) for path in doing.paths)
    ]
    moves = bool(homes) and {one.pk for one in homes} != {one.pk for one in inside}
    named = bool(login) and login != person.login
    if not (differs or moves or named):
        return False
    roles = {hat.role for hat in doing.hats}
    refuse_if(residents.why_not_mine(person, paths=doing.paths, roles=roles))
    if differs:
        residents.correct(person, by=doing.by, at=doing.at, **differs)
    if moves:
        residents.live(person, homes=homes, by=doing.by, at=doing.at)
    if named:
        residents.let_in(person, login=login, by=doing.by, at=doing.at)
    return True


def person_choices(_paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Yes or no, and how somebody is told."""
    return {"长者": YES_NO, "怎样告知": list(TOLD_BY)}


def people_now(paths: Sequence[str]) -> list[Sequence[Any]]:
    """Everybody who lives or holds a post under these paths. What lies elsewhere is not named."""
    here, ways = Here(paths), {way: name for name, way in TOLD_BY.items()}
    homes: defaultdict[int, list[str]] = defaultdict(list)
    lived = Residence.objects.filter(in_areas(paths, "home__path"), until=None).order_by("pk")
    for person, home in lived.values_list("person", "home"):
        if home in here.places:
            homes[person].append(here.name_of(here.places[home]))
    return [
        (one.pk, one.name, one.phone, one.email, BETWEEN.join(homes[one.pk]), YES_NO[not one.is_elder], ways[one.told_by], one.login)
        for one in residents.people_of(paths)
    ]  # fmt: skip
