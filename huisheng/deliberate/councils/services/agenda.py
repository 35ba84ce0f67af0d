"""What stands on an agenda: from matters, hot topics, talks or by hand; once each, with its parties and its papers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from huisheng.collect.models import Category, Concern, TalkPoint
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import (
    CouncilParty,
    CouncilSession,
    Item,
    ItemMatter,
    ItemPaper,
    ItemParty,
    ItemStep,
)
from huisheng.deliberate.councils.names import plain_name
from huisheng.deliberate.councils.services.extending import tell_tabled
from huisheng.deliberate.councils.services.finding import (
    day,
    hour,
    locked,
    place_on_agenda,
    seats,
    standing,
    steps_of,
    where_tabled,
)
from huisheng.deliberate.councils.services.kinds import responsible_for
from huisheng.deliberate.councils.services.telling import take_step, tell_matters
from huisheng.deliberate.councils.terms import Act, Step
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.voices.masking import masked
from huisheng.people.models import Person


@transaction.atomic
def table(
    session: CouncilSession,
    *,
    title: str,
    by: Person | None,
    at: datetime,
    words: str = "",
    source: str = "hand",
    concerns: Iterable[Concern] = (),
    points: Iterable[TalkPoint] = (),
    category: Category | None = None,
    common_land: bool = False,
    hat: str = "",
) -> Item:
    """One more item. Its matters keep holder and clocks; everyone who spoke on them hears when it will be talked about.
    `points`: what was said at a talk and waits for a council.

    Refused when a matter stands on an agenda already (with where), or is closed.
    """
    now, title, several, points = locked(session), title.strip(), _heads(concerns), list(points)
    order = (now.items.aggregate(n=Max("order"))["n"] or 0) + 1
    voices = [one.voice_id for one in several] + [one.voice_id for one in points]
    where = where_tabled(voices) or _same_title(now, title)
    refuse_if(rules.why_not_table(standing(now), title, where=where, items=order - 1))
    refuse_if(next((why_not_matter(one) for one in several if why_not_matter(one)), YES))
    category = category or (several[0].category if several else None)
    item = Item.objects.create(
        session=now, order=order, title=title, words=words.strip() or _words(several) or _heard(points), source=source,
        category=category, common_land=common_land, tabled_at=at, tabled_by=by, **_usually(now, category),
    )  # fmt: skip
    ItemMatter.objects.bulk_create(ItemMatter(item=item, voice_id=voice) for voice in voices)
    take_step([item], Step.TOPIC, by=by, at=at)
    says = f"上了{day(now.starts)}{now.council.name}的议程，第 {order} 项：{title}。{hour(now.starts)}在{now.where}，欢迎来听。"
    tell_tabled(item, says, by=by, at=at, hat=hat)
    return item


def why_not_matter(concern: Concern) -> str:
    """Only what is still open is talked about; what was done waits for the resident's word."""
    if concern.is_open and concern.stage != Concern.Stage.DONE:
        return YES
    return because("%(number)s 已经办好或者结束了，不用再议。", number=concern.speaker.spoken)


def _heads(concerns: Iterable[Concern]) -> list[Concern]:
    """Matters that were joined to another stand on the agenda as the one they follow."""
    keys = {one.lead_id or one.pk for one in concerns}
    shown = Concern.objects.select_related("voice", "speaker", "category")
    return list(shown.filter(pk__in=keys).order_by("raised_at", "pk"))


def _same_title(session: CouncilSession, title: str) -> str:
    for one in session.items.select_related("session__council").filter(outcome=""):
        if plain_name(one.title) == plain_name(title):
            return place_on_agenda(one)
    return ""


def _words(concerns: list[Concern]) -> str:
    """The material when nobody wrote any: what residents said, without who said it."""
    said = [masked(one.voice.title, [one.speaker.name]) for one in concerns[:12]]
    return f"居民说了 {len(concerns)} 件：{'；'.join(said)}。" if said else ""


def _heard(points: list[TalkPoint]) -> str:
    """What was said at a talk, unless it is for those who work on it alone."""
    return "；".join(masked(one.words) for one in points if not one.private)


def _usually(session: CouncilSession, category: Category | None) -> dict[str, str]:
    """The default of the responsibility matrix, by the name that this party has at this table (M41)."""
    usual = responsible_for(category, session.council.place) if category else ""
    party = next((one for one in seats(session.council) if one.kind == usual), None)
    return {"accountable": usual, "accountable_name": party.name if party else ""}


@transaction.atomic
def set_parties(
    item: Item, parties: Iterable[CouncilParty], *, by: Person | None, at: datetime
) -> list[ItemParty]:
    """Step two: which parties this concerns. They get the material and are heard; changed until they were notified."""
    session, chosen = locked(item.session), list(parties)
    done = steps_of(item)
    refuse_if(rules.why_not_in_phase(standing(session), Act.PARTIES))
    refuse_if(because("请至少选一方。") if not chosen else YES)
    refuse_if(because("已经通知过各方，不能再换。") if Step.NOTIFY in done else YES)
    gone = next((one for one in chosen if one.left_on), None)
    refuse_if(because("%(who)s已经退出了，请另选一方。", who=gone.name) if gone else YES)
    ItemParty.objects.filter(item=item).delete()
    rows = ItemParty.objects.bulk_create(ItemParty(item=item, party=one) for one in chosen)
    if Step.PARTIES not in done:
        refuse_if(rules.why_not_step(Step.PARTIES, done=done))
        take_step([item], Step.PARTIES, by=by, at=at)
    return rows


@transaction.atomic
def attach(
    item: Item, *, kind: str, title: str, text: str, who: str, by: Person | None, at: datetime
) -> ItemPaper:
    """Material that everybody can read: a study, opinions gathered, a legal opinion."""
    refuse_if(rules.why_not_in_phase(standing(locked(item.session)), Act.PAPER))
    refuse_if(because("请选是什么材料。") if kind not in terms.PAPER_NAMES else YES)
    given = title.strip() and text.strip() and who.strip()
    refuse_if(YES if given else because("题目、内容和谁写的都要写。"))
    return ItemPaper.objects.create(
        item=item, kind=kind, title=title.strip(), text=text.strip(), who=who.strip(), by=by, at=at
    )


def next_session(session: CouncilSession) -> CouncilSession | None:
    """The next session of the same council that still takes topics."""
    later = session.council.sessions.filter(starts__gt=session.starts, opened_at=None, cancelled_at=None)
    return later.exclude(pk=session.pk).order_by("starts").first()


def carry(
    item: Item, session: CouncilSession, *, by: Person | None, at: datetime, hat: str = "", tell: bool
) -> Item:
    """The same topic on a later agenda, with its matters and its papers; its parties are notified anew."""
    copied: dict[str, Any] = {
        name: getattr(item, name)
        for name in (
            "title",
            "words",
            "category",
            "common_land",
            "accountable",
            "accountable_name",
            "accountable_body",
        )
    }
    order = (session.items.aggregate(n=Max("order"))["n"] or 0) + 1
    again = Item.objects.create(
        session=session, order=order, source="again", again=item, tabled_at=at, tabled_by=by, **copied
    )
    ItemMatter.objects.bulk_create(
        ItemMatter(item=again, voice_id=one.voice_id) for one in item.matters.all()
    )
    ItemParty.objects.bulk_create(
        ItemParty(item=again, party_id=one.party_id) for one in item.parties.filter(party__left_on=None)
    )
    for paper in item.papers.all():
        paper.pk, paper.item, paper._state.adding = None, again, True
        paper.save()
    ItemStep.objects.create(item=again, step=Step.TOPIC, by=by, at=at)
    if again.parties.exists():
        ItemStep.objects.create(item=again, step=Step.PARTIES, by=by, at=at)
    if tell:
        says = f"上次没议完，排到{day(session.starts)}{session.council.name}第 {order} 项。"
        tell_matters([again], says, by=by, at=at, hat=hat)
    return again
