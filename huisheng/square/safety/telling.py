"""The security log as its readers read it: sentences with the names of what they are about, and a way there.

The log keeps ids only; names are looked up for a page, one query for each kind of thing on it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.collect.models import Category, ClockPolicy, Concern, PauseReason
from huisheng.deliberate.models import LawProfile, Roll, Vote
from huisheng.echo.asking import in_words
from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.models import AuditEntry, DataRequest, Reading, Speaker
from huisheng.echo.naming import called
from huisheng.echo.refusals import because
from huisheng.echo.retention.rules import KEPT
from huisheng.people.models import Person
from huisheng.people.permissions.rules import Hat, areas, hat_for
from huisheng.square.models import Delivery, Token, Webhook
from huisheng.square.registers.tables import REGISTERS
from huisheng.square.safety.changed import changes_told
from huisheng.square.safety.sentences import ABOUT_NAMES, PLACES_NAMES, READ_NAMES, sentence
from huisheng.territory.models import Appointment, Place, PostKind

Key = tuple[str, str]
Found = dict[Key, Any]
GONE = because("（已经不在了）")
ELSEWHERE = because("别处的一件")


@dataclass(frozen=True)
class Told:
    """One entry as a sentence in the reader's language; `url`: where to read on, "" where there is nowhere."""

    entry: AuditEntry
    words: str
    url: str


@dataclass(frozen=True)
class Thing:
    """What an entry is about: how it is called, and the page of it with the act that opens it."""

    words: str
    act: str = ""
    page: str = ""
    args: tuple[Any, ...] = ()
    path: str = ""


def told(entries: Iterable[AuditEntry], hats: list[Hat], reader: Person) -> list[Told]:
    """Each entry in words. What lies outside the reader's own area is not named, although its doer is."""
    several = list(entries)
    found, mine = _found(several), areas("audit.see", hats)
    return [_told(one, found, mine, hats, reader) for one in several]


def _told(entry: AuditEntry, found: Found, mine: list[str], hats: list[Hat], reader: Person) -> Told:
    thing = _changed(entry, _thing(entry, found))
    path = entry.path or thing.path
    if path and not any(path.startswith(one) for one in mine):
        thing = Thing(ELSEWHERE)
    who, whose = (one.name if one else "" for one in (entry.by, entry.whose))
    words = in_words(sentence(entry.did, about=entry.about, who=who, whose=whose, what=thing.words))
    return Told(entry, words[:1].upper() + words[1:], _url(thing, path, entry, hats, reader))


def _changed(entry: AuditEntry, thing: Thing) -> Thing:
    """A setting with what it was and what it is."""
    told = (
        changes_told(key_of(entry)[0], entry.why) if entry.did in ("setting_changed", "kind_changed") else ""
    )
    return (
        replace(thing, words=because("%(what)s（%(changes)s）", what=thing.words, changes=told))
        if told
        else thing
    )


def _url(thing: Thing, path: str, entry: AuditEntry, hats: list[Hat], reader: Person) -> str:
    """Where the reader may open it: by a post over it; a token is opened by whose it is."""
    own = thing.act == "token.own" and entry.whose_id == reader.pk
    may = thing.act and thing.act != "token.own" and hat_for(thing.act, hats, path=path or None)
    return reverse(thing.page, args=thing.args) if own or may else ""


def key_of(entry: AuditEntry) -> Key:
    """(kind of thing, its number or code) from `about`, as the places that keep entries write it."""
    about = entry.why if entry.about == "own copy" and entry.why else entry.about
    if entry.did in ("post_given", "post_ended"):
        return "post", about.rpartition(" ")[2]
    if entry.did in ("consent_given", "consent_withdrawn"):
        kind, _sep, pk = about.partition(" ")[2].partition(":")
        return kind, pk
    kind, _sep, pk = about.partition(" ")
    return kind, pk


def _found(entries: list[AuditEntry]) -> Found:
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, pk in map(key_of, entries):
        if kind in LOOKED_UP and pk.isdecimal() and len(pk) < 19 or kind in BY_CODE:
            wanted[kind].add(pk)
    found: Found = {}
    for kind, keys in wanted.items():
        by = BY_CODE.get(kind, "pk")
        for row in LOOKED_UP[kind]().filter(**{f"{by}__in": keys}):
            found[kind, str(getattr(row, by))] = row
    return found


LOOKED_UP: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "speaker": lambda: Speaker.objects.select_related("voice__concern__speaker"),
    "reading": lambda: Reading.objects.select_related("speaker__voice__concern__speaker", "person"),
    "request": lambda: DataRequest.objects.all(),
    "post": lambda: Appointment.objects.select_related("kind", "place"),
    "webhook": lambda: Webhook.objects.select_related("street"),
    "delivery": lambda: Delivery.objects.select_related("webhook__street"),
    "token": lambda: Token.objects.all(),
    "roll": lambda: Roll.objects.select_related("assembly__estate"),
    "filing": lambda: Vote.objects.select_related("assembly__estate"),
    "kind": lambda: PostKind.objects.all(),
    "clock": lambda: ClockPolicy.objects.all(),
    "pause": lambda: PauseReason.objects.all(),
    "category": lambda: Category.objects.all(),
    "brand": lambda: Place.objects.all(),
    "profile": lambda: Place.objects.all(),
    "triage": lambda: Place.objects.all(),
    "law": lambda: LawProfile.objects.select_related("street"),
}
BY_CODE = {"kind": "code", "clock": "code", "pause": "code", "category": "code"}


def _thing(entry: AuditEntry, found: Found) -> Thing:
    if entry.did in ("consent_given", "consent_withdrawn"):
        return _agreed(entry, found)
    kind, pk = key_of(entry)
    if entry.about in ABOUT_NAMES:
        return _copy(entry, found)
    if kind == "table" and pk in REGISTERS:
        return Thing(because("“%(table)s”表", table=because(REGISTERS[pk].name)))
    if kind == "calendar":
        return Thing(because("%(year)s 年的工作日历", year=pk), "calendar.edit", "square:calendar")
    if entry.did == "retention" and kind in KEPT:
        return Thing(
            because("%(kind)s，%(n)s 条", kind=KEPT[kind].name, n=pk), "retention.see", "square:retention"
        )
    if entry.did == "personal_corrected" and kind == "post" and (kind, pk) in found:
        post = _post(found[kind, pk])
        return replace(post, words=because("%(post)s的任期、电话或公开", post=post.words))
    if kind in LOOKED_UP:
        row = found.get((kind, pk))
        return WORDS[kind](row) if row else Thing(GONE)
    if entry.did == "personal_corrected":
        return _facts(entry)
    return Thing(entry.about)


def _copy(entry: AuditEntry, found: Found) -> Thing:
    words = because(ABOUT_NAMES[entry.about])
    row = found.get(key_of(entry))
    if not row:
        return Thing(words)
    of = WORDS["speaker"](row)
    return Thing(
        because("%(what)s（%(whose)s）", what=words, whose=of.words), of.act, of.page, of.args, of.path
    )


def _agreed(entry: AuditEntry, found: Found) -> Thing:
    purpose = entry.about.partition(" ")[0]
    words = because("“%(purpose)s”", purpose=PURPOSES[purpose].name if purpose in PURPOSES else purpose)
    row = found.get(key_of(entry))
    return replace(WORDS[key_of(entry)[0]](row), words=words) if row else Thing(words)


def _facts(entry: AuditEntry) -> Thing:
    known = {field.name: str(field.verbose_name) for field in Person._meta.fields} | {"home": _("住处")}
    facts = "、".join(known.get(name, name) for name in entry.about.split())
    whose = entry.whose.name if entry.whose else ""
    words = because("%(whose)s的%(facts)s", whose=whose, facts=facts)
    return Thing(words, "person.see", "territory:person", (entry.whose_id,))


def _speaker(row: Speaker) -> Thing:
    return _matter(row, because("编号 %(number)s 的说事人", number=row.spoken))


def _matter(row: Speaker, words: str) -> Thing:
    concern: Concern | None = getattr(row.voice, "concern", None)
    if concern is None:
        return Thing(words, path=row.voice.path)
    return Thing(words, "concern.see", "collect:matter", (concern.speaker.number,), row.voice.path)


def _reading(row: Reading) -> Thing:
    number = row.speaker.spoken if row.speaker else ""
    what = because(READ_NAMES.get(row.what, row.what), number=number)
    words = because("%(what)s，为了：%(purpose)s", what=what, purpose=row.purpose)
    return (
        _matter(row.speaker, words)
        if row.speaker
        else Thing(words, "reading.see", "square:readings", (), row.path)
    )


def _post(row: Appointment) -> Thing:
    words = because("%(where)s的%(kind)s", where=row.place.where, kind=called(row.kind))
    return Thing(words, "post.see", "territory:post", (row.pk,), row.place.path)


def _webhook(row: Webhook) -> Thing:
    return Thing(
        because("“%(name)s”", name=row.name), "webhook.edit", "square:webhook", (row.pk,), row.street.path
    )


def _of_place(row: Place, kind: str, act: str, page: str) -> Thing:
    args = () if page == "collect:triage" else (row.pk,)
    return Thing(because(PLACES_NAMES[kind], where=row.where), act, page, args, row.path)


def _request(row: DataRequest) -> Thing:
    words = because("本人要求的个人信息（第 %(n)s 个要求）", n=row.pk)
    return Thing(words, "data.answer", "square:data_answer", (row.pk,), row.path)


def _roll(row: Roll) -> Thing:
    words = because("业主名册“%(name)s”", name=row.name)
    return Thing(words, "assembly.see", "deliberate:roll", (row.pk,), row.assembly.estate.path)


def _filing(row: Vote) -> Thing:
    words = because("“%(title)s”的备案材料，里面有业主姓名", title=row.title)
    return Thing(words, "assembly.see", "deliberate:vote", (row.pk,), row.assembly.estate.path)


WORDS: dict[str, Callable[[Any], Thing]] = {
    "speaker": _speaker,
    "reading": _reading,
    "request": _request,
    "post": _post,
    "webhook": _webhook,
    "delivery": lambda row: _webhook(row.webhook),
    "token": lambda row: Thing(because("“%(name)s”", name=row.name), "token.own", "square:tokens"),
    "roll": _roll,
    "filing": _filing,
    "kind": lambda row: Thing(
        because("岗位“%(name)s”", name=called(row)), "post.kinds", "territory:kind", (row.pk,)
    ),
    "clock": lambda row: Thing(because("时限“%(name)s”", name=row.name), "clock.edit", "collect:clocks"),
    "pause": lambda row: Thing(because("暂停原因“%(name)s”", name=row.name), "clock.edit", "collect:clocks"),
    "category": lambda row: Thing(
        because("类别“%(name)s”", name=called(row)), "category.edit", "collect:leaf", (row.code,)
    ),
    "brand": lambda row: _of_place(row, "brand", "place.edit", "territory:place_brand"),
    "profile": lambda row: _of_place(row, "profile", "place.edit", "territory:place_profile"),
    "triage": lambda row: _of_place(row, "triage", "triage.edit", "collect:triage"),
    "law": lambda row: Thing(
        because("本地规则“%(title)s”", title=row.title),
        "assembly.rules",
        "deliberate:law_own",
        (row.pk,),
        row.street.path,
    ),
}
