"""A session from its notice to its end: notify, open, talk, decide, close. The minutes are what was recorded here."""

from datetime import datetime

from django.db import transaction

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models import (
    CouncilParty,
    CouncilSession,
    Invitation,
    Item,
    ItemPaper,
    ItemWord,
)
from huisheng.deliberate.councils.services.agenda import carry, next_session
from huisheng.deliberate.councils.services.finding import day, hour, locked, standing, steps_of, untold
from huisheng.deliberate.councils.services.inviting import invite
from huisheng.deliberate.councils.services.telling import take_step, tell_council, tell_matters
from huisheng.deliberate.councils.terms import Act, Outcome, Step
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.people.models import Person


@transaction.atomic
def notify(session: CouncilSession, *, by: Person | None, at: datetime, hat: str = "") -> list[Invitation]:
    """Step three: the parties of every item have date, place and material; outside bodies get a link each.

    What is tabled later is notified by calling this again. Answers the links that are new.
    """
    now = locked(session)
    items = list(untold(now).prefetch_related("parties__party", "papers"))
    refuse_if(
        rules.why_not_notify(
            standing(now),
            items=len(items),
            at=at,
            without_parties=[one.title for one in items if not one.parties.all()],
        )
    )
    bare = next((one.title for one in items if not one.words and not one.papers.all()), "")
    refuse_if(because("“%(title)s”还没有材料：写一句说明，或者附一份材料。", title=bare) if bare else YES)
    now.notified_at = now.notified_at or at
    now.save(update_fields=["notified_at"])
    take_step(items, Step.NOTIFY, by=by, at=at)
    parties = {each.party_id: each.party for one in items for each in one.parties.all()}
    names = "、".join(party.name for party in parties.values())
    says = f"{hour(now.starts)}的会通知了{names}，带着材料，{len(items)} 项议题。"
    tell_council(now.council, "notified", says, by=by, at=at, hat=hat, staff=[now.council.chair])
    return invite(now, parties.values(), at=at)


@transaction.atomic
def tick(session: CouncilSession, lines: list[int]) -> None:
    """The lines of the checklist that were gone through."""
    now = locked(session)
    refuse_if(rules.why_over(standing(now)))
    now.ticked = sorted({one for one in lines if 0 <= one < len(now.council.blueprint.checklist)})
    now.save(update_fields=["ticked"])


@transaction.atomic
def open_(session: CouncilSession, *, by: Person | None, at: datetime, hat: str = "") -> CouncilSession:
    """The session begins: only after the parties were notified and the checklist was gone through."""
    now = locked(session)
    checked = len(now.ticked) == len(now.council.blueprint.checklist)
    refuse_if(rules.why_not_open(standing(now), checked=checked))
    now.opened_at, now.chaired_by = at, by
    now.save(update_fields=["opened_at", "chaired_by"])
    tell_council(now.council, "opened", f"第 {now.number} 次开始了，在{now.where}。", by=by, at=at, hat=hat)
    return now


@transaction.atomic
def begin(item: Item, *, by: Person | None, at: datetime) -> None:
    """Step four: the table turns to this item. Refused when its parties were not notified before (M46)."""
    session = locked(item.session)
    refuse_if(rules.why_not_in_phase(standing(session), Act.DISCUSS))
    refuse_if(rules.why_not_step(Step.DELIBERATE, done=steps_of(item)))
    take_step([item], Step.DELIBERATE, by=by, at=at)


@transaction.atomic
def write_down(item: Item, *, who: str, words: str, by: Person | None, at: datetime) -> ItemWord:
    """What somebody said on an item. Nothing that was said is refused for a missing step; it only cannot be decided."""
    session = locked(item.session)
    refuse_if(rules.why_not_in_phase(standing(session), Act.DISCUSS))
    given = who.strip() and words.strip()
    refuse_if(YES if given else because("请写谁说的、说了什么。"))
    refuse_if(
        because("写得太长了，请在 %(most)s 字以内。", most=rules.LONGEST_WORDS)
        if len(words) > rules.LONGEST_WORDS
        else YES
    )
    if not rules.why_not_step(Step.DELIBERATE, done=steps_of(item)):
        take_step([item], Step.DELIBERATE, by=by, at=at)
    return ItemWord.objects.create(item=item, who=who.strip()[:60], words=words.strip(), by=by, at=at)


def _taken_up(item: Item, seen: int | None) -> Item:
    """The item as it is now; refused when another scribe saved it since it was `seen`."""
    Item.objects.select_for_update().get(pk=item.pk)
    now = Item.objects.select_related("wrote", "session__council").get(pk=item.pk)
    who = now.wrote.name if now.wrote else ""
    refuse_if(rules.why_not_seen(now.version, seen, who=who))
    return now


@transaction.atomic
def draft(item: Item, *, resolution: str, seen: int | None, by: Person | None, at: datetime) -> Item:
    """Keep what is being formulated, before it is decided. The second of two scribes reads the first (rules)."""
    session = locked(item.session)
    refuse_if(rules.why_not_in_phase(standing(session), Act.DISCUSS))
    now = _taken_up(item, seen)
    refuse_if(because("这一项已经有结论了。") if now.outcome else YES)
    now.resolution, now.version, now.wrote = resolution.strip(), now.version + 1, by
    now.save(update_fields=["resolution", "version", "wrote"])
    return now


@transaction.atomic
def decide(
    item: Item,
    *,
    outcome: str,
    resolution: str,
    by: Person | None,
    at: datetime,
    accountable: str = "",
    accountable_name: str = "",
    body: OutsideBody | None = None,
    seen: int | None = None,
    no_promise: str = "",
    also: str = "",
    hat: str = "",
) -> Item:
    """An item ends: agreed, escalated, explained, each with exactly one accountable party, or put off to the next time.

    Refused without a quorum, before the parties were notified, or when another scribe was faster. Everyone who spoke
    on its matters is told once, with what `also` follows from it (promises.conclude).
    """
    session = locked(item.session)
    now = _taken_up(item, seen)
    if outcome == Outcome.ESCALATED and not accountable:
        accountable = terms.BEYOND
    lacks = now.common_land and not ItemPaper.objects.filter(item=now, kind="legal").exists()
    done = steps_of(now) | ({Step.OUTCOME.value} if now.outcome else set())
    refuse_if(
        rules.why_not_decide(
            standing(session), outcome=outcome, resolution=resolution, accountable=accountable, done=done,
            lacks_legal=lacks,
        )
    )  # fmt: skip
    now.outcome, now.resolution, now.decided_at, now.decided_by = outcome, resolution.strip(), at, by
    now.no_promise = no_promise.strip()
    if outcome != Outcome.PUT_OFF:
        now.accountable, now.accountable_body = accountable, body
        now.accountable_name = (body.name if body else accountable_name.strip()) or _named(now, accountable)
    now.version, now.wrote = now.version + 1, by
    now.save()
    _settle(now, also, by=by, at=at, hat=hat)
    return now


def _named(item: Item, accountable: str) -> str:
    """The party of this kind at the table, else what such a party is called."""
    party = CouncilParty.objects.filter(council=item.session.council_id, kind=accountable).first()
    return party.name if party else terms.PARTY_NAMES[accountable]


def _settle(item: Item, also: str, *, by: Person | None, at: datetime, hat: str) -> None:
    """What follows from an outcome: the step and one line on each matter; what was put off waits for its next date."""
    said = f"{day(item.session.starts)}{item.session.council.name}第 {item.order} 项"
    if item.outcome == Outcome.PUT_OFF:
        following = next_session(item.session)
        when = f"排到{day(following.starts)}" if following else "等下一次开会的日子"
        tell_matters([item], f"{said}下次再议，{when}：{item.resolution}", by=by, at=at, hat=hat)
        if following:
            carry(item, following, by=by, at=at, hat=hat, tell=False)
        return
    if not rules.why_not_step(Step.OUTCOME, done=steps_of(item)):
        take_step([item], Step.OUTCOME, by=by, at=at)
    name = terms.OUTCOME_NAMES[Outcome(item.outcome)]
    says = f"{said}{name}：{item.resolution} 由{item.accountable_name}负责。{also}"
    tell_matters([item], says, by=by, at=at, hat=hat)


@transaction.atomic
def close(session: CouncilSession, *, by: Person | None, at: datetime, hat: str = "") -> CouncilSession:
    """The session ends when every item has a fate; the minutes are public from now on, and who spoke is told so."""
    now = locked(session)
    open_items = list(now.items.filter(outcome="").values_list("title", flat=True))
    refuse_if(rules.why_not_close(standing(now), open_items=open_items))
    now.closed_at = at
    now.save(update_fields=["closed_at"])
    decided = list(now.items.exclude(outcome=Outcome.PUT_OFF))
    take_step(now.items.filter(steps__step=Step.OUTCOME), Step.FEEDBACK, by=by, at=at)
    for item in decided:
        says = f"{day(now.starts)}{now.council.name}的记录公开了，第 {item.order} 项由{item.accountable_name}负责。"
        tell_matters([item], says, by=by, at=at, hat=hat)
    agreed = sum(one.outcome == Outcome.AGREED for one in decided)
    people = now.attendees.count()
    says = f"第 {now.number} 次开完了：来了 {people} 人，议了 {now.items.count()} 项，形成决议 {agreed} 项。"
    tell_council(now.council, "closed", says, by=by, at=at, hat=hat, staff=[now.council.chair])
    return now
