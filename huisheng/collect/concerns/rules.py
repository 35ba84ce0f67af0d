"""What may be done with a concern, each rule once, as a function that answers with its reason. Empty means yes.

Every function takes a concern (saved or not) and plain values; the button, the page and the server ask the same one.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from huisheng.collect.concerns.exits import EXIT_NAMES, Exit
from huisheng.collect.concerns.stages import STAGE_NAMES, Act, Stage, leads_to
from huisheng.echo.refusals import YES, because

LONGEST_WORDS = 5000
SHORTEST_CLOSING = 30  # R2.14
NO_CONTENT_UNDER = 40  # DATASETS §4.3: replies that said nothing
CALLS_BEFORE_LAPSE = 3
UNREACHABLE_LAPSES_AFTER = timedelta(days=7)
REOPEN_WITHIN = timedelta(days=180)
MOST_EXTENSIONS = 2
FARTHEST = timedelta(days=366)  # a promise beyond it is a slip of the pen: 2062 for 2026

TOO_FAR = because("这个日期在一年以后，请看看年份写对没有。")
WHY_NOT_NOW = {
    (Stage.HEARD, Act.FINISHED): because("请先联系居民，再说办好了。"),
    (Stage.HEARD, Act.PAUSED): because("请先联系居民，再暂停计时。"),
    (Stage.PAUSED, Act.FINISHED): because("计时还停着，请先恢复。"),
    (Stage.REFERRED, Act.FINISHED): because("外单位还没有答复；要自己办完，请先收回。"),
    (Stage.JOINED, Act.FINISHED): because("已经并到一起办，由主件一起说办好。"),
}


def why_not_act(concern: Any, act: Act) -> str:
    """Whether the table lets this act happen at this stage (stages.LEADS_TO)."""
    stage = Stage(concern.stage)
    if leads_to(stage, act):
        return YES
    special = WHY_NOT_NOW.get((stage, act))
    return special or because("这件事现在是“%(stage)s”，不能这样做。", stage=because(STAGE_NAMES[stage]))


def why_not_seen(concern: Any, seen: int | None) -> str:
    """Two people at once: the second reads what the first did before deciding."""
    if seen is None or seen == concern.version:
        return YES
    return because("您打开这一页以后，别人已经动过这件事了。请看一眼最新的经过，再决定。您写的字还在。")


def why_not_raise(words: str, *, place: Any) -> str:
    """A concern needs words and an open place; nothing else is compulsory (R13.2)."""
    if not re.sub(r"[\s\W_]+", "", words):
        return because("请写一句话：什么事，在哪里。")
    if len(words) > LONGEST_WORDS:
        return because("写得太长了，请在 %(most)s 字以内；其余的可以当面说。", most=LONGEST_WORDS)
    if place is None:
        return because("请选一个地方，我们才知道由谁负责。")
    if place.closed_on:
        return because("%(place)s已经停用，请选现在的地方。", place=place.where)
    return YES


def why_not_raised_at(at: datetime, *, now: datetime) -> str:
    """A concern is raised neither in the future nor before there were hotlines (bad dates in exports)."""
    if at > now + timedelta(minutes=5):
        return because("时间在将来：%(at)s。", at=f"{at:%Y-%m-%d %H:%M}")
    if at.year < 1990:
        return because("时间太早了：%(at)s。", at=f"{at:%Y-%m-%d %H:%M}")
    return YES


def why_not_return(concern: Any, *, why: str | None = None) -> str:
    """M60, R2.5: returned once, with the reason; whoever gets it then keeps it or hands it on.

    `why` None: not asked yet, for the button.
    """
    if concern.returned_at:
        return because("这件事已经退回过一次，不能再退；可以派给别人或转给外单位。")
    asked = YES if why is None else _reason(why, because("请写退回的原因。"))
    return asked or why_not_act(concern, Act.RETURNED)


def why_not_dispatch(concern: Any, *, to: Any) -> str:
    """The new holder holds a post over this place now and is not the one who has it."""
    if to is None:
        return because("请选派给谁。")
    if to.pk == concern.holder_id:
        return because("这件事已经由%(who)s负责。", who=to.person.name)
    return why_not_act(concern, Act.DISPATCHED)


def why_not_pause(
    concern: Any, *, reason: Any, until: datetime | None, at: datetime, latest: datetime | None
) -> str:
    """R2.13: a pause has a reason that the resident reads, an end, and a longest length."""
    if reason is None:
        return because("请选暂停的原因。")
    if until is None or until <= at:
        return because("请写暂停到哪一天。")
    if latest and until > latest:
        return because("“%(why)s”最多停 %(days)s 个工作日。", why=reason.name, days=reason.most_days)
    return why_not_act(concern, Act.PAUSED)


def why_not_extend_again(concern: Any) -> str:
    """Whether there is another extension to give."""
    if concern.extensions >= MOST_EXTENSIONS:
        return because("已经延过 %(times)s 次，不能再延。", times=MOST_EXTENSIONS)
    return why_not_act(concern, Act.EXTENDED)


def why_not_extend(concern: Any, *, until: datetime | None, why: str, at: datetime) -> str:
    """R2.6: a later date only with a reason that the resident reads, and not for ever."""
    if concern.extensions >= MOST_EXTENSIONS:
        return why_not_extend_again(concern)
    if until is None or until <= concern.fix_due:
        return because("新的日期要晚于现在的期限。")
    if until > at + FARTHEST:
        return TOO_FAR
    return _reason(why, because("请写延期的原因，居民会看到。")) or why_not_act(concern, Act.EXTENDED)


def why_not_refer(concern: Any, *, body: Any, expected: datetime | None, at: datetime) -> str:
    """M15: a referral names a body and the date on which an answer is expected."""
    if body is None or not body.is_active:
        return because("请选转给哪个单位。")
    if expected is None or expected <= at:
        return because("请写希望哪天前答复。")
    if expected > at + FARTHEST:
        return TOO_FAR
    return why_not_act(concern, Act.REFERRED)


def why_not_follow(concern: Any) -> str:
    """Whether this matter can be joined to any other."""
    if concern.has_followers:
        return because("已经有别的事并到这一件里，请反过来并。")
    return why_not_act(concern, Act.JOINED)


def why_not_join(concern: Any, *, lead: Any) -> str:
    """M35: matters of one street, into one that is being worked on and is not itself joined."""
    if lead is None or lead.pk == concern.pk:
        return because("请选并到哪一件。")
    if lead.street_id != concern.street_id:
        return because("不是同一个街道的事，不能并在一起。")
    if lead.lead_id or Stage(lead.stage) not in (Stage.HEARD, Stage.WORKING, Stage.PAUSED, Stage.REFERRED):
        return because("那一件现在不能并入，请选正在办的主件。")
    return why_not_follow(concern)


# Titles, housing and livelihood aid, elders and disability, wages, health, quarrels: never shown to neighbours
# (R13.5). A leak, water or power inside somebody's home is theirs; in the stairs it is everybody's.
NOT_FOR_NEIGHBOURS = ("F1", "F2", "G2", "G3", "G4", "G5", "H1")
INSIDE_A_HOME = ("C3", "C5")


def why_not_cosign(lead: Any) -> str:
    """Whether a neighbour can still say “me too” here."""
    if Stage(lead.stage) in (Stage.HEARD, Stage.WORKING, Stage.PAUSED, Stage.REFERRED) and not lead.lead_id:
        return YES
    return because("这件事已经办到后面了，请单独说一件，我们会接着办。")


FORWARDED = re.compile(
    r"^[^。!?\uff01\uff1f]*(已收悉|已收到|已转|转交|转办|转达|呈报|已交办|已受理|正在核实|正在调查)[^。!?\uff01\uff1f]*[。!\uff01]?"
)


def why_not_content(*, found: str, done: str, who: str, following: str, basis: str, refused: bool) -> str:
    """R2.14: closing says what was found, what was done, by whom and what is next; refused ones cite a basis."""
    if not found.strip() or not done.strip():
        return because("请写清楚查到了什么、做了什么。")
    if not who.strip():
        return because("请写是谁做的。")
    if refused and not basis.strip():
        return because("不能办的，请写依据。")
    text = "".join(part.strip() for part in (found, done, following, basis))
    if len(re.sub(r"[\s\W_]+", "", text)) < SHORTEST_CLOSING:
        return because("写得太少了，至少 %(least)s 个字，居民才看得明白。", least=SHORTEST_CLOSING)
    if says_nothing(done):
        return because("“已收到、已转交”不是办好了。请写实际做了什么。")
    return YES


def says_nothing(done: str) -> bool:
    """Whether the words only say received or forwarded."""
    rest = FORWARDED.sub("", done.strip())
    return bool(FORWARDED.match(done.strip())) and len(re.sub(r"[\s\W_]+", "", rest)) < 10


def has_no_content(reply: str) -> bool:
    """DATASETS §4.3: a reply under 40 characters; such replies are listed on the street page."""
    return len(reply.strip()) < NO_CONTENT_UNDER


def why_not_finish(concern: Any) -> str:
    """What is joined is reported done with its lead, which the table allows and a button of its own does not."""
    if concern.stage == Stage.JOINED:
        return WHY_NOT_NOW[Stage.JOINED, Act.FINISHED]
    return why_not_act(concern, Act.FINISHED)


def why_not_exit(concern: Any, *, kind: str, says: str) -> str:
    """R2.4: one of exactly six reasons, with a text for the resident."""
    if kind not in set(Exit):
        return because("请选六种情况之一。")
    if len(says.strip()) < 10:
        return because("请告诉居民可以找谁、怎么办（至少 10 个字）。")
    return why_not_act(concern, Act.EXITED)


def why_not_call_back(concern: Any, *, by: Any) -> str:
    """R2.8: the resident is asked by somebody other than who handled it."""
    if by is not None and by.pk in (
        concern.finished_by_id,
        concern.holder.person_id if concern.holder else None,
    ):
        return because("回访要由没有经办的人来做。")
    return why_not_act(concern, Act.CONFIRMED)


def why_not_remove(concern: Any, *, why: str | None = None) -> str:
    """M151: only with a reason; not what others joined, and not what a resident has judged: that is their word.

    `why` None: not asked yet, for the button.
    """
    if concern.has_followers:
        return because("有别的事并在这一件里，请先分开。")
    if concern.lead_id:
        return because("这一件并在别的事里，请先分开。")
    if concern.solved:
        return because("居民已经评价过，不能删除。")
    return YES if why is None else _reason(why, because("请写删除的原因。"))


def reopens(*, solved: str, rating: str) -> bool:
    """Whether a verdict opens the matter again: not done, or not content with it (M34)."""
    return solved == "no" or rating == "not"


def why_not_lapse(concern: Any, *, calls: int, reachable: bool, at: datetime) -> str:
    """I4: closed without a verdict only after three unanswered calls, or seven days when nobody can be reached."""
    if not_now := why_not_act(concern, Act.LAPSED):
        return not_now
    if reachable and calls < CALLS_BEFORE_LAPSE:
        return because("还没有打满 %(times)s 次回访电话。", times=CALLS_BEFORE_LAPSE)
    if not reachable and at < concern.finished_at + UNREACHABLE_LAPSES_AFTER:
        return because("没有留联系方式的，公示满 7 天才能结束。")
    return YES


def why_not_reopen(concern: Any, *, at: datetime) -> str:
    """“It is still broken”: within half a year on the same number; later it is a new matter."""
    if Stage(concern.stage) is Stage.SETTLED and concern.closed_at and at > concern.closed_at + REOPEN_WITHIN:
        return because("已经过了半年，请重新说一件，我们会看到以前的经过。")
    return why_not_act(concern, Act.REOPENED)


def exit_name(kind: str) -> str:
    """The exit in words."""
    return EXIT_NAMES[Exit(kind)] if kind else ""


def title_of(words: str) -> str:
    """The first sentence, at most 40 characters, as the name of the matter."""
    first = re.split(r"[。!?\uff01\uff1f\n\r]", words.strip(), maxsplit=1)[0].strip() or words.strip()
    return first if len(first) <= 40 else first[:39] + "…"


def _reason(why: str, ask: str) -> str:
    return YES if len(why.strip()) >= 4 else ask


def why_not_correct(words: str) -> str:
    """What was read back is put right in words, not by saying that it is wrong."""
    return YES if len(words.strip()) >= 2 else because("请写一句应该是什么。")


MOST_OWN = 6  # photos of one speaker; whoever has more shows them to a person


def why_not_show_own(kept: int) -> str:
    """A few photos say it; nobody's telephone becomes the street's store."""
    return (
        because("一件事您最多放 %(most)s 张照片，再多的请当面给办的人看。", most=MOST_OWN)
        if kept >= MOST_OWN
        else YES
    )
