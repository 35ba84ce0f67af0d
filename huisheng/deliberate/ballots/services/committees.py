"""A committee's term: write it down, begin with the next one in time, hand everything over (M50; R5.11)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models import Assembly, Handover, HandoverThing, Term, Vote
from huisheng.echo.refusals import YES, because, refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person
from huisheng.territory.estates.models import EstateBody
from huisheng.territory.estates.rules import Body
from huisheng.territory.estates.services import mark
from huisheng.territory.models import Place


@transaction.atomic
def begin_term(
    assembly: Assembly, *, name: str, starts: date, ends: date, by: Person | None, at: datetime,
    vote: Vote | None = None,
) -> Term:  # fmt: skip
    """A committee from a day to a day, five years at most; the estate's page shows how long it still has."""
    last = assembly.terms.first()
    refuse_if(rules.why_not_term(name, starts, ends, last=last.starts if last else None))
    other = because("这次表决不是这个小区的。")
    refuse_if(other if vote and vote.assembly_id != assembly.pk else YES)
    term = Term.objects.create(
        assembly=assembly, name=name.strip(), starts=starts, ends=ends, vote=vote, by=by, at=at
    )
    _show_on_estate(assembly.estate, term, by=by, at=at)
    says = f"{term.name}任期从 {starts} 到 {ends}。"
    say(assembly.voice, by=by, at=at, did="term_begun", says=says, to=())
    return term


def _show_on_estate(estate: Place, term: Term, *, by: Person | None, at: datetime) -> None:
    """Territory keeps who runs an estate; what is known of the committee's contact stays."""
    known = EstateBody.objects.filter(estate=estate, body=Body.COMMITTEE, replaced_at=None).first()
    contact, phone = (known.contact, known.phone) if known else ("", "")
    mark(
        estate, Body.COMMITTEE, present=True, name=term.name, until=term.ends, contact=contact, phone=phone,
        as_of=at.date(), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def prepare(term: Term, *, by: Person | None, at: datetime) -> None:
    """Somebody begins with the next election: the task is off the list, and the handover list is made."""
    now = Term.objects.select_for_update(of=("self",)).select_related("assembly__estate", "assembly__voice")
    one = now.get(pk=term.pk)
    refuse_if(because("已经开始准备换届了。") if one.prepared_at else YES)
    one.prepared_at, one.prepared_by = at, by
    one.save(update_fields=["prepared_at", "prepared_by"])
    named = [thing.name for thing in things(one.assembly.estate.street)]
    Handover.objects.bulk_create([Handover(term=one, name=each) for each in named])
    says = f"开始准备换届：{one.name}任期 {one.ends} 到。移交清单 {len(named)} 项。"
    say(one.assembly.voice, by=by, at=at, did="succession_begun", says=says, to=())


@transaction.atomic
def hand_over(
    item: Handover, *, gave: str, received: str, on: date, by: Person | None, at: datetime, note: str = ""
) -> None:
    """One thing went from hand to hand; written down once."""
    now = Handover.objects.select_for_update(of=("self",)).select_related("term__assembly__voice")
    one = now.get(pk=item.pk)
    refuse_if(
        rules.why_not_hand_over(gave, received, done=one.on is not None, day=on, on=localtime(at).date())
    )
    one.gave, one.received, one.note = gave.strip(), received.strip(), note.strip()
    one.on, one.by, one.at = on, by, at
    one.save()
    says = f"移交了{one.name}：{one.gave}交，{one.received}收，{on}。"
    say(one.term.assembly.voice, by=by, at=at, did="handed_over", says=says, to=())


def things(street: Place | None) -> list[HandoverThing]:
    """What committees of a street hand over; the usual list where nobody has written one yet."""
    rows = HandoverThing.objects.filter(street=street, dropped_at=None)
    if street and not HandoverThing.objects.filter(street=street).exists():
        usual = enumerate(rules.HANDED_OVER, 1)
        HandoverThing.objects.bulk_create(
            [HandoverThing(street=street, name=one, order=n) for n, one in usual]
        )
    return list(rows)


@transaction.atomic
def add_thing(street: Place, *, name: str) -> HandoverThing:
    """One more thing on the street's list; lists that are being ticked stay as they are."""
    known = [thing.name for thing in things(street)]
    refuse_if(YES if name.strip() else because("请写移交什么。"))
    refuse_if(because("清单上已经有了。") if name.strip() in known else YES)
    return HandoverThing.objects.create(street=street, name=name.strip(), order=len(known) + 1)


@transaction.atomic
def drop_thing(thing: HandoverThing, *, at: datetime) -> None:
    """Not asked for any more."""
    HandoverThing.objects.filter(pk=thing.pk, dropped_at=None).update(dropped_at=at)
