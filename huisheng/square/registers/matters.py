"""Matters that were written down elsewhere: on paper, by another desk, in a group's list. One row is one matter."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import leaves
from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.orders import LONGEST_NUMBER, moment
from huisheng.collect.concerns.rules import why_not_raised_at
from huisheng.collect.concerns.services.placing import Finder
from huisheng.collect.concerns.triage.services import Suggested, suggest
from huisheng.echo.naming import called
from huisheng.echo.refusals import YES, Refused, because, refuse_if
from huisheng.echo.simplified import simplified
from huisheng.echo.tables import Row, Table
from huisheng.echo.voices.rules import heard_number, heard_phone
from huisheng.echo.voices.services import Said
from huisheng.people.permissions.rules import Hat, hat_for
from huisheng.square.desk.exporting import moment as written
from huisheng.square.desk.exporting import words_of
from huisheng.square.registers.cells import NUMBERED, Here, cell, each_row, offered
from huisheng.square.registers.rules import MOST_ROWS, Doing, Outcome
from huisheng.territory.models import Place
from huisheng.territory.places.services import in_areas

CONCERN = (NUMBERED, "外部编号", "地点", "类别", "内容", "称呼", "电话", "渠道", "说的时间", "外部期限")
FILE, SORT = "concern.file", "concern.sort"
CHANNELS = {
    "柜台": "counter", "电话": "phone", "上门": "door", "邻长代说": "head", "联户联系人代说": "member", "议事会": "talk",
    "热线转来": "hotline", "网页": "page", "扫码": "qr", "系统接口": "api", "对这个系统的意见": "system",
}  # fmt: skip
TYPED = list(CHANNELS)[:7]  # by which somebody else may have written it down


def load_matters(table: Table, came: Outcome, doing: Doing) -> None:
    """Each row for itself; a row with a number of ours may sort that matter anew, and nothing else."""
    here, finders = Here(doing.paths), dict[int, Finder]()
    each_row(table, came, lambda row: _matter(row, came, doing, here, finders))


def _matter(row: Row, came: Outcome, doing: Doing, here: Here, finders: dict[int, Finder]) -> None:
    if number := cell(row, NUMBERED):
        return _again(_numbered(number, doing), row, came, doing)
    place, words = _place(cell(row, "地点"), here, finders), cell(row, "内容")
    outside, phone = cell(row, "外部编号"), heard_phone(cell(row, "电话")) or cell(row, "电话")
    name, said_at = cell(row, "称呼"), moment(cell(row, "说的时间"), what="说的时间")
    refuse_if(because("外部编号太长了。") if len(outside) > LONGEST_NUMBER else YES)
    refuse_if(why_not_raised_at(said_at, now=doing.at) if said_at else YES)
    once = (
        _once(str(place.street_id), outside)
        if outside
        else _once(place.path, words, name, phone, str(said_at))
    )
    if Concern.objects.filter(submission=once).exists() or _known_outside(place, outside):
        came.already += 1
        return None
    category, suggested = _category(cell(row, "类别"), words, place)
    concern = concerns.raise_(
        words, place=place, category=category, said=Said(name=name[:60], phone=phone), channel=_channel(row), by=doing.by,
        at=said_at or doing.at, hat=_hat(FILE, place.path, doing).title, submission=once, suggested=suggested,
        outside_number=outside, outside_due=moment(cell(row, "外部期限"), what="外部期限"),
    )  # fmt: skip
    told = {"place": place.where, "title": concern.voice.title, "kind": called(category)}
    return came.note(row.number, because("%(place)s：%(title)s（%(kind)s）", **told), new=True)


def _numbered(number: str, doing: Doing) -> Concern:
    found = Concern.objects.filter(in_areas(doing.paths), speaker__number=heard_number(number) or "-")
    concern = found.select_related("voice", "speaker", "place", "category").first()
    if concern is None:
        raise Refused(because("您的辖区里没有编号是 %(number)s 的事。新加的请空着编号。", number=number[:20]))
    return concern


def _again(concern: Concern, row: Row, came: Outcome, doing: Doing) -> None:
    """A matter that is here already: its kind may change, by the verb of its page; what was said stays as it was said."""
    for header, value in zip(CONCERN, _row(concern, _asked([concern])), strict=True):
        same = header in (NUMBERED, "类别") or header not in row or _plain(row[header]) == _plain(value)
        why = because("“%(header)s”不能用表来改，请到这一件的页面上写一句。", header=header)
        refuse_if(YES if same else why)
    category = _leaf(cell(row, "类别")) or concern.category
    if category == concern.category:
        came.already += 1
        return
    hat = _hat(SORT, concern.path, doing)
    concerns.sort(concern, category=category, by=doing.by, at=doing.at, hat=hat.title)
    told = {"title": concern.voice.title, "kind": called(category)}
    came.note(row.number, because("%(title)s：归到“%(kind)s”", **told), new=False)


def _place(text: str, here: Here, finders: dict[int, Finder]) -> Place:
    """As a table names it, else the deepest place that the address means (听雨苑3号楼2单元)."""
    try:
        return here.find(text)
    except Refused:
        for street in {place.street_id for place in here.places.values() if place.street_id}:
            finder = finders.get(street) or finders.setdefault(street, Finder(Place.objects.get(pk=street)))
            found = finder.find(text)
            if found.pk in here.places and found.pk != street:
                return here.places[found.pk]
        raise


def _category(text: str, words: str, place: Place) -> tuple[Category, Suggested | None]:
    """As the table says, else by the words."""
    found = suggest(simplified(words), street=place.street_id)
    refuse_if(YES if found else because("还没有设好事项类别，请先到社区当面说。"))
    assert found is not None
    return _leaf(text) or found.category, found


def _leaf(text: str) -> Category | None:
    if not text:
        return None
    leaf = next((one for one in leaves() if text in (one.code, one.name, called(one))), None)
    refuse_if(because("“类别”里没有“%(text)s”这一项。", text=text[:40]) if leaf is None else YES)
    return leaf


def _channel(row: Row) -> str:
    text = cell(row, "渠道") or TYPED[0]
    refuse_if(because("“渠道”里没有“%(text)s”这一项。", text=text[:40]) if text not in TYPED else YES)
    return CHANNELS[text]


def _known_outside(place: Place, outside: str) -> bool:
    """Whether the street has this number from elsewhere already, from a table or from the hotline."""
    return bool(outside) and Concern.objects.filter(street=place.street_id, outside_number=outside).exists()


def _once(*parts: str) -> str:
    """The same row handed in again is the same matter (`submission`)."""
    return "table-" + sha256("\n".join(parts).encode()).hexdigest()[:32]


def _hat(act: str, path: str, doing: Doing) -> Hat:
    hat = hat_for(act, list(doing.hats), path=path)
    if hat is None:
        raise Refused(because("这件事不在您负责的范围里。"))
    return hat


def _plain(text: object) -> str:
    return "".join(str(text or "").split())


def matter_choices(paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Places, kinds of matter, and how it was said."""
    return {"地点": offered(paths), "类别": [one.name for one in leaves()], "渠道": TYPED}


def matters_now(paths: Sequence[str]) -> list[Sequence[Any]]:
    """The latest matters under these paths, the newest first, as many as can come in again."""
    found = Concern.objects.filter(in_areas(paths)).order_by("-raised_at", "-pk")[:MOST_ROWS]
    rows = list(found.select_related("voice", "speaker", "place", "category"))
    asked = _asked(rows)
    return [_row(one, asked) for one in rows]


def _asked(rows: list[Concern]) -> dict[int, str]:
    return {voice: words for voice, (words, _reply, _at) in words_of(rows).items()}


def _row(one: Concern, asked: dict[int, str]) -> Sequence[Any]:
    channel = next((name for name, value in CHANNELS.items() if value == one.channel), "")
    return (
        one.speaker.spoken, one.outside_number, one.place.where, one.category.name, asked[one.voice_id], one.speaker.name,
        one.speaker.phone, channel, written(one.raised_at), written(one.outside_due),
    )  # fmt: skip
