"""Words that are abusive, that name somebody, or that belong elsewhere: taken down, looked at again, put back."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from huisheng.collect.calls import rules
from huisheng.collect.calls.models import Call, Proposal, TakenDown
from huisheng.collect.calls.services.finding import down_of
from huisheng.collect.calls.services.opening import locked
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.people.models import Person
from huisheng.people.permissions.rules import MAY
from huisheng.territory.posts.services import posts_over


@transaction.atomic
def take_down(
    proposal: Proposal, *, why: str, by: Person | None, at: datetime, words: str = "", hat: str = ""
) -> TakenDown:
    """No page shows the words any more; the author is told why, and that somebody else would look at it again."""
    now = _locked(proposal)
    leads = now.merged.exists() and not hasattr(now, "answer")
    refuse_if(rules.why_not_take_down(why, down=down_of(now) is not None, leads=leads))
    made = TakenDown.objects.create(proposal=now, why=why, words=words.strip(), by=by, at=at)
    more = f"。{made.words}" if made.words else ""
    says = f"撤下了：{rules.DOWN_NAMES[why]}{more}。您要是不同意，可以请另一位再看一次。"
    say(now.voice, by=by, at=at, did="taken_down", says=says, to=[now.speaker], caller=by, hat=hat)
    return made


@transaction.atomic
def ask_again(proposal: Proposal, *, words: str, at: datetime) -> TakenDown:
    """The author says why it should not be down; everybody of the office but who took it down is told."""
    now = _locked(proposal)
    down = down_of(now)
    asked = bool(down and down.asked_at)
    refuse_if(rules.why_not_ask_again(words, down=down is not None, asked=asked))
    assert down is not None
    down.asked, down.asked_at = words.strip(), at
    down.save(update_fields=["asked", "asked_at"])
    staff = others_over(now.call, than=down.by, at=at)
    says = f"提的人不同意撤下：{down.asked}"
    say(now.voice, by=now.speaker.person, at=at, did="asked_again", says=says, to=[], staff=staff)
    return down


def others_over(call: Call, *, than: Person | None, at: datetime) -> list[Person]:
    """Who may look at it again: those who keep calls on the way up from here, except one."""
    keepers = MAY["call.edit"]
    posts = posts_over(call.place.path, on=localtime(at).date())
    return list(dict.fromkeys(one.person for one in posts if one.kind.role in keepers and one.person != than))


@transaction.atomic
def keep_down(proposal: Proposal, *, words: str, by: Person | None, at: datetime, hat: str = "") -> TakenDown:
    """Somebody else has looked: it stays down, and why; the author is told."""
    now = _locked(proposal)
    down = down_of(now)
    asked, answered = bool(down and down.asked_at), bool(down and down.answered_at)
    same = bool(down and down.by == by)
    refuse_if(rules.why_not_keep_down(words, asked=asked, answered=answered, same=same))
    assert down is not None
    down.answer, down.answered_by, down.answered_at = words.strip(), by, at
    down.save(update_fields=["answer", "answered_by", "answered_at"])
    says = f"另一位看过了，还是撤下：{down.answer}"
    say(now.voice, by=by, at=at, did="kept_down", says=says, to=[now.speaker], caller=by, hat=hat)
    return down


@transaction.atomic
def put_back(proposal: Proposal, *, why: str, by: Person | None, at: datetime, hat: str = "") -> TakenDown:
    """It stands on the page again, and why; the author is told. After the end it may still be answered."""
    now = _locked(proposal)
    down = down_of(now)
    refuse_if(rules.why_not_put_back(why, down=down is not None))
    assert down is not None
    down.up_by, down.up_at = by, at
    down.save(update_fields=["up_by", "up_at"])
    says = f"放回来了：{why.strip()}"
    say(now.voice, by=by, at=at, did="put_back", says=says, to=[now.speaker], caller=by, hat=hat)
    return down


def _locked(proposal: Proposal) -> Proposal:
    call = locked(proposal.call)
    return call.proposals.select_related("call__place", "voice", "speaker__person", "answer").get(
        pk=proposal.pk
    )
